"""How the target was read and by which method the row is scored, with the clerk's corrections."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.filling.row_choices import DIRECTIONS, USUAL_METHOD, has_direction, method_known
from core.model.evaluation import Indicator
from core.scoring.methods import CHOICES
from core.scoring.scorecard import RowScore
from core.values.target_reading import Confidence
from ui.ime_composition import Composition
from ui.plain import PlainLabel
from ui.theme import Theme
from ui.wheel import WheelPasses
from ui.window_keys import leave_keys_to_window

NAME_WIDTH = 52
"""Four characters: the names of all facts end at the same place."""
WHOLE = 12
"""Words of so many characters are not broken: “≥ 90%（正向）” is one thing."""
JOINED = "\u2060"
"""Between characters that stay on one line: Qt knows no other way within a line."""
AS_WRITTEN = "按写法"
FREE_TEXT = "可照表上的写法填，如“每降5%扣1分”“±10%内5分、±15%内3分”。"
UNKNOWN = "这种写法不能自动计算，得分由填表人按它给出。"


class ReadingPanel(QWidget):
    """One line of reading; 改读法… opens the few fields below it."""

    direction_chosen = Signal(str)
    method_chosen = Signal(str)
    opened = Signal()
    """The fields are open and want to be in sight."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: tuple[object, ...] = ()
        self._node: int | None = None
        self._method = ""
        self.words = PlainLabel()
        self.words.setObjectName("fact")
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.scored_by = _plain("fact")
        self._scored_name = _plain("factName", "计分方法")
        self.more = QPushButton("改读法…")
        self.more.setObjectName("link")
        self.more.setCheckable(True)
        self.more.setToolTip("读得不对，或者表上另有计分方法，在这里改一次，随表保存")
        self.more.toggled.connect(self._open)
        self.direction_buttons = {"正向": QPushButton("越多越好"), "反向": QPushButton("越少越好")}
        self._question = self._direction_question()
        self.directions = self._direction_buttons()
        self.method = self._method_field()
        self._hint = _plain("hint")
        self._way = _plain("factName", "方向")
        self._form = QWidget()
        self._lay_out()
        self._open(on=False)

    def show_row(self, node: Indicator | None, row: RowScore | None, *, formula: str) -> None:
        """Show how this row was read; ``formula`` is what the panel says of it already."""
        self.setVisible(node is not None and row is not None)
        if node is None or row is None:
            self._node = None
            return
        directed = has_direction(node)
        shown = (
            node.id,
            row.reading,
            node.method,
            node.direction,
            directed,
            formula,
            self._theme.ink_3,
        )
        if shown == self._shown and self._node == node.id:
            return
        from html import escape  # it brings a table of two thousand names

        self._shown = shown
        reading = row.reading
        sure = JOINED.join(reading.confidence.value) if node.target.strip() else ""
        words = JOINED.join(reading.words) if len(reading.words) <= WHOLE else reading.words
        text = (
            f"{escape(words)}&nbsp; "
            f"<span style='font-size:{self._theme.size_hint}px; color:{self._theme.ink_3}'>"
            f"{sure}</span>"
        )
        if reading.assumed and reading.assumed not in formula:
            text += (
                f"<br><span style='font-size:{self._theme.size_hint}px; "
                f"color:{self._theme.ink_3}'>{escape(reading.assumed)}</span>"
            )
        self.words.setText(text)
        self._question.setVisible(reading.confidence is Confidence.UNDECIDED)
        for button in self.directions.buttons():
            button.setVisible(directed)
            button.setChecked(_direction_of(button) == node.direction)
        self._way.setVisible(directed)
        self._show_method(node)

    def commit(self) -> None:
        """Take over a method that is being typed."""
        text = self.method.currentText().strip()
        if self._node is not None and self.more.isChecked() and text != self._as_shown():
            self._method = text
            self.method_chosen.emit(text)

    def _as_shown(self) -> str:
        return self._method or USUAL_METHOD

    def _show_method(self, node: Indicator) -> None:
        other = node.id != self._node
        self._node, self._method = node.id, " ".join(node.method.split())
        if other or self.method.currentText().strip() != self._as_shown():
            self.method.setEditText(self._as_shown())
        known = method_known(self._method)
        self.scored_by.setText(self._method)
        self._hint.setText(FREE_TEXT if known else UNKNOWN)
        self._show_parts()

    def _open(self, on: bool) -> None:
        if not on:
            self.commit()
        self.more.setText("收起" if on else "改读法…")
        self._form.setVisible(on)
        self._show_parts()
        if on:
            self.opened.emit()

    def _show_parts(self) -> None:
        told = bool(self._method) and not self.more.isChecked()
        self.scored_by.setVisible(told)
        self._scored_name.setVisible(told)

    def _lay_out(self) -> None:
        step = self._theme.step
        facts = _grid(step)
        facts.addWidget(_plain("factName", "读作"), 0, 0, Qt.AlignmentFlag.AlignTop)
        facts.addWidget(self.words, 0, 1)
        facts.addWidget(self._scored_name, 1, 0, Qt.AlignmentFlag.AlignTop)
        facts.addWidget(self.scored_by, 1, 1)
        facts.addWidget(self.more, 0, 2, Qt.AlignmentFlag.AlignTop)
        ways = QHBoxLayout()
        ways.setSpacing(step)
        for button in self.directions.buttons():
            ways.addWidget(button)
        ways.addStretch(1)
        fields = _grid(step)
        fields.setContentsMargins(0, step, 0, 0)
        fields.setVerticalSpacing(2 * step)
        fields.addWidget(self._way, 0, 0)
        fields.addLayout(ways, 0, 1)
        fields.addWidget(_plain("factName", "计分方法"), 1, 0)
        fields.addWidget(self.method, 1, 1)
        fields.addWidget(self._hint, 2, 1)
        self._form.setLayout(fields)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(step)
        layout.addLayout(facts)
        layout.addWidget(self._question)
        layout.addWidget(self._form)

    def _direction_question(self) -> QWidget:
        """Where nothing tells the direction: one click says it, and it stays with the row."""
        question = QWidget()
        row = QHBoxLayout(question)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._theme.step)
        for direction, button in self.direction_buttons.items():
            button.setObjectName("adopt")
            button.setToolTip(f"{_TIPS[direction]}；只需选一次，随表保存")
            button.clicked.connect(lambda _=False, way=direction: self.direction_chosen.emit(way))
            row.addWidget(button)
        row.addStretch(1)
        question.hide()
        return question

    def _direction_buttons(self) -> QButtonGroup:
        group = QButtonGroup(self)
        group.setExclusive(True)
        for direction in DIRECTIONS:
            button = QPushButton(direction or AS_WRITTEN)
            button.setObjectName("choice")
            button.setCheckable(True)
            button.setProperty("direction", direction)
            button.setToolTip(_TIPS[direction])
            button.clicked.connect(lambda _=False, way=direction: self.direction_chosen.emit(way))
            group.addButton(button)
        return group

    def _method_field(self) -> QComboBox:
        field = _Method()
        field.setEditable(True)
        field.addItems(CHOICES)
        field.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        field.setMinimumContentsLength(4)
        field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        field.setAccessibleName("计分方法")
        field.activated.connect(self.commit)
        Composition(field)  # the box has the focus, its line only the text
        line = field.lineEdit()
        if line is not None:
            line.setPlaceholderText(USUAL_METHOD)
            line.editingFinished.connect(self.commit)
            leave_keys_to_window(line)
        return field


class _Method(WheelPasses, QComboBox):
    """A method chosen from the list, or typed."""


_TIPS = {
    "": "照指标值的符号和写法读",
    "正向": "完成值越大越好，不低于指标值为达标",
    "反向": "完成值越小越好，不超过指标值为达标",
}


def _direction_of(button: QWidget) -> str:
    return str(button.property("direction"))


def _plain(name: str, text: str = "") -> QLabel:
    label = PlainLabel(text)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(name != "factName")
    return label


def _grid(step: int) -> QGridLayout:
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(3 * step)
    grid.setVerticalSpacing(step)
    grid.setColumnMinimumWidth(0, NAME_WIDTH)
    grid.setColumnStretch(1, 1)
    return grid
