"""历年一览: a project's or the unit's years as a picture, its figures beside it, and on a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from core.archive.archive import Archive
from core.issuing.filename import safe_name
from core.output import write_whole
from ui.feature import EXPECTED_ERRORS, Feature, Lasting
from ui.printing.exporting import show_file

if TYPE_CHECKING:
    from core.years.trend import Trend


class Trends(Feature):
    """Looks back over the years."""

    trend_ready = Signal(object, str)
    """A ``Trend``, and of what it is; whoever asked may be gone by then."""

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        return {"trend": self.show}

    def show(self) -> None:
        """Show the project of the open form, else the unit."""
        from ui.archive.trend_dialog import TrendDialog

        if not self._autosave.flush():
            return
        entries = self._ask(Archive.list)
        if entries is None:
            return
        own = [entry for entry in entries if not entry.is_sample]
        number = self._open_form.id
        opened = number is not None and any(entry.id == number for entry in entries)
        units = sorted({entry.unit for entry in own if entry.unit.strip()})
        dialog = TrendDialog(units, self._theme, self._window, with_project=opened)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.wanted.connect(self.look)
        dialog.page_requested.connect(self.ask_page)
        self.trend_ready.connect(dialog.show_trend)
        dialog.open()
        dialog.begin()

    def look(self, wanted: str) -> None:
        """Look through the archive without holding the window up."""
        from core.years.trend import project_trend, unit_trend
        from ui.archive.trend_dialog import PROJECT

        number = self._open_form.id

        def work(archive: Archive) -> Trend:
            if wanted == PROJECT and number is not None:
                return project_trend(archive, number)
            return unit_trend(archive, "" if wanted == PROJECT else wanted)

        def done(found: Future[Trend]) -> None:
            error = found.exception()
            if isinstance(error, EXPECTED_ERRORS):
                self.refused.emit(str(error))
            else:
                self.trend_ready.emit(found.result(), wanted)

        self._shelf.send(work, done)

    def ask_page(self, trend: Trend) -> None:
        """Let the clerk choose where the page goes, then write and show it."""
        from core.years.trend_files import trend_pdf

        name = safe_name(f"{trend.title}_{trend.subject}") + ".pdf"
        target = self._choose_pdf("导出历年一览", name)
        if target is None:
            return
        setup = self._settings.page_setup

        def work() -> None:
            write_whole(target, trend_pdf(trend, setup))

        def written(_: None) -> None:
            self.message.emit(
                f"已导出“{target.name}”", Lasting("打开文件夹", lambda: show_file(target.parent))
            )

        self._jobs.run("导出", work, written, self._failed)
