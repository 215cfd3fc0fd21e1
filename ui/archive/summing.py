"""年度汇总: all projects of a year in one table, as files, and the paragraph for 决算公开."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QWidget,
)

from core.issuing.filename import safe_name
from core.output import write_whole
from ui.feature import Feature, Parts
from ui.jobs import LatestJob
from ui.printing.progress import Count
from ui.settings import FileUse

if TYPE_CHECKING:
    from core.years.year_page import YearPage
    from core.years.yearly import Year

KINDS = {".xlsx": "Excel 文件 (*.xlsx)", ".pdf": "PDF 文件 (*.pdf)"}


class Summing(Feature):
    """Sums up a year from the archive."""

    opened = Signal(int)
    """The clerk wants to see a project's form."""
    begun = Signal(object)
    """A year is being summed up: a ``Count`` of how far it is; ``None``: it was given up."""
    summed = Signal(object)
    """A ``YearPage``; whoever asked may be gone by then."""

    def __init__(self, parts: Parts, window: QWidget) -> None:
        super().__init__(parts, window)
        self._job = LatestJob(parts.jobs)

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        return {"summary": self.show}

    def show(self) -> None:
        """Show the year of the open form, else the newest."""
        from core.years.yearly import years
        from ui.archive.summary_dialog import SummaryDialog

        if not self._autosave.flush():
            return
        known = self._ask(years)
        if known is None:
            return
        if not known:
            self.message.emit("档案里还没有填了年度的自评表，没有可以汇总的", None)
            return
        open_year = self._document.evaluation.year if self._open_form.id is not None else None
        dialog = SummaryDialog(known, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.year_chosen.connect(self.sum_up)
        dialog.finished.connect(self._job.cancel)
        self.begun.connect(dialog.follow)
        self.summed.connect(dialog.show_year)
        dialog.file_requested.connect(self.ask_file)
        dialog.opened.connect(self.opened)
        dialog.open()
        dialog.begin(open_year if open_year in known else known[0])

    def sum_up(self, year: int) -> None:
        """Assess every form of a year beside the window, and beside the archive's other work.

        Of the year that was asked for before, nothing comes any more.
        """
        from core.years.year_page import page_of
        from core.years.yearly import year_in_steps

        count = Count()

        def work(cancel: Event) -> YearPage:
            return page_of(
                year_in_steps(self._shelf.ask, year, on_progress=count.tell, cancel=cancel)
            )

        def failed(error: Exception) -> None:
            self.begun.emit(None)
            self._failed(error)

        self.begun.emit(count)
        self._job.run("年度汇总", work, self.summed.emit, failed)

    def ask_file(self, year: Year, ending: str) -> None:
        """Let the clerk choose where the summary goes, then write and open it."""
        from core.years.summary_files import FILES, pdf, title_of

        name = f"{safe_name(title_of(year))}{ending}"
        choice = self._files(FileUse.EXPORT)
        target = choice.save("导出汇总表", name, KINDS[ending], ending)
        if target is None:
            return
        setup = self._settings.page_setup

        def work() -> None:
            made = pdf(year, setup) if ending == ".pdf" else FILES[ending](year)
            write_whole(target, made)

        def written(_: None) -> None:
            self._say_exported(target, shows=True)

        self._jobs.run("导出汇总表", work, written, self._failed)
