"""Blocks as Excel, WPS and LibreOffice put them on the clipboard, and ours as they read them."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.exchange.clipboard_formats import (
    TooMuchError,
    Written,
    as_text,
    read_html,
    read_text,
    write_html,
    write_text,
)
from core.exchange.pasted_text import clean
from core.model.file_values import MAX_TEXT

EXCEL = """<html xmlns:v="urn:schemas-microsoft-com:vml"
xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:x="urn:schemas-microsoft-com:office:excel">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8">
<style><!--table {mso-displayed-decimal-separator:"\\.";} td {white-space:nowrap;} --></style>
</head>
<body link=blue vlink=purple>
<table border=0 cellpadding=0 cellspacing=0 width=216 style='border-collapse:collapse;width:162pt'>
<!--StartFragment-->
 <col width=72 span=3 style='width:54pt'>
 <tr height=19 style='height:14.25pt'>
  <td height=19 class=xl65 rowspan=2 width=72 style='height:28.5pt;width:54pt'>数量指标</td>
  <td class=xl66 colspan=2 width=144>培训<span style='mso-spacerun:yes'>&nbsp;</span>出勤率</td>
  <td class=xl66 align=right>95%</td>
 </tr>
 <tr height=19 style='height:14.25pt'>
  <td colspan=2>中心城区一个半小时内；<br>
    郊区三个小时内</td>
  <td>及时 &amp; &lt;准确&gt;</td>
 </tr>
 <![if supportMisalignedColumns]>
 <tr height=0 style='display:none'>
  <td width=72></td><td width=72></td><td width=72></td><td></td>
 </tr>
 <![endif]>
<!--EndFragment-->
</table>
</body>
</html>
"""

WPS = """<html xmlns:o="urn:schemas-microsoft-com:office:office">
<head><style><!-- tr {} --></style></head>
<body><!--StartFragment--><table width="288.00" border="0" cellpadding="0" style='width:216.00pt;'>
<col width="72.00" style='width:54.00pt;'/>
<tr height="18" style='height:13.50pt;'>
<td class="et2" height="18" x:str>上门送发人数</td><td class="et2" x:num="1">100%</td></tr>
<tr height="18"><td class="et2" x:str>认证通知<br/>寄发人数</td>
<td class="et2" x:str>&gt;=500人</td></tr>
</table><!--EndFragment--></body></html>"""

LIBREOFFICE = """<!DOCTYPE html><html>
<head><meta http-equiv="content-type" content="text/html; charset=utf-8"/>
<title></title><style type="text/css">body,div { font-family:"Liberation Sans"; }</style></head>
<body><table cellspacing="0" border="0"><colgroup span="2" width="85"></colgroup>
\t<tr>
\t\t<td height="17" align="left"><font face="Noto Sans CJK SC">培训出勤率</font></td>
\t\t<td align="right" sdval="0.95" sdnum="2052;0;0%"><font color="#000000">95%</font></td>
\t</tr>
\t<tr>
\t\t<td height="17" align="left" valign=bottom><br></td>
\t\t<td align="left"><p>一</p><p>二</p></td>
\t</tr>
</table>
<!-- ************************************************************************** -->
</body></html>"""


def test_excel() -> None:
    assert read_html(EXCEL) == (
        ("数量指标", "培训 出勤率", "95%"),
        (None, "中心城区一个半小时内；\n郊区三个小时内", "及时 & <准确>"),
    )


def test_wps() -> None:
    assert read_html(WPS) == (("上门送发人数", "100%"), ("认证通知\n寄发人数", ">=500人"))


def test_libreoffice() -> None:
    assert read_html(LIBREOFFICE) == (("培训出勤率", "95%"), ("", "一\n二"))


def test_only_the_first_table_is_read_and_one_within_a_cell_is_its_text() -> None:
    inner = "<table><tr><td>a<table><tr><td>b</td></tr></table></td><td>c</td></tr></table>"
    assert read_html(inner + "<table><tr><td>z</td></tr></table>") == (("a\nb", "c"),)


def test_html_without_a_table_is_no_block() -> None:
    assert read_html("<p>文字</p>") is None
    assert read_html("<table></table>") is None


def test_a_line_end_of_the_source_within_chinese_is_no_space() -> None:
    assert read_html("<table><tr><td>养老金\r\n   发放</td></tr></table>") == (("养老金发放",),)
    assert read_html("<table><tr><td>a\n b</td></tr></table>") == (("a b",),)


def test_merged_cells_reach_down_once_for_all_their_columns() -> None:
    html = (
        "<table><tr><td rowspan=3 colspan=2>m</td><td>1</td><td rowspan=2>n</td></tr>"
        "<tr><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>"
    )
    assert read_html(html) == (("m", "1", "n"), (None, "2", None), (None, "3", "4"))


def test_text_of_excel() -> None:
    text = '养老金\t100%\r\n"第一行\n第二行"\t"含""引号""\t和制表"\r\n'
    assert read_text(text) == (("养老金", "100%"), ("第一行\n第二行", '含"引号"\t和制表'))


def test_columns_and_cells_hidden_in_excel_stay_behind() -> None:
    html = (
        "<table><col width=72><col width=0 style='display:none;mso-width-source:userset' span=2>"
        "<col width=72><tr><td rowspan=2>甲</td><td width=0>备注</td><td>藏</td><td>100%</td></tr>"
        "<tr><td colspan=2>藏</td><td>98%</td></tr>"
        "<tr><td colspan=2 rowspan=2>乙</td><td>藏</td><td>1</td></tr>"
        "<tr><td>藏</td><td>2</td></tr>"
        "<tr><td>丙</td><td colspan=3>宽</td></tr></table>"
    )
    assert read_html(html) == (
        ("甲", "100%"),
        (None, "98%"),
        ("乙", "1"),
        (None, "2"),
        ("丙", "宽"),
    )
    cell = "<table><tr><td>甲</td><td style='DISPLAY: none'>藏</td><td>乙</td></tr></table>"
    assert read_html(cell) == (("甲", "乙"),)


def test_quotes_that_no_spreadsheet_needs_are_the_clerks_own() -> None:
    assert read_text('"放管服"\t"双随机"\n') == (('"放管服"', '"双随机"'),)
    assert read_text('"第一行\n第二行"', quoted=False) == (('"第一行',), ('第二行"',))


def test_a_block_in_one_cell_is_its_texts_without_tabs() -> None:
    assert as_text((("甲", "", "乙"), (None, "丙"), ("",))) == "甲 乙\n丙"


def test_the_last_line_feed_begins_no_row_but_empty_cells_count() -> None:
    assert read_text("a\n") == (("a",),)
    assert read_text("a\n\nb") == (("a",), ("",), ("b",))
    assert read_text("a\t\n") == (("a", ""),)
    assert read_text("") == ()


def test_a_quote_that_does_not_enclose_a_cell_is_text() -> None:
    assert read_text('"钉钉"日使用人数\tx') == (('"钉钉"日使用人数', "x"),)
    assert read_text('"open\nnext') == (('"open',), ("next",))


def test_what_no_field_can_hold_is_taken_out() -> None:
    assert clean("a\x00b\ud83dc\r\nd\u2028e") == "ab\N{REPLACEMENT CHARACTER}c\nd\ne"
    assert len(clean("长" * (MAX_TEXT + 5))) == MAX_TEXT


def test_ours_in_html_is_text_with_merged_cells() -> None:
    rows: list[list[Written | None]] = [
        [Written("=100%\n<甲>", 2, 1), Written("1")],
        [None, Written("2")],
    ]
    html = write_html(rows)
    assert 'rowspan="2"' in html
    assert "mso-number-format" in html
    assert read_html(html) == (("=100%\n<甲>", "1"), (None, "2"))


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr>" + "<td rowspan=9999 colspan=9999>x</td>" * 250 + "</tr></table>",
        "<table>" + "<tr><td>x</td></tr>" * 2_001 + "</table>",
        "<table>" + ("<tr>" + "<td>x" * 256) * 1_000 + "</table>",
        "<table><tr><td>" + "<a" * 1_000_001,
    ],
)
def test_more_than_a_form_can_hold_is_refused_before_it_is_laid_out(html: str) -> None:
    with pytest.raises(TooMuchError, match="没有粘贴"):
        read_html(html)


def test_a_text_of_more_rows_than_a_form_has_is_refused() -> None:
    assert len(read_text("x\n" * 2_000)) == 2_000
    for text in ("x\n" * 2_001, "x\t" * 2_000_001):
        with pytest.raises(TooMuchError):
            read_text(text)


@pytest.mark.parametrize("part", ["<a", "<!", "<!--", "<?", "&", "</", "<script>", "<table>", "<"])
def test_markup_without_an_end_is_read_in_time(part: str) -> None:
    # With the standard library's parser some of these take minutes.
    with suppress(TooMuchError):  # where it is the text of a cell
        assert read_html("<table><tr><td>x" + part * 100_000) is not None


words = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), max_size=8)
cells = st.lists(words, min_size=1, max_size=3).map("\n".join).map(lambda text: text.strip("\n"))
blocks = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1, max_size=5)
)


@given(blocks)
def test_ours_is_read_back_as_it_was(block: list[list[str]]) -> None:
    rows = [[Written(clean(text)) for text in row] for row in block]
    wanted = tuple(tuple(cell.text for cell in row) for row in rows)
    assert read_text(write_text(rows)) == wanted
    assert read_html(write_html(rows)) == wanted


@given(st.text(max_size=300))
def test_any_text_is_a_block(text: str) -> None:
    for block in (read_text(text), read_html("<table><tr><td>" + text), read_html(text)):
        assert block is None or all(
            cell is None or clean(cell) == cell for row in block for cell in row
        )
