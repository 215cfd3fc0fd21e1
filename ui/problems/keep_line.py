"""The line below the problems: a warning may stay, with a written reason that is stored."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from core.checks.cards import Card, Key
from core.checks.problem import Tone
from ui.document import Change, Document
from ui.ime_composition import Composition
from ui.offering import offer, set_tip
from ui.plain import PlainLabel
from ui.problems.problem_list import GAP, SCROLL, SIDE
from ui.theme import Theme

BESIDE_TEXT = 20
"""Pixels of a field that its text has not: frame and padding."""


class KeepLine(QWidget):
    """Follows the marked card; hidden for what cannot be kept. Esc leaves it as it was.

    What is typed and not yet kept is there again when the card is, as long as the form is open.
    """

    left = Signal()
    kept = Signal()
    cell_wanted = Signal(object)
    """The ``Path`` of the cell where a reason is written that is printed."""

    def __init__(self, document: Document, theme: Theme) -> None:
        super().__init__()
        self._document = document
        self._card: Card | None = None
        self._typed: dict[Key, str] = {}
        self.setObjectName("keepLine")
        self.text = QLineEdit()
        self._composition = Composition(self.text)
        self.text.installEventFilter(self)
        self.text.setObjectName("keepText")
        self.show_key("")
        self.text.setAccessibleName("保留这个提醒的理由")
        self.button = QPushButton("保留")
        self.button.setObjectName("small")
        self.cell = QPushButton("写进偏差原因")
        self.cell.setObjectName("small")
        set_tip(self.cell, "印在表上的原因写在这一行的“偏差原因”格里")
        self.cell.clicked.connect(self._to_the_cell)
        self._roomy = True
        self.asked = PlainLabel()
        """What is wrong with a reason that is none."""
        self.asked.setObjectName("hint")
        self.asked.setWordWrap(True)
        self.asked.hide()
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self.text, 1)
        line.addWidget(self.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SIDE, GAP, SCROLL, 2 * theme.step)  # apart from a card cut off
        layout.setSpacing(4)
        above = QHBoxLayout()
        above.addWidget(self.cell)
        above.addStretch(1)
        layout.addLayout(above)
        layout.addLayout(line)
        layout.addWidget(self.asked)
        self.setTabOrder(self.text, self.cell)
        self.setTabOrder(self.cell, self.button)
        document.changed.connect(self._begin)
        self.text.textEdited.connect(self._note)
        self.text.returnPressed.connect(self._keep)
        self.text.textChanged.connect(self._name)
        self.button.clicked.connect(self._keep)
        self.hide()

    def show_key(self, keys: str) -> None:
        """Tell what to do here, and the key that leads to the cell instead."""
        self._hints = [f"理由不印在表上；{keys} 改这一格"] * bool(keys) + [
            "写理由，不印在表上",
            "写理由",
        ]
        self._hint()

    def _hint(self) -> None:
        """What stands in the empty field stands there whole: half a key is none."""
        text = self.text
        free = text.width() - BESIDE_TEXT
        wide = text.fontMetrics().horizontalAdvance
        hint = next((one for one in self._hints if wide(one) <= free), self._hints[-1])
        text.setPlaceholderText(hint)

    def show_card(self, card: Card | None) -> None:
        """Offer to keep all that this card tells."""
        kept_before = self._card.kept if self._card else ""
        same = (
            card is not None
            and self._card is not None
            and card.key == self._card.key
            and card.kept == kept_before
        )
        self._card = card
        self._show_cell()
        stays = card is not None and card.tone is Tone.WARNING
        self.setVisible(stays and not self._document.closed)  # of a final form nothing is answered
        if card is not None and not same:
            self.text.setText(self._typed.get(card.key, card.kept))
            if card.key not in self._typed:
                self.text.setCursorPosition(0)  # what is kept is read from its beginning
            self._name()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.text and event.type() == QEvent.Type.Resize:
            self._hint()
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Escape
            and not self._composition.under_way
        ):
            self.text.setText(self._card.kept if self._card else "")
            self._note()
            self.left.emit()
            return True
        return super().eventFilter(watched, event)

    def make_room(self, *, roomy: bool) -> None:
        """On a low screen the cards come first: the key of the paper leads to the cell."""
        self._roomy = roomy
        self._show_cell()

    def _show_cell(self) -> None:
        wanted = self._card is not None and self._card.reason_path is not None
        self.cell.setVisible(wanted and self._roomy)

    def _to_the_cell(self) -> None:
        if self._card is not None and self._card.reason_path is not None:
            self.cell_wanted.emit(self._card.reason_path)

    def _begin(self, change: Change) -> None:
        """Another form: what was typed for the last one is not offered for it."""
        if change.loaded:
            self._typed.clear()
            card, self._card = self._card, None
            self.show_card(card)

    def _note(self) -> None:
        card = self._card
        if card is None:
            return
        text = self.text.text()
        if text.strip() in ("", card.kept):
            self._typed.pop(card.key, None)
        else:
            self._typed[card.key] = text

    def _name(self) -> None:
        self.asked.hide()
        taken_back = self._card is not None and self._taken_back(self._card)
        self.button.setText("取消保留" if taken_back else "保留")
        offer(self.button, "" if self.text.text().strip() or taken_back else "先写明为什么保留")

    def _taken_back(self, card: Card) -> bool:
        return bool(card.kept) and self.text.text().strip() in ("", card.kept)

    def _keep(self) -> None:
        from core.filling.waiving import keeping_card, why_no_reason

        card = self._card
        if card is None or not self.button.isEnabled():
            return
        text = "" if self._taken_back(card) else self.text.text()
        if text and (asked := why_no_reason(text)):
            self.asked.setText(asked)
            self.asked.show()
            self.text.setFocus()
            return
        self._typed.pop(card.key, None)
        document = self._document
        edit = keeping_card(document.evaluation, card, text, document.assess)
        if edit is not None:
            document.edit(edit)
            self.kept.emit()
