"""A monkey at the real window: seeded keys, clicks, pastes and commands, thousands of them.

What it must not do: end the program, raise anything, leave widgets behind, or make the process
grow. Started as a process of its own: ``python -m tests.faults.monkey SEED ACTS FOLDER`` prints
what it saw as one line of JSON.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import random
import subprocess
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tests.faults.tally import Tally

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.main_window import MainWindow

ROOT = Path(__file__).parents[2]
SEED = 20_210
WARM = 1_000
"""Acts, after each command was done once, until what is loaded late is there: faces, dialogs."""
MOST_GROWN = 30
"""Megabytes."""
MOST_SECONDS = 600
HELD = 1_000
"""Milliseconds without an act: then a menu waits to be left, in an event loop of its own."""
NOT_DONE = {
    "quit",  # the window would be gone
    "print",  # the system's own dialog
    "folder",
}
TEXTS = (
    "100%",
    "≥95%",
    "已完成",
    "3家",
    "9.7",
    "2021年12月底前",
    "<b>坏</b>&x",
    "﹪㎡",
    "𠮷",
    "12,345.67",
)


def monkey_at_the_window(folder: Path, acts: int, tally: Tally) -> None:
    """``acts`` seeded acts; the seed and what came of it are printed."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CACHE_HOME": str(folder)}
    run = subprocess.run(
        [sys.executable, "-m", "tests.faults.monkey", str(SEED), str(acts), str(folder)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=MOST_SECONDS,
        check=False,
    )
    if run.returncode:
        tally.broke(f"种子 {SEED}：结束于 {run.returncode}：{run.stderr[-500:]}")
        return
    seen = json.loads(run.stdout.splitlines()[-1])
    tally.ends["做完"] += seen["acts"]
    for wrong in seen["wrong"]:
        tally.broke(f"种子 {SEED}：{wrong}")
    grown, widgets = seen["grown"], seen["widgets"]
    if grown >= MOST_GROWN or widgets:
        tally.broke(f"种子 {SEED}：内存增长 {grown:.1f} MB，控件增加 {widgets} 个")
    tally.name += f"（种子 {SEED}，内存 {grown:+.1f} MB，控件 {widgets:+d}）"


def main(seed: int, acts: int, folder: Path) -> None:
    """Be the monkey."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from tests.archived_forms import put_own
    from ui.app import make_application, make_window, open_last
    from ui.settings import Settings
    from ui.shelf import Shelf

    no_system_dialogs()
    make_application([])
    wrong: list[str] = []
    sys.excepthook = lambda *error: wrong.append("".join(traceback.format_exception(*error))[-800:])
    _tell_warnings(wrong)
    shelf = Shelf(folder / "自评档案.db")
    for _ in range(2):
        shelf.ask(put_own)
    window = make_window(shelf, Settings(folder=str(folder)))
    open_last(window)
    window.resize(1280, 800)
    window.show()
    monkey = Monkey(window, random.Random(seed))  # noqa: S311  (not for secrets)
    waking = QTimer()
    waking.timeout.connect(monkey.close_what_holds_it)
    waking.start(HELD)
    monkey.do_each_command()
    for _ in range(WARM):
        monkey.act()
    before = monkey.rest()
    for _ in range(acts):
        monkey.act()
    after = monkey.rest()
    print(
        json.dumps(
            {
                "acts": acts,
                "wrong": wrong[:5],
                "grown": (after[0] - before[0]) / 1e6,
                "widgets": after[1] - before[1],
            }
        ),
        flush=True,
    )
    del QApplication
    os._exit(0)  # what is open is of no interest any more


class Monkey:
    """Acts on one window."""

    def __init__(self, window: MainWindow, chance: random.Random) -> None:
        self._window = window
        self._chance = chance
        self._done = self._done_before = 0
        self._acts: tuple[tuple[int, Callable[[], object]], ...] = (
            (40, self._type),
            (20, self._move),
            (10, self._click),
            (8, self._leave_cell),
            (6, self._command),
            (4, self._paste),
            (4, self._wheel),
            (4, self._undo),
            (2, self._close_dialogs),
            (1, self._other_form),
        )
        self._weights = [weight for weight, _ in self._acts]

    def act(self) -> None:
        """One act, and what follows from it at once."""
        from PySide6.QtWidgets import QApplication

        (act,) = self._chance.choices([do for _, do in self._acts], self._weights)
        act()
        QApplication.processEvents()
        self._done += 1
        if self._done % 100 == 0:
            self._settle()

    def close_what_holds_it(self) -> None:
        """Leave the menu of a button: the click that opened it only then comes to its end."""
        from PySide6.QtWidgets import QApplication

        popup = QApplication.activePopupWidget()
        if self._done == self._done_before and popup is not None:
            popup.close()
        self._done_before = self._done

    def do_each_command(self) -> None:
        """So that the first time of each is not taken for growth."""
        from tests.archived_forms import put_own
        from ui.shell.command_table import COMMANDS

        for command in COMMANDS:
            if command.id not in NOT_DONE:
                # What came before may have closed the form, and with it most commands.
                self._window.filing.open(self._window.shelf.ask(put_own))
                self._do(command.id)
                self._settle()

    def rest(self) -> tuple[int, int]:
        """Come to rest at a known place: bytes of memory and number of widgets there."""
        from PySide6.QtWidgets import QApplication

        from tests.archived_forms import put_own

        # A form as it came: those the monkey wrote in have grown.
        self._window.filing.open(self._window.shelf.ask(put_own))
        self._window.preview.close()
        self._see_the_bands()
        self._settle()
        gc.collect()
        self._settle()
        widgets = QApplication.allWidgets()
        return _memory(), len(widgets)

    def _see_the_bands(self) -> None:
        """A judgement's buttons are made when one is first seen, and stay: seen at each rest."""
        from core.model.path import Path as Field
        from core.values.outcome import TargetKind

        card = self._window.document.assessment.scorecard
        judged = next(row for row in card.rows if row.kind == TargetKind.JUDGEMENT)
        self._window.form.go_to(Field(judged.id, "actual"))
        self._window.explanation.catch_up()

    def _settle(self) -> None:
        from PySide6.QtCore import QEvent
        from PySide6.QtWidgets import QApplication

        self._close_dialogs()
        for _ in range(4):
            for jobs in (self._window.jobs, self._window.preview.source.jobs):
                while jobs.running:
                    jobs.wait()
                    QApplication.processEvents()
            QApplication.processEvents()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def _target(self) -> QWidget:
        from PySide6.QtWidgets import QApplication

        return QApplication.focusWidget() or self._window

    def _type(self) -> None:
        from PySide6.QtCore import QEvent, Qt
        from PySide6.QtGui import QKeyEvent
        from PySide6.QtWidgets import QApplication

        text = self._chance.choice("1234567890.%≥万元完成ab")
        key, modifier = Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier
        event = QKeyEvent(QEvent.Type.KeyPress, key, modifier, text)
        QApplication.sendEvent(self._target(), event)

    def _move(self) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        keys = Qt.Key
        key = self._chance.choice(
            [keys.Key_Up, keys.Key_Down, keys.Key_Left, keys.Key_Right, keys.Key_Tab, keys.Key_F2]
        )
        shift = Qt.KeyboardModifier.ShiftModifier
        none = Qt.KeyboardModifier.NoModifier
        QTest.keyClick(self._target(), key, self._chance.choice([none, none, none, shift]))

    def _leave_cell(self) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        keys = [Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Delete, Qt.Key.Key_Backspace]
        QTest.keyClick(self._target(), self._chance.choice(keys))

    def _click(self) -> None:
        from PySide6.QtCore import QPoint, Qt
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication

        top = QApplication.activeModalWidget() or self._window
        place = QPoint(
            self._chance.randrange(max(1, top.width())),
            self._chance.randrange(max(1, top.height())),
        )
        widget = top.childAt(place) or top
        inside = widget.mapFrom(top, place)
        if self._chance.random() < 0.3:
            QTest.mouseDClick(widget, Qt.MouseButton.LeftButton, pos=inside)
        else:
            QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=inside)

    def _wheel(self) -> None:
        bar = self._window.form.verticalScrollBar()
        bar.setValue(self._chance.randrange(bar.maximum() + 1))
        if self._chance.random() < 0.2:
            self._window.form.set_zoom(self._chance.choice([0.8, 1.0, 1.3]))

    def _undo(self) -> None:
        self._window.commands[self._chance.choice(["undo", "undo", "redo"])].trigger()

    def _paste(self) -> None:
        from PySide6.QtGui import QGuiApplication

        rows = self._chance.choice([1, 1, 1, 2, 3])
        columns = self._chance.choice([1, 1, 2, 4])
        lines = ["\t".join(self._chance.choice(TEXTS) for _ in range(columns)) for _ in range(rows)]
        QGuiApplication.clipboard().setText("\n".join(lines))
        self._window.form.table.blocks.paste()

    def _command(self) -> None:
        from ui.shell.command_table import COMMANDS

        name = self._chance.choice([one.id for one in COMMANDS if one.id not in NOT_DONE])
        self._do(name)

    def _do(self, name: str) -> None:
        action = self._window.commands[name]
        if action.isEnabled():
            action.trigger()

    def _other_form(self) -> None:
        self._window.filing.open(self._chance.choice([1, 2]))

    def _close_dialogs(self) -> None:
        from PySide6.QtWidgets import QApplication

        for top in QApplication.topLevelWidgets():
            if top is not self._window and top.isVisible():
                top.close()


def no_system_dialogs() -> None:
    from PySide6.QtGui import QDesktopServices
    from PySide6.QtWidgets import QDialog, QFileDialog

    for name in ("getOpenFileName", "getSaveFileName"):
        setattr(QFileDialog, name, staticmethod(lambda *_, **__: ("", "")))
    QFileDialog.getOpenFileNames = staticmethod(lambda *_, **__: ([], ""))  # type: ignore[method-assign]
    QFileDialog.getExistingDirectory = staticmethod(lambda *_, **__: "")  # type: ignore[method-assign]
    QDesktopServices.openUrl = staticmethod(lambda *_: True)  # type: ignore[method-assign]
    QDialog.exec = lambda *_: 0  # type: ignore[method-assign]


def _tell_warnings(wrong: list[str]) -> None:
    """Take Qt's warnings for mistakes, but for what the offscreen plugin says of itself."""
    from PySide6.QtCore import QtMsgType, qInstallMessageHandler

    def hear(kind: QtMsgType, _context: object, text: str) -> None:
        if kind is not QtMsgType.QtDebugMsg and not text.startswith("This plugin does not"):
            wrong.append(text + "".join(traceback.format_stack(limit=8))[-600:])

    qInstallMessageHandler(hear)


def _memory() -> int:
    """Bytes of this process in memory, when what it does not use was given back."""
    ctypes.CDLL(None).malloc_trim(0)
    text = Path("/proc/self/statm").read_text(encoding="ascii")
    return int(text.split()[1]) * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
