"""The address of one field: a node's id and the field's name; reading and replacing by it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, TypeVar, cast

from msgspec.structs import replace

from core.model.evaluation import (
    ROOT,
    Evaluation,
    NamedText,
    Node,
    fresh_id,
    nodes,
    year_from_text,
)
from core.model.fields import FIELDS, names


class Path(NamedTuple):
    """Field ``field`` of the node with id ``node`` (``ROOT`` for the evaluation itself).

    A tuple, for every view looks up thousands of them at each edit, and a tuple's hash is quick.
    """

    node: int
    field: str


T = TypeVar("T")

_FIELDS = {kind: frozenset(names(kind)) for kind in FIELDS}


_NAMED = {"section": "sections", "signature": "signatures"}
"""``section:评价结论`` is the text of that name, whether the form holds it yet or not."""


class UnknownPathError(LookupError):
    """The path names no field of this evaluation."""


def find(evaluation: Evaluation, node_id: int) -> Node | None:
    """The node with this id, or ``None``."""
    # Not by ``nodes``: it is asked for several times at each key.
    for category in evaluation.categories:
        if category.id == node_id:
            return category
        for group in category.groups:
            if group.id == node_id:
                return group
            for row in group.indicators:
                if row.id == node_id:
                    return row
    others: Iterable[Node] = (*evaluation.funds, *evaluation.sections, *evaluation.signatures)
    return next((node for node in others if node.id == node_id), None)


def read(evaluation: Evaluation, path: Path) -> str:
    """The text of one field. Raises ``UnknownPathError``."""
    if path.node == ROOT:
        if (named := _named(path)) is not None:
            texts = getattr(evaluation, named[0])
            return next((part.text for part in texts if part.name == named[1]), "")
        if path.field not in _FIELDS[Evaluation]:
            raise UnknownPathError(path)
        return str(getattr(evaluation, path.field))
    return _text(find(evaluation, path.node), path)


def write(evaluation: Evaluation, path: Path, text: str) -> Evaluation:
    """A copy with one field replaced; the very same object when nothing differs.

    Raises ``UnknownPathError``.
    """
    if read(evaluation, path) == text:
        return evaluation
    if path.node == ROOT and (named := _named(path)) is not None:
        return _write_named(evaluation, *named, text)
    if path.node == ROOT:
        value = year_from_text(text) if path.field == "year" else text
        return _with(evaluation, **{path.field: value})
    return map_node(evaluation, path.node, lambda node: _with(node, **{path.field: text}))


def read_all(evaluation: Evaluation, paths: Iterable[Path]) -> list[str]:
    """As ``read`` of each, in one look through the form. Raises ``UnknownPathError``."""
    known = {node.id: node for node in nodes(evaluation)}
    return [
        read(evaluation, path) if path.node == ROOT else _text(known.get(path.node), path)
        for path in paths
    ]


def write_all(evaluation: Evaluation, texts: Iterable[tuple[Path, str]]) -> Evaluation:
    """As ``write`` of each in turn, in one pass through the form. Raises ``UnknownPathError``.

    Only for fields of nodes below the form itself.
    """
    known = {node.id: node for node in nodes(evaluation)}
    changed: dict[int, Node] = {}
    for path, text in texts:
        node = changed.get(path.node) or known.get(path.node)
        if _text(node, path) != text:
            changed[path.node] = _with(node, **{path.field: text})  # type: ignore[assignment]
    if not changed:
        return evaluation
    columns = {
        name: _renewed(column, changed, below)
        for name, below in _COLUMNS.items()
        for column in (getattr(evaluation, name),)
    }
    differing = {
        name: column for name, column in columns.items() if column is not getattr(evaluation, name)
    }
    return _with(evaluation, **differing) if differing else evaluation


_COLUMNS: dict[str, tuple[str, ...]] = {
    "funds": (),
    "categories": ("groups", "indicators"),
    "sections": (),
    "signatures": (),
}
"""The columns of the form, each with those that its nodes have below one another."""


def _renewed(
    column: tuple[T, ...], changed: Mapping[int, Node], below: tuple[str, ...]
) -> tuple[T, ...]:
    """The column with changed nodes in it; the very same one where there is none."""
    made = tuple(_renewed_node(node, changed, below) for node in column)
    return made if any(a is not b for a, b in zip(made, column, strict=True)) else column


def _renewed_node(node: T, changed: Mapping[int, Node], below: tuple[str, ...]) -> T:
    new = cast("T", changed.get(node.id, node))  # type: ignore[attr-defined]
    if below:
        inner = getattr(new, below[0])
        renewed = _renewed(inner, changed, below[1:])
        if renewed is not inner:
            new = _with(new, **{below[0]: renewed})
    return new


def _text(node: Node | None, path: Path) -> str:
    if node is None or path.field not in _FIELDS[type(node)]:
        raise UnknownPathError(path)
    return str(getattr(node, path.field))


def _named(path: Path) -> tuple[str, str] | None:
    """The column and the name of a ``section:`` or ``signature:`` field."""
    kind, colon, name = path.field.partition(":")
    return (_NAMED[kind], name) if colon and kind in _NAMED else None


def _write_named(evaluation: Evaluation, column: str, name: str, text: str) -> Evaluation:
    texts: tuple[NamedText, ...] = getattr(evaluation, column)
    found = next((part for part in texts if part.name == name), None)
    if found is not None:
        return map_node(evaluation, found.id, lambda part: replace(part, text=text))
    added = NamedText(id=fresh_id(evaluation), name=name, text=text)
    return _with(evaluation, **{column: (*texts, added)})


def map_node(evaluation: Evaluation, node_id: int, change: Callable[[Any], Node]) -> Evaluation:
    """A copy in which the node with this id is what ``change`` makes of it."""
    for name in ("funds", "sections", "signatures"):
        column = getattr(evaluation, name)
        mapped = _map_in(column, node_id, change)
        if mapped is not column:
            return _with(evaluation, **{name: mapped})
    return _with(
        evaluation,
        categories=_map_below(
            evaluation.categories,
            node_id,
            change,
            ("groups", "indicators"),
        ),
    )


def _map_in(column: tuple[T, ...], node_id: int, change: Callable[[Any], Any]) -> tuple[T, ...]:
    for index, node in enumerate(column):
        if node.id == node_id:  # type: ignore[attr-defined]
            return (*column[:index], change(node), *column[index + 1 :])
    return column


def _map_below(
    column: tuple[T, ...], node_id: int, change: Callable[[Any], Any], below: tuple[str, ...]
) -> tuple[T, ...]:
    mapped = _map_in(column, node_id, change)
    if mapped is not column or not below:
        return mapped
    for index, node in enumerate(column):
        inner = getattr(node, below[0])
        changed = _map_below(inner, node_id, change, below[1:])
        if changed is not inner:
            return (
                *column[:index],
                _with(node, **{below[0]: changed}),
                *column[index + 1 :],
            )
    return column


def _with(value: T, **changes: object) -> T:
    return replace(value, **changes)  # type: ignore[type-var]
