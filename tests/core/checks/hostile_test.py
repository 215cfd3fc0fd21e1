"""Whatever stands in a form, it is examined at once and every problem is a sentence."""

from __future__ import annotations

import time

import pytest
from msgspec.structs import replace

from core.assessment import assess
from core.model.evaluation import Category, Evaluation, Fund, Group, Indicator, NamedText
from core.scoring.profile_file import load_profile

LONG = 10_000

TEXTS = {
    "digits": "9" * LONG,
    "29 digits": "9" * 29,
    "dots": "." * LONG + "甲",
    "full stops": "。" * LONG + "甲",
    "crosses": "X" * LONG,
    "lines": "_" * LONG,
    "goals": "目标1" * (LONG // 3) + "甲",
    "brackets": "（" * LONG,
    "points": "（50分" * (LONG // 4),
    "commas": "1," * (LONG // 2),
    "totals": "合计(" * (LONG // 3),
    "of which": "其中" * (LONG // 2),
    "years": "2021年" * (LONG // 5),
    "dates": "2021年12月31日" * (LONG // 11),
    "signs": "≥" * LONG,
    "spaces": " " * LONG + "1",
    "reasons": "无" * LONG,
}


def filled(text: str) -> Evaluation:
    """A form with the same text in every field of every kind of node."""

    def node(kind: type, at: int) -> dict[str, object]:
        return {
            name: text
            for name, annotation in kind.__annotations__.items()
            if annotation == "str" and name != "template"
        } | {"id": at}

    rows = tuple(Indicator(**node(Indicator, at)) for at in range(10, 30))  # type: ignore[arg-type]
    groups = (Group(id=3, name=text, indicators=rows),)
    return replace(
        Evaluation(**{k: v for k, v in node(Evaluation, 0).items() if k != "id"}),  # type: ignore[arg-type]
        money_unit="元",
        funds=tuple(Fund(**node(Fund, at)) for at in range(40, 60)),  # type: ignore[arg-type]
        categories=(Category(id=2, name=text, groups=groups),),
        sections=(NamedText(id=70, name="存在问题", text=text),),
    )


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_long_text_everywhere_is_examined_at_once(text: str) -> None:
    began = time.process_time()
    assessment = assess(filled(text), load_profile())
    assert all(card.parts and card.remedy for card in assessment.cards)
    assert time.process_time() - began < 3
