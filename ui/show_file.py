"""Shows a file that was written, or a folder, with the system's own program."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

SHOWN = {".pdf", ".xlsx", ".docx"}
"""Endings of files that may be shown: those that no system runs."""


def show_file(path: Path) -> bool:
    """Show a file that was just written, or a folder.

    ``False`` where there is no program for it, and for anything that could be a program: a name may
    come from settings or an archive.
    """
    if path.is_dir():
        harmless = path.suffix.lower() != ".app"  # macOS starts such a folder
    else:
        harmless = path.is_file() and path.suffix.lower() in SHOWN
    if not harmless:
        return False
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
