"""Word documents as they are shown, from python-docx and from markup that it cannot write."""

from collections.abc import Callable
from io import BytesIO

import pytest
from docx import Document
from docx.document import Document as DocumentType
from docx.oxml import parse_xml

from core.exchange.sources.bounds import SourceError
from core.exchange.sources.docx_source import read_docx
from core.reading.source import SourceFile, SourceTable, SourceText

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OTHERS = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def saved(draw: Callable[[DocumentType], None]) -> bytes:
    document = Document()
    draw(document)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def markup(body: str) -> bytes:
    """A document whose body is this WordprocessingML."""

    def draw(document: DocumentType) -> None:
        element = document.element.body
        for one in parse_xml(f"<w:body {W} {OTHERS}>{body}</w:body>"):
            element.insert(len(element) - 1, one)

    return saved(draw)


def paragraph(runs: str) -> str:
    return f"<w:p>{runs}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def rows(*lines: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{line}</w:tr>' for line in lines)}</w:tbl>"


def shown(file: SourceFile) -> list[object]:
    """The paragraphs as texts, the tables as lists of (row, column, rowspan, colspan, text)."""
    out: list[object] = []
    for part in file.sections[0].parts:
        if isinstance(part, SourceText):
            out.append(part.text)
        else:
            out.append([(c.row, c.column, c.rowspan, c.colspan, c.text) for c in part.cells])
    return out


def test_paragraphs_and_tables_come_in_their_order_with_their_spans() -> None:
    def draw(document: DocumentType) -> None:
        document.add_paragraph("绩效自评表")
        table = document.add_table(3, 3)
        for at in range(9):
            table.cell(at // 3, at % 3).text = f"格{at}"
        table.cell(0, 0).merge(table.cell(0, 1)).text = "横"
        table.cell(1, 0).merge(table.cell(2, 0)).text = "竖"
        document.add_paragraph("注：表尾")

    file = read_docx(saved(draw))
    assert shown(file) == [
        "绩效自评表",
        [(0, 0, 1, 2, "横"), (0, 2, 1, 1, "格2"), (1, 0, 2, 1, "竖"), (1, 1, 1, 1, "格4"),
         (1, 2, 1, 1, "格5"), (2, 1, 1, 1, "格7"), (2, 2, 1, 1, "格8")],
        "注：表尾",
    ]  # fmt: skip
    table = file.sections[0].parts[1]
    assert isinstance(table, SourceTable)
    assert (table.rows, table.columns) == (3, 3)
    assert table.cells[-1].place == "表格1 第3行第3格"


def test_old_horizontal_merges() -> None:
    start = cell(paragraph(run("合")), '<w:hMerge w:val="restart"/>')
    more = cell(paragraph(""), "<w:hMerge/>")
    assert shown(read_docx(markup(rows(start + more + cell(paragraph(run("右"))))))) == [
        [(0, 0, 1, 2, "合"), (0, 2, 1, 1, "右")]
    ]


def test_revisions_are_accepted_and_hidden_text_is_left_out_and_told() -> None:
    runs = (
        run("甲")
        + f"<w:ins>{run('乙')}</w:ins>"
        + "<w:del><w:r><w:delText>丙</w:delText></w:r></w:del>"
        + run("丁", "<w:vanish/>")
        + run("戊", '<w:vanish w:val="0"/>')
    )
    file = read_docx(markup(paragraph(runs)))
    assert shown(file) == ["甲乙戊"]
    assert file.notes == ("文档里隐藏的文字没有读入",)


def test_breaks_symbols_fields_and_boxes_to_tick() -> None:
    runs = (
        "<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t></w:r>"
        '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:font="Symbol" w:char="F0B3"/></w:r>'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("2022年")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/>'
        "<w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>"
    )
    assert shown(read_docx(markup(paragraph(runs)))) == ["甲\n乙 丙☑≥2022年☑"]


def test_content_controls_are_looked_through_and_prompts_are_nothing() -> None:
    inner = f"<w:sdt><w:sdtPr/><w:sdtContent>{run('项目')}</w:sdtContent></w:sdt>"
    prompt = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        f"{run('单击此处输入文字')}</w:sdtContent></w:sdt>"
    )
    block = f"<w:sdt><w:sdtContent>{rows(cell(paragraph(inner + prompt)))}</w:sdtContent></w:sdt>"
    assert shown(read_docx(markup(block))) == [[(0, 0, 1, 1, "项目")]]


def test_a_text_box_is_told_once() -> None:
    box = f"<w:txbxContent>{paragraph(run('框'))}</w:txbxContent>"
    both = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert shown(read_docx(markup(paragraph(run("前") + both)))) == ["前", "框"]


def test_a_table_within_a_cell_stands_in_its_place() -> None:
    inner = rows(*(cell(paragraph(run(f"内{at}"))) + cell(paragraph(run("值"))) for at in (1, 2)))
    outer = rows(
        cell(paragraph(run("上"))),
        cell(paragraph(run("中")) + inner + paragraph("")),
        cell(paragraph(run("下"))),
    )
    assert shown(read_docx(markup(outer))) == [
        [(0, 0, 1, 1, "上"), (1, 0, 1, 1, "中")],
        [(0, 0, 1, 1, "内1"), (0, 1, 1, 1, "值"), (1, 0, 1, 1, "内2"), (1, 1, 1, 1, "值")],
        [(0, 0, 1, 1, "下")],
    ]


def test_a_small_table_within_a_cell_is_its_text() -> None:
    inner = rows(cell(paragraph(run("是"))) + cell(paragraph(run("否"))))
    outer = rows(cell(paragraph(run("涉密")) + inner + paragraph("")))
    assert shown(read_docx(markup(outer))) == [[(0, 0, 1, 1, "涉密\n是 否")]]


def test_deleted_rows_are_gone() -> None:
    deleted = "<w:trPr><w:del w:id='1'/></w:trPr>" + cell(paragraph(run("删")))
    assert shown(read_docx(markup(rows(deleted, cell(paragraph(run("留"))))))) == [
        [(0, 0, 1, 1, "留")]
    ]


def test_counted_numbers_are_shown() -> None:
    def draw(document: DocumentType) -> None:
        for text in ("完成培训", "完成认证"):
            document.add_paragraph(text, style=None)
        numbers = document.part.numbering_part.element
        abstract = parse_xml(
            f'<w:abstractNum {W} w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
        )
        numbers.insert(0, abstract)
        numbers.append(parse_xml(f'<w:num {W} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
        for one in document.paragraphs:
            one._p.get_or_add_pPr().append(
                parse_xml(f'<w:numPr {W}><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>')
            )

    assert shown(read_docx(saved(draw))) == ["一、完成培训", "二、完成认证"]


def test_numbers_that_a_style_counts_are_shown() -> None:
    def draw(document: DocumentType) -> None:
        for text in ("甲", "乙", "丙"):
            last = document.add_paragraph(text, style="List Number")
        none = parse_xml(f'<w:numPr {W}><w:numId w:val="0"/></w:numPr>')
        last._p.get_or_add_pPr().append(none)

    assert shown(read_docx(saved(draw))) == ["1.甲", "2.乙", "丙"]


def test_what_is_struck_out_is_not_read_and_told() -> None:
    struck = "<w:r><w:rPr><w:strike/></w:rPr><w:t>300人</w:t></w:r>"
    whole = '<w:r><w:rPr><w:dstrike w:val="0"/></w:rPr><w:t>乙</w:t></w:r>'
    file = read_docx(markup(paragraph(struck + run("358人") + whole)))
    assert shown(file) == ["358人乙"]
    assert file.notes == ("文档里划掉的“300人”没有读入，请核对",)


def test_heads_and_feet_are_told_but_no_page_numbers() -> None:
    def draw(document: DocumentType) -> None:
        document.add_paragraph("正文")
        document.sections[0].header.paragraphs[0].text = "附件2"
        document.sections[0].footer.paragraphs[0].text = "第 1 页 共 3 页"

    assert shown(read_docx(saved(draw))) == ["附件2", "正文"]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no zip"])
def test_what_is_no_document_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(SourceError, match="损坏"):
        read_docx(data)


def test_endless_nesting_is_refused_or_read_but_never_a_crash() -> None:
    deep = run("底")
    for _ in range(70):
        deep = f"<w:sdt><w:sdtContent>{deep}</w:sdtContent></w:sdt>"
    assert shown(read_docx(markup(paragraph(deep)))) == ["底"]


@pytest.mark.parametrize(
    "empty",
    [
        rows(),
        rows("<w:trPr><w:hidden/></w:trPr>" + cell(paragraph(run("暗的")))),
        rows(cell(rows(cell(paragraph(run("里面")))) + "<w:p/>")),
    ],
    ids=["no row", "a hidden row", "only a table within"],
)
def test_a_table_that_shows_nothing_of_its_own_is_none(empty: str) -> None:
    for section in read_docx(markup(empty + paragraph(run("下面")))).sections:
        tables = [part for part in section.parts if isinstance(part, SourceTable)]
        assert all(part.cells for part in tables)
        assert len(tables) == empty.count("里面")
