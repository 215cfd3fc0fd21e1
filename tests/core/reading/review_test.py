"""What of a draft is looked at: every text once, doubtful ones first, none dropped."""

import json
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from core.model import selfeval
from core.model.path import read
from core.reading.drafting import drafts
from core.reading.form_map import Draft
from core.reading.review import review_lines
from tests.drawn_forms import LAYOUTS, Style, draw, file_of
from tests.examples import examples

SAMPLE = json.loads(
    (Path(__file__).parents[3] / "resources/samples/社会保险服务费-2021.json").read_text("utf-8")
)


def drawn(layout: str) -> Draft:
    (draft,) = drafts(file_of(draw(SAMPLE, Style(layout=layout))))
    return draft


@settings(max_examples=examples(20))
@given(st.sampled_from(sorted(LAYOUTS)))
def test_each_text_stands_once_with_its_source(layout: str) -> None:
    draft = drawn(layout)
    lines = review_lines(draft)
    paths = [line.path for line in lines if line.path is not None and not line.doubt]
    assert len(set(paths)) == len(paths)
    shown = {line.text for line in lines}
    data: dict[str, Any] = selfeval.to_dict(draft.evaluation)
    for row in data["indicators"]:
        assert {text for text in row.values() if text} <= shown
    for line in lines:
        if line.path is not None:
            assert line.text == read(draft.evaluation, line.path)


def test_doubts_come_first_and_leftovers_are_there() -> None:
    draft = drawn(min(LAYOUTS))
    place = "indicators/3/actual"
    doubted = Draft(draft.evaluation, draft.form, draft.sources, {place: "看不清"})
    first = review_lines(doubted)[0]
    assert first.doubt == "看不清"
    assert first.name.endswith(" · 实际完成值")
    assert first.spots == draft.sources[place]


def test_a_field_that_was_not_found_is_asked_for() -> None:
    draft = drawn(min(LAYOUTS))
    missing = Draft(draft.evaluation, draft.form, draft.sources, {"funds": "没有找到"})
    (line, *_) = review_lines(missing)
    assert (line.name, line.path, line.text) == ("项目资金", None, "")


def test_what_was_left_over_for_one_reason_stands_once() -> None:
    draft = drawn("B")
    left = [line for line in review_lines(draft) if line.path is None]
    assert sum(len(line.spots) for line in left) == len(draft.leftovers) > len(left)
    assert len({line.doubt for line in left}) == len(left)
