"""What is painted: nothing cut off, only what changed, the same in parts as in whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPaintEvent
from PySide6.QtWidgets import QApplication

from core.model.edits import File, SetField
from core.model.evaluation import ROOT, Evidence, Indicator
from core.model.path import Path
from core.sheet.sheet import Band
from tests.ui.pixels import colours
from ui.document import Document
from ui.form.cell_marks import PLAIN
from ui.form.metrics import LEAST_ROW, whole_pixels
from ui.form.painting import Spot, place_behind, seen_part
from ui.form.typesetting import balanced
from ui.form.view import FormView
from ui.theme import LIGHT

ZOOMS = (0.6, 0.8, 1.0, 1.25, 2.0)


class Paints(QObject):
    """Notes which parts of a widget are painted."""

    def __init__(self) -> None:
        super().__init__()
        self.areas: list[QRect] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.areas.append(event.region().boundingRect())
        return super().eventFilter(watched, event)


@pytest.mark.parametrize("zoom", ZOOMS)
def test_every_text_has_room_in_its_cell(form: FormView, zoom: float) -> None:
    form.set_zoom(zoom)
    setter, edges = form.table.painter.typesetter, form.table.edges
    for cell in form.model.grid.cells:
        rect = edges.rect(cell)
        text = setter.text(cell.text, rect.width(), form.model.kind(cell), cell.align)
        assert text.height < rect.height(), cell
        for number in range(text.layout.lineCount()):
            width = text.layout.lineAt(number).naturalTextWidth()
            assert width <= setter.room(form.model.kind(cell), rect.width()) + 0.5, cell


@pytest.mark.parametrize("zoom", ZOOMS)
def test_rows_are_never_too_low_and_the_headers_agree(form: FormView, zoom: float) -> None:
    form.set_zoom(zoom)
    edges = form.table.edges
    for row in range(form.model.rowCount()):
        height = edges.ys[row + 1] - edges.ys[row]
        assert height >= round(LEAST_ROW * zoom)
        assert form.table.rowHeight(row) == height
    for column in range(form.model.columnCount()):
        assert form.table.columnWidth(column) == edges.xs[-1][column + 1] - edges.xs[-1][column]


def test_a_row_is_measured_alone_as_in_the_whole(
    form: FormView, document: Document, rows: list[Indicator]
) -> None:
    for text in ("长" * 40, "短", "一\n二\n三\n四", ""):
        document.edit(SetField(Path(rows[4].id, "deviation"), text))
        document.edit(SetField(Path(document.evaluation.categories[1].id, "name"), text))
        alone = form.table.edges
        form.table._fit()
        assert form.table.edges == alone


def test_only_the_cells_that_changed_are_painted(
    form: FormView, document: Document, rows: list[Indicator]
) -> None:
    form.go_to(Path(rows[20].id, "target"))
    QApplication.processEvents()
    paints = Paints()
    form.table.viewport().installEventFilter(paints)
    document.edit(SetField(Path(rows[15].id, "target"), "=90%"), origin=form)
    QApplication.processEvents()
    cell = form.model.grid.of_path(Path(rows[15].id, "target"))
    assert cell is not None
    assert paints.areas == [form.table.rect_of(cell)]


def test_painted_in_parts_it_is_the_same_as_in_whole(
    form: FormView, document: Document, rows: list[Indicator]
) -> None:
    form.go_to(Path(rows[6].id, "actual"))
    grabbed(form)
    for path, text in (
        (Path(rows[4].id, "actual"), "45%"),
        (Path(rows[4].id, "score"), "1"),
        (Path(rows[5].id, "score"), ""),
        (Path(rows[6].id, "deviation"), "说明"),
    ):
        document.edit(SetField(path, text), origin=form)
        QApplication.processEvents()
    in_parts = grabbed(form)
    form.table.viewport().update()
    QApplication.processEvents()
    assert grabbed(form) == in_parts


@pytest.mark.parametrize("zoom", ZOOMS)
def test_the_bar_of_a_shortfall_stands_apart_from_the_name(
    form: FormView, rows: list[Indicator], zoom: float
) -> None:
    form.set_zoom(zoom)
    form.go_to(Path(rows[44].id, "actual"))
    QApplication.processEvents()
    cell = form.model.grid.of_path(Path(rows[44].id, "name"))
    assert cell is not None
    rect, picture = form.table.rect_of(cell), form.table.viewport().grab().toImage()
    inner = rect.adjusted(1, 2, -1, -2)
    columns = [
        colours(picture, QRect(x, inner.top(), 1, inner.height()))
        for x in range(inner.left(), inner.left() + round(8 * zoom) + 4)
    ]
    bar, wash = QColor(LIGHT.warn).rgb(), QColor(LIGHT.warn_wash).rgb()
    end = columns.index(frozenset({wash}))
    assert end >= 1
    assert set(columns[:end]) == {frozenset({bar})}


def grabbed(form: FormView) -> QImage:
    """What is on the window now, without painting it again."""
    handle = form.window().screen()
    assert handle is not None
    return handle.grabWindow(form.window().winId()).toImage()


def test_the_forms_lines_are_one_pixel_and_closed(form: FormView) -> None:
    form.table.selectionModel().clearCurrentIndex()
    image = form.table.viewport().grab().toImage()
    edges, line = form.table.edges, QColor(LIGHT.paper_line).rgb()
    for cell in form.model.grid.cells:
        rect = edges.rect(cell)
        if not cell.framed:
            continue
        for point in (rect.topLeft(), QPoint(rect.right() + 1, rect.bottom() + 1)):
            assert image.pixel(point) == line, cell
        middle = rect.center()
        assert image.pixel(rect.left(), middle.y()) == line
        assert image.pixel(rect.left() + 1, rect.top() + 2) != line


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 1.75, 2.0, 3.0])
@pytest.mark.parametrize("width", [860, 861, 862, 863])
def test_lines_are_one_device_pixel_at_any_scale(form: FormView, ratio: float, width: int) -> None:
    form.resize(width, 700)
    form.table.selectionModel().clearCurrentIndex()
    image = QImage(form._desk.size() * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    form._desk.render(image)
    edges, line = form.table.edges, QColor(LIGHT.paper_line).rgb()
    row = form.model.grid.sheet.bands.index(Band.INDICATOR_HEAD)
    y = int((form.table.y() + edges.ys[row] + 4) * ratio)
    dark = [x for x in range(image.width()) if image.pixel(x, y) == line]
    wanted = [0, 2, 3, 5, 6, 8, 9, 10, 12]
    places = [(form.table.x() + edges.xs[row][column]) * ratio for column in wanted]
    assert len(dark) == len(places)
    assert all(abs(x - place) <= 0.75 for x, place in zip(dark, places, strict=True))


def test_a_shortfall_row_is_washed_and_barred(
    form: FormView, document: Document, rows: list[Indicator]
) -> None:
    document.edit(SetField(Path(rows[4].id, "actual"), "45%"))
    image = form.table.viewport().grab().toImage()
    wash = QColor(LIGHT.warn_wash).rgb()
    for field in ("name", "target", "points"):
        cell = form.model.grid.of_path(Path(rows[4].id, field))
        assert cell is not None
        corner = form.table.rect_of(cell).bottomRight() - QPoint(3, 3)
        assert image.pixel(corner) == wash
    name = form.model.grid.of_path(Path(rows[4].id, "name"))
    assert name is not None
    assert (
        image.pixel(form.table.rect_of(name).topLeft() + QPoint(2, 5)) == QColor(LIGHT.warn).rgb()
    )
    # Colour is never the only signal: a ▼, wide above and narrow below, at the name's end.
    end = form.table.rect_of(name).bottomRight() - QPoint(9, 8)
    amber = [
        sum(
            QColor(image.pixel(end + QPoint(x, y))).lightness() < 190  # edges are soft
            for x in range(9)
        )
        for y in range(7)
    ]
    assert amber[0] > amber[2] > amber[4] > 0
    tip = form.model.index_of(name).data(Qt.ItemDataRole.ToolTipRole)
    assert "没有达到指标值" in tip
    document.edit(SetField(Path(rows[4].id, "score"), ""))
    tip = form.model.index_of(name).data(Qt.ItemDataRole.ToolTipRole)
    assert "得 1 分，分值 2 分，扣 1 分" in tip


def test_labels_of_merged_cells_stay_in_sight() -> None:
    cell, window = QRect(0, 100, 60, 1000), QRect(0, 400, 700, 300)
    assert seen_part(cell, window, 40) == QRect(0, 400, 60, 300)
    beginning = seen_part(cell, QRect(0, 0, 700, 120), 40)
    assert beginning.top() == 100
    assert beginning.height() >= 40
    end = seen_part(cell, QRect(0, 1090, 700, 300), 40)
    assert end.bottom() == cell.bottom()
    assert seen_part(cell, QRect(0, 2000, 10, 10), 40) == cell


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8])
def test_the_name_of_a_row_higher_than_the_window_stays_in_sight(
    share: float, form: FormView, document: Document, rows: list[Indicator]
) -> None:
    document.edit(SetField(Path(rows[20].id, "deviation"), "原因" * 1500), origin=document)
    cell = form.model.grid.of_path(Path(rows[20].id, "name"))
    assert cell is not None
    rect = form.table.rect_of(cell)
    assert rect.height() > 2 * form.viewport().height()
    top = form.table.y() + rect.top()
    form.verticalScrollBar().setValue(top + round(share * rect.height()))
    QApplication.processEvents()
    place = QRect(form.table.viewport().mapTo(form.window(), rect.topLeft()), rect.size())
    seen = place.intersected(QRect(form.viewport().mapTo(form.window(), QPoint()), form.size()))
    ink = QColor(LIGHT.paper_ink).lightness() + 60
    found = colours(grabbed(form), seen.adjusted(8, 60, -8, -20))
    assert min(QColor(colour).lightness() for colour in found) < ink


def test_the_column_heads_freeze_once_passed_and_give_way_at_the_end(
    form: FormView, rows: list[Indicator]
) -> None:
    head = form._head
    assert not head.isVisible()
    form.go_to(Path(rows[45].id, "actual"))
    assert head.isVisible()
    assert head.mapTo(form.viewport(), QPoint(0, 0)) == form.table.mapTo(
        form.viewport(), QPoint(0, -form.table.y() - form._desk.y())
    )
    row = form.model.grid.sheet.bands.index(Band.INDICATOR_HEAD)
    edges = form.table.edges
    assert head.height() > edges.ys[row + 1] - edges.ys[row]
    plain = QImage.Format.Format_RGB32
    grab = head.grab().toImage().convertToFormat(plain)
    below = (
        form.table.viewport()
        .grab(QRect(0, edges.ys[row], form.table.width(), 20))
        .toImage()
        .convertToFormat(plain)
    )
    assert grab.copy(0, 0, 600, 20) == below.copy(0, 0, 600, 20)
    form.go_to(Path(ROOT, "project"))
    assert not head.isVisible()


def test_what_is_seen_stays_when_rows_above_come_and_go(
    form: FormView, document: Document, rows: list[Indicator]
) -> None:
    form.go_to(Path(rows[45].id, "actual"))
    place = on_screen(form, Path(rows[45].id, "actual"))
    document.edit(SetField(Path(rows[2].id, "deviation"), "很长的原因" * 12), origin=document)
    assert on_screen(form, Path(rows[45].id, "actual")) == place
    assert form.current_path() == Path(rows[45].id, "actual")


@given(st.integers(-2_000, 2_000), st.sampled_from([1.0, 1.25, 1.5, 1.75, 2.0, 2.25, 2.5, 3.0]))
def test_a_step_in_whole_pixels_is_hardly_longer(step: int, ratio: float) -> None:
    whole = whole_pixels(step, ratio)
    assert (whole * ratio).is_integer()
    assert abs(step) <= abs(whole) < abs(step) + 4
    assert whole * step >= 0


def on_screen(form: FormView, path: Path) -> int:
    cell = form.model.grid.of_path(path)
    assert cell is not None
    return form.table.viewport().mapTo(form.viewport(), form.table.rect_of(cell).topLeft()).y()


def test_at_1366_the_page_fits_between_both_docks(form: FormView) -> None:
    form.resize(1366 - 236 - 316 - 2, 640)
    QApplication.processEvents()
    assert form.horizontalScrollBar().maximum() == 0
    assert form.get_zoom() > 0.95


@pytest.mark.parametrize(
    ("label", "capacity", "lines"),
    [
        ("一级指标", 4, ["一级指标"]),
        ("社会效益指标", 5, ["社会效益", "指标"]),
        ("年度总体目标", 5, ["年度总体", "目标"]),
        ("可持续影响指标", 5, ["可持续", "影响指标"]),
        ("可持续影响指标", 3, ["可持续", "影响", "指标"]),
        ("服务对象满意度指标", 5, ["服务对象", "满意度指标"]),
        ("实际完成值", 4, ["实际", "完成值"]),
        ("超长而没有一个熟词的标签", 5, ["超长而没", "有一个熟", "词的标签"]),
        ("偏差原因分析及改进措施", 8, ["偏差原因分析", "及改进措施"]),
        ("绩效指标", 1, ["绩效指标"]),
        ("数量 A", 3, ["数量 A"]),
    ],
)
def test_labels_break_where_a_reader_would(label: str, capacity: int, lines: list[str]) -> None:
    assert balanced(label, capacity).split("\n") == lines


def test_a_row_with_evidence_bears_a_sign_and_says_so(form: FormView, document: Document) -> None:
    row = next(document.evaluation.indicators)
    path = Path(row.id, "name")
    assert not form.model.marks.get(path, PLAIN).corner
    document.edit(File(row.id, (Evidence("甲.pdf", "a" * 64, 3),)))
    assert form.model.marks[path].corner
    cell = form.model.grid.of_path(path)
    assert cell is not None
    index = form.model.index(cell.row, cell.column)
    assert "佐证材料 1 件" in index.data(Qt.ItemDataRole.AccessibleTextRole)


@pytest.mark.parametrize("zoom", ZOOMS)
def test_the_sign_of_a_title_stands_behind_its_text(form: FormView, zoom: float) -> None:
    form.set_zoom(zoom)
    painter = form.table.painter
    cell = form.model.grid.cells[0]
    ink = painter._ink_of(Spot(cell, Band.TITLE, PLAIN), form.table.edges.rect(cell))
    place = place_behind(ink, 6)
    assert place.x() >= ink[-1].right()
    assert place.x() - ink[-1].right() <= 2 * 6
    assert ink[-1].top() <= place.y() <= ink[-1].bottom()
