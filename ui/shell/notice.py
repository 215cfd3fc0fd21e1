"""A strip that says what was done, with the way back; or, in red, what is wrong until it is not.

No dialogs for what undo can take back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtGui import QEnterEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget
from shiboken6 import isValid

from ui.autosave import Autosave, State
from ui.plain import PlainLabel, tip

GAP, NEAREST, NARROWEST = 16, 4, 160
"""Pixels from the edges, those where room is scarce, and the least width."""
STAYS, A_CHARACTER = 8000, 200
"""Milliseconds that a word stays which nobody has to act upon: the least, and for reading it."""
CLOSE = "关闭"
LINES, LONGEST, TAIL = 4, 160, 60
"""Lines that are shown of a notice, characters of a line, so many of them from its end; the tip
has all of it.
"""


def shortened(text: str) -> str:
    """Its first lines, each without the middle that a small window has no room for."""
    lines = text.splitlines() or [""]
    seen = [
        line if len(line) <= LONGEST else f"{line[: LONGEST - TAIL]}……{line[-TAIL:]}"
        for line in lines[:LINES]
    ]
    return "\n".join([*seen, *["……"] * (len(lines) > LINES)])


class Notice(QWidget):
    """One sentence and up to three buttons.

    What offers something to do stays until that is done, the clerk closes it, or it is outdated; no
    clock takes it away (WCAG 2.2.1). A sentence alone stays as long as it takes to read.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._whole = ""
        self._text = PlainLabel()
        self._text.setWordWrap(True)
        self._text.setMinimumHeight(1)  # its lines are reckoned for a width it never has
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._buttons = (QPushButton(), QPushButton(), QPushButton())
        self._handlers: list[Callable[[], object]] = []
        self._back: QWidget | None = None
        """Who had the keys before they came to a button."""
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 6, 12, 6)
        layout.setSpacing(8)
        layout.addWidget(self._text, 1)
        for at, button in enumerate(self._buttons):
            button.setObjectName("noticeButton")
            button.setAutoDefault(True)  # Enter presses it, as Space does
            button.installEventFilter(self)
            button.clicked.connect(lambda _=False, n=at: self._pressed(n))
            layout.addWidget(button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def text(self) -> str:
        """What it says, and has in its tip where that is too long."""
        return self._whole

    def press(self, number: int = 0) -> None:
        """Press one of its buttons."""
        self._buttons[number].click()

    def take_keys(self) -> bool:
        """Bring the keys to its first button, if there is one in sight; Esc leads back."""
        if self.isHidden() or not self._handlers:
            return False
        if not any(button.hasFocus() for button in self._buttons):
            self._back = self.window().focusWidget()
        self._buttons[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if escape and watched in self._buttons:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()  # a window that Esc closes stays
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._give_keys_back()
                return True
        return super().eventFilter(watched, event)

    def _give_keys_back(self) -> None:
        back, self._back = self._back, None
        if back is not None and isValid(back):
            back.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, text: str, *buttons: tuple[str, Callable[[], object]]) -> None:
        """Say it: with a button until that is pressed, alone for a while."""
        self._timer.stop()
        self._show("calm", text, (*buttons, (CLOSE, self.hide)) if buttons else ())
        if not buttons:
            self._timer.start(max(STAYS, A_CHARACTER * len(text)))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._timer.stop()  # it is being read

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if self.property("tone") == "calm" and not self._handlers:
            self._timer.start(STAYS)

    def hide_passing(self) -> None:
        """Hide a calm notice: what was said of the step before is out of date."""
        if not self.isHidden() and self.property("tone") == "calm":
            self.hide()

    def put_away(self) -> None:
        """By Esc: hide also what has only a button to hide it; what is to be mended stays."""
        if self._handlers == [self.hide]:
            self.hide()
        else:
            self.hide_passing()

    def make_way(self) -> None:
        """At another cell: hide a calm notice without buttons, move one with buttons aside."""
        if not self._handlers:
            self.hide_passing()
        elif not self.isHidden():
            self.move_aside()

    def move_aside(self) -> None:
        """Uncover the place where the clerk works now, in a notice that floats over it."""

    def warn(self, text: str, *buttons: tuple[str, Callable[[], object]]) -> None:
        """Say it until ``hide`` is called."""
        self._timer.stop()
        self._show("error", text, buttons)

    def _show(
        self, tone: str, text: str, buttons: tuple[tuple[str, Callable[[], object]], ...]
    ) -> None:
        self._whole = text
        self._text.setText(shortened(text))
        self._text.setToolTip("" if self._text.text() == text else tip(text))
        self._handlers = [handler for _, handler in buttons]
        for button in self._buttons:
            button.hide()
        for button, (name, _) in zip(self._buttons, buttons, strict=False):
            button.setText(name)
            button.show()
        self.setProperty("tone", tone)
        for widget in (self, self._text, *self._buttons):
            widget.style().unpolish(widget)
            widget.style().polish(widget)
        self.show()

    def _pressed(self, at: int) -> None:
        if self._back is not None:
            self._give_keys_back()
        if self.property("tone") == "calm":
            self.hide()
        self._handlers[at]()


class Toast(Notice):
    """A notice that floats over the foot of another widget, so that nothing is pushed away."""

    def __init__(
        self,
        host: QWidget,
        in_use: Callable[[], Sequence[QRect]] = tuple,
        headings: Callable[[], Sequence[QRect]] = tuple,
    ) -> None:
        """``in_use``: the parts of ``host`` that must stay in sight, where the clerk works.

        ``headings``: those that stay so where nothing in use is covered for it.
        """
        super().__init__()
        self._in_use, self._headings = in_use, headings
        self.setParent(host)
        self.setProperty("floating", True)
        self._host = host
        host.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._place()

    def _show(
        self, tone: str, text: str, buttons: tuple[tuple[str, Callable[[], object]], ...]
    ) -> None:
        super()._show(tone, text, buttons)
        self._place()

    def move_aside(self) -> None:
        self._place()

    def _place(self) -> None:
        room = self._host.width() - 2 * GAP
        wanted = self._text.fontMetrics().horizontalAdvance(self._text.text().split("\n")[0])
        sides = self.sizeHint().width() - self._text.sizeHint().width()
        width = min(room, max(wanted + sides + 8, NARROWEST))
        height = max(self.heightForWidth(width), self.minimumSizeHint().height())
        left = (self._host.width() - width) // 2
        place = QRect(left, 0, width, height)
        in_use = [part for part in self._in_use() if part.isValid()]
        headings = [part for part in self._headings() if part.isValid()]
        lowest = self._host.height() - height - GAP
        parts = (*in_use, *headings)
        edges = {top for part in parts for top in (part.top() - height, part.bottom() + 1)}
        beside = sorted(edges, reverse=True)
        last = lowest + GAP - NEAREST
        tops = [lowest, GAP, *(top for top in beside if NEAREST <= top <= last), NEAREST, last]

        def covered(top: int) -> tuple[int, int]:
            over = place.translated(0, top)
            return _common(over, in_use), _common(over, headings)

        self.setGeometry(place.translated(0, min(tops, key=covered)))
        self.raise_()


def _common(place: QRect, parts: Sequence[QRect]) -> int:
    """How many pixels of the parts lie in a place."""
    both = (place.intersected(part) for part in parts)
    return sum(one.width() * one.height() for one in both)


class TroubleBar(Notice):
    """The red bar of a save that does not get through; it goes when the save does."""

    def __init__(self, again: Callable[[], object], elsewhere: Callable[[], object]) -> None:
        super().__init__()
        self._again = again
        self._elsewhere = elsewhere

    def show_state(self, saving: Autosave) -> None:
        """Follow the autosave."""
        if saving.state == State.FAILED:
            self.warn(
                f"没有保存成功：{saving.reason}。修改都还在窗口里，程序会继续重试。",
                ("立即重试", self._again),
                ("另存为文件", self._elsewhere),
            )
        elif saving.state == State.SLOW:
            self.warn("保存还没有完成：档案可能正被别的程序占用，正在等待。")
        elif saving.state == State.SAVED:
            self.hide()
