"""The address of one field: a node's id and the field's name; reading and replacing by it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

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


@dataclass(frozen=True, slots=True, order=True)
class Path:
    """Field ``field`` of the node with id ``node`` (``ROOT`` for the evaluation itself)."""

    node: int
    field: str


_FIELDS = {kind: frozenset(names(kind)) for kind in FIELDS}


_NAMED = {"section": "sections", "signature": "signatures"}
"""``section:评价结论`` is the text of that name, whether the form holds it yet or not."""


class UnknownPathError(LookupError):
    """The path names no field of this evaluation."""


def find(evaluation: Evaluation, node_id: int) -> Node | None:
    """The node with this id, or ``None``."""
    return next((node for node in nodes(evaluation) if node.id == node_id), None)


def read(evaluation: Evaluation, path: Path) -> str:
    """The text of one field. Raises ``UnknownPathError``."""
    if path.node == ROOT:
        if (named := _named(path)) is not None:
            texts = getattr(evaluation, named[0])
            return next((part.text for part in texts if part.name == named[1]), "")
        if path.field not in _FIELDS[Evaluation]:
            raise UnknownPathError(path)
        return str(getattr(evaluation, path.field))
    node = find(evaluation, path.node)
    if node is None or path.field not in _FIELDS[type(node)]:
        raise UnknownPathError(path)
    return str(getattr(node, path.field))


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


T = TypeVar("T")


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
