"""An archive in a shared folder: told once at the start, and offered a place on this computer."""

from __future__ import annotations

from pathlib import Path

from core.archive.backups import FOLDER
from core.archive.errors import ArchiveError
from core.output import OutputError
from core.places import is_chosen
from core.storage import local_folder
from ui.safety.safekeeping import OWN_FOLDER
from ui.settings import Settings, store_settings


def offer_local_place(archive: Path, settings: Settings, advice: str) -> tuple[Path, str]:
    """The archive to open, moved if the clerk wishes it, and a sentence about it.

    ``advice``: what speaks against the folder where it lies.
    """
    settings.storage_told = advice
    local = local_folder()
    if local is None or local == archive.parent or is_chosen():
        return archive, advice
    if not _wants(advice, local):
        return archive, ""
    from core.archive.moving import move

    try:
        moved = move(archive, local)
    except (ArchiveError, OutputError) as error:
        return archive, f"没有搬到本机：{error}"
    shared = archive.parent
    settings.second_places.append(
        str(shared / (FOLDER if (shared / FOLDER).exists() else OWN_FOLDER))
    )
    store_settings(local, settings)
    return moved, f"档案已搬到本机 {local}；原来的文件夹现在用来放第二份备份"


def _wants(advice: str, local: Path) -> bool:
    from PySide6.QtWidgets import QMessageBox

    from ui.plain_box import PlainBox

    box = PlainBox(chapter="备份")
    box.setWindowTitle("自评通")
    box.setText(f"{advice}。")
    box.setInformativeText(
        f"可以把档案搬到本机的 {local}，以后每次备份都在原来的文件夹里再放一份。\n"
        "搬的时候先复制、核对，原来的档案改名留着，不会删除。"
    )
    move = box.addButton("搬到本机", QMessageBox.ButtonRole.AcceptRole)
    stay = box.addButton("仍放在这里", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(move)
    box.setEscapeButton(stay)
    box.exec()
    return box.clickedButton() is move
