"""The line below the problems: a warning may stay, with a written reason that is stored."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from core.checks.cards import Card
from core.checks.problem import Tone
from core.filling.waiving import keeping_card
from ui.document import Document
from ui.ime_composition import Composition
from ui.offering import offer
from ui.problems.problem_list import SCROLL, SIDE
from ui.theme import Theme


class KeepLine(QWidget):
    """Follows the marked card; hidden for what cannot be kept. Esc leaves it as it was."""

    left = Signal()

    def __init__(self, document: Document, theme: Theme) -> None:
        super().__init__()
        self._document = document
        self._card: Card | None = None
        self.setObjectName("keepLine")
        self.text = QLineEdit()
        self._composition = Composition(self.text)
        self.text.installEventFilter(self)
        self.text.setObjectName("keepText")
        self.text.setPlaceholderText("确需保留的，写明理由后按回车")
        self.text.setAccessibleName("保留这个提醒的理由")
        self.button = QPushButton("保留")
        self.button.setObjectName("small")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SIDE, 2, SCROLL, 2 * theme.step)  # below the cards
        layout.setSpacing(6)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.button)
        self.text.returnPressed.connect(self._keep)
        self.text.textChanged.connect(self._name)
        self.button.clicked.connect(self._keep)
        self.hide()

    def show_card(self, card: Card | None) -> None:
        """Offer to keep all that this card tells."""
        kept_before = self._card.kept if self._card else ""
        same = (
            card is not None
            and self._card is not None
            and (card.codes, card.path) == (self._card.codes, self._card.path)
            and card.kept == kept_before
        )
        self._card = card
        self.setVisible(card is not None and card.tone is Tone.WARNING)
        if card is not None and not same:
            self.text.setText(card.kept)
            self._name()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Escape
            and not self._composition.under_way
        ):
            self.text.setText(self._card.kept if self._card else "")
            self.left.emit()
            return True
        return super().eventFilter(watched, event)

    def _name(self) -> None:
        taken_back = self._card is not None and self._taken_back(self._card)
        self.button.setText("取消保留" if taken_back else "保留")
        offer(self.button, "" if self.text.text().strip() or taken_back else "先写明为什么保留")

    def _taken_back(self, card: Card) -> bool:
        return bool(card.kept) and self.text.text().strip() in ("", card.kept)

    def _keep(self) -> None:
        card = self._card
        if card is None or not self.button.isEnabled():
            return
        text = "" if self._taken_back(card) else self.text.text()
        document = self._document
        edit = keeping_card(document.evaluation, card, text, document.assess)
        if edit is not None:
            document.edit(edit)
