"""From the start of the process to the painted form, beside a bare PySide6 table and Calc.

In pairs, offscreen and, where there is Xvfb, in X; with bytecode caches as a user has them, in a
folder of their own, whatever the machine's PYTHONDONTWRITEBYTECODE says.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from core.archive.archive import Archive
from core.places import ARCHIVE_NAME
from tests.archived_forms import put_own
from tests.bench.displays import display
from tests.bench.targets import Line

ROOT = Path(__file__).parents[2]
PAIRS = 7

BARE = """
import os
from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QTableView
class Table(QTableView):
    def paintEvent(self, event):
        super().paintEvent(event)
        os._exit(0)
application = QApplication([])
model = QStandardItemModel(72, 12)
for row in range(72):
    for column in range(12):
        item = QStandardItem(f"第 {row} 行")
        item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
        model.setItem(row, column, item)
table = Table()
table.setModel(model)
table.resize(1440, 900)
table.show()
application.exec()
"""
"""A table of as many rows as the sample, in Chinese, that ends once it is painted."""

OURS = """
import os, runpy, sys
class Painted:
    "Ends the program once the form is painted; asked at each import until its table is known."
    def end(self):
        os._exit(0)
    def find_spec(self, name, path=None, target=None):
        table = getattr(sys.modules.get("ui.form.paper_table"), "FormTable", None)
        if table is not None:
            sys.meta_path.remove(self)
            paint = table.paintEvent
            def painted(table, event):
                paint(table, event)
                self.end()
            table.paintEvent = painted
sys.meta_path.insert(0, Painted())
sys.argv = ["main.py"]
runpy.run_path("main.py", run_name="__main__")
"""

CLOSED = OURS.replace(
    "os._exit(0)", "import ui.app; ui.app.QApplication.instance().closeAllWindows()"
)
"""As the clerk ends it, who opens the same form again the next day."""


SCREEN = {"width": 1920, "height": 1080, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
"""As that of Xvfb: what Qt takes offscreen by itself is too small for the window."""


def offscreen(folder: Path) -> str:
    """The platform without a display, with a screen as people have one."""
    screens = folder / "screens.json"
    screens.write_text(json.dumps({"screens": [{"name": "one", "x": 0, "y": 0, **SCREEN}]}))
    return f"offscreen:configfile={screens}"


def environment(folder: Path, platform: str) -> dict[str, str]:
    """That of a user: bytecode is cached, the archive is one of his own."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return own | {
        "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
        "PYTHONPATH": str(ROOT),
        "ZIPINGTONG_DATA": str(folder / "data"),
        "XDG_CACHE_HOME": str(folder / "cache"),
        "QT_QPA_PLATFORM": platform,
        "LANG": "C.UTF-8",
    }


class Spent(NamedTuple):
    """Seconds of a process on the clock, and those that it had a processor."""

    clock: float
    processor: float


def spent(command: Sequence[str | Path], given: dict[str, str]) -> Spent:
    """How long a process takes."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(
        [str(part) for part in command], env=given, cwd=ROOT, check=True, capture_output=True
    )
    clock, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    user, system = after.ru_utime - before.ru_utime, after.ru_stime - before.ru_stime
    return Spent(clock, user + system)  # to the microsecond; os.times tells hundredths


def pairs(folder: Path, platform: str, screen: str) -> tuple[float, float, float, float]:
    """Medians of a bare start and of ours in seconds, and of their ratios.

    The last one is of processor time, which tells more while others work on the machine.
    """
    given = environment(folder, platform) | {"DISPLAY": screen}
    bare, ours, closed = ([sys.executable, "-c", script] for script in (BARE, OURS, CLOSED))
    archive = folder / "data" / ARCHIVE_NAME
    if not archive.exists():
        archive.parent.mkdir()
        with Archive.create(archive) as store:
            put_own(store)
    for command in (bare, closed, ours):  # all caches are warm
        spent(command, given)
    taken = [(spent(bare, given), spent(ours, given)) for _ in range(PAIRS)]
    first, second = (
        statistics.median(one.clock for one in side) for side in zip(*taken, strict=True)
    )
    ratio = statistics.median(own.clock / other.clock for other, own in taken)
    work = statistics.median(own.processor / other.processor for other, own in taken)
    return first, second, ratio, work


def calc(folder: Path) -> float | None:
    """LibreOffice Calc from its start until it has read the same table, with a warm profile."""
    soffice = shutil.which("soffice")
    if soffice is None:
        return None
    table = folder / "表.csv"
    table.write_text("\n".join(",".join([f"第 {row} 行"] * 12) for row in range(72)))
    command = [
        *(soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"),
        *("--convert-to", "xlsx", "--outdir", str(folder), str(table)),
    ]
    given = dict(os.environ)
    spent(command, given)
    return statistics.median(spent(command, given).clock for _ in range(3))


def main() -> list[Line]:
    told = "set here" if "PYTHONDONTWRITEBYTECODE" in os.environ else "not set here"
    print(f"  bytecode is cached for both (PYTHONDONTWRITEBYTECODE is {told})")
    lines = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with display() as screen:
            for platform, told in (
                (offscreen(folder), "offscreen"),
                *([("xcb", "X")] if screen else []),
            ):
                bare, ours, ratio, effort = pairs(folder, platform, screen or "")
                print(
                    f"  {told}: bare table {bare * 1000:.0f} ms, the form {ours * 1000:.0f} ms; "
                    f"in processor time {effort:.2f} ×"
                )
                work = f"start → form painted, by a bare table's, {told}"
                lines.append(Line(work, ratio, 2.3, "×"))
        if (office := calc(folder)) is not None:
            print(f"  Calc reads and writes such a table in {office * 1000:.0f} ms")
            lines.append(Line("start → form painted, by Calc's start", ours / office, 0.55, "×"))
    return lines


if __name__ == "__main__":
    main()
