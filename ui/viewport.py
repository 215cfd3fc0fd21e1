"""The inner widget of a view that scrolls, made here instead of by Qt."""

from __future__ import annotations

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractScrollArea, QWidget


def make_viewport(view: QAbstractScrollArea) -> None:
    """Give a view that was just made the viewport that Qt gives it, but one that PySide knows.

    For a widget that Qt made PySide looks through all kinds of widgets, and makes the class of
    each, wizards and calendars too: that takes longer than painting the first form.
    """
    viewport = QWidget()
    viewport.setObjectName("qt_scrollarea_viewport")
    viewport.setBackgroundRole(QPalette.ColorRole.Base)
    viewport.setAutoFillBackground(True)
    view.setViewport(viewport)
