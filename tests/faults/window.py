"""The program is killed while somebody types into its window, cell after cell."""

import random
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

from core.archive.archive import Archive
from tests.faults.forms import archive_in
from tests.faults.kill import ROOT, kill
from tests.faults.tally import Tally

# Forked from a warm parent for each try: loading Qt takes longer than the typing. A line on
# standard input tells with which number to go on. Each number is typed by keys into the next cell
# of 实际完成值; “typed” is told when the cell was left, “saved” when the window says so.
CLERK = """
import os, random, sys, time
from pathlib import Path
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtCore import QElapsedTimer
from PySide6.QtWidgets import QApplication
from core.model.path import Path as Field
from tests.film.hands import press, write
from ui.app import make_application, make_window
from ui.autosave import State
from ui.console import without_noise
from ui.settings import Settings
from ui.shelf import Shelf

def type_on(count):
    application = make_application([])
    window = make_window(Shelf(Path(sys.argv[1])), Settings())
    window.safekeeping.rest()
    window.filing.open(1)
    window.show()
    window.activateWindow()
    window.form.setFocus()
    saving = window.autosave
    rows = [row.id for row in window.document.evaluation.indicators]

    def tell():
        if saving.state == State.SAVED:
            print("saved", number, time.monotonic(), flush=True)

    number = count
    window.form.go_to(Field(rows[count % len(rows)], "actual"))
    application.processEvents()
    print("at", os.getpid(), flush=True)
    saving.changed.connect(tell)
    clock = QElapsedTimer()
    for number in range(count, 1_000_000_000):
        window.form.go_to(Field(rows[number % len(rows)], "actual"))
        write(f"{number}#")
        press("Return")
        print("typed", number, time.monotonic(), flush=True)
        clock.start()
        pause = random.randrange(20)
        while clock.elapsed() < pause:
            application.processEvents()

for line in sys.stdin:
    child = os.fork()
    if not child:
        with without_noise():
            type_on(int(line))
    os.waitpid(child, 0)
    print("dead", flush=True)
"""
SOON = 1.0
"""Seconds after which a cell that was left is in the archive, whatever the window says."""
LONGEST = 0.3
"""Seconds that a window lives; a new version and some ten cells fit in."""
LIVES = 50
"""So many windows write the same archive, each a version; then a new one keeps the tries quick."""


def killed_while_typing(folder: Path, times: int, tally: Tally) -> None:
    chance = random.Random(2021)  # noqa: S311  (not for secrets)
    cells, youngest = 0, 0.0
    for turn in range(0, times, LIVES):
        place = folder / f"{turn}"
        place.mkdir()
        clerk = Clerk(archive_in(place, 1), tally)
        clerk.live(min(LIVES, times - turn), chance)
        cells, youngest = cells + clerk.held, max(youngest, clerk.lost)
    tally.name += f"（{cells} 格，没有答应的最早是 {youngest * 1000:.0f} 毫秒前离开的）"


class Clerk:
    """Types number after number into windows that are killed one after another."""

    def __init__(self, path: Path, tally: Tally) -> None:
        self._path = path
        self._tally = tally
        self.held = 0
        """The last number found in the archive."""
        self.lost = 0.0
        """The longest time between leaving a cell and a kill that lost it."""

    def live(self, times: int, chance: random.Random) -> None:
        command = [sys.executable, "-c", CLERK, str(self._path)]
        with subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as parent:
            assert parent.stdin is not None
            assert parent.stdout is not None
            for _ in range(times):
                parent.stdin.write(f"{self.held + 1}\n")
                parent.stdin.flush()
                child = int(parent.stdout.readline().split()[1])
                time.sleep(chance.uniform(0, LONGEST))
                kill(child)
                killed = time.monotonic()
                self._judge(_told(parent.stdout), killed)
            parent.stdin.close()

    def _judge(self, told: list[tuple[str, int, float]], killed: float) -> None:
        with Archive.open(self._path) as archive:
            findings = archive.verify()
            texts = [row.actual for row in archive.load(1).indicators]
        found = max((int(text[:-1]) for text in texts if re.fullmatch(r"\d+#", text)), default=0)
        lost = [(word, killed - when) for word, number, when in told if number > found]
        self.held = found
        self.lost = max([self.lost, *(age for _, age in lost)])
        if findings:
            self._tally.broke(findings[0])
        elif any(word == "saved" for word, _ in lost):
            self._tally.broke(f"说已保存的一格没有找到，只到 {found}")
        elif any(age > SOON for _, age in lost):
            self._tally.broke(f"离开超过一秒的一格没有找到，只到 {found}")
        elif lost:
            self._tally.end("完好，刚离开的一格还没有答应")
        else:
            self._tally.end("完好，离开的每一格都在")


def _told(lines: IO[str]) -> list[tuple[str, int, float]]:
    """What a window told until it was dead; what was cut off in the middle was told to nobody."""
    told = []
    for line in iter(lines.readline, ""):
        if line.endswith("dead\n"):
            break
        word, number, when = line.split()
        told.append((word, int(number), float(when)))
    return told
