"""Where the printed paper will be cut into pages, found beside the clerk's work.

In a process of its own: a thread would compute in turns with the window, and each key would wait
for its turn.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from core.issuing.options import PrintOptions
from core.sheet.sheet import Sheet

if TYPE_CHECKING:
    from core.issuing.page_ends import Cut
    from core.workers.process import Worker
    from ui.form.page_packing import Found, Packing

IDLE = 900
"""So long nobody must have typed before the pages are made up, in milliseconds."""

REST = 120_000
"""So long the process is kept for the next time, in milliseconds."""

UNSTAMPED = PrintOptions(plain=True)

POLL = 40
"""How often the process at work is asked for what it has found, in milliseconds."""


class PageCuts(QObject):
    """Keeps the cuts of the latest Sheet; has them found once nobody types."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.places: Sequence[Cut] = ()
        self.options = UNSTAMPED
        self._sheet: Sheet | None = None
        self._packing: Packing | None = None
        self._worker: Worker | None = None
        self._thread: Thread | None = None
        self._idle = self._timer(IDLE, self._begin, once=True)
        self._pack = self._timer(0, self._pack_on)
        self._poll = self._timer(POLL, self._look)
        self._rest = self._timer(REST, self._end, once=True)
        # No object of Qt's goes into the thread: one that died there took the program with it.
        self._found: SimpleQueue[Found] = SimpleQueue()

    def follow(self, sheet: Sheet) -> None:
        """The form is laid out anew; its cuts come later."""
        old, self._sheet = self._sheet, sheet
        if old is not None and old.bands != sheet.bands:
            self._take(sheet, ())
        self._drop_packing()
        self._idle.start()

    def stop(self) -> None:
        """No cuts any more."""
        self._idle.stop()
        self._drop_packing()
        self._sheet = None
        self._take(None, ())

    def _timer(self, interval: int, act: Callable[[], object], *, once: bool = False) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(interval)
        timer.setSingleShot(once)
        timer.timeout.connect(act)
        return timer

    def _begin(self) -> None:
        if self._sheet is None:
            return
        if self._thread is not None and self._thread.is_alive():
            self._idle.start()
            return
        from ui.form.page_packing import Packing

        self._packing = Packing(self._sheet, self.options)
        self._pack.start()

    def _pack_on(self) -> None:
        """A step while the window has nothing else to do; whoever types goes first."""
        packing = self._packing
        if packing is None or not packing.step():
            return
        from ui.form.page_packing import find

        self._drop_packing()
        self._rest.stop()
        # A daemon: when the program ends, nobody waits for the ends of pages.
        asked = (self._process(), packing, self._found)
        self._thread = Thread(target=find, args=asked, daemon=True)
        self._thread.start()
        self._poll.start()

    def _process(self) -> Worker:
        """The other process; the window begins without it."""
        if self._worker is None:
            from core.workers.process import Worker

            self._worker = Worker()
            self.destroyed.connect(self._worker.close)
        return self._worker

    def _end(self) -> None:
        if self._worker is not None:
            self._worker.end()

    def _drop_packing(self) -> None:
        self._pack.stop()
        self._packing = None

    def _look(self) -> None:
        alive = self._thread is not None and self._thread.is_alive()
        try:
            while True:
                sheet, options, found = self._found.get_nowait()
                if options == self.options:
                    self._take(sheet, found)
        except Empty:
            if not alive:
                self._poll.stop()
                self._rest.start()

    def _take(self, sheet: Sheet | None, found: Sequence[Cut]) -> None:
        # What was found for a form that has changed since is too late.
        if sheet is self._sheet and found != self.places:
            self.places = found
            self.changed.emit()
