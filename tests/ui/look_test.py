"""Boxes, the manual and lists look alike; what holds for each dialog stands in screens_test."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QTextBlock, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QListWidget,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QTreeWidget,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from core.manual import chapters
from tests.ui.dialog_look import beyond_margin, lay_out
from ui.archive.summary_table import SummaryTable
from ui.boxes import ask, tell
from ui.dialog import Box, Dialog, Scrolling, dialog_layout, is_primary, room
from ui.elided import Choice
from ui.fitted_columns import shared
from ui.help.manual_type import pieces
from ui.help.manual_window import ManualWindow
from ui.main_window import MainWindow
from ui.plain import PlainLabel
from ui.plain_box import PlainBox
from ui.shell.palette import ROW
from ui.tables import FIGURES, Listing, fill, listing

ROOT = Path(__file__).parents[2]


def blocks(page: QTextDocument) -> Iterator[QTextBlock]:
    """The paragraphs of a text, from its first to its last."""
    block = page.begin()
    while block.isValid():
        yield block
        block = block.next()


def test_the_only_button_of_a_box_is_the_blue_one(window: MainWindow, qtbot: QtBot) -> None:
    for box in (
        tell(window, "自评通", "不能打开。", chapter="打开"),
        ask(
            window,
            "自评通",
            "可以吗？",
            "",
            ("可以", lambda: None),
            ("换一个", lambda: None),
            chapter="打开",
        ),
    ):
        qtbot.addWidget(box)
        blue = [one for one in box.findChildren(QPushButton) if is_primary(one)]
        assert blue == [box.defaultButton()]
        assert [one.isDefault() for one in blue] == [True]


def test_a_box_keeps_its_margins_when_it_asks_more(window: MainWindow, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QCheckBox

    box = PlainBox(window, chapter="打开")
    qtbot.addWidget(box)
    box.setText("总分 96.7 分，优")
    box.addButton("定稿", QMessageBox.ButtonRole.AcceptRole)
    box.open()
    margins = _margins(box)
    box.setCheckBox(QCheckBox("表后加上签字栏", box))
    assert _margins(box) == margins


def test_a_box_as_wide_as_the_screen_keeps_its_margin_when_it_scrolls(
    window: MainWindow, qtbot: QtBot
) -> None:
    detail = "\n".join(["A" * 150, *["请核对。"] * 80])
    box = ask(window, "自评通", "可以吗？", detail, ("可以", lambda: None), chapter="打开")
    qtbot.addWidget(box)
    QApplication.processEvents()
    lay_out(box)
    assert box.findChild(Scrolling, "scrolls")
    assert beyond_margin(box) == []


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


@given(
    needs=st.lists(st.integers(0, 900), min_size=1, max_size=6),
    room=st.integers(-50, 3_000),
    least=st.integers(0, 120),
)
def test_columns_that_share_the_room_are_cut_alike(needs: list[int], room: int, least: int) -> None:
    widths = shared(needs, room, least)
    assert all(width >= least for width in widths)
    assert sum(widths) == max(room, sum(widths))  # all of it is used
    spare = [width for width, need in zip(widths, needs, strict=True) if width > max(need, least)]
    cut = [width for width, need in zip(widths, needs, strict=True) if width < need]
    assert not (cut and spare)
    widest_whole = max((w for w, n in zip(widths, needs, strict=True) if w >= n), default=0)
    assert all(width + len(needs) >= widest_whole for width in cut)


def test_a_long_choice_is_cut_in_its_middle_and_told_whole(
    application: QApplication, qtbot: QtBot
) -> None:
    del application
    name = "中心" + "很长的文件夹名称" * 10 + "签章.pdf"
    choice = Choice()
    qtbot.addWidget(choice)
    choice.addItems([name, "短"])
    choice.resize(200, 30)
    choice.show()
    choice.grab()
    assert choice.toolTip() == name
    choice.setCurrentIndex(1)
    choice.grab()
    assert choice.toolTip() == ""


@pytest.mark.parametrize("text", ["2021（1 份）", "短", "【甲】", "很长的文件名称.xlsx", "（）"])
def test_a_choice_as_wide_as_it_wants_to_be_is_not_cut(
    text: str, application: QApplication, qtbot: QtBot
) -> None:
    del application
    choice = Choice()
    qtbot.addWidget(choice)
    choice.addItem(text)
    choice.ensurePolished()
    choice.resize(choice.sizeHint())
    choice.show()
    choice.grab()
    assert choice.toolTip() == ""


def test_the_list_of_a_narrow_choice_is_as_wide_as_its_texts(
    window: MainWindow, qtbot: QtBot
) -> None:
    choice = Choice(window)
    qtbot.addWidget(choice)
    name = "上海市普陀区体育事业管理中心"
    choice.addItems(["全部单位", name, "很长的单位名称" * 40])
    choice.resize(100, 30)
    choice.show()
    choice.showPopup()
    view = choice.view()
    metrics = view.fontMetrics()
    assert metrics.horizontalAdvance(name) < view.viewport().width() <= window.width() // 2
    choice.hidePopup()


def test_a_palette_that_finds_nothing_is_no_higher_than_it_says(window: MainWindow) -> None:
    window.commands["palette"].trigger()
    palette = window.findChild(QWidget, "palette")
    assert isinstance(palette, QWidget)
    high = palette.height()
    field = palette.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    field.setText("没有的命令")
    assert palette.height() < high // 2
    field.setText("定稿")
    assert palette.height() == high


def test_every_choice_is_one_that_is_cut_with_a_mark() -> None:
    bare = [
        f"{path.name}:{node.lineno}"
        for path in ROOT.joinpath("ui").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "QComboBox"
    ]
    assert bare == []


def test_the_palette_shows_whole_lines_of_the_height_it_reckons_with(window: MainWindow) -> None:
    window.commands["palette"].trigger()
    commands = window.findChild(QTreeWidget, "commands")
    assert isinstance(commands, QTreeWidget)
    high = commands.visualRect(commands.model().index(0, 0)).height()
    assert high == ROW
    assert commands.viewport().height() % high == 0


def test_a_key_is_written_alike_whether_it_can_be_changed_or_not(
    application: QApplication, qtbot: QtBot
) -> None:
    del application
    label, button = QLabel("Esc"), QPushButton("Esc")
    for widget in (label, button):
        widget.setObjectName("key")
        qtbot.addWidget(widget)
        widget.ensurePolished()
    assert label.sizeHint().width() == button.sizeHint().width()


def test_lists_show_whole_lines_in_the_least_room(qtbot: QtBot) -> None:
    table, sums = listing("版本", ("版本",)), SummaryTable("项目", ["项目"], 0, (), "没有")
    lines = [("第 1 版",)] * 9
    fill(table, lines)
    sums.show_lines(lines, tight=(), widest={})
    for one in (table, sums):
        qtbot.addWidget(one)
        one.resize(300, one.minimumSizeHint().height())
        one.show()
        QApplication.processEvents()
        last = one.rowAt(one.viewport().height() - 1)
        assert last >= 1
        assert one.rowViewportPosition(last) + one.rowHeight(last) == one.viewport().height()


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
    width: int, manual: ManualWindow
) -> None:
    manual.resize(width, 480)
    for chapter in chapters():
        manual.open_at(chapter.title)
        manual.resize(width, 480)
        QApplication.processEvents()
        page, wide = manual.page.document(), manual.page.viewport().width()
        layout = page.documentLayout()
        for frame in page.rootFrame().childFrames():
            assert layout.frameBoundingRect(frame).right() <= wide, chapter.title
        for block in blocks(page):
            left = layout.blockBoundingRect(block).left()
            for number in range(block.layout().lineCount() if block.text() else 0):
                line = block.layout().lineAt(number)
                assert left + line.x() + line.naturalTextWidth() <= wide, block.text()


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


def test_a_picture_in_the_manual_stands_apart_from_what_follows(manual: ManualWindow) -> None:
    found = 0
    for chapter in chapters():
        manual.open_at(chapter.title)
        for block in blocks(manual.page.document()):
            pictured = any(part.charFormat().isImageFormat() for part in pieces(block))
            found += pictured
            assert not pictured or block.blockFormat().bottomMargin() > 0
    assert found


@pytest.mark.parametrize("before", [60, 700])
def test_a_dialog_in_which_nothing_grows_is_no_higher_than_its_lines(
    before: int, window: MainWindow, qtbot: QtBot
) -> None:
    dialog = Dialog(window)
    qtbot.addWidget(dialog)
    dialog.setMinimumWidth(520)
    layout = dialog_layout(dialog)
    told = PlainLabel("批复后，指标的名称、指标值和分值锁定，不能直接改。" * 4)
    told.setWordWrap(True)
    layout.addWidget(told)
    layout.addWidget(QPushButton("锁定"))
    dialog.resize(520, before)
    dialog.open()
    QApplication.processEvents()
    assert dialog.height() == layout.totalHeightForWidth(dialog.width())
    assert told.height() == told.heightForWidth(told.width())


class Wanting(QListWidget):
    """A list that wants to be high, and can be low."""

    def sizeHint(self) -> QSize:
        return QSize(300, 640)


@pytest.mark.parametrize("given_size", [None, QSize(400, 300)])
def test_a_dialog_opens_as_high_as_it_wants_and_the_screen_lets_it(
    given_size: QSize | None, window: MainWindow, qtbot: QtBot
) -> None:
    """Qt would leave a third of the screen free, and cut the list."""
    dialog = Dialog(window)
    qtbot.addWidget(dialog)
    layout = dialog_layout(dialog)
    layout.addWidget(Wanting())
    layout.addWidget(QPushButton("确定"))
    if given_size is not None:
        dialog.resize(given_size)
    dialog.open()
    wanted = dialog.sizeHint().height() if given_size is None else given_size.height()
    assert dialog.height() == min(wanted, room(dialog).height())


def test_what_follows_a_table_in_the_manual_keeps_apart_from_it(manual: ManualWindow) -> None:
    found = 0
    for chapter in chapters():
        manual.open_at(chapter.title)
        page = manual.page.document()
        text = page.rootFrame()
        for block, following in pairwise(blocks(page)):
            if QTextCursor(block).currentFrame() is not text:
                left = QTextCursor(following).currentFrame() is text
                found += left
                assert not left or following.blockFormat().topMargin() > 0
    assert found
