"""Files that are dragged over the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData


def files_of(data: QMimeData) -> list[Path]:
    """The files of this computer that are dragged; none where something else is."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
