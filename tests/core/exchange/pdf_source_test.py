"""Text PDFs: tables by their lines, words by their places, pages put together again."""

from collections.abc import Callable, Sequence
from io import BytesIO

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from core.exchange.sources.bounds import SourceError
from core.exchange.sources.pdf_source import read_pdf_source
from core.reading.source import SourceTable, SourceText
from core.resources import resource

SIZE = 10
HEIGHT = A4[1]
Page = Callable[[Canvas], None]


def pdf(*pages: Page, rotation: int = 0) -> bytes:
    if "Song" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Song", str(resource("fonts/song.ttf"))))
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    for draw in pages:
        canvas.setPageRotation(rotation)
        canvas.setFont("Song", SIZE)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def words(canvas: Canvas, left: float, top: float, *lines: str) -> None:
    for at, line in enumerate(lines):
        canvas.drawString(left, HEIGHT - top - SIZE - 13 * at, line)


def ruled(canvas: Canvas, top: float, widths: Sequence[float],
          rows: Sequence[Sequence[Sequence[str] | None]], height: float = 30) -> None:  # fmt: skip
    """Rows of cells of lines; ``None`` goes on with the cell above."""
    edges = [50.0]
    for width in widths:
        edges.append(edges[-1] + width)
    for number, row in enumerate(rows):
        y = HEIGHT - top - number * height
        for at, lines in enumerate(row):
            if lines is not None:
                canvas.line(edges[at], y, edges[at + 1], y)
                words(canvas, edges[at] + 4, top + number * height + 2, *lines)
    bottom = HEIGHT - top - len(rows) * height
    canvas.line(edges[0], bottom, edges[-1], bottom)
    for edge in edges:
        canvas.line(edge, HEIGHT - top, edge, bottom)


def shown(data: bytes) -> list[str | list[tuple[int, int, int, int, str]]]:
    return [
        part.text
        if isinstance(part, SourceText)
        else [(c.row, c.column, c.rowspan, c.colspan, c.text) for c in part.cells]
        for part in read_pdf_source(data).sections[0].parts
    ]


def test_a_ruled_table_with_a_merged_cell_between_lines_of_text() -> None:
    def page(canvas: Canvas) -> None:
        words(canvas, 200, 40, "绩效自评表")
        ruled(canvas, 80, [60, 100], [[["产出"], ["数量"]], [None, ["质量"]]])
        words(canvas, 50, 200, "注：完")

    assert shown(pdf(page)) == [
        "绩效自评表",
        [(0, 0, 2, 1, "产出"), (0, 1, 1, 1, "数量"), (1, 1, 1, 1, "质量")],
        "注：完",
    ]


@pytest.mark.parametrize("rotation", [0, 180])
def test_turned_pages_are_read_as_they_are_shown(rotation: int) -> None:
    def page(canvas: Canvas) -> None:
        ruled(canvas, 80, [60, 100], [[["甲"], ["乙"]]])

    texts = [cell[4] for cell in shown(pdf(page, rotation=rotation))[0]]
    assert texts == (["甲", "乙"] if rotation == 0 else ["乙", "甲"])


def test_folded_lines_are_joined_and_written_ones_are_kept() -> None:
    def page(canvas: Canvas) -> None:
        lines = (["工作人员激", "活率"], ["一、甲", "二、乙"], [">=99", "%"])
        ruled(canvas, 80, [60, 100, 36], [lines])

    assert [cell[4] for cell in shown(pdf(page))[0]] == [
        "工作人员激活率",
        "一、甲\n二、乙",
        ">=99%",
    ]


def test_a_table_goes_on_over_the_page_without_its_repeated_head() -> None:
    head = [["一级指标"], ["三级指标"], ["分值"]]

    def first(canvas: Canvas) -> None:
        ruled(canvas, 80, [60, 100, 60], [head, [["产出"], ["甲"], ["10"]], [None, ["乙"], ["5"]]])
        words(canvas, 290, 800, "第1页")

    def second(canvas: Canvas) -> None:
        ruled(canvas, 60, [60, 100, 60], [head, [[], ["丙"], ["5"]], [None, ["丁"], ["5"]]])
        words(canvas, 290, 800, "第2页")

    assert shown(pdf(first, second)) == [
        [
            (0, 0, 1, 1, "一级指标"), (0, 1, 1, 1, "三级指标"), (0, 2, 1, 1, "分值"),
            (1, 0, 4, 1, "产出"), (1, 1, 1, 1, "甲"), (1, 2, 1, 1, "10"), (2, 1, 1, 1, "乙"),
            (2, 2, 1, 1, "5"), (3, 1, 1, 1, "丙"), (3, 2, 1, 1, "5"), (4, 1, 1, 1, "丁"),
            (4, 2, 1, 1, "5"),
        ]
    ]  # fmt: skip


def test_a_row_torn_by_the_end_of_a_page_is_mended() -> None:
    def first(canvas: Canvas) -> None:
        row = [["工作人员激"], ["100%"], ["10"], ["今后加强对窗"]]
        ruled(canvas, 80, [60, 50, 40, 70], [[["甲"], ["1"], ["2"], []], row])

    def second(canvas: Canvas) -> None:
        rows = [[["活率"], [], [], ["口的培训"]], [["乙"], ["100%"], ["10"], []]]
        ruled(canvas, 60, [60, 50, 40, 70], rows)

    cells = shown(pdf(first, second))[0]
    assert [cell[4] for cell in cells if cell[0] == 1] == [
        "工作人员激活率", "100%", "10", "今后加强对窗口的培训"
    ]  # fmt: skip
    assert [cell[4] for cell in cells if cell[0] == 2] == ["乙", "100%", "10", ""]


@pytest.mark.parametrize(
    ("row", "rest"),
    [
        (["其中：当年财", "1,200", "1,150", "—"], ["政拨款", ",000.00", ",000.00", ""]),
        (["工程管", "≤6.5万元", "6.38万元", "5"], ["", "/公里", "/公里", ""]),
        (["受益群众满意", "≥90", "92.5", "10"], ["度", "%", "%", ""]),
        (["工程竣工完成", "12月", "12月", "5"], ["时间", "31日前", "20日", ""]),
    ],
)
def test_a_figure_torn_by_the_end_of_a_page_is_one(row: list[str], rest: list[str]) -> None:
    widths = [72, 50, 50, 40]

    def first(canvas: Canvas) -> None:
        ruled(canvas, 80, widths, [[["甲"], ["1"], ["2"], ["3"]], [[one] for one in row]])

    def second(canvas: Canvas) -> None:
        rows = [[[one] if one else [] for one in rest], [["乙"], ["4"], ["5"], ["6"]]]
        ruled(canvas, 60, widths, rows)

    cells = shown(pdf(first, second))[0]
    assert [cell[4] for cell in cells if cell[0] == 1] == [
        one + more for one, more in zip(row, rest, strict=True)
    ]
    assert [cell[4] for cell in cells if cell[0] == 2] == ["乙", "4", "5", "6"]


def test_a_label_that_is_longer_than_its_rows_on_the_next_page_is_one_label() -> None:
    def first(canvas: Canvas) -> None:
        rows: list[list[list[str] | None]] = [
            [["绩", "效", "指", "标"], ["甲"]],
            [None, ["乙"]],
            [None, ["丙"]],
        ]
        ruled(canvas, 80, [60, 100], rows)

    def second(canvas: Canvas) -> None:
        ruled(canvas, 60, [60, 100], [[[], ["丁"]], [["", "总分"], ["100"]]])
        for at, sign in enumerate("绩效指标"):  # clipped by Excel, but there
            words(canvas, 75, 45 + 15 * at, sign)

    assert shown(pdf(first, second)) == [
        [
            (0, 0, 4, 1, "绩\n效\n指\n标"), (0, 1, 1, 1, "甲"), (1, 1, 1, 1, "乙"),
            (2, 1, 1, 1, "丙"), (3, 1, 1, 1, "丁"), (4, 0, 1, 1, "总分"), (4, 1, 1, 1, "100"),
        ]
    ]  # fmt: skip


def test_places_name_the_page_and_the_box() -> None:
    def page(canvas: Canvas) -> None:
        ruled(canvas, 80, [60, 100], [[["甲"], ["乙"]]])

    (table,) = read_pdf_source(pdf(page)).sections[0].parts
    assert isinstance(table, SourceTable)
    box = table.cells[1].box
    assert box is not None
    assert [round(side) for side in (box.left, box.top, box.right, box.bottom)] == [
        110, 80, 210, 110
    ]  # fmt: skip
    assert table.cells[1].place == "第1页"


def test_a_scan_says_that_it_has_no_text() -> None:
    with pytest.raises(SourceError, match="扫描件没有文字"):
        read_pdf_source(pdf(lambda canvas: canvas.line(0, 0, 100, 100)))


def test_a_locked_and_a_damaged_file_are_told() -> None:
    stream = BytesIO()
    canvas = Canvas(stream, encrypt="geheim")
    canvas.drawString(1, 1, "x")
    canvas.save()
    with pytest.raises(SourceError, match="密码"):
        read_pdf_source(stream.getvalue())
    with pytest.raises(SourceError, match="损坏"):
        read_pdf_source(b"%PDF-1.7 rubbish")


def test_a_line_folded_at_the_margin_is_one_with_what_follows_and_a_list_is_none() -> None:
    def page(canvas: Canvas) -> None:
        words(canvas, 56, 40, "项目名称：甲　主管部门：乙局　实施单位：罗湖", "区南湖街道办事处")
        words(canvas, 56, 80, "填报人：张三")
        words(canvas, 56, 93, "很短的一行", "另一行")
        ruled(canvas, 140, [120, 112], [[["产出"], ["数量"]], [["一"], ["二"]]])

    assert shown(pdf(page))[:4] == [
        "项目名称：甲 主管部门：乙局 实施单位：罗湖区南湖街道办事处",
        "填报人：张三",
        "很短的一行",
        "另一行",
    ]


def test_a_figure_that_its_column_had_no_room_for_is_blank_and_doubtful() -> None:
    def page(canvas: Canvas) -> None:
        ruled(canvas, 80, [60, 100], [[["资金"], ["###"]], [["其他"], ["5"]]])

    (table,) = read_pdf_source(pdf(page)).sections[0].parts
    assert isinstance(table, SourceTable)
    unseen = [(cell.text, bool(cell.doubt)) for cell in table.cells]
    assert unseen == [("资金", False), ("", True), ("其他", False), ("5", False)]
