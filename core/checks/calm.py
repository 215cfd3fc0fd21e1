"""Which problems are only work still to do: what is yet unwritten, and sums still being typed.

Nobody has done anything wrong by not having come to a row yet, or by having typed a total before
its parts. Such problems are told neutrally until the clerk asks for a check, or leaves the block
whose sum it is. A form that is opened with rows still to be written in a block is being typed
there still, whatever was left before it was closed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import Enum, auto
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from core.checks.problem import Problem, Severity
from core.model.evaluation import Category, Evaluation, Fund, Group, Indicator, nodes
from core.model.fields import AMOUNTS
from core.model.identity import Same
from core.model.path import Path, find
from core.model.unwritten import is_unwritten


class Block(Enum):
    """A part of the form whose figures are typed together and add up to something."""

    FUNDS = auto()
    INDICATORS = auto()


_BLOCKS: dict[type, Block] = {
    Fund: Block.FUNDS,
    Category: Block.INDICATORS,
    Group: Block.INDICATORS,
    Indicator: Block.INDICATORS,
}
_SUMS = {
    "funds-sum": frozenset({Block.FUNDS}),
    "weights-total": frozenset(Block),  # 预算执行率 has its points in the block of the funds
    "weights-split": frozenset({Block.INDICATORS}),
    "printed-total": frozenset(Block),
}
"""The checks of sums, and the blocks in which their parts are typed."""
_POINTS = frozenset({Block.INDICATORS})
_AWAITS = dict.fromkeys(_SUMS, _POINTS) | {"funds-sum": frozenset({Block.FUNDS})}
"""The block whose blanks they wait for: an amount that is blank is no point that is missing."""


Key = tuple[str, Path]


def block_of(evaluation: Evaluation, path: Path | None) -> Block | None:
    """The block where a field stands; nothing for the head and the goals."""
    node = None if path is None else find(evaluation, path.node)
    return _BLOCKS.get(type(node))


def unfinished(evaluation: Evaluation, problems: Iterable[Problem]) -> frozenset[Block]:
    """The blocks where something is still to be written: a row, or an amount beside others.

    Where all rows are written the form is finished, and a source without an amount has none.
    """
    blank = {one.path.node for one in problems if one.unfilled}
    found = {_BLOCKS.get(type(node)) for node in nodes(evaluation) if node.id in blank}
    groups = (group for category in evaluation.categories for group in category.groups)
    if any(_has_unwritten(Same(group)) for group in groups):
        found.add(Block.INDICATORS)
    for name in AMOUNTS if Block.INDICATORS in found else ():
        written = {bool(getattr(fund, name).strip()) for fund in evaluation.funds}
        if len(written) > 1:
            found.add(Block.FUNDS)
    return frozenset(block for block in found if block is not None)


@lru_cache(maxsize=1024)
def _has_unwritten(same: Same[Group]) -> bool:
    """Whether a row of a group is unwritten; kept, for it is asked at each save."""
    return any(map(is_unwritten, same.value.indicators))


class Calm(Struct, frozen=True):
    """What may stay neutral.

    ``told``: problems that are told in full, because they were asked for or stood when the clerk
    left their block; ``block``: where the clerk stands; ``awaited``: the blocks that were
    unfinished when the form was opened and that the clerk has not left since.
    """

    told: frozenset[Key] = frozenset()
    block: Block | None = None
    awaited: frozenset[Block] = frozenset()

    @classmethod
    def opened(cls, evaluation: Evaluation, problems: Collection[Problem]) -> Calm:
        """A form is opened: the sums that are wrong in it are told where all parts are there."""
        return cls(awaited=unfinished(evaluation, problems)).moved(None, problems)

    def moved(self, block: Block | None, problems: Iterable[Problem]) -> Calm:
        """The clerk went to another block: the sums of what was left are told from here on.

        A doubt about a sum waits for blanks only together with an error: where the points are all
        given out, or the amounts differ by a rounding, what is still blank changes nothing in it.
        """
        awaited = self.awaited - {self.block} if block is not self.block else self.awaited
        found = [problem for problem in problems if problem.code in _SUMS]
        total = any(problem.code == "weights-total" for problem in found)
        sums = {
            _key(problem)
            for problem in found
            if not _AWAITS[problem.code] & awaited
            or (
                problem.severity is Severity.WARNING
                and not (total and problem.code == "weights-split")
            )
        }
        return Calm(self.told | sums, block, awaited)

    def asked(self, problems: Iterable[Problem]) -> Calm:
        """The clerk asked for a check: all that stands is told; what comes later is calm again."""
        return replace(self, told=frozenset(map(_key, problems)))

    def edited(self, problems: Iterable[Problem]) -> Calm:
        """What is mended is forgotten, so that it is calm when it comes back."""
        still = self.told.intersection(map(_key, problems)) if self.told else self.told
        return self if len(still) == len(self.told) else replace(self, told=still)

    def told_calmly(self, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
        """The problems, with ``pending`` on those that are not told in full yet."""
        return tuple(_pending(one) if self._spares(one) else one for one in problems)

    def _spares(self, problem: Problem) -> bool:
        if _key(problem) in self.told:
            return False
        if problem.code not in _SUMS:
            return problem.unfilled
        here = self.block in _SUMS[problem.code]
        return here or bool(_AWAITS[problem.code] & self.awaited)


def _key(problem: Problem) -> Key:
    return problem.code, problem.path


@lru_cache(maxsize=4096)
def _pending(problem: Problem) -> Problem:
    return replace(problem, pending=True)
