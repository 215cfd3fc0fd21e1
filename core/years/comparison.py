"""What changed between two forms: which field, its old and its new text (更正、历次版本).

A row that went elsewhere is told as moved, a level with another name once, not row by row. The
调整说明 of an approved row stands beside what it explains.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from core.model.evaluation import (
    Category,
    Evaluation,
    Evidence,
    Files,
    Fund,
    Group,
    Indicator,
    NamedText,
)
from core.model.fields import label, names
from core.model.selfeval import to_dict
from core.quoting import shown, size_in_words
from core.years.row_moves import matched, moved_runs, paired, partners

Row = tuple[Category, Group, Indicator]
Changes = Iterator["Change"]

ADDED, REMOVED, MOVED = "增加", "删去", "移动"
APPROVED = frozenset({"name", "target", "points"})
"""Of an indicator: what an approval fixes, and an adjustment explains."""


class Change(Struct, frozen=True):
    """One field: its name in Chinese with the title of its row, the old and the new text.

    ``reason``: the 调整说明 that was written for it.
    """

    name: str
    old: str
    new: str
    reason: str = ""


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


def added_text(old: str, new: str) -> str:
    """What was written behind a text; the whole where it was written anew."""
    return new.removeprefix(old).strip()


def _heads(old: Evaluation, new: Evaluation) -> Changes:
    reason = added_text(old.adjustment, new.adjustment)
    explains = old.targets_approved != new.targets_approved or any(_structure(old, new))
    for name in names(Evaluation):
        if name == "adjustment" and reason and explains:
            continue  # it stands beside what it explains
        was, now = (str(getattr(form, name)) for form in (old, new))
        why = reason if name == "targets_approved" else ""
        yield from _field(label(Evaluation, name), was, now, why)
    yield from _field(label(Evaluation, "evidence"), *_files(old.evidence, new.evidence))


def _funds(old: Evaluation, new: Evaluation) -> Changes:
    before, after = old.funds, new.funds
    bare = (["".join(fund.name.split()) for fund in funds] for funds in (before, after))
    found = paired(*bare)
    for index in sorted(set(range(len(before))) - set(found)):
        yield from _node(before[index], None, _said(before[index].name, _fund_row(index)))
    for index, (fund, partner) in enumerate(zip(after, found, strict=True)):
        title = _said(fund.name, _fund_row(index))
        yield from _node(None if partner is None else before[partner], fund, title)
    for run in moved_runs([(was, index) for index, was in enumerate(found) if was is not None]):
        for step in range(run.rows):
            title = _said(after[run.new + step].name, _fund_row(run.new + step))
            yield Change(f"{MOVED}{title}", _fund_row(run.old + step), _fund_row(run.new + step))


def _rows(old: Evaluation, new: Evaluation) -> Changes:
    reason = added_text(old.adjustment, new.adjustment)
    for change in _structure(old, new):
        yield replace(change, reason=reason)
    before, after = tuple(old.rows), tuple(new.rows)
    for index, (row, partner) in enumerate(zip(after, partners(old, new), strict=True)):
        if partner is not None:
            yield from _node(before[partner][2], row[2], _title(index, row))


def _structure(old: Evaluation, new: Evaluation) -> Changes:
    """Levels that are called otherwise; rows that came, went or were moved."""
    before, after = tuple(old.rows), tuple(new.rows)
    found = partners(old, new)
    both = [(was, index) for index, was in enumerate(found) if was is not None]
    for index in sorted(set(range(len(before))) - set(found)):
        yield Change(f"{REMOVED}指标{_title(index, before[index])}", _whole(before[index]), "")
    for index, partner in enumerate(found):
        if partner is None:
            yield Change(f"{ADDED}指标{_title(index, after[index])}", "", _whole(after[index]))
    told = set[int]()
    for moved, change in _levels(before, after, both):
        yield change
        told |= moved
    for run in moved_runs([pair for pair in both if pair[1] not in told]):
        title = _title(run.new, after[run.new])
        if run.rows > 1:
            last = run.new + run.rows - 1
            title = f"{title}至{_title(last, after[last])}共 {run.rows} 行"
        was, now = (_numbers(first, run.rows) for first in (run.old, run.new))
        yield Change(f"{MOVED}{title}", was, now)


def _levels(
    before: tuple[Row, ...], after: tuple[Row, ...], both: list[tuple[int, int]]
) -> Iterator[tuple[frozenset[int], Change]]:
    """Levels that are called otherwise or were moved, and rows that went into another group.

    With each the rows of the new form that were moved by it.
    """
    categories = matched((before[was][0], after[now][0]) for was, now in both)
    groups = matched((before[was][1], after[now][1]) for was, now in both)
    nothing, seen = frozenset[int](), set[int]()
    for was, now in both:
        (category, group, _), (to_category, to_group, _) = before[was], after[now]
        same_category = categories.get(category.id) == to_category.id
        if same_category and to_category.id not in seen:
            seen.add(to_category.id)
            for change in _field(label(Category, "name"), category.name, to_category.name):
                yield nothing, change
        if groups.get(group.id) != to_group.id:
            old, new = f"{category.name} / {group.name}", f"{to_category.name} / {to_group.name}"
            for change in _field(f"{MOVED}{_title(now, after[now])}", old, new):
                yield frozenset({now}), change
        elif to_group.id not in seen:
            seen.add(to_group.id)
            for change in _field(label(Group, "name"), group.name, to_group.name):
                yield nothing, change
            rows = frozenset(at for _, at in both if after[at][1] is to_group)
            title = f"{MOVED}二级指标{_said(to_group.name, '（没有名称）')}（{len(rows)} 行）"
            if not same_category:
                for change in _field(title, category.name, to_category.name):
                    yield rows, change


def _node(old: Fund | Indicator | None, new: Fund | Indicator | None, title: str) -> Changes:
    kind = type(old or new)
    reason, adjusted = "", frozenset[str]()
    if isinstance(old, Indicator) and isinstance(new, Indicator):
        reason = added_text(old.adjustment, new.adjustment)
        adjusted = frozenset(name for name in APPROVED if getattr(old, name) != getattr(new, name))
    for name in names(kind):
        if name == "adjustment" and reason and adjusted:
            continue  # it stands beside what it explains
        was, now = (str(getattr(node, name, "")) for node in (old, new))
        yield from _field(title + label(kind, name), was, now, reason if name in adjusted else "")
    if isinstance(old, Indicator) and isinstance(new, Indicator):
        filed = _files(old.evidence, new.evidence)
        yield from _field(title + label(Indicator, "evidence"), *filed)
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


def _field(name: str, old: str, new: str, reason: str = "") -> Changes:
    if old != new:
        yield Change(name, old, new, reason)


def _title(index: int, row: Row) -> str:
    return _said(row[2].name, f"第 {index + 1} 行")


def _fund_row(index: int) -> str:
    return f"项目资金第 {index + 1} 行"


def _numbers(first: int, count: int) -> str:
    return f"第 {first + 1} 行" if count == 1 else f"第 {first + 1}—{first + count} 行"


def _said(name: str, otherwise: str) -> str:
    return f"“{name.strip()}”" if name.strip() else otherwise


def _whole(row: Row) -> str:
    category, group, indicator = row
    texts = (category.name, group.name, indicator.name)
    texts += tuple(getattr(indicator, name) for name in names(Indicator) if name != "name")
    return "；".join(filter(None, texts))


def _files(old: Files, new: Files) -> tuple[str, str]:
    """Files by name; where another content has the same name, by size or, at last, by digest."""
    every = (*old, *new)

    def told(one: Evidence) -> str:
        name = shown(one.name).strip("“”")
        alike = [two for two in every if two.name == one.name and two.sha256 != one.sha256]
        if not alike:
            return name
        size = size_in_words(one.size)
        if size in map(size_in_words, (two.size for two in alike)):
            return f"{name}（{size}，校验码 {one.sha256[:8]}）"
        return f"{name}（{size}）"

    return "；".join(map(told, old)), "；".join(map(told, new))
