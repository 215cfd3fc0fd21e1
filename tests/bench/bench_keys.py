"""From a key to the painted cell, beside a bare QTableView that repaints the same grid."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterator
from itertools import count, cycle
from pathlib import Path as File
from tempfile import TemporaryDirectory

from msgspec.structs import replace

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from core.assessment import assess
from core.model.edits import SetField, apply
from core.model.evaluation import Category, Evaluation, Group, Indicator
from core.model.path import Path
from core.sample import sample
from core.scoring.profile_file import profile_for
from core.sheet.form import lay_out
from core.sheet.grid import Grid
from ui.app import make_application, make_window
from ui.document import Document
from ui.form.view import FormView
from ui.settings import Settings
from ui.shelf import Shelf
from ui.theme import LIGHT

KEYS = 300
SIZES = (55, 500)
ROUNDS = 3
"""A list lays itself out in one round of events, tells of it in the next and is then painted."""
SIZE = (814, 680)


def grown(evaluation: Evaluation, rows: int) -> Evaluation:
    """The form with this many indicators: its own over and over again, under new ids."""
    ids = count(100_000)
    pool = cycle(evaluation.categories)
    categories: list[Category] = []
    left = rows
    while left > 0:
        category = next(pool)
        groups: list[Group] = []
        for group in category.groups:
            taken = [_renewed(row, ids) for row in group.indicators[: max(0, left)]]
            left -= len(taken)
            if taken:
                groups.append(replace(group, id=next(ids), indicators=tuple(taken)))
        name = f"{category.name}{len(categories)}"
        categories.append(replace(category, id=next(ids), name=name, groups=tuple(groups)))
    return replace(evaluation, categories=tuple(categories))


def _renewed(row: Indicator, ids: Iterator[int]) -> Indicator:
    return replace(row, id=next(ids), name=f"{row.name}")


Taken = tuple[float, float]
"""Milliseconds by the clock, and of them those that this thread was at work."""


def timed(
    act: Callable[[], object], times: int, after: Callable[[], object] = lambda: None
) -> list[Taken]:
    taken = []
    for _ in range(times):
        start, busy = time.perf_counter(), time.thread_time()
        act()
        end, done = time.perf_counter(), time.thread_time()
        taken.append(((end - start) * 1000, (done - busy) * 1000))
        after()
    return taken


def show(name: str, taken: list[Taken]) -> None:
    """Median and p95; on a machine that does much else, what the thread took tells more."""
    clock, busy = (sorted(times) for times in zip(*taken, strict=True))
    at = int(len(taken) * 0.95)
    print(
        f"  {name:<44}{statistics.median(clock):8.2f} ms{clock[at]:8.2f} ms  p95"
        f"   (at work {statistics.median(busy):.2f}, p95 {busy[at]:.2f})"
    )


def key_to_paint(application: QApplication, document: Document, field: str) -> list[Taken]:
    """Type digits into the middle of the form and wait for the paint at each."""
    form = FormView(document, LIGHT)
    form.resize(*SIZE)
    form.show()
    form.activateWindow()
    rows = list(document.evaluation.indicators)
    form.go_to(Path(rows[len(rows) // 2].id, field), edit=True)
    application.processEvents()
    taken = typed(application, form, lambda: None)
    form.table.drop_editor()
    form.close()
    return taken


def typed(application: QApplication, form: FormView, after: Callable[[], object]) -> list[Taken]:
    """A digit typed and taken back, over and over, in the editor that is open.

    ``after`` comes after each key and is not timed with it: the pause before the next one.
    """
    keys = cycle([("9", 0x39), ("", Qt.Key.Key_Backspace.value)])

    def press() -> None:
        text, key = next(keys)
        editor: QWidget | None = form.table.editor
        assert editor is not None
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text)
        application.sendEvent(editor, event)
        application.processEvents()

    timed(press, 20, after)
    return timed(press, KEYS, after)


def whole_window(
    application: QApplication, evaluation: Evaluation
) -> tuple[list[Taken], list[Taken]]:
    """The same in the whole window: scores and outline follow each key.

    And what problems and explanation take, which follow in the pause after it.
    """
    with TemporaryDirectory() as folder:
        shelf = Shelf(File(folder) / "自评档案.db")
        window = make_window(shelf, Settings(width=1440, height=900))
        window.safekeeping.rest()
        window.filing.start(evaluation)
        window.show()
        window.activateWindow()
        rows = list(window.document.evaluation.indicators)
        window.form.go_to(Path(rows[len(rows) // 2].id, "actual"), edit=True)
        application.processEvents()
        pauses: list[Taken] = []

        def follow() -> None:
            window.document.updates.make_all()
            for _ in range(ROUNDS):
                application.processEvents()

        taken = typed(application, window.form, lambda: pauses.extend(timed(follow, 1)))
        window.form.table.drop_editor()
        window.jobs.wait()
        window.close()
        shelf.close()
    return taken, pauses[-KEYS:]


def bare_repaint(application: QApplication, evaluation: Evaluation) -> list[Taken]:
    """What Qt alone takes to paint such a grid: one cell changes, the table paints itself."""
    grid = Grid.of_sheet(lay_out(evaluation, assess(evaluation, profile_for(""))))
    model = QStandardItemModel(len(grid.slots), len(grid.sheet.widths))
    table = QTableView()
    table.setModel(model)
    table.setWordWrap(True)
    for cell in grid.cells:
        model.setItem(cell.row, cell.column, QStandardItem(cell.text))
        if cell.rowspan * cell.colspan > 1:
            table.setSpan(cell.row, cell.column, cell.rowspan, cell.colspan)
    for column, width in enumerate(grid.sheet.widths):
        table.setColumnWidth(column, width)
    table.resize(*SIZE)
    table.show()
    row = len(grid.slots) // 2
    table.scrollTo(model.index(row, 5))
    application.processEvents()
    texts = cycle(["9", "99"])

    def change() -> None:
        model.item(row, 5).setText(next(texts))
        table.viewport().repaint()
        application.processEvents()

    timed(change, 20)
    taken = timed(change, KEYS)
    table.close()
    return taken


def parts(evaluation: Evaluation) -> None:
    """What the core takes of it."""
    profile = profile_for("")
    rows = list(evaluation.indicators)
    path = Path(rows[len(rows) // 2].id, "actual")
    texts = (f"{number}%" for number in count())
    found = assess(evaluation, profile)

    def edited() -> Evaluation:
        return apply(evaluation, SetField(path, next(texts)))

    show("of it: apply and assess", timed(lambda: assess(edited(), profile), 200))
    show("of it: lay_out", timed(lambda: lay_out(evaluation, found), 200))


def main() -> None:
    application = make_application([])
    for size in SIZES:
        evaluation = grown(sample(), size)
        print(f"  {size} indicators, window {SIZE[0]}x{SIZE[1]}")
        for field, name in (("actual", "实际完成值"), ("deviation", "偏差原因")):
            document = Document(evaluation, profile_for(""))
            show(f"key to painted, {name}", key_to_paint(application, document, field))
        keys, pauses = whole_window(application, evaluation)
        show("key to painted, the whole window", keys)
        show("then problems and explanation follow", pauses)
        show("bare QTableView, the whole repainted", bare_repaint(application, evaluation))
        parts(evaluation)


if __name__ == "__main__":
    main()
