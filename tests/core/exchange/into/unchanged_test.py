"""Whatever a blank looks like: labels keep their looks and order, other parts every byte."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from random import Random
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Border, Font, PatternFill, Side

from core.exchange.into.blank import fill_blank
from core.model import selfeval
from core.scoring.profile_file import profile_for
from tests.core.exchange.into.blank_laws_test import style_of
from tests.core.exchange.into.into_blanks import FORMS, blank_of
from tests.drawn_forms import draw
from tests.foreign.cases import form
from tests.foreign.written import excel
from tests.workbooks import load_values

_LEFT_OPEN = ("指标1", "指标2", "指标3", "……")
Look = tuple[object, ...]


def dressed(data: bytes, random: Random) -> bytes:
    """The blank with faces, colours, number formats, heights and settings of its own."""
    book = openpyxl.load_workbook(BytesIO(data))
    sheet: Any = book.worksheets[0]
    side = Side(style="thin")
    formats = ["General", "@", "0.00", "#,##0.00", "0.00%", "0.00000", "#,##0.00;-#,##0.00;-"]
    for row in sheet.iter_rows():
        for cell in row:
            name, size = random.choice(["宋体", "仿宋"]), random.choice([9, 10.5, 12])
            cell.font = Font(name=name, size=size, bold=random.random() < 0.3)
            cell.border = Border(side, side, side, side)
            cell.number_format = random.choice(formats)
            if random.random() < 0.2:
                cell.fill = PatternFill("solid", fgColor="DDEBF7")
    for number in range(1, sheet.max_row + 1):
        if random.random() < 0.5:
            sheet.row_dimensions[number].height = random.randint(12, 60)
    for letter in "ABCDEFGHIJKL":
        sheet.column_dimensions[letter].width = random.randint(6, 24)
    sheet.print_area = f"A1:L{sheet.max_row}"
    sheet.freeze_panes = "B3"
    sheet.oddFooter.center.text = "第 &P 页"
    sheet.protection.sheet = random.random() < 0.5
    book.create_sheet("填表说明")["A1"] = "按批复填写"
    book["填表说明"].sheet_state = "hidden" if random.random() < 0.5 else "visible"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def look_of(cell: Any) -> Look:  # noqa: ANN401
    return (cell.column, cell.font.name, cell.font.size, cell.font.bold, cell.fill.fgColor.rgb,
            cell.number_format, cell.border.left.style, cell.protection.locked)  # fmt: skip


def labels(data: bytes) -> list[tuple[str, Look]]:
    """Every text of the blank that is not to be filled in, with its looks, in reading order."""
    sheet = load_values(data).worksheets[0]
    return [
        (str(cell.value).strip(), look_of(cell))
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None and str(cell.value).strip()
    ]


@pytest.mark.parametrize("seed", range(14))
def test_labels_keep_their_looks_and_other_parts_every_byte(seed: int) -> None:
    random = Random(seed)  # noqa: S311  (forms are drawn with it)
    style = style_of(random)
    pattern, drawn = form(random.choice(FORMS)), form(random.choice(FORMS))
    blank = dressed(excel([draw(blank_of(pattern, random.choice([1, 2, 4])), style)]), random)
    evaluation = selfeval.from_dict({"format": "selfeval/1", **drawn})
    filled = fill_blank(blank, evaluation, profile_for("")).data
    _compare_parts(blank, filled)
    names = {row[level] for row in pattern["indicators"] for level in ("level1", "level2")}
    passed_over = names if style.groups == "each" else set()  # gone with rows that are not needed
    left, missing = labels(filled), []
    for text, look in labels(blank):
        if text.startswith(_LEFT_OPEN) or text in passed_over:
            continue
        found = [n for n, one in enumerate(left) if one[1] == look and holds(one[0], text)]
        if found:
            del left[found[0]]
        else:
            missing.append(text)
    assert not missing


def holds(text: str, label: str) -> bool:
    """Whether a text is a label, with what was written into its gaps."""
    words = re.split(r"[\s:：]+|\d{4}", label)
    at = 0
    for word in filter(None, words):
        at = text.find(word, at) + len(word)
        if at < len(word):
            return False
    return text == label or bool(re.search(r"[:：]|年\s*度", label))


def test_settings_of_the_sheet_stay() -> None:
    random = Random(5)  # noqa: S311
    blank = dressed(excel([draw(blank_of(form(FORMS[0])), style_of(random))]), random)
    evaluation = selfeval.from_dict({"format": "selfeval/1", **form(FORMS[0])})
    sheets: list[Any] = [
        load_values(data).worksheets[0]
        for data in (blank, fill_blank(blank, evaluation, profile_for("")).data)
    ]
    settings = [
        (
            sheet.freeze_panes,
            sheet.protection.sheet,
            sheet.oddFooter.center.text,
            {letter: size.width for letter, size in sheet.column_dimensions.items()},
        )
        for sheet in sheets
    ]
    assert settings[0] == settings[1]
    assert sheets[1].print_area.endswith(f"$L${sheets[1].max_row}")


def _compare_parts(blank: bytes, filled: bytes) -> None:
    with zipfile.ZipFile(BytesIO(blank)) as old, zipfile.ZipFile(BytesIO(filled)) as new:
        assert old.namelist() == new.namelist()
        changed = {name for name in old.namelist() if old.read(name) != new.read(name)}
    assert changed <= {"xl/worksheets/sheet1.xml", "xl/workbook.xml"}
