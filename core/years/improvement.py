"""发现的问题与整改: rows that fell short, and what next year's form answers to their measures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Protocol

from msgspec import Struct

from core.checks.last_year_checks import UNANSWERED
from core.model.evaluation import Evaluation, Indicator, Kept
from core.model.number import exact_sums, normalized
from core.regex import regex
from core.scoring.scorecard import Scorecard, lost_points
from core.values.reasons import gives_no_reason
from core.values.wording import squeezed
from core.years.row_pairs import partners_of


class Progress(Enum):
    """What an answer says of the measures; an answer that says neither tells nothing."""

    DONE = "已完成整改"
    ONGOING = "正在整改"


class Shortfall(Struct, frozen=True):
    """One row that lost points or missed its target, all texts verbatim.

    ``reason`` is 偏差原因分析及改进措施, blank where it gives none; ``answer`` what the next
    year's form says of it, blank where there is none.
    """

    level2: str
    name: str
    target: str
    actual: str
    reason: str
    answer: str = ""

    @property
    def progress(self) -> Progress | None:
        """How far the measures are, where the answer says it in so many words."""
        return progress_of(self.answer)


_CLAUSE = regex("[，。；;,!！?？]")
# Only clauses that speak of 整改 or of measures: 已完成 alone may be anything that was done.
_ABOUT = regex("整改|改进|措施|落实")
_UNSURE = regex("基本|大部分|部分|初步|大体|个别|多数")
_ONGOING = regex(
    "正在|仍在|尚在|还在|继续|持续|逐步|推进|拟|计划|准备|预计|力争|争取|整改中|未|没有|没能|不到位"
)
_DONE = regex("已|完成|完毕|到位|均落实|都落实|全部落实")


def progress_of(answer: str) -> Progress | None:
    """What an answer says; ``None`` where it does not say it, leaves it open, or says both."""
    clauses = _CLAUSE.split("".join(normalized(answer).split()))
    told = {_told(clause) for clause in clauses if _ABOUT.search(clause)}
    return told.pop() if len(told) == 1 else None


def _told(clause: str) -> Progress | None:
    if _UNSURE.search(clause):
        return None
    if _ONGOING.search(clause):
        return Progress.ONGOING
    return Progress.DONE if _DONE.search(clause) else None


def shortfalls(evaluation: Evaluation, card: Scorecard) -> tuple[Shortfall, ...]:
    """The rows of a form that lost points or missed their target, in paper order."""
    return tuple(
        Shortfall(
            group.name,
            row.name,
            row.target,
            row.actual,
            "" if gives_no_reason(row.deviation) else row.deviation,
        )
        for (_, group, row), scored in zip(evaluation.rows, card.rows, strict=True)
        if scored.short
    )


def lost_by_level(evaluation: Evaluation, card: Scorecard) -> tuple[tuple[str, Decimal], ...]:
    """The points that each first level lost, 预算执行 first; undecided rows lose none."""
    below = ((level_name(one.name), card.subtotals[one.id].lost) for one in evaluation.categories)
    lost = exact_sums([(EXECUTION, lost_points(card.execution)), *below])
    return tuple((name, points) for name, points in lost.items() if points)


EXECUTION = "预算执行"
_BRACKET = regex(r"[（(].*?[)）]")


@lru_cache(maxsize=1024)
def level_name(name: str) -> str:
    """A first level as it is compared over the years: 产出 of 产出指标（50分）."""
    bare = _BRACKET.sub("", "".join(normalized(name).split()))
    return bare.removesuffix("指标") or "没有名称"


class Answering(Protocol):
    """A row of the form of the year after, as far as it may answer."""

    @property
    def name(self) -> str:
        """三级指标."""

    @property
    def deviation(self) -> str:
        """偏差原因分析及改进措施."""

    @property
    def kept(self) -> Kept | dict[str, str]:
        """The warnings that stand, each with its 说明."""


def answers(
    old: Evaluation, after: Iterable[tuple[str, str, Answering]], card: Scorecard
) -> Iterator[str]:
    """For each shortfall of ``old`` (``card`` is its own) what the form of the year after answers.

    In paper order.  ``after``: its rows, each behind the names of its first and second level.
    """
    short = [at for at, scored in enumerate(card.rows) if scored.short]
    partner, rows = partners_of(old, short, after), tuple(old.indicators)
    for at in short:
        yield answer_to(rows[at], partner.get(at))


def answer_to(old: Indicator, new: Answering | None) -> str:
    """What became of a promise: the reason of the year after, or the note that it needs none."""
    if new is None or gives_no_reason(old.deviation):
        return ""
    if not gives_no_reason(new.deviation) and squeezed(new.deviation) != squeezed(old.deviation):
        return new.deviation
    return dict(new.kept).get(UNANSWERED.code, "")
