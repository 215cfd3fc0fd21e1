"""What a screen reader says: everything that takes keys or a click has a name, in plain words."""

import re
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.filling.spoken import spoken
from core.model.evaluation import ROOT
from core.model.path import Path
from tests.ui.every_dialog import OPENERS
from ui.main_window import MainWindow

ROLES = {
    QAccessible.Role.Button,
    QAccessible.Role.ButtonMenu,
    QAccessible.Role.CheckBox,
    QAccessible.Role.RadioButton,
    QAccessible.Role.ComboBox,
    QAccessible.Role.EditableText,
    QAccessible.Role.SpinBox,
    QAccessible.Role.List,
    QAccessible.Role.Table,
    QAccessible.Role.Tree,
    QAccessible.Role.Dialog,
    QAccessible.Role.MenuItem,
}
KEY = re.compile(r"Ctrl|Alt\+|Shift\+|F\d+\b|Enter|Esc\b")
OF_KEYS = "的快捷键："
"""A button on the page of keys is about its key."""
DEPTH = 12


def tree(one: QAccessibleInterface, depth: int = 0) -> Iterator[QAccessibleInterface]:
    """All that is shown, but for the single cells of tables and lists."""
    yield one
    cells = {QAccessible.Role.Table, QAccessible.Role.Tree, QAccessible.Role.List}
    if depth < DEPTH and one.role() not in cells:
        for at in range(one.childCount()):
            child = one.child(at)
            if child.isValid() and not _hidden(child):
                yield from tree(child, depth + 1)


def _hidden(one: QAccessibleInterface) -> bool:
    widget = one.object()
    return isinstance(widget, QWidget) and not widget.isVisible()


@pytest.mark.parametrize("name", [*OPENERS, "find", "palette"])
def test_everything_that_is_used_has_a_name(
    name: str, window_for: Callable[[str], MainWindow], qtbot: QtBot
) -> None:
    window = window_for(name)
    opened = window if name not in OPENERS else OPENERS[name](window)
    if name not in OPENERS:
        window.commands[name].trigger()
    elif opened is not window:
        qtbot.addWidget(opened)
    qtbot.waitUntil(opened.isVisible)
    QApplication.processEvents()
    unnamed = []
    for one in tree(QAccessible.queryAccessibleInterface(opened)):
        said = one.text(QAccessible.Text.Name)
        if one.role() in ROLES and (not said.strip() or KEY.search(said.partition(OF_KEYS)[0])):
            unnamed.append(f"{one.role().name} “{said}” {_place(one)}")
    assert not unnamed, "\n".join(unnamed)


def test_a_cell_is_said_with_its_row_and_its_column(window: MainWindow) -> None:
    form = window.document.evaluation
    row = next(row for row in form.indicators if row.name == "培训出勤率")
    path = Path(row.id, "actual")
    window.form.go_to(path)
    said = window.form.table.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == f"培训出勤率，实际完成值，{row.actual}"
    assert spoken(form, Path(form.funds[0].id, "annual"), "") == "年度资金总额，全年预算数，空"
    assert spoken(form, Path(ROOT, "unit"), form.unit) == f"实施单位，{form.unit}"
    assert spoken(form, Path(10_000, "actual"), "没有这一行") == "没有这一行"


def _place(one: QAccessibleInterface) -> str:
    found = one.object()
    widget = found if isinstance(found, QWidget) else None
    names = []
    while widget is not None:
        names.append(f"{type(widget).__name__}#{widget.objectName()}")
        widget = widget.parentWidget()
    return " < ".join(names[:5])
