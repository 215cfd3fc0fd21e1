"""Places in a form file (``indicators/22/deviation``): their names for people, their addresses."""

from __future__ import annotations

from core.model.evaluation import ROOT, Category, Evaluation, Fund, Group, Indicator
from core.model.fields import FIELDS, label
from core.model.path import Path

_TABLES = {"indicators": "指标", "funds": "项目资金"}
_LEVELS = {"level1": "一级指标", "level2": "二级指标", "level3": "三级指标"}
_NAMED = {"sections": "section", "signatures": "signature"}


def place_name(place: str) -> str:
    """A place in words: ``indicators/2/target`` is 第 3 行指标的年度指标值."""
    table, _, rest = place.partition("/")
    index, _, key = rest.partition("/")
    if table in _TABLES and index.isdigit() and key:
        node = Indicator if table == "indicators" else Fund
        named = _LEVELS.get(key) or label(node, key)
        return f"第 {int(index) + 1} 行{_TABLES[table]}的{named}"
    if rest:
        return rest
    return _TABLES.get(table) or label(Evaluation, table)


def path_at(evaluation: Evaluation, place: str) -> Path | None:
    """The address of the field at a place; ``None`` where this form has no such field.

    A level has one address for all rows below it.
    """
    table, slash, rest = place.partition("/")
    if table in _NAMED and slash:
        return Path(ROOT, f"{_NAMED[table]}:{rest}")
    index, _, key = rest.partition("/")
    if table in _TABLES:
        return _in_table(evaluation, table, int(index), key) if index.isdigit() else None
    return None if rest else _at_node(ROOT, Evaluation, table)


def _in_table(evaluation: Evaluation, table: str, index: int, key: str) -> Path | None:
    if table == "funds":
        funds = evaluation.funds[index : index + 1]
        return _at_node(funds[0].id, Fund, key) if funds else None
    found = list(evaluation.rows)[index : index + 1]
    if not found:
        return None
    category, group, row = found[0]
    if key == "level1":
        return _at_node(category.id, Category, key)
    return _at_node(group.id, Group, key) if key == "level2" else _at_node(row.id, Indicator, key)


def _at_node(node: int, kind: type, key: str) -> Path | None:
    known = (field for field in FIELDS[kind] if field.is_text)
    name = next((field.name for field in known if key == (field.key or field.name)), None)
    return None if name is None else Path(node, name)
