"""导出…: one dialog for every kind and any number of forms, written beside the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from core.issuing.options import Paper, PrintOptions
from ui.exporting.blank_list import BlankList
from ui.feature import Feature, Parts
from ui.printing.exporting import Exporting
from ui.printing.progress import Count, Progress
from ui.settings import FileUse

if TYPE_CHECKING:
    from core.archive.archive import Archive
    from core.issuing.batch import Batch, Clash, Done, Expected
    from core.issuing.printing import Printout
    from ui.exporting.export_dialog import Forms, Offer, Wish

T = TypeVar("T")
TITLE = "导出"


class BatchExport(Feature):
    """Asks once, looks ahead, asks about what was found, writes, reports."""

    def __init__(
        self,
        parts: Parts,
        exporting: Exporting,
        chosen: Callable[[], Sequence[int]],
        window: QWidget,
    ) -> None:
        """``chosen``: the numbers of the lines that are chosen in 档案总览."""
        super().__init__(parts, window)
        self._exporting = exporting
        self._chosen = chosen
        self.blanks = BlankList(parts, exporting, window)
        self.blanks.message.connect(self.message)
        self.blanks.refused.connect(self.refused)
        self.progress: Progress | None = None

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        return {"export": self.ask, "blanks": self.blanks.show}

    def ask(self, numbers: Sequence[int] = ()) -> None:
        """Let the clerk choose; ``numbers`` are forms that are chosen already."""
        if not self._autosave.flush():
            return  # the red bar says why; a file tells of what the archive has
        opened, wanted = self._open_form.id, tuple(numbers or self._chosen())
        self._ask_beside(lambda archive: offer(archive, opened, wanted), self._choose)

    def _choose(self, found: Offer) -> None:
        """Show the dialog, with what there is to choose from."""
        from ui.exporting.export_dialog import ExportDialog

        if not any(found):
            self.message.emit("档案里还没有自评表，没有可以导出的", None)
            return
        settings = self._settings
        last = Paper.FORM
        with suppress(ValueError):
            last = Paper(settings.exported)
        dialog = ExportDialog(
            found, last, settings.start_of(FileUse.EXPORT), self._theme, self._window
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.blanks_wanted.connect(lambda: self.blanks.choose(dialog))
        self.blanks.changed.connect(dialog.show_blanks)
        dialog.show_blanks(self.blanks.all(), settings.blank)
        dialog.accepted.connect(lambda: self._accept(dialog.wish))
        dialog.open()

    def _accept(self, wish: Wish | None) -> None:
        if wish is None:
            return
        self._settings.exported = wish.paper.value
        if wish.blank is not None:
            self._settings.blank = wish.blank.name
        year = wish.year
        if year is None:
            self.look_and_write(wish)
            return

        self._ask_beside(
            lambda archive: forms_in(archive, year),
            lambda forms: self.look_and_write(wish._replace(forms=forms, year=None)),
        )

    def look_and_write(self, wish: Wish) -> None:
        """Tell what is to be read before, ask about files that are there, then write all."""
        from core.issuing.batch_report import remarks_ahead
        from ui.exporting.text_dialog import AheadDialog

        batch = self._batch(wish, self._exporting.look)
        progress, count = self._show_progress("导出前核对", batch)

        def work() -> list[Expected]:
            return list(_counted(batch.look_ahead(), count, len(wish.forms)))

        def looked(expected: list[Expected]) -> None:
            # It is one: what was typed may be anything.
            self._settings.note_folder(FileUse.EXPORT, wish.folder)
            remarks = remarks_ahead(expected)
            taken = tuple(sorted({one.name for one in expected if one.taken}))
            if not remarks and not taken:
                self.write(wish)
                return
            dialog = AheadDialog(remarks, taken, wish.folder, self._window)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.accepted.connect(lambda: self.write(wish, dialog.clash))
            dialog.open()

        def ended(hand: Callable[[], None]) -> None:
            progress.finish()
            if not batch.cancel.is_set():
                hand()

        self._jobs.run(
            TITLE,
            work,
            lambda expected: ended(lambda: looked(expected)),
            lambda error: ended(lambda: self._failed(error)),
        )

    def write(self, wish: Wish, clash: Clash | None = None) -> None:
        """Write the files, with progress, until done or stopped; report what became of each."""
        batch = self._batch(wish, self._exporting.take, clash)
        progress, count = self._show_progress(TITLE, batch)

        def work() -> list[Done]:
            return list(_counted(batch.write_all(), count, len(wish.forms)))

        def ended(done: list[Done]) -> None:
            progress.finish()
            self._report(wish, done)

        def failed(error: Exception) -> None:
            progress.finish()
            self._failed(error)

        self._jobs.run(TITLE, work, ended, failed)

    def _batch(
        self,
        wish: Wish,
        load: Callable[[int, PrintOptions], Printout],
        clash: Clash | None = None,
    ) -> Batch:
        from core.issuing.batch import Batch, Clash

        blank = None if wish.blank is None else wish.blank.path
        name = "" if blank is None else blank.name
        options = replace(self._settings.print_options, paper=wish.paper, blank=name)
        return Batch(
            forms=wish.forms,
            folder=wish.folder,
            load=lambda number: load(number, options),
            blank=blank,
            clash=clash or Clash.RENAME,
        )

    def _show_progress(self, title: str, batch: Batch) -> tuple[Progress, Count]:
        count = Count()
        count.tell(0, len(batch.forms))
        progress = Progress(title, len(batch.forms), self._window, beside=True)
        progress.follow(count)
        progress.stopped.connect(batch.cancel.set)
        self.progress = progress
        return progress, count

    def _report(self, wish: Wish, done: list[Done]) -> None:
        from core.issuing.batch_report import remarkable, report, report_table, summary_of
        from ui.exporting.kind_cards import KINDS
        from ui.exporting.text_dialog import ReportDialog

        self.progress = None
        # With its kind: the next export says something else, so it is seen to be done.
        kind = next(one.title for one in KINDS if one.paper is wish.paper)
        summary = f"{kind}：{summary_of(done)}，在“{wish.folder.name or wish.folder}”"
        if not remarkable(done):
            self.message.emit(summary, self._way_to(wish.folder))
            return
        dialog = ReportDialog("导出结果", summary, report(done), report_table(done), self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.folder_wanted.connect(self._way_to(wish.folder).act)
        dialog.open()


def offer(archive: Archive, opened: int | None, wanted: Sequence[int]) -> Offer:
    """What there is to export: the open form, those that are chosen, whole years."""
    from core.archive.overview import year_of
    from core.archive.selecting import chosen
    from core.issuing.selection import counts_of_years, titled
    from ui.exporting.export_dialog import Offer

    open_forms = chosen(archive, () if opened is None else (opened,))
    year = next((year_of(one) for one in open_forms), "")
    wished = titled(chosen(archive, wanted))
    return Offer(titled(open_forms), wished, counts_of_years(archive), year)


def forms_in(archive: Archive, year: str) -> Forms:
    """The forms of a year, each with its title."""
    from core.issuing.selection import forms_of_year, titled

    return titled(forms_of_year(archive, year))


def _counted(found: Iterator[T], count: Count, total: int) -> Iterator[T]:
    """Tells after each one how many there were."""
    for at, one in enumerate(found, start=1):
        count.tell(at, total)
        yield one
