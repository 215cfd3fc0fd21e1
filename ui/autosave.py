"""Everything is saved by itself: there is no unsaved state, only a save that is on its way.

The first change starts a short wait, so that a burst of keys becomes one save; later keys prolong
it a little, as far as they are painted first. A save that fails is tried again until it works, and
says so meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from enum import Enum

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from core.archive.archive import Archive
from core.archive.errors import ArchiveError
from core.beijing import local_time
from core.model.evaluation import Evaluation
from core.summary import summarize
from ui.document import Change, Document
from ui.open_form import OpenForm
from ui.shelf import Shelf

WAIT = 300
"""Milliseconds from the first change to its save."""
PAINTED = 40
"""So long before a save a key puts it off, and for so long: the key is painted first."""
LONGEST = 500
"""Until its save is not put off any more."""
SOON = 0
"""Until a cell that was left is saved: at the next turn, when the next one is painted."""
SLOW = 1500
"""After so many milliseconds on the way a save is worth a word."""
AGAIN = 3000
"""Milliseconds until a failed save is tried again."""


class State(Enum):
    SAVED = "saved"
    PENDING = "pending"
    SLOW = "slow"
    FAILED = "failed"


class Autosave(QObject):
    """Keeps the archive's working copy equal to the document."""

    changed = Signal()
    """``state``, ``saved_at``, or what is open is another."""

    def __init__(
        self,
        document: Document,
        open_form: OpenForm,
        shelf: Shelf,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._open_form = open_form
        self._shelf = shelf
        self._stored: Evaluation | None = None
        self._begin_version = False
        self._under_way = False
        self._sent = 0
        """How many saves were sent on their way."""
        self._outdated = 0
        """So many of them have nothing new to tell, whatever becomes of them."""
        self.state = State.SAVED
        self.saved_at: datetime | None = None
        self.reason = ""
        self._wait = self._timer(WAIT, self.save)
        self._waited = QElapsedTimer()
        """Since the first change that is not on its way."""
        self._slow = self._timer(SLOW, self._say_slow)
        document.changed.connect(self._follow)
        open_form.opened.connect(self._begin)
        open_form.closed.connect(self._end)

    @property
    def read_only(self) -> bool:
        """Whether nothing is ever saved: the archive was opened to be looked at."""
        return self._shelf.read_only

    def _begin(self, fresh: bool) -> None:
        """Save the document as what is open from now on.

        Where its present version was not begun just now, the first change begins a new one.
        """
        self._stored = self._document.evaluation
        self._begin_version = not fresh
        self.saved_at = None
        self._set_state(State.SAVED)

    def _end(self) -> None:
        """Save nothing until something is open again."""
        self._outdated = self._sent
        for timer in (self._wait, self._slow):
            timer.stop()

    def begin_version(self) -> None:
        """Keep the present version as it is; the next change begins a new one."""
        self._begin_version = True

    def save_soon(self) -> None:
        """Do not wait for what may still be typed: a cell was left."""
        if self._wait.isActive() and self._wait.interval() > SOON:  # no step puts it off
            self._wait.start(SOON)

    def save(self) -> None:
        """Send the present content on its way, if it is not stored already."""
        self._wait.stop()
        evaluation, number = self._document.evaluation, self._open_form.id
        if number is None or self._under_way:
            return
        if evaluation is self._stored and self.state != State.FAILED:
            if self.state != State.SAVED:  # what was to be saved is undone
                self._set_state(State.SAVED)
            return
        self._under_way = True
        self._sent += 1
        turn = self._sent
        self._slow.start()
        self._shelf.send(
            self._saving(number, evaluation), lambda done: self._arrived(turn, evaluation, done)
        )

    def flush(self) -> bool:
        """Save now and wait for it; ``False`` when that failed (``reason`` says why)."""
        self._wait.stop()
        evaluation, number = self._document.evaluation, self._open_form.id
        is_stored = self.state == State.SAVED and evaluation is self._stored
        if number is None or is_stored:
            return True
        self._sent += 1
        self._outdated = self._sent
        try:
            # Also waits for the save that may be on its way: the queue is served in order.
            version = self._shelf.ask(self._saving(number, evaluation))
        except ArchiveError as error:
            self._fail(str(error))
            return False
        self._succeed(evaluation, version)
        return True

    def _saving(self, number: int, evaluation: Evaluation) -> Callable[[Archive], int]:
        """What the archive is asked to do: store this content; gives the version that it is."""
        summary = summarize(evaluation, self._document.found)
        rules, begin = self._document.profile.text, self._begin_version
        return lambda archive: archive.save(
            number, evaluation, summary, rules=rules, new_version=begin
        )

    def _follow(self, change: Change) -> None:
        if change.loaded or self._open_form.id is None:
            return
        if self.state == State.SAVED:
            self._set_state(State.PENDING)
        if not self._wait.isActive():
            self._wait_for_more()
        elif (
            self._wait.interval() > SOON
            and self._wait.remainingTime() < PAINTED
            and self._waited.elapsed() + PAINTED <= LONGEST
        ):
            self._wait.start(PAINTED)

    def _wait_for_more(self) -> None:
        self._waited.start()
        self._wait.start(WAIT)

    def _arrived(self, turn: int, evaluation: Evaluation, done: Future[int]) -> None:
        self._under_way = False
        self._slow.stop()
        if self._open_form.id is None or turn <= self._outdated:
            return
        error = done.exception()
        if isinstance(error, ArchiveError):
            self._fail(str(error))
        elif error is not None:
            raise error
        else:
            self._succeed(evaluation, done.result())

    def _succeed(self, evaluation: Evaluation, version: int) -> None:
        if version != self._open_form.version:
            self._begin_version = False
        self._open_form.begin(version)
        self._stored = evaluation
        self.saved_at = local_time()
        self.reason = ""
        if evaluation is self._document.evaluation:
            self._set_state(State.SAVED)
        else:
            self._set_state(State.PENDING)
            self._wait_for_more()

    def _fail(self, reason: str) -> None:
        self.reason = reason
        self._set_state(State.FAILED)
        self._wait.start(AGAIN)

    def _say_slow(self) -> None:
        if self._under_way and self.state == State.PENDING:
            self._set_state(State.SLOW)

    def _set_state(self, state: State) -> None:
        self.state = state
        self.changed.emit()

    def _timer(self, milliseconds: int, slot: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(slot)
        return timer
