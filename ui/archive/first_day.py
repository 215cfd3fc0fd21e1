"""The archive is empty: three ways to begin, and three things to see to once on this computer."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QIcon, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ui import icons
from ui.offering import offer, why_not
from ui.plain import PlainLabel
from ui.settings import Settings
from ui.theme import Theme

WAYS = {"sample": "看样表", "new": "新建自评表", "import": "导入旧表"}
"""The commands that lead to a first form, and what they are called here."""
HEADINGS = ("档案里还没有自评表，从哪里开始？", "顺手办三件事（以后办也行）")
WIDTH, GAP = 210, 24
WHOLE_LINES = 700
"""From this width on each explanation stands on one line."""


class Chore(NamedTuple):
    """Something to see to once."""

    command: str
    title: str
    told: str
    """In place of what the command does, once it is done."""
    done: Callable[[Settings], bool]


CHORES = (
    Chore(
        "unit",
        "填本单位信息",
        "已填好，新建时照着填",
        lambda settings: not settings.unit_details.blank,
    ),
    Chore(
        "places",
        "再选一处放备份",
        "已选好，以后每次备份两处都有",
        lambda settings: bool(settings.second_places),
    ),
    Chore(
        "input_test",
        "试一试输入法",
        "已试过，能打汉字",
        lambda settings: settings.input_tested,
    ),
)


class FirstDay(QScrollArea):
    """Each way with what it does, then what can be seen to by the way, ticked once it is done."""

    def __init__(self, theme: Theme, command: Callable[[str], QAction], settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._icons = icons.icon("check", theme, "good"), QIcon()
        self._ways = [command(name) for name in WAYS]
        self._tips = [command(chore.command).statusTip() for chore in CHORES]
        self.buttons, self.chores, self._told = [], [], list[PlainLabel]()
        self._explained: list[PlainLabel] = []
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(12)
        self.headings = tuple(map(_heading, HEADINGS))
        grid.addWidget(self.headings[0], 0, 0, 1, 2)
        for row, (action, title) in enumerate(zip(self._ways, WAYS.values(), strict=True), 1):
            button, told = _line(grid, row, action, title, action.statusTip())
            button.setObjectName("primary" if row == 1 else "")
            button.setProperty("way", "true")
            action.changed.connect(self._follow)
            self.buttons.append(button)
            self._explained.append(told)
        below = 1 + len(WAYS)
        grid.setRowMinimumHeight(below, GAP)
        grid.addWidget(self.headings[1], below + 1, 0, 1, 2)
        for row, (chore, does) in enumerate(zip(CHORES, self._tips, strict=True), below + 2):
            button, told = _line(grid, row, command(chore.command), chore.title, does)
            self.chores.append(button)
            self._told.append(told)
        self._explained += self._told
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addStretch(2)
        layout.addLayout(grid)
        layout.setAlignment(grid, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        self.setObjectName("homeBeginning")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(page)
        self.setFocusProxy(self.buttons[0])
        self.show_done()

    def show_done(self) -> None:
        """Tick what is done by now."""
        parts = zip(CHORES, self.chores, self._told, self._tips, strict=True)
        for chore, button, told, does in parts:
            done = chore.done(self._settings)
            button.setIcon(self._icons[0 if done else 1])
            button.setAccessibleName(f"{chore.title}，已办" if done else chore.title)
            told.setText(chore.told if done else does)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for told in self._explained:
            told.setWordWrap(event.size().width() < WHOLE_LINES)

    def _follow(self) -> None:
        """Where the archive is open for reading only nothing can begin."""
        for button, action in zip(self.buttons, self._ways, strict=True):
            offer(button, why_not(action))


def _heading(text: str) -> PlainLabel:
    label = PlainLabel(text)
    label.setObjectName("emptyTitle")
    return label


def _line(
    grid: QGridLayout, row: int, action: QAction, title: str, does: str
) -> tuple[QPushButton, PlainLabel]:
    """A button for a command, and beside it what it does."""
    button, told = QPushButton(title), PlainLabel(does)
    button.setMinimumWidth(WIDTH)
    button.setAutoDefault(True)  # Enter presses it, too
    button.setAccessibleDescription(does)
    button.clicked.connect(action.trigger)
    told.setObjectName("hint")
    grid.addWidget(button, row, 0)
    grid.addWidget(told, row, 1)
    return button, told
