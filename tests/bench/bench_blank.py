"""A form written into a bureau's blank (套表), beside the bare library writing the same cells.

The library opens the blank, writes the cells of the result and saves; it puts no row in, moves no
formula and loses text boxes.
"""

from __future__ import annotations

import io
import statistics
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import docx
import openpyxl

from core.exchange.into.blank import fill_blank
from core.model import selfeval
from core.model.evaluation import Evaluation
from core.scoring.profile_file import profile_for
from tests.drawn_forms import JsonObject, Style, draw
from tests.foreign.cases import form
from tests.foreign.written import excel, word

TIMES = 3
SIZES = (55, 500)


def main() -> None:
    print(f"{'':9}{'ours':>10}{'library':>10}{'times':>8}")
    for rows in SIZES:
        drawn = grown(form("社会保险服务费-2021"), rows)
        evaluation = selfeval.from_dict({"format": "selfeval/1", **drawn})
        for kind, make, bare in (("xlsx", excel, workbook), ("docx", word, document)):
            data = make([draw(emptied(drawn), Style())])
            result = filled(data, evaluation)
            ours = median(partial(filled, data, evaluation))
            library = median(partial(bare, data, result))
            print(f"{kind} {rows:<4}{ours:>8.0f}ms{library:>8.0f}ms{ours / library:>8.2f}")


def grown(drawn: JsonObject, rows: int) -> JsonObject:
    """A form of so many rows."""
    known = drawn["indicators"]
    first = known[0]
    more = [{**first, "level3": f"{first['level3']}{n}"} for n in range(rows - len(known))]
    return {**drawn, "indicators": [*more, *known]}


def emptied(drawn: JsonObject) -> JsonObject:
    """Its blank: as many rows, two of them of each group with a placeholder."""
    rows = [{"level1": r["level1"], "level2": r["level2"]} for r in drawn["indicators"]]
    funds = [{**fund, "initial": "", "annual": "", "executed": ""} for fund in drawn["funds"]]
    blank = {"project": "", "department": "", "unit": "", "goal_expected": "", "goal_actual": ""}
    return {**drawn, **blank, "funds": funds, "indicators": rows}


def filled(data: bytes, evaluation: Evaluation) -> bytes:
    return fill_blank(data, evaluation, profile_for("")).data


def workbook(data: bytes, result: bytes) -> None:
    wanted = openpyxl.load_workbook(io.BytesIO(result)).worksheets[0]
    begun = time.perf_counter()
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    for row in wanted.iter_rows():
        for cell in row:
            if cell.value is not None and sheet.cell(cell.row, cell.column).value != cell.value:
                sheet.cell(cell.row, cell.column).value = cell.value
    book.save(io.BytesIO())
    workbook.took = time.perf_counter() - begun  # type: ignore[attr-defined]


def document(data: bytes, result: bytes) -> None:
    wanted = [cell.text for cell in _cells(docx.Document(io.BytesIO(result)))]
    begun = time.perf_counter()
    made = docx.Document(io.BytesIO(data))
    for cell, text in zip(_cells(made), wanted, strict=False):
        if cell.text != text:
            cell.text = text
    made.save(io.BytesIO())
    document.took = time.perf_counter() - begun  # type: ignore[attr-defined]


def _cells(document: Any) -> list[Any]:  # noqa: ANN401
    return [cell for table in document.tables for cell in table._cells]


def median(write: Callable[[], object]) -> float:
    """Milliseconds; of the library without the reading of what it is to write."""
    times = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        write()
        took = time.perf_counter() - begun
        own = getattr(getattr(write, "func", None), "took", None)
        times.append(1000 * (took if own is None else own))
    return statistics.median(times)


if __name__ == "__main__":
    main()
