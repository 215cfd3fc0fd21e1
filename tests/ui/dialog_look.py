"""What makes dialogs look alike: margins, one blue button, whole words, no bar sideways."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QWidget,
)

from ui.dialog import MARGINS, SPACING, Dialog, Scrolling, is_primary
from ui.elided import Elided
from ui.scoring.bands import BandButton
from ui.shell.shortcuts import ShortcutPage

GIVES_WAY = (Elided, BandButton)
"""What is cut with a mark, and tells all of it in its tip."""
OWN_SIZE = {"source"}
"""A foreign table is as wide as it is."""


def lay_out(window: QWidget) -> None:
    """Give all their places: what a job told last would be laid out at the next turn only."""
    QApplication.sendPostedEvents()
    for one in (window, *window.findChildren(QWidget)):
        layout = one.layout()
        if layout is not None and one.isVisible():
            layout.activate()


def sideways(window: QWidget) -> list[str]:
    """The areas that would have to be scrolled to be read across."""
    return [
        f"{area.objectName() or type(area).__name__} {area.accessibleName()}"
        for area in window.findChildren(QAbstractScrollArea)
        if area.isVisible()
        and area.objectName() not in OWN_SIZE
        and area.horizontalScrollBar().isVisible()
    ]


def cut(window: QWidget) -> list[str]:
    """Words that are not seen in full, without being meant to give way."""
    found = []
    for one in window.findChildren(QWidget):
        if not one.isVisible() or isinstance(one, GIVES_WAY):
            continue
        lines = isinstance(one, QLabel) and not one.wordWrap() and one.text()
        if (lines or (isinstance(one, QAbstractButton) and one.text())) and (
            one.width() < one.minimumSizeHint().width()
        ):
            found.append(f"{type(one).__name__} {one.property('text')}")
    return found


def cut_without_a_mark(window: QWidget) -> list[str]:
    """Tables whose heads would be cut in the middle of a character where a column is narrow."""
    tables = [one for one in window.findChildren(QTableView) if one.isVisible()]
    return [
        table.accessibleName()
        for table in tables
        if table.horizontalHeader().isVisible()
        and table.objectName() not in OWN_SIZE
        and table.horizontalHeader().textElideMode() is Qt.TextElideMode.ElideNone
    ]


def unended(window: QWidget) -> list[str]:
    """Texts of several sentences whose last one has no full stop; a list of keys has none."""
    return [
        one.text()
        for one in window.findChildren(QLabel)
        if one.isVisible()
        and one.wordWrap()
        and not isinstance(one.window(), ShortcutPage)
        and any(mark in one.text() for mark in "；。\n")
        and not one.text().rstrip("”）").endswith(tuple("。？！…："))
    ]


def only_stops(dialog: QWidget) -> bool:
    """Whether all that can be done is to stop what is under way."""
    return [one.text() for one in dialog.findChildren(QPushButton)] == ["停止"]


TYPED = (QLineEdit, QPlainTextEdit, QAbstractSpinBox)
BESIDE = 12
"""Pixels between a field and its name, at most, where the name stands above it."""


def unnamed(window: QWidget) -> list[str]:
    """The fields for typing that nothing names in writing: what stands in them is gone at a key.

    A field to find something says so by its magnifier, and by what it says while it is empty.
    """
    labels = [
        QRect(one.mapTo(window, QPoint()), one.size())
        for one in window.findChildren(QLabel)
        if one.isVisible() and one.text().strip()
    ]
    found = []
    for field in window.findChildren(QWidget):
        inside = isinstance(field.parentWidget(), (QAbstractSpinBox, QComboBox))
        if not isinstance(field, TYPED) or not field.isVisible() or inside:
            continue
        if field.objectName() == "search" or field.property("readOnly"):
            continue
        box = QRect(field.mapTo(window, QPoint()), field.size())
        beside = any(
            one.right() < box.left() and one.top() <= box.bottom() and one.bottom() >= box.top()
            for one in labels
        )
        above = any(
            0 <= box.top() - one.bottom() <= BESIDE and abs(one.left() - box.left()) <= BESIDE
            for one in labels
        )
        if not beside and not above:
            found.append(f"{type(field).__name__} {field.accessibleName()}")
    return found


def enter_does_another_thing(dialog: QWidget, blue: list[QPushButton]) -> bool:
    """Whether Enter, pressed as soon as it opens, is not what its blue button says.

    Where that only closes nothing is decided by it: a list of things to do has the keys.
    """
    first = dialog.focusWidget()
    decides = [one for one in blue if one.text() != "关闭"]
    return bool(decides) and isinstance(first, QPushButton) and first not in blue


def overlapping(dialog: QWidget) -> list[str]:
    """The parts of a dialog that lie over one another."""
    seen = [
        one
        for one in dialog.findChildren(QWidget)
        if one.isVisible() and one.parentWidget() is dialog
    ]
    return [
        f"{one} {other}"
        for at, one in enumerate(seen)
        for other in seen[at + 1 :]
        if one.geometry().intersects(other.geometry())
    ]


def beyond_margin(dialog: QWidget) -> list[str]:
    """The parts of a dialog that reach into the margin on its right."""
    return [
        f"{type(one).__name__} {one.geometry()}"
        for one in dialog.findChildren(QWidget)
        if one.isVisible()
        and one.parentWidget() is dialog
        and one.geometry().right() >= dialog.width() - MARGINS[2]
    ]


FIELDS = (QLineEdit, QComboBox, QAbstractSpinBox)
SMALL = "small"


def _boxes(window: QWidget, kind: type[QWidget] | tuple[type[QWidget], ...]) -> list[QRect]:
    """Where the visible parts of a kind are, but for those inside another one and small ones."""
    return [
        QRect(one.mapTo(window, QPoint()), one.size())
        for one in window.findChildren(QWidget)
        if isinstance(one, kind)
        and one.isVisible()
        and one.objectName() != SMALL
        and not isinstance(one.parentWidget(), FIELDS)
    ]


def uneven(dialog: QWidget) -> list[str]:
    """Fields and the buttons beside them that are not equally high."""
    return [
        f"{field} {button}"
        for field in _boxes(dialog, FIELDS)
        for button in _boxes(dialog, QPushButton)
        if abs(field.center().y() - button.center().y()) <= SPACING // 2
        and field.height() != button.height()
    ]


def foot_gaps(dialog: QWidget) -> set[int]:
    """The pixels between neighbours in the row of buttons at the foot."""
    boxes = _boxes(dialog, QPushButton)
    lowest = max((one.bottom() for one in boxes), default=0)
    row = sorted((one.left(), one.right()) for one in boxes if one.bottom() == lowest)
    return {start - end - 1 for (_, end), (start, _) in pairwise(row)}


def assert_looks_like_the_others(opened: QWidget, *, whole: bool) -> None:
    """``whole``: nothing needs to be scrolled sideways either, for there is room."""
    layout = opened.layout()
    if isinstance(opened, Dialog) and layout is not None:
        around = layout.contentsMargins()
        assert (around.left(), around.top(), around.right(), around.bottom()) == MARGINS
    blue = [one for one in opened.findChildren(QPushButton) if is_primary(one)]
    if isinstance(opened, QMessageBox):
        assert blue == [opened.defaultButton()]
        texts = [one for one in opened.findChildren(QLabel) if one.text() and one.isVisible()]
        assert {one.mapTo(opened, QPoint()).x() for one in texts} == {MARGINS[0]}
        assert beyond_margin(opened) == []
    elif isinstance(opened, Dialog):
        assert len(blue) == 1 or only_stops(opened)
        assert not enter_does_another_thing(opened, blue)
    if whole:
        assert sideways(opened) == []
    assert cut(opened) == []
    assert cut_without_a_mark(opened) == []
    if isinstance(opened, Dialog):
        assert unnamed(opened) == []
        assert overlapping(opened) == []
        assert uneven(opened) == []
        assert unended(opened) == []
        for area in opened.findChildren(Scrolling):
            is_cut = area.verticalScrollBar().maximum() > 0
            lines = [one for one in area.findChildren(QWidget, "rule") if one.isVisible()]
            assert bool(lines) == is_cut
            assert is_cut or area.widget().width() == area.width()
    if isinstance(opened, (Dialog, QMessageBox)):
        assert all(gap == SPACING or gap > 2 * SPACING for gap in foot_gaps(opened))
