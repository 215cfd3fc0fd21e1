"""Names of indicators, each with the direction that a person gave it."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.values.direction import Context, direction_of, place_of
from core.values.names import told_by_name
from core.values.parser import parse
from core.values.target_syntax import Comparison, Operator
from core.values.telling import Place, Sort, Way
from core.values.vocabulary import vocabulary

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


_COSTS = sorted(vocabulary().costs.words | vocabulary().used.words)


@pytest.mark.parametrize("place", [Place.OTHER, Place.COST])
def test_only_a_verb_of_taking_off_makes_a_cost_a_gain(place: Place) -> None:
    words = vocabulary()
    others = words.ends.words - words.lowers.words - words.saves.words - words.falls.words
    for cost in _COSTS:
        assert told_by_name(cost, Sort.MONEY, place).way is Way.FALLING
        for verb in others:
            assert told_by_name(verb + cost, Sort.MONEY, place).way is not Way.RISING, verb + cost
        for verb in words.lowers.words:
            for before in ("", "通过集中采购"):
                for between in ("", "群众出行"):
                    name = before + verb + between + cost
                    assert told_by_name(name, Sort.MONEY, place).way is not Way.FALLING, name


def test_what_is_done_wrongly_is_no_gain() -> None:
    words = vocabulary()
    done = [word for word in words.rising.words if not words.acts.ending(word)]
    for how in ("违规", "错误", "逾期", "重复"):
        for deed in done:
            assert told_by_name(f"{how}{deed}率", Sort.RATE, Place.OTHER).way is not Way.RISING


def test_what_goes_wrong_at_work_is_no_gain() -> None:
    words = vocabulary()
    mishaps = words.mishaps.words & words.falling.words
    assert mishaps
    for work in words.works.words | words.looks.words:
        for mishap in mishaps:
            for name in (work + mishap, f"{work}{mishap}次数"):
                assert told_by_name(name, Sort.COUNT, Place.OTHER).way is not Way.RISING, name
