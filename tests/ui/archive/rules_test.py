"""The rules and the paper that a form names are followed at once, and brought back by undo."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication

from core.assessment import assess
from core.model.edits import SetField
from core.model.evaluation import ROOT
from core.model.path import Path
from core.sample import sample
from core.scoring.profile_file import load_profile, profile_for, profile_names, read_profile
from core.sheet.form import lay_out
from core.sheet.layout import layout_names
from tests.examples import examples
from ui.archive.new_form import HeaderDialog
from ui.document import Document
from ui.main_window import MainWindow

PROFILE, TEMPLATE = Path(ROOT, "profile"), Path(ROOT, "template")


def dialog(window: MainWindow, command: str) -> HeaderDialog:
    window.commands[command].trigger()
    found = window.findChild(HeaderDialog)
    assert isinstance(found, HeaderDialog)
    return found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(40))
@given(st.lists(st.sampled_from([*profile_names(), "", "没有的", "撤销", "重做"]), max_size=12))
def test_the_rules_are_those_that_the_form_names(
    application: QApplication, acts: list[str]
) -> None:
    del application
    document = Document(sample(), profile_for(sample().profile))
    for act in acts:
        if act == "撤销":
            document.undo_stack.undo()
        elif act == "重做":
            document.undo_stack.redo()
        else:
            document.edit(SetField(PROFILE, act))
        assert document.profile is profile_for(document.evaluation.profile)
        assert document.assessment == assess(document.evaluation, document.profile)


def test_rules_kept_with_a_form_hold_while_it_names_them(application: QApplication) -> None:
    del application
    kept = read_profile(load_profile().text + "\n# 旧的一版\n", "（随这一版存档的）")
    form = replace(sample(), profile=kept.name)
    document = Document(form, kept)
    document.edit(SetField(Path(ROOT, "project"), "别的名称"))
    assert document.profile is kept
    document.edit(SetField(PROFILE, "湖北"))
    assert document.profile is load_profile("湖北")
    document.undo_stack.undo()
    assert document.profile is kept
    assert document.assessment == assess(document.evaluation, kept)


def test_profile_and_layout_are_chosen_in_one_step(window: MainWindow) -> None:
    start, before = window.document.evaluation, window.document.assessment
    window.form.go_to(Path(next(iter(start.indicators)).id, "actual"))
    asked = dialog(window, "info")
    asked.template.setCurrentText("湖北")
    assert (asked.profile.currentText(), asked.money_unit.currentText()) == ("财政部2020", "元")
    assert "这种版式通常用评分规则“湖北”" in asked.said.text()
    asked.profile.setCurrentText("旧口径2016")
    assert "财预" not in asked.said.text()
    asked.accept()
    form = window.document.evaluation
    assert (form.template, form.profile) == ("湖北", "旧口径2016")
    assert window.document.profile is load_profile("旧口径2016")
    window.document.updates.make_all()
    assert "旧口径2016" in window.explanation._rule.text()
    window.commands["undo"].trigger()
    assert window.document.evaluation is start
    assert window.document.assessment is before
    window.document.updates.make_all()
    assert "财政部2020" in window.explanation._rule.text()


def test_names_that_mean_what_is_shown_are_left_as_written(window: MainWindow) -> None:
    window.document.edit(SetField(PROFILE, "没有的"))
    asked = dialog(window, "info")
    assert asked.profile.currentText() == "财政部2020"
    asked.accept()
    assert window.document.evaluation.profile == "没有的"


@pytest.mark.parametrize("layout", layout_names())
def test_the_paper_follows_the_layout(window: MainWindow, layout: str) -> None:
    window.document.edit(SetField(TEMPLATE, layout))
    sheet = lay_out(window.document.evaluation, window.document.assessment)
    model = window.form.table.model()
    assert (model.rowCount(), model.columnCount()) == (len(sheet.bands), len(sheet.widths))


def test_a_new_form_takes_what_its_layout_brings(window: MainWindow) -> None:
    asked = dialog(window, "new")
    assert (asked.template.currentText(), asked.profile.currentText()) == ("上海", "财政部2020")
    asked.template.setCurrentText("湖北")
    assert (asked.profile.currentText(), asked.money_unit.currentText()) == ("湖北", "万元")
    asked.accept()
    form = window.document.evaluation
    assert (form.template, form.profile, form.money_unit) == ("湖北", "湖北", "万元")
    assert [(fund.name, fund.points) for fund in form.funds] == [("年度财政资金总额", "20")]
    assert window.document.profile is load_profile("湖北")


def test_a_new_form_goes_on_with_the_paper_and_rules_of_the_last(window: MainWindow) -> None:
    form = replace(sample(), template="湖北", profile="湖北", money_unit="万元")
    window.filing.start(form)
    asked = dialog(window, "new")
    header = asked.header()
    assert (header.template, header.profile, header.money_unit) == ("湖北", "湖北", "万元")
    assert "照上一份" in asked.said.text()
    asked.reject()
