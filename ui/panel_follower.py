"""The panels beside the paper follow the clerk to another cell: the paper is painted first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer

from core.model.path import Path
from ui.afterwards import PAUSE
from ui.document import Change, Document

Show = Callable[[Path | None], object]


class PanelFollower(QObject):
    """Has each panel show the field where the clerk stands.

    A step is followed after a pause, several steps as one; where somebody was led to is shown at
    once.  The document knows it at once, too.
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
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.follow)
        document.changed.connect(self._changed)
        self._begin()

    def step(self, path: Path | None) -> None:
        """The clerk stands in this field now."""
        self._document.cursor = path
        if not self._pause.isActive():
            self._pause.start()

    def catch_up(self) -> None:
        """Follow now; comes before anybody is to read or use what a panel shows."""
        if self._pause.isActive():
            self.follow()

    def follow(self) -> None:
        """Have the panels show where the clerk stands."""
        self._pause.stop()
        for show in self._panels:
            show(self._document.cursor)

    def _changed(self, change: Change) -> None:
        if change.loaded:
            self._begin()

    def _begin(self) -> None:
        self._document.cursor = None
        self._document.cursor = self._where()
        self.follow()
