"""Asks for files and where they go: each kind of file begins in the folder where it was last."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QTreeView, QWidget

from core.home import home_folder
from core.quoting import shown
from core.storage import answers
from ui.dialog import keep_on_screen
from ui.plain_box import PlainBox
from ui.settings import FileUse, Settings

_SHORT = QFileDialog.Option.HideNameFilterDetails


_COLUMNS = {1: "1023.99 KiB", 2: "Excel 97-2003 工作表", 3: "2026/12/29 23:59"}
"""The longest texts that are usual in the columns of Qt's own dialog, which are made for others."""
_AIR = 20
_NAMES = 260
"""Pixels for the names beside them."""


def _give_columns_room() -> None:
    """Widen the columns of Qt's own dialog once it is there; the system's own is left alone."""

    def widen() -> None:
        dialog = QApplication.activeModalWidget()
        lines = dialog.findChild(QTreeView) if isinstance(dialog, QFileDialog) else None
        if lines is None or dialog is None:
            return
        header, letters = lines.header(), lines.fontMetrics()
        widths = {at: letters.horizontalAdvance(text) + _AIR for at, text in _COLUMNS.items()}
        free = dialog.screen().availableGeometry().width()
        beside = dialog.width() - lines.viewport().width()
        dialog.resize(min(free, sum(widths.values()) + _NAMES + beside), dialog.height())
        header.resizeSection(0, _NAMES)
        for at, width in widths.items():
            header.resizeSection(at, width)
        keep_on_screen(dialog)

    QTimer.singleShot(0, widen)  # the dialog has its own loop of events


def ask_where(
    over: QWidget, title: str, proposed: Path, kinds: str, ending: str = ""
) -> Path | None:
    """Where the clerk wants a file that is proposed here; ``None``: nowhere.

    ``kinds`` as Qt writes them; a name without ``ending`` gets it.  The dialog asks before it
    replaces a file, but only about the name as it was typed: of what gets its ending here, this
    asks.
    """
    while True:
        _give_columns_room()
        chosen, _ = QFileDialog.getSaveFileName(over, title, str(proposed), kinds)
        if not chosen:
            return None
        target = Path(chosen)
        if not ending or target.suffix.lower() == ending:
            return target
        target = target.with_name(target.name + ending)
        if not target.exists() or may_replace(over, title, target):
            return target
        proposed = target


def ask_folder(over: QWidget | None, title: str, *starts: str | Path) -> Path | None:
    """The folder that the clerk chooses, beginning in the first of these that answers."""
    _give_columns_room()
    chosen = QFileDialog.getExistingDirectory(over, title, _beginning(starts))
    return Path(chosen) if chosen else None


def ask_file(over: QWidget | None, title: str, kinds: str, *starts: str | Path) -> Path | None:
    """The file that the clerk chooses; ``kinds`` as Qt writes them."""
    _give_columns_room()
    chosen, _ = QFileDialog.getOpenFileName(over, title, _beginning(starts), kinds)
    return Path(chosen) if chosen else None


def _beginning(starts: Sequence[str | Path]) -> str:
    """The first of these folders that a dialog can show, else the home.

    A share that does not answer would hold the window, and so would what the system shows as files.
    """
    known = (str(one) for one in starts if str(one) and answers(Path(one)))
    return next(known, str(home_folder() or ""))


def may_replace(over: QWidget, title: str, target: Path) -> bool:
    """Ask whether a file that is there may be replaced."""
    box = PlainBox(over, chapter="打印")
    box.setWindowTitle(title)
    box.setText(f"{shown(target.name)}已经存在，要替换它吗？")
    replace = box.addButton("替换", QMessageBox.ButtonRole.AcceptRole)
    leave = box.addButton("另起名称", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(leave)
    box.setEscapeButton(leave)
    box.exec()
    return box.clickedButton() is replace


class FileChoice:
    """The same, with the folders that the settings remember for each use."""

    def __init__(self, settings: Settings, use: FileUse, window: QWidget) -> None:
        """``window``: over which to ask where no other one is active."""
        self._settings, self._use, self._window = settings, use, window

    def save(self, title: str, name: str, kinds: str, ending: str = "") -> Path | None:
        """Where a file goes, offered under this name."""
        proposed = Path(self._settings.start_of(self._use)) / name
        target = ask_where(self._over, title, proposed, kinds, ending)
        if target is not None:
            self._note(target.parent)
        return target

    def files(self, title: str, kinds: str, *, short: bool = False) -> Sequence[Path]:
        """The files that the clerk chooses; ``short``: without a long list of endings."""
        _give_columns_room()
        place = (self._over, title, self._settings.start_of(self._use), kinds)
        if short:
            chosen, _ = QFileDialog.getOpenFileNames(*place, options=_SHORT)
        else:
            chosen, _ = QFileDialog.getOpenFileNames(*place)
        if chosen:
            self._note(Path(chosen[0]).parent)
        return [Path(name) for name in chosen]

    def file(self, title: str, kinds: str) -> Path | None:
        """The file that the clerk chooses."""
        chosen = ask_file(self._over, title, kinds, self._settings.start_of(self._use))
        if chosen is not None:
            self._note(chosen.parent)
        return chosen

    def folder(self, title: str) -> Path | None:
        """The folder that the clerk chooses."""
        chosen = ask_folder(self._over, title, self._settings.start_of(self._use))
        if chosen is not None:
            self._note(chosen)
        return chosen

    @property
    def _over(self) -> QWidget:
        return QApplication.activeWindow() or self._window

    def _note(self, folder: Path) -> None:
        self._settings.note_folder(self._use, folder)
