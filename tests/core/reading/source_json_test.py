"""What a foreign file shows crosses the child's border unchanged, and nothing else does."""

import json
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.reading.source import (
    PageBox,
    SourceCell,
    SourceFile,
    SourceSection,
    SourceTable,
    SourceText,
)
from core.reading.source_json import decoded, encoded

texts = st.text(max_size=20)
sides = st.floats(-1e6, 1e6)
boxes = st.none() | st.builds(PageBox, st.integers(0, 99), sides, sides, sides, sides)


@st.composite
def cells(draw: st.DrawFn, rows: int, columns: int) -> SourceCell:
    row, column = draw(st.integers(0, rows - 1)), draw(st.integers(0, columns - 1))
    spans = draw(st.integers(1, rows - row)), draw(st.integers(1, columns - column))
    return SourceCell(
        row, column, draw(texts), *spans, draw(texts), draw(boxes), draw(st.booleans())
    )


@st.composite
def tables(draw: st.DrawFn) -> SourceTable:
    rows, columns = draw(st.integers(1, 9)), draw(st.integers(1, 9))
    return SourceTable(tuple(draw(st.lists(cells(rows, columns), max_size=5))), rows, columns)


parts = st.lists(tables() | st.builds(SourceText, texts, texts, boxes), max_size=4).map(tuple)
sections = st.lists(st.builds(SourceSection, texts, parts), max_size=3).map(tuple)
files = st.builds(SourceFile, sections, st.lists(texts, max_size=3).map(tuple))
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=8) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=20,
)


@given(files)
def test_a_file_comes_out_as_it_went_in(file: SourceFile) -> None:
    assert decoded(json.loads(json.dumps(encoded(file), allow_nan=False))) == file


@given(values)
def test_anything_else_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"^(no |too many)"):
        decoded(value)


@given(files, st.randoms(use_true_random=False), values)
def test_one_wrong_value_anywhere_is_refused_or_as_harmless_as_a_right_one(
    file: SourceFile, chance: random.Random, wrong: object
) -> None:
    value = json.loads(json.dumps(encoded(file)))
    inside: Any = value
    while True:
        keys = list(inside) if isinstance(inside, dict) else range(len(inside))
        key = chance.choice(keys)
        if not isinstance(inside[key], (dict, list)) or not inside[key] or chance.random() < 0.2:
            inside[key] = wrong
            break
        inside = inside[key]
    try:
        file = decoded(value)
    except ValueError:
        return
    assert decoded(json.loads(json.dumps(encoded(file)))) == file


@pytest.mark.parametrize(
    "part",
    [
        [1, 1, [[0, 0, "", 2, 1, "", None, False]], None],
        [1, 1, [[1, 0, "", 1, 1, "", None, False]], None],
        [1, 1, [[0, 0, "", 1, 1, "", [0, 1, 2, 3, float("nan")], False]], None],
        [1, 1, [[0, 0, "x" * 300_000, 1, 1, "", None, False]], None],
        [10**9, 1, [], None],
        [1, True, [], None],
    ],
)
def test_figures_out_of_range_are_refused(part: object) -> None:
    with pytest.raises(ValueError, match=r"^(no |too many)"):
        decoded({"sections": [{"name": "", "parts": [part]}], "notes": []})
