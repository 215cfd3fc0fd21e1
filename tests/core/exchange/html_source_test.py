"""Saved web pages and lines of cells as tables."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.exchange.sources.bounds import SourceError
from core.exchange.sources.csv_source import read_csv
from core.exchange.sources.html_source import read_html
from core.reading.source import SourceFile, SourceTable, SourceText

Placed = tuple[int, int, int, int, str]


def shown(file: SourceFile) -> list[str | list[Placed]]:
    return [
        part.text
        if isinstance(part, SourceText)
        else [(c.row, c.column, c.rowspan, c.colspan, c.text) for c in part.cells]
        for part in file.sections[0].parts
    ]


def page(body: str) -> list[str | list[Placed]]:
    return shown(read_html(f"<html><head><title>t</title></head><body>{body}</body>".encode()))


def test_texts_and_tables_come_in_order_with_their_spans() -> None:
    assert page(
        "<h1>自评表</h1>（2021 年度）<table><tr><td rowspan=2>产出<td colspan=2>数量"
        "<tr><td>甲<td>乙</table><p>注：完</p>"
    ) == [
        "自评表",
        "（2021 年度）",
        [(0, 0, 2, 1, "产出"), (0, 1, 1, 2, "数量"), (1, 1, 1, 1, "甲"), (1, 2, 1, 1, "乙")],
        "注：完",
    ]


def test_lines_within_a_cell() -> None:
    assert page("<table><tr><td>一<br>二<p>三</p> 四\n五&nbsp; 6</table>") == [
        [(0, 0, 1, 1, "一\n二\n三\n四五 6")]
    ]


def test_hidden_rows_and_cells_are_left_out_and_told() -> None:
    data = (
        "<table><tr style='display: none'><td>藏</tr><tr><td>见<td hidden>藏"
        "<td style='mso-hide:all'>藏</table>"
    )
    file = read_html(data.encode())
    assert shown(file) == [[(0, 0, 1, 1, "见")]]
    assert file.notes == ("网页里隐藏的内容没有读入",)


def test_what_excel_has_no_room_for_in_a_cell_is_its_text() -> None:
    cell = "<table><tr><td>培训出勤<span style='display:none'>率</span></table>"
    excel = f"<html xmlns:x='urn:schemas-microsoft-com:office:excel'><body>{cell}</body></html>"
    assert shown(read_html(excel.encode())) == [[(0, 0, 1, 1, "培训出勤率")]]
    assert page(cell) == [[(0, 0, 1, 1, "培训出勤")]]


COLUMN = "<col style='display:none;mso-width-source:userset' width=0"


@pytest.mark.parametrize(
    "columns",
    [
        f"<col width=72>{COLUMN} span=2><col>",
        f"<colgroup><col>{COLUMN}>{COLUMN}></colgroup><col>",
        "<colgroup></colgroup><colgroup span=2 style='visibility: collapse'>",
    ],
)
@pytest.mark.parametrize("cell", ["<td>", "<td style='display:none'>"])
def test_hidden_columns_are_left_out_and_told(columns: str, cell: str) -> None:
    data = (
        f"<table>{columns}<tr><td>甲{cell}藏{cell}藏<td>乙<tr><td colspan=3>丙<td>丁"
        f"<tr><td>戊<td colspan=2 rowspan=2>藏<td>己<tr><td>庚<td>辛</table>"
    )
    file = read_html(data.encode())
    assert shown(file) == [
        [
            *((0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙"), (1, 0, 1, 1, "丙"), (1, 1, 1, 1, "丁")),
            *((2, 0, 1, 1, "戊"), (2, 1, 1, 1, "己"), (3, 0, 1, 1, "庚"), (3, 1, 1, 1, "辛")),
        ]
    ]
    assert file.notes == ("网页里隐藏的内容没有读入",)


@given(st.data())
def test_a_hidden_column_is_as_if_it_were_not_there(data: st.DataObject) -> None:
    wide = data.draw(st.integers(1, 6))
    rows = data.draw(st.lists(st.lists(st.sampled_from("甲乙丙丁"), min_size=wide, max_size=wide),
                              min_size=1, max_size=4))  # fmt: skip
    hidden = data.draw(st.sets(st.integers(0, wide - 1), max_size=wide - 1))

    def drawn(seen: list[int], columns: str) -> str:
        lines = ("".join(f"<td>{row[at]}" for at in seen) for row in rows)
        return f"<table>{columns}{''.join(f'<tr>{line}' for line in lines)}</table>"

    every = list(range(wide))
    columns = "".join("<col style='display:none'>" if at in hidden else "<col>" for at in every)
    without = drawn([at for at in every if at not in hidden], "")
    assert page(drawn(every, columns)) == page(without)


def test_fields_to_fill_are_read() -> None:
    assert page(
        "<table><tr><td><input value='100'><input type=hidden value=x><td>"
        "<select><option>良<option selected>优</select><td><textarea>完成</textarea>"
        "<td><input type=checkbox checked>是</table>"
    ) == [[(0, 0, 1, 1, "100"), (0, 1, 1, 1, "优"), (0, 2, 1, 1, "完成"), (0, 3, 1, 1, "☑是")]]


def test_a_table_for_layout_is_looked_through() -> None:
    inner = "<table><tr><td>项目<td>甲<tr><td>单位<td>乙</table>"
    assert page(f"<table><tr><td>标题</tr><tr><td>{inner}</tr><tr><td>表尾</table>") == [
        [(0, 0, 1, 1, "标题")],
        [(0, 0, 1, 1, "项目"), (0, 1, 1, 1, "甲"), (1, 0, 1, 1, "单位"), (1, 1, 1, 1, "乙")],
        [(0, 0, 1, 1, "表尾")],
    ]


@pytest.mark.parametrize("name", ["gb2312", "GBK", "utf-8", "unknown-9"])
def test_the_declared_encoding_is_followed_where_it_is_true(name: str) -> None:
    body = f"<meta http-equiv=Content-Type content='text/html; charset={name}'><p>社会保险費㐀"
    encoding = "utf-8" if name in {"utf-8", "unknown-9"} else "gb18030"
    assert shown(read_html(body.encode(encoding))) == ["社会保险費㐀"]


@given(st.text(st.sampled_from("<>/td tr=ableowspn0123456789'\"甲")), st.integers(0, 99_999))
def test_no_markup_raises_anything_else(body: str, span: int) -> None:
    try:
        file = read_html(f"<table><tr><td rowspan={span} colspan={span}>x{body}</table>".encode())
    except SourceError:
        return
    for part in file.sections[0].parts:
        if not isinstance(part, SourceText):
            covered = [(r, c) for cell in part.cells
                       for r in range(cell.row, cell.row + cell.rowspan)
                       for c in range(cell.column, cell.column + cell.colspan)]  # fmt: skip
            assert len(covered) == len(set(covered))
            assert all(r < part.rows and c < part.columns for r, c in covered)


LINES = "项目名称,甲\n年度,2021\n"


@pytest.mark.parametrize(
    "data",
    [
        LINES.encode(),
        b"\xef\xbb\xbf" + LINES.encode(),
        LINES.encode("gb18030"),
        b"\xff\xfe" + LINES.encode("utf-16-le"),
        b"\xfe\xff" + LINES.encode("utf-16-be"),
        LINES.replace(",", "\t").encode(),
        LINES.replace(",", ";").encode(),
        b"sep=,\r\n" + LINES.encode(),
        LINES.replace("\n", "\r\n").encode(),
        LINES.replace("甲", '"甲"').encode(),
    ],
)
def test_lines_of_cells_in_every_encoding(data: bytes) -> None:
    assert shown(read_csv(data)) == [
        [(0, 0, 1, 1, "项目名称"), (0, 1, 1, 1, "甲"), (1, 0, 1, 1, "年度"), (1, 1, 1, 1, "2021")]
    ]


@pytest.mark.parametrize(
    "struck",
    [
        "<s>300人</s>",
        "<del>300人</del>",
        '<span style="text-decoration: line-through">300人</span>',
    ],
)
def test_what_is_struck_out_is_not_read_and_told(struck: str) -> None:
    file = read_html(f"<table><tr><td>{struck}358人</td><td>甲</td></tr></table>".encode())
    assert shown(file) == [[(0, 0, 1, 1, "358人"), (0, 1, 1, 1, "甲")]]
    assert file.notes == ("网页里划掉的“300人”没有读入，请核对",)


def test_only_line_ends_begin_a_row() -> None:
    table = read_csv("甲,一\u000b二\u2028三\n乙,2\r丙,3\r\n".encode()).sections[0].parts[0]
    assert isinstance(table, SourceTable)
    assert [(c.row, c.column) for c in table.cells] == [
        (0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 1)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("read", "begun", "rest"),
    [
        (read_csv, "甲,乙\n1,2\n3,4\n5", ",6"),
        (read_html, "<table><tr><td>甲<tr><td>乙", "</table>"),
        (read_html, "<table><tr><td>甲", "</table><!--<table>--><script>'<table>'</script><p>注"),
    ],
)
def test_a_file_that_breaks_off_is_told(
    read: Callable[[bytes], SourceFile], begun: str, rest: str
) -> None:
    assert not read((begun + rest).encode()).notes
    assert "完整" in read(begun.encode()).notes[0]


def test_a_quoted_cell_keeps_its_lines_and_separators() -> None:
    assert shown(read_csv('目标,"一、甲,乙\n二、丙"\n年,1\n'.encode())) == [
        [(0, 0, 1, 1, "目标"), (0, 1, 1, 1, "一、甲,乙\n二、丙"), (1, 0, 1, 1, "年"),
         (1, 1, 1, 1, "1")]
    ]  # fmt: skip


@given(st.binary())
def test_no_bytes_raise_anything_else(data: bytes) -> None:
    for read in (read_csv, read_html):
        with suppress(SourceError):
            read(data)
