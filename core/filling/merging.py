"""A form that was read, laid beside the open one: what it could fill in, and the edit that does.

Only blank cells are filled unless somebody chooses otherwise. A cell that shows a computed figure
is not blank. Rates and totals are computed and never taken. Amounts are converted into the open
form's unit; what its unit is unknown of is only taken when it is chosen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import count
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from core.filling.money_unit import converted, has_amounts
from core.filling.naming import short
from core.model.edits import Edit, Insert, Place, Remove, SetField, Together, apply
from core.model.evaluation import (
    ROOT,
    Category,
    Evaluation,
    Fund,
    Group,
    Indicator,
    fresh_id,
)
from core.model.fields import AMOUNTS, Kind, label, names
from core.model.number import MONEY_UNITS, normalized
from core.model.path import Path, read
from core.quoting import one_line
from core.regex import regex
from core.scoring.execution import total_fund
from core.scoring.scorecard import Scorecard

NAME = "填入导入的内容"
OTHER_FORM = "看起来不是同一份表，所以一处也没有替您选；确实要填的，请自己选。"
NO_UNIT = "文件里没有读到金额单位，金额没有选中，请核对单位后再选。"
_HEAD = names(
    Evaluation, lambda f: f.is_text and f.on_paper and f.kind not in {Kind.CHOICE, Kind.POINTS}
)
_FUND = tuple(name for name in names(Fund) if name not in {"name", "rate"})
_ROW = tuple(
    name for name in names(Indicator, lambda f: f.is_text and f.on_paper) if name != "name"
)
_FILLED = tuple(name for name in _ROW if name != "points")
_POINTS_IN_NAME = regex(r"[(]\d+(?:[.]\d+)?分?[)]$")

_T = TypeVar("_T")
_Key = tuple[str, ...]
_Row = tuple[Category, Group, Indicator]


class NewCell(Struct, frozen=True):
    """A text for a cell of the open form. ``blank``: nothing stands there and nothing is computed.

    ``doubtful``: its figure may mean another unit of money.
    """

    path: Path
    label: str
    own: str
    text: str
    blank: bool
    doubtful: bool = False


class NewRow(Struct, frozen=True):
    """A row that the open form lacks: an indicator with its levels, or a fund without."""

    label: str
    node: Indicator | Fund
    category: str = ""
    group: str = ""

    own = ""

    @property
    def text(self) -> str:
        """What stands in the row, in one line."""
        fields = _FUND if isinstance(self.node, Fund) else _ROW
        return "　".join(filter(None, (getattr(self.node, name).strip() for name in fields)))


Addition = NewCell | NewRow


class Merging(Struct, frozen=True):
    """What a form that was read could add to the open one, in paper order.

    ``usual``: which of them are taken where nobody chooses: 只填空白格. ``warnings`` say in Chinese
    what makes the two forms look like different ones.
    """

    own: Evaluation
    additions: tuple[Addition, ...]
    usual: frozenset[int]
    warnings: tuple[str, ...] = ()
    another: bool = False
    """Project, unit or year are others: nobody chooses for the clerk then, not even blank cells."""

    @property
    def at_first(self) -> frozenset[int]:
        """What is chosen before the clerk chooses."""
        return frozenset() if self.another else self.usual


def merging(own: Evaluation, card: Scorecard, other: Evaluation) -> Merging:
    """Lay ``other`` beside the open form, whose figures ``card`` are."""
    unit_known = other.money_unit in MONEY_UNITS and own.money_unit in MONEY_UNITS
    amounts_doubtful = has_amounts(other) and not unit_known
    if unit_known and other.money_unit != own.money_unit:
        other = apply(other, Together(tuple(converted(other, own.money_unit)), NAME))
    additions: list[Addition] = [
        *_head(own, other),
        *_funds(own, card, other, doubtful=amounts_doubtful),
        *_rows(own, card, other),
    ]
    begun = any(row.name.strip() or _is_filled(row) for row in own.indicators)
    usual = frozenset(
        at
        for at, one in enumerate(additions)
        if _is_usual(one, begun=begun, has_funds=bool(own.funds))
    )
    others = tuple(_differences(own, other))
    warnings = [
        *others,
        *([OTHER_FORM] if others else []),
        *([NO_UNIT] if amounts_doubtful else []),
    ]
    return Merging(own, tuple(additions), usual, tuple(warnings), bool(others))


def merge(found: Merging, chosen: Collection[int]) -> Together | None:
    """The one edit that takes the chosen additions; ``None`` where there is none.

    Blank rows without a name give way to indicators that come.
    """
    taken = [one for at, one in enumerate(found.additions) if at in chosen]
    rows = [one for one in taken if isinstance(one, NewRow)]
    # First the rows, whose ids are reckoned for the form as it is.
    edits = _inserts(found.own, rows)
    edits += [SetField(one.path, one.text) for one in taken if isinstance(one, NewCell)]
    gone = frozenset(
        row.id for row in found.own.indicators if not (row.name.strip() or _is_filled(row))
    )
    if gone and any(isinstance(one.node, Indicator) for one in rows):
        edits.append(Remove(gone))
    return Together(tuple(edits), NAME) if edits else None


def _is_usual(one: Addition, *, begun: bool, has_funds: bool) -> bool:
    if isinstance(one, NewCell):
        return one.blank and not one.doubtful
    return not (has_funds if isinstance(one.node, Fund) else begun)


def _differences(own: Evaluation, other: Evaluation) -> Iterator[str]:
    for name in ("project", "unit", "year"):
        mine, read_ = str(getattr(own, name)), str(getattr(other, name))
        if mine.strip() and read_.strip() and _bare(mine) != _bare(read_):
            named = label(Evaluation, name)
            yield f"{named}不同：打开的表是“{_line(mine)}”，文件里是“{_line(read_)}”。"


def _head(own: Evaluation, other: Evaluation) -> Iterator[NewCell]:
    paths = [(Path(ROOT, name), label(Evaluation, name)) for name in _HEAD]
    for kind in ("section", "signature"):
        texts = getattr(other, f"{kind}s")
        paths += [(Path(ROOT, f"{kind}:{part.name}"), part.name) for part in texts]
    for path, named in paths:
        yield from _cell(path, named, read(own, path), read(other, path))


def _cell(
    path: Path, named: str, own: str, text: str, *, computed: bool = False, doubtful: bool = False
) -> Iterator[NewCell]:
    if text.strip() and _bare(text) != _bare(own):
        yield NewCell(path, named, own, text, not own.strip() and not computed, doubtful)


def _funds(
    own: Evaluation, card: Scorecard, other: Evaluation, *, doubtful: bool
) -> Iterator[Addition]:
    for mine, fund in _paired(own.funds, other.funds, [_fund_keys(own), _fund_keys(other)]):
        if mine is None:
            if any(getattr(fund, name).strip() for name in AMOUNTS):
                yield NewRow(f"增加一行资金“{_line(fund.name)}”", replace(fund, rate=""))
            continue
        for name in _FUND:
            named = f"{_line(mine.name) or '项目资金'} · {label(Fund, name)}"
            yield from _cell(
                Path(mine.id, name),
                named,
                getattr(mine, name),
                getattr(fund, name),
                computed=name == "score"
                and mine.id == card.execution.fund
                and card.execution.score is not None,
                doubtful=doubtful and name in AMOUNTS,
            )


def _rows(own: Evaluation, card: Scorecard, other: Evaluation) -> Iterator[Addition]:
    mine = list(own.rows)
    theirs = [found for found in other.rows if found[2].name.strip() or _is_filled(found[2])]
    keys = [[_row_keys(found) for found in rows] for rows in (mine, theirs)]
    scored = {row.id: row.score for row in card.rows}
    for old, (category, group, row) in _paired(mine, theirs, keys):
        if old is None:
            named = "增加一行指标“" + _line(row.name) + "”"
            yield NewRow(named, row, category.name, group.name)
            continue
        for name in _ROW:
            yield from _cell(
                Path(old[2].id, name),
                f"{_line(old[2].name)} · {label(Indicator, name)}",
                getattr(old[2], name),
                getattr(row, name),
                computed=name == "score" and scored.get(old[2].id) is not None,
            )


def _paired(
    mine: Sequence[_T], theirs: Sequence[_T], keys: Sequence[Sequence[Sequence[_Key]]]
) -> Iterator[tuple[_T | None, _T]]:
    """Each of theirs with mine of the same key; of equal ones the first belongs to the first.

    Each has a list of keys, the exact one first; a weaker one only counts where it is the key of
    a single one on both sides.
    """
    found: dict[int, int] = {}
    for rank in range(max((len(ranked) for side in keys for ranked in side), default=0)):
        waiting = [
            _by_key(side, rank, taken)
            for side, taken in zip(keys, (set(found.values()), set(found)), strict=True)
        ]
        for key, at_theirs in waiting[1].items():
            at_mine = waiting[0].get(key, [])
            if rank and (len(at_mine) != 1 or len(at_theirs) != 1):
                continue
            found |= dict(zip(at_theirs, at_mine, strict=False))
    for at, one in enumerate(theirs):
        yield (mine[found[at]] if at in found else None), one


def _by_key(side: Sequence[Sequence[_Key]], rank: int, taken: set[int]) -> dict[_Key, list[int]]:
    by_key: dict[_Key, list[int]] = defaultdict(list)
    for at, ranked in enumerate(side):
        if at not in taken and rank < len(ranked) and ranked[rank][-1]:
            by_key[ranked[rank]].append(at)
    return by_key


def _row_keys(found: _Row) -> list[_Key]:
    category, group, row = found
    name = _bare(row.name)
    return [(_level(category.name), _level(group.name), name), (_level(group.name), name), (name,)]


def _fund_keys(form: Evaluation) -> list[list[_Key]]:
    """The total row is one whatever it is called."""
    total = total_fund(form.funds)
    return [[("total",)] if fund is total else [("part", _bare(fund.name))] for fund in form.funds]


def _inserts(own: Evaluation, rows: Sequence[NewRow]) -> list[Edit]:
    """Each row at the end of its group; groups and categories that are missing come with it."""
    ids = count(fresh_id(own))
    edits: list[Edit] = []
    categories: dict[str, int] = {}
    groups: dict[tuple[int, str], int] = {}
    for category in own.categories:
        there = categories.setdefault(_level(category.name), category.id)
        for group in category.groups:
            groups.setdefault((there, _level(group.name)), group.id)
    for one in rows:
        node = replace(one.node, id=next(ids))
        if isinstance(node, Fund):
            edits.append(Insert(Place(ROOT, "funds"), node))
            continue
        above = categories.get(_level(one.category))
        if above is None:
            group = Group(id=next(ids), name=one.group, indicators=(node,))
            new = Category(id=next(ids), name=one.category, groups=(group,))
            categories[_level(one.category)] = new.id
            groups[new.id, _level(one.group)] = group.id
            edits.append(Insert(Place(ROOT, "categories"), new))
        elif (below := groups.get((above, _level(one.group)))) is not None:
            edits.append(Insert(Place(below, "indicators"), node))
        else:
            group = Group(id=next(ids), name=one.group, indicators=(node,))
            groups[above, _level(one.group)] = group.id
            edits.append(Insert(Place(above, "groups"), group))
    return edits


def _is_filled(row: Indicator) -> bool:
    return any(getattr(row, name).strip() for name in _FILLED)


def _level(name: str) -> str:
    """A level's name however it is written: in two lines, with its points, without 指标."""
    return short(_POINTS_IN_NAME.sub("", _bare(name)))


def _bare(text: str) -> str:
    return "".join(normalized(text).split())


def _line(text: str) -> str:
    return one_line(text)
