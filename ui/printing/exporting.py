"""Giving the open form out as a file that is opened at once: PDF, 评分底稿, data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QWidget

from core.archive.archive import Archive
from core.archive.errors import ArchiveError
from core.beijing import BEIJING
from core.issuing.filename import file_name
from core.issuing.options import Paper, PrintOptions
from core.issuing.stamping import Filing
from core.output import write_whole
from core.scoring.profile_file import profile_for
from ui.boxes import ask
from ui.feature import Feature, Parts
from ui.file_choice import FileChoice
from ui.settings import FileUse

if TYPE_CHECKING:
    from core.issuing.printing import Printout
    from ui.printing.preview import Preview

PDF, DATA = ".pdf", ".json"
MOST_DOUBTS = 4
"""Sentences in one box; who exports a hundred forms reads no more."""
KINDS = {PDF: "PDF 文件 (*.pdf)", DATA: "自评表数据 (*.json)"}


class Exporting(Feature):
    """Asks where to, makes the file beside the window, opens it."""

    preview_made = Signal()
    """There is a ``preview`` from now on."""

    def __init__(self, parts: Parts, window: QWidget) -> None:
        super().__init__(parts, window)
        self._preview: Preview | None = None

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        return {
            "preview": self.open_preview,
            "blank_paper": lambda: self.look_at(self.blank()),
            "export_pdf": self.ask_file,
            "export_annex": lambda: self.ask_file(paper=Paper.ANNEX),
            "export_json": self.ask_data,
            "folder": lambda: self.show_file(self._shelf.path.parent),
        }

    def ask_file(self, evaluation_id: int | None = None, paper: Paper = Paper.FORM) -> None:
        """Let the clerk choose where a file goes, then write and open it."""
        if not self._autosave.flush():
            return  # the red bar says why; a paper tells of what the archive has
        printout = self.printout(evaluation_id, paper)
        if printout is not None:
            self.ask_printout(printout)

    def ask_printout(self, printout: Printout, over: QWidget | None = None) -> None:
        """As ``ask_file``, for a printout that is made up already.

        ``over``: the window that asks, where that is not the main one; it stays in sight.
        """
        self.issue(printout)
        behind = self._window if over is None else over

        def looked(doubts: tuple[str, ...]) -> None:
            title = _title_of(printout.options.paper)
            self._with_doubts(title, doubts, lambda: self._ask_where(title, printout, behind))

        self._jobs.run("导出", lambda: printout.doubts, looked, self._failed)

    def _with_doubts(self, title: str, doubts: Sequence[str], go_on: Callable[[], object]) -> None:
        """Go on at once where there is nothing to read, else when the clerk says so."""
        if doubts:
            shown = list(doubts[:MOST_DOUBTS])
            if len(doubts) > MOST_DOUBTS:
                shown.append(f"另外还有 {len(doubts) - MOST_DOUBTS} 处。")
            over = QApplication.activeWindow() or self._window
            ask(
                over,
                title,
                "导出前请先看：",
                "\n\n".join(shown),
                ("仍然导出", go_on),
                chapter="打印",
            )
        else:
            go_on()

    def _ask_where(self, title: str, printout: Printout, over: QWidget) -> None:
        suffix = printout.options.paper.suffix
        choice = FileChoice(self._settings, FileUse.EXPORT, over)
        target = choice.save(title, printout.name, KINDS[suffix], suffix)
        if target is not None:
            self.write(target, printout.data)

    def ask_data(self) -> None:
        """Let the clerk choose where the data of the open form go."""
        from core.model.selfeval import dumps

        if not self._autosave.flush():
            return
        evaluation = self._document.evaluation
        self._note_issued(self._open_form.id, self._open_form.version)
        name = file_name(evaluation, DATA)
        target = self._files(FileUse.DATA).save("导出数据", name, KINDS[DATA], DATA)
        if target is not None:
            self.write(target, lambda: dumps(evaluation).encode())

    def issue(self, printout: Printout) -> None:
        """Note that a paper leaves the program: the next edit begins a new version."""
        if printout.filing is not None:
            self._note_issued(printout.filing.number, printout.filing.version)

    def _note_issued(self, number: int | None, version: int) -> None:
        if number is None or self._shelf.read_only:
            return  # nothing can change behind its paper
        try:
            self._shelf.ask(lambda archive: archive.issue(number, version))
        except ArchiveError as error:
            self.refused.emit(str(error))

    def write(self, target: Path, make: Callable[[], bytes]) -> None:
        """Make a file beside the window."""

        def work() -> Path:
            write_whole(target, make())
            return target

        def written(target: Path) -> None:
            self._say_exported(target, shows=True)

        self._jobs.run("导出", work, written, self._failed)

    def printout(
        self, evaluation_id: int | None = None, paper: Paper = Paper.FORM
    ) -> Printout | None:
        """A paper of the open form or of another one; ``None`` where there is none."""
        from core.issuing.printing import archived

        if evaluation_id in (None, self._open_form.id):
            if self._open_form.id is None:
                return None
            if not self._document.closed:
                return self._open_one(paper)
        number = int(evaluation_id or self._open_form.id or 0)
        printout = self._ask(lambda archive: archived(archive, number, paper))
        if printout is None:
            return None
        self._keep_paper(number, printout)
        return self._as_set(printout)

    @property
    def preview(self) -> Preview:
        """打印预览, built when it is first asked for."""
        if self._preview is None:
            from ui.printing.preview import Preview

            theme, settings = self._theme, self._settings
            self._preview = Preview(self._document, theme, settings, self.previewed)
            # A window beside the main one, not above it, and so nobody's child.
            self._window.destroyed.connect(self._preview.deleteLater)
            self._preview.saved.connect(lambda one: self.ask_printout(one, self._preview))
            self._preview.printed.connect(self.issue)
            self.preview_made.emit()
        return self._preview

    def open_preview(self) -> None:
        """Show the open form as it will be printed."""
        self.preview.open()

    def look_at(self, printout: Printout) -> None:
        """Show a printout that is no form of the archive."""
        self.preview.open_fixed(printout)

    def end_preview(self) -> None:
        """Close it for good, where it was ever open."""
        if self._preview is not None:
            self._preview.close()
            self._preview.source.jobs.wait()

    def previewed(self, options: PrintOptions) -> Printout | None:
        """What the preview shows: with what is being typed, without disturbing it."""
        return self.printout(paper=options.paper)

    def blank(self) -> Printout:
        """An empty form to be filled in by hand, on the paper of the open one."""
        from core.filling.beginning import new_form
        from core.issuing.printing import Printout

        form = new_form(self._document.evaluation.template)
        return self._as_set(Printout(form, profile_for(form.profile), for_hand=True))

    def _as_set(self, printout: Printout) -> Printout:
        """The printout as pages were printed last."""
        options = replace(self._settings.print_options, paper=printout.options.paper)
        return replace(printout, options=options)

    def _keep_paper(self, number: int, printout: Printout) -> None:
        """A final form of an older archive has no paper yet: the first one made is the one kept."""
        from core.issuing.finalizing import paper_of

        if printout.filing is not None and printout.filing.final and printout.frozen_file is None:
            self._shelf.send(
                lambda archive: paper_of(archive, number, printout.version, keep=True),
                lambda _: None,  # where it cannot be kept, the same one is made again
            )

    def _open_one(self, paper: Paper) -> Printout:
        """The open draft as it is on the screen, which may be ahead of the archive."""
        from core.issuing.printing import Printout

        opened, document = self._open_form, self._document
        # By the day: the same words give the same pages however often they are made.
        today = datetime.now(BEIJING).replace(hour=0, minute=0, second=0, microsecond=0)
        filing = Filing(
            opened.id or 0,
            opened.version,
            final=False,
            saved=today,
            corrected=opened.corrected,
        )
        printout = Printout(
            document.evaluation,
            document.profile,
            PrintOptions(paper=paper),
            version=opened.version,
            filing=filing,
            last=document.last,
        )
        return self._as_set(printout)

    def look(self, number: int, options: PrintOptions) -> Printout:
        """A form of the archive as it would come out. On any thread; raises ``ArchiveError``."""
        from core.issuing.printing import archived

        paper = options.paper
        printout = self._shelf.ask(lambda archive: archived(archive, number, paper))
        return replace(printout, options=options)

    def take(self, number: int, options: PrintOptions) -> Printout:
        """As ``look``, about to be written: from now on the next edit begins a new version."""
        from core.issuing.printing import archived

        def given_out(archive: Archive) -> Printout:
            printout = archived(archive, number, options.paper)
            if not archive.read_only:
                archive.issue(number, printout.version)
            return printout

        printout = self._shelf.ask(given_out)
        self._keep_paper(number, printout)
        return replace(printout, options=options)


def _title_of(paper: Paper) -> str:
    """What a dialog is called that gives this out: between Chinese words stands no space."""
    return f"导出 {paper.title}" if paper.title.isascii() else f"导出{paper.title}"
