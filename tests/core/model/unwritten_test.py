"""A row is unwritten as long as nothing stands on it, whatever else the program knows of it."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from core.filling.beginning import new_form
from core.model.evaluation import Indicator
from core.model.unwritten import is_unwritten
from core.sample import sample

PRINTED = ("name", "target", "actual", "points", "score", "deviation")


@given(st.sampled_from(PRINTED), st.text(min_size=1).filter(str.strip))
def test_one_text_makes_a_row_a_written_one(field: str, text: str) -> None:
    row = Indicator(id=1)
    assert is_unwritten(row)
    assert is_unwritten(replace(row, direction="≥", method="比例"))
    assert not is_unwritten(replace(row, **{field: text}))


def test_all_rows_of_a_new_form_are_unwritten_and_none_of_the_sample() -> None:
    assert all(map(is_unwritten, new_form().indicators))
    assert not any(map(is_unwritten, sample().indicators))
