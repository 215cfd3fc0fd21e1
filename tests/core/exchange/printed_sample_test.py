"""The sample printed with narrow columns comes back whole from its PDF, ruled or not."""

import json
from pathlib import Path

import pytest

from core.exchange.sources.recognition import read_source
from core.model import selfeval
from core.reading.drafting import drafts
from tests.drawn_forms import Style, draw
from tests.foreign.printed import Print, printed
from tests.foreign.readings import fields

SAMPLE = Path(__file__).parents[3] / "resources/samples/社会保险服务费-2021.json"


@pytest.mark.parametrize("ruled", [True, False])
@pytest.mark.parametrize("torn", [True, False])
def test_the_sample_is_read_from_a_text_pdf(ruled: bool, torn: bool) -> None:
    form = json.loads(SAMPLE.read_text("utf-8"))
    source = read_source(printed(draw(form, Style()), Print(ruled=ruled, torn=torn)))
    (draft,) = drafts(source)
    assert fields(selfeval.to_dict(draft.evaluation)) == fields(form)
    assert bool(draft.doubts) is not ruled  # guessed columns are doubtful, all of them
    if not ruled:
        assert draft.doubts.keys() >= draft.sources.keys() - {"title", "year", "money_unit"}
