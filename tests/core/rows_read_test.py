"""Rows of real forms, with the reading that a person found right."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from core.assessment import assess
from core.model import selfeval
from core.model.number import fixed
from core.scoring.profile_file import load_profile

FOLDER = Path(__file__).parent / "values" / "cases"
MET = {"met": True, "miss": False, "ask": "ask"}


def listed() -> Iterator[dict[str, Any]]:
    """The rows of all files in one shape."""
    yield from tomllib.loads((FOLDER / "readings.toml").read_text("utf-8"))["row"]
    tables = [
        table
        for name in ("kinds.toml", "answers.toml")
        for table in tomllib.loads((FOLDER / name).read_text("utf-8")).items()
    ]
    for kind, table in tables:
        for level2, name, target, actual, met, *more in table["rows"]:
            points, *codes = more or [""]
            row = {"level2": level2, "name": name, "target": target, "actual": actual}
            row |= {"kind": kind, "met": MET[met]} | ({"suggested": points} if points else {})
            row["must"] = [code[1:] for code in codes if code[0] == "+"]
            row["never"] = [code[1:] for code in codes if code[0] == "-"]
            yield row


ROWS = list(listed())
FIRST_LEVELS = {"满意": "满意度指标", "效益": "效益指标", "影响": "效益指标"}


def form(row: dict[str, Any]) -> dict[str, Any]:
    level1 = next(
        (name for word, name in FIRST_LEVELS.items() if word in row["level2"]), "产出指标"
    )
    indicator = {
        "level1": level1,
        "level2": row["level2"],
        "level3": row["name"],
        "target": row["target"],
        "actual": row["actual"],
        "points": "10",
        "score": row.get("given", ""),
    }
    return {"format": "selfeval/1", "year": 2021, "indicators": [indicator]}


def title(row: dict[str, Any]) -> str:
    return f"{row['kind']}: {row['name']} {row['target']} → {row['actual']}"


@pytest.mark.parametrize("row", ROWS, ids=title)
def test_a_row_reads_as_a_person_reads_it(row: dict[str, Any]) -> None:
    assessment = assess(selfeval.from_dict(form(row)), load_profile())
    scored = assessment.scorecard.rows[0]
    asked = row["met"] == "ask"
    assert scored.met is (None if asked else row["met"]), scored.why
    if asked:
        assert (scored.attainment, scored.suggested) == (None, None)
    if "suggested" in row:
        assert scored.suggested is not None
        assert fixed(scored.suggested, 2) == row["suggested"], scored.why
    codes = {problem.code for problem in assessment.problems}
    assert codes.isdisjoint(row.get("never", ()))
    assert codes.issuperset(row.get("must", ()))
    assert scored.why
