"""为什么是这个分: formula, figures and choice for the row where the clerk stands."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from core.filling.fund_totals import blank_totals, sum_up
from core.filling.reason_draft import draft_reason, wants_reason
from core.filling.row_choices import direct, score_by
from core.model.edits import Edit, SetField, Together
from core.model.evaluation import Category, Evaluation, Fund, Group, Indicator
from core.model.number import normalized, percent, plain
from core.model.path import Path, find
from core.quoting import one_line
from core.scoring.scorecard import Execution, RowScore, Scorecard, lost_points
from core.values.outcome import TargetKind
from core.years.last_year import row_beside
from ui.document import Document
from ui.followers import ChangeFollower
from ui.plain import PlainLabel
from ui.scoring.bands import BandChoice
from ui.scoring.reading_panel import NAME_WIDTH, ReadingPanel
from ui.theme import Theme

Fact = tuple[str, str]
NOTHING = "选中一行指标，这里写明它的得分是怎样算出来的。"


class ExplanationPanel(QWidget):
    """Follows the cursor; 采用 empties the given score, so that it follows the suggestion."""

    filled = Signal(bool)
    """Whether there is anything to explain; else its room is free for others."""
    requested = Signal(object)
    """A ``Path`` where the clerk is now to write."""

    def __init__(self, document: Document, theme: Theme) -> None:
        super().__init__()
        self.setProperty("manual", "计分")
        self.setObjectName("explanationPanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._document = document
        self._node: int | None = None
        self._inner = inner = self._scrolling()
        self._formula = PlainLabel()
        # A label with a padding of its own takes itself for higher than it is.
        self._ground = QFrame()
        self._ground.setObjectName("formula")
        self._nothing = PlainLabel(NOTHING)
        self._nothing.setObjectName("hint")
        self._facts = QGridLayout()
        self._facts.setContentsMargins(0, 0, 0, 0)
        self._facts.setHorizontalSpacing(3 * theme.step)
        self._facts.setVerticalSpacing(theme.step)
        self._facts.setColumnMinimumWidth(0, NAME_WIDTH)
        self._facts.setColumnStretch(2, 1)
        self._labels: list[tuple[QLabel, QLabel]] = []
        self._laid: tuple[tuple[str, ...], bool] = ((), True)
        self._rule = PlainLabel()
        self._rule.setObjectName("hint")
        self.adopt = QPushButton("采用", inner)
        self.adopt.setObjectName("adopt")
        self.adopt.setToolTip("清空给分，得分随建议分（可撤销）")
        self.adopt.clicked.connect(self.take_suggestion)
        self.draft = QPushButton("起草偏差原因", inner)
        self.draft.setObjectName("adopt")
        self.draft.setToolTip("按本行的目标、完成值和扣分起草一句，原因、措施和时间留空待填")
        self.draft.clicked.connect(self._draft)
        self.sum_up = QPushButton("填入资金合计", inner)
        self.sum_up.setObjectName("adopt")
        self.sum_up.setToolTip("空着的合计填入各资金来源之和（可撤销）")
        self.sum_up.clicked.connect(lambda: self._edit(sum_up(document.evaluation)))
        self.bands = BandChoice(theme)
        self.bands.chosen.connect(self._choose_band)
        self.reading = ReadingPanel(theme)
        self.reading.direction_chosen.connect(self._choose_direction)
        self.reading.method_chosen.connect(self._choose_method)
        self.reading.opened.connect(self._show_reading)
        self._known = False
        self._seen = document.assessment
        """What was found when it was shown last."""
        self._lay_out(theme)
        self._follower = ChangeFollower(document, lambda _: self._renew(), self)
        self._show()

    def _lay_out(self, theme: Theme) -> None:
        title = PlainLabel("为什么是这个分")
        title.setObjectName("panelTitle")
        layout = QVBoxLayout(self._inner)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.setSpacing(2 * theme.step)
        ground = QVBoxLayout(self._ground)
        ground.setContentsMargins(9, 7, 9, 7)
        ground.addWidget(self._formula)
        for part in (title, self._ground, self._nothing):
            layout.addWidget(part)
        layout.addWidget(self.bands)
        layout.addLayout(self._facts)
        layout.addWidget(self.reading)
        for button in (self.draft, self.sum_up):
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._rule)
        layout.addStretch(1)
        for label in (self._formula, self._nothing, self._rule):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def _scrolling(self) -> QWidget:
        """The page that scrolls, in its place before it is filled: nothing moves with it then."""
        page = QWidget()
        page.setObjectName("explanation")
        self._scroll = scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 1, 0, 0)  # below its line, which stays where it is
        outer.addWidget(scroll)
        return page

    def _show_reading(self) -> None:
        QTimer.singleShot(0, self._scroll, lambda: self._scroll.ensureWidgetVisible(self.reading))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationPaletteChange:
            self._show()  # its marked-up words bear their colours

    def show_path(self, path: Path | None) -> None:
        """Explain the row of this field."""
        node = None if path is None else path.node
        if node != self._node:
            self.reading.commit()
            self._node = node
            self._show()

    def catch_up(self) -> None:
        """Follow now what is typed on the paper."""
        self._follower.catch_up()

    def commit(self) -> None:
        """Take over what is being typed here."""
        self.reading.commit()
        self.catch_up()

    def take_suggestion(self) -> None:
        """采用建议分 for the row shown."""
        self.catch_up()
        if self._node is not None and not self.adopt.isHidden():
            edit = SetField(Path(self._node, "score"), "")
            self._edit(Together((edit,), "采用建议分"))

    def _edit(self, edit: Edit) -> None:
        """What is done here is seen here at once."""
        self._document.edit(edit)
        self.catch_up()

    def _choose_band(self, name: str) -> None:
        """The band gives a range; the number is the clerk's."""
        if self._node is not None:
            self._edit(SetField(Path(self._node, "band"), name))
            if name:
                self.requested.emit(Path(self._node, "score"))

    def _choose_direction(self, direction: str) -> None:
        node = self._indicator()
        if node is not None:
            self._edit(direct(node, direction))

    def _choose_method(self, text: str) -> None:
        node = self._indicator()
        if node is not None:
            self._edit(score_by(node, text))

    def _indicator(self) -> Indicator | None:
        node = None if self._node is None else find(self._document.evaluation, self._node)
        return node if isinstance(node, Indicator) else None

    def _draft(self) -> None:
        card = self._document.assessment.scorecard
        row = next((row for row in card.rows if row.id == self._node), None)
        node = self._indicator()
        if row is not None and node is not None:
            path = Path(node.id, "deviation")
            edit = SetField(path, draft_reason(node, row))
            self._edit(Together((edit,), "起草偏差原因"))
            self.requested.emit(path)

    def _renew(self) -> None:
        if self._seen is not self._document.assessment:
            self._show()

    def _show(self) -> None:
        self._seen = self._document.assessment
        card = self._seen.scorecard
        row = next((row for row in card.rows if row.id == self._node), None)
        node = None if self._node is None else find(self._document.evaluation, self._node)
        why, facts, adoptable = "", list[Fact](), False
        if row is not None and isinstance(node, Indicator):
            why = row.why
            facts = [*_row_facts(node, row), *self._last_year(node)]
            written = bool(node.target.strip() and node.actual.strip())
            facts += _score_facts(row, complete=written and row.points is not None)
            adoptable = _adoptable(row)
        elif isinstance(node, Fund):
            scored = node.id == card.execution.fund
            why = card.execution.why if scored else self._of_a_source(card.execution)
            facts = list(_execution_facts(node, card.execution))
            adoptable = scored and _adoptable(card.execution)
        elif isinstance(node, Category | Group):
            why = _level_sentence(node, card)
            facts = list(_lost_below(node, card, self._document.evaluation))
        known = row is not None or isinstance(node, Fund | Category | Group)
        self._formula.setText(why)
        self._ground.setVisible(known)
        self._nothing.setVisible(not known)
        if known != self._known:
            self._known = known
            self.filled.emit(known)
        self._fill(facts, adoptable=adoptable)
        judged = row is not None and row.kind == TargetKind.JUDGEMENT and row.suggested is None
        points = row.points if row is not None and judged else None
        band = node.band if isinstance(node, Indicator) else ""
        self.bands.show_bands(self._document.profile, points, band)
        shown = node if isinstance(node, Indicator) else None
        self.reading.show_row(shown, row, formula=why)
        wanted = row is not None and isinstance(node, Indicator) and wants_reason(node, row)
        self.draft.setVisible(wanted)
        blank = blank_totals(self._document.evaluation) if isinstance(node, Fund) else {}
        self.sum_up.setVisible(any(path.node == self._node for path in blank))
        ruled = bool(facts) and not (isinstance(node, Fund) and node.id != card.execution.fund)
        self._rule.setText(self._rules(row, node) if ruled else "")
        self._rule.setVisible(ruled)

    def _of_a_source(self, execution: Execution) -> str:
        """A source has no rate and no score of its own: which row has them."""
        form = self._document.evaluation
        scored = next((fund for fund in form.funds if fund.id == execution.fund), None)
        name = "" if scored is None else one_line(scored.name)
        return f"这一行不单独计分：执行率和得分按“{name or '合计'}”那一行算"

    def _last_year(self, node: Indicator) -> Iterable[Fact]:
        """What the same row was last year, and what was promised there."""
        document = self._document
        if document.last is None:
            return
        old = row_beside(document.evaluation, document.last, node.id)
        if old is None:
            yield "上年", "没有这个指标"
            return
        target = _written(old.indicator.target)
        score = "没有得分" if old.score is None else f"得 {plain(old.score)} 分"
        points = "" if old.scored.points is None else f"（分值 {plain(old.scored.points)}）"
        yield "上年", f"目标 {target}，完成 {_written(old.actual)}，{score}{points}"
        if old.promise:
            yield "上年措施", f"{_written(old.promise)}　—— 请在本年写明落实得怎样"

    def _rules(self, row: RowScore | None, node: object) -> str:
        """The rule profile and what this kind of row is scored by in it."""
        profile = self._document.profile
        if isinstance(node, Fund):
            source = profile.execution_source
        elif row is not None:
            judged = row.kind == TargetKind.JUDGEMENT
            source = profile.judgement_source if judged else profile.quantity_source
        else:
            source = profile.source
        return f"规则：{profile.name}。依据：{source}"

    def _fill(self, facts: list[Fact], *, adoptable: bool) -> None:
        while len(self._labels) < len(facts):
            self._labels.append((_label("factName", self._inner), _label("fact", self._inner)))
        for (name, value), (known, text) in zip(self._labels, facts, strict=False):
            name.setText(known)
            value.setText(text)
        laid = (tuple(name for name, _ in facts), adoptable)
        if laid == self._laid:
            return
        self._laid = laid
        for pair in self._labels[len(facts) :]:
            for label in pair:
                label.hide()
                label.deleteLater()
        del self._labels[len(facts) :]
        self.adopt.setVisible(adoptable)
        for row, (name, value) in enumerate(self._labels):
            name.show()
            value.show()
            beside = adoptable and facts[row][0] == SUGGESTED
            self._facts.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(value, row, 1, 1, 1 if beside else 2)
            if beside:
                self._facts.addWidget(self.adopt, row, 2, Qt.AlignmentFlag.AlignLeft)


def _label(name: str, parent: QWidget) -> QLabel:
    label = PlainLabel(parent=parent)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if name == "fact":
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


SUGGESTED = "建议分"


def _adoptable(scored: RowScore | Execution) -> bool:
    """Whether taking the suggestion would change a figure."""
    given = scored.given is not None and scored.suggested is not None
    return given and scored.score != scored.suggested


def _row_facts(node: Indicator, row: RowScore) -> Iterable[Fact]:
    yield "指标值", _written(node.target)
    actual = _written(node.actual)
    if row.attainment is not None and not row.met:
        share = percent(row.attainment).replace(".00%", "%")
        actual += "" if share == normalized(actual) else f"（完成 {share}）"
    yield "完成值", actual


def _execution_facts(node: Fund, execution: Execution) -> Iterable[Fact]:
    yield "全年预算", _written(node.annual)
    yield "全年执行", _written(node.executed)
    if node.id == execution.fund:
        yield "执行率", "无" if execution.rate is None else percent(execution.rate)
        written = bool((node.annual or node.initial).strip() and node.executed.strip())
        yield from _score_facts(execution, complete=written and execution.points is not None)


def _score_facts(scored: RowScore | Execution, *, complete: bool) -> Iterable[Fact]:
    """``complete``: all that a suggestion is computed from is filled in."""
    yield "分值", _figure(scored.points)
    if scored.suggested is not None:
        yield SUGGESTED, plain(scored.suggested)
    else:
        yield SUGGESTED, "由填表人评定" if complete else "填齐后算出"
    if scored.given is not None:
        yield "给分", f"{scored.given}（填表人）"
    else:
        yield "给分", "未填" if scored.suggested is None else "未填，随建议分"


def _level_sentence(node: Category | Group, card: Scorecard) -> str:
    subtotal = card.subtotals.get(node.id)
    if subtotal is None:
        return "还没有分值"
    full = subtotal.score == subtotal.points
    end = f"，扣 {plain(subtotal.lost)} 分" if subtotal.lost else "，没有扣分" if full else ""
    return f"合计得 {plain(subtotal.score)} 分，分值 {plain(subtotal.points)} 分{end}"


def _lost_below(node: Category | Group, card: Scorecard, evaluation: Evaluation) -> Iterable[Fact]:
    below = {
        row.id: row
        for category, group, row in evaluation.rows
        if node.id in (category.id, group.id)
    }
    for row in card.rows:
        if row.id in below and (lost := lost_points(row)):
            yield f"−{plain(lost)}", _written(below[row.id].name)


def _written(text: str) -> str:
    return one_line(text) or "未填"


def _figure(value: Decimal | None) -> str:
    return "未填" if value is None else plain(value)
