"""Every dialog has the same margins, one blue button, whole words and no bar to scroll sideways."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from core.manual import chapters
from tests.ui.every_dialog import CHANGING, LOOKING, OPENERS
from ui.boxes import ask, tell
from ui.dialog import FRAME, MARGINS, Box, Dialog, is_primary
from ui.elided import Elided
from ui.help.manual_window import ManualWindow
from ui.main_window import MainWindow
from ui.plain import PlainBox
from ui.shell.shortcuts import ShortcutPage
from ui.tables import FIGURES, Listing, fill, listing

SCREENS = [(1366, 768), (683, 384)]
OWN_SIZE = {"source"}
"""A foreign table is as wide as it is."""


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
        if not one.isVisible() or isinstance(one, Elided):
            continue
        lines = isinstance(one, QLabel) and not one.wordWrap() and one.text()
        if (lines or (isinstance(one, QAbstractButton) and one.text())) and (
            one.width() < one.minimumSizeHint().width()
        ):
            found.append(f"{type(one).__name__} {one.property('text')}")
    return found


@pytest.mark.parametrize("screen", SCREENS, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", LOOKING)
def test_it_is_laid_out_as_the_others(
    name: str,
    screen: tuple[int, int],
    shared_window: MainWindow,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    is_laid_out_as_the_others(name, screen, shared_window, qtbot, monkeypatch)


@pytest.mark.parametrize("name", CHANGING)
def test_it_is_laid_out_as_the_others_after_what_it_changes(
    name: str, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    for screen in sorted(SCREENS):  # what has once been large may stay so
        opened = is_laid_out_as_the_others(name, screen, window, qtbot, monkeypatch)
        if opened is not window:
            opened.close()
            QApplication.sendPostedEvents(opened, QEvent.Type.DeferredDelete)


def is_laid_out_as_the_others(
    name: str,
    screen: tuple[int, int],
    window: MainWindow,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> QWidget:
    free = QRect(0, FRAME, screen[0], screen[1] - FRAME)
    monkeypatch.setattr("ui.dialog.room", lambda _: free)
    window.resize(free.size())
    opened = OPENERS[name](window)
    if opened is not window:
        qtbot.addWidget(opened)
    qtbot.waitUntil(opened.isVisible)
    for _ in range(3):
        QApplication.processEvents()
    layout = opened.layout()
    if isinstance(opened, Dialog) and not isinstance(opened, ShortcutPage) and layout is not None:
        around = layout.contentsMargins()
        assert (around.left(), around.top(), around.right(), around.bottom()) == MARGINS
    if isinstance(opened, QMessageBox):
        blue = [one for one in opened.findChildren(QPushButton) if is_primary(one)]
        assert blue == [opened.defaultButton()]
    if screen == SCREENS[0] or name == "empty_archive":
        assert sideways(opened) == []
    assert cut(opened) == []
    return opened


def test_the_only_button_of_a_box_is_the_blue_one(window: MainWindow, qtbot: QtBot) -> None:
    for box in (
        tell(window, "自评通", "不能打开。"),
        ask(window, "自评通", "可以吗？", "", ("可以", lambda: None), ("换一个", lambda: None)),
    ):
        qtbot.addWidget(box)
        blue = [one for one in box.findChildren(QPushButton) if is_primary(one)]
        assert blue == [box.defaultButton()]
        assert [one.isDefault() for one in blue] == [True]


def test_a_box_keeps_its_margins_when_it_asks_more(window: MainWindow, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QCheckBox

    box = PlainBox(window)
    qtbot.addWidget(box)
    box.setText("总分 96.7 分，优")
    box.addButton("定稿", QMessageBox.ButtonRole.AcceptRole)
    box.open()
    margins = _margins(box)
    box.setCheckBox(QCheckBox("表后加上签字栏", box))
    assert _margins(box) == margins


def _margins(box: Box) -> tuple[int, ...]:
    layout = box.layout()
    assert layout is not None
    around = layout.contentsMargins()
    return around.left(), around.top(), around.right(), around.bottom()


def test_a_field_looks_the_same_whenever_it_came_into_its_dialog(
    window: MainWindow, qtbot: QtBot
) -> None:
    def pictured(*, early: bool) -> QImage:
        dialog, text = Dialog(window), QPlainTextEdit("原因")
        qtbot.addWidget(dialog)
        if early:
            text.ensurePolished()
        QVBoxLayout(dialog).addWidget(text)
        dialog.resize(200, 100)
        dialog.show()
        text.clearFocus()
        QApplication.processEvents()
        return dialog.grab().toImage()

    assert pictured(early=True) == pictured(early=False)


def test_figures_end_below_each_other_and_below_their_head(qtbot: QtBot) -> None:
    table = listing("一览", ("项目名称", "总分", "大小"))
    qtbot.addWidget(table)
    fill(table, [("社保", "9.7", "2.1 MB"), ("水务", "100", "12.0 MB")])
    for column in range(3):
        head = table.horizontalHeaderItem(column)
        assert head is not None
        right = bool(head.textAlignment() & Qt.AlignmentFlag.AlignRight)
        assert right is (head.text() in FIGURES)
        for row in range(2):
            item = table.item(row, column)
            assert item is not None
            assert item.textAlignment() == head.textAlignment()


def test_an_empty_table_says_that_it_is(qtbot: QtBot) -> None:
    def pictured(nothing: str, *lines: tuple[str]) -> QImage:
        table: Listing = listing("备份", ("位置",), nothing=nothing)
        qtbot.addWidget(table)
        fill(table, lines)
        table.resize(300, 200)
        table.show()
        return table.grab().toImage()

    assert pictured("还没有备份") != pictured("")
    assert pictured("还没有备份", ("桌面",)) == pictured("", ("桌面",))


@pytest.mark.parametrize("width", [683, 960, 1400])
def test_a_chapter_of_the_manual_is_never_wider_than_its_page(
    width: int, application: QApplication, qtbot: QtBot
) -> None:
    del application
    manual = ManualWindow(chapters())
    qtbot.addWidget(manual)
    manual.resize(width, 480)
    for chapter in chapters():
        manual.open_at(chapter.title)
        manual.resize(width, 480)
        QApplication.processEvents()
        page, wide = manual.page.document(), manual.page.viewport().width()
        layout = page.documentLayout()
        for frame in page.rootFrame().childFrames():
            assert layout.frameBoundingRect(frame).right() <= wide, chapter.title
        block = page.begin()
        while block.isValid():
            left = layout.blockBoundingRect(block).left()
            for number in range(block.layout().lineCount() if block.text() else 0):
                line = block.layout().lineAt(number)
                assert left + line.x() + line.naturalTextWidth() <= wide, block.text()
            block = block.next()


def test_at_125_percent_the_archive_has_all_its_columns(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1093, 580)
    window.commands["home"].trigger()
    qtbot.waitUntil(lambda: bool(window.home.model.entries))
    QApplication.processEvents()
    head, seen = window.home.view.horizontalHeader(), window.home.view.viewport().width()
    assert head.length() <= seen


def test_while_nothing_is_explained_the_problems_have_the_room(window: MainWindow) -> None:
    upper, lower = window.right.splitter.sizes()
    assert lower < 100 < upper
