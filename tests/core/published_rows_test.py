"""Rows that public bodies published: what is raised on each, and nothing else."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.assessment import assess
from core.model import selfeval
from core.scoring.profile_file import load_profile

CASES = Path(__file__).parent / "values" / "cases" / "published.toml"
MET = {"met": True, "miss": False, "ask": None}
FIRST_LEVELS = {"满意": "满意度指标", "效益": "效益指标", "影响": "效益指标"}
NOT_THE_ROWS = {"deviation-missing", "weights-split"}


def published() -> Iterator[tuple[int, list[str]]]:
    for form in tomllib.loads(CASES.read_text("utf-8")).values():
        yield from ((form["year"], row) for row in form["rows"])


@pytest.mark.parametrize(("year", "row"), list(published()))
def test_a_published_row_raises_what_is_right(year: int, row: list[str]) -> None:
    level2, name, target, actual, points, score, met, *codes = row
    level1 = next((one for word, one in FIRST_LEVELS.items() if word in level2), "产出指标")
    fields = {"level1": level1, "level2": level2, "level3": name, "target": target}
    fields |= {"actual": actual, "points": points, "score": score}
    form = {"format": "selfeval/1", "year": year, "indicators": [fields]}
    assessment = assess(selfeval.from_dict(form), load_profile())
    assert assessment.scorecard.rows[0].met is MET[met], assessment.scorecard.rows[0].why
    of_row = {one.code for one in assessment.problems if one.place.startswith("indicators/0")}
    assert of_row - NOT_THE_ROWS == set(codes)
