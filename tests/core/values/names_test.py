"""Names of indicators, each with the direction that a person gave it."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.values.direction import Context, direction_of, place_of
from core.values.parser import parse
from core.values.target_syntax import Comparison, Operator

CASES = (Path(__file__).parent / "cases" / "names.txt").read_text("utf-8")
NAMES = [line.split("|") for line in CASES.splitlines() if line and not line.startswith("#")]
WAYS = {"+": Operator.AT_LEAST, "-": Operator.AT_MOST, "?": None}


@pytest.mark.parametrize(("name", "target", "group", "way"), NAMES)
def test_a_name_tells_the_direction_that_a_person_gives_it(
    name: str, target: str, group: str, way: str
) -> None:
    asked = parse(target)
    assert isinstance(asked, Comparison)
    found = direction_of(asked, Context(name=name, place=place_of("", group)), written=target)
    assert found.operator is WAYS[way], found.assumed
