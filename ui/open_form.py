"""What is open: which evaluation of the archive, in which version and stage."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from core.archive.records import Entry, Stage


class OpenForm(QObject):
    """Which evaluation the document shows. Autosave follows it; ``None`` as id: none is open."""

    opened = Signal(bool)
    """Another one is open; whether its present version was begun just now, in this session."""
    closed = Signal()
    """None is open any more."""
    changed = Signal()
    """Its version is another."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.id: int | None = None
        self.version = 0
        self.stage = Stage.DRAFT
        self.final_number = ""
        self.corrected: str | None = None
        """Of a 更正: the 定稿编号 that it corrects, blank where that is not known."""
        self.sample = ""
        """What the head of the shipped sample said, where this is that (``sample_head``)."""

    def open(self, entry: Entry, *, fresh: bool, corrected: str | None = None) -> None:
        """The document shows this evaluation from now on; ``fresh``: it was begun just now."""
        self.close()
        self.id, self.version = entry.id, entry.version
        self.stage, self.final_number = entry.stage, entry.final_number
        self.corrected, self.sample = corrected, entry.sample
        self.opened.emit(fresh)

    def close(self) -> None:
        """The document shows nothing of the archive."""
        self.id = None
        self.closed.emit()

    def begin(self, version: int) -> None:
        """It was saved under this version."""
        if version != self.version:
            self.version = version
            self.changed.emit()
