"""Where the printed paper will be cut into pages, found beside the clerk's work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread

from PySide6.QtCore import QObject, QTimer, Signal

from core.issuing.options import PrintOptions
from core.sheet.sheet import Sheet

IDLE = 900
"""So long nobody must have typed before the pages are made up, in milliseconds."""


UNSTAMPED = PrintOptions(plain=True)

POLL = 40
"""How often a thread at work is asked for what it has found, in milliseconds."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A page begins in ``row``, ``share`` of its height down (0: with the row)."""

    row: int
    share: float


def cuts(sheet: Sheet, options: PrintOptions = UNSTAMPED) -> tuple[Cut, ...]:
    """Where the pages after the first begin, by the very composition that is printed."""
    from core.report.page_composition import compose  # it opens the faces: not before it is needed

    begins = []
    pages = compose(sheet, options.setup, stamped=not options.plain).pages
    for page in pages[1:]:
        strip = next((strip for strip in page.strips if not strip.repeated), None)
        if strip is not None:
            whole = max(1, strip.first + strip.lines)
            begins.append(Cut(strip.row, strip.first / whole))
    return tuple(begins)


Found = tuple[Sheet, PrintOptions, Sequence[Cut]]


class PageCuts(QObject):
    """Keeps the cuts of the latest Sheet; finds them in a thread once nobody types."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.places: Sequence[Cut] = ()
        self.options = UNSTAMPED
        self._sheet: Sheet | None = None
        self._thread: Thread | None = None
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE)
        self._idle.timeout.connect(self._begin)
        # No object of Qt's goes into the thread: one that died there took the program with it.
        self._found: SimpleQueue[Found] = SimpleQueue()
        self._poll = QTimer(self)
        self._poll.setInterval(POLL)
        self._poll.timeout.connect(self._look)

    def follow(self, sheet: Sheet) -> None:
        """The form is laid out anew; its cuts come later."""
        old, self._sheet = self._sheet, sheet
        if old is not None and old.bands != sheet.bands:
            self._take(sheet, ())
        self._idle.start()

    def stop(self) -> None:
        """No cuts any more."""
        self._idle.stop()
        self._sheet = None
        self._take(None, ())

    def _begin(self) -> None:
        if self._sheet is None:
            return
        if self._thread is not None and self._thread.is_alive():
            self._idle.start()
            return
        # A daemon: when the program ends, nobody waits for the ends of pages.
        work = (self._sheet, self.options, self._found)
        self._thread = Thread(target=_find, args=work, daemon=True)
        self._thread.start()
        self._poll.start()

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

    def _take(self, sheet: Sheet | None, found: Sequence[Cut]) -> None:
        # What was found for a form that has changed since is too late.
        if sheet is self._sheet and found != self.places:
            self.places = found
            self.changed.emit()


def _find(sheet: Sheet, options: PrintOptions, found: SimpleQueue[Found]) -> None:
    found.put((sheet, options, cuts(sheet, options)))
