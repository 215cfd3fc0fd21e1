"""A strip that says what was done, with the way back; or, in red, what is wrong until it is not.

No dialogs for what undo can take back.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from ui.autosave import Autosave, State

STAYS = 8000
"""Milliseconds that a word stays which nobody has to act upon."""


class Notice(QWidget):
    """One sentence and up to two buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._buttons = (QPushButton(), QPushButton())
        self._handlers: list[Callable[[], object]] = []
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 6, 12, 6)
        layout.setSpacing(8)
        layout.addWidget(self._text, 1)
        for at, button in enumerate(self._buttons):
            button.setObjectName("noticeButton")
            button.clicked.connect(lambda _=False, n=at: self._pressed(n))
            layout.addWidget(button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STAYS)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def say(self, text: str, *buttons: tuple[str, Callable[[], object]]) -> None:
        """Say it for a while."""
        self._show("calm", text, buttons)
        self._timer.start()

    def warn(self, text: str, *buttons: tuple[str, Callable[[], object]]) -> None:
        """Say it until ``hide`` is called."""
        self._timer.stop()
        self._show("error", text, buttons)

    def _show(
        self, tone: str, text: str, buttons: tuple[tuple[str, Callable[[], object]], ...]
    ) -> None:
        self._text.setText(text)
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
        if self.property("tone") == "calm":
            self.hide()
        self._handlers[at]()


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
