"""Groups that a blank lacks stand below their level, named as the blank names its own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from core.exchange.into.level_headings import first_number, next_number
from core.reading.level_names import number_before
from tests.core.exchange.into.into_blanks import worksheet
from tests.core.exchange.into.level_rows_test import (
    FIGURES,
    NAMES,
    SHAPES,
    Grid,
    Shape,
    excel,
    expected,
    filled,
    rows_read,
    word,
)

OWN = {name: shape for name, shape in SHAPES.items() if shape.own != "1"}


def lacking(shape: Shape, *groups: str) -> Grid:
    """A blank of a shape, with two rows for each of these groups and none for others."""
    kept = [one for one in NAMES if one[1] in groups]
    width = len(shape.columns) + len(FIGURES)
    rows = [["项目支出绩效自评表"] + ["<"] * (width - 1)]
    rows += [[label, ""] + ["<"] * (width - 2) for label in ("项目名称", "主管部门", "实施单位")]
    rows.append([*shape.columns, *FIGURES])
    firsts, seconds = 0, 0
    for number, (first, second, _) in enumerate(kept):
        if number == 0 or kept[number - 1][0] != first:
            firsts, seconds = firsts + 1, 0
            if "1" in shape.own:
                rows.append(shape.heading(numbered(shape.first, firsts, 0, first)))
        seconds += 1
        heading = replace(shape, second=numbered(shape.second, firsts, seconds, "{name}"))
        rows += heading.second_heading(first, second)
        beside = {"序号": "", "一级指标": first if shape.own == "2" else "", "二级指标": ""}
        rows += [[*(beside[c] for c in shape.columns[:-1]), "", *[""] * 5] for _ in range(2)]
    return rows


def numbered(pattern: str, first: int, second: int, name: str) -> str:
    """A pattern of a heading (一、{name}, 1.1 {name}) with its number counted on."""
    chinese = "〇一二三四五六七八九"
    text = pattern.replace("1.1", f"{first}.{second}").replace("（1）", f"（{second}）")
    text = text.replace("（一）", f"（{chinese[second]}）").replace("一、", f"{chinese[first]}、")
    for mark in ("1、", "1. "):
        text = text.replace(mark, mark.replace("1", str(first)))
    return text.replace("{name}", name)


def headings(rows: Grid) -> list[str]:
    return [row[0] for row in rows if row[0].strip()]


@pytest.mark.parametrize("draw", [excel, word])
@pytest.mark.parametrize("shape", OWN.values(), ids=list(OWN))
@pytest.mark.parametrize(
    "groups",
    [
        ("数量指标", "社会效益指标"),
        ("数量指标", "成本指标", "社会效益指标", "服务对象满意度指标"),
    ],
)
def test_rows_of_groups_that_a_blank_lacks_are_named(
    shape: Shape, groups: tuple[str, ...], draw: Callable[[Grid], bytes]
) -> None:
    found = filled(draw(lacking(shape, *groups)))
    wanted = [(one.partition("（")[0], two, name) for one, two, name in expected(shape)]
    read = [(one.partition("（")[0], two, name) for one, two, name in rows_read(found.data)]
    assert sorted(read) == sorted(wanted)
    firsts = list(dict.fromkeys(one for one, _, _ in wanted))
    assert [one for one, _, _ in read] == sorted((o for o, _, _ in read), key=firsts.index)


def test_the_number_before_a_name_counts_on() -> None:
    shape = SHAPES["numbered in the column of names"]
    data = filled(excel(lacking(shape, "数量指标", "质量指标", "社会效益指标"))).data
    names = [str(row[0] or "") for row in worksheet(data).values]
    assert [one for one in names if number_before(one)] == [
        "一、产出指标（50分）", "（一）数量指标", "（二）质量指标", "（三）成本指标",
        "二、效益指标（50分）", "（一）社会效益指标", "（二）其他效益指标",
        "三、满意度指标", "（一）服务对象满意度指标",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "following"),
    [
        ("（三）", "（四）"),
        ("九、", "十、"),
        ("十、", "十一、"),
        ("十九、", "二十、"),
        ("1.2 ", "1.3 "),
        ("9.", "10."),
        ("①", "②"),
        ("Ⅱ、", "Ⅲ、"),
        ("第二部分：", "第三部分："),
        ("", ""),
    ],
)
def test_the_next_number_is_of_the_same_kind(number: str, following: str) -> None:
    assert next_number(number) == following


@pytest.mark.parametrize(
    ("number", "first"), [("（三）", "（一）"), ("1.3 ", "2.1 "), ("③", "①"), ("4、", "1、")]
)
def test_the_first_number_of_the_next_block(number: str, first: str) -> None:
    assert first_number(number, again=True) == first
