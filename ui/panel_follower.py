"""The panels beside the paper follow the clerk to another cell: the paper is painted first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer

from core.model.path import Path
from ui.afterwards import BETWEEN, PAUSE
from ui.document import Change, Document

Show = Callable[[Path | None], object]


class PanelFollower(QObject):
    """Has each panel show the field where the clerk stands.

    A step is followed after a pause, several steps as one, by one panel after the other; where
    somebody was led to is shown at once.  The document knows it at once, too.
    """

    def __init__(
        self,
        document: Document,
        where: Callable[[], Path | None],
        panels: Sequence[Show],
        parent: QObject,
    ) -> None:
        """``where``: the field where the clerk stands on the paper."""
        super().__init__(parent)
        self._document = document
        self._where = where
        self._panels = panels
        self._waiting: list[Show] = []
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._follow_one)
        document.changed.connect(self._changed)
        self._begin()

    def step(self, path: Path | None) -> None:
        """The clerk stands in this field now."""
        self._document.cursor = path
        self._waiting = [*self._panels]
        if not self._pause.isActive():
            self._pause.start(PAUSE)

    def catch_up(self) -> None:
        """Follow now; comes before anybody is to read or use what a panel shows."""
        while self._waiting:
            self._follow_one()
        self._pause.stop()

    def _follow_one(self) -> None:
        """Have the next panel show where the clerk stands, and then the others."""
        self._waiting.pop(0)(self._document.cursor)
        if self._waiting:
            self._pause.start(BETWEEN)

    def _changed(self, change: Change) -> None:
        if change.loaded:
            self._begin()

    def _begin(self) -> None:
        self._document.cursor = None
        self.step(self._where())
        self.catch_up()
