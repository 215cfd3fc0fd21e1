"""A long text in a cell is scored in a time of its length: no sign makes an expression search on.

A cell takes 100,000 characters, and a form is scored at each key.
"""

import time

import pytest
from msgspec.structs import replace

from core.assessment import assess
from core.model.edits import SetField, apply
from core.model.path import Path
from core.sample import sample
from core.scoring.profile_file import load_profile

LENGTH = 10_000
SIGNS = [
    "²",
    "①",
    "1",
    "1,",
    "一",
    "(",
    "1-1",
    "1:1",
    " ",
    "\n",
    "、",
    "年",
    "≥",
    "%",
    "每月1日",
    "“",
    "…",
]
FIELDS = ["target", "actual", "points", "score", "deviation", "name"]


def seconds(field: str, text: str) -> float:
    """Of processor time."""
    form, rules = replace(sample(), categories=sample().categories[:1]), load_profile("财政部2020")
    row = next(iter(form.indicators))
    changed = apply(form, SetField(Path(row.id, field), text))
    begun = time.process_time()
    assess(changed, rules)
    return time.process_time() - begun


@pytest.mark.parametrize("field", FIELDS)
def test_no_sign_takes_notably_longer_than_another(field: str) -> None:
    seconds(field, "字" * LENGTH)  # whatever is loaded late
    floor = min(seconds(field, "字" * LENGTH + end) for end in ("x", "1", "%"))
    for sign in SIGNS:
        text = (sign * LENGTH)[:LENGTH]
        for end in ("", "x", "1%"):
            # By the square of its length it would be a hundred times the floor.
            assert seconds(field, text + end) < 20 * floor + 0.3, (sign, end)
