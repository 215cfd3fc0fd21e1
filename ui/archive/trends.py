"""历年一览: a project's or the unit's years as a picture, its figures beside it, and on a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from core.archive.archive import Archive
from core.issuing.filename import safe_name
from core.output import write_whole
from ui.feature import Feature, Parts
from ui.jobs import LatestJob

if TYPE_CHECKING:
    from core.years.trend import Trend


class Trends(Feature):
    """Looks back over the years."""

    trend_ready = Signal(object, str)
    """A ``Trend``, and of what it is; whoever asked may be gone by then."""

    def __init__(self, parts: Parts, window: QWidget) -> None:
        super().__init__(parts, window)
        self._job = LatestJob(parts.jobs)

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        return {"trend": self.show}

    def show(self) -> None:
        """Show the project of the open form, else the unit."""
        from core.archive.selecting import chosen, units

        if not self._autosave.flush():
            return
        number = self._open_form.id

        def work(archive: Archive) -> tuple[tuple[str, ...], bool]:
            return units(archive), number is not None and bool(chosen(archive, [number]))

        self._ask_beside(work, self._choose)

    def _choose(self, found: tuple[tuple[str, ...], bool]) -> None:
        from ui.archive.trend_dialog import TrendDialog

        known, opened = found
        dialog = TrendDialog(known, self._theme, self._window, with_project=opened)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.wanted.connect(self.look)
        dialog.finished.connect(self._job.cancel)
        dialog.page_requested.connect(self.ask_page)
        self.trend_ready.connect(dialog.show_trend)
        dialog.open()
        dialog.begin()

    def look(self, wanted: str) -> None:
        """Look through the archive beside the window, and beside the archive's other work.

        Of what was asked for before nothing comes any more.
        """
        from core.years.trend import project_trend, unit_trend_in_steps
        from ui.archive.trend_dialog import PROJECT

        number = self._open_form.id

        def work(cancel: Event) -> Trend:
            if wanted == PROJECT and number is not None:
                return self._shelf.ask(lambda archive: project_trend(archive, number))
            unit = "" if wanted == PROJECT else wanted
            return unit_trend_in_steps(self._shelf.ask, unit, cancel=cancel)

        def done(found: Trend) -> None:
            self.trend_ready.emit(found, wanted)

        self._job.run("历年一览", work, done, self._failed)

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
            self._say_exported(target)

        self._jobs.run("导出", work, written, self._failed)
