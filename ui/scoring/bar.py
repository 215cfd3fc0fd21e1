"""The score bar: how the form stands, always in sight. Total, grade, parts, what is left."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from core.checks.cards import errors_in_words
from core.checks.problem import Tone
from core.filling.naming import short as brief
from core.model.number import percent, plain
from core.scoring.scorecard import Scorecard, exceeds_points
from ui import icons
from ui.document import Document
from ui.followers import ChangeFollower
from ui.plain import PlainLabel, tip
from ui.scoring.meters import Meters, Part
from ui.theme import Theme


class ScoreBar(QWidget):
    """Reads the document's assessment after each change and shows it."""

    requested = Signal(object)
    """A ``Tone``: the clerk wants to see these problems."""

    def __init__(self, document: Document, theme: Theme) -> None:
        super().__init__()
        self._document = document
        self._theme = theme
        self.setObjectName("scoreBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(theme.score_bar)
        self._total = PlainLabel()
        self._total.setObjectName("total")
        self._placed = PlainLabel()
        self._placed.setObjectName("placed")
        self._grade = PlainLabel()
        self._grade.setObjectName("grade")
        self._meters = Meters(theme)
        self._counts: tuple[object, ...] = ()
        self.errors = self._counter(Tone.ERROR)
        self.warnings = self._counter(Tone.WARNING)
        self.pending = self._counter(Tone.PENDING)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(18, 0, 18, 0)
        layout.setSpacing(theme.step)
        layout.addWidget(self._total)
        layout.addWidget(self._placed)
        layout.addSpacing(4 * theme.step)
        layout.addWidget(self._grade, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addSpacing(5 * theme.step)
        layout.addWidget(self._meters, 1)
        layout.addSpacing(3 * theme.step)
        layout.addWidget(self.errors)
        layout.addWidget(self.warnings)
        layout.addWidget(self.pending)
        ChangeFollower(document, lambda _: self._show(), self)
        self._show()

    def _counter(self, tone: Tone) -> QPushButton:
        button = QPushButton()
        button.setObjectName("counter")
        button.setIconSize(QSize(13, 13))
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.requested.emit(tone))
        return button

    def _show(self) -> None:
        card = self._document.assessment.scorecard
        told = (one for one in self._document.assessment.problems if not one.pending)
        odd = any(problem.code == "weights-total" for problem in told)
        _mark(self._placed, "odd", "yes" if odd else "no")
        self._total.setText("—" if card.total_score is None else plain(card.total_score))
        over = exceeds_points(card.total_score, card.total_points)
        _mark(self._total, "tone", "none" if card.total_score is None else "over" if over else "")
        self._total.setToolTip("超过分值" if over else "")
        placed = "—" if card.total_points is None else plain(card.total_points)
        self._placed.setText(f"/ {placed}")
        self._placed.setToolTip(
            "指标没有分值"
            if card.total_points is None
            else f"已分配分值 {placed} 分" + ("，应为 100 分" if odd else "")
        )
        self._show_grade(card)
        self._show_parts(card)
        self._show_counts()

    def _show_grade(self, card: Scorecard) -> None:
        open_rows = card.open_rows
        self._grade.setVisible(card.grade is not None or open_rows > 0)
        if card.grade is not None:
            _mark(self._grade, "tone", "good" if card.grade in {"优", "良"} else "warn")
            self._grade.setText(card.grade)
            self._grade.setToolTip(tip(f"评价等级：{card.grade}（{card.profile}）"))
        elif open_rows:
            _mark(self._grade, "tone", "open")
            self._grade.setText(f"{open_rows} 项待评分")
            self._grade.setToolTip("所有带分值的指标都有得分后给出等级")

    def _show_parts(self, card: Scorecard) -> None:
        execution = card.execution
        parts: list[Part] = []
        if execution.points is not None or execution.rate is not None:
            rate = "" if execution.rate is None else percent(execution.rate)
            # A rate of 97 % is nothing to mend: only a problem turns this bar amber.
            problems = self._document.assessment.problems
            wrong = {problem.path.node for problem in problems if not problem.pending}
            short = execution.fund in wrong
            parts.append(Part("预算执行", execution.score, execution.points, short, rate))
        for category in self._document.evaluation.categories:
            subtotal = card.subtotals.get(category.id)
            name = brief(category.name) or "未命名"
            if subtotal is None:
                parts.append(Part(name, None, None, short=False))
            elif card.total_points is None:  # a layout without points
                got = None if card.total_score is None else subtotal.score
                parts.append(Part(name, got, None, short=False))
            else:
                got, placed = subtotal.score, subtotal.points
                parts.append(Part(name, got, placed, subtotal.lost > 0))
        self._meters.show_parts(parts)

    def _show_counts(self) -> None:
        assessment = self._document.assessment
        errors, warnings = assessment.counts
        pending = assessment.pending
        # Without any points nothing was checked yet, and with rows to fill in not everything.
        done = assessment.begun and not pending
        told = errors_in_words(assessment.cards) if errors else ""
        if (told, warnings, pending, done) == self._counts:
            return
        self._counts = told, warnings, pending, done
        self._show_count(self.errors, errors, "错误", "error", done=done)
        if told:
            self.errors.setToolTip(f"有 {told}，点击查看")
        self._show_count(self.warnings, warnings, "提醒", "warn", done=done)
        self._show_count(self.pending, pending, "待填", "calm", done=False)
        self.pending.setVisible(pending > 0)

    def _show_count(
        self, button: QPushButton, count: int, what: str, bad: str, *, done: bool
    ) -> None:
        tone = bad if count else "good" if done else "calm"
        if button.property("tone") != tone:
            button.setIcon(self._sign(tone))
            _mark(button, "tone", tone)
        button.setText(f"{count} {what}")
        button.setFixedSize(button.sizeHint())  # of the same size it lays nothing out anew
        button.setToolTip(f"有 {count} 个{what}，点击查看" if count else f"没有{what}")

    def _sign(self, tone: str) -> QIcon:
        theme = self._theme
        match tone:
            case "error":
                return icons.icon("error", theme, "error")
            case "warn":
                return icons.icon("warning", theme, "warn")
            case "good":
                return icons.icon("check", theme, "good")
            case _:
                return QIcon()


def _mark(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet looks at."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
