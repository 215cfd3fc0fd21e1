"""A bureau's Word form with all that such files have: controls, boxes, revisions, comments."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm

from tests.core.exchange.into.hand_drawn import HEADS

GROUPS = [
    ("产出指标(50分)", "数量指标", 3),
    ("产出指标(50分)", "质量指标", 2),
    ("效益指标(30分)", "社会效益指标", 2),
    ("满意度指标(10分)", "服务对象满意度指标", 2),
]
_W = nsdecls("w")
_BOX = (
    f'<w:r {_W} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape style="width:200pt">'
    "<v:textbox><w:txbxContent><w:p><w:r><w:t>监督电话：12345</w:t></w:r></w:p></w:txbxContent>"
    "</v:textbox></v:shape></w:pict></w:r>"
)
_COMMENTS = (
    f"<w:comments {_W}><w:comment w:id='0' w:author='某局' w:date='2024-01-01T00:00:00Z'>"
    "<w:p><w:r><w:t>按批复填写</w:t></w:r></w:p></w:comment></w:comments>"
)
_COMMENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_COMMENT_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"


def featured_docx() -> bytes:
    made = docx.Document()
    section = made.sections[0]
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.header.paragraphs[0].text = "某某市财政局制"
    _append(section.footer.paragraphs[0], _field(" PAGE ", "1"))
    _head(made)
    table = made.add_table(0, 8)
    table.style, table.autofit = "Table Grid", False
    _funds(table)
    _goals(table)
    _indicators(table)
    _closing(made)
    settings = made.settings.element
    settings.append(parse_xml(f"<w:documentProtection {_W} w:edit='forms' w:enforcement='1'/>"))
    stream = BytesIO()
    made.save(stream)
    return _with_comments(stream.getvalue())


def _head(made: Any) -> None:  # noqa: ANN401
    title = made.add_paragraph()
    title.add_run("项目支出绩效").bold = True
    title.add_run("自评表").bold = True
    year = made.add_paragraph()
    year.add_run("（")
    _append(year, f"<w:ins {_W} w:id='90' w:author='某局'><w:r><w:t>____年度</w:t></w:r></w:ins>")
    _append(
        year,
        f"<w:del {_W} w:id='91' w:author='某局'><w:r><w:delText>旧的</w:delText></w:r></w:del>",
    )
    year.add_run("）")
    _append(year, _BOX)
    table = made.add_table(2, 4)
    table.style = "Table Grid"
    for row, labels in enumerate((("项目名称", "项目类别"), ("主管部门", "实施单位"))):
        for at, label in zip((0, 2), labels, strict=True):
            table.cell(row, at).text = label
    cell = table.cell(0, 1)._tc
    cell.remove(cell.p_lst[0])
    cell.append(parse_xml(_prompt(7, "单击此处输入项目名称")))
    _append(table.cell(0, 3).paragraphs[0], _check_box("□"))
    _append(table.cell(0, 3).paragraphs[0], f"<w:r {_W}><w:t>一次性 </w:t></w:r>")
    _append(table.cell(0, 3).paragraphs[0], _check_box("□"))
    _append(table.cell(0, 3).paragraphs[0], f"<w:r {_W}><w:t>经常性</w:t></w:r>")
    made.add_paragraph("金额单位：万元")


def _funds(table: Any) -> None:  # noqa: ANN401
    _row(
        table, ["项目资金", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"]
    )
    _row(table, ["", "年度资金总额", "", "", "", "10", "", ""])
    _row(table, ["", "其中：财政拨款"])
    _row(table, ["", "其他资金"])
    table.cell(0, 0).merge(table.cell(3, 0)).text = "项目资金"
    _append(table.cell(1, 6).paragraphs[0], _field(" =E2/D2*100 ", "0"))


def _goals(table: Any) -> None:  # noqa: ANN401
    _row(table, ["年度总体目标"])
    at = len(table.rows) - 1
    for first, last, text in ((1, 4, "预期目标："), (5, 7, "实际完成情况：")):
        table.cell(at, first).merge(table.cell(at, last)).text = text


def _indicators(table: Any) -> None:  # noqa: ANN401
    _row(table, HEADS)
    head = len(table.rows) - 1
    properties = table.rows[head]._tr.get_or_add_trPr()
    properties.append(parse_xml(f"<w:cantSplit {_W}/>"))
    properties.append(parse_xml(f"<w:tblHeader {_W}/>"))
    first = head + 1
    for level1, level2, rows in GROUPS:
        for number in range(rows):
            name = f"指标{number + 1}：" if number + 1 < rows else "……"
            _row(table, ["" if number else level1, "" if number else level2, name])
            cell = table.cell(len(table.rows) - 1, 4)
            if number == 0:
                cell._tc.remove(cell._tc.p_lst[0])
                cell._tc.append(parse_xml(_prompt(len(table.rows) + 100, "点击填写")))
    at = first
    for _, level2, rows in GROUPS:
        if rows > 1:
            table.cell(at, 1).merge(table.cell(at + rows - 1, 1)).text = level2
        at += rows
    table.cell(first, 0).merge(table.cell(first + 4, 0)).text = GROUPS[0][0]
    note = table.cell(first + 1, 7).paragraphs[0]._p
    for mark in (
        f"<w:commentRangeStart {_W} w:id='0'/>",
        f"<w:commentRangeEnd {_W} w:id='0'/>",
        f"<w:r {_W}><w:commentReference w:id='0'/></w:r>",
        f"<w:bookmarkStart {_W} w:id='3' w:name='偏差'/>",
        f"<w:bookmarkEnd {_W} w:id='3'/>",
    ):
        note.append(parse_xml(mark))
    _row(table, ["总分"])
    last = len(table.rows) - 1
    table.cell(last, 0).merge(table.cell(last, 4)).text = "总分"
    for column in (5, 6):
        _append(table.cell(last, column).paragraphs[0], _field(" =SUM(ABOVE) ", "0"))


def _closing(made: Any) -> None:  # noqa: ANN401
    outer = made.add_table(1, 2)
    outer.cell(0, 0).text = "评价等级"
    inner = outer.cell(0, 1).add_table(1, 2)
    _append(inner.cell(0, 0).paragraphs[0], _check_box("□"))
    _append(inner.cell(0, 0).paragraphs[0], f"<w:r {_W}><w:t>优</w:t></w:r>")
    inner.cell(0, 1).text = "□良"
    paragraph = made.add_paragraph("填报人：          联系电话：          填报日期：")
    _append(
        paragraph,
        f"<w:sdt {_W}><w:sdtPr><w:id w:val='55'/><w:showingPlcHdr/><w:date/></w:sdtPr>"
        "<w:sdtContent><w:r><w:t>选择日期</w:t></w:r></w:sdtContent></w:sdt>",
    )


def _row(table: Any, texts: Sequence[str]) -> None:  # noqa: ANN401
    cells = table.add_row().cells
    for cell, text in zip(cells, texts, strict=False):
        cell.text = text


def _append(paragraph: Any, xml: str) -> None:  # noqa: ANN401
    holder = parse_xml(f"<w:p {_W}>{xml}</w:p>")
    for one in list(holder):
        paragraph._p.append(one)


def _prompt(number: int, text: str) -> str:
    return (
        f"<w:p {_W}><w:sdt><w:sdtPr><w:id w:val='{number}'/><w:showingPlcHdr/><w:text/></w:sdtPr>"
        "<w:sdtContent><w:r><w:rPr><w:rStyle w:val='PlaceholderText'/></w:rPr>"
        f"<w:t>{text}</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )


def _check_box(sign: str) -> str:
    return (
        f"<w:sdt {_W} xmlns:w14='http://schemas.microsoft.com/office/word/2010/wordml'><w:sdtPr>"
        "<w14:checkbox><w14:checked w14:val='0'/></w14:checkbox></w:sdtPr>"
        f"<w:sdtContent><w:r><w:t>{sign}</w:t></w:r></w:sdtContent></w:sdt>"
    )


def _field(instruction: str, result: str) -> str:
    return "".join(
        f"<w:r {_W}>{inside}</w:r>"
        for inside in (
            '<w:fldChar w:fldCharType="begin"/>',
            f'<w:instrText xml:space="preserve">{instruction}</w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            f"<w:t>{result}</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )


def _with_comments(data: bytes) -> bytes:
    """The file with a part of comments, which the library does not write."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "[Content_Types].xml":
                line = f'<Override PartName="/word/comments.xml" ContentType="{_COMMENT_TYPE}"/>'
                content = content.replace(b"</Types>", line.encode() + b"</Types>")
            if name == "word/_rels/document.xml.rels":
                line = f'<Relationship Id="rIdC" Type="{_COMMENT_KIND}" Target="comments.xml"/>'
                content = content.replace(b"</Relationships>", line.encode() + b"</Relationships>")
            new.writestr(name, content)
        new.writestr("word/comments.xml", _COMMENTS)
    return stream.getvalue()
