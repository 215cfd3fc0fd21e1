"""The indicator table of a paper form as spreadsheet programs put it on the clipboard."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

Row = Sequence[str]
"""一级、二级、三级指标, and what stands beside them."""


class Copied(NamedTuple):
    """Both flavours of the clipboard."""

    html: str
    text: str


_EXCEL = """<html xmlns:v="urn:schemas-microsoft-com:vml"
xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:x="urn:schemas-microsoft-com:office:excel"
xmlns="http://www.w3.org/TR/REC-html40">
<head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8">
<meta name=ProgId content=Excel.Sheet>
<style>
<!--table
\t{{mso-displayed-decimal-separator:"\\.";
\tmso-displayed-thousand-separator:"\\,";}}
td
\t{{padding-top:1px;white-space:nowrap;mso-rotate:0;}}
-->
</style>
</head>
<body link="#0563C1" vlink="#954F72">
<table border=0 cellpadding=0 cellspacing=0 width=864 style='border-collapse:collapse;width:648pt'>
<!--StartFragment-->
 <col width=108 span=8 style='width:81pt'>
{rows}
<!--EndFragment-->
</table>
</body>
</html>
"""

_WPS = """<html xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:et="urn:schemas-microsoft-com:office:et"><head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8"/>
<style><!-- tr {{mso-height-source:auto;}} .et2 {{white-space:normal;}} --></style></head>
<body><!--StartFragment--><table width="864.00" border="0" cellpadding="0" cellspacing="0">
<col width="108.00" span="8" style='width:81.00pt;'/>
{rows}
</table><!--EndFragment--></body></html>"""


def from_excel(rows: Sequence[Row]) -> Copied:
    """As Excel copies the table: equal levels merged, line ends of the source folded."""

    def cell(text: str, down: int) -> str:
        span = f" rowspan={down}" if down > 1 else ""
        return (
            f"  <td height=19 class=xl65{span} style='height:14.25pt'>{_lines(text, '<br>')}</td>"
        )

    lines = [
        " <tr height=19 style='height:14.25pt'>\n"
        + "\n".join(cell(text, down) for text, down in cells)
        + "\n </tr>"
        for cells in _merged(rows)
    ]
    return Copied(_EXCEL.format(rows="\n".join(lines)), _text(rows))


def from_wps(rows: Sequence[Row]) -> Copied:
    """As WPS copies the same table."""

    def cell(text: str, down: int) -> str:
        span = f' rowspan="{down}"' if down > 1 else ""
        return f'<td class="et2" height="18"{span} x:str>{_lines(text, "<br/>")}</td>'

    lines = [
        "<tr height=\"18\" style='height:13.50pt;'>"
        + "".join(cell(text, down) for text, down in cells)
        + "</tr>"
        for cells in _merged(rows)
    ]
    return Copied(_WPS.format(rows="\n".join(lines)), _text(rows))


def _merged(rows: Sequence[Row]) -> Iterable[list[tuple[str, int]]]:
    """Each row's own cells and how many rows they reach down: first and second levels merged."""
    firsts = _runs([row[:1] for row in rows])
    seconds = _runs([row[:2] for row in rows])
    for at, row in enumerate(rows):
        levels = ((row[0], firsts.get(at)), (row[1], seconds.get(at)))
        yield [*((text, down) for text, down in levels if down), *((text, 1) for text in row[2:])]


def _runs(keys: Sequence[Row]) -> dict[int, int]:
    """Where each run of equal keys begins and how long it is."""
    runs, at = {}, 0
    for _, run in groupby(keys):
        length = len(list(run))
        runs[at] = length
        at += length
    return runs


def _text(rows: Sequence[Row]) -> str:
    """The text flavour: merged cells tell their text once, the last row ends like all others."""
    lines, above = [], ["", ""]
    for row in rows:
        levels = list(row[:2])
        shown = [
            "" if levels[: at + 1] == above[: at + 1] else level for at, level in enumerate(levels)
        ]
        above = levels
        lines.append("\t".join([*shown, *(_quoted(text) for text in row[2:])]) + "\r\n")
    return "".join(lines)


def _quoted(text: str) -> str:
    if not any(sign in text for sign in '\n\t"'):
        return text
    return '"' + text.replace('"', '""') + '"'


def _lines(text: str, end: str) -> str:
    return escape(text, quote=False).replace("\n", end)


def from_libreoffice() -> Copied:
    """What LibreOffice 7.4 itself put there when the 55 rows of the sample were copied in it."""
    beside = Path(__file__).with_name("libreoffice.html")
    return Copied(
        beside.read_text(encoding="utf-8"),
        beside.with_suffix(".txt").read_text(encoding="utf-8"),
    )
