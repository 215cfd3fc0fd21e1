"""The page of an empty archive, and what a unit says of itself once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.archive.archive import Archive
from core.archive.records import Stage, Summary
from core.assessment import assess
from core.filling.beginning import REPORTER, TELEPHONE, UnitDetails
from core.model.edits import SetField
from core.model.evaluation import ROOT, Evaluation
from core.model.path import Path as Field
from core.sample import sample
from core.scoring.profile_file import profile_for
from core.summary import summarize
from ui.app import make_window
from ui.archive.new_form import HeaderDialog
from ui.archive.unit_details import UnitDialog
from ui.help.input_test import InputTest
from ui.main_window import MainWindow
from ui.settings import Settings, load_settings, store_settings
from ui.shelf import Shelf

DETAILS = UnitDetails("社保中心", "人社局", "张三", "021-12345678")


@pytest.fixture
def empty(shelf: Shelf, qtbot: QtBot) -> Iterator[MainWindow]:
    window = make_window(shelf, Settings())
    window.safekeeping.rest()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.home.beginning.isVisible)
    yield window
    while window.jobs.running:
        window.jobs.wait()
        QApplication.processEvents()


def ticked(window: MainWindow) -> list[bool]:
    return [button.accessibleName().endswith("已办") for button in window.home.beginning.chores]


def test_each_chore_is_ticked_once_it_is_done(
    empty: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    unit, _, test_input = empty.home.beginning.chores
    assert ticked(empty) == [False, False, False]
    unit.click()
    dialog = empty.findChild(UnitDialog)
    assert dialog is not None
    dialog.unit.setText("  社保\t中心 ")
    dialog.accept()
    qtbot.waitUntil(lambda: ticked(empty) == [True, False, False])
    assert empty.settings.unit_details == UnitDetails("社保 中心")
    empty.safekeeping.add_place(tmp_path / "U 盘")
    test_input.click()
    tried = empty.findChild(InputTest)
    assert tried is not None
    event = QInputMethodEvent()
    event.setCommitString("测试")
    QGuiApplication.sendEvent(tried.field, event)
    tried.accept()
    qtbot.waitUntil(lambda: ticked(empty) == [True, True, True])


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_the_page_is_walked_and_used_by_keys_alone(
    empty: MainWindow, qtbot: QtBot, key: Qt.Key
) -> None:
    page = empty.home.beginning
    page.setFocus()
    walked = []
    for button in (*page.buttons, *page.chores):
        assert empty.focusWidget() is button
        walked.append(button.accessibleName() or button.text())
        QTest.keyClick(button, Qt.Key.Key_Tab)
    assert walked[:3] == ["看样表", "新建自评表", "导入旧表"]
    assert all(button.accessibleDescription() for button in (*page.buttons, *page.chores))
    page.buttons[1].setFocus()
    QTest.keyClick(page.buttons[1], key)
    qtbot.waitUntil(lambda: empty.findChild(HeaderDialog) is not None)


def test_a_new_form_says_what_the_unit_said_of_itself(empty: MainWindow) -> None:
    empty.settings.unit_details = DETAILS
    empty.commands["new"].trigger()
    dialog = empty.findChild(HeaderDialog)
    assert dialog is not None
    assert (dialog.unit.text(), dialog.department.text()) == ("社保中心", "人社局")
    assert "本单位信息" in dialog.said.text()
    dialog.project.setText("某项目")
    dialog.accept()
    form = empty.document.evaluation
    assert UnitDetails.of(form) == DETAILS
    assert {REPORTER, TELEPHONE} <= {part.name for part in form.signatures}


def test_the_sample_is_looked_at_and_takes_edits_once_it_is_copied(
    empty: MainWindow, qtbot: QtBot
) -> None:
    empty.home.beginning.buttons[0].click()
    qtbot.waitUntil(lambda: empty.on_paper)
    assert empty.shelf.ask(lambda archive: archive.entry(1)).is_sample
    assert empty.commands["preview"].isEnabled()
    assert not empty.commands["info"].isEnabled()
    table, shown = empty.form.table, empty.document.evaluation
    QTest.keyClick(table, Qt.Key.Key_5)
    assert "这是样表" in empty.notice.text()
    assert empty.document.evaluation is shown
    empty.commands["sample"].trigger()
    empty.commands["finalize"].trigger()
    assert [entry.id for entry in empty.shelf.ask(Archive.list)] == [1]
    assert empty.open_form.stage == Stage.DRAFT
    QTest.keyClick(table, Qt.Key.Key_5)
    empty.notice.press()
    assert empty.open_form.id == 2
    assert not empty.shelf.ask(lambda archive: archive.entry(2)).is_sample
    assert empty.document.edit(SetField(Field(ROOT, "project"), "自己的项目"))
    assert empty.autosave.flush()
    assert empty.shelf.ask(lambda archive: archive.load(1)) == shown
    empty.commands["sample"].trigger()
    assert empty.open_form.id == 1
    assert not empty.document.edit(SetField(Field(ROOT, "project"), "别的"))


def test_a_sample_that_became_a_form_of_ones_own_stays_that(
    empty: MainWindow, qtbot: QtBot
) -> None:
    """Of an archive in which the sample took edits."""
    number = empty.shelf.ask(old_sample)
    empty.home.refresh()
    assert empty.filing.open(number)
    assert empty.document.edit(SetField(Field(ROOT, "project"), "再改"))
    qtbot.waitUntil(lambda: empty.on_paper)


def old_sample(archive: Archive) -> int:
    rules = profile_for(sample().profile)

    def summed(form: Evaluation) -> Summary:
        return summarize(form, assess(form, rules))

    number = archive.add(sample(), summed(sample()), rules=rules.text, sample=True)
    own = replace(sample(), project="自己的项目")
    archive.save(number, own, summed(own))
    return number


def test_an_archive_to_be_read_only_begins_nothing(shelf: Shelf, qtbot: QtBot) -> None:
    reading = Shelf(shelf.path, read_only=True)
    window = make_window(reading, Settings())
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(window.home.beginning.isVisible)
    assert not any(button.isEnabled() for button in window.home.beginning.buttons)
    window.jobs.wait()
    reading.close()


def test_details_are_kept_and_hostile_ones_left_out(tmp_path: Path) -> None:
    settings = Settings()
    settings.unit_details = DETAILS
    store_settings(tmp_path, settings)
    assert load_settings(tmp_path).settings.unit_details == DETAILS
    settings.unit_details = UnitDetails("一\n二", "部" * 256, "张三", "\0")
    store_settings(tmp_path, settings)
    loaded = load_settings(tmp_path)
    assert loaded.settings.unit_details == UnitDetails(reporter="张三")
    assert "有几处不能用" in loaded.sentence
