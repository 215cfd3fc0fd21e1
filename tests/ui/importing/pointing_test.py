"""A click on a cell of the file leads to what was read from it."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.every_dialog import OPENERS
from ui.importing.review_dialog import ReviewDialog
from ui.main_window import MainWindow


def test_each_line_is_found_from_its_cell(window: MainWindow) -> None:
    dialog = OPENERS["review"](window)
    assert isinstance(dialog, ReviewDialog)
    dialog.resize(1366, 768)
    QApplication.processEvents()
    panel, source = dialog.panel, dialog.source
    form = panel.model.form
    assert form is not None
    found = 0
    for at, line in enumerate(form.lines):
        if len(line.spots) != 1:
            continue
        panel.go_to_line(at)
        (place,) = source.model._marked
        panel.go_to_line(len(form.lines) - 1 if at == 0 else 0)
        source.table.scrollTo(source.model.index(*place))
        middle = source.table.visualRect(source.model.index(*place)).center()
        if not source.table.viewport().rect().contains(middle):
            continue
        QTest.mouseClick(source.table.viewport(), Qt.MouseButton.LeftButton, pos=middle)
        there = partial(source.shows, row=place[0], column=place[1])
        assert panel.view.currentIndex().row() in form.lines_at(there)
        found += 1
    assert found > 20
