"""Fields that hold a choice or a number: a turn of the wheel is not for them.

Qt changes a field that the pointer happens to be over. The clerk who scrolls a page would then have
another 金额单位, or another row for an evidence file, without having seen it.
"""

from __future__ import annotations

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QSpinBox


class WheelPasses:
    """For a field: the wheel is passed on to what scrolls behind it."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class NumberField(WheelPasses, QSpinBox):
    """A whole number with arrows to step it."""
