"""The line below the problems for what one press mends: 改为 2021, 清空."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from core.checks.cards import Card
from ui.document import Document
from ui.offering import set_tip
from ui.plain import caption
from ui.problems.problem_list import GAP, SCROLL, SIDE

if TYPE_CHECKING:
    from core.filling.fixes import Fix


class FixLine(QWidget):
    """Follows the marked card; hidden where nothing suggests itself, or nothing may be changed."""

    mended = Signal()

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._fix: Fix | None = None
        self.button = QPushButton()
        self.button.setObjectName("small")
        self.button.clicked.connect(self._mend)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SIDE, GAP, SCROLL, 2)  # apart from a card cut off
        layout.addWidget(self.button)
        layout.addStretch(1)
        self.hide()

    def show_card(self, card: Card | None) -> None:
        """Offer to mend what this card tells."""
        self._fix = None if card is None else self._fix_of(card)
        if self._fix is not None:
            self.button.setText(caption(self._fix.text))
            set_tip(self.button, "改这一格；可以撤销")
        self.setVisible(self._fix is not None)

    def _fix_of(self, card: Card) -> Fix | None:
        from core.filling.fixes import fix_of

        document = self._document
        return None if card.kept or document.closed else fix_of(document.evaluation, card)

    def _mend(self) -> None:
        if self._fix is not None and self._document.edit(self._fix.edit):
            self.mended.emit()
