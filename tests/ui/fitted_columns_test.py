"""The columns of a table keep within its width as long as they can."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.fitted_columns import LEAST_WIDE, fitted_widths
from ui.tables import Listing, fill, listing

WANTED = st.lists(st.integers(1, 400), min_size=1, max_size=12)


@given(room=st.integers(0, 2000), wanted=WANTED, data=st.data())
def test_columns_give_way_in_their_order_and_only_where_they_must(
    room: int, wanted: list[int], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(len(wanted))))
    wide = order[: data.draw(st.integers(0, len(order)))]
    spare = [column for column in order if column not in wide]
    spare = spare[: data.draw(st.integers(0, len(spare)))]
    widths = fitted_widths(room, wanted, wide, spare)
    each = min(LEAST_WIDE, max((wanted[column] for column in wide), default=0))
    least = each * len(wide)
    others = sum(width for at, width in enumerate(widths) if at not in wide)
    gone = [column for column in spare if not widths[column]]
    assert gone == spare[: len(gone)]
    assert all(widths[at] == wanted[at] for at in range(len(wanted)) if at not in {*wide, *gone})
    if gone:  # the last one to go would not have fitted
        assert others + wanted[gone[-1]] + least > room
    if wide:
        assert all(widths[column] >= each for column in wide)
        assert sum(widths) == max(room, others + least)


@given(room=st.integers(0, 2000), wanted=WANTED, data=st.data())
def test_no_text_is_cut_while_a_wide_column_has_room_to_spare(
    room: int, wanted: list[int], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(len(wanted))))
    wide = order[: data.draw(st.integers(1, len(order)))]
    longest = {column: data.draw(st.integers(1, 600)) for column in order}
    before = fitted_widths(room, wanted, wide)
    widths = fitted_widths(room, wanted, wide, longest=longest)
    least = min(LEAST_WIDE, max(wanted[column] for column in wide))
    assert sum(widths) == sum(before)
    for column, (width, old) in enumerate(zip(widths, before, strict=True)):
        if column in wide:
            assert width == old or width >= max(longest[column], least)
        else:
            assert old <= width <= max(longest[column], old)
    lacking = any(widths[at] < longest[at] for at in order if at not in wide)
    if lacking:
        assert all(widths[column] <= max(longest[column], least) for column in wide)


HEADS = ("名称", "单位", "金额", "说明")
LINES = [("项目" * 30, "单位" * 9, "1,404.00", "说明" * 40)]


def shown(table: Listing) -> list[str]:
    return [HEADS[column] for column in range(len(HEADS)) if not table.isColumnHidden(column)]


def test_a_list_that_grows_shows_again_what_gave_way(qtbot: QtBot) -> None:
    table = listing("项目", HEADS)
    qtbot.addWidget(table)
    table.resize(900, 200)
    fill(table, LINES, wide=(0, 3), spare=(1, 2))
    table.show()
    for width, columns in (
        (420, ["名称", "说明"]),
        (560, ["名称", "金额", "说明"]),
        (900, list(HEADS)),
    ):
        table.resize(width, 200)
        QApplication.processEvents()
        assert shown(table) == columns
        assert table.horizontalScrollBar().maximum() == 0
        lacking = [head for head in HEADS if head not in columns]
        assert table.horizontalHeader().toolTip().endswith("、".join(lacking))
    table.hide()
    table.resize(900, 200)
    fill(table, LINES, wide=(0, 3), spare=(1, 2))
    table.resize(420, 200)
    table.show()
    QApplication.processEvents()
    assert shown(table) == ["名称", "说明"]
    fill(table, [("甲", "乙", "1", "丙")], wide=(0, 3), spare=(1, 2))
    QApplication.processEvents()
    assert shown(table)[:1] == ["名称"]
    assert table.horizontalScrollBar().maximum() == 0


def test_the_ends_of_files_and_places_are_seen(qtbot: QtBot) -> None:
    """Names of files differ at their end, where their kind stands too."""
    for heads, end in (
        (("文件名称", "大小"), True),
        (("位置", "状态"), True),
        (("指标", "给分"), False),
    ):
        table = listing("清单", heads)
        qtbot.addWidget(table)
        assert (table.textElideMode() == Qt.TextElideMode.ElideMiddle) == end


@given(by=st.integers(-120, 60))
def test_a_wide_column_is_dragged_as_the_others_are(by: int) -> None:
    """Its right edge follows the pointer as far as the next column can give or take."""
    table = listing("项目", HEADS)
    table.resize(900, 200)
    fill(table, [("甲" * 40, "乙" * 12, "1", "丙")], wide=0)
    table.show()
    QApplication.processEvents()
    widths = [table.columnWidth(column) for column in range(len(HEADS))]
    table.horizontalHeader().resizeSection(0, widths[0] + by)
    least = table.horizontalHeader().minimumSectionSize()
    given_up = min(by, widths[1] - least)
    assert table.columnWidth(0) == widths[0] + given_up
    assert table.columnWidth(1) == widths[1] - given_up
    assert [table.columnWidth(column) for column in (2, 3)] == widths[2:]
    table.close()


def test_what_gave_way_stays_out_of_the_room_that_a_wide_column_was_given(qtbot: QtBot) -> None:
    table = listing("项目", HEADS)
    qtbot.addWidget(table)
    table.resize(500, 200)
    fill(table, [("甲" * 40, "乙" * 12, "1" * 20, "丙")], wide=0, spare=(2,))
    table.show()
    QApplication.processEvents()
    assert "金额" not in shown(table)
    wide = table.columnWidth(0)
    table.horizontalHeader().resizeSection(0, wide + 100)
    assert table.columnWidth(0) == wide + 100
    assert "金额" not in shown(table)
    table.resize(900, 200)
    QApplication.processEvents()
    assert "金额" in shown(table)
