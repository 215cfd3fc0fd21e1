"""档案总览 over 10,000 evaluations: how long until lines stand there, how long the window holds.

Beside it a bare QTableView that shows the same rows, fetched by sqlite3 in the window's thread.
"""

from __future__ import annotations

import os
import sqlite3
import statistics
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QTableView

from core.archive.overview import COLUMNS
from tests.bench.city import COUNT, city
from tests.bench.targets import Line
from ui.app import make_application, make_window
from ui.main_window import MainWindow
from ui.settings import Settings
from ui.shelf import Shelf

RUNS = 5
TOTAL = COLUMNS.index("总分")
PATIENCE = 20.0
SEARCHES = ("体检", "体检服务第4474批", "黄浦")
Taken = tuple[float, float]
"""Seconds until something is there, and the longest step of the window until then."""
BARE = "year, project, unit, state, total_score, grade, rate, errors, version, changed"


def main() -> list[Line]:
    path = city(COUNT)
    lines: list[Line] = []
    application = make_application([])
    shelf = Shelf(path)
    window = make_window(shelf, Settings())
    window.safekeeping.rest()
    window.filing.open(1)
    window.show()
    _work(application, lambda: len(window.home.model.entries) == COUNT)
    print(f"{COUNT} evaluations{'':18}{'until there ms':>16}{'window held ms':>16}")
    works: dict[str, Callable[[], Taken]] = {"open 档案总览": lambda: _opened(application, window)}
    works |= {f"search {text}": partial(_found, application, window, text) for text in SEARCHES}
    works["sort by 总分"] = lambda: _sorted(application, window)
    for name, work in works.items():
        taken = [work() for _ in range(RUNS)]
        until, held = _line(name, taken)
        if name != "sort by 总分":  # the whole list is sorted, which nobody waits for
            lines.append(Line(f"{name} of {COUNT}: first page", until, 100))
        lines.append(Line(f"{name} of {COUNT}: window held", held, 50))
    _line("bare table, all rows", [_bare(application, path) for _ in range(RUNS)])
    window.close()
    shelf.close()
    return lines


def _line(name: str, measured: list[Taken]) -> Taken:
    until, held = (statistics.median(column) * 1000 for column in zip(*measured, strict=True))
    print(f"{name:36}{until:16.1f}{held:16.1f}", flush=True)
    return until, held


def _work(application: QApplication, there: Callable[[], bool]) -> Taken:
    """Let the window work until lines are there: how long that took, and its longest step."""
    start, longest = time.perf_counter(), 0.0
    while not there() and time.perf_counter() - start < PATIENCE:
        step = time.perf_counter()
        application.processEvents()
        longest = max(longest, time.perf_counter() - step)
        time.sleep(0.0005)
    return time.perf_counter() - start, longest


def _opened(application: QApplication, window: MainWindow) -> Taken:
    window.area.leave_home()
    application.processEvents()
    start = time.perf_counter()
    window.commands["open"].trigger()
    application.processEvents()
    shown = time.perf_counter() - start
    _, held = _work(application, lambda: not window.home._arriving)
    return shown, max(shown, held)


def _found(application: QApplication, window: MainWindow, text: str) -> Taken:
    home = window.home
    home.search.clear()
    _work(application, lambda: len(home.model.entries) == COUNT)
    home.search.setText(text)
    home.refresh()  # without the pause after the last key
    return _work(application, lambda: len(home.model.entries) < COUNT)


def _sorted(application: QApplication, window: MainWindow) -> Taken:
    home, came = window.home, list[bool]()
    home.search.clear()
    home.refresh()
    _work(application, lambda: len(home.model.entries) == COUNT and home._found.whole)
    home.model.sort(-1)
    _work(application, lambda: not home.model.is_sorted)
    home.model.modelReset.connect(lambda: came.append(True))
    start = time.perf_counter()
    home.model.sort(TOTAL)
    asked = time.perf_counter() - start
    _, held = _work(application, lambda: bool(came))
    took = time.perf_counter() - start
    home.model.sort(-1)
    return took, max(asked, held)


def _bare(application: QApplication, path: Path) -> Taken:
    start = time.perf_counter()
    with closing(sqlite3.connect(path)) as bare:
        sql = f"SELECT {BARE} FROM evaluations WHERE trashed = '' ORDER BY year DESC, id"  # noqa: S608
        rows = bare.execute(sql).fetchall()
    model = QStandardItemModel()
    for row in rows:
        model.appendRow([QStandardItem(str(value)) for value in row])
    table = QTableView()
    table.setModel(model)
    table.show()
    application.processEvents()
    took = time.perf_counter() - start
    table.close()
    return took, took


if __name__ == "__main__":
    main()
