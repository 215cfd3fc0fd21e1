"""Which texts do not fit the rows that they were written into."""

from lxml import etree

from core.exchange.into.row_room import hidden_texts

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LONG = "确保养老金按时足额发放，方便享受本市社保待遇人员在居住地就近领取养老金。"


def sheet(row: str = "") -> etree._Element:
    return etree.fromstring(
        f'<worksheet xmlns="{MAIN}"><sheetFormatPr defaultRowHeight="15"/>'
        '<cols><col min="1" max="3" width="10"/></cols>'
        f'<sheetData><row r="1" {row}/><row r="2"/></sheetData></worksheet>'
    )


def test_a_row_without_a_height_grows_with_its_own_cells_alone() -> None:
    assert hidden_texts(sheet(), {(1, 1): LONG}, {}) == []
    assert hidden_texts(sheet(), {(1, 1): LONG}, {(1, 1): (1, 1, 1, 3)}) == [(1, 1)]


def test_a_row_with_a_height_of_its_own_shows_what_fits() -> None:
    low, high = sheet('ht="20" customHeight="1"'), sheet('ht="120" customHeight="1"')
    assert hidden_texts(low, {(1, 1): LONG, (1, 2): "100%"}, {}) == [(1, 1)]
    assert hidden_texts(high, {(1, 1): LONG}, {}) == []


def test_an_area_has_the_room_of_all_its_rows_and_columns() -> None:
    area = {(1, 1): (1, 1, 2, 3)}
    assert hidden_texts(sheet(), {(1, 1): LONG[:28]}, area) == []
    assert hidden_texts(sheet(), {(1, 1): LONG * 2}, area) == [(1, 1)]


def test_odd_measures_are_taken_for_the_usual_ones() -> None:
    root = sheet('ht="x" customHeight="1"')
    root.find(f"{{{MAIN}}}cols")[0].set("width", "nan")
    assert hidden_texts(root, {(1, 1): "100%"}, {}) == []
