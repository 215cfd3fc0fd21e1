"""The parts of the form in the score bar: a name, figures and a bar for each."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate, takewhile

from msgspec import Struct
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.model.number import plain
from core.scoring.scorecard import exceeds_points
from ui.elided import least_name
from ui.plain import PlainLabel, tip
from ui.theme import Theme, interface_font

WIDEST, NARROWEST = 164, 76
HEIGHT = 34
APART = 6
"""Pixels between a name and its figures."""


class Part(Struct, frozen=True):
    """One part of the form; ``None`` where there is no figure yet, ``short``: points are lost."""

    name: str
    score: Decimal | None
    points: Decimal | None
    short: bool
    detail: str = ""
    """Stands behind the name where there is room for all of it: half a figure is another one."""

    @property
    def figures(self) -> str:
        """What it has of what it may have."""
        return f"{_figure(self.score)} / {_figure(self.points)}"

    @property
    def said(self) -> str:
        """The whole in words."""
        name = " ".join(filter(None, (self.name, self.detail)))
        odd = "，超过分值" if self.over else ""
        return f"{name} 得 {_figure(self.score)} 分，分值 {_figure(self.points)} 分{odd}"

    @property
    def over(self) -> bool:
        """Whether it has more than it may have."""
        return exceeds_points(self.score, self.points)

    @property
    def share(self) -> float:
        """How much of the bar is filled."""
        if self.score is None or not self.points:
            return 0
        return float(min(max(self.score / self.points, Decimal(0)), Decimal(1)))


class Meter(QWidget):
    """One part, amber when points are lost, red when there are more than there may be."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._part: Part | None = None

    def show_part(self, part: Part) -> None:
        """Show this part from now on."""
        if part == self._part:
            return
        self._part = part
        self.setToolTip(tip(part.said))
        self.setAccessibleName(part.said)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        part, theme = self._part, self._theme
        if part is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(interface_font(theme, theme.size_hint))
        metrics = painter.fontMetrics()
        line = self.rect().adjusted(0, 0, 0, -12)
        painter.setPen(QColor(theme.error if part.over else theme.ink))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        # What does not fit is cut with a mark: a figure without its head would be another one.
        figures = metrics.elidedText(part.figures, Qt.TextElideMode.ElideLeft, line.width())
        painter.drawText(line, right, figures)
        free = line.width() - metrics.horizontalAdvance(figures) - APART
        painter.setPen(QColor(theme.ink_2))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        whole = f"{part.name} {part.detail}" if part.detail else part.name
        fits = metrics.horizontalAdvance(whole) <= free
        name = whole if fits else metrics.elidedText(part.name, Qt.TextElideMode.ElideRight, free)
        painter.drawText(line, left, name)
        track = QRectF(0, self.height() - 7, self.width(), 5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.line))
        painter.drawRoundedRect(track, 2.5, 2.5)
        if part.share:
            tone = theme.error if part.over else theme.warn if part.short else theme.accent
            painter.setBrush(QColor(tone))
            track.setWidth(max(track.width() * part.share, 5))
            painter.drawRoundedRect(track, 2.5, 2.5)
        painter.end()


class Meters(QWidget):
    """As many parts as there is room for, and how many more there are; asks for no room itself."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._gap = 6 * theme.step
        self._parts: Sequence[Part] = ()
        self._meters: list[Meter] = []
        self._more = PlainLabel(parent=self)
        self._more.setObjectName("hint")
        self._more.hide()
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, HEIGHT)

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Show these from left to right."""
        again = parts != self._parts
        self._parts = parts
        while len(self._meters) < len(parts):
            self._meters.append(Meter(self._theme, self))
        while len(self._meters) > len(parts):
            meter = self._meters.pop()
            meter.hide()
            meter.deleteLater()
        for meter, part in zip(self._meters, parts, strict=False):
            meter.show_part(part)
        if again:
            self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        count, room = len(self._parts), self.width() + self._gap
        needs = self._needs()
        fitting = _fitting(needs, room, self._gap)
        if fitting < count:
            self._more.setText(f"另 {count} 项")  # as wide as it can become
            self._more.adjustSize()
            room -= self._more.width() + self._gap
            fitting = min(count - 1, _fitting(needs, room, self._gap))
            hidden = self._parts[fitting:]
            self._more.setText(f"另 {len(hidden)} 项")
            self._more.setToolTip(tip("\n".join(part.said for part in hidden)))
        width = min(WIDEST, room // fitting - self._gap) if fitting else 0
        for at, meter in enumerate(self._meters):
            meter.setGeometry(at * (width + self._gap), 0, width, HEIGHT)
            meter.setVisible(at < fitting)
        self._more.move(fitting * (width + self._gap), (HEIGHT - self._more.height()) // 2)
        self._more.setVisible(fitting < count)

    def _needs(self) -> list[int]:
        """The least width of each part: its name can be told, and its figures stand whole."""
        metrics = QFontMetrics(interface_font(self._theme, self._theme.size_hint))
        texts = [
            metrics.horizontalAdvance(least_name(part.name))
            + APART
            + metrics.horizontalAdvance(part.figures)
            for part in self._parts
        ]
        return [min(WIDEST, max(NARROWEST, text)) for text in texts]


def _fitting(needs: Sequence[int], room: int, gap: int) -> int:
    """How many of the first parts have room beside each other, all as wide as the widest."""
    widest = accumulate(needs, max)
    sums = (count * (width + gap) for count, width in enumerate(widest, 1))
    return sum(1 for _ in takewhile(lambda whole: whole <= room, sums))


def _figure(value: Decimal | None) -> str:
    return "—" if value is None else plain(value)
