"""结转 in the window: the new form beside last year's, promises, jumps; no second one unasked."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from core.archive.archive import Archive
from core.model.edits import SetField
from core.model.evaluation import ROOT, Evaluation
from core.model.fields import FIELDS
from core.model.path import Path
from core.sample import sample
from core.scoring.profile_file import profile_for
from core.years.carry_over import carry_over
from core.years.last_year import LastForm, assess_beside
from tests.ui.boxes import box, press
from ui.archive.carrying import CarryDialog
from ui.main_window import MainWindow

RULES = profile_for("")
REASON = "培训班次受疫情影响，下年分批组织"


def carry(window: MainWindow) -> None:
    window.commands["carry"].trigger()
    dialog = window.findChild(CarryDialog)
    assert isinstance(dialog, CarryDialog)
    assert dialog.year.value() == 2022
    dialog._accept()


def said(window: MainWindow) -> str:
    return window.notice.text() if window.notice.isVisible() else ""


def shown(window: MainWindow) -> list[str]:
    labels = window.explanation.findChildren(QLabel)
    return [label.text() for label in labels if not label.isHidden()]


@pytest.fixture
def carried(window: MainWindow) -> MainWindow:
    first = next(sample().indicators)
    window.document.edit(SetField(Path(first.id, "deviation"), REASON))
    carry(window)
    return window


def test_structure_and_targets_come_and_figures_do_not(carried: MainWindow) -> None:
    form = carried.document.evaluation
    assert form.year == 2022
    assert [row.target for row in form.indicators] == [row.target for row in sample().indicators]
    assert not any(row.actual or row.score or row.deviation for row in form.indicators)
    assert carried.shelf.ask(lambda archive: archive.entry(2)).follows == 1
    assert "条改进措施，填完成值时要在偏差原因里写明落实得怎样" in said(carried)


def test_last_year_stands_beside_the_row_with_its_promise(carried: MainWindow) -> None:
    first = next(carried.document.evaluation.indicators)
    carried.go_to(Path(first.id, "actual"))
    facts = shown(carried)
    old = next(sample().indicators)
    assert any(f"完成 {old.actual}" in text for text in facts)
    assert any(REASON in text for text in facts)


def test_a_copied_reason_and_a_jump_are_problems_of_the_list(carried: MainWindow) -> None:
    first = next(carried.document.evaluation.indicators)
    carried.document.edit(SetField(Path(first.id, "actual"), "1%"))
    codes = {problem.code for problem in carried.document.assessment.problems}
    assert "jump-last-year" in codes
    carried.document.edit(SetField(Path(first.id, "deviation"), REASON))
    problems = carried.document.assessment.problems
    assert "reason-copied-last-year" in {problem.code for problem in problems}
    carried.document.undo_stack.undo()
    assert "reason-copied-last-year" not in {p.code for p in carried.document.assessment.problems}


def test_problems_beside_last_year_stand_in_form_order() -> None:
    form = sample()
    last = LastForm.of(form, RULES)
    plain, beside = assess_beside(form, RULES, None), assess_beside(form, RULES, last)
    assert beside.scorecard == plain.scorecard
    extra = [problem for problem in beside.problems if problem not in plain.problems]
    assert {problem.code for problem in extra} <= {"reason-copied-last-year"}
    rows = [int(p.place.split("/")[1]) for p in beside.problems if p.place.startswith("indic")]
    assert rows == sorted(rows)


def test_a_second_one_of_the_same_year_is_questioned(carried: MainWindow) -> None:
    carried.filing.open(1)
    carry(carried)
    assert "档案里已有“社会保险服务费”2022 年度的自评表（草稿）" in box(carried).text()
    press(carried, "打开已有的")
    assert carried.open_form.id == 2
    carried.filing.open(1)
    carry(carried)
    press(carried, "仍然新建")
    assert carried.open_form.id == 3


def test_an_import_of_what_is_there_is_questioned(window: MainWindow, qtbot: QtBot) -> None:
    window.filing.take_in([sample()])
    assert "档案里已有“社会保险服务费”2021 年度" in box(window).text()
    press(window, "取消")
    assert len(window.shelf.ask(Archive.list)) == 1
    window.filing.take_in([sample()])
    press(window, "仍然导入")
    qtbot.waitUntil(lambda: len(window.shelf.ask(Archive.list)) == 2)


def test_what_was_read_twice_is_questioned_and_the_rest_goes_in(
    window: MainWindow, qtbot: QtBot
) -> None:
    new = replace(sample(), year=2019)
    window.filing.take_in([new, sample(), new])
    assert "“社会保险服务费”2021 年度、“社会保险服务费”2019 年度" in box(window).text()
    press(window, "只导入其余 1 份")
    qtbot.waitUntil(
        lambda: [entry.year for entry in window.shelf.ask(Archive.list)] == [2021, 2019]
    )


def test_what_comes_back_as_a_second_one_is_told_so(window: MainWindow) -> None:
    window.filing.remove(1)
    window.filing.start(sample())
    window.filing.bring_back_all((1,))
    assert "另有一份同项目同年度的" in said(window)


def test_without_a_name_nothing_is_a_second_one(window: MainWindow) -> None:
    window.document.edit(SetField(Path(ROOT, "project"), ""))
    window.autosave.flush()
    window.filing.propose(window.document.evaluation, lambda: None)
    assert len(window.shelf.ask(Archive.list)) == 2


def test_the_dialog_names_what_a_form_carried_over_begins_with(window: MainWindow) -> None:
    window.commands["carry"].trigger()
    dialog = window.findChild(CarryDialog)
    assert dialog is not None
    (told,) = (
        label.text() for label in dialog.findChildren(QLabel) if label.text().startswith("带过来")
    )
    brought, left, *_ = told.split("\n")
    begun, last = carry_over(sample(), 2022), sample()
    for field in FIELDS[Evaluation]:
        if field.is_text and field.name != "year" and getattr(last, field.name):
            where = brought if getattr(begun, field.name) else left
            assert field.label in where.partition("：")[2].rstrip("。").split("、")
    assert "预算目标" in brought
    dialog.reject()
