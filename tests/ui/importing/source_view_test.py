"""The file beside what was read of it: all its columns in sight, the marked cell too."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.exchange.form_files import read_form_file
from core.filling.reviewing import Reviewed, reviewed
from ui.importing.source_view import TALLEST, SourceView, squeezed
from ui.theme import LIGHT

COLUMNS = st.lists(
    st.tuples(st.integers(1, 200), st.integers(1, 200)).map(sorted), min_size=1, max_size=14
)


@given(columns=COLUMNS, room=st.integers(0, 3000))
def test_columns_keep_within_the_room_and_above_their_least(
    columns: list[list[int]], room: int
) -> None:
    least, wanted = [one[0] for one in columns], [one[1] for one in columns]
    widths = squeezed(wanted, least, room)
    assert all(low <= width <= most for low, width, most in zip(least, widths, wanted, strict=True))
    if sum(wanted) <= room:
        assert widths == wanted
    assert sum(widths) <= max(room, sum(least))


HEADS = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "备注"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "旧表.xlsx"
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["项目支出绩效自评表（2023年度）"])
    sheet.append(["项目名称", "培训", "主管部门", "某局", "实施单位", "某中心"])
    sheet.append(HEADS)
    for row in range(30):
        sheet.append(
            ["产出指标", "数量指标", f"培训场次之{row}", "≥12场次以上", "13场次", 3, 3, "无"]
        )
    sheet.append(["总分", "", "", "", "", 90, "=SUM(G4:G33)", ""])
    book.save(path)
    return path


@contextmanager
def opened(path: Path, qtbot: QtBot, width: int) -> Iterator[tuple[Reviewed, SourceView]]:
    """The form of a file, and the view of that file, so wide, on a screen."""
    (form,) = reviewed(read_form_file(path))
    view = SourceView(LIGHT)
    qtbot.addWidget(view)
    view.resize(width, 300)
    view.show_section(form.file, form.draft.form.section)
    view.show()
    QApplication.processEvents()
    yield form, view
    view.end()


def test_figures_are_not_cut(path: Path, qtbot: QtBot) -> None:
    book = load_workbook(path)
    book.worksheets[0]["E5"] = "14,044,028.98"
    book.save(path)
    with opened(path, qtbot, 520) as (_, view):
        needed = view.table.fontMetrics().horizontalAdvance("14,044,028.98")
        assert view.table.columnWidth(4) > needed


def test_a_form_is_seen_in_its_whole_width_and_a_doubt_in_its_place(
    path: Path, qtbot: QtBot
) -> None:
    with opened(path, qtbot, 480) as (form, view):
        # The sum that the file has not kept.
        doubt = next(line for line in form.lines if line.doubt)
        view.mark(doubt.spots)
        for width in (480, 700, 470):
            view.resize(width, 300)
            QApplication.processEvents()
            assert view.table.horizontalScrollBar().maximum() == 0
            place = view._grid.place_of(doubt.spots[0])
            assert place == (33, 6)
            cell = view.table.visualRect(view.model.index(*place))
            assert view.table.viewport().rect().contains(cell)


def test_a_text_over_several_rows_is_seen_whole(path: Path, qtbot: QtBot) -> None:
    book = load_workbook(path)
    sheet = book.worksheets[0]
    for row in (4, 5):
        sheet.cell(row, 1).value = None
    sheet["A4"] = tall = "数量、质量、时效" * 12
    sheet.merge_cells("A4:A5")
    book.save(path)
    with opened(path, qtbot, 520) as (_, view):
        wide = view.table.columnWidth(0) - 14
        metrics = view.table.fontMetrics()
        lines = -(-metrics.horizontalAdvance(tall) // wide)
        assert lines > 2
        high = view.table.rowHeight(3) + view.table.rowHeight(4)
        assert high >= min(lines * metrics.lineSpacing(), TALLEST)


def test_a_field_on_a_later_sheet_of_the_form_is_shown_there(path: Path, qtbot: QtBot) -> None:
    book = load_workbook(path)
    first, second = book.worksheets[0], book.create_sheet("第2页")
    for row in range(10):
        second.append(["效益指标", "社会效益指标", f"就业人数之{row}", "≥9人", "9人", 1, 1, ""])
    first.delete_rows(34)  # the sum
    book.save(path)
    with opened(path, qtbot, 520) as (form, view):
        view.mark(form.draft.sources["indicators/39/level3"])
        assert view.model.index(9, 2).data() == "就业人数之9"
        view.mark(form.draft.sources["project"])
        assert view.model.index(1, 1).data() == "培训"


def test_a_narrow_view_begins_at_the_left_as_long_as_the_place_is_seen(
    path: Path, qtbot: QtBot
) -> None:
    with opened(path, qtbot, 300) as (form, view):
        bar, port = view.table.horizontalScrollBar(), view.table.viewport().width()
        assert bar.maximum() > 0
        ends = set()
        for line in form.lines:
            view.mark(line.spots)
            place = view._grid.place_of(line.spots[0]) if line.spots else None
            if place is not None:
                cell = view.table.visualRect(view.model.index(*place))
                assert cell.left() >= 0
                assert cell.width() > port or cell.right() < port
                assert bar.value() == 0 or cell.right() == port - 1 or cell.left() == 0
                ends.add(bar.value())
        assert len(ends) > 1
