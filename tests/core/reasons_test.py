"""How names read in a sentence."""

from hypothesis import given
from hypothesis import strategies as st

from core.reasons import first_of


@given(st.lists(st.text("甲乙丙", min_size=1)), st.integers(1, 5))
def test_names_that_are_left_out_are_counted(names: list[str], most: int) -> None:
    told = first_of(names, "份", most)
    named, _, count = told.partition("等 ")
    assert named == "、".join(names[:most])
    assert count == (f"{len(names)} 份" if len(names) > most else "")
