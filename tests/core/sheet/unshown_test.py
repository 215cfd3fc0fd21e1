"""What a layout cannot show is told, and nothing else."""

from pathlib import Path as File

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from core.assessment import assess
from core.commands.export_command import export
from core.commands.forms import FormAddress
from core.commands.print_command import print_form
from core.issuing.options import PrintOptions
from core.model.evaluation import Evaluation, Indicator
from core.model.fields import FIELDS
from core.model.selfeval import dumps
from core.sample import sample
from core.scoring.profile_file import profile_for
from core.sheet.form import lay_out
from core.sheet.layout import layout_for, layout_names
from core.sheet.unshown import unshown, unshown_in_words
from tests.strategies import evaluations


def told(form: Evaluation, template: str) -> list[tuple[str, int]]:
    return unshown(form, lay_out(form, assess(form, profile_for("")), layout_for(template)))


def test_the_samples_own_layout_shows_all_of_it() -> None:
    assert told(sample(), "上海") == []


def test_what_hubei_has_no_column_for_is_told_with_how_often() -> None:
    found = dict(told(sample(), "湖北"))
    assert found["三级指标的分值"] == 55
    assert found["资金来源的年初预算数"] == 2
    assert "三级指标的偏差原因分析及改进措施" not in found
    said = unshown_in_words(told(sample(), "湖北"), "湖北")
    assert said.startswith("版式“湖北”没有地方印已经填写的")
    assert said.endswith("要印出来请换一种版式")


@given(evaluations(), st.sampled_from(layout_names()))
def test_a_field_is_told_or_stands_on_the_sheet(form: Evaluation, template: str) -> None:
    found = dict(told(form, template))
    sheet = lay_out(form, assess(form, profile_for("")), layout_for(template))
    texts = [cell.text for cell in sheet.cells]
    for field in FIELDS[Indicator]:
        if field.is_text and field.on_paper and f"三级指标的{field.label}" not in found:
            for row in form.indicators:
                text = getattr(row, field.name).strip()
                assert len(text) < 4 or any(text in shown for shown in texts)


def test_reasons_that_say_nothing_are_not_gathered() -> None:
    form = sample()
    category = form.categories[0]
    group = category.groups[0]
    rows = tuple(replace(row, deviation="无") for row in group.indicators)
    groups = (replace(group, indicators=rows), *category.groups[1:])
    form = replace(form, categories=(replace(category, groups=groups), *form.categories[1:]))
    sheet = lay_out(form, assess(form, profile_for("")), layout_for("湖北"))
    assert not any("：无" in cell.text for cell in sheet.cells)


def test_hubei_names_the_unit_that_is_known() -> None:
    sheet = lay_out(sample(), assess(sample(), profile_for("")), layout_for("湖北"))
    label = next(cell for cell in sheet.cells if cell.text == "项目实施单位")
    beside = next(
        cell
        for cell in sheet.cells
        if cell.row == label.row and cell.column == label.column + label.colspan
    )
    assert beside.text == sample().unit
    assert beside.derived


@pytest.mark.parametrize(("template", "word"), [("湖北", "没有地方印"), ("上海", "")])
def test_print_says_what_is_lost(template: str, word: str, tmp_path: File) -> None:
    form = tmp_path / "form.json"
    form.write_text(dumps(sample()), encoding="utf-8")
    options = PrintOptions(template=template)
    answer = print_form(FormAddress(str(form), None), tmp_path / "out.pdf", options)
    assert word in answer.complaint
    assert bool(answer.complaint) == bool(word)


@pytest.mark.parametrize("ending", [".xlsx", ".docx", ".pdf"])
@pytest.mark.parametrize(("template", "word"), [("湖北", "没有地方印"), ("上海", "")])
def test_export_says_what_is_lost(template: str, word: str, ending: str, tmp_path: File) -> None:
    form = tmp_path / "form.json"
    form.write_text(dumps(replace(sample(), template=template)), encoding="utf-8")
    answer = export(FormAddress(str(form), None), tmp_path / f"out{ending}")
    assert word in answer.complaint
    assert bool(answer.complaint) == bool(word)


@pytest.mark.parametrize("template", layout_names())
def test_a_unit_of_money_without_amounts_is_not_missed(template: str) -> None:
    form = Evaluation(project="城市道路养护", unit="市政", year=2024, template=template)
    sheet = lay_out(form, assess(form, profile_for("")))
    assert "金额单位" not in dict(unshown(form, sheet))
