"""Signed scans are shown inside the program; nothing an archive brings reaches another program."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from core.issuing import viewing_copies
from core.issuing.form_pdf import pdf
from core.issuing.viewing_copies import FOLDER
from core.sample import sample
from ui.archive.scan_viewer import FiledScan, ScanViewer
from ui.file_choice import FileChoice
from ui.settings import FileUse, Settings
from ui.show_file import show_file
from ui.theme import LIGHT

Show = Callable[..., ScanViewer]


@pytest.fixture
def show(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Show:
    monkeypatch.setattr(viewing_copies, "cache_folder", lambda: tmp_path / "缓存")
    window = QWidget()
    qtbot.addWidget(window)
    choice = FileChoice(Settings(folder=str(tmp_path)), FileUse.SCAN, window)

    def shown(*scans: tuple[str, bytes]) -> ScanViewer:
        filed = [FiledScan(name, lambda one=content: one) for name, content in scans]  # type: ignore[misc]
        viewer = ScanViewer(filed, LIGHT, choice, window)
        viewer.open()
        return viewer

    return shown


def picture(tmp_path: Path, kind: str = "PNG") -> bytes:
    path = tmp_path / "picture"
    Image.new("L", (300, 400), 128).save(path, kind)
    return path.read_bytes()


def test_pages_of_a_pdf_and_of_a_picture_are_drawn(
    show: Show, tmp_path: Path, qtbot: QtBot
) -> None:
    viewer = show(("签章.pdf", pdf(sample())), ("签章.exe", picture(tmp_path)))
    qtbot.waitUntil(lambda: viewer.message_label.text() == "第 1 / 3 页", timeout=20_000)
    qtbot.waitUntil(lambda: viewer.source.memory > 0, timeout=20_000)
    viewer.choice.setCurrentIndex(1)
    qtbot.waitUntil(lambda: viewer.message_label.text() == "第 1 / 1 页", timeout=20_000)
    grey = 0xFF808080
    qtbot.waitUntil(
        lambda: (found := viewer.source.picture(0, 300)) is not None and found.pixel(5, 5) == grey,
        timeout=20_000,
    )
    gone: list[bool] = []
    viewer.destroyed.connect(lambda: gone.append(True))
    viewer.reject()
    qtbot.waitUntil(lambda: bool(gone), timeout=20_000)
    assert [*(tmp_path / "缓存" / FOLDER).iterdir()] == []


@pytest.mark.parametrize(
    "name", ["签章扫描件.exe", "x.desktop", "x.pdf\u202egnp.bat", "<img src=x>&y.pdf"]
)
def test_what_is_no_scan_is_refused_whatever_it_is_called(show: Show, name: str) -> None:
    for content in (b"MZ\x90", b"[Desktop Entry]\nExec=true", b"%!PS-Adobe-3.0", b""):
        viewer = show((name, content))
        assert "不能显示" in viewer.message_label.text()
        assert "\u202e" not in viewer.message_label.text()
        assert not viewer.save.isEnabled()


def test_a_damaged_scan_is_said_to_be_so(show: Show, tmp_path: Path, qtbot: QtBot) -> None:
    viewer = show(("a.png", picture(tmp_path)[:60]), ("b.pdf", b"%PDF-1.7 nothing"))
    qtbot.waitUntil(lambda: "无法读取" in viewer.message_label.text(), timeout=20_000)
    viewer.choice.setCurrentIndex(1)
    qtbot.waitUntil(lambda: "已经损坏" in viewer.message_label.text(), timeout=20_000)


def test_it_is_saved_under_the_ending_of_what_it_is(
    show: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[str] = []

    def choose(_parent: object, _title: str, path: str, _kinds: str) -> tuple[str, str]:
        offered.append(path)
        return path + ".exe", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    content = picture(tmp_path, "JPEG")
    viewer = show(("签章.exe", content))
    viewer.save.click()
    assert offered == [str(tmp_path / "签章.jpg")]
    assert (tmp_path / "签章.jpg.exe.jpg").read_bytes() == content


def test_only_written_files_and_folders_reach_the_opener(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []

    def open_url(url: object) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    for name in ("a.desktop", "a.exe", "a.pdf.bat", "a", "a.html"):
        (tmp_path / name).write_bytes(b"x")
        assert not show_file(tmp_path / name)
    (tmp_path / "x.app").mkdir()
    assert not show_file(tmp_path / "x.app")
    assert not show_file(tmp_path / "missing.pdf")
    assert opened == []
    (tmp_path / "a.pdf").write_bytes(b"x")
    assert show_file(tmp_path / "a.pdf")
    assert show_file(tmp_path)
