"""The places to sign, below the table: lines for names, a field for the seal, 年 月 日 for a date.

A face gives each place the same length and the seal its own height; here is only what stands
beside what. A seal stands at the right of the last names, so that it costs hardly any height.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from core.regex import regex
from core.sheet.sheet import Align, Band, Role, Sign

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.model.path import Path
    from core.sheet.builder import Builder
    from core.sheet.layout import Span

T = TypeVar("T")

BESIDE_SEAL: Final = 4
"""So many rows for names are about as high as a seal."""

_DATE: Final = regex("日期$|时间$|年月日$")
_SEAL: Final = regex("盖章|公章|印章")
_PERSON: Final = regex("签字|签名|负责人|经办人|填报人|填表人|审核人|复核人|领导")
_ASIDE: Final = regex("[（(](?!.*章).*?[）)]|[：:\\s]")


class Entry(NamedTuple):
    """Who or what signs: the ``name`` of the place, what was typed there, whose field it is."""

    name: str
    text: str = ""
    path: Path | None = None


class _Placed(NamedTuple):
    slot: int
    entry: Entry
    rows: int


def sign_of(name: str) -> Sign:
    """What a place of this name waits for."""
    bare = _ASIDE.sub("", name)
    if _DATE.search(bare):
        return Sign.DATE
    return Sign.SEAL if _SEAL.search(bare) and not _PERSON.search(bare) else Sign.LINE


def add_signatures(builder: Builder, entries: Sequence[Entry], spans: Sequence[Span]) -> None:
    """Rows with a place for each entry; ``spans``: label, place, label, place … of a row."""
    filled = 0
    for line in _arranged(entries, len(spans) // 2):
        row = builder.row(Band.SIGNATURE)
        for slot, entry, rows in line:
            _add(builder, row, entry, spans[2 * slot : 2 * slot + 2], rows)
            if rows > 1:
                filled = row + rows
        taken = {placed.slot for placed in line} | ({1} if row < filled else set())
        for slot in range(len(spans) // 2):
            if slot not in taken:
                (first, width), (_, more) = spans[2 * slot : 2 * slot + 2]
                builder.add(row, (first, width + more), "", Role.BLANK, framed=False)


def even_spans(columns: int, pairs: int) -> list[Span]:
    """The spans of so many labels and places over a grid that knows nothing of them."""
    edges = [round(at * columns / (2 * pairs)) for at in range(2 * pairs + 1)]
    return [(left, right - left) for left, right in itertools.pairwise(edges)]


def _in_lots(items: Sequence[T], size: int) -> list[Sequence[T]]:
    return [items[at : at + size] for at in range(0, len(items), size)]


def _arranged(entries: Sequence[Entry], slots: int) -> Iterator[list[_Placed]]:
    seals = [entry for entry in entries if sign_of(entry.name) is Sign.SEAL]
    names = [entry for entry in entries if sign_of(entry.name) is not Sign.SEAL]
    beside = len(names) - min(len(names), BESIDE_SEAL * len(seals))
    for line in _in_lots(names[:beside], slots):
        yield [_Placed(slot, entry, 1) for slot, entry in enumerate(line)]
    groups = _in_lots(names[beside:], BESIDE_SEAL)
    for group, seal in zip(groups, seals, strict=False):
        for at, entry in enumerate(group):
            yield [_Placed(0, entry, 1), *([] if at else [_Placed(1, seal, len(group))])]
    for line in _in_lots(seals[len(groups) :], slots):
        yield [_Placed(slot, entry, 1) for slot, entry in enumerate(line)]


def _add(builder: Builder, row: int, entry: Entry, spans: Sequence[Span], rows: int) -> None:
    title = entry.name.rstrip("：:")
    node = (entry.path.node or None) if entry.path is not None else None
    label = title and title + "："
    builder.add(
        row, spans[0], label, Role.LABEL, rowspan=rows, align=Align.RIGHT, framed=False, node=node
    )
    builder.add(
        row,
        spans[1],
        entry.text,
        Role.BLANK if entry.path is None else Role.INPUT,
        rowspan=rows,
        align=Align.LEFT,
        path=entry.path,
        framed=False,
        sign=sign_of(entry.name),
    )
