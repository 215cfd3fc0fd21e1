"""A window that is built on a form is the window in which that form was opened."""

from collections.abc import Callable, Iterator
from itertools import count, takewhile
from typing import NoReturn

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject
from PySide6.QtGui import QPlatformSurfaceEvent, QWindow
from PySide6.QtWidgets import QAbstractItemView, QApplication
from pytestqt.qtbot import QtBot

from core.archive.archive import Archive
from core.archive.errors import ArchiveError
from core.assessment import assess
from core.model.evaluation import Evaluation
from core.sample import sample
from core.scoring.profile_file import profile_for
from core.sheet.grid import Grid
from core.summary import summarize
from tests.archived_forms import put_own
from tests.ui.dialog_look import lay_out
from ui.app import make_window, open_last, open_window
from ui.form.metrics import Edges, RowHeights, Xs
from ui.main_window import MainWindow
from ui.safety.waiting import wait_for
from ui.settings import Settings
from ui.shelf import Shelf


def texts(model: QAbstractItemModel, under: QModelIndex | None = None) -> Iterator[object]:
    """All that a model shows."""
    above = under or QModelIndex()
    for row in range(model.rowCount(above)):
        cells = (model.index(row, column, above) for column in count())
        for index in takewhile(QModelIndex.isValid, cells):
            yield index.data()
            yield model.flags(index)
            if index.column() == 0:
                yield from texts(model, index)


def told(window: MainWindow) -> dict[str, object]:
    """What there is to see of a window and what can be done in it."""
    views = window.findChildren(QAbstractItemView)
    actions = window.commands.all()
    return {
        "picture": window.grab().toImage(),
        "title": window.windowTitle(),
        "cursor": window.document.cursor,
        "models": [list(texts(view.model())) for view in views if view.isVisible()],
        "actions": [(one.text(), one.isEnabled(), one.isChecked()) for one in actions],
        "closed": window.document.closed,
        "open": (window.open_form.id, window.open_form.stage, window.settings.evaluation),
        "saved": window.autosave.state,
    }


def own(archive: Archive) -> None:
    put_own(archive)


def final(archive: Archive) -> None:
    archive.finalize(put_own(archive))


def shipped_sample(archive: Archive) -> None:
    form = sample()
    rules = profile_for(form.profile)
    archive.add(form, summarize(form, assess(form, rules)), rules=rules.text, sample=True)


def blank(archive: Archive) -> None:
    form, rules = Evaluation(), profile_for("")
    archive.add(form, summarize(form, assess(form, rules)), rules=rules.text)


def years(archive: Archive) -> None:
    first = put_own(archive)
    form = replace(sample(), year="2099", project="另一个很长的项目名称" * 6)
    rules = profile_for(form.profile)
    archive.add(form, summarize(form, assess(form, rules)), rules=rules.text, follows=first)


def nothing(archive: Archive) -> None:
    del archive


@pytest.mark.parametrize("fill", [own, final, shipped_sample, blank, years, nothing])
def test_building_a_window_on_a_form_is_opening_it(
    shelf: Shelf, qtbot: QtBot, fill: Callable[[Archive], None]
) -> None:
    shelf.ask(fill)

    def opened_afterwards() -> MainWindow:
        window = make_window(shelf, Settings())
        open_last(window)
        return window

    found = []
    for build in (opened_afterwards, lambda: open_window(shelf, Settings())):
        window = build()
        qtbot.addWidget(window)
        window.safekeeping.rest()
        window.show()
        (window.form if window.on_paper else window.home).setFocus()
        wait_for(window.jobs, "")  # how the backups stand is told
        for _ in range(3):  # what the panels asked for, and asked for then, is answered
            shelf.ask(Archive.list)
            QApplication.processEvents()
        lay_out(window)
        found.append(told(window))
        window.close()
    afterwards, at_once = found
    for name, value in at_once.items():
        assert value == afterwards[name], name


class Surfaces(QObject):
    """Counts what the window system is asked for."""

    made = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QWindow) and isinstance(event, QPlatformSurfaceEvent):
            created = QPlatformSurfaceEvent.SurfaceEventType.SurfaceCreated
            self.made += event.surfaceEventType() == created
        return super().eventFilter(watched, event)


def test_no_part_of_the_window_is_a_window_of_its_own_before(shelf: Shelf, qtbot: QtBot) -> None:
    shelf.ask(own)
    surfaces = Surfaces()
    application = QApplication.instance()
    assert application is not None
    application.installEventFilter(surfaces)
    window = open_window(shelf, Settings())
    qtbot.addWidget(window)
    window.safekeeping.rest()
    assert surfaces.made == 0
    window.show()
    assert surfaces.made == 1
    application.removeEventFilter(surfaces)
    window.close()


def test_a_form_that_cannot_be_read_is_told_of_in_a_window(
    shelf: Shelf, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.ask(put_own)

    def lost(*_: object) -> NoReturn:
        raise ArchiveError("这一版读不出来")

    monkeypatch.setattr(Archive, "load", lost)
    window = open_window(shelf, Settings())
    qtbot.addWidget(window)
    assert window.open_form.id is None
    assert "这一版读不出来" in window.notice.text()


def test_the_paper_is_measured_once_on_its_way_to_the_screen(
    shelf: Shelf, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    measured, measure = [], RowHeights.measure

    def counted(heights: RowHeights, grid: Grid, xs: tuple[Xs, ...]) -> Edges:
        measured.append(len(grid.cells))
        return measure(heights, grid, xs)

    monkeypatch.setattr(RowHeights, "measure", counted)
    shelf.ask(put_own)
    window = open_window(shelf, Settings(width=1440, height=900))
    qtbot.addWidget(window)
    window.safekeeping.rest()
    window.show()
    QApplication.processEvents()
    assert window.form.table.zoom == 1
    assert measured == [len(window.form.model.grid.cells)]
