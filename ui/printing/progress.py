"""How far a long piece of work is, with a way to stop it. Delivers no events of its own.

(Qt's QProgressDialog does, in the middle of being told a number, and was seen never to return.)
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QProgressBar,
    QPushButton,
    QWidget,
)

from ui.dialog import Dialog, dialog_layout
from ui.jobs import Jobs
from ui.plain import PlainLabel

T = TypeVar("T")

LOOKS = 100
"""Milliseconds between two looks at how far a job is."""
PATIENCE = 400
"""Milliseconds of work that nobody needs to be told about."""


class Count:
    """How far a job on another thread is: it tells, the window looks."""

    def __init__(self) -> None:
        self.at = (0, 0)
        """How many are done, of how many."""

    def tell(self, done: int, total: int) -> None:
        """So many of so many are done."""
        self.at = (done, total)


class Progress(QObject):
    """A bar in a dialog over ``parent``; Esc and 停止 (取消 where there is no total) stop.

    The window below waits, unless ``beside``: then work goes on in it.
    """

    stopped = Signal()

    def __init__(self, title: str, total: int, parent: QWidget, *, beside: bool = False) -> None:
        super().__init__(parent)
        self._title = title
        self.label = PlainLabel()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, total)
        self.dialog = Dialog(parent)
        self.dialog.setWindowTitle(title)
        if not beside:
            self.dialog.setWindowModality(Qt.WindowModality.WindowModal)
        self.dialog.setFixedWidth(360)
        self.dialog.rejected.connect(self.stopped)
        buttons = QDialogButtonBox()
        buttons.addButton(
            QPushButton("停止" if total else "取消"), QDialogButtonBox.ButtonRole.RejectRole
        )
        buttons.rejected.connect(self.dialog.reject)
        layout = dialog_layout(self.dialog)
        for part in (self.label, self.bar, buttons):
            layout.addWidget(part)
        self.tell(0)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.timeout.connect(self.dialog.show if beside else self.dialog.open)
        self._wait.start(PATIENCE)

    def tell(self, done: int) -> None:
        """So much is done; of a total of 0 nobody knows how much there is."""
        self.bar.setValue(done)
        total = self.bar.maximum()
        self.label.setText(f"{self._title}：{done} / {total}" if total else f"{self._title}……")

    def follow(self, count: Count) -> None:
        """Look from time to time how far it is."""

        def look() -> None:
            done, total = count.at
            if total != self.bar.maximum():
                self.bar.setRange(0, total)
            self.tell(done)

        looks = QTimer(self)
        looks.timeout.connect(look)
        looks.start(LOOKS)

    def finish(self) -> None:
        """The work is over, one way or another."""
        self._wait.stop()
        self.dialog.hide()
        self.dialog.deleteLater()
        self.deleteLater()


def run_cancellable(  # noqa: PLR0913
    jobs: Jobs,
    name: str,
    window: QWidget,
    work: Callable[[Event], T],
    then: Callable[[T], None],
    failed: Callable[[Exception], None],
    *,
    count: Count | None = None,
) -> Progress:
    """Run a job that can be cancelled while the window waits for it.

    ``work`` gets the event that 取消 sets. What comes of a cancelled job is dropped, an error too.
    ``count``: where the work tells how far it is.
    """
    cancelled = Event()
    progress = Progress(name, 0, window)
    if count is not None:
        progress.follow(count)
    progress.stopped.connect(cancelled.set)

    def ended(hand: Callable[[], None]) -> None:
        progress.finish()
        if not cancelled.is_set():
            hand()

    jobs.run(
        name,
        lambda: work(cancelled),
        lambda result: ended(lambda: then(result)),
        lambda error: ended(lambda: failed(error)),
    )
    return progress
