"""The list of cards: what is wrong or doubtful as a card, what is to be filled in as a line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from core.checks.cards import Card
from core.checks.problem import Tone
from core.model.identity import Same
from ui import icons
from ui.problems.problem_model import CARD, ProblemModel
from ui.text_block import LEADING, TextBlock
from ui.theme import Theme, interface_font

Index = QModelIndex | QPersistentModelIndex
PAD = 8
GAP = 7
SIDE = 10
SCROLL = 14
"""Room for the scroll bar."""
SIGN = 13
ICONS = {Tone.ERROR: "error", Tone.WARNING: "warning"}
LINE = 5
"""Above and below the text of what is one line."""
LOW = 320
"""In a list lower than this only the current card is whole: the others say what, in short."""
FEW = 2
"""Cards for which even a low list has room."""
SHORT = 2
"""Lines of what was found, on a card that is not whole."""
MEASURED = 4096
"""Cards whose heights are kept."""


class ProblemDelegate(QStyledItemDelegate):
    """Paints a card: a bar and a sign of its tone, title, what was found, remedy.

    What is only to be filled in is one quiet line. On a low screen a card is whole when it is the
    current one; the others leave out what to do, so that more of them are seen.
    """

    def __init__(self, theme: Theme, model: ProblemModel, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._model = model
        self._view = view
        self._blocks: dict[tuple[object, ...], tuple[TextBlock, ...]] = {}
        self._heights: dict[tuple[Same[Card], bool], int] = {}

    def forget(self) -> None:
        """Drop what was laid out for another width."""
        self._blocks.clear()
        self._heights.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option
        return QSize(self._card_width(), self.height(index.row()))

    def height(self, row: int) -> int:
        """The height of a card; measured once, for it is asked of all cards at each layout."""
        card = self._model.cards[row]
        if card.tone is Tone.PENDING:
            step = round(self._theme.size_hint * LEADING)
            return step + 2 * LINE + self._below(row)
        whole = self._is_whole(row)
        known = self._heights.get((Same(card), whole))
        if known is None:
            blocks = self._laid_out(card, whole=whole)
            known = sum(block.height for block in blocks) + 2 * PAD + len(blocks) + GAP
            if len(self._heights) >= MEASURED:
                self._heights.clear()
            self._heights[Same(card), whole] = known
        return known

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, card = self._theme, index.data(CARD)
        if card.tone is Tone.PENDING:
            self._paint_line(painter, option, card, self._below(index.row()))
            return
        error = card.tone is Tone.ERROR
        rect: QRect = option.rect.adjusted(SIDE, 0, 0, -GAP)  # type: ignore[attr-defined]
        rect.setWidth(self._card_width())
        state = option.state  # type: ignore[attr-defined]
        current = bool(state & QStyle.StateFlag.State_Selected)
        hover = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = theme.accent if current else theme.line_strong if hover else theme.line
        painter.setPen(QPen(QColor(edge), 1))
        painter.setBrush(QColor(theme.computed_wash if current else theme.surface))
        painter.drawRoundedRect(rect.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        colour = theme.error if error else theme.line_strong if card.kept else theme.warn
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.accent if current else colour))
        painter.setClipRect(QRect(rect.left(), rect.top(), 3, rect.height()))
        painter.drawRoundedRect(rect, 5, 5)
        painter.setClipping(False)
        x, y = rect.left() + PAD + 3, rect.top() + PAD
        sign = QRect(x, y + 3, SIGN, SIGN)
        icons.paint(painter, sign, ICONS[card.tone], colour)
        whole = self._is_whole(index.row())
        title, *parts = self._laid_out(card, whole=whole)
        title.draw(painter, x + SIGN + 6, y, theme.ink_2 if card.kept else theme.ink)
        y += title.height + 2
        for at, part in enumerate(parts):
            remedy = whole and at == len(parts) - 1
            part.draw(painter, x, y + remedy, theme.ink_3 if remedy else theme.ink_2)
            y += part.height + 1
        painter.restore()

    def _paint_line(
        self, painter: QPainter, option: QStyleOptionViewItem, card: Card, below: int
    ) -> None:
        """Title and what is wanting, side by side; the longer one is cut."""
        theme = self._theme
        rect: QRect = option.rect.adjusted(SIDE, 0, 0, -below)  # type: ignore[attr-defined]
        rect.setWidth(self._card_width())
        state = option.state  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current = bool(state & QStyle.StateFlag.State_Selected)
        if current or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent_wash if current else theme.hover))
            painter.drawRoundedRect(rect, theme.radius, theme.radius)
        painter.setFont(interface_font(theme, theme.size_hint))
        metrics = painter.fontMetrics()
        inner = rect.adjusted(PAD, 0, -PAD, 0)
        room = inner.width() - 2 * PAD
        wanting = metrics.elidedText(card.wanting, Qt.TextElideMode.ElideRight, room // 2)
        right = metrics.horizontalAdvance(wanting)
        title = metrics.elidedText(card.title, Qt.TextElideMode.ElideRight, room - right)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(theme.ink_2))
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | middle, title)
        painter.setPen(QColor(theme.ink_3))
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | middle, wanting)
        painter.restore()

    def _card_width(self) -> int:
        """The same whether the list scrolls or not, so that no card changes its height by that."""
        return self._view.width() - SIDE - SCROLL

    @property
    def shortens(self) -> bool:
        """Whether cards that are not current are short: the list is low, and there are several."""
        return self._view.height() < LOW and self._view.model().rowCount() > FEW

    def _is_whole(self, row: int) -> bool:
        return not self.shortens or row == self._view.currentIndex().row()

    def _below(self, row: int) -> int:
        """What a line keeps free below it: nothing before another line, a gap before a card."""
        following = self._model.cards[row + 1 : row + 2]
        return GAP if following and following[0].tone is not Tone.PENDING else 0

    def _laid_out(self, card: Card, *, whole: bool) -> tuple[TextBlock, ...]:
        """The title, a block for each part, the remedy; in short the title and the first part."""
        told = (
            (*card.parts, _advice(card))
            if whole
            else (_advice(card) if card.kept else card.parts[0],)
        )
        key = card.title, told, whole
        known = self._blocks.get(key)
        if known is None:
            inner = self._card_width() - 2 * PAD - 3
            plain = interface_font(self._theme, self._theme.size_hint)
            bold = interface_font(self._theme, self._theme.size, bold=True)
            lines = None if whole else SHORT
            known = (
                TextBlock(card.title, bold, inner - SIGN - 6, None if whole else 1),
                *(TextBlock(part, plain, inner, lines) for part in told),
            )
            self._blocks[key] = known
        return known


def _advice(card: Card) -> str:
    return f"已保留：{card.kept}" if card.kept else card.remedy


class ProblemList(QListView):
    """The cards; nothing but a click, Enter or F8 leads away from them."""

    chosen = Signal(QModelIndex)
    """By Enter."""
    left = Signal()
    """By Esc."""
    pointed = Signal(QModelIndex)
    """A card was clicked: Qt's own signal wants it under the pointer still, and cards move."""

    def __init__(self, model: ProblemModel, theme: Theme) -> None:
        super().__init__()
        self._pressed = QPersistentModelIndex()
        self._at = QPoint()
        self._cards = ProblemDelegate(theme, model, self)
        self._heights: list[int] = []
        self.setModel(model)
        self.setItemDelegate(self._cards)
        self.setObjectName("problems")
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def height_of(self, index: QModelIndex) -> int:
        """The pixels of a card; 0 without one."""
        return self._cards.height(index.row()) if index.isValid() else 0

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._at = event.position().toPoint()
        self._pressed = QPersistentModelIndex(self.indexAt(self._at))
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not event.buttons():  # a card that is dragged over would be marked, and not gone to
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        way = (event.position().toPoint() - self._at).manhattanLength()
        near = way < QApplication.startDragDistance()
        if event.button() == Qt.MouseButton.LeftButton and near and self._pressed.isValid():
            self.pointed.emit(self.model().index(self._pressed.row(), 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Not ``activated``: on some desktops a single click is that too.
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.chosen.emit(self.currentIndex())
            return
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def doItemsLayout(self) -> None:
        if not self.isVisible():
            return  # Qt asks for it at each change of style and place until it is shown
        super().doItemsLayout()
        self._heights = list(map(self._cards.height, range(self.model().rowCount())))

    def dataChanged(
        self,
        topLeft: Index,
        bottomRight: Index,
        roles: Sequence[int] = (),
    ) -> None:
        """Paint the cards that say something else; lay all out anew only if one grew."""
        rows = range(topLeft.row(), bottomRight.row() + 1)
        if self._heights[rows.start : rows.stop] != [*map(self._cards.height, rows)]:
            super().dataChanged(topLeft, bottomRight, roles)
            return
        for row in rows:
            self.viewport().update(self.visualRect(self.model().index(row, 0)))

    def currentChanged(self, current: Index, previous: Index) -> None:
        if self._cards.shortens:  # one card becomes whole, another one short
            self.scheduleDelayedItemsLayout()
            self.executeDelayedItemsLayout()
        super().currentChanged(current, previous)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.doItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        before, now = event.oldSize(), event.size()
        if before.width() != now.width():
            self._cards.forget()
        if before.width() != now.width() or (before.height() < LOW) != (now.height() < LOW):
            self.scheduleDelayedItemsLayout()
        if before.height() != now.height() and self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())  # what is chosen stays whole
