"""Fields, choices and marks look alike in every dialog, and what is chosen is seen to be."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from core.archive.overview import COLUMNS
from core.model.edits import SetField
from core.model.evaluation import ROOT
from core.model.path import Path
from tests.ui.every_dialog import OPENERS
from tests.ui.pixels import colours
from ui.archive.summary_dialog import SummaryDialog
from ui.archive.trend_dialog import TrendDialog
from ui.dialog import FRAME, MARGINS, Dialog, dialog_layout, least_size
from ui.help.manual_window import ManualWindow
from ui.main_window import MainWindow
from ui.style_sheet import style_sheet
from ui.theme import Theme


def test_the_list_of_a_choice_marks_what_is_chosen_and_has_one_frame(
    theme: Theme, qtbot: QtBot
) -> None:
    choice = QComboBox()
    qtbot.addWidget(choice)
    choice.addItems(["上海", "湖北", "衔接资金"])
    choice.setCurrentIndex(1)
    choice.resize(200, choice.sizeHint().height())
    choice.show()
    choice.showPopup()
    view = choice.view()
    qtbot.waitUntil(view.isVisible)
    QApplication.processEvents()
    picture = view.window().grab().toImage()

    def ground(row: int) -> QColor:
        place = view.visualRect(view.model().index(row, 0))
        at = view.viewport().mapTo(view.window(), QPoint(place.right() - 4, place.center().y()))
        return picture.pixelColor(at)

    assert ground(0) == ground(2) == QColor(theme.surface)
    assert ground(1) == QColor(theme.accent_wash)
    middle = picture.height() // 2
    from_left = [picture.pixelColor(x, middle).name() for x in range(8)]
    assert from_left == [theme.line_strong, *[theme.accent_wash] * 7]
    choice.hidePopup()


def test_a_chosen_mark_is_as_round_as_one_that_is_not(theme: Theme, qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.setObjectName("body")
    layout = QVBoxLayout(host)
    marks = [QRadioButton() for _ in range(2)]
    for mark in marks:
        layout.addWidget(mark)
    marks[0].setChecked(True)
    host.setFocus()
    host.show()
    chosen, other = (mark.grab().toImage() for mark in marks)
    assert _covered(chosen, theme) == _covered(other, theme)


def _covered(picture: QImage, theme: Theme) -> set[tuple[int, int]]:
    """The pixels that a mark has taken from what it lies on."""
    ground = QColor(theme.chrome)
    rows, columns = range(picture.height()), range(picture.width())
    return {(x, y) for y in rows for x in columns if picture.pixelColor(x, y) != ground}


def test_what_stands_in_a_row_is_equally_high(theme: Theme, qtbot: QtBot) -> None:
    del theme  # it is put on
    host = QWidget()
    qtbot.addWidget(host)
    rows = QFormLayout(host)
    row = [QLineEdit(), QComboBox(), QSpinBox(), QPushButton("浏览…")]
    for one in row:
        rows.addRow("名称", one)
    host.show()
    assert len({one.height() for one in row}) == 1, [one.height() for one in row]


def test_words_begin_at_the_same_place_in_one_line_and_in_several(
    theme: Theme, qtbot: QtBot
) -> None:
    line, lines = QLineEdit("指标"), QPlainTextEdit("指标")
    for one in (line, lines):
        qtbot.addWidget(one)
        one.resize(200, one.sizeHint().height())
        one.show()
        one.clearFocus()
    assert _first_ink(line, theme) == _first_ink(lines, theme)


def _first_ink(field: QWidget, theme: Theme) -> tuple[int, int]:
    """The first column and row that the words in a field cover."""
    picture = field.grab().toImage()
    inside = [
        (x, y)
        for x in range(4, picture.width() - 16)
        for y in range(4, min(picture.height(), 28))
        if picture.pixelColor(x, y).lightness() < QColor(theme.ink_3).lightness()
    ]
    return min(x for x, _ in inside), min(y for _, y in inside)


def test_a_figure_that_is_typed_takes_the_place_of_the_first_margin(
    shared_window: MainWindow, qtbot: QtBot
) -> None:
    dialog = OPENERS["margins"](shared_window)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(dialog.isVisible)
    first = dialog.findChild(QSpinBox)
    assert isinstance(first, QSpinBox)
    QTest.keyClicks(first, "30")
    assert first.value() == 30
    dialog.close()


@pytest.mark.parametrize("name", ["new", "retype_order", "paste", "export_ahead", "unit"])
def test_the_keys_begin_at_the_same_part_on_a_small_screen(
    name: str, shared_window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, orders = [], []
    for width, height in ((1366, 768), (683, 340)):
        free = QRect(0, FRAME, width, height)
        monkeypatch.setattr("ui.dialog.room", lambda _, free=free: free)
        shared_window.resize(free.size())
        dialog = OPENERS[name](shared_window)
        qtbot.addWidget(dialog)
        qtbot.waitUntil(dialog.isActiveWindow)
        begun.append(_told(QApplication.focusWidget()))
        orders.append(_tab_order(dialog))
        dialog.close()
    assert begun[0] == begun[1]
    assert orders[0] == orders[1]


def _tab_order(dialog: QWidget) -> list[str]:
    """The parts that Tab leads to, one after the other."""
    found, at = [], dialog.nextInFocusChain()
    while at is not None and at is not dialog:
        if at.isVisible() and at.focusPolicy() & Qt.FocusPolicy.TabFocus:
            found.append(_told(at))
        at = at.nextInFocusChain()
    return found


def _told(widget: QWidget | None) -> str:
    text = "" if widget is None else widget.accessibleName() or widget.property("text")
    return f"{type(widget).__name__} {text}"


@pytest.mark.parametrize("name", ["who", "unit", "margins"])
def test_a_dialog_without_growing_parts_is_no_higher_than_they_need(
    name: str, shared_window: MainWindow, qtbot: QtBot
) -> None:
    dialog = OPENERS[name](shared_window)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(dialog.isVisible)
    QApplication.processEvents()
    layout = dialog.layout()
    assert layout is not None
    assert dialog.height() <= layout.totalMinimumHeightForWidth(dialog.width()) + 2
    dialog.close()


def test_the_day_of_an_approval_begins_below_its_sentence(window: MainWindow, qtbot: QtBot) -> None:
    window.settings.person_asked = True
    dialog = OPENERS["approve"](window)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(dialog.isVisible)
    QApplication.processEvents()
    first = dialog.findChild(QLabel)
    assert isinstance(first, QLabel)
    assert first.y() == MARGINS[1]
    assert first.height() <= first.heightForWidth(first.width())
    assert dialog.height() <= least_size(dialog).height()


def test_a_word_that_the_manual_lacks_is_said_to_be_lacking(manual: ManualWindow) -> None:
    manual.open_at("填表")
    for word, lacking in (("没有的字字字", True), ("快捷键", False)):
        manual.search.setText(word)
        assert not manual.nothing.isVisible()
        manual.find_next()
        assert manual.nothing.isVisible() is lacking


def test_every_list_has_the_one_thin_frame(theme: Theme, window: MainWindow, qtbot: QtBot) -> None:
    window.commands["manual"].trigger()
    manual = next(one for one in QApplication.topLevelWidgets() if isinstance(one, ManualWindow))
    qtbot.waitUntil(manual.isVisible)
    picture = manual.list.grab().toImage()
    middle = picture.height() // 2
    ends = [picture.pixelColor(x, middle).name() for x in (0, picture.width() - 1)]
    assert ends == [theme.line] * 2


@pytest.mark.parametrize("size", [(1366, 734), (1093, 580)])
def test_the_first_day_stands_whole_without_a_bar(
    size: tuple[int, int], window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(*size)
    OPENERS["empty_archive"](window)
    qtbot.waitUntil(window.home.beginning.isVisible)
    QApplication.processEvents()
    assert not window.home.beginning.verticalScrollBar().isVisible()


def test_lines_that_are_only_kept_free_make_no_bar(
    shared_window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    heights = []
    for height in (734, 440):
        free = QRect(0, FRAME, 911, height)
        monkeypatch.setattr("ui.dialog.room", lambda _, free=free: free)
        dialog = OPENERS["info"](shared_window)
        qtbot.addWidget(dialog)
        qtbot.waitUntil(dialog.isVisible)
        QApplication.processEvents()
        assert dialog.findChild(QScrollArea, "scrolls") is None
        heights.append(dialog.height())
        dialog.close()
    assert heights[0] > heights[1]


@pytest.mark.parametrize("size", [(1093, 580), (911, 478), (683, 350)])
def test_a_form_opens_at_its_title_where_its_first_cell_is_in_sight(
    size: tuple[int, int], window: MainWindow
) -> None:
    window.resize(*size)
    window.filing.reload()
    window.form._begin()
    QApplication.processEvents()
    assert window.form.verticalScrollBar().value() == 0


def test_of_a_long_text_in_a_field_the_beginning_is_seen(window: MainWindow, qtbot: QtBot) -> None:
    long = "某某省某某市某某县农村饮水安全巩固提升工程" * 8
    for field in ("unit", "department"):
        window.document.edit(SetField(Path(ROOT, field), long))
    dialog = OPENERS["info"](window)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(dialog.isVisible)
    lines = [one for one in dialog.findChildren(QLineEdit) if one.text() == long]
    assert [one.cursorPosition() for one in lines] == [0, 0]
    dialog.close()
    first = OPENERS["adjust"](window).focusWidget()
    assert isinstance(first, QLineEdit)
    assert first.selectedText() == first.text()  # the one with the keys is left alone


def test_the_bar_that_finds_does_not_lie_over_what_it_found(window: MainWindow) -> None:
    window.resize(683, 350)
    window.commands["find"].trigger()
    search = window.form._search
    for text in ("满意度", "便利度", "2022"):
        search.bar.field.setText(text)
        for _ in range(4):
            search.bar.stepped.emit(1)
            table = window.form.table
            cell = table.visualRect(table.currentIndex())
            top = table.viewport().mapTo(window.form, cell.topLeft()).y()
            assert top >= search.bar.geometry().bottom(), text


@pytest.mark.parametrize("size", [(1366, 734), (1093, 580), (911, 478)])
def test_in_a_yearly_summary_the_projects_have_the_most_room(
    size: tuple[int, int], window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.dialog.room", lambda _: QRect(0, FRAME, *size))
    dialog = OPENERS["summary"](window)
    assert isinstance(dialog, SummaryDialog)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(dialog.isVisible)
    qtbot.waitUntil(lambda: bool(dialog.notes.toPlainText()))
    QApplication.processEvents()
    assert dialog.table.height() > max(dialog.paragraph.height(), dialog.notes.height())


def test_a_button_that_offers_nothing_looks_so_whatever_its_colour_is_else(
    theme: Theme, qtbot: QtBot
) -> None:
    """A rule for buttons of one name outdoes the rule for all that are disabled."""
    names = set(re.findall(r"QPushButton#(\w+)", style_sheet(theme)))
    assert {"choice", "link", "primary"} <= names
    for name in sorted(names):
        button = QPushButton("■■")
        button.setObjectName(name)
        button.setEnabled(False)
        qtbot.addWidget(button)
        button.resize(120, 40)
        seen = colours(button.grab().toImage())
        assert QColor(theme.disabled).rgb() in seen, name


def test_the_time_of_the_last_change_stands_whole(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1366, 734)
    window.commands["home"].trigger()
    qtbot.waitUntil(lambda: bool(window.home.model.entries))
    QApplication.processEvents()
    view, column = window.home.view, COLUMNS.index("最近修改")
    told = str(view.model().index(0, column).data())
    assert view.fontMetrics().horizontalAdvance(told) < view.columnWidth(column) - 2 * 8


@pytest.mark.parametrize("size", [(1366, 734), (911, 478), (683, 350)])
def test_the_first_choice_has_the_keys_where_a_dialog_scrolls_too(
    size: tuple[int, int], window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.dialog.room", lambda _: QRect(0, FRAME, *size))
    dialog = OPENERS["trend"](window)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    assert isinstance(dialog, TrendDialog)
    assert dialog.choice.hasFocus()


def test_a_dialog_that_begins_to_scroll_leaves_the_keys_where_they_are(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = Dialog(window)
    qtbot.addWidget(dialog)
    layout = dialog_layout(dialog)
    lines = [QLineEdit() for _ in range(12)]
    for line in lines:
        layout.addWidget(line)
    layout.addWidget(QPushButton("确定"))
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    lines[2].setFocus()
    monkeypatch.setattr("ui.dialog.room", lambda _: QRect(0, FRAME, 400, 200))
    dialog.resize(300, 400)
    QApplication.processEvents()
    assert dialog.findChild(QScrollArea, "scrolls") is not None
    assert dialog.focusWidget() is lines[2]
