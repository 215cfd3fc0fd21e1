"""Edits as values, and ``apply``: every change of an evaluation goes through here.

A group always holds an indicator and a category a group: removing or moving away the last one
takes the emptied parent with it, because neither paper nor file can show an empty group.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby
from operator import is_not
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from core.model.evaluation import (
    ROOT,
    Category,
    Evaluation,
    Evidence,
    Fund,
    Group,
    Indicator,
    NamedText,
    Node,
    nodes,
)
from core.model.fields import NODE_LABELS, label
from core.model.path import Path, find, map_node, write, write_all

COLUMN_KINDS: dict[str, type[Node]] = {
    "funds": Fund,
    "categories": Category,
    "groups": Group,
    "indicators": Indicator,
    "sections": NamedText,
    "signatures": NamedText,
}
"""Every list of nodes in an evaluation, with the kind it holds."""


class EditError(ValueError):
    """The edit does not fit the evaluation (a missing node, a node of the wrong kind)."""


class Place(Struct, frozen=True):
    """Where a node goes: in ``column`` of node ``parent``, before a sibling or at the end."""

    parent: int
    column: str
    before: int | None = None


class SetField(Struct, frozen=True):
    """Put ``text`` into the field at ``path``."""

    path: Path
    text: str


class Insert(Struct, frozen=True):
    """Put a new node (with everything below it) at ``place``."""

    place: Place
    node: Node


class Remove(Struct, frozen=True):
    """Take these nodes out, with everything below them."""

    ids: frozenset[int]


class Move(Struct, frozen=True):
    """Bring nodes of one kind, in their paper order, to ``place``."""

    ids: frozenset[int]
    place: Place


class Keep(Struct, frozen=True):
    """Let the warning ``code`` of a node stand, with a written 说明; a blank one takes it back."""

    node: int
    code: str
    text: str


class File(Struct, frozen=True):
    """The 佐证材料 of a row or of the form (``ROOT``) are these from now on."""

    node: int
    files: tuple[Evidence, ...]


class Together(Struct, frozen=True):
    """Several edits as one act with a name of its own (a paste, 自动计分 …)."""

    edits: tuple[Edit, ...]
    name: str


class Whole(Struct, frozen=True):
    """Another form in place of this one (an earlier version taken back)."""

    form: Evaluation
    name: str


Edit = SetField | Insert | Remove | Move | Keep | File | Together | Whole


def apply(evaluation: Evaluation, edit: Edit) -> Evaluation:  # noqa: PLR0911  (one kind a line)
    """The evaluation after ``edit``; the very same object when nothing changes.

    Raises ``EditError``, or ``UnknownPathError`` for a path that leads nowhere.
    """
    match edit:
        case SetField(path, text):
            return write(evaluation, path, text)
        case Insert(place, node):
            return _inserted(evaluation, place, (node,))
        case Remove(ids):
            return _pruned(_without(evaluation, ids))
        case Move(ids, place):
            return _moved(evaluation, ids, place)
        case Keep(node, code, text):
            return _kept_warning(evaluation, node, code, text)
        case File(node, files):
            return _filed(evaluation, node, files)
        case Together(edits):
            for alike, parts in groupby(edits, _sets_a_node):
                evaluation = _applied(evaluation, parts, alike=alike)
            return evaluation
        case Whole(form):
            return evaluation if form == evaluation else form


def _sets_a_node(edit: Edit) -> bool:
    return isinstance(edit, SetField) and edit.path.node != ROOT


def _applied(evaluation: Evaluation, parts: Iterable[Edit], *, alike: bool) -> Evaluation:
    """One after the other; ``alike``: fields of nodes, hundreds of them in a paste, at once."""
    if alike:
        sets = (part for part in parts if isinstance(part, SetField))
        return write_all(evaluation, ((part.path, part.text) for part in sets))
    for part in parts:
        evaluation = apply(evaluation, part)
    return evaluation


def describe(evaluation: Evaluation, edit: Edit) -> str:  # noqa: PLR0911  (as ``apply``)
    """The name of an edit as the undo menu shows it, for the evaluation before the edit."""
    match edit:
        case SetField(path):
            return f"修改{field_name(evaluation, path)}"
        case Insert(_, node):
            return f"添加{NODE_LABELS[type(node)]}"
        case Remove(ids):
            return f"删除{_kinds(evaluation, ids)}"
        case Move(ids):
            return f"移动{_kinds(evaluation, ids)}"
        case Keep(_, _, text):
            return "保留提醒" if text.strip() else "取消保留提醒"
        case File():
            return "更改佐证材料"
        case Together(_, name) | Whole(_, name):
            return name


def field_name(evaluation: Evaluation, path: Path) -> str:
    """The Chinese name of the field at ``path``."""
    if ":" in path.field:
        return path.field.partition(":")[2]
    node = find(evaluation, path.node) or evaluation
    if isinstance(node, NamedText) and path.field == "text":
        return node.name or label(NamedText, "text")
    return label(type(node), path.field)


def copied(node: Node, first_id: int) -> Node:
    """The same node and all below it under new ids, counted up from ``first_id``."""
    if isinstance(node, Group):
        rows = tuple(
            replace(row, id=first_id + 1 + index) for index, row in enumerate(node.indicators)
        )
        return replace(node, id=first_id, indicators=rows)
    if isinstance(node, Category):
        groups: list[Group] = []
        next_id = first_id + 1
        for group in node.groups:
            copy = copied(group, next_id)
            assert isinstance(copy, Group)  # noqa: S101  (narrows the type)
            groups.append(copy)
            next_id += 1 + len(copy.indicators)
        return replace(node, id=first_id, groups=tuple(groups))
    return replace(node, id=first_id)


def parent_place(evaluation: Evaluation, node_id: int) -> Place:
    """The place that a node has now (``before`` is its next sibling). Raises ``EditError``."""
    for parent, column, children in _columns(evaluation):
        for index, child in enumerate(children):
            if child.id == node_id:
                after = children[index + 1].id if index + 1 < len(children) else None
                return Place(parent, column, after)
    message = f"no node {node_id}"
    raise EditError(message)


def siblings(evaluation: Evaluation, place: Place) -> tuple[Node, ...]:
    """All nodes of the column that ``place`` names. Raises ``EditError``."""
    for parent, column, children in _columns(evaluation):
        if (parent, column) == (place.parent, place.column):
            return children
    message = f"no column {place.column} in node {place.parent}"
    raise EditError(message)


def _columns(evaluation: Evaluation) -> Iterable[tuple[int, str, tuple[Node, ...]]]:
    yield ROOT, "funds", evaluation.funds
    yield ROOT, "categories", evaluation.categories
    for category in evaluation.categories:
        yield category.id, "groups", category.groups
        for group in category.groups:
            yield group.id, "indicators", group.indicators
    yield ROOT, "sections", evaluation.sections
    yield ROOT, "signatures", evaluation.signatures


Children = tuple[Any, ...]


def map_columns(
    evaluation: Evaluation, change: Callable[[int, str, Children], Children]
) -> Evaluation:
    """Every column replaced by what ``change`` makes of it, innermost first."""

    def of_category(category: Category) -> Category:
        groups = tuple(of_group(group) for group in category.groups)
        return _with_columns(category, groups=change(category.id, "groups", groups))

    def of_group(group: Group) -> Group:
        return _with_columns(group, indicators=change(group.id, "indicators", group.indicators))

    categories = tuple(of_category(category) for category in evaluation.categories)
    return _with_columns(
        evaluation,
        funds=change(ROOT, "funds", evaluation.funds),
        categories=change(ROOT, "categories", categories),
        sections=change(ROOT, "sections", evaluation.sections),
        signatures=change(ROOT, "signatures", evaluation.signatures),
    )


T = TypeVar("T")


def _with_columns(value: T, **columns: Children) -> T:
    """``replace``, but the same object (and the same tuples) where nothing differs."""
    changed = {
        name: new
        for name, new in columns.items()
        if new is not (old := getattr(value, name))
        and (len(new) != len(old) or any(map(is_not, new, old)))
    }
    return replace(value, **changed) if changed else value  # type: ignore[type-var]


def _without(evaluation: Evaluation, ids: frozenset[int]) -> Evaluation:
    return map_columns(
        evaluation, lambda _, __, children: tuple(c for c in children if c.id not in ids)
    )


def _pruned(evaluation: Evaluation) -> Evaluation:
    """Without the groups that hold no indicator and the categories that hold no group."""

    def keep(_: int, column: str, children: Children) -> Children:
        if column == "groups":
            return tuple(child for child in children if child.indicators)
        if column == "categories":
            return tuple(child for child in children if child.groups)
        return children

    return map_columns(evaluation, keep)


def _inserted(evaluation: Evaluation, place: Place, new: tuple[Node, ...]) -> Evaluation:
    kind = COLUMN_KINDS.get(place.column)
    if kind is None or not all(isinstance(node, kind) for node in new):
        message = f"{place.column} does not hold {new!r}"
        raise EditError(message)
    siblings(evaluation, place)

    def splice(parent: int, column: str, children: Children) -> Children:
        if (parent, column) != (place.parent, place.column):
            return children
        at = next(
            (i for i, child in enumerate(children) if child.id == place.before), len(children)
        )
        return (*children[:at], *new, *children[at:])

    spliced = _pruned(map_columns(evaluation, splice))
    ids = [node.id for node in nodes(spliced)]
    if len(set(ids)) != len(ids):
        message = "an id is taken"
        raise EditError(message)
    return spliced


def _moved(evaluation: Evaluation, ids: frozenset[int], place: Place) -> Evaluation:
    moving = tuple(node for node in nodes(evaluation) if node.id in ids)
    before = place.before
    if before in ids:  # dropped onto one of the moved: the next that stays is meant
        order = [node.id for node in siblings(evaluation, place)]
        after = order[order.index(before) :] if before in order else []
        before = next((i for i in after if i not in ids), None)
    target = Place(place.parent, place.column, before)
    moved = _inserted(_without(evaluation, ids), target, moving)
    return evaluation if moved == evaluation else moved


def _kept_warning(evaluation: Evaluation, node_id: int, code: str, text: str) -> Evaluation:
    node = evaluation if node_id == ROOT else find(evaluation, node_id)
    if not isinstance(node, Evaluation | Indicator):
        message = f"node {node_id} keeps no warnings"
        raise EditError(message)
    others = [pair for pair in node.kept if pair[0] != code]
    kept = tuple(sorted([*others, (code, text)] if text.strip() else others))
    if kept == node.kept:
        return evaluation
    if node_id == ROOT:
        return replace(evaluation, kept=kept)
    return map_node(evaluation, node_id, lambda row: replace(row, kept=kept))


def _filed(evaluation: Evaluation, node_id: int, files: tuple[Evidence, ...]) -> Evaluation:
    node = evaluation if node_id == ROOT else find(evaluation, node_id)
    if not isinstance(node, Evaluation | Indicator):
        message = f"node {node_id} has no evidence"
        raise EditError(message)
    if files == node.evidence:
        return evaluation
    if node_id == ROOT:
        return replace(evaluation, evidence=files)
    return map_node(evaluation, node_id, lambda row: replace(row, evidence=files))


def _kinds(evaluation: Evaluation, ids: frozenset[int]) -> str:
    kinds = {type(node) for node in nodes(evaluation) if node.id in ids}
    return NODE_LABELS[kinds.pop()] if len(kinds) == 1 else "所选各行"
