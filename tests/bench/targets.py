"""One line for each thing whose speed is promised: the value, the target, and whether it is met."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Line(NamedTuple):
    """``value`` and ``target`` in the same unit: ``ms``, ``s`` or a ratio (``×``)."""

    work: str
    value: float
    target: float
    unit: str = "ms"

    @property
    def met(self) -> bool:
        return self.value <= self.target


def show(lines: Iterable[Line]) -> None:
    """The table of all promises, with both columns."""
    print(f"{'work':58}{'value':>10}{'target':>10}")
    for line in lines:
        figures = (f"{figure:.3g} {line.unit}" for figure in (line.value, line.target))
        value, target = figures
        print(f"{line.work:58}{value:>10}{target:>10}{'' if line.met else '   missed'}")
