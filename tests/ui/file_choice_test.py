"""Where a file goes: with its ending, and over another one only when the clerk says so."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from ui.file_choice import FileChoice, ask_file, ask_folder, ask_where
from ui.settings import FileUse, Settings

ROOT = Path(__file__).parents[2]
KINDS = "PDF 文件 (*.pdf)"
Answer = Callable[[list[Path], str], list[Path]]


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answer:
    """Each time the next of these files is chosen; the box is answered with this button."""

    def give(chosen: list[Path], button: str) -> list[Path]:
        offered: list[Path] = []
        left = iter(chosen)

        def choose(*given: object, **_: object) -> tuple[str, str]:
            offered.append(Path(str(given[2])))
            found = next(left, None)
            return ("" if found is None else str(found)), ""

        def press(box: QMessageBox) -> None:
            next(one for one in box.buttons() if one.text() == button).click()

        monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
        monkeypatch.setattr(QMessageBox, "exec", press)
        return offered

    return give


@pytest.fixture
def over(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def asked(over: QWidget, folder: Path) -> Path | None:
    return ask_where(over, "导出 PDF", folder / "自评表.pdf", KINDS, ".pdf")


def test_a_name_without_its_ending_gets_it(answers: Answer, over: QWidget, tmp_path: Path) -> None:
    answers([tmp_path / "表"], "没有这样的按钮")
    assert asked(over, tmp_path) == tmp_path / "表.pdf"
    answers([tmp_path / "表.PDF"], "没有这样的按钮")
    assert asked(over, tmp_path) == tmp_path / "表.PDF"
    answers([], "没有这样的按钮")
    assert asked(over, tmp_path) is None


def test_the_ending_replaces_no_other_file_unasked(
    answers: Answer, over: QWidget, tmp_path: Path
) -> None:
    (tmp_path / "表.pdf").touch()
    answers([tmp_path / "表"], "替换")
    assert asked(over, tmp_path) == tmp_path / "表.pdf"
    offered = answers([tmp_path / "表", tmp_path / "另一份"], "另起名称")
    assert asked(over, tmp_path) == tmp_path / "另一份.pdf"
    assert offered == [tmp_path / "自评表.pdf", tmp_path / "表.pdf"]


def test_files_are_asked_for_by_their_use() -> None:
    sources = {
        path.relative_to(ROOT): path.read_text(encoding="utf-8")
        for path in (ROOT / "ui").rglob("*.py")
    }
    asking = {path.as_posix() for path, text in sources.items() if "QFileDialog.get" in text}
    assert asking == {"ui/file_choice.py"}  # so none begins in a folder that does not answer
    texts = [text for path, text in sources.items() if path.name != "settings.py"]
    assert all(any(f"FileUse.{use.name}" in text for text in texts) for use in FileUse)


def test_each_use_begins_where_it_was_last(answers: Answer, over: QWidget, tmp_path: Path) -> None:
    settings = Settings()
    paper = FileChoice(settings, FileUse.EXPORT, over)
    answers([tmp_path / "表.pdf"], "")
    assert paper.save("导出 PDF", "表.pdf", KINDS, ".pdf") == tmp_path / "表.pdf"
    other = tmp_path / "数据"
    other.mkdir()
    answers([other / "表.json"], "")
    assert FileChoice(settings, FileUse.DATA, over).save("导出数据", "表.json", "", ".json")
    offered = answers([], "")
    assert paper.save("导出 PDF", "新.pdf", KINDS, ".pdf") is None
    assert offered == [tmp_path / "新.pdf"]


def test_no_dialog_begins_where_the_system_shows_itself(
    over: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    began: list[str] = []

    def folder(_over: object, _title: str, start: str) -> str:
        began.append(start)
        return ""

    def file(_over: object, _title: str, start: str, _kinds: str) -> tuple[str, str]:
        began.append(start)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", folder)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", file)
    gone = tmp_path / "没有了"
    for starts in (["/proc/self/fd"], [gone, "", "/dev"], []):
        assert ask_folder(over, "选择文件夹", *starts) is None
        assert ask_file(over, "选择文件", KINDS, *starts) is None
    assert set(began) == {str(Path.home())}
    began.clear()
    ask_folder(over, "选择文件夹", gone, tmp_path)
    ask_file(over, "选择文件", KINDS, "/proc", tmp_path)
    assert began == [str(tmp_path)] * 2
