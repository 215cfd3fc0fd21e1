"""Real published forms score and check as a person found by going through them on paper."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from core.assessment import Assessment, assess
from core.model import selfeval
from core.model.number import fixed
from core.scoring.profile_file import load_profile
from core.scoring.scorecard import RowScore

ROOT = Path(__file__).parents[3]
FOLDERS = (ROOT / "tests" / "golden" / "forms", ROOT / "resources" / "samples")
FINDINGS = tomllib.loads((ROOT / "tests" / "golden" / "findings.toml").read_text("utf-8"))


def assessed(name: str) -> Assessment:
    file = next(path for folder in FOLDERS for path in folder.glob(f"{name}.json"))
    return assess(selfeval.loads(file.read_bytes()), load_profile())


def figure(value: Decimal | None, digits: int = 2) -> str:
    return "-" if value is None else fixed(value, digits)


def ordinary(row: RowScore) -> bool:
    met = row.kind in {"quantity", "judgement"} and row.attainment == 1
    return met and row.suggested == row.points == row.score


def test_every_form_has_its_findings() -> None:
    assert {path.stem for folder in FOLDERS for path in folder.glob("*.json")} == set(FINDINGS)


@pytest.mark.parametrize("name", FINDINGS)
def test_totals_and_execution(name: str) -> None:
    card = assessed(name).scorecard
    total = f"{figure(card.total_points)} {figure(card.total_score)} {card.grade or '-'}"
    assert total == FINDINGS[name]["total"]
    part = card.execution
    figures = (part.points, part.suggested, part.score)
    found = " ".join([figure(part.rate, 6), *map(figure, figures)])
    assert found == FINDINGS[name]["execution"]


@pytest.mark.parametrize("name", FINDINGS)
def test_rows(name: str) -> None:
    found = [
        f"{index} {row.kind} {figure(row.attainment, 6)} {figure(row.suggested)} "
        f"{figure(row.score)}"
        for index, row in enumerate(assessed(name).scorecard.rows)
        if not ordinary(row)
    ]
    assert found == FINDINGS[name]["rows"]


@pytest.mark.parametrize("name", FINDINGS)
def test_problems(name: str) -> None:
    problems = assessed(name).problems
    found = [f"{problem.severity} {problem.code} {problem.place}" for problem in problems]
    assert found == FINDINGS[name]["problems"]
    assert all(problem.message and problem.remedy and problem.title for problem in problems)
