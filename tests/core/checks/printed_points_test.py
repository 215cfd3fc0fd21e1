"""The points of a group as its own name prints them, and what is checked against them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from core.assessment import assess
from core.model import selfeval
from core.scoring.profile_file import load_profile

NAMES = (
    "产出指标(60分)",
    "产出指标（60 分）",
    "产出指标60分",
    "产出指标：60分",
    "产出指标（60）",
    "产出指标【60分】",
    "产出指标（权重60%）",
    "产出指标（分值60）",
    "产出指标（50-60分）",
    "产出指标(50-60)分",
)


def split_of(name: str, points: Decimal) -> list[str]:
    """What is said of the split of a form whose only group has a name and these points."""
    row = {
        "level1": name,
        "level2": "数量指标",
        "level3": "培训人数",
        "target": "100人",
        "actual": "100人",
        "points": f"{points}",
    }
    form = selfeval.from_dict({"format": "selfeval/1", "year": 2021, "indicators": [row]})
    problems = assess(form, load_profile()).problems
    return [problem.message for problem in problems if problem.code == "weights-split"]


@pytest.mark.parametrize("name", NAMES)
def test_points_in_a_name_are_read_however_they_are_set(name: str) -> None:
    assert split_of(name, Decimal(60)) == []
    (said,) = split_of(name, Decimal(61))
    assert "名称里印的是" in said


@pytest.mark.parametrize("name", ["产出指标（2）", "产出指标1", "2022产出指标", "产出指标"])
def test_a_number_of_a_group_is_no_points(name: str) -> None:
    assert split_of(name, Decimal(50)) == []
    (said,) = split_of(name, Decimal(60))
    assert "评分规则" in said
