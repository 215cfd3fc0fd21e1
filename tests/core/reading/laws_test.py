"""What holds for whatever is read: nothing is dropped, nothing invented, nothing takes too long."""

from __future__ import annotations

import json
import pickle
import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.model import selfeval
from core.reading.drafting import drafts
from core.reading.form_map import Draft, FormMap, FoundField, Spot
from core.reading.headings import columns_of, is_title
from core.reading.pairs import label_of
from core.reading.source import SourceCell, SourceFile, SourceSection, SourceTable, SourceText
from core.reading.texts import year_share
from core.values.cell_texts import is_placeholder, one_line
from tests.core.reading.drafting_test import STYLES, sample
from tests.drawn_forms import Style, draw, file_of
from tests.examples import examples
from tests.grids import file, grid, section


def bare(text: str) -> str:
    return "".join(text.split())


def found_fields(form: FormMap) -> Iterator[FoundField]:
    yield from form.fields.values()
    for row in (*form.funds, *form.indicators):
        yield from row.fields.values()


def items(source: SourceFile) -> Iterator[SourceCell | SourceText]:
    for part in (part for one in source.sections for part in one.parts):
        yield from part.cells if isinstance(part, SourceTable) else (part,)


def told(form: FormMap) -> set[int]:
    """The items of a file of which the form tells where their text went."""
    spots: list[Spot] = [*form.labels, *form.notes, *(one.spot for one in form.leftovers)]
    spots += [form.total] if form.total else []
    for head in (*form.funds_heads, *form.indicator_heads):
        spots += [Spot(0, 0, column.cell) for column in head.columns]
    for found in found_fields(form):
        spots += [at for at in found.spots if bare(at.text) in bare(found.text)]
    return {id(at.item) for at in spots}


def dropped(source: SourceFile) -> list[str]:
    kept: set[int] = set()
    for draft in drafts(source):
        kept |= told(draft.form)
    return [item.text for item in items(source) if item.text.strip() and id(item) not in kept]


@settings(max_examples=examples(60), deadline=None)
@given(style=STYLES)
def test_no_text_of_a_form_is_dropped(style: Style) -> None:
    form = sample() | {
        "sections": {"评价结论": "好", "不常见的一栏": "有话"},
        "signatures": {"填报人": "张三"},
    }
    assert not dropped(file_of(draw(form, style)))


WORDS = st.sampled_from(
    [
        *(
            "项目名称",
            "主管部门",
            "实施单位",
            "某局",
            "2021年度",
            "项目支出绩效自评表",
            "单位：万元",
        ),
        *("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "说明"),
        *("产出指标", "一、产出指标", "数量指标", "指标1：", "……", "≥95%", "95", "100%", "无"),
        *(
            "总分",
            "合计",
            "全年预算数",
            "全年执行数",
            "执行率",
            "资金总额",
            "其中：财政拨款",
            "12.5",
        ),
        *(
            "年度总体目标",
            "预期目标",
            "实际完成情况",
            "做好工作。",
            "填报人：张三 电话：1",
            "（续）",
        ),
        *("注：一、二", "2.三", "评价结论", "优", "", "", "", "附件1", "第1页 共2页", "复核分"),
    ]
)


@st.composite
def tables(draw: st.DrawFn) -> SourceTable:
    """Tables of a form's words in any order, with cells of any size that may cover each other."""
    cells = draw(
        st.lists(
            st.builds(
                SourceCell,
                row=st.integers(0, 12),
                column=st.integers(0, 8),
                text=WORDS,
                rowspan=st.sampled_from([1, 1, 1, 2, 3]),
                colspan=st.sampled_from([1, 1, 1, 2, 5]),
            ),
            max_size=60,
        )
    )
    head = draw(st.booleans())
    names = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]
    top = [SourceCell(0, column, name) for column, name in enumerate(names)] if head else []
    unique = {(cell.row, cell.column): cell for cell in [*cells, *top]}
    ordered = [unique[place] for place in sorted(unique)]
    return SourceTable(tuple(ordered), 16, 14)


@settings(max_examples=examples(200), deadline=None)
@given(parts=st.lists(tables() | st.builds(SourceText, text=WORDS), min_size=1, max_size=5))
def test_any_mixture_of_words_is_read_without_fault_or_invention(
    parts: list[SourceTable | SourceText],
) -> None:
    source = SourceFile((SourceSection("表", tuple(parts)),))
    all_text = bare("".join(item.text for item in items(source)))
    for draft in drafts(source):
        for place, found in draft.form.places():
            assert bare(found.text) in all_text or len(found.spots) > 1, place
        assert selfeval.from_dict(selfeval.to_dict(draft.evaluation)) is not None
        assert set(draft.sources) <= {place for place, _ in draft.form.places()}


def test_a_draft_crosses_the_border_of_a_process() -> None:
    (draft,) = drafts(file_of(draw(sample(), Style())))
    again: Draft = pickle.loads(pickle.dumps(draft))  # noqa: S301  (our own bytes)
    assert again == draft


def test_each_text_is_where_its_source_says() -> None:
    (draft,) = drafts(file_of(draw(sample(), Style(layout="C"))))
    (found,) = [f for place, f in draft.form.places() if place == "indicators/4/target"]
    assert [(at.role, at.text) for at in found.spots] == [
        ("sign", ">"), ("value", "90"), ("unit", "%"),
    ]  # fmt: skip
    assert found.text == ">90%"


HEAD = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分")


def table(rows: int, columns: int, text: str) -> SourceTable:
    head = [SourceCell(0, c, name) for c, name in enumerate(HEAD)]
    body = [SourceCell(r, c, text) for r in range(1, rows) for c in range(columns)]
    return SourceTable(tuple(head + body), rows, columns)


HOSTILE = {
    "wide": table(400, 256, "项目名称"),
    "long": table(400, 7, "12"),
    "heads": SourceTable(
        tuple(SourceCell(r, c, HEAD[c]) for r in range(2000) for c in range(7)), 2000, 7
    ),
    "spans": SourceTable(
        tuple(SourceCell(r, c, "一级指标", 10**9, 10**9) for r in range(200) for c in range(40)),
        10**9, 10**9,
    ),
    "texts": table(30, 7, "目标完成值：" * 16_000),
    "blanks": table(30, 7, "　" * 100_000 + "甲"),
    "words": table(400, 7, "指标目标完成值指标目标完成值指标目标完成值指标目标完成值"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.timeout(20)
def test_hostile_tables_are_read_within_bounds(name: str) -> None:
    for draft in drafts(SourceFile((SourceSection("表", (HOSTILE[name],)),))):
        json.dumps(selfeval.to_dict(draft.evaluation))


FRAGMENTS = [
    *(
        "年度",
        "年初",
        "预算年度",
        "指标",
        "绩效",
        "三级指标",
        "目标",
        "总体",
        "单位",
        "完成",
        "实际",
    ),
    *("资金", "执行", "负责人", "主管", "其中", "中央", "地方", "补助", "本级", "结转", "实施"),
    *("自评", "评价", "……", "指标1：", "项", "一、", "（", "2021"),
]


@settings(max_examples=examples(300), deadline=None)
@given(words=st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=3), many=st.integers(5, 60))
@pytest.mark.timeout(60)
def test_no_heading_takes_long_to_understand(words: list[str], many: int) -> None:
    text = ("".join(words) * many)[:58] + "甲"
    start = time.thread_time()
    columns_of([text])
    columns_of([text], "funds")
    label_of(text, after=True)
    is_title(text)
    is_placeholder(text * 3)
    year_share(text)
    one_line(text)
    assert time.thread_time() - start < 1


BLANK = """
项目支出绩效自评表 | < | < | < | < | < | < | < | < | <
（     年度） | < | < | < | < | < | < | < | < | <
项目名称 | < |  | < | < | < | < | < | < | <
主管部门及代码 | < |  | < | < | 实施单位 | < |  | < | <
项目资金⏎（万元） | < |  | < | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
^ | < | 年度资金总额： | < |  |  |  | 10 |  |
^ | < | 其他资金 | < |  |  |  | — |  | —
年度总体目标 | 年初设定目标 | < | < | < | < | 年度总体目标完成情况综述 | < | < | <
^ |  | < | < | < | < |  | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | < | 年度指标值 | 全年完成值 | 分值 | 得分 | 偏差原因分析
^ | 产出指标⏎（50分） | 数量指标 | 指标1： | < |  |  |  |  |
^ | ^ | ^ | …… | < |  |  |  |  |
^ | 满意度指标 | 服务对象满意度指标 | 指标1： | < |  |  |  |  |
总分 | < | < | < | < | < | < | 100 |  |
评价结论 | < |  | < | < | < | < | < | < | <
填报人： | < |  | < | 联系电话： | < |  | < | < | <
填报日期：    年  月  日 | < | < | < | < | < | < | < | < | <
"""


def test_a_blank_form_tells_where_everything_is_to_be_written() -> None:
    (draft,) = drafts(file(section(grid(BLANK))))
    form = draft.form
    spots = {place: found.spots for place, found in form.places()}
    at = {
        place: (one.item.row, one.item.column)
        for place, (one, *_) in spots.items()
        if isinstance(one.item, SourceCell)
    }
    assert at["project"] == (2, 2)
    assert (at["department"], at["unit"]) == ((3, 2), (3, 7))
    assert at["funds/1/annual"] == (6, 5)
    assert (at["goal_expected"], at["goal_actual"]) == ((8, 1), (8, 6))
    assert at["total_score"] == (13, 8)
    assert at["sections/评价结论"] == (14, 2)
    assert (at["signatures/填报人"], at["signatures/联系电话"]) == ((15, 2), (15, 6))
    (year,) = spots["year"]
    assert at["year"] == (1, 0)
    assert year.item.text[year.start : year.end] == "     "
    (date,) = spots["signatures/填报日期"]
    assert date.item.text[date.start : date.end] == "年  月  日"
    assert form.total is not None
    assert form.total.text == "总分"
    assert [row.template for row in form.indicators] == [True, True, True]
    targets = [row.fields["target"].cell for row in form.indicators]
    assert [cell and (cell.row, cell.column) for cell in targets] == [(10, 5), (11, 5), (12, 5)]
    assert [row.fields["level1"].text for row in form.indicators][1:] == [
        "产出指标（50分）", "满意度指标",
    ]  # fmt: skip
    assert not draft.leftovers
    assert not list(draft.evaluation.indicators)
