"""The few boxes that the window opens over itself: leaving unsaved, about the program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QMessageBox,
    QPushButton,
    QWidget,
)

from core.version import VERSION
from ui.plain_box import PlainBox


def accept_or_cancel(dialog: QDialog, accept: str) -> QDialogButtonBox:
    """The two buttons at the foot of a dialog that asks for something; Enter accepts."""
    buttons = QDialogButtonBox()
    go = QPushButton(accept)
    go.setObjectName("primary")
    go.setDefault(True)
    buttons.addButton(go, QDialogButtonBox.ButtonRole.AcceptRole)
    buttons.addButton(QPushButton("取消"), QDialogButtonBox.ButtonRole.RejectRole)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    return buttons


def foot(dialog: QDialog, *acts: QPushButton) -> QHBoxLayout:
    """The foot of a dialog that shows something: what can be done with it, and the blue 关闭."""
    row = QHBoxLayout()
    for button in acts:
        button.setAutoDefault(False)
        row.addWidget(button)
    close = QPushButton("关闭")
    close.setObjectName("primary")
    close.setDefault(True)
    close.clicked.connect(dialog.accept)
    row.addStretch(1)
    row.addWidget(close)
    return row


def ask_to_leave(parent: QWidget, reason: str) -> bool:
    """Ask what to do with changes that could not be saved; ``True`` to give them up."""
    box = PlainBox(parent, chapter="常见问题")
    box.setWindowTitle("还没有保存")
    box.setText(f"最后的修改没有保存成功：{reason}。\n返回窗口后可以“导出数据”，把这份表存到别处。")
    stay = box.addButton("返回窗口", QMessageBox.ButtonRole.AcceptRole)
    box.addButton("放弃修改并退出", QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    box.exec()
    return box.clickedButton() is not stay


def ask(
    parent: QWidget,
    title: str,
    text: str,
    detail: str,
    *choices: tuple[str, Callable[[], object]],
    chapter: str,
    cautious: bool = False,
) -> QMessageBox:
    """Ask without stopping the window: each choice has a name and what it does; 取消 does nothing.

    The first choice is the usual one; where one is ``cautious``, Enter does nothing either.
    ``chapter``: as for ``PlainBox``.
    """
    box = PlainBox(parent, chapter=chapter)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(title)
    box.setText(text)
    box.setInformativeText(detail)
    for at, (name, do) in enumerate(choices):
        button = box.addButton(name, QMessageBox.ButtonRole.AcceptRole)
        button.clicked.connect(do)
        if at == 0 and not cautious:
            box.setDefaultButton(button)
    leave = box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
    box.setEscapeButton(leave)
    if cautious:
        box.setDefaultButton(leave)
    box.open()
    return box


def tell(parent: QWidget, title: str, sentence: str, *, chapter: str) -> QMessageBox:
    """Say why something could not be done, without stopping the window."""
    box = PlainBox(parent, chapter=chapter)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(title)
    box.setText(sentence)
    box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
    box.open()
    return box


def warn(parent: QWidget, sentence: str, detail: str, *, chapter: str) -> None:
    """Say something that must be read before the window is gone."""
    box = PlainBox(parent, chapter=chapter)
    box.setWindowTitle("自评通")
    box.setText(sentence)
    box.setInformativeText(detail)
    box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
    box.exec()


def tell_about(parent: QWidget, folder: Path) -> None:
    """Which program this is, and where its data lie."""
    box = PlainBox(parent, chapter="打开")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle("关于自评通")
    box.setText(f"自评通 {VERSION}")
    box.setInformativeText(
        "财政项目支出绩效自评表的填报、计分、核对、打印与归档。\n\n"
        f"全程离线，不连接网络。\n字体：思源宋体、思源黑体（SIL OFL 许可）。\n数据存放在：{folder}"
    )
    box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
    box.open()
