"""指标已批复: names, targets and points of an approved form change only with a 调整说明 (年中调整).

What is approved is fixed in the budget's 批复; a change in the course of the year has to be written
down.  So whatever act it is (typing, a paste, an import, an earlier version taken back), the form
before and after it are compared, and what it changes of the approved must be explained in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from core.model.edits import Edit, SetField, Together
from core.model.evaluation import ROOT, Category, Evaluation, Group, Indicator
from core.model.fields import label
from core.model.path import Path, find

LOCKED = ("name", "target", "points")
"""Of an indicator; of its levels the name."""
ADJUST, APPROVE, REVOKE = "年中调整", "锁定已批复的指标", "撤销批复"
SHORTEST = 2
"""Characters of an explanation that says something."""

_Row = tuple[Category, Group, Indicator]


class _Fixed(Struct, frozen=True):
    """What an approval fixes of one row."""

    levels: tuple[str, str]
    own: tuple[str, ...]


def is_approved(form: Evaluation) -> bool:
    """Whether the indicators of a form are 已批复."""
    return bool(form.targets_approved.strip())


def is_locked(form: Evaluation, path: Path | None) -> bool:
    """Whether a field is fixed by the approval."""
    if path is None or not is_approved(form) or path.field not in LOCKED:
        return False
    node = find(form, path.node)
    return isinstance(node, Indicator) or (
        isinstance(node, Category | Group) and path.field == "name"
    )


def approved_in_words(form: Evaluation) -> str:
    """``指标已批复（2021-03-15）``."""
    when = " ".join(form.targets_approved.split())[:20]
    return f"指标已批复（{when}）" if any(map(str.isdigit, when)) else "指标已批复"


def why_locked(form: Evaluation) -> str:
    """Why a cell takes no edits, and the way out."""
    return f"{approved_in_words(form)}，名称、指标值和分值不能直接改；要改请用“年中调整”，写明原因"


def breach(before: Evaluation, after: Evaluation) -> str:
    """Why an act may not be done: it changes what is approved and explains it not; else nothing.

    A row's own explanation covers its name, target and points; the form's covers everything.
    """
    if not is_approved(before):
        return ""
    explained = _is_explained(before.adjustment, after.adjustment)
    if not is_approved(after) and not explained:
        return f"{approved_in_words(before)}；撤销批复要写明原因"
    if before.categories is after.categories or explained:
        return ""
    were, are = tuple(before.rows), tuple(after.rows)
    if len(were) == len(are) and all(map(_is_same, were, are)):
        return ""
    if [row.id for *_, row in were] == [row.id for *_, row in are] and all(
        _is_covered(old, new) for old, new in zip(were, are, strict=True)
    ):
        return ""
    return why_locked(before)


def approve(when: str) -> SetField:
    """Lock the indicators of a form as approved on that day."""
    return SetField(Path(ROOT, "targets_approved"), when.strip() or "是")


def revoke(form: Evaluation, reason: str) -> Together:
    """Unlock the indicators, with the reason."""
    return _explained(form, (SetField(Path(ROOT, "targets_approved"), ""),), ROOT, reason, REVOKE)


def adjust_fields(form: Evaluation, fields: tuple[SetField, ...], reason: str) -> Together:
    """Change approved fields of one row or level, with the reason, in one act."""
    node = fields[0].path.node
    row = node if isinstance(find(form, node), Indicator) else ROOT
    return _explained(form, fields, row, reason, ADJUST)


def adjust(form: Evaluation, edits: tuple[Edit, ...], reason: str) -> Together:
    """Add, move or take out approved rows, with the reason, in one act."""
    return _explained(form, edits, ROOT, reason, ADJUST)


def says_something(reason: str) -> bool:
    """Whether an explanation is one."""
    return len("".join(reason.split())) >= SHORTEST


def adjusted_fields(form: Evaluation, row: int) -> Iterator[tuple[Path, str, str]]:
    """The approved fields of a row with their names and texts, for who adjusts them."""
    node = find(form, row)
    kinds = LOCKED if isinstance(node, Indicator) else ("name",)
    for name in kinds if isinstance(node, Indicator | Category | Group) else ():
        yield Path(row, name), label(type(node), name), getattr(node, name)


def _explained(
    form: Evaluation, edits: tuple[Edit, ...], node: int, reason: str, name: str
) -> Together:
    """The edits, with the reason written behind those that were written before."""
    told = " ".join(reason.split())
    place = Path(node, "adjustment")
    found = find(form, node)
    before = found.adjustment if isinstance(found, Indicator) else form.adjustment
    after = f"{before}\n{told}" if before else told
    return Together((*edits, SetField(place, after)), name)


def _is_same(old: _Row, new: _Row) -> bool:
    """Asked for each row at each key: what is shared was not touched."""
    if old[1] is new[1] and old[0].name == new[0].name:
        return True
    return _fixed(old) == _fixed(new)


def _is_covered(old: _Row, new: _Row) -> bool:
    was, now = _fixed(old), _fixed(new)
    if was.levels != now.levels:
        return False
    return was.own == now.own or _is_explained(old[2].adjustment, new[2].adjustment)


def _is_explained(before: str, after: str) -> bool:
    """Whether an explanation came; one that was written stays, or nothing would tell of it."""
    return after.startswith(before) and says_something(after.removeprefix(before))


def _fixed(row: _Row) -> _Fixed:
    category, group, indicator = row
    own = (indicator.name, indicator.target, indicator.points)
    return _Fixed((category.name, group.name), own)
