"""Blanks drawn for the tests of 套表, and a check of filled ones that knows nothing of the core."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from itertools import groupby
from typing import Any

import docx

from core.exchange.foreign import FilledBlank
from core.exchange.into.blank import fill_blank
from core.model import selfeval
from core.scoring.profile_file import profile_for
from tests.drawn_forms import FUNDS, LAYOUTS, JsonObject, Style, draw, split_target
from tests.foreign.cases import form
from tests.foreign.written import excel, word
from tests.workbooks import load_values

FORMS = (
    "社会保险服务费-2021",
    "51-invented-cost-2023",
    "10-yunnan-yongde-mingzhong-nutrition",
    "16-hubei-xinzhou-opera-equipment",
    "22-sichuan-daying-river-2020",
)


def blank_of(drawn: JsonObject, rows: int = 2) -> JsonObject:
    """A form with nothing filled in: placeholders, at most so many rows in a group."""
    blank = deepcopy(drawn)
    for key in ("project", "department", "unit", "goal_expected", "goal_actual"):
        blank[key] = ""
    blank |= {"year": "    ", "total_points": " ", "total_score": " "}
    for fund in blank.get("funds", []):
        fund |= {key: "" for key in fund if key != "name"}
    kept = []
    for names, group in groupby(blank["indicators"], key=lambda r: (r["level1"], r["level2"])):
        for number, _ in zip(range(rows), group, strict=False):
            name = f"指标{number + 1}：" if number + 1 < rows else "……"
            kept.append({"level1": names[0], "level2": names[1], "level3": name})
    blank["indicators"] = kept
    for family in ("sections", "signatures"):
        blank[family] = dict.fromkeys(blank.get(family, {}), "")
    return blank


def filled(data: bytes, name: str) -> FilledBlank:
    """A blank with one of the forms in it."""
    drawn = {"format": "selfeval/1", **form(name)}
    evaluation = selfeval.from_dict(drawn)
    return fill_blank(data, evaluation, profile_for(evaluation.profile))


@dataclass(frozen=True)
class Columns:
    """In which column of a drawn worksheet each field stands, from 1."""

    style: Style

    def indicators(self) -> dict[str, int]:
        at = 2 if self.style.label and self.style.groups != "own" else 1
        found = {}
        columns = LAYOUTS[self.style.layout]
        if self.style.groups == "own":
            columns = [c for c in columns if c[0] != "level1"]
            columns = [(columns[0][0], columns[0][1], columns[0][2] + 1), *columns[1:]]
        for key, _, width in columns:
            found[key] = at
            at += width
        return found

    def funds(self) -> dict[str, int]:
        at = 5
        found = {"name": 3}
        for key, _, width in FUNDS[self.style.layout]:
            found[key] = at
            at += width
        return found


def xlsx_blank(name: str, style: Style, rows: int = 2) -> bytes:
    return excel([draw(blank_of(form(name), rows), style)])


def docx_blank(name: str, style: Style, rows: int = 2) -> bytes:
    return word([draw(blank_of(form(name), rows), style)])


def document_rows(data: bytes) -> list[list[str]]:
    """The texts of all table rows, each merged cell in all its places."""
    document = docx.Document(BytesIO(data))
    return [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]


def worksheet(data: bytes, name: str = "Sheet1") -> Any:  # noqa: ANN401
    return load_values(data)[name]


def shown(value: object) -> str:
    """A cell's value as text."""
    if value is None:
        return ""
    if isinstance(value, float):
        return format(Decimal(repr(value)).normalize(), "f")
    return str(value)


def same(found: object, wanted: str) -> bool:
    """Whether a cell holds a text, or the number that it says."""
    text = shown(found).strip()
    if text == wanted.strip():
        return True
    try:
        return Decimal(text) == Decimal(wanted.replace(",", "").removesuffix("分"))
    except ArithmeticError:
        return False


def rows_of(drawn: JsonObject) -> list[dict[str, str]]:
    found = []
    for row in drawn["indicators"]:
        sign, value, unit = split_target(row["target"])
        found.append({**row, "sign": sign, "value": value, "unit": unit})
    return found


def merged_value(sheet: Any, row: int, column: int) -> object:  # noqa: ANN401
    """What stands in a cell or in the merged cell that covers it."""
    for area in sheet.merged_cells.ranges:
        if area.min_row <= row <= area.max_row and area.min_col <= column <= area.max_col:
            return sheet.cell(area.min_row, area.min_col).value
    return sheet.cell(row, column).value
