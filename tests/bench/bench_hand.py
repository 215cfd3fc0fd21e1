"""What a hand feels in the whole window: keys with Enter, rows, paste, undo, at 55 to 2,000 rows.

Page cuts run as they do for a user. After each act the window works on for a moment, as between
two keys: the longest step of that is how long the next key may wait. Offscreen an act ends when
nothing is left to paint; in X, in a process of its own, when the pixels of the window are others.
"""

from __future__ import annotations

import gc
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path as File
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QImage, QKeyEvent
from PySide6.QtWidgets import QApplication

from core.filling import arrangement
from core.filling.pasting import paste
from core.model.edits import SetField
from core.model.evaluation import ROOT, Indicator
from core.model.path import Path
from core.sample import sample
from core.scoring.profile_file import profile_names
from core.sheet.layout import layout_names
from tests.bench.bench_keys import ROUNDS, grown
from tests.bench.displays import display
from tests.bench.targets import Line
from ui.app import make_application, make_window
from ui.main_window import MainWindow
from ui.settings import Settings
from ui.shelf import Shelf

SIZES = (55, 500, 2_000)
KEYS, ACTS = 40, 5
BETWEEN = 0.08
"""Seconds between two keys of somebody who types fast."""
PATIENCE = 2.0
BLOCK = [[f"第 {row} 项", f"≥{row + 1}个", f"{row + 2}个"] for row in range(500)]

Taken = tuple[float, float, float]
"""Milliseconds until it was painted, those of them that the window was at work, and the longest
step of what followed.
"""


class Hand:
    """Somebody at the window with a form of this many rows."""

    def __init__(self, application: QApplication, folder: File, rows: int) -> None:
        self.application = application
        self.shelf = Shelf(folder / f"{rows}.db")
        self.window: MainWindow = make_window(self.shelf, Settings(width=1440, height=900))
        self.window.safekeeping.rest()
        self.window.filing.start(grown(sample(), rows))
        self.window.show()
        self.window.activateWindow()
        gc.freeze()  # as the program does when its window stands
        self.go(self.middle(), edit=False)
        self.pause(1.0)

    def close(self) -> None:
        self.window.form.table.drop_editor()
        self.window.jobs.wait()
        self.window.close()
        self.shelf.close()

    def middle(self) -> Indicator:
        rows = list(self.window.document.evaluation.indicators)
        return rows[len(rows) // 2]

    def go(self, row: Indicator, *, edit: bool) -> None:
        self.window.form.go_to(Path(row.id, "actual"), edit=edit)

    def pause(self, seconds: float = BETWEEN) -> float:
        """Let the window work on; the longest step in milliseconds."""
        end, longest = time.perf_counter() + seconds, 0.0
        while (begin := time.perf_counter()) < end:
            self.application.processEvents()
            longest = max(longest, time.perf_counter() - begin)
            time.sleep(0.001)
        return longest * 1000

    def seen(self) -> QImage:
        """The pixels that stand on the screen of the paper and of the panels beside it.

        What lies above and below them, a button or the status bar, may change before anything is
        seen; of another profile the panels alone may tell.
        """
        panes = self.window.panes
        corner = panes.mapToGlobal(panes.rect().topLeft())
        return panes.screen().grabWindow(
            0, corner.x(), corner.y(), panes.width(), panes.height()
        ).toImage()  # fmt: skip

    def timed(self, act: Callable[[], object]) -> Taken:
        """Do it and wait until it is painted, then work on."""
        pixels = QGuiApplication.platformName() == "xcb"
        before, looked = (self.seen(), 0.0) if pixels else (QImage(), 0.0)
        start, busy = time.perf_counter(), time.thread_time()
        act()
        for _ in range(ROUNDS):
            self.application.processEvents()
        busy = time.thread_time() - busy
        if pixels:
            while time.perf_counter() - start < PATIENCE:
                begin = time.perf_counter()
                now = self.seen()
                if now != before:
                    break
                looked += time.perf_counter() - begin
                self.application.processEvents()
            looked += time.perf_counter() - begin  # the look itself is none of the window's
        taken = time.perf_counter() - start - looked
        return taken * 1000, busy * 1000, self.pause()

    def key(self, key: Qt.Key, text: str = "") -> None:
        target = self.application.focusWidget() or self.window.form.table
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text)
        self.application.sendEvent(target, event)

    def digits(self) -> list[Taken]:
        self.go(self.middle(), edit=True)
        self.pause()
        pairs = [partial(self.key, Qt.Key.Key_9, "9"), partial(self.key, Qt.Key.Key_Backspace)]
        found = [self.timed(pairs[at % 2]) for at in range(KEYS)]
        self.window.form.table.drop_editor()
        return found

    def enters(self) -> list[Taken]:
        self.go(self.middle(), edit=True)
        found = []
        for _ in range(KEYS // 2):
            self.key(Qt.Key.Key_9, "9")
            self.pause()
            found.append(self.timed(partial(self.key, Qt.Key.Key_Return, "\r")))
        self.window.form.table.drop_editor()
        return found

    def there_and_back(self, act: Callable[[int], object]) -> tuple[list[Taken], list[Taken]]:
        """What an act takes, and its undo."""
        done, undone = [], []
        for at in range(ACTS):
            done.append(self.timed(partial(act, at)))
            self.window.form.table.drop_editor()
            undone.append(self.timed(self.window.document.undo_stack.undo))
        return done, undone

    def add_row(self, _: int) -> None:
        self.window.rows.add_indicator()

    def delete_group(self, _: int) -> None:
        evaluation = self.window.document.evaluation
        groups = [group for category in evaluation.categories for group in category.groups]
        self.go(groups[len(groups) // 2].indicators[0], edit=False)
        edit = arrangement.remove(evaluation, [groups[len(groups) // 2].id])
        assert edit is not None
        self.window.document.edit(edit)

    def paste(self, _: int) -> None:
        evaluation, grid = self.window.document.evaluation, self.window.form.model.grid
        first = next(iter(evaluation.indicators))
        cell = grid.of_path(Path(first.id, "name"))
        assert cell is not None
        block = tuple(map(tuple, BLOCK))
        self.window.form.table.blocks._put_in(paste(evaluation, grid, cell, block), cell)

    def template(self, at: int) -> None:
        self._set("template", layout_names(), at)

    def profile(self, at: int) -> None:
        self._set("profile", profile_names(), at)

    def _set(self, field: str, names: Sequence[str], at: int) -> None:
        now = getattr(self.window.document.evaluation, field)
        others = [name for name in names if name != now]
        self.window.document.edit(SetField(Path(ROOT, field), others[at % len(others)]))


def measured(rows: int) -> dict[str, list[Taken]]:
    """Every act at this many rows."""
    application = make_application([])
    with TemporaryDirectory() as folder:
        hand = Hand(application, File(folder), rows)
        found = {"digit → painted": hand.digits(), "Enter → painted": hand.enters()}
        found["add a row"], found["undo it"] = hand.there_and_back(hand.add_row)
        found["delete a group"], found["undo that"] = hand.there_and_back(hand.delete_group)
        if rows <= len(BLOCK):
            found["paste 500 rows"], _ = hand.there_and_back(hand.paste)
        found["another template"], _ = hand.there_and_back(hand.template)
        found["another profile"], _ = hand.there_and_back(hand.profile)
        hand.close()
    return found


TARGETS = {
    500: {
        "Enter → painted": 20,
        "add a row": 50,
        "delete a group": 60,
        "undo that": 60,
        "paste 500 rows": 150,
        "another template": 60,
        "another profile": 60,
    },
    2_000: {"Enter → painted": 40, "add a row": 100},
}
DIGIT_ROWS, DIGIT = 500, {"offscreen": 5, "xcb": 6}
"""p95 of a digit."""


def p95(values: Sequence[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


def lines_of(platform: str, rows: int, found: dict[str, list[Taken]]) -> list[Line]:
    """Print what was found, and give the promised lines of it."""
    told = "offscreen" if platform == "offscreen" else "X"
    lines = []
    for work, taken in found.items():
        painted, busy, waiting = zip(*taken, strict=True)
        keys = "→" in work
        value, at_work = (
            p95(all_) if keys else statistics.median(all_) for all_ in (painted, busy)
        )
        kind = "p95" if keys else "median"
        print(
            f"  {work:22}{kind:>8}{value:8.1f} ms (at work {at_work:.1f})"
            f"   the next key waits {max(waiting):.1f} ms"
        )
        target = TARGETS.get(rows, {}).get(work)
        if rows == DIGIT_ROWS and work.startswith("digit"):
            target = DIGIT[platform]
        if target is not None:
            lines.append(Line(f"{work}, {rows} rows, {told}", value, target))
    return lines


def main() -> list[Line]:
    lines = []
    with display() as name:
        for platform in ("offscreen", *(["xcb"] if name else [])):
            for rows in SIZES:
                print(f"  {rows} rows, {'X' if platform == 'xcb' else platform}", flush=True)
                given = os.environ | {"QT_QPA_PLATFORM": platform, "DISPLAY": name or ""}
                done = subprocess.run(
                    [sys.executable, "-m", "tests.bench.bench_hand", str(rows)],
                    env=given, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                )  # fmt: skip
                found = {
                    work: [(painted, busy, waiting) for painted, busy, waiting in taken]
                    for work, taken in json.loads(done.stdout).items()
                }
                lines += lines_of(platform, rows, found)
    return lines


if __name__ == "__main__":
    print(json.dumps(measured(int(sys.argv[1]))) if sys.argv[1:] else main())
