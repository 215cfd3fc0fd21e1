"""Whole forms: opened, begun, copied, read in, given out, put away and brought back."""

import json
from pathlib import Path as File

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from core.archive.archive import Archive
from core.archive.errors import ArchiveError
from core.model import selfeval
from core.model.edits import SetField
from core.model.evaluation import ROOT, Evaluation, NamedText
from core.model.path import Path
from core.sample import sample
from ui.app import open_last
from ui.archive.new_form import Header, HeaderDialog
from ui.autosave import State
from ui.main_window import MainWindow

PROJECT = Path(ROOT, "project")


def listed(window: MainWindow, *, trashed: bool = False) -> list[int]:
    return [e.id for e in window.shelf.ask(lambda archive: archive.list(trashed=trashed))]


def opened(window: MainWindow) -> int | None:
    return window.open_form.id


def said(window: MainWindow) -> str:
    return window.notice.text() if window.notice.isVisible() else ""


def test_a_new_form_has_its_header_and_remembers_the_unit(window: MainWindow) -> None:
    window.commands["new"].trigger()
    dialog = window.findChild(HeaderDialog)
    assert isinstance(dialog, HeaderDialog)
    assert dialog.unit.text() == "上海市社会保险事业管理中心"
    assert dialog.department.text() == "上海市人力资源和社会保障局"
    dialog.project.setText("城市道路养护")
    dialog.year.setText("2024")
    dialog.accept()
    form = window.document.evaluation
    assert (form.project, form.year, form.money_unit) == ("城市道路养护", 2024, "元")
    assert form.unit == "上海市社会保险事业管理中心"
    assert not any(row.actual for row in form.indicators)
    assert listed(window) == [1, 2]
    assert window.open_form.id == 2
    assert not window.document.undo_stack.canUndo()


def test_who_filled_in_the_last_form_fills_in_the_next(window: MainWindow) -> None:
    signed = (NamedText(id=1, name="填报人", text="张三"), NamedText(id=2, name="日期", text="x"))
    window.filing.start(Evaluation(project="甲", unit="单位", signatures=signed))
    window.features.beginning.put(Header("乙", "2024", "单位"))
    texts = {part.name: part.text for part in window.document.evaluation.signatures}
    assert texts["填报人"] == "张三"
    assert not any(text for name, text in texts.items() if name != "填报人")


def test_switching_saves_what_was_open(window: MainWindow) -> None:
    window.filing.start(sample())
    window.document.edit(SetField(PROJECT, "第二份"))
    window.home.opened.emit(1)
    assert window.document.evaluation == sample()
    window.home.opened.emit(2)
    assert window.document.evaluation.project == "第二份"
    assert window.open_form.version == 1


def test_a_copy_is_another_evaluation(window: MainWindow) -> None:
    window.document.edit(SetField(PROJECT, "改过"))
    window.commands["copy"].trigger()
    box = next(box for box in window.findChildren(QMessageBox) if box.isVisible())
    assert "有两份“改过”2021 年度的自评表" in box.text()
    next(button for button in box.buttons() if button.text() == "复制").click()
    assert window.open_form.id == 2
    assert window.document.evaluation.project == "改过"
    window.document.edit(SetField(PROJECT, "又改"))
    assert window.autosave.flush()
    assert window.shelf.ask(lambda archive: archive.load(1)).project == "改过"


def test_put_away_and_brought_back(window: MainWindow, qtbot: QtBot) -> None:
    window.commands["delete"].trigger()
    assert listed(window) == []
    assert listed(window, trashed=True) == [1]
    assert opened(window) is None
    assert window.area.at_home
    assert window.left.isHidden()
    assert not window.commands["export_pdf"].isEnabled()
    assert "回收站" in said(window)
    window.notice.press()
    assert listed(window) == [1]
    assert opened(window) == 1
    assert window.on_paper
    assert window.left.isVisible()
    window.filing.show_sample()
    window.filing.remove(1)
    assert window.open_form.id == 2
    window.commands["home"].trigger()
    window.home.bin.setChecked(True)
    qtbot.waitUntil(lambda: [e.id for e in window.home.model.entries] == [1])
    window.home.view.activated.emit(window.home.model.index(0, 0))
    assert listed(window) == [1, 2]


def test_forms_are_read_in_and_what_is_none_is_named(
    window: MainWindow, tmp_path: File, qtbot: QtBot
) -> None:
    good, bad = tmp_path / "好.json", tmp_path / "坏.json"
    good.write_text(selfeval.dumps(Evaluation(project="读入的", year=2020)), encoding="utf-8")
    bad.write_text("[1, 2", encoding="utf-8")
    window.features.importing.read([good, bad, tmp_path / "没有.json"])
    qtbot.waitUntil(lambda: window.document.evaluation.project == "读入的")
    assert listed(window) == [1, 2]
    qtbot.waitUntil(lambda: "坏.json" in said(window))
    assert "没有.json" in said(window)
    qtbot.waitUntil(lambda: window.status._job.text() == "")


def test_a_pdf_is_written_beside_and_opened(
    window: MainWindow, tmp_path: File, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[File] = []
    offered: list[str] = []
    window.features.exporting.show_file = shown.append

    def choose(_: object, __: str, name: str, ___: str) -> tuple[str, str]:
        offered.append(File(name).name)
        return str(tmp_path / "出"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    window.commands["export_pdf"].trigger()
    qtbot.waitUntil(lambda: bool(shown), timeout=20_000)
    assert offered == ["上海市社会保险事业管理中心_社会保险服务费_2021_第1版.pdf"]
    assert shown == [tmp_path / "出.pdf"]
    assert shown[0].read_bytes().startswith(b"%PDF")


def test_the_data_come_out_as_they_went_in(
    window: MainWindow, tmp_path: File, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "出.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    window.commands["export_json"].trigger()
    qtbot.waitUntil(target.exists, timeout=5000)
    assert selfeval.loads(target.read_bytes()) == sample()
    assert json.loads(target.read_text(encoding="utf-8"))["format"] == "selfeval/1"


def test_where_nothing_can_be_written_a_sentence_says_so(
    window: MainWindow, tmp_path: File, qtbot: QtBot
) -> None:
    window.features.exporting.write(tmp_path / "没有" / "出.json", lambda: b"{}")
    qtbot.waitUntil(lambda: "没有文件夹" in said(window), timeout=5000)


def test_a_save_that_fails_shows_a_red_bar_until_it_works(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> int:
        sentence = "磁盘空间不足，没有保存"
        raise ArchiveError(sentence)

    with monkeypatch.context() as patch:
        patch.setattr(Archive, "save", full)
        window.document.edit(SetField(PROJECT, "甲"))
        qtbot.waitUntil(window.trouble.isVisible, timeout=2000)
        assert "磁盘空间不足" in window.trouble.text()
        assert not window.filing.open(1) or window.open_form.id == 1
        window.filing.show_sample()
        assert listed(window) == [1]
        answers: list[str] = []

        def stay(box: QMessageBox) -> int:
            answers.append(box.text())
            return 0

        patch.setattr(QMessageBox, "exec", stay)
        patch.setattr(QMessageBox, "clickedButton", lambda box: box.defaultButton())
        assert not window.close()
        assert "磁盘空间不足" in answers[0]
    window.trouble.press()
    qtbot.waitUntil(lambda: window.autosave.state == State.SAVED, timeout=2000)
    assert not window.trouble.isVisible()
    assert window.shelf.ask(lambda archive: archive.load(1)).project == "甲"


def test_a_version_is_kept_on_demand(window: MainWindow) -> None:
    window.document.edit(SetField(PROJECT, "甲"))
    assert window.autosave.flush()
    window.commands["version"].trigger()
    window.document.edit(SetField(PROJECT, "乙"))
    assert window.autosave.flush()
    assert window.top_bar._chip.text() == "草稿 · 第 3 版"
    assert window.shelf.ask(lambda archive: archive.load(1, 2)).project == "甲"


def test_what_was_open_last_is_opened_again(window: MainWindow) -> None:
    window.filing.show_sample()
    window.filing.open(1)
    assert window.settings.evaluation == 1
    window.settings.evaluation = 99
    window.filing.open(2)
    window.settings.evaluation = 99
    open_last(window)
    assert window.open_form.id in {1, 2}


def test_the_header_lies_on_the_form() -> None:
    header = Header("甲", "2024", "单位", "部门", "万元")
    form = header.on(Evaluation())
    assert (form.project, form.year, form.unit) == ("甲", 2024, "单位")
    assert (form.department, form.money_unit) == ("部门", "万元")
