"""How texts and names read in a sentence."""

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import core
from core.quoting import first_of, one_line, shortened

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
    assert told.isprintable()
    assert told == one_line(told) == " ".join(told.split())
