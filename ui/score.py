"""The score bar: how the form stands, always in sight. Total, grade, parts, what is left."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from core.checks.problem import Severity
from core.model.number import percent, plain
from core.naming import short as brief
from core.scoring.scorecard import Scorecard
from ui import icons
from ui.document import Document
from ui.theme import Theme, interface_font

FULL = Decimal(100)
WIDEST = 164


class Meter(QWidget):
    """Points of one part of the form: name, figures and a bar, amber when points are lost."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._name, self._figures = "", ""
        self._shown: tuple[object, ...] = ()
        self._share: float | None = None
        self._short = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(WIDEST)

    def show_part(
        self, name: str, score: Decimal | None, points: Decimal | None, *, short: bool
    ) -> None:
        """Show one part; ``None`` where there is no figure yet."""
        shown = (name, score, points, short)
        if shown == self._shown:
            return
        self._shown = shown
        self._name = name
        got = "—" if score is None else plain(score)
        placed = "—" if points is None else plain(points)
        self._figures = f"{got} / {placed}"
        self._share = None
        if score is not None and points:
            self._share = float(min(max(score / points, Decimal(0)), Decimal(1)))
        self._short = short
        said = f"{name} 得 {got} 分，分值 {placed} 分"
        self.setToolTip(said)
        self.setAccessibleName(said)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(WIDEST, 34)

    def minimumSizeHint(self) -> QSize:
        return QSize(76, 34)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(interface_font(theme, theme.size_hint))
        metrics = painter.fontMetrics()
        line = self.rect().adjusted(0, 0, 0, -12)
        painter.setPen(QColor(theme.ink))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(line, right, self._figures)
        free = line.width() - metrics.horizontalAdvance(self._figures) - 6
        painter.setPen(QColor(theme.ink_2))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        name = metrics.elidedText(self._name, Qt.TextElideMode.ElideRight, free)
        painter.drawText(line, left, name)
        track = QRectF(0, self.height() - 7, self.width(), 5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.line))
        painter.drawRoundedRect(track, 2.5, 2.5)
        if self._share:
            painter.setBrush(QColor(theme.warn if self._short else theme.accent))
            track.setWidth(max(track.width() * self._share, 5))
            painter.drawRoundedRect(track, 2.5, 2.5)


class ScoreBar(QWidget):
    """Reads the document's assessment at each change and shows it."""

    asked = Signal(object)
    """A ``Severity``: the clerk wants to see these problems."""

    def __init__(self, document: Document, theme: Theme) -> None:
        super().__init__()
        self._document = document
        self._theme = theme
        self.setObjectName("scoreBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(theme.score_bar)
        self._total = QLabel()
        self._total.setObjectName("total")
        self._placed = QLabel()
        self._placed.setObjectName("placed")
        self._grade = QLabel()
        self._grade.setObjectName("grade")
        self._meters: list[Meter] = []
        self._counts = (-1, -1, False)
        self._parts = QHBoxLayout()
        self._parts.setSpacing(6 * theme.step)
        self.errors = self._counter(Severity.ERROR)
        self.warnings = self._counter(Severity.WARNING)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(18, 0, 18, 0)
        layout.setSpacing(theme.step)
        layout.addWidget(self._total)
        layout.addWidget(self._placed)
        layout.addSpacing(4 * theme.step)
        layout.addWidget(self._grade, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addSpacing(5 * theme.step)
        self._parts.addStretch(1)
        layout.addLayout(self._parts, 1)
        layout.addSpacing(3 * theme.step)
        layout.addWidget(self.errors)
        layout.addWidget(self.warnings)
        document.changed.connect(self._show)
        self._show()

    def _counter(self, severity: Severity) -> QPushButton:
        button = QPushButton()
        button.setObjectName("counter")
        button.setIconSize(QSize(13, 13))
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.asked.emit(severity))
        return button

    def _show(self) -> None:
        card = self._document.assessment.scorecard
        self._total.setText(plain(card.total_score))
        self._placed.setText(f"/ {plain(card.total_points)}")
        odd = any(problem.code == "weights-total" for problem in self._document.assessment.problems)
        _mark(self._placed, "odd", "yes" if odd else "no")
        self._placed.setToolTip(
            f"已分配分值 {plain(card.total_points)} 分" + ("，应为 100 分" if odd else "")
        )
        self._show_grade(card)
        self._show_parts(card)
        self._show_counts()

    def _show_grade(self, card: Scorecard) -> None:
        open_rows = sum(row.score is None and bool(row.points) for row in card.rows)
        # A grade of a form whose points are not all placed yet would only frighten.
        graded = card.grade is not None and card.total_points == FULL
        self._grade.setVisible(graded or open_rows > 0)
        if card.grade is not None and graded:
            self._grade.setText(card.grade)
            self._grade.setToolTip(f"评价等级：{card.grade}（{card.profile}）")
            _mark(self._grade, "tone", "good" if card.grade in {"优", "良"} else "warn")
        elif open_rows:
            self._grade.setText(f"{open_rows} 项待评分")
            self._grade.setToolTip("所有带分值的指标都有得分后给出等级")
            _mark(self._grade, "tone", "open")

    def _show_parts(self, card: Scorecard) -> None:
        execution = card.execution
        parts: list[tuple[str, Decimal | None, Decimal | None, bool]] = []
        if execution.points is not None or execution.rate is not None:
            rate = "" if execution.rate is None else " " + percent(execution.rate)
            # A rate of 97 % is nothing to mend: only a problem turns this bar amber.
            wrong = {problem.path.node for problem in self._document.assessment.problems}
            short = execution.fund in wrong
            parts.append(("预算执行" + rate, execution.score, execution.points, short))
        for category in self._document.evaluation.categories:
            subtotal = card.subtotals.get(category.id)
            name = brief(category.name) or "未命名"
            if subtotal is None:
                parts.append((name, None, None, False))
            else:
                got, placed = subtotal.score, subtotal.points
                parts.append((name, got, placed, got < placed))
        while len(self._meters) < len(parts):
            self._meters.append(Meter(self._theme))
            self._parts.insertWidget(len(self._meters) - 1, self._meters[-1])
        for meter in self._meters[len(parts) :]:
            meter.hide()
        for meter, part in zip(self._meters, parts, strict=False):
            meter.show_part(*part[:3], short=part[3])
            meter.show()

    def _show_counts(self) -> None:
        assessment = self._document.assessment
        errors, warnings = len(assessment.errors), len(assessment.warnings)
        # Without any points nothing was checked yet: no green for an empty form.
        begun = bool(assessment.scorecard.subtotals) and any(
            row.points is not None for row in assessment.scorecard.rows
        )
        if (errors, warnings, begun) == self._counts:
            return
        self._counts = errors, warnings, begun
        theme = self._theme
        for button, count, what, sign, ink, tone in (
            (self.errors, errors, "错误", "error", theme.error, "error"),
            (self.warnings, warnings, "提醒", "warning", theme.warn, "warn"),
        ):
            button.setText(f"{count} {what}")
            if count:
                button.setIcon(icons.icon(sign, theme, ink))
            else:
                button.setIcon(icons.icon("check", theme, theme.good) if begun else QIcon())
            _mark(button, "tone", tone if count else "good" if begun else "calm")
            button.setToolTip(f"有 {count} 个{what}，点击查看" if count else f"没有{what}")


def _mark(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet looks at."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
