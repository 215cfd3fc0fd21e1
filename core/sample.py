"""The form that came with the program: a real one, filled in."""

from __future__ import annotations

from core.model.evaluation import Evaluation
from core.model.selfeval import loads
from core.resources import resource


def sample() -> Evaluation:
    """社会保险服务费 2021, a service centre in 上海."""
    return loads(resource("samples", "社会保险服务费-2021.json").read_bytes())
