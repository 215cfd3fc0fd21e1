"""The parts of Qt's areas: its stubs do not know that those can be gone through."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from PySide6.QtCore import QItemSelection, QItemSelectionRange, QRect
from PySide6.QtGui import QRegion


def rects(region: QRegion) -> Iterable[QRect]:
    """The rectangles of a region."""
    return cast("Iterable[QRect]", region)


def ranges(selection: QItemSelection) -> Iterable[QItemSelectionRange]:
    """The blocks of a selection."""
    return cast("Iterable[QItemSelectionRange]", selection)
