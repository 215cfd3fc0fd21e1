"""The colours of a picture, read at once: to ask for one pixel after the other takes seconds."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage


def colours(picture: QImage, place: QRect | None = None) -> frozenset[int]:
    """Each colour that is there, or within a part of it, as ``QColor.rgb`` gives it."""
    part = picture if place is None else picture.copy(place)
    plain = part.convertToFormat(QImage.Format.Format_RGB32)
    return frozenset(memoryview(plain.constBits()).cast("I"))
