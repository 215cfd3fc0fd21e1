"""Qt's own dialog for files shows whole sizes, kinds and dates."""

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QTreeView, QWidget
from pytestqt.qtbot import QtBot

from ui.file_choice import FileChoice
from ui.settings import FileUse, Settings

TRIES = 200
"""Rounds of events until the dialog is there."""


def test_columns_have_room_for_what_stands_in_them(qtbot: QtBot, tmp_path: Path) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    settings = Settings()
    settings.note_folder(FileUse.IMPORT, tmp_path)
    (tmp_path / "旧表.xlsx").write_bytes(b"x" * 38_000)
    widths: list[tuple[int, int]] = []

    def look(left: int = TRIES) -> None:
        dialog = QApplication.activeModalWidget()
        lines = dialog.findChild(QTreeView) if isinstance(dialog, QFileDialog) else None
        if isinstance(dialog, QFileDialog) and lines is not None:
            needed = lines.fontMetrics().horizontalAdvance("2026/11/29 02:22")
            widths.append((lines.header().sectionSize(3), needed))
            if widths[-1][0] <= needed + 8 and left:
                QTimer.singleShot(0, lambda: look(left - 1))
                return
            dialog.reject()
        elif left:
            QTimer.singleShot(0, lambda: look(left - 1))

    QTimer.singleShot(0, look)
    assert FileChoice(settings, FileUse.IMPORT, over).file("导入", "所有文件 (*)") is None
    width, needed = widths[-1]
    assert width > needed + 8
