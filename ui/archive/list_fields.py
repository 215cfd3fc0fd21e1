"""What stands above the list of 档案总览: the field to search, boxes of years, stages and units."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QComboBox, QLayout, QLineEdit, QToolButton

from core.archive.overview import ANY
from ui import icons
from ui.elided import Choice
from ui.theme import Theme

NARROWEST = 100
LOW = 420
"""Pixels of height from which on there is room for air between the rows."""


def search_field(theme: Theme) -> QLineEdit:
    """Where the clerk types what is looked for."""
    field = QLineEdit()
    field.setObjectName("search")
    field.setPlaceholderText("查找项目、单位、指标、偏差原因")
    field.setAccessibleName("查找自评表")
    field.setClearButtonEnabled(True)
    glass = icons.icon("search", theme, "ink_3")
    field.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
    for button in field.findChildren(QToolButton):
        own = button.defaultAction() in field.actions()
        button.setAccessibleName("查找" if own else "清空")
    return field


def filter_box() -> QComboBox:
    """A box that is as wide as its layout has it, however long its values are."""
    box = Choice()
    box.setMinimumWidth(NARROWEST)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return box


def offer_values(box: QComboBox, every: str, values: Mapping[str, str]) -> None:
    """The values that occur, each once; the chosen one stays chosen, and stays to be seen.

    ``every``: the name of all values together; ``values``: the name of each.
    """
    chosen = box.currentData() or ANY
    box.clear()
    box.addItem(every, ANY)
    for value, text in {**values, chosen: values.get(chosen, chosen)}.items():
        if value:
            box.addItem(text, value)
    box.setCurrentIndex(max(0, box.findData(chosen)))


def give_air(layout: QLayout, height: int) -> None:
    """Margins and spacing of 档案总览; in a low window the lines have them."""
    margins, spacing = ((24, 18, 24, 12), 12) if height >= LOW else ((24, 6, 24, 4), 6)
    layout.setContentsMargins(*margins)
    layout.setSpacing(spacing)
