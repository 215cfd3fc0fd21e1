"""Tables with one column for both levels: 产出指标—数量指标 beside each row."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.core.exchange.into.level_rows_test import (
    FIGURES,
    NAMES,
    WANTED,
    Grid,
    excel,
    filled,
    rows_read,
    word,
)

COLUMNS = ["指标类别", "指标名称", *FIGURES]


def blank(between: str, kept: int) -> Grid:
    """A form with a row for each of the first groups, named in one column."""
    rows = [["项目支出绩效自评表"] + ["<"] * 6, ["项目名称", ""] + ["<"] * 5, COLUMNS]
    rows += [[f"{one}{between}{two}", *[""] * 6] for one, two, _ in NAMES[:kept]]
    return rows


@pytest.mark.parametrize("draw", [excel, word])
@pytest.mark.parametrize("between", ["—", "-", "：", "/"])
@pytest.mark.parametrize("kept", [len(NAMES), 4])
def test_each_row_goes_beside_both_its_names(
    kept: int, between: str, draw: Callable[[Grid], bytes]
) -> None:
    found = filled(draw(blank(between, kept)))
    assert rows_read(found.data) == WANTED
    assert not [line for line in found.lost if line.startswith("指标")]
