"""Printing: against LibreOffice and against a bare ReportLab table of the same texts."""

from __future__ import annotations

import io
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from msgspec.structs import replace
from openpyxl import Workbook
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import SimpleDocTemplate, Table

from core.assessment import assess
from core.issuing.batch import Batch, Outcome
from core.issuing.form_pdf import pdf
from core.issuing.options import PrintOptions
from core.issuing.printing import Printout
from core.issuing.stamping import Filing
from core.model.evaluation import Evaluation
from core.model.selfeval import dumps
from core.report.faces import face_file
from core.report.page_composition import compose
from core.sample import sample
from core.scoring.profile_file import load_profile
from core.sheet.form import lay_out
from core.sheet.sheet import Sheet
from core.workers.spread import processors
from tests.bench.bench_office import of_rows
from tests.bench.city import form_of
from tests.bench.targets import Line

ROOT = Path(__file__).parents[2]
PAIRS, MANY = 5, 100
FILING = Filing(1, 1, final=True, saved=datetime(2022, 1, 15, tzinfo=UTC))


def sheet_of(evaluation: Evaluation) -> Sheet:
    return lay_out(evaluation, assess(evaluation, load_profile("财政部2020")))


def workbook(sheet: Sheet, target: Path) -> None:
    """The form as a plain Excel file with its merged cells, one page wide."""
    book = Workbook()
    page = book.active
    assert page is not None
    for cell in sheet.cells:
        page.cell(cell.row + 1, cell.column + 1, cell.text).data_type = "s"
        if cell.rowspan > 1 or cell.colspan > 1:
            page.merge_cells(
                start_row=cell.row + 1,
                start_column=cell.column + 1,
                end_row=cell.row + cell.rowspan,
                end_column=cell.column + cell.colspan,
            )
    book.save(target)


def run(command: Sequence[str | Path]) -> tuple[float, float]:
    """Seconds and megabytes of a process with its children."""
    script = (
        "import resource, subprocess, sys, time; t = time.perf_counter();"
        "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL,"
        " stderr=subprocess.DEVNULL);"
        "print(time.perf_counter() - t,"
        " resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, command)],
        cwd=ROOT, capture_output=True, check=True, text=True,
    )  # fmt: skip
    seconds, megabytes = map(float, done.stdout.split())
    return seconds, megabytes


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def seconds(work: Callable[[], object], runs: int = 7) -> float:
    work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return median(times)


SIZES = {55: 0.5, 500: 0.6, 2_000: 0.9}
"""Rows, and what a print may take of LibreOffice's time."""


def by_size(folder: Path, soffice: str) -> list[Line]:
    """One print as a whole process beside LibreOffice with a warm profile, in pairs."""
    lines = []
    for rows, target in SIZES.items():
        form, sheet, out = (folder / f"{rows}.{end}" for end in ("json", "xlsx", "pdf"))
        grown = of_rows(rows)
        form.write_text(dumps(grown), encoding="utf-8")
        workbook(sheet_of(grown), sheet)
        ours: list[str | Path] = [sys.executable, ROOT / "main.py", "print", form, "-o", out]
        theirs = convert(soffice, folder, sheet)
        run(theirs)
        run(ours)
        ratio = median([run(ours)[0] / run(theirs)[0] for _ in range(PAIRS)])
        lines.append(Line(f"one print of {rows} rows, by LibreOffice's", ratio, target, "×"))
    return lines


def convert(soffice: str, folder: Path, *sheets: Path) -> list[str | Path]:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    return [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, *sheets]


def whole_processes(folder: Path, soffice: str | None) -> list[Line]:
    form, archive, sheet = folder / "form.json", folder / "archive.db", folder / "form.xlsx"
    form.write_text(dumps(sample()), encoding="utf-8")
    workbook(sheet_of(sample()), sheet)
    main: list[str | Path] = [sys.executable, ROOT / "main.py"]
    run([*main, "import", form, "--archive", archive])
    out = folder / "out.pdf"
    commands: dict[str, list[str | Path]] = {
        "plain": [*main, "print", form, "-o", out],
        "every feature": [*main, "print", "1", "--archive", archive, "-o", out, "--sign"],
    }
    if soffice:
        commands["LibreOffice"] = convert(soffice, folder, sheet)
    for command in commands.values():
        run(command)
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for _ in range(PAIRS):
        for name, command in commands.items():
            found[name].append(run(command))
    print(f"one print as a whole process, medians of {PAIRS} in turn   seconds   MB")
    for name, runs in found.items():
        took, size = (median(figures) for figures in zip(*runs, strict=True))
        print(f"  {name:54} {took:7.3f} {size:5.0f}")
    if soffice:
        same = [replace(sample(), project=f"项目 {number}") for number in range(MANY)]
        own = [
            replace(form, project=f"项目 {at}") for at, form in enumerate(map(form_of, range(MANY)))
        ]
        return [
            *by_size(folder, soffice),
            many(folder / "same", soffice, same, "one form of 100 projects"),
            many(folder / "own", soffice, own, "rows of their own"),
        ]
    print("  LibreOffice is not installed: nothing to compare with")
    return []


def many(folder: Path, soffice: str, forms: Sequence[Evaluation], kind: str) -> Line:
    folder.mkdir()
    sheets = [folder / f"{number}.xlsx" for number in range(MANY)]
    for form, target in zip(forms, sheets, strict=True):
        workbook(sheet_of(form), target)
    rules = load_profile("财政部2020")
    printouts = [Printout(form, rules, filing=FILING) for form in forms]
    batch = Batch(
        forms=[(number, form.project) for number, form in enumerate(forms)],
        folder=folder / "导出",
        load=printouts.__getitem__,
    )
    batch.folder.mkdir()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # A worker's time is told when it has ended; what LibreOffice took comes to it later.
    begun, start = _processor(), time.perf_counter()
    done = list(batch.write_all())
    ours = (time.perf_counter() - start, _processor() - begun)
    assert all(one.outcome is Outcome.WRITTEN for one in done)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    begun = _processor()
    took, _ = run(convert(soffice, folder.parent, *sheets))
    theirs = (took, _processor() - begun)
    print(f"{MANY} forms in one go, {kind}, ms a form with every feature; LibreOffice; ratio")
    for name, own, other in zip(("by the clock", "of the processor"), ours, theirs, strict=True):
        figures = f"{own / MANY * 1000:7.0f} {other / MANY * 1000:5.0f} {own / other:5.2f}"
        print(f"  {name:54} {figures}")
    print(f"  {processors()} workers; {grown:.1f} MB grown here, no child over {largest:.0f} MB")
    return Line(f"{MANY} PDFs in one go, {kind}, by LibreOffice's", ours[0] / theirs[0], 0.25, "×")


def _processor() -> float:
    """Seconds of the processor that this process and its ended children have taken."""
    spent = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in spent)


def bare_table(sheet: Sheet, widths: list[float]) -> bytes:
    """The same texts in the widths of the real page, by ReportLab's own Table."""
    rows = [[""] * len(sheet.widths) for _ in sheet.bands]
    for cell in sheet.cells:
        rows[cell.row][cell.column] = cell.text
    buffer = io.BytesIO()
    table = Table(rows, colWidths=widths, style=[("FONT", (0, 0), (-1, -1), "bench", 9.5)])
    SimpleDocTemplate(buffer, pagesize=A4).build([table])
    return buffer.getvalue()


def in_one_process() -> None:
    pdfmetrics.registerFont(TTFont("bench", face_file("song")))
    form, sheet = sample(), sheet_of(sample())
    edges = compose(sheet).edges[-1]
    widths = [right - left for left, right in pairwise(edges)]
    bare = seconds(lambda: bare_table(sheet, widths))
    plain = seconds(lambda: pdf(form))
    print(f"a further print in one process: {plain * 1000:.0f} ms; ", end="")
    print(f"a bare ReportLab table {bare * 1000:.0f} ms (its widths given)")
    for name, options, filing in (
        ("QR, code, version", PrintOptions(), FILING),
        ("草稿", PrintOptions(draft=True), None),
        ("signatures", PrintOptions(sign=True), None),
        ("公开版", PrintOptions(public=True), None),
    ):
        took = seconds(lambda w=options, f=filing: pdf(form, options=w, filing=f))  # type: ignore[misc]
        print(f"  with {name}: {(took - plain) * 1000:+.1f} ms")


def main() -> list[Line]:
    with tempfile.TemporaryDirectory() as folder:
        lines = whole_processes(Path(folder), shutil.which("soffice"))
    in_one_process()
    return lines


if __name__ == "__main__":
    main()
