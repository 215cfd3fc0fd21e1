"""Brings the window into the states that no command opens: hostile texts, nothing found, errors."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QToolButton, QWidget

from core.model.edits import SetField
from core.model.evaluation import ROOT, Indicator
from core.model.path import Path
from core.years.carry_over import carry_over
from tests.ui.every_dialog import OPENERS, UNBROKEN
from ui.main_window import MainWindow

HOSTILE = "<b>农村饮水</b>&amp;安全\u202e反向\u200b" + "很长的项目名称" * 30
REASON = ("因年度内业务系统升级，数据口径调整，部分群众反映办理环节较多。" * 110)[:3000]
NOWHERE = "完全没有的字"


def _rows(window: MainWindow) -> list[Indicator]:
    return list(window.document.evaluation.indicators)


def _write(window: MainWindow, node: int, field: str, text: str) -> Path:
    path = Path(node, field)
    window.document.edit(SetField(path, text))
    return path


def _hostile_names(window: MainWindow) -> QWidget:
    _write(window, ROOT, "project", HOSTILE)
    _write(window, ROOT, "unit", "某某省某某市某某县" * 30)
    _write(window, ROOT, "department", "A" * 400)
    first, second, third = _rows(window)[:3]
    _write(window, second.id, "target", "=" + "1234567890" * 8 + "%")
    _write(window, third.id, "score", "1234567890.123456")
    window.go_to(_write(window, first.id, "name", UNBROKEN))
    return window


def _long_reason(window: MainWindow) -> QWidget:
    window.go_to(_write(window, _rows(window)[40].id, "deviation", REASON), edit=True)
    return window


def _errors(window: MainWindow) -> QWidget:
    first, second, third, fourth = _rows(window)[:4]
    _write(window, second.id, "points", "十分")
    _write(window, third.id, "actual", "50%")
    _write(window, fourth.id, "actual", "")
    window.go_to(_write(window, first.id, "score", "999"))
    window.commands["check"].trigger()
    return window


def _nothing_written(window: MainWindow) -> QWidget:
    """A form of last year, with all of its figures still to come."""
    window.filing.start(carry_over(window.document.evaluation, 2022))
    window.jobs.wait()
    return window


def _warning_chosen(window: MainWindow) -> QWidget:
    window.commands["next"].trigger()
    return window


def _typed(window: MainWindow, command: str, field: str) -> QWidget:
    window.commands[command].trigger()
    for line in window.findChildren(QLineEdit):
        if line.accessibleName() == field and line.isVisible():
            line.setText(NOWHERE)
            return window
    raise AssertionError(field)


def _home_finds_nothing(window: MainWindow) -> QWidget:
    if not window.home.search.text():
        OPENERS["home"](window)
        window.home.search.setText(NOWHERE)
    while window.home.model.entries:
        QApplication.processEvents()
    return window


def _empty_bin(window: MainWindow) -> QWidget:
    if not window.home.bin.isChecked():
        OPENERS["home"](window)
        window.home.bin.setChecked(True)
    return window


def _long_notice(window: MainWindow) -> QWidget:
    window.notice.warn(f"没有读进来：{UNBROKEN}可能已经损坏", ("知道了", lambda: None))
    return window


def _not_saved(window: MainWindow) -> QWidget:
    window.trouble.warn(
        f"没有保存成功：{UNBROKEN} 所在的磁盘已满。修改都还在窗口里。",
        ("立即重试", lambda: None),
        ("另存为文件", lambda: None),
    )
    return window


def _no_such_paper(window: MainWindow) -> QWidget:
    dialog = OPENERS["identify"](window)
    for line in dialog.findChildren(QLineEdit):
        line.setText("PGPU RCXN")
    for button in dialog.findChildren(QPushButton):
        if button.text() == "核对":
            button.click()
    window.jobs.wait()
    return dialog


def _export_into_a_blank(window: MainWindow) -> QWidget:
    """The kind that asks for most: the dialog grows while it is open."""
    dialog = OPENERS["export"](window)
    for card in dialog.findChildren(QToolButton):
        if card.text() == "上级空表":
            card.click()
    return dialog


STATES: dict[str, Callable[[MainWindow], QWidget]] = {
    "hostile_names": _hostile_names,
    "long_reason": _long_reason,
    "errors": _errors,
    "nothing_written": _nothing_written,
    "warning_chosen": _warning_chosen,
    "palette_finds_nothing": lambda window: _typed(window, "palette", "查找命令"),
    "find_finds_nothing": lambda window: _typed(window, "find", "在表中查找"),
    "home_finds_nothing": _home_finds_nothing,
    "empty_bin": _empty_bin,
    "long_notice": _long_notice,
    "not_saved": _not_saved,
    "no_such_paper": _no_such_paper,
    "export_into_a_blank": _export_into_a_blank,
}
