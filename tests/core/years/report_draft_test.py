"""自评报告 draft: nothing invented, nothing lost, blanks only where the form is silent."""

from __future__ import annotations

import io
import re

import docx
import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from core.issuing.self_report import self_report
from core.model import selfeval
from core.model.evaluation import Evaluation, NamedText
from core.sample import sample
from core.scoring.profile_file import profile_for
from core.scoring.score import score
from core.years.last_year import LastForm
from core.years.report_draft import BLANK, report_draft
from tests.examples import examples
from tests.strategies import evaluations

RULES = profile_for("")


def text(form: Evaluation, last: LastForm | None = None) -> str:
    draft = report_draft(form, score(form, RULES), last)
    return "\n".join([draft.title, *(line for part in draft.parts for line in part.paragraphs)])


def figures(said: str) -> set[str]:
    return set(re.findall(r"\d+(?:\.\d+)?", said.replace(",", "")))


def test_the_parts_stand_in_the_usual_order() -> None:
    draft = report_draft(sample(), score(sample(), RULES))
    assert [part.heading.partition("、")[2] for part in draft.parts] == [
        "项目概况", "绩效目标", "自评结论", "资金使用情况", "产出指标完成情况", "效益指标完成情况",
        "满意度指标完成情况", "偏离目标的原因和改进措施", "自评结果的应用",
    ]  # fmt: skip
    assert all(part.paragraphs for part in draft.parts)


def test_the_sample_is_told_as_it_is() -> None:
    said = text(sample())
    assert "自评总分 96.7 分（满分 100 分），等级为“优”。" in said
    assert "全年执行数 14,044,028.98 元" in said
    assert "预算执行率 97.00%，该项分值 10 分，得分 9.7 分。" in said
    for row in sample().indicators:
        assert row.name in said
        assert row.deviation in said


def test_no_figure_is_said_that_the_form_does_not_have() -> None:
    form = sample()
    known = figures(selfeval.dumps(form))
    # Counts of rows, what the last lost points come to, and 执行率 are found out from the form.
    found = {"55", str(sum(row.short for row in score(form, RULES).rows)), "97.00"}
    lost = {"2", "1", "0.3"}
    assert figures(text(form)) <= known | found | lost


def test_what_is_not_known_is_a_blank_and_no_sentence() -> None:
    said = text(Evaluation())
    assert "自评总分：____" in said
    assert "分，等级" not in said
    assert not figures(said)


def test_a_form_that_is_half_scored_has_no_total_yet() -> None:
    form = sample()
    category = form.categories[0]
    group = category.groups[0]
    first = replace(group.indicators[0], actual="", score="")
    group = replace(group, indicators=(first, *group.indicators[1:]))
    category = replace(category, groups=(group, *category.groups[1:]))
    said = text(replace(form, categories=(category, *form.categories[1:]), total_score=""))
    assert "还有 1 项指标没有得分，自评总分：____" in said
    assert "实际完成值 ____" in said


def test_last_years_promises_are_answered_or_left_blank() -> None:
    form = sample()
    last = LastForm.of(replace(form, year=2020), RULES)
    said = text(form, last)
    promised = [row for row in form.indicators if row.deviation.strip()]
    assert promised
    for row in promised:
        # The same words again are no answer.
        assert f"2020 年度自评表在“{row.name}”写明：“{row.deviation}”。落实情况：{BLANK}" in said


def test_a_lost_point_of_the_execution_asks_for_its_reason() -> None:
    assert "预算执行率（失 0.3 分）：____" in text(sample())


def test_rows_that_say_nothing_are_not_told() -> None:
    blank = selfeval.from_dict({"format": selfeval.FORMAT, "indicators": [{}, {"level3": "甲"}]})
    assert "自评表设三级指标 1 项。" in text(blank)


def test_sections_come_where_they_belong() -> None:
    sections = (
        NamedText(id=900, name="评价结论", text="总体较好"),
        NamedText(id=901, name="结果应用", text="用于下年预算"),
        NamedText(id=902, name="备注", text="无"),
    )
    draft = report_draft(replace(sample(), sections=sections), score(sample(), RULES))
    by_heading = {part.heading.partition("、")[2]: part.paragraphs for part in draft.parts}
    assert "评价结论：总体较好" in by_heading["自评结论"]
    assert by_heading["自评结果的应用"] == ("结果应用：用于下年预算",)
    assert by_heading["其他说明"] == ("备注：无",)


@settings(max_examples=examples(30), deadline=None)
@given(evaluations())
def test_any_form_has_a_report_that_word_opens(form: Evaluation) -> None:
    document = docx.Document(io.BytesIO(self_report(form, RULES, LastForm.of(form, RULES))))
    assert len(document.paragraphs) > 10


def test_blanks_are_marked() -> None:
    document = docx.Document(io.BytesIO(self_report(sample(), RULES)))
    runs = [run for line in document.paragraphs for run in line.runs if run.text == BLANK]
    assert runs
    assert all(run.font.highlight_color is not None for run in runs)


def parts_of(*rows: tuple[str, str, str]) -> dict[str, str]:
    """Heading and text of the parts, for a form of these levels and names."""
    keys = ("level1", "level2", "level3")
    drawn = [
        {**dict(zip(keys, row, strict=True)), "target": "1个。", "actual": "1个"} for row in rows
    ]
    form = selfeval.from_dict({"format": "selfeval/1", "indicators": drawn})
    draft = report_draft(form, score(form, RULES))
    return {
        part.heading.partition("、")[2].removesuffix("指标完成情况"): "\n".join(part.paragraphs)
        for part in draft.parts
    }


@pytest.mark.parametrize(
    ("level1", "level2", "kind"),
    [
        ("产出指标(50分)", "成本指标", "产出"),
        ("项目完成指标", "质量指标", "产出"),
        ("", "数量指标(20分)", "产出"),
        ("效益指标", "服务对象满意度指标", "满意度"),
        ("项目效果", "社会影响", "效益"),
        ("成本指标", "经济成本指标", "成本"),
    ],
)
def test_each_row_stands_in_the_part_that_it_belongs_to(
    level1: str, level2: str, kind: str
) -> None:
    parts = parts_of((level1, level2, "某事。"))
    assert "某事：指标值 1个，实际完成值 1个。" in parts[kind]
    assert "分" not in parts[kind].partition("，")[0]
    for other in {"产出", "效益", "满意度"} - {kind}:
        assert parts[other] == f"表中没有{other}指标。"


def test_nothing_is_said_to_be_missing_that_may_stand_under_another_name() -> None:
    parts = parts_of(("特色指标", "创新指标", "某事"))
    assert "某事" in parts["其他"]
    assert parts["产出"] == "表中没有写明是产出指标的，见“其他指标完成情况”。"
