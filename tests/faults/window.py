"""The program is killed while somebody types into its window, cell after cell."""

import random
import re
import subprocess
import sys
import time
from pathlib import Path

from core.archive.archive import Archive
from tests.faults.forms import archive_in
from tests.faults.kill import ROOT, kill
from tests.faults.tally import Tally

# Forked from a warm parent for each try: loading Qt takes longer than the typing. A line on
# standard input tells with which number to go on. Each number is typed by keys into the next cell
# of 实际完成值; “typed” is told when the cell was left, “saved” when the window says so.
CLERK = """
import os, random, sys
from pathlib import Path
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtCore import QElapsedTimer
from PySide6.QtWidgets import QApplication
from core.model.path import Path as Field
from tests.film.hands import press, write
from ui.app import dress, make_window
from ui.autosave import State
from ui.console import without_noise
from ui.settings import Settings
from ui.shelf import Shelf

def type_on(count):
    application = dress([])
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
            print("saved", number, flush=True)

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
        print("typed", number, flush=True)
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
LONGEST = 0.3
"""Seconds that a window lives; a new version and some ten cells fit in."""
LIVES = 50
"""So many windows write the same archive, each a version; then a new one keeps the tries quick."""


def killed_while_typing(folder: Path, times: int, tally: Tally) -> None:
    chance = random.Random(2021)  # noqa: S311  (not for secrets)
    cells = 0
    for turn in range(0, times, LIVES):
        place = folder / f"{turn}"
        place.mkdir()
        cells += _lives(archive_in(place, 1), min(LIVES, times - turn), chance, tally)
    tally.name += f"（{cells} 格）"


def _lives(path: Path, times: int, chance: random.Random, tally: Tally) -> int:
    """The number of cells that were typed."""
    command = [sys.executable, "-c", CLERK, str(path)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdin is not None
        assert parent.stdout is not None
        held = 0
        for _ in range(times):
            parent.stdin.write(f"{held + 1}\n")
            parent.stdin.flush()
            child = int(parent.stdout.readline().split()[1])
            time.sleep(chance.uniform(0, LONGEST))
            kill(child)
            told = {"typed": held, "saved": held}
            # What was cut off in the middle was told to nobody.
            for line in iter(parent.stdout.readline, ""):
                if line.endswith("dead\n"):
                    break
                word, number = line.split()
                told[word] = int(number)
            held = _looked_at(path, told["typed"], told["saved"], tally)
        parent.stdin.close()
    return held


def _looked_at(path: Path, typed: int, saved: int, tally: Tally) -> int:
    with Archive.open(path) as archive:
        findings = archive.verify()
        texts = [row.actual for row in archive.load(1).indicators]
    found = max((int(text[:-1]) for text in texts if re.fullmatch(r"\d+#", text)), default=0)
    if findings:
        tally.broke(findings[0])
    elif found < saved:
        tally.broke(f"说已保存 {saved}，找到 {found}")
    elif found < typed:
        tally.end("完好，刚离开的一格还没有说已保存")
    else:
        tally.end("完好，离开的每一格都在")
    return found
