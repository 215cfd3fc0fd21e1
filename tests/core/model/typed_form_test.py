"""The short way to read a form gives what the long one gives, or leaves the form to it."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.json import Decoder

from core.archive import codec
from core.archive.archive_rows import columns_of, words_of
from core.archive.errors import ArchiveError
from core.model.evaluation import Evaluation
from core.model.file_values import MAX_TEXT
from core.model.selfeval import MAX_ROWS, from_dict, to_dict
from core.model.typed_form import FormShape, evaluation_of
from core.sample import sample
from tests.examples import examples
from tests.strategies import form_files

DECODER: Decoder[Any] = Decoder(FormShape)
FILE = {"name": "发票.pdf", "sha256": "0" * 64, "size": 7}
RARE: dict[str, Any] = {
    "kept": {"b": "因为", "a": "所以"},
    "evidence": [FILE],
    "adjustment": "调整",
    "direction": "反向",
    "method": "直接赋分",
    "band": "达成",
}
ODD: tuple[Any, ...] = (
    *(None, True, 0, -1, 1.0, 2**70, "", "字", "x" * (MAX_TEXT + 1), [], [1], {}, {"a": 1}),
    *({"a": "b"}, [FILE], [FILE | {"size": 1.0}], [FILE | {"sha256": "A" * 64}]),
    [FILE | {"more": 1}],
)


def shortly(text: str) -> Evaluation | None:
    with suppress(ValueError):
        return evaluation_of(DECODER.decode(text))
    return None


def at_length(text: str) -> Evaluation | None:
    with suppress(ValueError):
        return from_dict(json.loads(text))
    return None


@st.composite
def spoilt(draw: st.DrawFn) -> dict[str, Any]:
    """A form with what stands there rarely, or what should not, at any of its levels."""
    form = draw(form_files())
    nodes = [form, *form.get("funds", []), *form.get("indicators", [])]
    for _ in range(draw(st.integers(0, 3))):
        node = draw(st.sampled_from(nodes))
        key = draw(st.sampled_from([*RARE, *node, "level1", "year", "sections", "signatures"]))
        odd = st.sampled_from(ODD)
        node[key] = draw(st.just(RARE[key]) | odd) if key in RARE else draw(odd)
    return form


@settings(max_examples=examples(800))
@given(spoilt())
def test_both_ways_read_the_same(form: dict[str, Any]) -> None:
    text = json.dumps(form, ensure_ascii=False)
    found = shortly(text)
    assert found is None or found == at_length(text)


@pytest.mark.parametrize("part", ["", "funds", "indicators"])
def test_each_odd_value_of_each_key_is_read_the_same(part: str) -> None:
    """In a form that has nothing else odd, so that the short way is left for this alone."""
    form: Any = to_dict(sample())
    for rows in ("funds", "indicators"):
        form[rows] = form[rows][:1]
    node = form[part][0] if part else form
    for key in ({*RARE, *node, "level1", "year"}) - {"funds", "indicators"}:
        for value in (*ODD, *([RARE[key]] if key in RARE else [])):
            text = json.dumps(form | {part: [node | {key: value}]} if part else form | {key: value})
            found = shortly(text)
            assert found is None or found == at_length(text), (key, str(value)[:20])


TREES: st.SearchStrategy[object] = st.sampled_from(
    (None, [], [[]], [[1]], [[2], [1]], [[0, 1]], [[-1, 2]], [[True]], {})
)


@settings(max_examples=examples(400))
@given(spoilt(), TREES)
def test_the_texts_alone_are_had_of_what_can_be_read_and_of_nothing_else(
    form: dict[str, Any], tree: object
) -> None:
    if tree is None and (whole := at_length(json.dumps(form))) is not None:
        tree = codec._tree(whole)
    text = json.dumps({"codec": 1, "form": form, "tree": tree}, ensure_ascii=False)
    try:
        whole = codec.decode(text)
    except ArchiveError as error:
        with pytest.raises(ArchiveError, match=str(error)):
            codec.texts_of(text)
        return
    texts = codec.texts_of(text)
    assert columns_of(texts) == columns_of(whole)
    assert words_of(texts) == words_of(whole)


@given(form_files())
def test_a_usual_form_is_read_the_short_way(form: dict[str, Any]) -> None:
    usual = from_dict(form)
    own = {key: value for key, value in to_dict(usual).items() if not key.startswith("x-")}
    for row in (*own["funds"], *own["indicators"]):  # type: ignore[misc]
        for key in [one for one in row if one.startswith("x-")]:
            del row[key]
    assert shortly(json.dumps(own)) == from_dict(own)


def test_what_a_clerk_adds_is_read_the_short_way_too() -> None:
    form = to_dict(sample())
    form["indicators"][0] |= RARE  # type: ignore[index]
    form |= {key: RARE[key] for key in ("kept", "evidence", "adjustment")}
    form["targets_approved"] = "2021-01-01"
    found = shortly(json.dumps(form))
    assert found == from_dict(form)
    assert found is not None
    assert next(found.indicators).kept == (("a", "所以"), ("b", "因为"))


@pytest.mark.parametrize("name", ["funds", "indicators"])
def test_too_many_rows_are_left_to_the_long_way(name: str) -> None:
    assert shortly(json.dumps({"format": "selfeval/1", name: [{}] * (MAX_ROWS + 1)})) is None


@pytest.mark.parametrize("tree", [[[1]], [[1, 0], [1]], [[]], [[-1, 3]], [], "x", None, [1]])
def test_a_tree_that_does_not_hold_all_rows_is_damaged(tree: object) -> None:
    rows = [{"level1": "产出", "level3": "甲"}, {"level1": "产出", "level3": "乙"}]
    form = {"format": "selfeval/1", "indicators": rows}
    for further in ({}, {"别的": 1}):
        text = json.dumps({"codec": 1, "form": form | further, "tree": tree})
        with pytest.raises(ArchiveError, match="已损坏"):
            codec.decode(text)
