"""The page ends on screen are those of the print, found while nobody types."""

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from core.issuing.page_ends import cuts
from core.model.edits import Remove, SetField
from core.model.evaluation import Indicator
from core.model.path import Path
from core.sheet.form import lay_out
from ui.document import Document
from ui.form.page_cuts import PageCuts
from ui.form.view import FormView


def cut_into_pages(form: FormView, document: Document, qtbot: QtBot) -> None:
    """Edit a row, and wait until the ends of pages are known."""
    form._cuts._idle.setInterval(0)
    row = list(document.evaluation.indicators)[3]
    with qtbot.waitSignal(form._cuts.changed, timeout=30_000):
        document.edit(SetField(Path(row.id, "deviation"), "说明"))


def test_the_margins_tell_where_pages_end(
    qtbot: QtBot, form: FormView, document: Document, rows: list[Indicator]
) -> None:
    cut_into_pages(form, document, qtbot)
    places, edges = form._cuts.places, form.table.edges
    assert form._desk.marks == [form.table.y() + edges.ys[cut.row] for cut in places]
    form.set_zoom(1.5)
    edges = form.table.edges
    assert form._desk.marks == [form.table.y() + edges.ys[cut.row] for cut in places]
    form.show_cuts(wanted=False)
    assert not form._desk.marks
    document.edit(SetField(Path(rows[3].id, "deviation"), ""))
    assert not form._cuts._idle.isActive()
    form.show_cuts(wanted=True)
    assert form._cuts._idle.isActive()


def test_it_is_told_which_page_is_in_sight(
    qtbot: QtBot, form: FormView, document: Document, rows: list[Indicator]
) -> None:
    told: list[tuple[int, int]] = []
    form.page_changed.connect(lambda *place: told.append(place))
    cut_into_pages(form, document, qtbot)
    count = len(form._cuts.places) + 1
    assert told[-1] == (1, count)
    form.go_to(Path(rows[-1].id, "actual"))
    assert told[-1] == (count, count)
    assert [page for page, _ in told] == sorted(page for page, _ in told)
    form.show_cuts(wanted=False)
    assert told[-1] == (1, 1)


def test_the_page_is_the_one_of_the_current_cell_while_it_is_in_sight(
    qtbot: QtBot, form: FormView, document: Document
) -> None:
    cut_into_pages(form, document, qtbot)
    table, mark = form.table, form._desk.marks[0] - form.table.y()
    below = table.edges.row_at(mark + 1)
    above, room = table.edges.row_at(mark - 1), form.viewport().height()
    for row, page in ((above, 1), (below, 2), (above, 1)):
        field = next(
            cell for cell in form.model.grid.in_row(row) if cell.path and cell.rowspan == 1
        )
        table.setCurrentIndex(form.model.index_of(field))
        for beyond in (room // 4, 3 * room // 4):  # the mark above and below the middle
            form.verticalScrollBar().setValue(form._desk.marks[0] - beyond)
            assert form._page[0] == page
    form.verticalScrollBar().setValue(form._desk.marks[0] + 2 * room)
    assert form._page[0] >= 2, "the cell is out of sight: of the middle of the window"


def test_what_was_found_for_an_earlier_form_is_dropped(
    qtbot: QtBot, document: Document, rows: list[Indicator]
) -> None:
    parent = QObject()
    keeper = PageCuts(parent)
    first = lay_out(document.evaluation, document.assessment)
    keeper._idle.setInterval(0)
    with qtbot.waitSignal(keeper.changed, timeout=30_000):
        keeper.follow(first)
    assert keeper.places
    document.edit(Remove(frozenset({rows[0].id})))
    keeper.follow(lay_out(document.evaluation, document.assessment))
    assert not keeper.places, "rows went: the old cuts would stand at the wrong ones"
    keeper._take(first, cuts(first))
    assert not keeper.places
