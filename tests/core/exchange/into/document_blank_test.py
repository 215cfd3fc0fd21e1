"""A Word blank: runs, content controls, fields, merged cells."""

from __future__ import annotations

import zipfile
from io import BytesIO

import docx
import pytest

from tests.core.exchange.into.hand_drawn import SMALL, document, fill


@pytest.fixture(scope="module")
def blank() -> bytes:
    return document()


@pytest.fixture(scope="module")
def result(blank: bytes) -> bytes:
    return fill(blank).data


def rows_of(data: bytes) -> list[list[str]]:
    (table,) = docx.Document(BytesIO(data)).tables
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_only_the_body_is_written_anew(blank: bytes, result: bytes) -> None:
    with zipfile.ZipFile(BytesIO(blank)) as before, zipfile.ZipFile(BytesIO(result)) as after:
        names = before.namelist()
        assert names == after.namelist()
        changed = [name for name in names if before.read(name) != after.read(name)]
    assert changed == ["word/document.xml"]


def test_lines_with_labels_keep_their_gaps_and_formats(result: bytes) -> None:
    paragraphs = docx.Document(BytesIO(result)).paragraphs
    assert [(r.text, bool(r.underline)) for r in paragraphs[1].runs] == [
        ("（", False), ("2023", True), ("年度）", False),
    ]  # fmt: skip
    assert paragraphs[2].text == "填报单位（盖章）：            金额单位：万元"
    last = paragraphs[-1].text
    assert last.split() == ["填报人：张三", "联系电话：0871-1", "填报日期：", "年", "月", "日"]


def test_rows_are_added_in_the_order_of_the_form(result: bytes) -> None:
    rows = rows_of(result)
    at = next(number for number, row in enumerate(rows) if row[2] == "三级指标") + 1
    names = [row["level3"] for row in SMALL["indicators"]]
    assert [row[2] for row in rows[at : at + len(names)]] == names
    assert [row[0] for row in rows[at : at + 4]] == ["产出指标"] * 4
    assert [row[1] for row in rows[at : at + 3]] == ["数量指标"] * 3
    assert rows[at + 5][:2] == ["效益指标", "其他效益"]
    assert rows[at + 6][:2] == ["满意度指标", "服务对象满意度指标"]


def test_a_name_takes_the_format_of_the_placeholder(result: bytes) -> None:
    (table,) = docx.Document(BytesIO(result)).tables
    cells = [c for row in table.rows for c in row.cells if c.text in {"培训人数", "发放册数"}]
    assert cells
    assert all(run.italic for cell in cells for run in cell.paragraphs[0].runs if run.text)


def test_a_goal_of_two_lines_is_two_paragraphs(result: bytes) -> None:
    (table,) = docx.Document(BytesIO(result)).tables
    cell = next(c for row in table.rows for c in row.cells if c.text.startswith("目标甲"))
    assert [p.text for p in cell.paragraphs] == ["目标甲", "目标乙"]


def test_a_prompt_goes_and_a_field_stays(result: bytes) -> None:
    with zipfile.ZipFile(BytesIO(result)) as file:
        body = file.read("word/document.xml").decode()
    assert "单击此处" not in body
    assert "showingPlcHdr" not in body
    assert body.count("SUM(ABOVE)") == 1
    assert 'w:dirty="true"' in body
    assert rows_of(result)[-1][6] == "98.67"


def test_the_copied_rows_are_numbered_by_word(result: bytes) -> None:
    """Two content controls of one number are a damaged file to Word."""
    with zipfile.ZipFile(BytesIO(result)) as file:
        body = file.read("word/document.xml").decode()
    assert body.count('<w:id w:val="5"/>') <= 1
