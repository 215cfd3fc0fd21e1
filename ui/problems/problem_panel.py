"""The problems panel: what is left to do, in form order, one click from its cell."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QListView,
    QPushButton,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from core.checks.cards import Card
from core.checks.problem import Severity
from core.filling.reading_order import neighbour
from core.model.path import Path
from ui import icons
from ui.document import Change, Document
from ui.plain import PlainLabel
from ui.problems.problem_model import CARD, ProblemModel
from ui.problems.waiver_dialog import KeepLine
from ui.text_block import TextBlock
from ui.theme import Theme, interface_font

Index = QModelIndex | QPersistentModelIndex
PAD = 8
GAP = 7
SIDE = 10
SCROLL = 14
"""Room for the scroll bar."""
SIGN = 13
ICONS = {Severity.ERROR: "error", Severity.WARNING: "warning"}


class ProblemDelegate(QStyledItemDelegate):
    """Paints a card: a bar and a sign of its severity, title, what was found, remedy."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._blocks: dict[Card, tuple[TextBlock, ...]] = {}

    def forget(self) -> None:
        """Drop what was laid out for another width."""
        self._blocks.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option
        blocks = self._laid_out(index.data(CARD))
        height = sum(block.height for block in blocks) + 2 * PAD + len(blocks)
        return QSize(self._card_width(), height + GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, card = self._theme, index.data(CARD)
        error = card.severity == Severity.ERROR
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
        icons.paint(painter, sign, ICONS[card.severity], colour)
        title, *parts, remedy = self._laid_out(card)
        title.draw(painter, x + SIGN + 6, y, theme.ink_2 if card.kept else theme.ink)
        y += title.height + 2
        for part in parts:
            part.draw(painter, x, y, theme.ink_2)
            y += part.height + 1
        remedy.draw(painter, x, y + 1, theme.ink_3)
        painter.restore()

    def _card_width(self) -> int:
        """The same whether the list scrolls or not, so that no card changes its height by that."""
        return self._view.width() - SIDE - SCROLL

    def _laid_out(self, card: Card) -> tuple[TextBlock, ...]:
        """The title, a block for each part, the remedy."""
        known = self._blocks.get(card)
        if known is None:
            inner = self._card_width() - 2 * PAD - 3
            plain = interface_font(self._theme, self._theme.size_hint)
            bold = interface_font(self._theme, self._theme.size, bold=True)
            known = (
                TextBlock(card.title, bold, inner - SIGN - 6),
                *(TextBlock(part, plain, inner) for part in card.parts),
                TextBlock(_advice(card), plain, inner),
            )
            self._blocks[card] = known
        return known


def _advice(card: Card) -> str:
    return f"已保留：{card.kept}" if card.kept else card.remedy


class ProblemList(QListView):
    """The cards; nothing but a click, Enter or F8 leads away from them."""

    def __init__(self, model: ProblemModel, theme: Theme) -> None:
        super().__init__()
        self._cards = ProblemDelegate(theme, self)
        self._heights: list[int] = []
        self.setModel(model)
        self.setItemDelegate(self._cards)
        self.setObjectName("problems")
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def doItemsLayout(self) -> None:
        super().doItemsLayout()
        self._heights = [self._height(row) for row in range(self.model().rowCount())]

    def dataChanged(
        self,
        topLeft: Index,
        bottomRight: Index,
        roles: Sequence[int] = (),
    ) -> None:
        """Paint the cards that say something else; lay all out anew only if one grew."""
        rows = range(topLeft.row(), bottomRight.row() + 1)
        if self._heights[rows.start : rows.stop] != [self._height(row) for row in rows]:
            super().dataChanged(topLeft, bottomRight, roles)
            return
        for row in rows:
            self.viewport().update(self.visualRect(self.model().index(row, 0)))

    def _height(self, row: int) -> int:
        return self._cards.sizeHint(QStyleOptionViewItem(), self.model().index(row, 0)).height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._cards.forget()
            self.scheduleDelayedItemsLayout()


class ProblemPanel(QWidget):
    """Header with counts that filter, the list, and a calm word when there is nothing left."""

    navigated = Signal(object)
    """A ``Path``: the clerk wants to mend what is wrong there."""

    def __init__(self, document: Document, theme: Theme, next_key: str) -> None:
        super().__init__()
        self._document = document
        self._current: Card | None = None
        self._marked: tuple[tuple[str, ...], Path] | None = None
        self.model = ProblemModel(document, self)
        self.view = ProblemList(self.model, theme)
        self.view.setAccessibleName("问题")
        self.keep_line = KeepLine(document, theme)
        self._filters = {
            None: QPushButton("全部"),
            Severity.ERROR: QPushButton(),
            Severity.WARNING: QPushButton(),
        }
        self._calm = PlainLabel()
        self._calm.setObjectName("calm")
        self._calm.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._calm.setWordWrap(True)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._calm)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._header(theme, next_key))
        layout.addLayout(self._stack)
        layout.addWidget(self.keep_line)
        self.setFocusProxy(self.view)
        self.view.selectionModel().currentChanged.connect(self._offer_to_keep)
        self.model.dataChanged.connect(self._offer_to_keep)
        self.view.clicked.connect(self._go)
        self.view.activated.connect(self._go)
        self.model.followed.connect(self._count)
        self.model.followed.connect(self._let_go)
        self.model.followed.connect(self._reveal)
        self._count()

    def show_only(self, severity: Severity | None) -> None:
        """Show one severity, or all."""
        self._filters[severity].setChecked(True)
        self.model.show_only(severity)
        self._count()

    def first(self) -> None:
        """Go to the first problem shown."""
        self.model.catch_up()
        if self.model.cards:
            self._go(self.model.index(0))

    def step(self, step: int) -> None:
        """Go to the next (1) or the previous (-1) problem, seen from the cell of the clerk."""
        self.model.catch_up()
        card = neighbour(
            self._document.evaluation,
            [card for card in self.model.cards if not card.kept],
            self._document.cursor,
            step,
            self._current,
        )
        if card is not None:
            self._go(self.model.index(self.model.cards.index(card)))

    def show_path(self, path: Path | None) -> None:
        """Mark the problem of the cell where the clerk stands."""
        self.model.catch_up()
        current = self._current
        if current is not None and current in self.model.cards and current.path == path:
            row: int | None = self.model.cards.index(current)
        else:
            row = self.model.row_for(path)
        if row is None:
            self.view.clearSelection()
            self.view.setCurrentIndex(QModelIndex())
            return
        self._mark(row)

    def _mark(self, row: int) -> None:
        card = self.model.cards[row]
        self._marked = (card.codes, card.path)
        self.view.setCurrentIndex(self.model.index(row))

    def _header(self, theme: Theme, next_key: str) -> QHBoxLayout:
        header = QHBoxLayout()
        header.setContentsMargins(14, 8, 12, 8)
        header.setSpacing(theme.step)
        title = PlainLabel("问题")
        title.setObjectName("panelTitle")
        header.addWidget(title)
        header.addSpacing(theme.step)
        group = QButtonGroup(self)
        for severity, button in self._filters.items():
            button.setObjectName("filter")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            group.addButton(button)
            button.clicked.connect(lambda _=False, s=severity: self.show_only(s))
            header.addWidget(button)
        self._filters[None].setChecked(True)
        header.addStretch()
        hint = PlainLabel(f"{next_key} 下一个")
        hint.setObjectName("hint")
        header.addWidget(hint)
        return header

    def _count(self, change: Change | None = None) -> None:
        if change is not None and change.loaded:
            self._current = None
            self.view.scrollToTop()
        errors, warnings = self._document.assessment.counts
        self._filters[Severity.ERROR].setText(f"错误 {errors}")
        self._filters[Severity.WARNING].setText(f"提醒 {warnings}")
        if self.model.severity == Severity.ERROR:
            self._calm.setText("没有错误")
        elif self.model.severity == Severity.WARNING:
            self._calm.setText("没有提醒")
        else:
            self._calm.setText("没有发现问题")
        self._stack.setCurrentIndex(0 if self.model.cards else 1)

    def _go(self, index: QModelIndex) -> None:
        card = index.data(CARD)
        if isinstance(card, Card):
            self._current = card
            self._mark(index.row())
            self.navigated.emit(card.path)

    def _let_go(self) -> None:
        """A problem that is solved leaves no other card current, to be kept by mistake."""
        current = self.view.currentIndex().data(CARD)
        if isinstance(current, Card) and (current.codes, current.path) != self._marked:
            self.view.clearSelection()
            self.view.setCurrentIndex(QModelIndex())

    def _reveal(self, change: Change) -> None:
        """What is wrong in the row where somebody types is seen there and then."""
        cursor = self._document.cursor
        row = None if change.origin is None else self.model.row_for(cursor)
        if row is not None and not self.view.currentIndex().isValid():
            self.view.scrollTo(self.model.index(row))

    def _offer_to_keep(self) -> None:
        card = self.view.currentIndex().data(CARD)
        self.keep_line.show_card(card if isinstance(card, Card) else None)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.view.scheduleDelayedItemsLayout()
