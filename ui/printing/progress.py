"""How far a long piece of work is, with a way to stop it. Delivers no events of its own.

(Qt's QProgressDialog does, in the middle of being told a number, and was seen never to return.)
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

PATIENCE = 400
"""Milliseconds of work that nobody needs to be told about."""


class Progress(QObject):
    """A bar in a dialog over ``parent``; Esc and 停止 stop."""

    stopped = Signal()

    def __init__(self, title: str, total: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._title = title
        self.label = QLabel()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, total)
        self.dialog = QDialog(parent)
        self.dialog.setWindowTitle(title)
        self.dialog.setWindowModality(Qt.WindowModality.WindowModal)
        self.dialog.setFixedWidth(360)
        self.dialog.rejected.connect(self.stopped)
        buttons = QDialogButtonBox()
        buttons.addButton(QPushButton("停止"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.dialog.reject)
        layout = QVBoxLayout(self.dialog)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        for part in (self.label, self.bar, buttons):
            layout.addWidget(part)
        self.tell(0)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.timeout.connect(self.dialog.open)
        self._wait.start(PATIENCE)

    def tell(self, done: int) -> None:
        """So much is done."""
        self.bar.setValue(done)
        self.label.setText(f"{self._title}：{done} / {self.bar.maximum()}")

    def finish(self) -> None:
        """The work is over, one way or another."""
        self._wait.stop()
        self.dialog.hide()
        self.dialog.deleteLater()
        self.deleteLater()
