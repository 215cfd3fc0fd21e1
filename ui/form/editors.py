"""The editor of a cell: it lies over the cell with the same face, size, breaks and place of text.

Nothing ever writes into it while it is open, or the input method loses what is being composed.
"""

from __future__ import annotations

from enum import Enum
from math import ceil

from PySide6.QtCore import QEvent, QMimeData, QRect, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from core.exchange.pasted_text import LONGEST_CELL, NotPastedError
from core.filling.typing_steps import stroke
from core.model.fields import FIGURES
from core.model.path import Path
from core.sheet.sheet import Align
from ui.form.typesetting import text_option
from ui.ime_composition import commit_composition
from ui.theme import Theme
from ui.window_keys import leave_keys_to_window

FRAME = 2
TOO_LONG = f"剪贴板里的文字有 {{}} 字，一个格子最多粘贴 {LONGEST_CELL} 字，没有粘贴；请分段复制"
_PARAGRAPH = "\u2029"

_SHEET = """
QPlainTextEdit {{
    background: {paper}; color: {ink}; border: {frame}px solid {accent}; border-radius: 0;
    padding: 0; margin: 0; selection-background-color: {accent}; selection-color: {paper};
    font-family: "{family}"; font-size: {size}px; font-weight: normal;
}}
"""


class Leave(Enum):
    """How the clerk leaves the editor by a key."""

    DOWN = "down"
    UP = "up"
    NEXT = "next"
    PREVIOUS = "previous"
    GIVE_BACK = "give back"
    ARROW_UP = "arrow up"
    ARROW_DOWN = "arrow down"
    ARROW_LEFT = "arrow left"
    ARROW_RIGHT = "arrow right"


_KEYS = {
    Qt.Key.Key_Return: Leave.DOWN,
    Qt.Key.Key_Enter: Leave.DOWN,
    Qt.Key.Key_Tab: Leave.NEXT,
    Qt.Key.Key_Backtab: Leave.PREVIOUS,
    Qt.Key.Key_Escape: Leave.GIVE_BACK,
}
_ARROWS = {
    Qt.Key.Key_Up: Leave.ARROW_UP,
    Qt.Key.Key_Down: Leave.ARROW_DOWN,
    Qt.Key.Key_Left: Leave.ARROW_LEFT,
    Qt.Key.Key_Right: Leave.ARROW_RIGHT,
}
_NEW_LINE = Qt.KeyboardModifier.AltModifier
_BARE = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
"""No modifier held: arrows of the keypad, and on some systems all arrows, say that they are."""


class CellEditor(QPlainTextEdit):
    """Grows with its text; Enter, Tab and Esc leave it, Alt+Enter begins a new line.

    As in Excel, arrows leave it too where typing opened it, and move within it after F2 or a click.
    """

    typed = Signal()
    """The text is another now (never while a composition is under way)."""
    grown = Signal()
    """The lines need another height."""
    left = Signal(object)
    """A ``Leave``."""
    refused = Signal(str)
    """Why something was not pasted."""
    table_pasted = Signal(object)
    """A block of several cells was pasted where nothing is written yet: not one cell's text."""

    def __init__(self, parent: QWidget, theme: Theme, font: QFont, path: Path) -> None:
        super().__init__(parent)
        self.path = path
        self.filled = False
        self.abandoned = False
        """Set when it must close without another word to the document."""
        self._original = ""
        self._sent = ""
        self._composing = False
        self._replacing = False
        self._arrows_leave = False
        self._lines = 0
        self.setFont(font)
        self.setStyleSheet(
            _SHEET.format(
                paper=theme.paper,
                ink=theme.paper_ink,
                accent=theme.accent,
                frame=FRAME,
                family=font.family(),
                size=font.pixelSize(),
            )
        )
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(0)
        leave_keys_to_window(self)
        self.textChanged.connect(self._text_changed)

    def fill(self, text: str, *, replace: bool, unasked: bool = False) -> None:
        """Put the field's text in, once, at opening.

        ``replace``: the key or composition that opened the editor will take the text's place.
        ``unasked``: the program opened it, as of a new row; where it is empty, there is nothing to
        move in, and arrows lead on as if it were closed.
        """
        self._original = self._sent = text
        self._replacing = replace
        self._arrows_leave = replace or (unasked and not text)
        self.filled = True
        self.setPlainText(text)
        if replace:
            self.selectAll()
        else:
            self.moveCursor(QTextCursor.MoveOperation.End)

    def go_on_as(self, before: CellEditor) -> None:
        """Have the caret, and what is selected, where they were in an editor of the same text."""
        caret, there = self.textCursor(), before.textCursor()
        last = len(self.toPlainText())
        caret.setPosition(min(there.anchor(), last))
        caret.setPosition(min(there.position(), last), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(caret)
        self._arrows_leave = before._arrows_leave

    def offer_to_replace(self) -> None:
        """Select a figure to which the clerk was led: what is typed takes its place.

        Words stay as they are, with the caret behind them: one goes on in those.
        """
        if self.path.field in FIGURES:
            self.selectAll()

    def show_again(self, text: str) -> None:
        """Take the text that undo or redo has put back, the caret where it differs.

        Never while an input method is at work: it would lose what it composes.
        """
        caret = stroke(self.text, text).end
        self._sent = text
        self._replacing = False
        self.setPlainText(text)
        cursor = self.textCursor()
        cursor.setPosition(min(caret, cursor.document().characterCount() - 1))
        self.setTextCursor(cursor)

    def set_alignment(self, align: Align) -> None:
        """Break and align lines as the paper does."""
        self.document().setDefaultTextOption(text_option(align))

    @property
    def text(self) -> str:
        """The text without what is still being composed; no-break spaces stay what they are."""
        return self.document().toRawText().replace(_PARAGRAPH, "\n")

    @property
    def composing(self) -> bool:
        """Whether an input method is at work in it."""
        return self._composing

    @property
    def text_height(self) -> int:
        """Height of all lines, those of the composition included."""
        block, height = self.document().firstBlock(), 0.0
        while block.isValid():
            height += self.blockBoundingRect(block).height()
            block = block.next()
        return ceil(height)

    def place(self, rect: QRect, pad: int, top: int, inset: int = 0) -> None:
        """Lie over the cell ``rect`` with its lines all round; the text begins at ``top``.

        ``inset``: how much further in it begins than ``pad``.
        """
        above = max(0, top - rect.top() - FRAME)
        height = max(rect.height() + 1, above + self.text_height + 2 * FRAME + 1)
        side = pad + 1 - FRAME
        self.setViewportMargins(side + inset, above, side, 0)
        self.setGeometry(rect.left(), rect.top(), rect.width() + 1, height)
        # Before its lines were broken Qt went along the first one to the caret.
        self.horizontalScrollBar().setValue(0)
        self.ensureCursorVisible()

    def caret(self) -> QRect:
        """The caret's place in the parent's coordinates."""
        rect = self.cursorRect()
        return rect.translated(self.viewport().pos() + self.pos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        way = _KEYS.get(key)
        if self._arrows_leave and modifiers in _BARE:
            way = _ARROWS.get(key, way)
        if key == Qt.Key.Key_F2 and not self._composing:
            self._arrows_leave = not self._arrows_leave
        elif way is None:
            super().keyPressEvent(event)
        elif self._composing:
            event.accept()  # it chooses a candidate or drops the composition; nothing to leave for
        elif way is Leave.DOWN and modifiers & _NEW_LINE:
            self.textCursor().insertBlock()
            self.ensureCursorVisible()
        elif way is Leave.DOWN and modifiers & Qt.KeyboardModifier.ShiftModifier:
            self.left.emit(Leave.UP)
        else:
            self.left.emit(way)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._arrows_leave = False
        super().mousePressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        was_composing, committed = self._composing, bool(event.commitString())
        # While it is at work the text is between two states: the one it will replace is gone.
        self._composing = True
        super().inputMethodEvent(event)
        self._composing = bool(event.preeditString())
        if was_composing and not self._composing and not committed and self._replacing:
            # The composition that opened the editor was dropped: nothing has been typed.
            self.fill(self._original, replace=True)
        elif committed or not self._composing:
            self._send()
        self._measure()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusAboutToChange and not self.abandoned:
            commit_composition()
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if self._composing:
            # The input method was asked and put nothing in: its letters go, or all keys were its.
            self.inputMethodEvent(QInputMethodEvent())
        super().focusOutEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)  # only now are the lines broken to the width
        self._measure()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the paper scrolls, not the cell

    def focusNextPrevChild(self, forward: bool) -> bool:
        del forward
        return False  # Tab is a key of the cell

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        from ui.form.clipboard import holds_files

        # A file dragged here is not the cell's: whoever takes files gets it.
        return not holds_files(source) and super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        from core.exchange.clipboard_formats import as_text
        from ui.form.clipboard import offered

        try:
            block, table = offered(source)
        except NotPastedError as error:
            self.refused.emit(str(error))
            return
        if table and not (self.text or self._original):
            self.table_pasted.emit(block)
            return
        text = as_text(block)
        if len(text) > LONGEST_CELL:
            self.refused.emit(TOO_LONG.format(len(text)))
            return
        self.insertPlainText(text)

    def _text_changed(self) -> None:
        if not self._composing:
            self._send()
        self._measure()

    def _send(self) -> None:
        if self.abandoned or self.text == self._sent:
            return
        self._sent = self.text
        self._replacing = False
        self.typed.emit()

    def _measure(self) -> None:
        height = self.text_height
        if height != self._lines:
            self._lines = height
            self.grown.emit()
