"""A Word form with all that bureaus put into theirs: everything stays, and works."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml import etree

from core.exchange.into.blank import fill_blank
from core.model import selfeval
from core.scoring.profile_file import profile_for
from tests.core.exchange.into.featured_document import featured_docx
from tests.core.exchange.into.hand_drawn import HEADS, fill
from tests.core.exchange.into.into_blanks import FORMS
from tests.foreign.cases import form

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STAYS = ("sdt", "checkBox", "checkbox", "ins", "del", "commentReference", "bookmarkStart", "tbl",
         "drawing", "pict", "sectPr", "tblHeader", "cantSplit", "instrText")  # fmt: skip


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def body(data: bytes) -> Any:  # noqa: ANN401
    return etree.fromstring(parts(data)["word/document.xml"])


def counted(root: Any) -> dict[str, int]:  # noqa: ANN401
    names = [etree.QName(one).localname for one in root.iter() if isinstance(one.tag, str)]
    return {name: names.count(name) for name in STAYS}


@pytest.fixture(scope="module")
def blank() -> bytes:
    return featured_docx()


@pytest.fixture(scope="module", params=FORMS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def result(blank: bytes, name: str) -> bytes:
    evaluation = selfeval.from_dict({"format": "selfeval/1", **form(name)})
    return fill_blank(blank, evaluation, profile_for(evaluation.profile)).data


def test_all_parts_but_the_body_stay_as_they_are(blank: bytes, result: bytes) -> None:
    before, after = parts(blank), parts(result)
    assert list(before) == list(after)
    assert {name for name in before if before[name] != after[name]} == {"word/document.xml"}


def test_controls_revisions_comments_and_boxes_are_still_there(blank: bytes, result: bytes) -> None:
    before, after = counted(body(blank)), counted(body(result))
    rows = {"sdt", "instrText"}  # the copies of a row have those of the row
    assert {k: v for k, v in before.items() if k not in rows} == {
        k: v for k, v in after.items() if k not in rows
    }
    identities = [one.get(f"{W}val") for one in body(result).iter(f"{W}id")]
    assert len(identities) == len(set(identities))


def test_every_indicator_stands_in_its_own_row(result: bytes, name: str) -> None:
    table = docx.Document(BytesIO(result)).tables[1]
    rows = [["".join(t.text or "" for t in cell._tc.iter(f"{W}t")) for cell in row.cells]
            for row in table.rows]  # fmt: skip
    columns = {"level3": 2, "target": 3, "actual": 4, "points": 5, "deviation": 7}
    left = [{key: row[at] for key, at in columns.items()} for row in rows]
    for wanted in form(name)["indicators"]:
        left.remove({key: "".join(wanted[key].split("\n")) for key in columns})


def test_merged_names_reach_over_exactly_their_rows(result: bytes) -> None:
    table = docx.Document(BytesIO(result)).tables[1]
    open_columns: set[int] = set()
    for row in table.rows:
        at = 0
        for cell in row._tr.tc_lst:
            merge = cell.tcPr.find(f"{W}vMerge") if cell.tcPr is not None else None
            if merge is not None and merge.get(f"{W}val") == "restart":
                open_columns.add(at)
            elif merge is not None:
                assert at in open_columns
            else:
                open_columns.discard(at)
            at += cell.grid_span


FORMULA = "SUM(F2:F5)+F3*0+F2+F3+F4+F5"


def computing(formula: str) -> bytes:
    made = docx.Document()
    made.add_paragraph("项目支出绩效自评表")
    table = made.add_table(1, 8)
    for column, head in enumerate(HEADS):
        table.cell(0, column).text = head
    for names in (["产出指标", "数量指标", "指标1："], ["", "", "……"],
                  ["满意度指标", "满意度指标", "指标1："], ["", "", "……"]):  # fmt: skip
        for cell, text in zip(table.add_row().cells, names, strict=False):
            cell.text = text
    last = table.add_row().cells
    last[0].text = "总分"
    field = f'<w:fldSimple {nsdecls("w")} w:instr=" ={formula} \\# 0.00 "/>'
    last[5].paragraphs[0]._p.append(parse_xml(field))
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("formula", "wanted"),
    [
        ("SUM(F2:F5)", "SUM(F2:F9)"),
        ("F2+F3+F4+F5", "F2+F3+F4+F5+F6+F7+F8+F9"),
        ("SUM(ABOVE)", "SUM(ABOVE)"),
        ("F4*2", "F8*2"),
    ],
)
def test_a_formula_that_names_cells_follows_them(formula: str, wanted: str) -> None:
    found = parts(fill(computing(formula)).data)["word/document.xml"].decode()
    (instruction,) = re.findall(r'w:instr="([^"]*)"', found)
    assert instruction == f" ={wanted} \\# 0.00 "
