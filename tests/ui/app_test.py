"""Starting: what is there at the first start and the second, and what is not loaded for it."""

import gc
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QMessageBox

from core.archive.archive import Archive
from core.archive.backups import FOLDER, backups_in
from core.archive.lock import Holder, locked, read_holder
from core.issuing import viewing_copies
from core.places import ARCHIVE_NAME, DATA_VARIABLE, cache_folder
from tests.archived_forms import put_own
from ui import settings_file
from ui.app import make_window, open_last, run, save_picture
from ui.importing.importing import Importing
from ui.main_window import MainWindow
from ui.settings import NAME, Settings, load_settings
from ui.shelf import Shelf

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "自评 档案"
    monkeypatch.setenv(DATA_VARIABLE, str(folder))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "缓存"))
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(tempfile, "tempdir", tempfile.tempdir)
    return folder


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
    """Each window that a run showed, with its project and whether a form was open."""
    windows: list[tuple[str, bool]] = []

    def loop() -> int:
        for _ in range(2):  # painted, and what begins then
            QApplication.processEvents()
        for window in QApplication.topLevelWidgets():
            if isinstance(window, MainWindow) and window.isVisible():
                form = window.document.evaluation
                windows.append((form.project, window.open_form.id is not None))
                window.close()
                break
        return 0

    monkeypatch.setattr(QApplication, "exec", loop)
    return windows


def test_the_first_start_shows_the_ways_in_and_puts_nothing_into_the_archive(
    application: QApplication, folder: Path, seen: list[tuple[str, bool]]
) -> None:
    del application
    assert run([]) == 0
    assert seen == [("", False)]
    assert {ARCHIVE_NAME, NAME} <= {path.name for path in folder.iterdir()}
    assert run([]) == 0
    with Archive.open(folder / ARCHIVE_NAME) as archive:
        assert archive.list() == ()
    assert read_holder(folder / ARCHIVE_NAME) == Holder()
    assert (folder / "说明.txt").exists()
    backups = [backup.reason for backup in backups_in(folder / FOLDER)]
    assert backups == ["启动"]  # the second start changed nothing


def test_files_that_the_desktop_hands_over_are_read_in(
    application: QApplication, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[list[Path]] = []
    monkeypatch.setattr(Importing, "read", lambda _, paths: read.append(paths))

    def loop() -> int:
        application.processEvents()
        for window in QApplication.topLevelWidgets():
            window.close()
        return 0

    monkeypatch.setattr(QApplication, "exec", loop)
    form = folder / "旧表.xlsx"
    assert run([], [form]) == 0
    assert read == [[form]]


def test_a_setting_is_stored_while_the_program_runs(
    application: QApplication, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings_file, "PAUSE", 0)
    stored: list[str] = []

    def loop() -> int:
        (window,) = (one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow))
        window.settings.person = "李芳"
        for _ in range(5):  # painted, what begins then, and the clock of the settings
            application.processEvents()
        stored.append(load_settings(folder).settings.person)
        window.close()
        return 0

    monkeypatch.setattr(QApplication, "exec", loop)
    assert run([]) == 0
    assert stored == ["李芳"]


def test_a_start_says_what_it_set_aside_and_tidies_its_cache(
    application: QApplication, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.mkdir()
    (folder / NAME).write_text("{", encoding="utf-8")
    left = cache_folder() / viewing_copies.FOLDER / "扫描件.pdf"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"%PDF")
    cache_folder().chmod(0o755)
    said, frozen = list[str](), list[bool]()
    monkeypatch.setattr(gc, "freeze", lambda: frozen.append(True))

    def loop() -> int:
        (window,) = (one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow))
        for _ in range(3):  # painted, and what begins then
            application.processEvents()
        said.append(window.notice.text())
        window.close()
        return 0

    monkeypatch.setattr(QApplication, "exec", loop)
    assert run([]) == 0
    assert "窗口设置文件" in said[0]
    assert not left.exists()
    assert frozen == [True]
    if os.name == "posix":
        assert cache_folder().stat().st_mode & 0o777 == 0o700


def test_a_second_window_on_the_same_archive_says_so(
    application: QApplication,
    folder: Path,
    seen: list[tuple[str, bool]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    del application
    folder.mkdir()
    said: list[str] = []
    monkeypatch.setattr(
        QMessageBox, "exec", lambda box: said.append(box.text() + box.informativeText())
    )
    with locked(folder / ARCHIVE_NAME):
        assert run([]) == 1
    assert "已在另一个窗口打开" in said[0]
    assert read_holder(folder / ARCHIVE_NAME).host in said[0]
    (folder / ARCHIVE_NAME).write_text("别的文件", encoding="utf-8")
    assert run([]) == 1
    assert ARCHIVE_NAME in said[1]
    assert seen == []


def test_a_picture_is_drawn_and_nothing_else_is_changed(
    application: QApplication, tmp_path: Path
) -> None:
    del application
    path, picture = tmp_path / "a.db", tmp_path / "窗口.png"
    with Archive.create(path) as archive:
        number = put_own(archive)
    before = path.read_bytes()
    save_picture(path, number, picture, (1200, 700))
    assert (QImage(str(picture)).width(), QImage(str(picture)).height()) == (1200, 700)
    assert path.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.db", "窗口.png"]


def test_the_window_loads_nothing_that_it_does_not_need() -> None:
    program = (
        "import sys, ui.app\n"
        "heavy = ('reportlab', 'openpyxl', 'pypdfium2', 'fontTools', 'PIL', 'docx')\n"
        "print(*(name for name in heavy if name in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == ""


def test_what_was_open_last_is_open_again_unless_it_was_put_away(shelf: Shelf) -> None:
    first, second = shelf.ask(put_own), shelf.ask(put_own)

    def opened(number: int) -> int | None:
        window = make_window(shelf, Settings(evaluation=number))
        window.safekeeping.rest()
        open_last(window)
        window.jobs.wait()
        return window.open_form.id

    assert opened(first) == first
    shelf.ask(lambda archive: archive.remove(first))
    assert opened(first) == second
    assert opened(0) == opened(99) == second
    shelf.ask(lambda archive: archive.remove(second))
    assert opened(second) is None
