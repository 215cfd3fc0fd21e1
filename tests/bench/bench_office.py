"""The form as an Excel and a Word file, beside the bare library writing the very same cells.

The library is given texts, spans and a format for each kind of cell, and finds nothing out: no
scores, widths, heights, figures, formulas, and no data to carry.
"""

from __future__ import annotations

import io
import statistics
import time
from collections.abc import Callable
from functools import partial
from itertools import count

import docx
import xlsxwriter
from msgspec.structs import replace

from core.assessment import assess
from core.exchange.form_docx import form_docx
from core.exchange.form_xlsx import form_xlsx
from core.model.evaluation import Evaluation
from core.sample import sample
from core.scoring.profile_file import profile_for
from core.sheet.form import lay_out
from core.sheet.sheet import Sheet

TIMES = 7
ROWS = (55, 500)


def main() -> None:
    print(f"{'':10}{'ours':>10}{'library':>10}{'times':>8}")
    rules = profile_for("")
    for rows in ROWS:
        form = of_rows(rows)
        sheet = lay_out(form, assess(form, rules))
        for kind, ours, bare in (("xlsx", form_xlsx, bare_xlsx), ("docx", form_docx, bare_docx)):
            own = median(partial(ours, form, rules))
            library = median(partial(bare, sheet))
            times = own / library
            print(f"{kind} {rows:4} {own:>8.0f}ms{library:>8.0f}ms{times:>8.2f}")


def of_rows(rows: int) -> Evaluation:
    """The sample with so many rows in its first group, all different."""
    form, ids = sample(), count(1_000)
    category, *others = form.categories
    group, *groups = category.groups
    more = rows - sum(1 for _ in form.indicators)
    added = [
        replace(group.indicators[at % len(group.indicators)], id=next(ids), name=f"第 {at} 项工作")
        for at in range(more)
    ]
    group = replace(group, indicators=(*group.indicators, *added))
    category = replace(category, groups=(group, *groups))
    return replace(form, categories=(category, *others))


def median(write: Callable[[], object]) -> float:
    """Milliseconds of the processor."""
    taken = []
    for _ in range(TIMES):
        begun = time.process_time()
        write()
        taken.append(time.process_time() - begun)
    return 1000 * statistics.median(taken)


def bare_xlsx(sheet: Sheet) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    page = book.add_worksheet()
    styles: dict[tuple[str, str, bool], object] = {}
    for cell in sheet.cells:
        key = (cell.role.name, cell.align.name, cell.framed)
        if key not in styles:
            wanted = {"border": int(cell.framed), "text_wrap": True, "font_name": "宋体"}
            styles[key] = book.add_format(wanted)
        style = styles[key]
        bottom, right = cell.row + cell.rowspan - 1, cell.column + cell.colspan - 1
        if (bottom, right) == (cell.row, cell.column):
            page.write_string(cell.row, cell.column, cell.text, style)
        else:
            page.merge_range(cell.row, cell.column, bottom, right, cell.text, style)
    book.close()
    return stream.getvalue()


def bare_docx(sheet: Sheet) -> bytes:
    document = docx.Document()
    table = document.add_table(len(sheet.bands), len(sheet.widths))
    grid = [row.cells for row in table.rows]
    for cell in sheet.cells:
        first = grid[cell.row][cell.column]
        bottom, right = cell.row + cell.rowspan - 1, cell.column + cell.colspan - 1
        if (bottom, right) != (cell.row, cell.column):
            first = first.merge(grid[bottom][right])
        first.text = cell.text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


if __name__ == "__main__":
    main()
