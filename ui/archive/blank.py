"""What stands on 档案总览 where no line can stand: the ways in, or that nothing was found."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ui.plain import PlainLabel


class HomeBeginning(QScrollArea):
    """The archive is empty: each way in with what it does, the last one for a look around."""

    def __init__(self, actions: Sequence[QAction]) -> None:
        super().__init__()
        title = PlainLabel("档案里还没有自评表")
        title.setObjectName("emptyTitle")
        ways = QGridLayout()
        ways.setHorizontalSpacing(20)
        ways.setVerticalSpacing(12)
        self.buttons = []
        for row, action in enumerate(actions):
            button = QPushButton(action.text().removesuffix("…"))
            button.setObjectName("primary" if row == 0 else "")
            button.setMinimumWidth(160)
            button.setMinimumHeight(36)
            button.clicked.connect(action.trigger)
            tip = PlainLabel(action.statusTip())
            tip.setObjectName("hint")
            ways.addWidget(button, row, 0)
            ways.addWidget(tip, row, 1)
            self.buttons.append(button)
        inner = QVBoxLayout()
        inner.setSpacing(20)
        inner.addWidget(title)
        inner.addLayout(ways)
        self.setObjectName("homeBeginning")
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.addStretch(2)
        layout.addLayout(inner)
        layout.setAlignment(inner, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(page)
        self.setFocusProxy(self.buttons[0])


class HomeNothing(QWidget):
    """Forms there are, but none to show."""

    requested = Signal()
    """Show all again."""

    def __init__(self) -> None:
        super().__init__()
        self.message_label = PlainLabel()
        self.message_label.setObjectName("calm")
        self.message_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.clear = QPushButton("清除查找和筛选")
        self.clear.clicked.connect(self.requested)
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addWidget(self.message_label)
        layout.addWidget(self.clear, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def say(self, sentence: str, *, filtered: bool) -> None:
        """Why nothing stands here."""
        self.message_label.setText(sentence)
        self.clear.setVisible(filtered)
