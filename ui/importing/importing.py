"""导入: reads files and folders beside the window, and takes in what the clerk chooses of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.archive.errors import ArchiveError
from core.archive.selecting import of_years
from core.filling.beginning import doubles, draft_of
from core.model.evaluation import Evaluation
from core.quoting import first_of, shown
from ui.archive.filing import Filing
from ui.archive.stored_form import READ_ONLY
from ui.boxes import ask
from ui.feature import Feature, Parts
from ui.importing.destination import Destination
from ui.printing.progress import Count, run_cancellable
from ui.settings import FileUse

if TYPE_CHECKING:
    from core.archive.records import Entry
    from core.exchange.many_files import RefusedFile
    from core.filling.reviewing import Reviewed
    from ui.importing.review_dialog import ReviewDialog

    Found = tuple[Reviewed, ...] | RefusedFile

MOST_SENTENCES = 4
"""So many refusals are read one after the other; of more there is a list."""


class Importing(Feature):
    """What is chosen or dropped is read, reviewed and taken in."""

    restore_requested = Signal(object)
    """What was to be read is a backup or a 交接包: the clerk wants to see what is in it."""

    def __init__(self, parts: Parts, filing: Filing, window: QWidget) -> None:
        super().__init__(parts, window)
        self._filing = filing

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        return {"import": self.ask_files, "import_folder": self.ask_folder}

    def ask_files(self) -> None:
        """Let the clerk choose files and read them."""
        choice = self._files(FileUse.IMPORT)
        if chosen := choice.files("导入自评表", _readable(), short=True):
            self.read(chosen)

    def ask_folder(self) -> None:
        """Let the clerk choose a folder and read all that is in it."""
        if chosen := self._files(FileUse.IMPORT).folder("导入文件夹里的自评表"):
            self.read([chosen])

    def read(self, paths: Sequence[Path]) -> None:
        """Read files and folders; what another program wrote is reviewed before it is taken in."""
        from core.exchange.many_files import RefusedFile, read_files
        from core.filling.reviewing import reviewed

        if self._shelf.read_only:
            self.refused.emit(READ_ONLY)
            return
        count = Count()

        def work(cancelled: Event) -> list[Found]:
            return [
                one if isinstance(one, RefusedFile) else reviewed(one)
                for one in read_files(paths, cancelled, count.tell)
            ]

        run_cancellable(
            self._jobs, "读取自评表", self._window, work, self._read, self._failed, count=count
        )

    def _read(self, found: list[Found]) -> None:
        from core.exchange.many_files import RefusedFile

        refused = [one for one in found if isinstance(one, RefusedFile)]
        forms = [form for one in found if not isinstance(one, RefusedFile) for form in one]
        if not found:
            self.refused.emit("这里没有可以导入的文件（Excel、Word、PDF、CSV、网页或自评表数据）")
            return
        if len(found) == 1 and refused and refused[0].is_archive:
            self._offer_to_restore(refused[0])
            return
        if not any(form.file.source for form in forms) and len(refused) <= MOST_SENTENCES:
            # Our own data come back to the letter: there is nothing to review.
            sentences = "\n".join(one.why for one in refused)
            self._filing.take_in([form.form for form in forms], sentences)
            return
        self.review(forms, refused)

    def _offer_to_restore(self, file: RefusedFile) -> None:
        ask(
            self._window,
            "导入",
            f"{shown(file.path.name)}是自评通的档案、备份或交接包，不是一份表",
            "用它恢复以前，先看里面有哪些表、和现在的档案差在哪里；现在的档案会留存。",
            ("看里面有什么…", lambda: self.restore_requested.emit(file.path)),
            chapter="备份",
        )

    def review(self, forms: Sequence[Reviewed], refused: Sequence[RefusedFile]) -> ReviewDialog:
        """Show the forms beside their files."""
        from ui.importing.review_dialog import ReviewDialog

        known = self._of_years_of([one.form for one in forms])
        for at in doubles(known, [one.form for one in forms]):
            forms[at].double = True
            forms[at].fillable = draft_of(known, forms[at].form) is not None
        dialog = ReviewDialog(forms, refused, self._ways(), self._theme, self._window)
        dialog.accepted_for.connect(self._take)
        dialog.open()
        return dialog

    def _of_years_of(self, forms: Sequence[Evaluation]) -> Sequence[Entry]:
        """What the archive has of the years of these."""
        years = list({form.year for form in forms})
        return self._ask(lambda archive: of_years(archive, years)) or ()

    def _ways(self) -> tuple[Destination, ...]:
        way = Destination
        if self._open_form.id is None:
            return (way.NEW, way.THERE, way.CARRY)
        if self._document.closed:
            return (way.NEW, way.THERE, way.CARRY)  # nothing about a final form changes
        return (way.NEW, way.OPEN, way.THERE, way.CARRY, way.LAST)

    def _take(self, taken: Sequence[Reviewed], way: Destination) -> None:
        forms = [one.form for one in taken]
        if way is Destination.NEW:
            told = [at for at, one in enumerate(taken) if one.double]
            self._filing.take_in(forms, told=told)
        elif way is Destination.OPEN:
            self.fill_in(forms[0])
        elif way is Destination.THERE:
            self._fill_in_the_double(forms[0])
        elif way is Destination.CARRY:
            self._carry(forms)
        else:
            self._make_last_year(forms[0])

    def fill_in(self, form: Evaluation) -> None:
        """Lay a form beside the open one and let the clerk choose what is filled in."""
        from core.filling.merging import merge, merging
        from ui.importing.merge_dialog import MergeDialog

        own = self._document.evaluation
        found = merging(own, self._document.assessment.scorecard, form)
        if not found.additions:
            self.message.emit("两份表没有不同，没有可填的内容", None)
            return
        dialog = MergeDialog(found, self._window)

        def fill() -> None:
            edit = merge(found, dialog.chosen())
            if edit is None or self._document.evaluation is not own:
                return
            self.backup_needed.emit("导入前")
            if self._document.edit(edit):
                undo = self._document.way_back()
                self.message.emit(f"已填入 {len(dialog.chosen())} 处", undo)

        dialog.accepted.connect(fill)
        dialog.open()

    def _fill_in_the_double(self, form: Evaluation) -> None:
        there = draft_of(self._of_years_of([form]), form)
        if there is None:
            self._filing.take_in([form])  # corrected meanwhile: it is no second one any more
        elif self._filing.open(there.id):
            if self._document.closed:
                self.refused.emit(self._document.closed)
            else:
                self.fill_in(form)

    def _carry(self, forms: Sequence[Evaluation]) -> None:
        """Each form into the archive, and from it the form of the next year."""
        from core.years.carry_over import carry_over

        undated = [one for one in forms if not isinstance(one.year, int)]
        if undated:
            named = first_of([f"“{' '.join(one.project.split())}”" for one in undated], "份")
            self.refused.emit(f"{named}没有读到年度，不知道结转到哪一年；请先在核对窗口里补上年度")
            return
        if not self._autosave.flush():
            return
        self.backup_needed.emit("导入前")
        nexts = [carry_over(form, int(form.year) + 1) for form in forms]
        there = doubles(self._of_years_of(nexts), nexts)
        for at, form in enumerate(forms):
            last = self._filing.put(form)
            if last is None:
                return
            if at not in there and not self._filing.start(nexts[at], follows=last):
                return
        self.message.emit(_carried(forms, nexts, there), None)

    def _make_last_year(self, form: Evaluation) -> None:
        own = self._document.evaluation
        years = (form.year, own.year)
        if not all(isinstance(year, int) for year in years) or years[0] == int(own.year) - 1:
            self._link_last_year(form)
            return
        ask(
            self._window,
            "作为上年的表",
            f"文件里是 {form.year} 年度的，打开的表是 {own.year} 年度的，不是前后两年。",
            "年度读错了的，请取消后在核对窗口里改正。",
            ("仍然作为上年", lambda: self._link_last_year(form)),
            chapter="导入手头的表",
        )

    def _link_last_year(self, form: Evaluation) -> None:
        from core.years.carry_over import promised_in_words, promises

        number = self._open_form.id
        if number is None or not self._autosave.flush():
            return
        self.backup_needed.emit("导入前")
        last = self._filing.put(form)
        if last is None:
            return
        try:
            self._shelf.ask(lambda archive: archive.follow(number, last))
        except ArchiveError as error:
            self.refused.emit(str(error))
            return
        self._filing.reload()
        count = len(promises(form))
        promised = f"，{promised_in_words(count)}" if count else ""
        self.message.emit(f"已作为这份表的上年{promised}", None)


def _readable() -> str:
    """The kinds of files that are read, as a file dialog wants them."""
    from core.exchange.formats import FORMATS

    known = (suffix for one in FORMATS if one.readable for suffix in one.suffixes)
    names = " ".join(f"*{suffix}" for suffix in known)
    return f"能导入的文件 ({names});;所有文件 (*)"


def _carried(forms: Sequence[Evaluation], nexts: Sequence[Evaluation], there: Sequence[int]) -> str:
    from core.years.carry_over import promised_in_words, promises

    new = [at for at in range(len(forms)) if at not in there]
    years = "、".join(dict.fromkeys(str(nexts[at].year) for at in new))
    said = [f"已导入 {len(forms)} 份"]
    if new:
        said.append(f"结转出 {years} 年度的 {len(new)} 份")
    if there:
        said.append(f"下一年度的已有 {len(there)} 份，没有再建")
    if count := sum(len(promises(forms[at])) for at in range(len(forms))):
        said.append(promised_in_words(count))
    return "，".join(said)
