"""What is seen is painted once for each act, and where it only scrolls, not at all."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from core.filling import arrangement
from core.model.edits import Edit, SetField
from core.model.evaluation import Evaluation
from core.model.path import Path
from tests.ui.form.painting_test import Paints
from ui.form.painting import CellPainter, Spot
from ui.main_window import MainWindow
from ui.scoring.explanation import ExplanationPanel

ROUNDS = 5
"""Qt lays out in one round of events, tells of it in the next, and paints."""


@contextmanager
def painted(widget: QWidget) -> Iterator[Paints]:
    """The paints of a widget until nothing is left to paint."""
    settle()
    paints = Paints()
    widget.installEventFilter(paints)
    yield paints
    settle()
    widget.removeEventFilter(paints)


def settle() -> None:
    for _ in range(ROUNDS):
        QApplication.processEvents()


def a_higher_row(evaluation: Evaluation) -> Edit:
    row = next(iter(evaluation.indicators))
    return SetField(Path(row.id, "deviation"), "\n".join("一二三四五六七八"))


def a_row_more(evaluation: Evaluation) -> Edit:
    return arrangement.add_indicator(evaluation, next(iter(evaluation.indicators)).id)[0]


@pytest.mark.parametrize("act", [a_higher_row, a_row_more])
def test_an_act_paints_the_paper_once(
    window: MainWindow, act: Callable[[Evaluation], Edit]
) -> None:
    first = next(iter(window.document.evaluation.indicators))
    window.form.go_to(Path(first.id, "actual"))
    with painted(window.form.table.viewport()) as paints:
        window.document.edit(act(window.document.evaluation))
    assert len(paints.areas) == 1
    with painted(window.form.table.viewport()) as paints:
        window.document.undo_stack.undo()
    assert len(paints.areas) == 1


def test_a_row_that_goes_has_the_next_one_explained_once(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the row that is gone nor anything twice: the lists beside it keep their room."""
    rows = list(window.document.evaluation.indicators)
    window.form.go_to(Path(rows[12].id, "actual"))
    shown: list[int | None] = []
    whole = ExplanationPanel._show

    def counting(self: ExplanationPanel) -> None:
        shown.append(self._node)
        whole(self)

    monkeypatch.setattr(ExplanationPanel, "_show", counting)
    removal = arrangement.remove(window.document.evaluation, [rows[12].id])
    assert removal is not None
    window.document.edit(removal)
    cursor = window.document.cursor
    assert cursor is not None
    assert cursor.node != rows[12].id
    window.document.updates.make_all()
    assert shown == [cursor.node]


def typed_down(window: MainWindow) -> Iterator[Callable[[], None]]:
    """Figures that fall short, so that rows grow, typed down the rows; each time the Enter."""
    window.resize(1200, 1000)
    rows = list(window.document.evaluation.indicators)
    window.form.go_to(Path(rows[25].id, "actual"))
    table = window.form.table
    for _ in range(12):
        QTest.keyClick(table, Qt.Key.Key_0)
        settle()
        editor = table.editor
        assert editor is not None
        yield partial(QTest.keyClick, editor, Qt.Key.Key_Return)


def test_enter_paints_the_cells_that_look_different_and_what_comes_into_sight(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stays as it is, is shifted as the paper scrolls."""
    cells: list[object] = []
    whole = CellPainter.paint

    def counting(self: CellPainter, painter: QPainter, spots: Iterable[Spot], seen: QRect) -> None:
        spots = list(spots)
        cells.extend(spots)
        whole(self, painter, spots, seen)

    monkeypatch.setattr(CellPainter, "paint", counting)
    scrolled, bar = 0, window.form.verticalScrollBar()
    for enter in typed_down(window):
        settle()
        cells.clear()
        window.form.table.viewport().update()
        settle()
        all_in_sight, place = len(cells), bar.value()
        cells.clear()
        enter()
        settle()
        scrolled += bar.value() != place
        assert len(cells) < 0.5 * all_in_sight
    assert scrolled > 6


def test_after_enter_the_paper_looks_as_if_painted_anew(window: MainWindow) -> None:
    for enter in typed_down(window):
        enter()
        settle()
        look = on_screen(window.form.viewport())
        for widget in (window.form._desk, window.form.table.viewport(), window.form._head):
            widget.update()
        settle()
        assert on_screen(window.form.viewport()) == look


def test_an_outline_that_scrolls_paints_only_what_comes_into_sight(window: MainWindow) -> None:
    view = window.outline.view
    view.expandAll()
    bar, seen = view.verticalScrollBar(), view.viewport().height()
    step = 3 * seen // 4
    assert bar.maximum() > 2 * step
    with painted(view.viewport()) as paints:
        bar.setValue(bar.value() + step)
    assert [area.height() for area in paints.areas] == [step]


def test_a_scrolled_outline_looks_as_if_painted_anew(window: MainWindow) -> None:
    view = window.outline.view
    view.expandAll()
    settle()
    looks = []
    for value in (40, 55, 30, 200, 0):
        view.verticalScrollBar().setValue(value)
        settle()
        looks.append(on_screen(view.viewport()))
        view.viewport().repaint()
        assert on_screen(view.viewport()) == looks[-1]
    assert not any(looks.count(look) > 1 for look in looks)


def on_screen(widget: QWidget) -> QImage:
    """The pixels that stand there; to grab the widget itself would paint it anew."""
    place = QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())
    window = widget.screen().grabWindow(widget.window().winId()).toImage()
    return window.copy(place)
