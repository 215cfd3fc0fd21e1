"""How texts and names read in a sentence."""

import re
from pathlib import Path
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

import core
from core.quoting import STEERING, TURNING, first_of, one_line, shortened, shown, unturned

COUNTED = re.compile(r"等 ?\{len\(")


@given(
    st.lists(st.text("甲乙丙B3", min_size=1)),
    st.integers(1, 5),
    st.sampled_from(["、", "；", " + "]),
)
def test_names_that_are_left_out_are_counted(names: list[str], most: int, between: str) -> None:
    told = first_of(names, "份", most, between)
    named, _, count = told.partition("等 ")
    assert named.rstrip() == between.join(names[:most])
    assert count == (f"{len(names)} 份" if len(names) > most else "")
    assert named.endswith(" ") == (bool(count) and names[most - 1][-1] in "B3")


def test_nobody_counts_names_by_hand() -> None:
    place = Path(core.__file__).parent
    modules = [*place.rglob("*.py"), *place.with_name("ui").rglob("*.py")]
    assert [one.name for one in modules if COUNTED.search(one.read_text("utf-8"))] == ["quoting.py"]


@given(st.text(), st.integers(1, 40))
def test_a_text_that_is_cut_shows_its_beginning_and_that_it_is_cut(text: str, most: int) -> None:
    told = shortened(text, most)
    assert len(told) <= most
    assert told == text if len(text) <= most else told == text[: most - 1] + "…"


@given(st.text())
def test_one_line_holds_nothing_that_breaks_or_steers_it(text: str) -> None:
    told = one_line(text)
    assert not {category(sign) for sign in told} & STEERING
    assert told == one_line(told) == " ".join(told.split())


@pytest.mark.parametrize("rare", ["\ue001", "\U000f0001", "\U000323af"])
def test_a_rare_character_of_a_name_stays(rare: str) -> None:
    """Of private use, or of a newer Unicode than this Python's: names have them."""
    assert one_line(f"王{rare}\n") == f"王{rare}"
    assert shown(f"王{rare}.pdf") == f"“王{rare}.pdf”"


@given(st.text() | st.text("甲\n\u202e\u2066\u200f乙"))
def test_nothing_of_a_text_is_lost_but_what_turns_it(text: str) -> None:
    assert unturned(text) == "".join(sign for sign in text if ord(sign) not in TURNING)
