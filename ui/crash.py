"""The guard against our own mistakes: a sentence, a text to copy, and the program goes on."""

from __future__ import annotations

import os
import platform
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QTimer, qVersion
from PySide6.QtWidgets import QApplication

from core.beijing import local_time
from core.own_files import open_own

LOG = "错误记录.txt"
LONGEST = 1_000_000
"""A log over this many bytes begins anew."""


MOST_KINDS = 1_000
"""So many different mistakes are told apart; a thousand and one is hopeless anyway."""


def in_the_event_loop(act: Callable[[], None]) -> None:
    """Do it when Qt has come back from whatever it is doing."""
    QTimer.singleShot(0, act)


class CrashGuard:
    """Takes the place of ``sys.excepthook``; one dialog at a time, each mistake in the log.

    What fails in the middle of painting or of a model's answer comes back at every repaint, and a
    dialog in there would paint again, inside Qt's own code: that ended the program.  So a dialog
    waits for the event loop, and the very same mistake is shown once.
    """

    def __init__(
        self,
        folder: Path,
        show: Callable[[str], None],
        later: Callable[[Callable[[], None]], None] = in_the_event_loop,
    ) -> None:
        self._folder = folder
        self._show = show
        self._later = later
        self._busy = False
        self._seen: set[str] = set()

    def install(self) -> None:
        """From now on nothing that goes wrong ends the program or reaches a console."""
        sys.excepthook = self.report

    def report(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        """Write the mistake down and show it."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        text = describe(error, trace)
        same = text.partition("\n")[2]  # but for the moment
        if same in self._seen:
            return
        if len(self._seen) < MOST_KINDS:
            self._seen.add(same)
        self._log(text)
        if not self._busy:
            self._busy = True
            self._later(lambda: self._show_now(text))

    def _show_now(self, text: str) -> None:
        try:
            self._show(text)
        finally:
            self._busy = False

    def _log(self, text: str) -> None:
        path = self._folder / LOG
        try:
            with os.fdopen(open_own(path, os.O_RDWR | os.O_APPEND), "a", encoding="utf-8") as log:
                if os.fstat(log.fileno()).st_size > LONGEST:
                    log.truncate(0)
                log.write(text + "\n")
        except OSError:
            return


def describe(error: BaseException, trace: TracebackType | None) -> str:
    """What went wrong and where: names of our own files, none of the machine's folders."""
    moment = local_time().isoformat(timespec="seconds")
    system = f"Python {platform.python_version()} · Qt {qVersion()} · {platform.platform()}"
    frames = traceback.format_list(
        [
            traceback.FrameSummary(Path(f.filename).name, f.lineno, f.name)
            for f in traceback.extract_tb(trace)
        ]
    )
    return f"{moment}\n{system}\n{''.join(frames)}{type(error).__name__}: {error}\n"


def show_crash(report: str) -> None:
    """The dialog, over whatever window is there."""
    from ui.crash_dialog import CrashDialog

    CrashDialog(report, QApplication.activeWindow()).exec()
