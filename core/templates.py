"""Ready-made blank forms to begin with, each a ``selfeval/1`` file in ``resources/templates``."""

from __future__ import annotations

from core.model.evaluation import Evaluation
from core.model.selfeval import loads
from core.resources import resource

USUAL = "通用"
"""The usual form: all first and second levels, one blank indicator below each."""


def blank(name: str = USUAL) -> Evaluation:
    """A new form made from the template of this name."""
    return loads(resource("templates", f"{name}.json").read_bytes())
