"""Places in a form file (``indicators/22/deviation``): their names for people, their addresses."""

from __future__ import annotations

from core.model.evaluation import ROOT, Evaluation, Fund, Indicator
from core.model.fields import FIELDS, label
from core.model.path import Path, read

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


class FormPlaces:
    """The places of one form, looked up without going through its rows each time."""

    def __init__(self, evaluation: Evaluation) -> None:
        self._form = evaluation
        self._rows = tuple(evaluation.rows)

    def path(self, place: str) -> Path | None:
        """The address of the field at a place; ``None`` where this form has no such field.

        A level has one address for all rows below it.
        """
        found = self._found(place)
        return None if found is None else found[0]

    def text(self, place: str) -> str:
        """What stands at a place; blank where this form has no such field."""
        found = self._found(place)
        if found is None:
            return ""
        path, node = found
        return read(self._form, path) if node is None else str(getattr(node, path.field))

    def _found(self, place: str) -> tuple[Path, object] | None:
        table, slash, rest = place.partition("/")
        if table in _NAMED and slash:
            return Path(ROOT, f"{_NAMED[table]}:{rest}"), None
        index, _, key = rest.partition("/")
        if table in _TABLES:
            return self._in_table(table, int(index), key) if index.isdigit() else None
        return None if rest else _at_node(ROOT, self._form, table)

    def _in_table(self, table: str, index: int, key: str) -> tuple[Path, object] | None:
        if table == "funds":
            funds = self._form.funds[index : index + 1]
            return _at_node(funds[0].id, funds[0], key) if funds else None
        found = self._rows[index : index + 1]
        if not found:
            return None
        category, group, row = found[0]
        if key == "level1":
            return _at_node(category.id, category, key)
        return _at_node(group.id, group, key) if key == "level2" else _at_node(row.id, row, key)


def _at_node(number: int, node: object, key: str) -> tuple[Path, object] | None:
    known = (field for field in FIELDS[type(node)] if field.is_text)
    name = next((field.name for field in known if key == (field.key or field.name)), None)
    return None if name is None else (Path(number, name), node)
