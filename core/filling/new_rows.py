"""Rows that a paste adds, under the levels that they name: as an edit of the indicator tree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from core.exchange.clipboard_formats import Block
from core.filling.naming import short
from core.model.edits import Edit, Insert, Place, Remove
from core.model.evaluation import ROOT, Category, Evaluation, Group, Indicator, fresh_id

CATEGORY, GROUP = "category", "group"
Columns = Sequence[str]
"""For each column of a block what it holds on an indicator row; ``""`` for a label."""


class NewRow(Struct):
    """An indicator to be added; ``None`` as a level's name means: as in the row above."""

    category: str | None = None
    group: str | None = None
    fields: dict[str, str] = field(default_factory=dict)


def new_row(columns: Columns, texts: Sequence[str | None]) -> NewRow:
    """The indicator that one row of a block is."""
    row = NewRow()
    for name, text in zip(columns, texts, strict=False):
        if not text or not name:
            continue
        if name == CATEGORY:
            row.category = text
        elif name == GROUP:
            row.group = text
        else:
            row.fields[name] = text
    return row


def brings_levels(columns: Columns, block: Block) -> bool:
    """Whether a block is a table with its own levels: they stand before the indicators' names."""
    width = max(map(len, block), default=0)
    if not block[1:] or "name" not in columns[:width] or columns[0] not in {CATEGORY, GROUP}:
        return False
    levels = columns.index("name")
    return any(text for texts in block for text in texts[:levels])


def fits(rows: Sequence[tuple[Category, Group, Indicator]], block: Block, columns: Columns) -> bool:
    """Whether each row of the block that meets an indicator names the very levels it has."""
    known = [(category.name, group.name) for category, group, _ in rows[: len(block)]]
    news = [new_row(columns, texts) for texts in block[: len(known)]]
    named = _named(known[0] if known else ("", ""), news)
    return all(
        _bare(category) == _bare(old_category) and _bare(group) == _bare(old_group)
        for (category, group, _), (old_category, old_group) in zip(named, known, strict=True)
    )


def _bare(name: str) -> str:
    """A level's name however it is written: 社会效益 in two lines, with or without 指标."""
    return short("".join(name.split()))


def added_rows(
    evaluation: Evaluation, rows: list[NewRow], first_id: int | None = None
) -> list[Edit]:
    """Edits that add these rows at the end of the tree, under the levels that they name."""
    if not rows:
        return []
    ids = iter(range(first_id or fresh_id(evaluation), 2**62))
    last = evaluation.categories[-1] if evaluation.categories else None
    above = (last.name if last else "", last.groups[-1].name if last else "")
    edits: list[Edit] = []
    named = _named(above, rows)
    for number, (category, members) in enumerate(groupby(named, key=lambda row: row[0])):
        groups = [
            Group(
                id=next(ids),
                name=group,
                indicators=tuple(indicator_of(next(ids), fields) for _, _, fields in in_group),
            )
            for group, in_group in groupby(members, key=lambda row: row[1])
        ]
        if number == 0 and last is not None and category == last.name:
            edits.append(Remove(frozenset({last.id})))
            edits.append(Insert(Place(ROOT, "categories"), _joined(last, groups)))
        else:
            new = Category(id=next(ids), name=category, groups=tuple(groups))
            edits.append(Insert(Place(ROOT, "categories"), new))
    return edits


def replaced_rows(evaluation: Evaluation, gone: frozenset[int], rows: list[NewRow]) -> list[Edit]:
    """Edits that put these rows in the place of others, as when a whole table is brought in."""
    remaining = replace(
        evaluation,
        categories=tuple(
            replace(category, groups=groups)
            for category in evaluation.categories
            if (groups := tuple(_groups_left(category, gone)))
        ),
    )
    return [Remove(gone), *added_rows(remaining, rows, fresh_id(evaluation))]


def _groups_left(category: Category, gone: frozenset[int]) -> Iterator[Group]:
    for group in category.groups:
        rows = tuple(row for row in group.indicators if row.id not in gone)
        if rows:
            yield replace(group, indicators=rows)


def indicator_of(node: int, fields: Mapping[str, Any]) -> Indicator:
    """A new indicator with these fields."""
    return Indicator(id=node, **fields)


def _named(above: tuple[str, str], rows: Sequence[NewRow]) -> list[tuple[str, str, dict[str, str]]]:
    """Each row with the names of its levels; a new first level begins without a second one."""
    category, group = above
    named = []
    for row in rows:
        if row.category is not None and row.category != category:
            category, group = row.category, ""
        if row.group is not None:
            group = row.group
        named.append((category, group, row.fields))
    return named


def _joined(category: Category, groups: list[Group]) -> Category:
    """The category with more groups; the first goes on with its last one if they share a name."""
    *before, end = category.groups
    if groups[0].name == end.name:
        end = replace(end, indicators=(*end.indicators, *groups[0].indicators))
        groups = groups[1:]
    return replace(category, groups=(*before, end, *groups))
