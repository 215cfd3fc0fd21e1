"""Find in the form: a small bar over the paper, and what it means for a cell to match."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QToolButton, QWidget

from core.model.number import normalized
from core.sheet.grid import Grid
from core.sheet.sheet import Cell
from ui import icons
from ui.ime_composition import Composition
from ui.plain import PlainLabel
from ui.theme import Theme
from ui.window_keys import leave_keys_to_window

WIDTH = 300


def matches(grid: Grid, text: str) -> list[Cell]:
    """The cells that hold ``text``, in paper order, whatever its width, case and spaces."""
    wanted = _plain(text)
    if not wanted:
        return []
    found = [cell for cell in grid.cells if wanted in _plain(cell.text)]
    return sorted(found, key=lambda cell: (cell.row, cell.column))


def _plain(text: str) -> str:
    return "".join(normalized(text).casefold().split())


class FindBar(QFrame):
    """Asks for a text; Enter and Shift+Enter go on and back, Esc closes."""

    requested = Signal(str)
    """The text to be found is another now."""
    stepped = Signal(int)
    """On to the next (1) or back to the previous (-1)."""
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("findBar")
        self.field = QLineEdit()
        Composition(self.field)
        self.field.setPlaceholderText("在表中查找")
        self.field.setAccessibleName("在表中查找")
        self.field.textChanged.connect(self.requested)
        leave_keys_to_window(self.field)
        self._count = PlainLabel()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 4, 4, 4)
        layout.setSpacing(2)
        layout.addWidget(self.field, 1)
        layout.addWidget(self._count)
        for name, tip, act in (
            ("up", "上一处（Shift+Enter）", lambda: self.stepped.emit(-1)),
            ("down", "下一处（Enter）", lambda: self.stepped.emit(1)),
            ("close", "关闭（Esc）", self.closed.emit),
        ):
            button = QToolButton()
            button.setIcon(icons.icon(name, theme))
            button.setIconSize(QSize(14, 14))
            button.setToolTip(tip)
            button.setAccessibleName(tip.partition("（")[0])
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(act)
            layout.addWidget(button)
        self.setFixedSize(WIDTH, self.sizeHint().height())
        self.hide()

    def open(self) -> None:
        """Show, with the last text ready to be typed over."""
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def tell(self, place: int, count: int) -> None:
        """Say which of how many is the current one."""
        asked = bool(self.field.text().strip())
        self._count.setText(f"{place}/{count}" if count else "没有找到" if asked else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.stepped.emit(-1 if back else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            event.ignore()
