"""What stands on 档案总览 where no line matches: that nothing was found, and how to show all."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ui.plain import PlainLabel


class HomeNothing(QWidget):
    """Forms there are, but none to show."""

    requested = Signal()
    """Show all again."""

    def __init__(self) -> None:
        super().__init__()
        self.message_label = PlainLabel()
        self.message_label.setObjectName("nothing")
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
