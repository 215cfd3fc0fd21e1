"""Forms in every published layout score and check as a person judged them beforehand."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from core.assessment import assess
from core.model import selfeval
from core.model.number import fixed
from core.scoring.profile_file import load_profile

FILE = Path(__file__).parents[2] / "golden" / "layouts.toml"
FORMS = tomllib.loads(FILE.read_text("utf-8"))
FUNDS = ("name", "initial", "annual", "executed", "points", "rate", "score")
ROWS = ("level1", "level2", "level3", "target", "actual", "points", "score", "deviation")
USUAL = {
    "format": selfeval.FORMAT,
    "title": "项目支出绩效自评表（2022年度）",
    "project": "某项目",
    "department": "某局",
    "unit": "某中心",
    "year": 2022,
    "money_unit": "万元",
}


def table(text: str, columns: tuple[str, ...]) -> list[dict[str, str]]:
    lines = (line.split("|") for line in text.strip().splitlines())
    return [dict(zip(columns, map(str.strip, line), strict=False)) for line in lines]


@pytest.mark.parametrize("name", FORMS)
def test_a_form_is_judged_as_by_hand(name: str) -> None:
    form: dict[str, Any] = dict(FORMS[name])
    total, problems = form.pop("total"), form.pop("problems")
    form["funds"] = table(form["funds"], FUNDS)
    form["indicators"] = table(form.pop("rows"), ROWS)
    assessment = assess(selfeval.from_dict(USUAL | form), load_profile())
    card = assessment.scorecard
    sums = ("-" if one is None else fixed(one, 2) for one in (card.total_points, card.total_score))
    assert sorted(f"{one.code}@{one.place}" for one in assessment.problems) == problems
    assert " ".join((*sums, card.grade or "-")) == total
