"""What gives way: a label or a choice, cut where there is no room for all of its text."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStyle, QStyleOptionComboBox, QStylePainter

from core.quoting import shortened
from ui.plain import PlainLabel, tip
from ui.wheel import WheelPasses

BESIDE, BORDERS = 8, 2
"""What the list of a choice is wider than its longest text, and what its frame takes."""
_NARROW = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
END = Qt.TextElideMode.ElideRight


LEAST_NAME = 4
"""So many characters of a name are always seen; of a longer one, its mark is the last."""


def least_name(name: str) -> str:
    """What is seen of a name where room is scarce: with less, nobody knows it."""
    return shortened(name, LEAST_NAME)


class Elided(PlainLabel):
    """One line; so many characters (``least``) are always seen, the tooltip tells all of them."""

    def __init__(self, name: str, where: Qt.TextElideMode = END, least: int = 0) -> None:
        super().__init__()
        self.least = least
        self._shorter: tuple[str, ...] = ()
        self._where = where
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def setText(self, text: str, *shorter: str) -> None:
        """Show this text; where there is no room, the first that fits of ``shorter`` ones."""
        super().setText(text)
        self._shorter = shorter
        self.setToolTip(tip(text))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance(self.text()) + 2, metrics.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.width_of(self.least), self.sizeHint().height())

    def width_of(self, characters: int) -> int:
        """Its width with so many Chinese characters, or with its whole text if that is less."""
        wide = QFontMetrics(self.font()).horizontalAdvance("字") * characters
        return min(wide, self.sizeHint().width())

    def shown(self) -> str:
        """What is seen of it: the last text is cut where none fits."""
        metrics, texts = QFontMetrics(self.font()), (self.text(), *self._shorter)
        fits = (text for text in texts if metrics.horizontalAdvance(text) <= self.width())
        return next(fits, metrics.elidedText(texts[-1], self._where, self.width()))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        text = self.shown()
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect(), align, text)


class Choice(WheelPasses, QComboBox):
    """A choice of one from a list; its tooltip tells what is cut of the chosen one."""

    _told = ""

    def sizeHint(self) -> QSize:
        return super().sizeHint() + self._blank_halves()

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint() + self._blank_halves()

    def _blank_halves(self) -> QSize:
        """What a text is wider than its ink, by which Qt reckons: brackets are half blank."""
        texts = [self.itemText(at) for at in range(self.count())]
        metrics = self.fontMetrics()
        if self.sizeAdjustPolicy() == _NARROW or not texts:
            return QSize(0, 0)
        ink = max(metrics.boundingRect(text).width() for text in texts)
        return QSize(max(0, max(map(metrics.horizontalAdvance, texts)) - ink), 0)

    def showPopup(self) -> None:
        """The list is as wide as its longest text, though the box may be narrow."""
        view = self.view()
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, self)
        wanted = view.sizeHintForColumn(0) + bar + BESIDE
        view.setMinimumWidth(max(self.width(), min(wanted, self.window().width() // 2)) - BORDERS)
        super().showPopup()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        whole = self.currentText() if self.currentIndex() >= 0 else self.placeholderText()
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        room = (
            self.style()
            .subControlRect(
                QStyle.ComplexControl.CC_ComboBox,
                option,
                QStyle.SubControl.SC_ComboBoxEditField,
                self,
            )
            .width()
        )
        metrics, middle = painter.fontMetrics(), Qt.TextElideMode.ElideMiddle
        shown = metrics.elidedText(whole, middle, room)
        if self.toolTip() in {"", self._told}:
            self._told = tip(whole) if shown != whole else ""
            self.setToolTip(self._told)
        option.currentText = shown  # type: ignore[attr-defined]
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
