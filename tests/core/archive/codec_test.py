"""What is read of a version in haste is what decoding it whole gives, or is refused like that."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.archive import codec
from core.archive.errors import ArchiveError
from core.model.evaluation import Evaluation, under_levels
from core.model.typed_form import ANSWERING
from tests.strategies import evaluations


def answering(rows: list[tuple[str, str, Any]]) -> list[list[object]]:
    """What may answer in rows, behind the names of their levels, whatever class they are of."""
    return [
        [*above, *(getattr(row, name) for name in ANSWERING if name != "kept"), dict(row.kept)]
        for *above, row in rows
    ]


@given(evaluations())
def test_the_rows_of_a_version_are_those_of_the_form(form: Evaluation) -> None:
    assert answering(codec.rows_of(codec.encode(form))) == answering(list(under_levels(form)))


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
