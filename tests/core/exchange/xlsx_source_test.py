"""Excel workbooks as they are shown, from files that openpyxl and hand-made parts give."""

import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
import xlsxwriter
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from core.exchange.sources.bounds import SourceError
from core.exchange.sources.xlsx_source import read_xlsx
from core.reading.source import SourceFile, SourceTable


def saved(draw: Callable[[Worksheet, Workbook], None]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "表"
    draw(sheet, book)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def table(file: SourceFile) -> SourceTable:
    (part,) = file.sections[0].parts
    assert isinstance(part, SourceTable)
    return part


def texts(file: SourceFile) -> dict[str, str]:
    return {cell.place.removeprefix("表!"): cell.text for cell in table(file).cells}


def replaced(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The workbook with some bytes of one of its parts exchanged."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(stream, "w") as target:
        assert part in source.namelist()
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                assert old in content
                content = content.replace(old, new)
            target.writestr(name, content)
    return stream.getvalue()


def test_cells_are_read_as_shown() -> None:
    def draw(sheet: Worksheet, _: Workbook) -> None:
        shown: list[tuple[bool | float | str | date, str]] = [
                 (0.97, "0.00%"), (date(2021, 12, 31), 'yyyy"年"m"月"'), (True, "General"),
                 ("两\n行", "@"), (0.1 + 0.2, "General"), (500, '"≥"0"人"')]  # fmt: skip
        for at, (value, code) in enumerate(shown, start=1):
            sheet.cell(at, 1, value).number_format = code
        sheet["B1"] = CellRichText("富", TextBlock(InlineFont(b=True), "文本"))

    assert texts(read_xlsx(saved(draw))) == {
        "A1": "97.00%", "A2": "2021年12月", "A3": "TRUE", "A4": "两\n行", "A5": "0.3",
        "A6": "≥500人", "B1": "富文本",
    }  # fmt: skip


def test_merged_cells_are_told_once_with_their_spans() -> None:
    def draw(sheet: Worksheet, _: Workbook) -> None:
        sheet["A1"], sheet["C3"] = "标题", "x"
        sheet.merge_cells("A1:C2")
        sheet.merge_cells("A3:B4")

    spans = {c.place: (c.row, c.column, c.rowspan, c.colspan, c.text)
             for c in table(read_xlsx(saved(draw))).cells}  # fmt: skip
    assert spans == {
        "表!A1": (0, 0, 2, 3, "标题"), "表!A3": (2, 0, 2, 2, ""), "表!C3": (2, 2, 1, 1, "x")
    }  # fmt: skip


def test_what_is_hidden_is_left_out_and_told() -> None:
    def draw(sheet: Worksheet, book: Workbook) -> None:
        for row in range(1, 6):
            sheet.append([f"{row}甲", f"{row}乙", f"{row}丙"])
        sheet.row_dimensions[2].hidden = True
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["B"].hidden = True
        book.create_sheet("底稿").sheet_state = "hidden"

    file = read_xlsx(saved(draw))
    assert set(texts(file)) == {"A1", "C1", "A4", "C4", "A5", "C5"}
    assert file.notes == (
        "工作表“表”隐藏的第 2–3 行没有读入",
        "工作表“表”隐藏的 B 列没有读入",
        "隐藏的工作表“底稿”没有读入",
    )


def test_a_merged_cell_stays_where_its_first_row_is_hidden() -> None:
    def draw(sheet: Worksheet, _: Workbook) -> None:
        sheet["A1"], sheet["B2"], sheet["B3"] = "产出指标", "甲", "乙"
        sheet.merge_cells("A1:A3")
        sheet.row_dimensions[1].hidden = True

    cells = table(read_xlsx(saved(draw))).cells
    assert [(c.text, c.row, c.rowspan) for c in cells] == [
        ("产出指标", 0, 2), ("甲", 0, 1), ("乙", 1, 1)
    ]  # fmt: skip


def test_a_formula_gives_its_kept_result_and_one_without_is_told() -> None:
    def draw(sheet: Worksheet, _: Workbook) -> None:
        sheet["A1"], sheet["A2"], sheet["A3"] = "=B1", "=1/0", "=C1"

    data = saved(draw)
    part = "xl/worksheets/sheet1.xml"
    data = replaced(data, part, b"<f>B1</f><v></v>", b"<f>B1</f><v>9.7</v>")
    data = replaced(data, part, b'<c r="A2"><f>1/0</f><v></v>', b'<c r="A2" t="e"><v>#DIV/0!</v>')
    file = read_xlsx(data)
    assert [(c.text, c.formula) for c in table(file).cells] == [
        ("9.7", True), ("#DIV/0!", False), ("", True)
    ]  # fmt: skip
    assert [bool(cell.doubt) for cell in table(file).cells] == [False, True, True]
    assert any("表!A3" in note and "公式" in note for note in file.notes)
    assert any("表!A2" in note and "#DIV/0!" in note for note in file.notes)


def test_far_off_cells_and_huge_merges_cost_nothing() -> None:
    def draw(sheet: Worksheet, _: Workbook) -> None:
        sheet["A1"], sheet["B3"], sheet["XFD1048576"] = "标题", "x", "远"
        sheet.merge_cells("A1:B1")
        sheet.merge_cells("A2:A3")

    data = replaced(saved(draw), "xl/worksheets/sheet1.xml", b'"A1:B1"', b'"A1:XFD1"')
    data = replaced(data, "xl/worksheets/sheet1.xml", b'"A2:A3"', b'"A2:A1048000"')
    found = table(read_xlsx(data))
    assert (found.rows, found.columns) == (5, 3)
    assert {cell.text for cell in found.cells} == {"标题", "x", "远", ""}


def test_a_sheet_that_is_a_long_list_is_passed_over_and_told() -> None:
    def draw(sheet: Worksheet, book: Workbook) -> None:
        for row in range(5_100):
            sheet.append([row])
        book.create_sheet("自评表").append(["项目名称"])

    file = read_xlsx(saved(draw))
    assert [section.name for section in file.sections if section.parts] == ["自评表"]
    assert file.notes == ("工作表“表”太大，不像自评表，没有读入",)


def test_phonetics_and_escapes_of_shared_texts() -> None:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        book.add_worksheet("表").write("A1", "名称")
    data = replaced(
        stream.getvalue(), "xl/sharedStrings.xml", "<t>名称</t>".encode(),
        "<t>名_x000D_称</t><rPh sb='0' eb='1'><t>ミョウ</t></rPh>".encode(),
    )  # fmt: skip
    assert texts(read_xlsx(data)) == {"A1": "名\n称"}


BOMB = b'<!DOCTYPE a [<!ENTITY b "cccccccccc">]>'


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"])
def test_a_dtd_is_refused(part: str) -> None:
    def draw(sheet: Worksheet, _: Workbook) -> None:
        sheet["A1"] = "x"

    root = {"xl/workbook.xml": b"<workbook ", "xl/styles.xml": b"<styleSheet "}
    start = root.get(part, b"<worksheet ")
    with pytest.raises(SourceError, match="没有读取"):
        read_xlsx(replaced(saved(draw), part, start, BOMB + start))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_workbook_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(SourceError, match="损坏"):
        read_xlsx(data)


def test_a_row_that_calls_itself_the_zeroth_is_the_next_one() -> None:
    def draw(sheet: Worksheet, _: Workbook) -> None:
        sheet["A1"], sheet["B2"] = "甲", "乙"
        sheet.merge_cells("C1:D1")

    data = replaced(saved(draw), "xl/worksheets/sheet1.xml", b'<row r="2"', b'<row r="0"')
    data = replaced(data, "xl/worksheets/sheet1.xml", b'ref="C1:D1"', b'ref="A0:B2"')
    assert texts(read_xlsx(data)) == {"A1": "甲", "B2": "乙"}


def test_what_is_struck_out_is_not_read_and_told() -> None:
    def draw(sheet: Worksheet, _: Workbook) -> None:
        sheet["A1"] = CellRichText(TextBlock(InlineFont(strike=True), "300人"), "358人")
        sheet["A2"] = 95
        sheet["A2"].font = Font(strike=True)
        sheet["A3"] = CellRichText(TextBlock(InlineFont(b=True), "甲"), "乙")

    file = read_xlsx(saved(draw))
    assert {at: text for at, text in texts(file).items() if text} == {"A1": "358人", "A3": "甲乙"}
    assert file.notes == (
        "表!A1 里划掉的“300人”没有读入，请核对", "表!A2 里划掉的“95”没有读入，请核对"
    )  # fmt: skip


def test_what_is_struck_out_of_a_shared_text_is_not_read() -> None:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("表")
        struck = book.add_format({"font_strikeout": True})
        sheet.write_rich_string("A1", struck, "300人", "358人")
        sheet.write("A2", "作废", struck)
    file = read_xlsx(stream.getvalue())
    assert [cell.text for cell in table(file).cells if cell.text] == ["358人"]
    assert len(file.notes) == 2


def test_a_blank_has_the_columns_of_its_frame_and_none_beside_it() -> None:
    def draw(sheet: Worksheet, _: Workbook) -> None:
        sheet["B2"] = "项目名称"
        for place in ("B2", "C2", "D2"):
            sheet[place].border = Border(left=Side("thin"), right=Side("thin"))

    found = table(read_xlsx(saved(draw), whole=True))
    assert (found.rows, found.columns) == (1, 3)
    assert sorted(cell.column for cell in found.cells) == [0, 1, 2]
