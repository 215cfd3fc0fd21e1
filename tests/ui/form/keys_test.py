"""The whole form by keyboard: every key leads where Excel's hands expect."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.assessment import assess
from core.filling.beginning import new_form
from core.filling.next_cell import inputs
from core.model.edits import SetField, apply
from core.model.evaluation import ROOT, Indicator
from core.model.path import Path, read
from core.sample import sample
from core.scoring.profile_file import load_profile
from core.sheet.form import lay_out
from core.sheet.grid import Grid
from core.sheet.layout import layout_names
from core.sheet.sheet import Cell, Role
from ui.document import Document
from ui.form.editors import CellEditor
from ui.form.movement import Square, step
from ui.form.view import FormView

Key = Qt.Key
Modifier = Qt.KeyboardModifier
CONTROL, SHIFT = Modifier.ControlModifier, Modifier.ShiftModifier


def the_editor(form: FormView) -> CellEditor:
    editor = form.table.editor
    assert editor is not None
    return editor


def is_open(form: FormView) -> bool:
    return form.table.editor is not None


def press(form: FormView, *keys: Key, modifier: Modifier = Modifier.NoModifier) -> None:
    for key in keys:
        QTest.keyClick(form.table, key, modifier)


def test_it_begins_at_the_first_of_the_clerks_cells(form: FormView) -> None:
    assert form.current_path() == Path(ROOT, "project")


def test_tab_goes_through_what_the_clerk_fills_in_paper_order(form: FormView) -> None:
    stops = filter(form.model.tab_stops_at(), inputs(form.model.grid.sheet))
    wanted = [cell.path for cell in stops]
    visited = [form.current_path()]
    for _ in wanted[1:]:
        press(form, Key.Key_Tab)
        visited.append(form.current_path())
    assert visited == wanted
    assert len(wanted) > 250
    press(form, Key.Key_Backtab)
    assert form.current_path() == wanted[-2]


def test_tab_leads_from_the_points_of_a_new_row_to_the_next_row(
    form: FormView, document: Document
) -> None:
    document.load(new_form(), document.profile)
    first, second = [row.id for row in document.evaluation.indicators][:2]
    form.go_to(Path(first, "name"))
    for text in ("发放人数", "≥5人", "5人", "10"):
        QTest.keyClicks(form.table, "x")
        the_editor(form).setPlainText(text)
        QTest.keyClick(the_editor(form), Key.Key_Tab)
    assert form.current_path() == Path(second, "name")
    press(form, Key.Key_Backtab)
    assert form.current_path() == Path(first, "points")
    press(form, Key.Key_Right)  # the others are an arrow away
    assert form.current_path() == Path(first, "score")


def test_in_a_final_form_tab_stops_everywhere(form: FormView, document: Document) -> None:
    document.close_to_edits("已定稿")
    assert all(map(form.model.tab_stops_at(), inputs(form.model.grid.sheet)))


def test_tab_asks_only_the_cells_up_to_the_next_stop(
    form: FormView, rows: list[Indicator], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Cell] = []
    stops_at = form.model.tab_stops_at()

    def counting(cell: Cell) -> bool:
        asked.append(cell)
        return stops_at(cell)

    monkeypatch.setattr(form.model, "tab_stops_at", lambda: counting)
    for path in (Path(rows[40].id, "target"), Path(rows[40].id, "points")):
        form.go_to(path)
        asked.clear()
        press(form, Key.Key_Tab)
        assert form.current_path() != path
        assert len(asked) <= 4


def test_a_form_opens_where_work_goes_on_with_the_row_in_sight(
    form: FormView, document: Document, rows: list[Indicator]
) -> None:
    lacking = apply(document.evaluation, SetField(Path(rows[40].id, "actual"), ""))
    document.load(lacking, document.profile)
    assert form.current_path() == Path(rows[40].id, "actual")
    rect = form.table.rect_of(form.table.current_cell())  # type: ignore[arg-type]
    top = form.table.viewport().mapTo(form.viewport(), rect.topLeft()).y()
    assert form.viewport().height() // 4 < top < form.viewport().height() // 2
    press(form, Key.Key_Home, modifier=CONTROL)
    assert form.current_path() == Path(ROOT, "project")
    form.go_to(Path(rows[20].id, "target"))
    document.load(document.evaluation, document.profile, closed="已定稿", again=True)
    assert form.current_path() == Path(rows[20].id, "target")  # only its stage is another
    document.load(sample(), document.profile)
    assert form.current_path() == Path(ROOT, "project")
    assert form.verticalScrollBar().value() == 0


def test_enter_goes_below_where_the_line_began_not_the_block_before(
    form: FormView, rows: list[Indicator]
) -> None:
    form.go_to(Path(ROOT, "goal_actual"))
    press(form, Key.Key_Tab)
    assert form.current_path() == Path(rows[0].id, "name")
    press(form, *[Key.Key_Tab] * 3)
    press(form, Key.Key_Return)
    assert form.current_path() == Path(rows[1].id, "name")


def test_tab_past_the_last_cell_leaves_the_paper(form: FormView) -> None:
    press(form, Key.Key_End, modifier=CONTROL)
    last = form.current_path()
    assert not form.table.focusNextPrevChild(True) or form.current_path() == last


def test_down_passes_labels_by_and_keeps_its_column(form: FormView, rows: list[Indicator]) -> None:
    form.go_to(Path(ROOT, "goal_actual"))
    press(form, Key.Key_Down)
    path = form.current_path()
    assert path is not None
    assert path.node == rows[0].id
    press(form, Key.Key_Up)
    assert form.current_path() == Path(ROOT, "goal_actual")


def test_sideways_over_a_merged_cell_comes_back_to_the_same_row(
    form: FormView, rows: list[Indicator]
) -> None:
    here = Path(rows[5].id, "name")
    form.go_to(here)
    press(form, Key.Key_Left)
    assert form.model.cell(form.table.currentIndex()).role is Role.HEADING  # type: ignore[union-attr]
    press(form, Key.Key_Right)
    assert form.current_path() == here


def test_enter_goes_down_and_shift_enter_up(form: FormView, rows: list[Indicator]) -> None:
    form.go_to(Path(rows[3].id, "actual"))
    press(form, Key.Key_Return)
    assert form.current_path() == Path(rows[4].id, "actual")
    press(form, Key.Key_Enter, modifier=SHIFT)
    assert form.current_path() == Path(rows[3].id, "actual")


def test_home_and_end_and_the_ends_of_the_form(form: FormView, rows: list[Indicator]) -> None:
    form.go_to(Path(rows[3].id, "actual"))
    press(form, Key.Key_Home)
    assert form.current_path() == Path(rows[3].id, "name")
    press(form, Key.Key_End)
    assert form.current_path() == Path(rows[3].id, "deviation")
    press(form, Key.Key_Home, modifier=CONTROL)
    assert form.current_path() == Path(ROOT, "project")
    press(form, Key.Key_End, modifier=CONTROL)
    assert form.current_path() == Path(rows[-1].id, "deviation")


def test_control_with_arrows_goes_to_the_ends_of_a_block(
    form: FormView, rows: list[Indicator]
) -> None:
    form.go_to(Path(rows[3].id, "actual"))
    press(form, Key.Key_Down, modifier=CONTROL)
    assert form.current_path() == Path(rows[-1].id, "actual")
    press(form, Key.Key_Up, modifier=CONTROL)
    assert form.current_path() == Path(rows[0].id, "actual")


def test_page_keys_go_on_by_about_a_window_and_come_back(
    form: FormView, rows: list[Indicator]
) -> None:
    form.go_to(Path(rows[0].id, "actual"))
    press(form, Key.Key_PageDown)
    path = form.current_path()
    assert path is not None
    assert path.field == "actual"
    reached = [row.id for row in rows].index(path.node)
    assert 10 < reached < 30
    press(form, Key.Key_PageUp)
    assert form.current_path() == Path(rows[0].id, "actual")


def test_the_current_cell_is_always_in_sight(form: FormView) -> None:
    for _ in range(120):
        press(form, Key.Key_Tab)
        rect = form.table.rect_of(form.table.current_cell())  # type: ignore[arg-type]
        top = form.table.viewport().mapTo(form.viewport(), rect.topLeft())
        bottom = form.table.viewport().mapTo(form.viewport(), rect.bottomRight())
        assert form._head.height() if form._head.isVisible() else top.y() >= 0
        assert bottom.y() <= form.viewport().height() or rect.height() > 500


@pytest.mark.parametrize("key", [Key.Key_Delete, Key.Key_Backspace])
def test_delete_empties_the_selected_cells_in_one_step(
    form: FormView, document: Document, rows: list[Indicator], key: Key
) -> None:
    form.go_to(Path(rows[3].id, "target"))
    press(form, Key.Key_Right, Key.Key_Down, modifier=SHIFT)
    assert form.selected_nodes() == (rows[3].id, rows[4].id)
    press(form, key)
    emptied = [read(document.evaluation, Path(row.id, "actual")) for row in rows[2:6]]
    assert emptied == [rows[2].actual, "", "", rows[5].actual]
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    assert list(document.evaluation.indicators) == rows


def test_delete_over_whole_rows_leaves_the_names_of_levels(
    form: FormView, document: Document
) -> None:
    form.table.selectAll()
    press(form, Key.Key_Delete)
    assert next(iter(document.evaluation.categories)).name == "产出指标"
    assert {row.actual for row in document.evaluation.indicators} == {""}
    assert document.evaluation.title


def test_control_d_fills_down(form: FormView, document: Document, rows: list[Indicator]) -> None:
    document.edit(SetField(Path(rows[3].id, "actual"), "99%"))
    form.go_to(Path(rows[3].id, "actual"))
    press(form, Key.Key_Down, Key.Key_Down, modifier=SHIFT)
    press(form, Key.Key_D, modifier=CONTROL)
    after = list(document.evaluation.indicators)
    assert [row.actual for row in after[3:6]] == ["99%"] * 3
    assert document.undo_stack.undoText() == "向下填充"


def test_f2_opens_with_the_caret_at_the_end(form: FormView, rows: list[Indicator]) -> None:
    form.go_to(Path(rows[3].id, "actual"))
    press(form, Key.Key_F2)
    editor = form.table.editor
    assert editor is not None
    assert editor.text == rows[3].actual
    assert editor.textCursor().atEnd()
    assert not editor.textCursor().hasSelection()


def test_double_click_opens(form: FormView, rows: list[Indicator]) -> None:
    form.go_to(Path(rows[3].id, "actual"))
    place = form.table.rect_of(form.table.current_cell()).center()  # type: ignore[arg-type]
    QTest.mouseClick(form.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(form.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert is_open(form)
    assert the_editor(form).textCursor().atEnd()


def test_a_click_on_a_label_opens_nothing(form: FormView) -> None:
    label = form.model.grid.at(2, 0)
    place = form.table.rect_of(label).center()
    QTest.mouseDClick(form.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.keyClicks(form.table, "2=1")
    assert not is_open(form)
    assert form.table.current_cell() is label


def test_keys_of_the_window_are_left_to_it(form: FormView) -> None:
    path = form.current_path()
    press(form, Key.Key_S, Key.Key_P, modifier=CONTROL)
    press(form, Key.Key_Up, modifier=Modifier.AltModifier)
    assert not is_open(form)
    assert form.current_path() in {path, form.current_path()}


def test_go_to_leads_where_the_paper_has_no_cell_of_that_name(form: FormView) -> None:
    form.go_to(Path(ROOT, "total_score"))
    assert form.current_path() == Path(ROOT, "total_score")
    form.go_to(Path(ROOT, "money_unit"))
    assert form.current_path() is not None


def test_go_to_can_open(form: FormView, rows: list[Indicator]) -> None:
    form.go_to(Path(rows[40].id, "deviation"), edit=True)
    assert is_open(form)
    form.commit_open_editor()
    assert not is_open(form)
    assert form.table.hasFocus()


def test_current_changed_tells_the_field(
    form: FormView, qtbot: QtBot, rows: list[Indicator]
) -> None:
    with qtbot.waitSignal(form.current_changed) as told:
        form.go_to(Path(rows[2].id, "score"))
    assert told.args == [Path(rows[2].id, "score")]


def test_zoom_by_wheel_and_back(form: FormView, qtbot: QtBot) -> None:
    told: list[float] = []
    form.zoom_changed.connect(told.append)
    wheel(form, 120)
    wheel(form, 120)
    assert form.get_zoom() == pytest.approx(1.2)
    for _ in range(20):
        wheel(form, -120)
    assert form.get_zoom() == pytest.approx(0.6)
    press(form, Key.Key_0, modifier=CONTROL)
    assert form.get_zoom() == 1.0
    assert told[:2] == [pytest.approx(1.1), pytest.approx(1.2)]
    del qtbot


def test_the_page_fits_a_narrow_window_unless_asked_otherwise(form: FormView) -> None:
    form.resize(700, 600)
    QApplication.processEvents()
    assert 0.8 < form.get_zoom() < 0.9
    assert form.horizontalScrollBar().maximum() == 0
    form.set_zoom(1.5)
    assert form.horizontalScrollBar().maximum() > 0
    form.reset_zoom()
    assert form.horizontalScrollBar().maximum() == 0


def wheel(form: FormView, turned: int) -> None:
    middle = form.viewport().rect().center()
    event = QWheelEvent(
        middle,
        form.viewport().mapToGlobal(middle),
        QPoint(),
        QPoint(0, turned),
        Qt.MouseButton.NoButton,
        CONTROL,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QGuiApplication.sendEvent(form.viewport(), event)


@pytest.mark.parametrize("field", ["title", "year"])
def test_typing_over_a_name_of_the_form_replaces_nothing(
    form: FormView, document: Document, field: str
) -> None:
    document.edit(SetField(Path(ROOT, "title"), "自评表"))
    said: list[str] = []
    form.message.connect(lambda text, _: said.append(text))
    press(form, Key.Key_Up)
    if field == "title":
        press(form, Key.Key_Up)
    assert form.current_path() == Path(ROOT, field)
    before = document.evaluation
    QTest.keyClicks(form.table, "8")
    assert not is_open(form)
    assert document.evaluation is before
    assert "F2" in said[-1]
    press(form, Key.Key_F2)
    assert is_open(form)
    QTest.keyClicks(the_editor(form), "x")
    assert read(document.evaluation, Path(ROOT, field)).endswith("x")


def test_a_blank_name_is_typed_at_once(form: FormView, document: Document) -> None:
    document.edit(SetField(Path(ROOT, "title"), ""))
    form.go_to(Path(ROOT, "title"))
    QTest.keyClicks(form.table, "z")
    assert document.evaluation.title == "z"


def test_every_name_that_the_form_bears_is_guarded(form: FormView, document: Document) -> None:
    heads = {Role.TITLE, Role.HEADING}
    filled = [one for one in form.model.grid.cells if one.role in heads and one.text.strip()]
    assert len(filled) > 10
    before = document.evaluation
    for cell in filled:
        assert cell.path is not None
        form.go_to(cell.path)
        QTest.keyClicks(form.table, "8")
        form.table.commit_editor()
        assert document.evaluation is before, cell.path


@pytest.mark.parametrize("template", layout_names())
def test_no_cell_is_a_dead_end_for_the_arrows(template: str) -> None:
    form = replace(sample(), template=template, title="自评表")
    grid = Grid.of_sheet(lay_out(form, assess(form, load_profile())))
    stops = [cell for cell in grid.cells if cell.role not in {Role.LABEL, Role.BLANK}]

    def overlap(one: Cell, other: Cell) -> bool:
        left = max(one.column, other.column)
        return left < min(one.column + one.colspan, other.column + other.colspan)

    for cell in stops:
        for down in (1, -1):
            beyond = [
                other
                for other in stops
                if overlap(cell, other) and (other.row - cell.row) * down > 0
            ]
            here = Square(cell.row, cell.column)
            moved = step(grid, here, down, 0) != here
            assert moved or not beyond, (cell.path, down)


def test_down_from_the_title_leads_through_the_head(form: FormView) -> None:
    form.go_to(Path(ROOT, "title"))
    for way in ("year", "project", "department"):
        press(form, Key.Key_Down)
        assert form.current_path() == Path(ROOT, way)


@pytest.mark.parametrize("filled", [False, True])
def test_arrows_lead_on_from_an_empty_cell_that_the_program_opened(
    form: FormView, document: Document, rows: list[Indicator], filled: bool
) -> None:
    """As of a new row: its cell is open before the clerk asked for it, with nothing to move in."""
    place = Path(rows[3].id, "deviation")
    document.edit(SetField(place, "原因" if filled else ""))
    form.go_to(place, edit=True)
    QTest.keyClick(the_editor(form), Key.Key_Up)
    assert is_open(form) is filled
    assert form.current_path() == (place if filled else Path(rows[2].id, "deviation"))


def test_f2_opens_an_empty_cell_to_move_in(form: FormView, rows: list[Indicator]) -> None:
    place = Path(rows[0].id, "deviation")
    form.go_to(place)
    press(form, Key.Key_F2)
    QTest.keyClicks(the_editor(form), "95%")
    QTest.keyClick(the_editor(form), Key.Key_Left)
    assert is_open(form)
