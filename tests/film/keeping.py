"""The picture of 备份: two places, one of them a stick, both with a verified backup."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from core.archive.backup_status import places_of
from core.archive.backups import FOLDER
from tests.film.bringing_in import waited_for
from tests.film.camera import Camera
from tests.film.hands import press, wait_until
from ui.main_window import MainWindow
from ui.safety.backup_places import PlacesDialog
from ui.safety.safekeeping import OWN_FOLDER

SHOWN = ("D:/文档/自评档案/备份", "E:/自评通备份")
"""What the folders are called in the picture; here they lie where nobody would look."""


def keep(window: MainWindow, folder: Path, desk: Path) -> None:
    """Back up to both places, and show how they stand."""
    stick = desk / "U盘" / OWN_FOLDER
    stick.parent.mkdir(parents=True)
    window.form.setFocus()
    window.safekeeping.add_place(stick.parent)
    press("Ctrl+B")
    wait_until(lambda: bool(list(stick.glob("*.db"))) and not window.jobs.running)
    press("Shift+F5")
    dialog = waited_for(PlacesDialog)
    wait_until(lambda: dialog.table.rowCount() == len(SHOWN))
    dialog.requested.disconnect()
    wait_until(lambda: not window.jobs.running)
    places = places_of([window.shelf.path.parent / FOLDER, stick], None, {})
    dialog.show_places(
        [
            replace(place, folder=Path(name), shared=False)
            for place, name in zip(places, SHOWN, strict=True)
        ]
    )
    Camera(window, folder).take("23-backup")
    dialog.reject()
