"""What is read of a version in haste is what decoding it whole gives, or is refused like that."""

from __future__ import annotations

import json

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.archive import codec
from core.archive.errors import ArchiveError
from core.model.evaluation import Evaluation, Indicator, under_levels
from core.model.fields import names
from tests.strategies import evaluations

TEXTS = tuple(name for name in names(Indicator) if name != "id")


def in_words(rows: list[tuple[str, str, object]]) -> list[tuple[str, ...]]:
    """The texts of rows behind those of their levels, whatever class they are of."""
    return [(*above, *(getattr(row, name) for name in TEXTS)) for *above, row in rows]


@given(evaluations())
def test_the_rows_of_a_version_are_those_of_the_form(form: Evaluation) -> None:
    assert in_words(codec.rows_of(codec.encode(form))) == in_words(list(under_levels(form)))


@given(evaluations(), st.integers(0, 20))
def test_a_version_whose_groups_hold_too_few_rows_is_refused(form: Evaluation, at: int) -> None:
    version = json.loads(codec.encode(form))
    groups = [(sizes, place) for sizes in version["tree"] for place in range(len(sizes))]
    assume(groups)
    sizes, place = groups[at % len(groups)]
    sizes[place] -= 1  # a row would be dropped
    text = json.dumps(version, ensure_ascii=False)
    for read in (codec.decode, codec.rows_of):
        with pytest.raises(ArchiveError, match="内容已损坏"):
            read(text)
