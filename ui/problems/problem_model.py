"""The problems of the open form as a list for Qt, one card a fact, all or those of one tone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from core.checks.cards import Card
from core.checks.problem import Tone
from core.model.path import Path
from ui.document import Change, Document
from ui.followers import ChangeFollower
from ui.plain import tip

Index = QModelIndex | QPersistentModelIndex
CARD = Qt.ItemDataRole.UserRole + 1
NOWHERE = QModelIndex()
SIGNS = {Tone.ERROR: "错误", Tone.WARNING: "提醒", Tone.PENDING: "待填"}


class ProblemModel(QAbstractListModel):
    """Cards in form order. Only the rows that differ come and go, so a view keeps its place."""

    updated = Signal(object)
    """The list is that of the present form; with the last ``Change`` that led there."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._tone: Tone | None = None
        self.cards: tuple[Card, ...] = document.assessment.cards
        self._follower = ChangeFollower(document, self._follow, self)

    def catch_up(self) -> None:
        """Follow now what is typed; comes before the clerk asks for a problem."""
        self._follower.catch_up()

    @property
    def tone(self) -> Tone | None:
        """The tone that is shown; ``None`` for all."""
        return self._tone

    def show_only(self, tone: Tone | None) -> None:
        """Show one tone, or all."""
        self.catch_up()
        self._tone = tone
        self._replace(self._wanted())

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.cards):
            return None
        card = self.cards[index.row()]
        if role == CARD:
            return card
        if role == Qt.ItemDataRole.ToolTipRole and card.tone is Tone.PENDING:
            return tip("：".join(filter(None, (card.title, card.wanting))))  # the line may be cut
        return _spoken(card) if role in (Qt.ItemDataRole.DisplayRole, _ACCESSIBLE) else None

    def row_for(self, path: Path | None) -> int | None:
        """The first card of a field, else the first of its row, else nothing.

        What is kept with a reason gives way to what is still to be answered.
        """
        if path is None:
            return None
        found: list[tuple[bool, bool, int]] = []
        for row, card in enumerate(self.cards):
            paths = [problem.path for problem in card.problems]
            if path in paths:
                found.append((False, bool(card.kept), row))
            elif path.node and path.node in {one.node for one in paths}:
                found.append((True, bool(card.kept), row))
        return min(found)[-1] if found else None

    def _wanted(self) -> tuple[Card, ...]:
        found = self._document.assessment.cards
        if self._tone is None:
            return found
        return tuple(card for card in found if card.tone is self._tone)

    def _follow(self, change: Change) -> None:
        self._replace(self._wanted())
        self.updated.emit(change)

    def _replace(self, new: tuple[Card, ...]) -> None:
        old = self.cards
        if new == old:
            return
        head = _alike(old, new)
        tail = _alike(old[head:][::-1], new[head:][::-1])
        gone, come = len(old) - head - tail, len(new) - head - tail
        if gone == come:  # the same problems with other figures in their sentences
            self.cards = new
            if gone:
                self.dataChanged.emit(self.index(head), self.index(head + gone - 1))
            return
        if gone:
            self.beginRemoveRows(NOWHERE, head, head + gone - 1)
            self.cards = (*old[:head], *old[head + gone :]) if come else new
            self.endRemoveRows()
        if come:
            self.beginInsertRows(NOWHERE, head, head + come - 1)
            self.cards = new
            self.endInsertRows()


_ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole


def _spoken(card: Card) -> str:
    sign = SIGNS[card.tone]
    if card.tone is Tone.PENDING:
        return f"{sign}：{card.title}。{card.wanting}".rstrip("。")
    return f"{sign}：{card.title}。{'。'.join(card.parts)}。{card.remedy}"


def _alike(one: Sequence[Card], other: Sequence[Card]) -> int:
    """How many of the first cards say the same of the same fields in both.

    A row that comes moves all below it: those cards have other places, and look as they did.
    """
    pairs = enumerate(zip(one, other, strict=False))
    return next(
        (i for i, (a, b) in pairs if a != b and _told(a) != _told(b)), min(len(one), len(other))
    )


def _told(card: Card) -> tuple[object, ...]:
    shown = card.tone, card.title, card.parts, card.wanting, card.remedy, card.kept
    return *shown, card.key
