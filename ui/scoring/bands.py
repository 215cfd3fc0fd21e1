"""The bands of a judgement as buttons: each gives a range and waits for the clerk's number."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from core.model.number import EXACT, plain
from core.scoring.profile import RuleProfile
from ui.plain import PlainLabel, caption, tip
from ui.theme import Theme


class BandButton(QPushButton):
    """Gives way in a narrow pane: the end of its text is cut with … and stands in the tip."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        option = QStyleOptionButton()
        self.initStyleOption(option)
        contents = QStyle.SubElement.SE_PushButtonContents
        room = self.style().subElementRect(contents, option, self).width()
        metrics = self.fontMetrics()
        option.text = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room)  # type: ignore[attr-defined]
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)


class BandChoice(QWidget):
    """Three buttons or none; a second press on the chosen one takes the choice back."""

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._shown: tuple[RuleProfile, Decimal | None, str] | None = None
        self.buttons: list[QPushButton] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.step)
        title = PlainLabel("完成情况属于哪一档")
        title.setObjectName("hint")
        self._layout.addWidget(title)

    def show_bands(self, profile: RuleProfile, points: Decimal | None, band: str) -> None:
        """Offer the bands of ``profile`` for a row of so many points; none without points."""
        if (profile, points, band) == self._shown:
            return
        self._shown = (profile, points, band)
        self.setVisible(points is not None)
        if points is None:
            return
        while len(self.buttons) < len(profile.bands):
            self._add_button()
        for button, step in zip(self.buttons, profile.bands, strict=False):
            bounds = profile.band(step.name)
            if bounds is None:
                continue
            low, high = (plain(EXACT.multiply(share, points)) for share in bounds)
            words = f"{low}～{high} 分　{step.name}"
            button.setText(caption(words))
            button.setToolTip(tip(words))
            button.setProperty("band", step.name)
            button.setChecked(step.name == band)
        for at, button in enumerate(self.buttons):
            button.setVisible(at < len(profile.bands))

    def _add_button(self) -> None:
        button = BandButton(self)
        button.setObjectName("band")
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda on: self.chosen.emit(button.property("band") if on else ""))
        self.buttons.append(button)
        self._layout.addWidget(button)
