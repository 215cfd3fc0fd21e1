"""Reading a form of 55 rows from another program's file, beside the bare library.

The library reads every cell or text and nothing else; ours also finds what is shown of it: formats,
merges, what is hidden, where lines are ruled. The child's start is told apart.
"""

from __future__ import annotations

import io
import statistics
import subprocess
import time
from collections.abc import Callable
from functools import partial

import docx
import openpyxl
import pypdfium2
import xlrd

from core.exchange.sources.recognition import read_source
from core.foreign.process import child_command
from tests.foreign.cases import GOLDEN

TIMES = 15


def main() -> None:
    print(f"{'':9}{'ours':>10}{'library':>10}{'times':>8}")
    for kind, bare in (("xlsx", xlsx), ("xls", xls), ("docx", word), ("word.pdf", pdf)):
        data = (GOLDEN / f"sample.{kind}").read_bytes()
        ours = median(partial(read_source, data))
        library = median(partial(bare, data))
        print(f"{kind:9}{ours:>8.1f}ms{library:>8.1f}ms{ours / library:>8.2f}")
    begun = time.perf_counter()
    subprocess.run(child_command(), stdin=subprocess.DEVNULL, capture_output=True, check=False)
    print(f"the child's start {1000 * (time.perf_counter() - begun):.0f} ms")


def median(read: Callable[[], object]) -> float:
    """Milliseconds of the processor."""
    taken = []
    for _ in range(TIMES):
        begun = time.process_time()
        read()
        taken.append(time.process_time() - begun)
    return 1000 * statistics.median(taken)


def xlsx(data: bytes) -> int:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return sum(len(str(cell.value)) for sheet in book for row in sheet for cell in row)


def xls(data: bytes) -> int:
    book = xlrd.open_workbook(file_contents=data, formatting_info=True)
    return sum(len(str(c.value)) for sheet in book.sheets() for row in sheet for c in row)


def word(data: bytes) -> int:
    document = docx.Document(io.BytesIO(data))
    rows = (row for table in document.tables for row in table.rows)
    return sum(len(cell.text) for row in rows for cell in row.cells)


def pdf(data: bytes) -> int:
    """Every text at its place (all texts of a page as one string cost a fifth of it)."""
    length = 0
    for page in pypdfium2.PdfDocument(data):
        text = page.get_textpage()
        for at in range(text.count_rects()):
            length += len(text.get_text_bounded(*text.get_rect(at)))
    return length
