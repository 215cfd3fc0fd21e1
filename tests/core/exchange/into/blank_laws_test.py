"""The law of filling in: every text of a form stands in the file, or is named as lost."""

from __future__ import annotations

from io import BytesIO
from random import Random

import docx
import pytest

from core.exchange.into.blank import fill_blank
from core.model import selfeval
from core.scoring.profile_file import profile_for
from tests.core.exchange.into.into_blanks import FORMS, blank_of, same
from tests.drawn_forms import LAYOUTS, JsonObject, Style, draw
from tests.foreign.cases import form
from tests.foreign.written import excel, word
from tests.workbooks import load_values

SINGLE = ("project", "department", "unit", "goal_expected", "goal_actual")


def style_of(random: Random) -> Style:
    return Style(
        layout=random.choice(sorted(LAYOUTS)),
        groups=random.choice(["merged", "first", "each", "own"]),
        year=random.choice(["title", "line", "paragraph", "label"]),
        unit=random.choice(["above", "label", "heads"]),
        head=random.choice(["pairs", "inline", "paragraphs"]),
        goals=random.choice(["beside", "below"]),
        parts=random.random() < 0.3,
        label=random.random() < 0.7,
        notes=random.random() < 0.5,
        spaced=random.random() < 0.3,
    )


def texts_of(data: bytes, kind: str) -> list[str]:
    if kind == "xlsx":
        sheet = load_values(data).worksheets[0]
        return [str(c.value) for row in sheet.iter_rows() for c in row if c.value is not None]
    made = docx.Document(BytesIO(data))
    cells = [cell.text for table in made.tables for cell in table._cells]
    return cells + [paragraph.text for paragraph in made.paragraphs]


def stands(text: str, texts: list[str]) -> bool:
    plain = "".join(text.split())
    return not plain or any(same(one, text) or plain in "".join(one.split()) for one in texts)


def wanted(drawn: JsonObject) -> list[str]:
    rows = [row[key] for row in drawn["indicators"] for key in ("level3", "actual", "deviation")]
    return [*(drawn[key] for key in SINGLE), *rows]


@pytest.mark.parametrize("seed", range(16))
def test_every_text_stands_in_the_file_or_is_named_as_lost(seed: int) -> None:
    random = Random(seed)  # noqa: S311  (forms are drawn with it)
    style, kind = style_of(random), random.choice(["xlsx", "docx"])
    drawn, pattern = form(random.choice(FORMS)), form(random.choice(FORMS))
    section = draw(blank_of(pattern, random.choice([1, 2, 3])), style)
    blank = excel([section]) if kind == "xlsx" else word([section])
    evaluation = selfeval.from_dict({"format": "selfeval/1", **drawn})
    found = fill_blank(blank, evaluation, profile_for(""))
    texts = [*texts_of(found.data, kind), *found.lost]
    assert not [text for text in wanted(drawn) if not stands(text, texts)]
