"""Names of levels that no list knows, in rows of their own that are not merged."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.model import selfeval
from core.reading.drafting import drafts
from core.reading.form_map import Draft
from tests.examples import examples
from tests.grids import file, grid, section

TITLE = "项目支出绩效自评表（2021年度）"
HEAD = "指标名称 | 目标值 | 完成值 | 分值 | 得分"
KNOWN = "产出指标\n数量指标\n甲 | ≥5个 | 5个 | 40 | 40\n乙 | ≥5个 | 5个 | 20 | 20"
ROW = "丙 | ≥5个 | 5个 | 15 | 15"


def read(table: str) -> Draft:
    (draft,) = drafts(file(section(TITLE, grid(f"{HEAD}\n{KNOWN}\n{table}"))))
    return draft


def rows_of(draft: Draft) -> list[dict[str, Any]]:
    form: dict[str, Any] = selfeval.to_dict(draft.evaluation)
    return list(form["indicators"])


def levels(draft: Draft) -> list[tuple[str, str, str]]:
    return [(row["level1"], row["level2"], row["level3"]) for row in rows_of(draft)[2:]]


NAMES = st.sampled_from(["特色指标", "亮点指标", "其他加分指标", "攻坚指标"])
SECONDS = st.sampled_from(["创新做法", "改革任务", "督办事项", "品牌建设指标"])


@settings(max_examples=examples(40), deadline=None)
@given(first=NAMES, second=SECONDS, count=st.integers(1, 4))
def test_two_unknown_names_are_the_levels_of_the_rows_below(
    first: str, second: str, count: int
) -> None:
    draft = read("\n".join((first, second, *[ROW] * count)))
    assert levels(draft) == [(first, second, "丙")] * count
    assert not [place for place in draft.doubts if place.startswith("indicators")]


def test_an_unknown_name_below_a_known_first_level_is_the_second() -> None:
    draft = read(f"效益指标\n创新做法\n{ROW}")
    assert levels(draft) == [("效益指标", "创新做法", "丙")]
    assert not [place for place in draft.doubts if place.startswith("indicators")]


def test_an_unknown_name_above_a_known_second_level_is_the_first() -> None:
    draft = read(f"特色指标\n社会效益指标\n{ROW}")
    assert levels(draft) == [("特色指标", "社会效益指标", "丙")]


@pytest.mark.parametrize("name", ["创新做法", "特色指标"])
def test_a_single_unknown_name_amid_the_rows_is_doubtful(name: str) -> None:
    draft = read(f"{name}\n{ROW}")
    assert levels(draft) == [("产出指标", name, "丙")]
    assert "也可能是没有填的指标" in draft.doubts["indicators/2/level2"]


@pytest.mark.parametrize("below", ["效益指标\n社会效益指标", "质量指标"])
def test_a_name_without_figures_at_the_end_of_a_group_is_an_indicator(below: str) -> None:
    draft = read(f"完工时间\n{below}\n{ROW}")
    assert levels(draft)[0] == ("产出指标", "数量指标", "完工时间")


def test_a_form_that_is_to_be_filled_in_lists_indicators() -> None:
    table = "产出指标\n数量指标\n受训人数\n到会人数\n质量指标\n合格率"
    (draft,) = drafts(file(section(TITLE, grid(f"{HEAD}\n{table}"))))
    names = {row["level3"] for row in rows_of(draft)}
    assert {"受训人数", "到会人数", "合格率"} <= names
