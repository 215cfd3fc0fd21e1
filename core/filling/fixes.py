"""The edit that mends a problem, where only one suggests itself: offered, not done unasked."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from msgspec import Struct
from msgspec.structs import replace

from core.checks.cards import Card
from core.checks.problem import Problem
from core.model.edits import SetField
from core.model.evaluation import Evaluation
from core.model.path import UnknownPathError, read
from core.values.parser import parse
from core.values.target_syntax import Comparison, Operator
from core.values.years import meant_year

_INCLUSIVE = {Operator.MORE: Operator.AT_LEAST, Operator.LESS: Operator.AT_MOST}
_STRICT = {">": Operator.MORE, "＞": Operator.MORE, "<": Operator.LESS, "＜": Operator.LESS}


class Fix(Struct, frozen=True):
    """``text``: what a button says; ``edit``: what it does."""

    text: str
    edit: SetField


def fix_of(evaluation: Evaluation, card: Card) -> Fix | None:
    """The edit that mends a card's problem by one press; ``None`` where the clerk must know."""
    for problem in card.problems:
        fix = _FIXES.get(problem.code)
        with suppress(UnknownPathError):
            text = None if fix is None else fix(read(evaluation, problem.path))
            if text is not None:
                return _replacing(problem, text)
    return None


def _replacing(problem: Problem, text: str) -> Fix:
    return Fix(f"改为 {text}" if text else "清空，由程序计算", SetField(problem.path, text))


def _year(written: str) -> str | None:
    meant = meant_year(written)
    return None if meant is None else str(meant)


def _inclusive(written: str) -> str | None:
    """``>95%`` as ``≥95%``, where that is all that would be another."""
    signs = [char for char in written if char in _STRICT]
    old = parse(written)
    if len(signs) != 1 or not isinstance(old, Comparison):
        return None
    inclusive = _INCLUSIVE[_STRICT[signs[0]]]
    text = written.replace(signs[0], inclusive.value)
    return text if parse(text) == replace(old, operator=inclusive) else None


def _blank(written: str) -> str | None:
    return "" if written.strip() else None


_FIXES: dict[str, Callable[[str], str | None]] = {
    "year-unreadable": _year,
    "strict-equality": _inclusive,
    "rate-printed": _blank,
    "printed-total": _blank,
}
