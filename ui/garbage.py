"""Python's cycles are collected in the window's thread and in no other.

Python collects wherever it happens to allocate, so a job on a thread of its own may be the one
that finds a closed dialog; a widget that dies there takes the program with it, sooner or later.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

PAUSE = 1000
"""Milliseconds between two looks at how much there is to collect."""


class WindowGarbage(QObject):
    """Collects from time to time, as far as Python itself would have."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect the oldest generation that is due, and with it the younger ones."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation]:
                gc.collect(generation)
                return
