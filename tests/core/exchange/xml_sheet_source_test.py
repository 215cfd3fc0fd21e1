"""XML spreadsheets of Excel 2003."""

from core.exchange.sources.recognition import read_source
from core.reading.source import SourceTable

BOOK = """<?xml version="1.0" encoding="{encoding}"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel">
<Styles><Style ss:ID="p"><NumberFormat ss:Format="0.0%"/></Style>
<Style ss:ID="d"><NumberFormat ss:Format="yyyy&quot;年&quot;m&quot;月&quot;"/></Style></Styles>
<Worksheet ss:Name="自评表"><Table><Column/><Column ss:Index="4" ss:Hidden="1"/>
<Row><Cell ss:MergeAcross="2"><Data ss:Type="String">标题</Data></Cell></Row>
<Row ss:Index="3"><Cell ss:MergeDown="1"><Data ss:Type="String">产出</Data></Cell>
<Cell ss:StyleID="p"><Data ss:Type="Number">0.97</Data></Cell>
<Cell ss:Index="4"><Data ss:Type="String">藏</Data></Cell></Row>
<Row><Cell ss:StyleID="d"><Data ss:Type="DateTime">2021-12-31T00:00:00.000</Data></Cell>
<Cell ss:Formula="=1/0"><Data ss:Type="Error">#DIV/0!</Data></Cell></Row>
</Table></Worksheet>
<Worksheet ss:Name="底稿"><Table/><x:WorksheetOptions><x:Visible>SheetHidden</x:Visible>
</x:WorksheetOptions></Worksheet></Workbook>"""


def test_cells_are_read_as_shown_in_both_encodings() -> None:
    for encoding in ("utf-8", "gb2312"):
        file = read_source(BOOK.format(encoding=encoding).encode(encoding))
        (table,) = file.sections[0].parts
        assert isinstance(table, SourceTable)
        assert [(c.place, c.rowspan, c.colspan, c.text) for c in table.cells] == [
            ("自评表!A1", 1, 3, "标题"),
            ("自评表!A3", 2, 1, "产出"),
            ("自评表!B3", 1, 1, "97.0%"),
            ("自评表!B4", 1, 1, "2021年12月"),
            ("自评表!C4", 1, 1, "#DIV/0!"),
        ]
        assert [bool(cell.doubt) for cell in table.cells] == [False] * 4 + [True]
        assert file.notes == (
            "工作表“自评表”隐藏的 D 列没有读入",
            "隐藏的工作表“底稿”没有读入",
        )
