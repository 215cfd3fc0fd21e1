"""The panes beside the paper have the widths that the clerk gave them; the paper takes the rest."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.archived_forms import put_own
from ui.app import open_window
from ui.main_window import MainWindow
from ui.settings import Settings
from ui.shelf import Shelf
from ui.shell.panes import NARROW, NARROWER, WIDE

WIDTHS = (740, NARROWER, 1000, NARROW, 1200, WIDE, 1440, 1900)


def widths(window: MainWindow) -> list[int]:
    """Of what is seen: left, paper, right."""
    panes = (window.left, window.area, window.right)
    return [0 if pane.isHidden() else pane.width() for pane in panes]


def handles(window: MainWindow) -> int:
    return (sum(size > 0 for size in widths(window)) - 1) * window.panes.handleWidth()


@pytest.mark.parametrize("width", WIDTHS)
def test_the_paper_takes_what_the_panes_leave(shelf: Shelf, qtbot: QtBot, width: int) -> None:
    shelf.ask(put_own)
    settings = Settings(width=width, height=700, left=250, right=330)
    window = open_window(shelf, settings)
    qtbot.addWidget(window)
    window.safekeeping.rest()
    window.show()
    left, paper, right = widths(window)
    assert left + paper + right + handles(window) == window.panes.width()
    if width >= WIDE:
        assert (left, right) == (250, 330)
    else:
        assert left <= 250
        assert right <= 330
    window.close()


def test_a_window_that_gets_a_width_is_as_one_that_had_it(shelf: Shelf, qtbot: QtBot) -> None:
    shelf.ask(put_own)
    found = []
    for first in WIDTHS:
        window = open_window(shelf, Settings(width=first, height=700))
        qtbot.addWidget(window)
        window.safekeeping.rest()
        window.show()
        window.resize(1200, 700)
        QApplication.processEvents()
        assert window.panes.width() == 1200
        found.append(widths(window))
        window.close()
    # Qt divides what is over before the window has its new width: a handle's width is lost there.
    for sizes in zip(*found, strict=True):
        assert max(sizes) - min(sizes) <= 2


def test_panes_that_come_back_have_their_widths(shelf: Shelf, qtbot: QtBot) -> None:
    """From 档案总览, where none is seen, and folded and opened one by one."""
    window = open_window(shelf, Settings(width=1440, height=800, left=250, right=330))
    qtbot.addWidget(window)
    window.safekeeping.rest()
    window.show()
    assert not window.home.isHidden()
    window.commands["sample"].trigger()
    QApplication.processEvents()
    assert widths(window) == [250, 1440 - 250 - 330 - handles(window), 330]
    for fold in (window.panes.fold_left, window.panes.fold_right):
        fold()
    QApplication.processEvents()
    assert widths(window) == [0, 1440, 0]
    for fold in (window.panes.fold_left, window.panes.fold_right):
        fold()
        QApplication.processEvents()
    assert (window.left.width(), window.right.width()) == (250, 330)
    window.close()
    assert (window.settings.left, window.settings.right) == (250, 330)


def test_in_a_very_narrow_window_one_pane_takes_the_place_of_the_other(window: MainWindow) -> None:
    panes = window.panes
    window.resize(NARROWER - 77, 384)
    QApplication.processEvents()
    assert widths(window)[::2] == [0, 0]
    for fold, shown in ((panes.fold_left, [True, False]), (panes.fold_right, [False, True])):
        fold()
        QApplication.processEvents()
        assert [bool(width) for width in widths(window)[::2]] == shown
        assert window.area.width() >= 400
    window.resize(WIDE + 40, 700)  # where there is room, both are there as before
    QApplication.processEvents()
    assert all(widths(window))
