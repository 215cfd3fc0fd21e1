"""What changed between two forms: which field, its old and its new text (更正、历次版本)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from core.model.evaluation import Category, Evaluation, Fund, Group, Indicator, NamedText
from core.model.fields import label, names
from core.model.selfeval import to_dict
from core.years.row_pairs import keys, pairs

Row = tuple[Category, Group, Indicator]
Changes = Iterator["Change"]

ADDED, REMOVED = "增加", "删去"


@dataclass(frozen=True, slots=True)
class Change:
    """One field: its name in Chinese with the title of its row, the old and the new text."""

    name: str
    old: str
    new: str


def changes(old: Evaluation, new: Evaluation) -> tuple[Change, ...]:
    """Every difference of what the two forms say, in paper order; none where they say the same."""
    found = (
        *_heads(old, new),
        *_funds(old, new),
        *_rows(old, new),
        *_named(old.sections, new.sections),
        *_named(old.signatures, new.signatures),
    )
    if not found and to_dict(old) != to_dict(new):
        # Kept warnings, keys of other programs: nothing that stands on the paper.
        return (Change("纸面以外的内容（保留说明等）", "", "有改动"),)
    return found


def _heads(old: Evaluation, new: Evaluation) -> Changes:
    for name in names(Evaluation):
        yield from _field(label(Evaluation, name), str(getattr(old, name)), str(getattr(new, name)))


def _funds(old: Evaluation, new: Evaluation) -> Changes:
    for number, (one, other) in enumerate(zip_longest(old.funds, new.funds), start=1):
        title = _said(((other or one) or Fund(id=0)).name, f"项目资金第 {number} 行")
        yield from _node(one, other, title)


def _rows(old: Evaluation, new: Evaluation) -> Changes:
    before, after = tuple(old.rows), tuple(new.rows)
    partners = _partners(old, new)
    gone = sorted(set(range(len(before))) - {at for at in partners if at is not None})
    for index in gone:
        yield Change(f"{REMOVED}指标{_title(index, before[index])}", _whole(before[index]), "")
    for index, (row, partner) in enumerate(zip(after, partners, strict=True)):
        title = _title(index, row)
        if partner is None:
            yield Change(f"{ADDED}指标{title}", "", _whole(row))
            continue
        was = before[partner]
        yield from _field(f"{title}一级指标", was[0].name, row[0].name)
        yield from _field(f"{title}二级指标", was[1].name, row[1].name)
        yield from _node(was[2], row[2], title)
    found = [at for at in partners if at is not None]
    if found != sorted(found):
        yield Change(
            "指标的次序",
            _listed(before, sorted(found)),
            _listed(before, found),
        )


def _partners(old: Evaluation, new: Evaluation) -> tuple[int | None, ...]:
    """The same names first; then a row that was renamed where it stood."""
    partners = list(pairs(old, new))
    free = set(range(len(keys(old)))) - set(partners)
    for index, partner in enumerate(partners):
        if partner is None:
            above = partners[index - 1] if index else -1
            candidate = None if above is None else above + 1
            if candidate in free:
                partners[index] = candidate
                free.discard(candidate)
    return tuple(partners)


def _node(
    old: Fund | Indicator | None,
    new: Fund | Indicator | None,
    title: str,
) -> Changes:
    kind = type(old or new)
    for name in names(kind):
        was, now = (str(getattr(node, name, "")) for node in (old, new))
        yield from _field(title + label(kind, name), was, now)
    if (old is None or new is None) and old != new:
        yield Change(f"{ADDED if old is None else REMOVED}{title}", "", "")


def _named(old: tuple[NamedText, ...], new: tuple[NamedText, ...]) -> Changes:
    before, after = ({part.name: part.text for part in parts} for parts in (old, new))
    for name in dict.fromkeys((*before, *after)):
        if name not in before or name not in after:
            what = ADDED if name in after else REMOVED
            yield Change(f"{what}“{name}”", before.get(name, ""), after.get(name, ""))
        else:
            yield from _field(f"“{name}”", before[name], after[name])


def _field(name: str, old: str, new: str) -> Changes:
    if old != new:
        yield Change(name, old, new)


def _title(index: int, row: Row) -> str:
    return _said(row[2].name, f"第 {index + 1} 行")


def _said(name: str, otherwise: str) -> str:
    return f"“{name.strip()}”" if name.strip() else otherwise


def _whole(row: Row) -> str:
    category, group, indicator = row
    texts = (category.name, group.name, indicator.name)
    texts += tuple(getattr(indicator, name) for name in names(Indicator) if name != "name")
    return "；".join(filter(None, texts))


def _listed(rows: tuple[Row, ...], order: list[int]) -> str:
    return "、".join(rows[index][2].name.strip() or f"第 {index + 1} 行" for index in order)
