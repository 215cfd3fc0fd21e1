"""The problems panel: what is left to do, in form order, one click from its cell."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from core.checks.cards import Card, Key, errors_in_words
from core.checks.problem import Tone
from core.model.path import Path
from ui.click_label import ClickLabel
from ui.document import Change, Document
from ui.plain import PlainLabel
from ui.problems.fix_line import FixLine
from ui.problems.keep_line import KeepLine
from ui.problems.problem_list import ProblemList
from ui.problems.problem_model import CARD, SIGNS, ProblemModel
from ui.theme import Theme

NOT_BEGUN = "填了分值的指标才检查，现在还没有"
NOTHING = "没有发现问题"
SPARE = 20
"""Pixels beside the key that leads on."""
CLOSE_BY = 2
"""Pixels between the counts where they hardly have room."""
ROOMY = 400
"""From this height on there is room for one more line below the cards."""


class ProblemPanel(QWidget):
    """Header with counts that filter, the list, and a calm word when there is nothing left."""

    navigated = Signal(object, bool)
    """A ``Path``: the clerk looks at it, and (``True``) wants to mend what is wrong there."""
    left = Signal()
    """The keys go back to the paper, to the cell of the chosen card."""
    message = Signal(str)
    """What a check has found; where the panel is folded, the problem that one is led to."""
    height_needed = Signal(int)
    """The pixels in which the current card is seen whole."""

    def __init__(self, document: Document, theme: Theme) -> None:
        super().__init__()
        self.setProperty("manual", "问题")
        self._document = document
        self._current: Card | None = None
        self._marked: Key | None = None
        self._errors = self._error_keys()
        """The errors that are told already."""
        self.model = ProblemModel(document, self)
        self.view = ProblemList(self.model, theme)
        self.view.setAccessibleName("问题")
        self.keep_line = KeepLine(document, theme)
        self.fix_line = FixLine(document)
        self._filters = {
            None: QPushButton("全部"),
            Tone.ERROR: QPushButton(),
            Tone.WARNING: QPushButton(),
            Tone.PENDING: QPushButton(),
        }
        self._hint = ClickLabel()
        self._hint.clicked.connect(lambda: self.step(1))
        self._calm = PlainLabel()
        self._calm.setObjectName("calm")
        self._calm.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._calm.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._header(theme))
        self._stack = QStackedLayout()
        layout.addLayout(self._stack)  # first: with no place it would show the list by itself
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._calm)
        layout.addWidget(self.fix_line)
        layout.addWidget(self.keep_line)
        self.setFocusProxy(self.view)
        self.view.selectionModel().currentChanged.connect(self._offer_to_keep)
        self.model.dataChanged.connect(self._offer_to_keep)
        self.view.pointed.connect(self._mend)
        self.view.chosen.connect(self._go)
        self.view.left.connect(self._leave)
        self.keep_line.left.connect(self.view.setFocus)
        self.keep_line.cell_wanted.connect(lambda path: self.navigated.emit(path, True))
        self.keep_line.kept.connect(self.model.catch_up)  # what is done here is seen at once
        self.fix_line.mended.connect(self.model.catch_up)
        self.fix_line.mended.connect(self.left)
        document.changed.connect(self._begin)
        self.model.updated.connect(self._count)
        self.model.updated.connect(self._let_go)
        self.model.updated.connect(self._reveal)
        self._count()

    def show_keys(self, following: str, paper: str) -> None:
        """Tell the keys that lead on, and to the cell."""
        self._hint.setText(f"{following} 下一个" if following else "")
        self.keep_line.show_key(paper)

    def show_only(self, tone: Tone | None) -> None:
        """Show one tone, or all."""
        self._filters[tone].setChecked(True)
        self.model.show_only(tone)
        self._count()

    def check(self) -> None:
        """Tell as an error also what was only to be filled in."""
        self.model.catch_up()
        current = self._current
        self._document.check()
        self.model.catch_up()
        if current is not None:  # the same card, told otherwise
            same = (card for card in self.model.cards if card.key == current.key)
            self._current = next(same, None)

    def tell(self) -> None:
        """Say what a check has found."""
        self.message.emit(self.found())

    def found(self) -> str:
        """What a check has found, in a sentence."""
        assessment = self._document.assessment
        errors, warnings = assessment.counts
        if errors or warnings:
            told = errors_in_words(assessment.cards)
            parts = [told] * bool(errors) + [f"{warnings} 个提醒"] * bool(warnings)
            return "检查完毕：" + "，".join(parts)
        if not assessment.begun:
            return NOT_BEGUN
        kept = sum(bool(card.kept) for card in assessment.cards)
        return (
            f"检查完毕：没有未处理的问题，{kept} 条提醒已保留" if kept else f"检查完毕：{NOTHING}"
        )

    def first(self) -> None:
        """Go to the first problem shown."""
        self.model.catch_up()
        if self.model.cards:
            self._go(self.model.index(0))

    def step(self, step: int) -> None:
        """Go to the next (1) or the previous (-1) problem, seen from the cell of the clerk.

        Where none is left, that is told.
        """
        from core.filling.reading_order import neighbour

        self.check()
        card = neighbour(
            self._document.evaluation,
            [card for card in self.model.cards if not card.kept],
            self._document.cursor,
            step,
            self._current,
        )
        if card is not None:
            self._go(self.model.index(self.model.cards.index(card)))
        else:
            self.tell()

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
        self._marked = card.key
        self.view.setCurrentIndex(self.model.index(row))

    def _header(self, theme: Theme) -> QHBoxLayout:
        header = self._head = QHBoxLayout()
        header.setContentsMargins(14, 8, 12, 8)
        self._apart = theme.step
        header.setSpacing(self._apart)
        title = self._title = PlainLabel("问题")
        title.setObjectName("panelTitle")
        title.setContentsMargins(0, 0, self._apart, 0)
        header.addWidget(title)
        group = QButtonGroup(self)
        for tone, button in self._filters.items():
            button.setObjectName("filter")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            group.addButton(button)
            button.clicked.connect(lambda _=False, t=tone: self.show_only(t))
            header.addWidget(button)
        self._filters[None].setChecked(True)
        header.addStretch()
        self._hint.setObjectName("hint")
        header.addWidget(self._hint)
        return header

    def _count(self, change: Change | None = None) -> None:
        if change is not None and change.loaded:
            self._current = None
            self.view.scrollToTop()
        assessment = self._document.assessment
        errors, warnings = assessment.counts
        self._filters[Tone.ERROR].setText(f"错误 {errors}")
        self._filters[Tone.WARNING].setText(f"提醒 {warnings}")
        self._filters[Tone.PENDING].setText(f"待填 {assessment.pending}")
        self._filters[Tone.PENDING].setVisible(
            assessment.pending > 0 or self.model.tone is Tone.PENDING
        )
        if self.model.tone is None:
            self._calm.setText(NOTHING if assessment.begun else NOT_BEGUN)
        else:
            self._calm.setText(f"没有{SIGNS[self.model.tone]}")
        self._stack.setCurrentIndex(0 if self.model.cards else 1)
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """The counts come first; the key stands in the status bar, too, the title says least."""
        shown = [one for one in self._filters.values() if not one.isHidden()]
        wide = sum(one.sizeHint().width() + self._apart for one in shown)
        beside = self._title.sizeHint().width() + self._apart
        room = self.width() - self._head.contentsMargins().left() - beside
        narrow = wide + self._head.contentsMargins().right() > room
        self._title.setVisible(not narrow)
        self._head.setSpacing(CLOSE_BY if narrow else self._apart)
        self.keep_line.make_room(roomy=self.height() >= ROOMY)
        self._hint.setVisible(wide + self._hint.sizeHint().width() + SPARE <= room)
        self._tell_height()

    def _go(self, index: QModelIndex) -> None:
        """Enter and F8: what must be mended is opened, what may stay asks for its reason.

        So the reason for keeping a warning is never typed into the cell that it is about.
        """
        card = index.data(CARD)
        if not isinstance(card, Card):
            return
        self._current = card
        self._mark(index.row())
        if self.keep_line.isVisible():
            self.navigated.emit(card.path, False)
            self.keep_line.text.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.navigated.emit(card.path, True)
        if not self.isVisible():
            told = "。".join(filter(None, ("；".join(card.parts), card.remedy)))
            self.message.emit(f"{card.title}：{told}。")

    def _mend(self, index: QModelIndex) -> None:
        """A click opens the cell: the hand is at the mouse, and sees where it goes."""
        card = index.data(CARD)
        if isinstance(card, Card):
            self._current = card
            self._mark(index.row())
            self.navigated.emit(card.path, True)

    def _leave(self) -> None:
        card = self.view.currentIndex().data(CARD)
        if isinstance(card, Card):
            self._current = card
            self.navigated.emit(card.path, False)
        self.left.emit()

    def _begin(self, change: Change) -> None:
        """Another form is shown whole: a tone was chosen for the last one."""
        if change.loaded and self.model.tone is not None:
            self.show_only(None)

    def _let_go(self) -> None:
        """A problem that is solved leaves no other card current, to be kept by mistake.

        When it is there again, as after Esc, so is its mark.
        """
        current = self.view.currentIndex().data(CARD)
        if isinstance(current, Card) and current.key != self._marked:
            self.view.clearSelection()
            self.view.setCurrentIndex(QModelIndex())
        marked = self._marked
        if marked is None or self.view.currentIndex().isValid():
            return
        if marked[1] == self._document.cursor:
            keys = [card.key for card in self.model.cards]
            if marked in keys:
                self._mark(keys.index(marked))

    def _error_keys(self) -> frozenset[Key]:
        every = self._document.assessment.cards
        return frozenset(card.key for card in every if card.tone is Tone.ERROR)

    def _reveal(self, change: Change) -> None:
        """What is wrong in the row where somebody types is seen there and then.

        An error that an edit made comes before all else, but for a card that waits for an answer.
        """
        before, self._errors = self._errors, self._error_keys()
        current = self.view.currentIndex().data(CARD)
        if isinstance(current, Card) and not current.kept:
            return
        made = self._errors - before
        new = next((row for row, card in enumerate(self.model.cards) if card.key in made), None)
        if new is not None and not change.loaded:
            self.view.scrollTo(self.model.index(new))
            return
        cursor = self._document.cursor
        row = None if change.origin is None else self.model.row_for(cursor)
        if row is not None and current is None:
            self.view.scrollTo(self.model.index(row))

    def _offer_to_keep(self) -> None:
        card = self.view.currentIndex().data(CARD)
        shown = card if isinstance(card, Card) else None
        self.fix_line.show_card(shown)
        self.keep_line.show_card(shown)
        self._tell_height()

    def _tell_height(self) -> None:
        layout, current = self.layout(), self.view.currentIndex()
        if layout is not None:
            around = layout.totalMinimumSize().height() - self._stack.minimumSize().height()
            self.height_needed.emit(around + self.view.height_of(current))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.view.scheduleDelayedItemsLayout()
