"""What the clerk chooses of how a row is read and scored: 方向 and 计分方法, kept on the row."""

from __future__ import annotations

from core.model.edits import SetField
from core.model.evaluation import Indicator
from core.model.path import Path
from core.quoting import one_line
from core.scoring.methods import CHOICES, parse_method
from core.values.direction import CORRECTED
from core.values.parser import parse
from core.values.target_syntax import Comparison

USUAL_METHOD = CHOICES[0]
"""What a blank method means."""

DIRECTIONS = ("", *CORRECTED)
"""As it is written, or what the clerk says."""


def has_direction(row: Indicator) -> bool:
    """Whether the target is a figure that can count upwards or downwards."""
    return isinstance(parse(row.target), Comparison)


def method_known(text: str) -> bool:
    """Whether a method can be reckoned by; an unknown one leaves the score to the clerk."""
    return parse_method(text) is not None


def direct(row: Indicator, direction: str) -> SetField:
    """The clerk says which way the target counts; blank leaves it to what is written."""
    return SetField(Path(row.id, "direction"), direction if direction in CORRECTED else "")


def score_by(row: Indicator, text: str) -> SetField:
    """The clerk says how the row is scored, in the form's own words; blank is 按比例."""
    words = one_line(text)
    return SetField(Path(row.id, "method"), "" if words == USUAL_METHOD else words)
