"""A row of buttons that never needs more room than there is: the last ones go into a menu."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QWidget

from ui.offering import offer_as
from ui.plain import caption

MORE = "更多"
READABLE = 140
"""So many pixels of a text beside the buttons are left to it before a button is shown."""


def action_button(action: QAction) -> QPushButton:
    """A button that stays joined with its action."""
    button = QPushButton(action.text().removesuffix("…"))
    button.clicked.connect(action.trigger)

    def follow() -> None:
        button.setText(action.text().removesuffix("…"))
        offer_as(button, action)

    follow()
    action.changed.connect(follow)
    return button


class OverflowRow(QWidget):
    """Buttons for actions, as many as there is room for; the others stand in a menu at the end."""

    def __init__(
        self,
        actions: Sequence[QAction],
        gap: int,
        *,
        primary: bool = False,
        beside: ShortenedButton | None = None,
    ) -> None:
        """``primary``: the first is the blue one. ``beside``: stands on the left of them.

        It has all the room that the buttons do not need.
        """
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._gap, self._beside = gap, beside
        self._offered = True
        self._made = [(action, action_button(action)) for action in actions]
        if primary and self._made:
            self._made[0][1].setObjectName("primary")
        self._more = QPushButton(MORE)
        self._menu = QMenu(self._more)
        self._more.setMenu(self._menu)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(gap)
        if beside is not None:
            layout.addWidget(beside)
        layout.addStretch(1)
        for action, button in self._made:
            layout.addWidget(button)
            action.changed.connect(self._fit)
        layout.addWidget(self._more)
        self._fit()

    def sizeHint(self) -> QSize:
        text = self._text()
        wide = text.sizeHint().width() + self._gap if text is not None else 0
        return QSize(wide + self._width(self._wanted()), self._more.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """One button and the menu."""
        wanted, text = self._wanted(), self._text()
        least = self._width([*wanted[:1], *([self._more] if len(wanted) > 1 else [])])
        if text is not None:
            least += text.minimumSizeHint().width() + self._gap
        return QSize(least, self._more.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:  # what stands beside says something else
            self._fit()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fit()

    def offer_buttons(self, *, on: bool) -> None:
        """Show the buttons or none of them; what stands beside keeps its place."""
        self._offered = on
        self._fit()

    def _wanted(self) -> list[QPushButton]:
        return [button for action, button in self._made if self._offered and action.isVisible()]

    def _text(self) -> ShortenedButton | None:
        beside = self._beside
        return None if beside is None or beside.isHidden() else beside

    def _width(self, buttons: Sequence[QPushButton]) -> int:
        wide = sum(button.sizeHint().width() for button in buttons)
        return wide + self._gap * max(0, len(buttons) - 1)

    def _fit(self) -> None:
        wanted, text = self._wanted(), self._text()
        room = self.width()
        if text is not None:
            room -= min(text.sizeHint().width(), READABLE) + self._gap
        shown = list(wanted)
        while len(shown) > 1 and self._width(self._with_more(shown, wanted)) > room:
            shown.pop()
        for _, button in self._made:
            button.setVisible(button in shown)
        hidden = [a for a, button in self._made if button in wanted and button not in shown]
        self._more.setVisible(bool(hidden))
        if hidden != self._menu.actions():
            self._menu.clear()
            self._menu.addActions(hidden)
        self.updateGeometry()

    def _with_more(
        self, shown: list[QPushButton], wanted: list[QPushButton]
    ) -> Sequence[QPushButton]:
        return shown if len(shown) == len(wanted) else [*shown, self._more]


class ShortenedButton(QPushButton):
    """A button with a long text that is cut in the middle where there is no room for it."""

    def __init__(self, short: str) -> None:
        """``short``: what stands there in the least room."""
        super().__init__(short)
        self._short, self._whole = short, short
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def say(self, text: str) -> None:
        """Show this text, in full or as far as there is room."""
        self._whole = text
        self._fit()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return self._size(self._whole)

    def minimumSizeHint(self) -> QSize:
        return self._size(self._short)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _size(self, text: str) -> QSize:
        own = super().sizeHint()
        metrics = self.fontMetrics()
        wide = metrics.horizontalAdvance(text) - metrics.horizontalAdvance(self.text())
        return QSize(own.width() + wide, own.height())

    def _fit(self) -> None:
        text, metrics = self._whole, self.fontMetrics()
        air = self._size(text).width() - metrics.horizontalAdvance(text)
        room = max(self.width() - air, 0)
        if metrics.horizontalAdvance(text) > room:
            text = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, room)
            text = text if len(text) > len(self._short) else self._short
        self.setText(caption(text))
