"""A form that has become the second one of its project and year is told so while it is open."""

from __future__ import annotations

from concurrent.futures import Future

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from core.archive.archive import Archive
from core.archive.records import STAGE_NAMES, Entry
from core.filling.beginning import same_project
from core.quoting import one_line
from ui.archive.filing import Filing
from ui.document import Change
from ui.feature import Feature, Lasting, Parts

PAUSE = 700
"""Milliseconds without a key: a name that is half typed is nobody's double."""


class Doubles(Feature):
    """Looks into the archive when 项目名称, 年度 or 实施单位 of the open form was changed."""

    def __init__(self, parts: Parts, filing: Filing, window: QWidget) -> None:
        super().__init__(parts, window)
        self._filing = filing
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(PAUSE)
        self._typing.timeout.connect(self.look)
        self._document.changed.connect(self._follow)

    def look(self) -> None:
        """Look without waiting; the form may be another when the answer comes."""
        if self._shelf.closed:
            return
        form, number = self._document.evaluation, self._open_form.id

        def work(archive: Archive) -> Entry | None:
            if number is None or archive.entry(number).corrects is not None:
                return None  # a correction is meant to be the second one
            others = (entry for entry in archive.list(form.year) if entry.id != number)
            return next((entry for entry in others if same_project(entry, form)), None)

        def found(done: Future[Entry | None]) -> None:
            there = None if done.exception() is not None else done.result()
            if there is not None and self._open_form.id == number:
                project = one_line(there.project)
                self.message.emit(
                    f"档案里已有“{project}”{there.year} 年度的自评表"
                    f"（{STAGE_NAMES[there.stage]}），"
                    "一个项目一个年度通常只有一份",
                    Lasting("打开那一份", lambda: self._filing.open(there.id)),
                )

        self._shelf.send(work, found)

    def _follow(self, change: Change) -> None:
        old, new = change.before, change.after
        heads = [(form.project, form.year, form.unit) for form in (old, new)]
        if change.loaded:
            self._typing.stop()
        elif heads[0] != heads[1]:
            self._typing.start()
