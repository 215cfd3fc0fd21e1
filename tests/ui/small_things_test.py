"""Small things that a clerk stumbles over: what is where, what says what."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QRect
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.archive.archive import Archive
from core.archive.overview import overview, project_of
from core.archive.records import Stage
from core.model.edits import SetField
from core.model.evaluation import ROOT
from core.model.path import Path
from core.sample import sample
from core.scoring.profile_file import profile_for, profile_names
from ui.archive.reason_dialog import ReasonDialog
from ui.elided import Elided
from ui.main_window import MainWindow
from ui.qt_words import LEFT_OUT, OwnWords


def final(window: MainWindow, qtbot: QtBot) -> None:
    window.features.life.finalize()
    qtbot.waitUntil(lambda: window.open_form.stage == Stage.FINAL, timeout=20_000)


def test_a_correction_asks_first_and_is_marked_and_found(window: MainWindow, qtbot: QtBot) -> None:
    final(window, qtbot)
    before = len(window.shelf.ask(Archive.list))
    window.commands["correct"].trigger()
    (dialog,) = window.findChildren(ReasonDialog)
    assert len(window.shelf.ask(Archive.list)) == before
    assert "原定稿" in dialog.explanation.text()
    dialog.reason.setPlainText("培训人数算错")
    dialog.accept()
    assert window.open_form.corrected == "2021-001"
    entries = window.shelf.ask(Archive.list)
    assert [project_of(entry).endswith("（更正）") for entry in entries].count(True) == 1
    found = window.shelf.ask(lambda archive: overview(archive, "更正")).entries
    assert [entry.corrects is not None for entry in found] == [True]
    named = f"更正 {entries[0].project[:2]}"
    assert window.shelf.ask(lambda archive: overview(archive, named)).entries == found


def test_broken_lines_become_one_paragraph_by_a_command(window: MainWindow) -> None:
    goal = Path(ROOT, "goal_actual")
    window.document.edit(SetField(goal, "完成了\n全年的\n任务。"))
    window.form.go_to(goal)
    window.commands["join"].trigger()
    assert window.document.evaluation.goal_actual == "完成了全年的任务。"
    window.commands["join"].trigger()
    assert "没有要并的行" in window.notice.text()


def test_a_palette_that_finds_nothing_says_so(window: MainWindow) -> None:
    palette = window.command_lists.palette
    palette.open()
    assert not palette.nothing.isVisible()
    QTest.keyClicks(palette.field, "qqqqxyz")
    assert palette.list.topLevelItemCount() == 0
    assert palette.nothing.isVisible()


def test_a_passing_word_covers_neither_the_row_nor_the_next(window: MainWindow) -> None:
    rows = [row.id for row in window.document.evaluation.indicators]
    window.resize(1366, 700)
    for row in rows[::5]:
        window.form.go_to(Path(row, "actual"))
        QApplication.processEvents()
        window.notice.say("已采用建议分", ("撤销", lambda: None))
        assert not window.notice.geometry().intersects(_row(window))


def _row(window: MainWindow) -> QRect:
    table = window.form.table
    here = table.visualRect(table.currentIndex())
    at = table.viewport().mapTo(window.area, QPoint(0, here.top()))
    return QRect(at, here.size())


def test_with_nothing_to_explain_the_problems_have_the_room(window: MainWindow) -> None:
    window.resize(1366, 740)
    row = next(iter(window.document.evaluation.indicators)).id
    window.form.go_to(Path(row, "actual"))
    QApplication.processEvents()
    filled = window.explanation.height()
    window.form.go_to(Path(ROOT, "project"))
    QApplication.processEvents()
    assert window.explanation.height() < filled
    window.panes.remember()
    assert window.settings.explanation >= filled
    window.form.go_to(Path(row, "actual"))
    QApplication.processEvents()
    assert window.explanation.height() == filled


def test_the_chosen_card_is_whole(window: MainWindow) -> None:
    window.resize(1366, 560)
    for _ in range(5):
        window.commands["next"].trigger()
        QApplication.processEvents()
        view = window.problems.view
        card = view.visualRect(view.currentIndex())
        assert card.height() > view.viewport().height() or view.viewport().rect().contains(
            card.adjusted(0, 0, 0, -8)
        )


def test_every_package_of_rules_says_what_it_is() -> None:
    for name in profile_names():
        rules = profile_for(name)
        assert rules.title in rules.described
        assert "预算执行" in rules.described
        assert all(first in rules.described for first, _ in rules.category_points)


def test_words_that_qt_leaves_out_are_chinese(window: MainWindow) -> None:
    words = OwnWords(LEFT_OUT, window)
    assert words.translate("QAbstractFileIconProvider", "Folder") == "文件夹"
    assert not words.translate("Any", "a sentence that is not ours")
    assert QApplication.translate("QAbstractFileIconProvider", "Folder") == "文件夹"
    assert QApplication.translate("QFileSystemModel", "Size") == "大小"


def test_imports_of_several_forms_end_at_the_list(window: MainWindow, qtbot: QtBot) -> None:
    forms = [replace(sample(), project=f"项目{at}") for at in range(3)]
    window.filing.take_in(forms)
    qtbot.waitUntil(lambda: not window.on_paper, timeout=20_000)
    qtbot.waitUntil(lambda: len(window.home.model.entries) == 4, timeout=20_000)
    assert "已导入 3 份" in window.notice.text()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(st.text("字a1，", max_size=20), min_size=1, max_size=4),
    width=st.integers(0, 300),
)
def test_a_text_that_has_no_room_gives_way_to_a_shorter_one(
    application: QApplication, texts: list[str], width: int
) -> None:
    del application
    label = Elided("")
    label.setText(*texts)
    label.resize(width, 20)
    wide = label.fontMetrics().horizontalAdvance
    whole = [text for text in texts if wide(text) <= width]
    if whole:
        assert label.shown() == whole[0]
    else:
        assert texts[-1].startswith(label.shown().removesuffix("…"))
    assert label.toolTip() == texts[0]
    label.deleteLater()
