"""What stands in a form is shown as it is written, wherever the window shows it.

Each command is done on a form whose every text is a piece of markup; then every label, box,
button, menu, tab, tooltip and list of every window is looked at.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex
from PySide6.QtGui import QAction, QDesktopServices, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QDialog,
    QFileDialog,
    QGroupBox,
    QLabel,
    QMenu,
    QMessageBox,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from core.archive.archive import Archive
from core.archive.records import Summary
from core.model.evaluation import Category, Evaluation, Group, Indicator, NamedText
from core.sample import sample
from ui.main_window import MainWindow
from ui.plain import caption, tip
from ui.plain_box import PlainBox
from ui.shell.command_table import COMMANDS

TURNING = "\u202e"
NAME = f'<img src="file:///etc/passwd"><b>坏</b>{TURNING}&x'
MARKUP = "<img"
A_KEY = re.compile("(?<!&)&(&&)*x")
ROOT = Path(__file__).parents[2]
NOT_DONE = {
    "quit",  # the window would be gone
    "print",  # the system's own dialog
}


def poisoned() -> Evaluation:
    """The sample with markup in place of every text."""

    def row(number: int, indicator: Indicator) -> Indicator:
        target = NAME if number % 2 else indicator.target
        return replace(indicator, name=NAME, actual=NAME, deviation=NAME, target=target)

    def group(one: Group) -> Group:
        rows = tuple(row(number, each) for number, each in enumerate(one.indicators))
        return replace(one, name=NAME, indicators=rows)

    def category(one: Category) -> Category:
        return replace(one, name=NAME + one.name, groups=tuple(map(group, one.groups)))

    form = sample()
    return replace(
        form,
        title=NAME,
        project=NAME,
        department=NAME,
        unit=NAME,
        goal_expected=NAME,
        goal_actual=NAME,
        funds=tuple(replace(fund, name=NAME) for fund in form.funds),
        categories=tuple(map(category, form.categories)),
        sections=(NamedText(id=9_001, name=NAME, text=NAME),),
        signatures=(NamedText(id=9_002, name=NAME, text=NAME),),
    )


def put(archive: Archive) -> int:
    archive.add(replace(poisoned(), year=2020), Summary())
    return archive.add(poisoned(), Summary())


@pytest.fixture
def poisoned_window(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> MainWindow:
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(
            QFileDialog, name, lambda *_, **__: (str(tmp_path / f"{NAME[-8:]}.pdf"), "")
        )
    monkeypatch.setattr(
        QFileDialog, "getOpenFileNames", lambda *_, **__: ([str(tmp_path / NAME)], "")
    )
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, **__: "")
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: True)
    number = window.shelf.ask(put)
    assert window.filing.open(number)
    qtbot.waitUntil(lambda: window.open_form.id == number)
    return window


def test_markup_in_a_form_is_never_markup_in_the_window(
    poisoned_window: MainWindow, qtbot: QtBot
) -> None:
    window, found = poisoned_window, set[str]()
    number = window.open_form.id or 0
    for command in COMMANDS:
        if command.id in NOT_DONE:
            continue
        if window.open_form.id != number:
            window.filing.open(number)
        action = window.commands[command.id]
        if action.isEnabled():
            action.trigger()
        qtbot.waitUntil(lambda: not window.jobs.running, timeout=20_000)
        QApplication.processEvents()
        for top in QApplication.topLevelWidgets():
            found |= set(look_at(top))
        for top in QApplication.topLevelWidgets():
            if isinstance(top, (QDialog, QMenu)) and top.isVisible():
                top.close()
        QApplication.processEvents()
    # That it was shown at all, and in how many different ways.
    assert len(found) > 8, sorted(found)


def look_at(top: QWidget) -> Iterator[str]:
    """Fail where markup would be markup; the kinds of places where it is shown plainly."""
    for action in top.findChildren(QAction):
        assert_plain_action(action, type(top).__name__)
    for widget in [top, *top.findChildren(QWidget)]:
        kind = type(widget).__name__
        assert_plain_tip(widget.toolTip(), kind)
        for text in captions(widget):
            assert_no_key(text, kind)
        for action in widget.actions():
            assert_plain_action(action, kind)
        if isinstance(widget, (QLabel, QAbstractButton)):
            assert TURNING not in widget.text(), f"{kind} {widget.objectName()}: {widget.text()}"
        if isinstance(widget, QLabel) and MARKUP in widget.text():
            assert widget.textFormat() is Qt.TextFormat.PlainText, widget.text()
            yield f"{kind} {widget.objectName()}"
        if isinstance(widget, QAbstractItemView) and look_at_items(widget.model()):
            yield f"{kind} {widget.objectName()}"


def captions(widget: QWidget) -> list[str]:
    match widget:
        case QAbstractButton():
            return [widget.text()]
        case QGroupBox():
            return [widget.title()]
        case QTabBar():
            return [widget.tabText(at) for at in range(widget.count())]
    return []


def look_at_items(model: QAbstractItemModel | None, parent: QModelIndex | None = None) -> bool:
    if model is None:
        return False
    above = QModelIndex() if parent is None else parent
    shown = False
    for row in range(min(model.rowCount(above), 60)):
        for column in range(columns_of(model, above)):
            index = model.index(row, column, above)
            tip_ = index.data(Qt.ItemDataRole.ToolTipRole)
            assert_plain_tip(str(tip_ or ""), type(model).__name__)
            shown = shown or MARKUP in str(index.data())
            if column == 0 and model.rowCount(index):
                shown = look_at_items(model, index) or shown
    return shown


def columns_of(model: QAbstractItemModel, parent: QModelIndex) -> int:
    # Of a list it is private; a list has one.
    return 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)


def assert_plain_action(action: QAction, where: str) -> None:
    assert_no_key(action.text(), where)
    assert_plain_tip(action.toolTip(), where)


def assert_plain_tip(text: str, where: str) -> None:
    assert not (MARKUP in text and Qt.mightBeRichText(text)), f"{where}: {text}"


def assert_no_key(text: str, where: str) -> None:
    assert not A_KEY.search(text), f"{where}: {text}"


def test_boxes_are_plain_in_both_texts(window: MainWindow) -> None:
    box = PlainBox(window, chapter="打开")
    box.setText(NAME)
    box.setInformativeText(NAME)
    labels = [label for label in box.findChildren(QLabel) if MARKUP in label.text()]
    assert len(labels) == 2
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}


def test_tips_and_captions_show_what_is_written() -> None:
    assert tip("得 3 分\n分值 5 分") == "得 3 分\n分值 5 分"
    assert tip(NAME + "\n二").startswith("<p>&lt;img src=")
    assert caption("A&B") == "A&&B"


def test_labels_and_boxes_are_made_by_one_module() -> None:
    """What guesses is not made elsewhere; ``dialog.Box`` only serves ``plain_box.PlainBox``."""
    guessing = {QLabel.__name__, QMessageBox.__name__, "Box"}
    for path in (ROOT / "ui").rglob("*.py"):
        if path.name in {"plain.py", "plain_box.py"}:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            bases = [ast.unparse(base) for base in getattr(node, "bases", ())]
            assert called not in guessing, path
            if (path.name, getattr(node, "name", "")) != ("dialog.py", "Box"):
                assert not guessing & set(bases), path
            assert not called.startswith(("QMessageBox.question", "QMessageBox.warning")), path
