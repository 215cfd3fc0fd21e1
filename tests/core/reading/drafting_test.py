"""A form drawn in any of the ways of the places comes back as it was."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from core.model import selfeval
from core.model.file_values import MAX_TEXT
from core.reading.drafting import drafts
from core.reading.form_map import Draft
from core.reading.source import SourceCell
from tests.drawn_forms import FUNDS, LAYOUTS, Style, draw, expected, file_of
from tests.examples import examples
from tests.grids import file, grid, section

SAMPLE = Path(__file__).parents[3] / "resources/samples/社会保险服务费-2021.json"
ONE_TEXT = (
    *("title", "project", "department", "unit", "year", "money_unit"),
    *("goal_expected", "goal_actual", "total_points", "total_score"),
)


def sample() -> dict[str, Any]:
    form: dict[str, Any] = json.loads(SAMPLE.read_text("utf-8"))
    return form


def fields(form: dict[str, Any]) -> dict[str, str]:
    """All texts of a form by place, without white space; blank ones left out."""
    found = {name: str(form.get(name, "")) for name in ONE_TEXT}
    for table in ("funds", "indicators"):
        for index, row in enumerate(form.get(table, [])):
            found |= {f"{table}/{index}/{k}": v for k, v in row.items() if isinstance(v, str)}
    for table in ("sections", "signatures"):
        found |= {f"{table}/{name}": text for name, text in form.get(table, {}).items()}
    return {place: bare for place, text in found.items() if (bare := "".join(text.split()))}


def only(source_form: dict[str, Any], style: Style) -> Draft:
    (draft,) = drafts(file_of(draw(source_form, style)))
    return draft


def wrong(form: dict[str, Any], style: Style, draft: Draft) -> dict[str, tuple[str, str]]:
    """The fields that did not come back, with what was wanted and what was read."""
    want = fields(expected(form, style))
    got = fields(selfeval.to_dict(draft.evaluation))
    return {
        place: (want.get(place, ""), got.get(place, ""))
        for place in want.keys() | got.keys()
        if want.get(place) != got.get(place)
    }


STYLES = st.builds(
    Style,
    layout=st.sampled_from(sorted(LAYOUTS)),
    groups=st.sampled_from(["merged", "first", "each", "own"]),
    year=st.sampled_from(["title", "line", "paragraph", "label"]),
    unit=st.sampled_from(["above", "label", "heads"]),
    head=st.sampled_from(["pairs", "inline", "paragraphs"]),
    goals=st.sampled_from(["beside", "below"]),
    parts=st.booleans(),
    page=st.sampled_from([0, 0, 3, 11]),
    repeats=st.booleans(),
    torn=st.sampled_from(["", "table"]),
    label=st.booleans(),
    templates=st.booleans(),
    notes=st.booleans(),
    omits_blank=st.booleans(),
    spaced=st.booleans(),
    unmerged=st.booleans(),
)


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_every_layout_reads(layout: str) -> None:
    style = Style(layout=layout)
    draft = only(sample(), style)
    assert not wrong(sample(), style, draft)
    assert not draft.doubts
    assert layout in FUNDS


@settings(max_examples=examples(150), deadline=None)
@given(style=STYLES)
def test_the_sample_comes_back_in_every_style(style: Style) -> None:
    form = sample() | {
        "sections": {"评价结论": "项目完成良好。", "存在问题": "无"},
        "signatures": {"填报人": "张三", "联系电话": "021-5555", "填报日期": "2022年3月1日"},
    }
    draft = only(form, style)
    assert not {p: f for p, f in wrong(form, style, draft).items() if p not in draft.doubts}


def test_a_form_in_a_guessed_table_is_doubtful_wherever_it_seems_blank() -> None:
    """Rows and columns that were guessed may be others: what is blank may stand elsewhere."""
    table = grid("""
    一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分
    产出指标 | 数量指标 | 甲 | 5个 | 5个 | 50 |
    """)
    guessed = replace(table, cells=tuple(replace(c, doubt="没有画线") for c in table.cells))
    (sure,) = drafts(file(section("项目支出绩效自评表（2021年度）", table)))
    (draft,) = drafts(file(section("项目支出绩效自评表（2021年度）", guessed)))
    blank = {"goal_actual", "total_points", "funds", "indicators", "indicators/0/score"}
    assert blank <= draft.doubts.keys()
    assert not blank & sure.doubts.keys()
    (spot,) = draft.sources["indicators/0/score"]  # it is looked up where it seems blank
    assert isinstance(spot.item, SourceCell)
    assert (spot.item.row, spot.item.column) == (1, 6)
    assert "indicators/0/score" not in sure.sources


def test_what_a_form_cannot_hold_is_cut_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selfeval, "MAX_ROWS", 2)
    table = grid("""
    一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分
    产出指标 | 数量指标 | 甲 | 5个 | 5个 | 50 | 50
    产出指标 | 数量指标 | 乙 | 5个 | 5个 | 30 | 30
    产出指标 | 数量指标 | 丙 | 5个 | 5个 | 10 | 10
    """)
    name = grid(f"项目名称 | {'长' * (MAX_TEXT + 1)}")
    (draft,) = drafts(file(section("项目支出绩效自评表（2021年度）", name, table)))
    assert [row.name for row in draft.evaluation.indicators] == ["甲", "乙"]
    assert "只取前面的行" in draft.doubts["indicators"]
    assert draft.evaluation.project == "长" * MAX_TEXT
    assert "只取前面的部分" in draft.doubts["project"]


@pytest.mark.parametrize(("total", "count"), [("总分 | | | | | 50 | 50", 2), ("", 1)])
def test_the_same_project_behind_its_total_is_another_form(total: str, count: int) -> None:
    """Without a total between them the second head is that of the next page."""
    one = f"""
    项目名称 | 甲 | | | | |
    一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分
    产出指标 | 数量指标 | 子 | 5个 | 5个 | 50 | 50
    {total}
    """
    found = drafts(file(section("项目支出绩效自评表（2021年度）", grid(one + one))))
    rows = [[row.name for row in draft.evaluation.indicators] for draft in found]
    assert rows == ([["子"], ["子"]] if count == 2 else [["子", "子"]])
