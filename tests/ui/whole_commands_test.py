"""Commands on the whole form, each of them one undo step."""

import pytest
from PySide6.QtWidgets import QMessageBox, QPushButton

from core.model.edits import SetField
from core.model.path import Path
from ui.archive.new_form import HeaderDialog
from ui.main_window import MainWindow
from ui.tables import Listing
from ui.whole_commands import AdoptDialog


@pytest.fixture
def dialog(window: MainWindow) -> HeaderDialog:
    window.commands["info"].trigger()
    dialog = window.findChild(HeaderDialog)
    assert isinstance(dialog, HeaderDialog)
    return dialog


def press(window: MainWindow, text: str) -> None:
    box = window.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    next(b for b in box.findChildren(QPushButton) if b.text() == text).click()


def test_the_header_is_changed_in_one_step(window: MainWindow, dialog: HeaderDialog) -> None:
    start = window.document.evaluation
    assert dialog.year.text() == "2021"
    dialog.year.setText("2022")
    dialog.project.setText("新的名称")
    dialog.accept()
    assert window.document.evaluation.year == 2022
    assert window.document.evaluation.project == "新的名称"
    assert window.document.undo_stack.undoText() == "修改项目信息"
    window.commands["undo"].trigger()
    assert window.document.evaluation == start


def test_a_layout_says_what_it_cannot_show_when_it_is_chosen(dialog: HeaderDialog) -> None:
    assert "没有地方印" not in dialog.said.text()
    dialog.template.setCurrentText("湖北")
    said = dialog.said.text()
    assert "没有地方印已经填写的" in said
    assert "三级指标的分值（55 处）" in said
    assert "填写的内容不会丢" in said
    dialog.template.setCurrentText("上海")
    assert "没有地方印" not in dialog.said.text()


def test_nothing_changed_is_no_step(window: MainWindow, dialog: HeaderDialog) -> None:
    dialog.accept()
    assert not window.document.undo_stack.canUndo()


def test_amounts_are_asked_about(window: MainWindow, dialog: HeaderDialog) -> None:
    start = window.document.evaluation
    dialog.money_unit.setCurrentText("万元")
    dialog.accept()
    assert window.document.evaluation is start
    press(window, "换算金额")
    assert window.document.evaluation.money_unit == "万元"
    assert window.document.evaluation.funds[0].annual == "1447.8739"
    window.commands["undo"].trigger()
    assert window.document.evaluation == start


def test_the_label_alone_can_be_changed(window: MainWindow, dialog: HeaderDialog) -> None:
    amounts = window.document.evaluation.funds
    dialog.money_unit.setCurrentText("万元")
    dialog.accept()
    press(window, "金额不动，只改单位")
    assert window.document.evaluation.money_unit == "万元"
    assert window.document.evaluation.funds == amounts


def test_all_suggestions_are_taken_after_a_look(window: MainWindow) -> None:
    start = window.document.evaluation
    window.commands["adopt_all"].trigger()
    dialog = window.findChild(AdoptDialog)
    assert isinstance(dialog, AdoptDialog)
    table = dialog.findChild(Listing)
    assert isinstance(table, Listing)
    lines = [
        [table.model().index(row, at).data() for at in range(3)] for row in range(table.rowCount())
    ]
    assert ["提升参保单位和群众对社会保险经办服务的便利度、体验度", "3", "3.88"] in lines
    assert window.document.evaluation is start
    dialog.accept()
    window.document.updates.make_all()
    assert window.score_bar._total.text() == "97.58"
    window.commands["undo"].trigger()
    assert window.document.evaluation == start


def test_a_band_waits_for_the_number(window: MainWindow) -> None:

    node = next(r.id for r in window.document.evaluation.indicators if r.target == "完善")
    window.form.go_to(Path(node, "actual"))
    buttons = window.explanation.bands.buttons
    assert [button.text().split("　")[0] for button in buttons] == [
        "3.2～4 分",
        "2.4～3.2 分",
        "0～2.4 分",
    ]
    buttons[1].click()
    assert buttons[1].isChecked()
    assert window.form.current_path() == Path(node, "score")
    assert "2.4～3.2" in window.explanation._formula.text()
    window.commit()
    window.form.go_to(Path(node, "actual"))
    buttons[1].click()
    assert not any(button.isChecked() for button in buttons)
    window.form.go_to(Path(window.document.evaluation.funds[0].id, "annual"))
    assert not window.explanation.bands.isVisible()


def test_a_warning_is_kept_with_a_reason_and_shouts_no_more(window: MainWindow) -> None:
    window.commands["next"].trigger()
    window.commit()
    line = window.problems.keep_line
    assert line.isVisible()
    assert not line.button.isEnabled()
    line.text.setText("当年全员推广")
    line.text.returnPressed.emit()
    window.document.updates.make_all()
    assert window.score_bar.warnings.text() == "4 提醒"
    assert window.problems.model.cards[0].kept == "当年全员推广"
    assert line.button.text() == "取消保留"
    window.form.setFocus()
    window.commands["next"].trigger()
    window.commit()
    window.commands["previous"].trigger()
    window.commit()
    assert window.document.cursor == window.problems.model.cards[4].path
    window.problems.show_path(window.problems.model.cards[0].path)
    line.button.click()
    window.document.updates.make_all()
    assert window.score_bar.warnings.text() == "5 提醒"


def test_a_reason_is_drafted_into_the_open_cell(window: MainWindow) -> None:

    row = next(r for r in window.document.evaluation.indicators if r.name == "培训出勤率")
    window.document.edit(SetField(Path(row.id, "actual"), "45%"))
    window.form.go_to(Path(row.id, "actual"))
    assert window.explanation.draft.isVisible()
    window.explanation.draft.click()
    after = next(r for r in window.document.evaluation.indicators if r.id == row.id)
    assert "“45%”" in after.deviation
    assert window.form.current_path() == Path(row.id, "deviation")
    assert not window.explanation.draft.isVisible()
    window.commit()
    window.commands["undo"].trigger()
    assert next(r for r in window.document.evaluation.indicators if r.id == row.id).deviation == ""


def test_a_blank_total_shows_its_sum_and_takes_it_in_one_step(window: MainWindow) -> None:
    document, form = window.document, window.form
    total = document.evaluation.funds[0].id
    for field in ("annual", "executed"):
        document.edit(SetField(Path(total, field), ""))
    start = document.evaluation
    cell = form.model.grid.of_path(Path(total, "executed"))
    assert cell is not None
    assert cell.text == ""
    assert form.model.mark(cell).prompt == "∑ 14044028.98"
    form.go_to(Path(total, "annual"))
    assert not window.explanation.sum_up.isHidden()
    window.commands["sum_up"].trigger()
    assert document.evaluation.funds[0].executed == "14044028.98"
    assert document.evaluation.funds[0].annual == "14478739"
    assert document.undo_stack.undoText() == "填入资金合计"
    window.document.updates.make_all()
    assert window.explanation.sum_up.isHidden()
    document.undo_stack.undo()
    assert document.evaluation == start
    window.explanation.sum_up.click()
    assert document.evaluation.funds[0].executed == "14044028.98"
    steps = document.undo_stack.count()
    window.commands["sum_up"].trigger()
    assert document.undo_stack.count() == steps


def test_a_year_that_is_none_is_asked_about_where_it_is_typed(dialog: HeaderDialog) -> None:
    shown = dialog
    assert not shown.doubt.isVisible()
    shown.year.setText("2O21")
    assert shown.doubt.isVisible()
    assert "年度“2O21”看不出是哪一年，是不是 2021？" in shown.doubt.text()
    shown.year.setText("去年")
    assert "四位数的年份" in shown.doubt.text()
    shown.year.setText("2021")
    assert not shown.doubt.isVisible()
    shown.reject()
