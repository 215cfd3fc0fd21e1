"""Files and the archive: open, begin, copy, read in, put away. One form is open."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TypeVar

from PySide6.QtCore import Signal

from core.archive.archive import Archive
from core.archive.errors import ArchiveError
from core.archive.records import STAGE_NAMES, Entry, Summary
from core.archive.selecting import chosen, last_changed, of_years, shipped_sample
from core.assessment import assess
from core.filling.beginning import UnitDetails, copied, doubles, same_project
from core.model.evaluation import Evaluation
from core.quoting import first_of
from core.scoring.profile_file import profile_for
from core.summary import summarize
from ui.archive.stored_form import read_form
from ui.feature import Button, Feature, Lasting

T = TypeVar("T")


def _nothing() -> None:
    pass


class Filing(Feature):
    """What the window does with whole forms."""

    overview_requested = Signal(object)
    """These forms are to be seen in 档案总览, a sequence of their numbers."""
    """Several forms came into the archive at once: the list shows them."""
    opened = Signal()
    """Another evaluation is open, or none."""

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        return {
            "copy": self.copy,
            "sample": self.show_sample,
            "delete": self.remove,
        }

    def open(self, evaluation_id: int) -> bool:
        """Open an evaluation; the one that is open now is saved first."""
        if evaluation_id == self._open_form.id:
            return True
        if not self._autosave.flush():
            return False  # the red bar says why; what is open stays open
        return self._try(lambda: self._load(evaluation_id, fresh=False))

    def close(self) -> None:
        """Have no evaluation open."""
        self._open_form.close()
        self._document.load(Evaluation(), profile_for(""))
        self.opened.emit()

    def open_again(self, evaluation_id: int | None) -> None:
        """Open an evaluation where it is still there, else the one that was changed last."""
        last = self.latest()
        wanted = [] if evaluation_id is None else [evaluation_id]
        there = self._found(lambda archive: chosen(archive, wanted))
        if evaluation_id is not None and there:
            self.open(evaluation_id)
        elif last is not None:
            self.open(last.id)

    def reload(self) -> bool:
        """Read the open evaluation again: its stage is another."""
        number = self._open_form.id
        return number is not None and self._try(lambda: self._load(number, fresh=False))

    def start(
        self, evaluation: Evaluation, follows: int | None = None, *, sample: bool = False
    ) -> bool:
        """Put a new evaluation into the archive and open it.

        ``follows``: last year's; ``sample``: it is the shipped sample.
        """
        return self._autosave.flush() and self._try(
            lambda: self._load(self._put(evaluation, follows, sample=sample), fresh=True)
        )

    def propose(
        self,
        evaluation: Evaluation,
        then: Callable[[], object] = _nothing,
        follows: int | None = None,
    ) -> None:
        """As ``start``; a second evaluation of the same project and year is questioned first."""
        from ui.boxes import ask

        def begin() -> None:
            if self.start(evaluation, follows):
                then()

        there = self._same(evaluation)
        if there is None:
            begin()
            return
        ask(
            self._window,
            "已有这份自评表",
            f"档案里已有“{there.project.strip()}”{there.year} 年度的自评表"
            f"（{STAGE_NAMES[there.stage]}）。",
            "一个项目一个年度通常只有一份；要改已定稿的，请打开它用“更正”。",
            ("打开已有的", lambda: self.open(there.id)),
            ("仍然新建", begin),
            chapter="新建",
        )

    def copy(self, evaluation_id: int | None = None) -> None:
        """Open a copy of an evaluation (the open one, when none is named), which is questioned."""
        from ui.boxes import ask

        number = self._open_form.id if evaluation_id is None else evaluation_id
        if number is None or not self._autosave.flush():
            return
        found = self._ask(lambda archive: (archive.load(number), archive.entry(number)))
        if found is None:
            return
        evaluation, entry = found

        def begin() -> None:
            if self.start(copied(evaluation)):
                own = "，请在“编辑 → 项目信息”里改成自己的项目" if entry.is_sample else ""
                self.message.emit(f"已复制一份，现在打开的是副本{own}", None)

        there = self._same(evaluation)
        if there is None:
            begin()
            return
        ask(
            self._window,
            "复制",
            f"复制后，档案里就有两份“{there.project.strip()}”{there.year} 年度的自评表。",
            "副本的项目名称或年度记得改（“编辑”菜单的“项目信息”）；要做下一年度的，请用“从上年结转”。",
            ("复制", begin),
            chapter="新建",
        )

    def show_sample(self) -> None:
        """Open the sample; the archive is given one where it has none."""
        known = self._found(shipped_sample)
        there = None if known is None else known.id
        if there is None:
            from core.sample import sample

            shown = self.start(sample(), sample=True)
        elif there == self._open_form.id:
            self.opened.emit()  # it may lie behind the overview
            shown = True
        else:
            shown = self.open(there)
        if shown:
            copying = ("复制成自己的表", self.copy)
            self.message.emit("这是一份填好的样表，随便看看；它不计入汇总", copying)

    def latest(self) -> Entry | None:
        """The evaluation that was changed last."""
        return self._found(last_changed)

    def latest_own(self) -> Entry | None:
        """As ``latest``, of the clerk's own: the shipped sample says nothing of this unit."""
        return self._found(lambda archive: last_changed(archive, own=True))

    def unit_details(self) -> UnitDetails:
        """What the next form says of the unit: as the clerk gave it, else as the last form does."""
        given, form = self._settings.unit_details, self.last_form()
        return given if form is None else given.over(UnitDetails.of(form))

    def last_form(self) -> Evaluation | None:
        """The clerk's own form that was changed last; ``None`` where none can be read."""
        last = self.latest_own()
        if last is None:
            return None
        try:
            return self._shelf.ask(lambda archive: archive.load(last.id))
        except ArchiveError:
            return None

    def remove(self, evaluation_id: int | None = None) -> None:
        """Put an evaluation (the open one, when none is named) into the recycle bin."""
        number = self._open_form.id if evaluation_id is None else evaluation_id
        if number is not None:
            self.remove_all((number,))

    def remove_all(self, numbers: Sequence[int]) -> None:
        """Put evaluations into the recycle bin, from where they come back."""
        if not self._autosave.flush():
            return
        self.backup_needed.emit("删除前")
        was_open = self._open_form.id if self._open_form.id in numbers else None
        if not self._try(lambda: self._each(numbers, Archive.remove)):
            return
        if was_open is not None:
            self.close()
        self.list_changed.emit()
        undo = Lasting("恢复", lambda: self.bring_back_all(numbers, was_open))
        self.message.emit(f"已把{self._named(numbers)}移到回收站", undo)

    def bring_back_all(self, numbers: Sequence[int], opened: int | None = None) -> None:
        """Take evaluations out of the recycle bin; ``opened``: the one to open."""
        if not self._try(lambda: self._each(numbers, Archive.bring_back)):
            return
        self.list_changed.emit()
        if opened is not None:
            self.open(opened)
        else:
            self.message.emit(f"已恢复{self._named(numbers)}{self._doubled(numbers)}", None)

    def put(self, evaluation: Evaluation) -> int | None:
        """Put an evaluation into the archive without opening it; its number, ``None`` if told."""
        try:
            return self._put(evaluation)
        except ArchiveError as error:
            self.refused.emit(str(error))
            return None

    def take_in(
        self, forms: Sequence[Evaluation], beside: str = "", told: Collection[int] = ()
    ) -> None:
        """Put forms that were read into the archive; of second ones the clerk is asked first.

        ``beside``: what could not be read, which stays to be read whatever else is said.
        ``told``: of which forms the clerk knows already that they are second ones.
        """
        if beside:
            self.refused.emit(beside)
        years = list({form.year for form in forms})
        there = self._found(lambda archive: of_years(archive, years)) or ()
        again = [at for at in doubles(there, forms) if at not in told]
        if again:
            self._ask_about(forms, again, beside)
        else:
            self._take_in(forms, beside)

    def _load(self, evaluation_id: int, *, fresh: bool) -> None:
        form = read_form(self._shelf, evaluation_id)
        again = evaluation_id == self._open_form.id
        self._open_form.close()
        self._document.load(form.evaluation, form.rules, form.closed, form.last, again=again)
        self._open_form.open(form.entry, fresh=fresh, corrected=form.corrected)
        self._settings.evaluation = evaluation_id
        self.opened.emit()

    def _put(
        self, evaluation: Evaluation, follows: int | None = None, *, sample: bool = False
    ) -> int:
        rules = profile_for(evaluation.profile)
        summary = summarize(evaluation, assess(evaluation, rules))
        number = self._shelf.ask(
            lambda archive: archive.add(
                evaluation, summary, rules=rules.text, follows=follows, sample=sample
            )
        )
        self.list_changed.emit()
        return number

    def _found(self, look: Callable[[Archive], T]) -> T | None:
        """What is found in the archive; nothing where it cannot be read."""
        try:
            return self._shelf.ask(look)
        except ArchiveError:
            return None

    def _same(self, evaluation: Evaluation) -> Entry | None:
        """What the archive has of the same project and year."""
        there = self._found(lambda archive: of_years(archive, [evaluation.year])) or ()
        return next((one for one in there if same_project(one, evaluation)), None)

    def _each(self, numbers: Sequence[int], do: Callable[[Archive, int], None]) -> None:
        """Do something to evaluations, to all or to none."""

        def work(archive: Archive) -> None:
            with archive.transaction():
                for number in numbers:
                    do(archive, number)

        self._shelf.ask(work)

    def _doubled(self, numbers: Sequence[int]) -> str:
        """A word where what was brought back is now a second one."""
        back = self._found(lambda archive: chosen(archive, numbers)) or ()
        years = list({entry.year for entry in back})
        there = self._found(lambda archive: of_years(archive, years)) or ()
        others = [entry for entry in there if entry.id not in numbers]
        for entry in back:
            if entry.corrects is None:
                form = Evaluation(project=entry.project, year=entry.year, unit=entry.unit)
                if doubles(others, [form]):
                    return "；档案里另有一份同项目同年度的，请核对留哪一份"
        return ""

    def _named(self, numbers: Sequence[int]) -> str:
        from core.archive.overview import project_of

        if len(numbers) != 1:
            return f" {len(numbers)} 份自评表"
        try:
            entry = self._shelf.ask(lambda archive: archive.entry(numbers[0]))
        except ArchiveError:
            return "这份自评表"
        return f"“{project_of(entry)}”（{entry.year or '未填'} 年度）"

    def _ask_about(self, read: Sequence[Evaluation], again: Sequence[int], beside: str) -> None:
        """Some of what was read is in the archive already, or was read twice."""
        from ui.boxes import ask

        there = [read[at] for at in again]
        names = [f"“{one.project.strip()}”{one.year} 年度" for one in there]
        new = [one for at, one in enumerate(read) if at not in again]
        choices: list[Button] = [("仍然导入", lambda: self._take_in(read, beside))]
        if new:
            choices.insert(0, (f"只导入其余 {len(new)} 份", lambda: self._take_in(new, beside)))
        detail = "再导入就有两份（这批文件里重复的也算）。原有的不会被覆盖。"
        ask(
            self._window,
            "导入",
            f"档案里已有{first_of(names, '份', most=5)}。",
            detail,
            *choices,
            chapter="导入手头的表",
        )

    def _take_in(self, forms: Sequence[Evaluation], beside: str) -> None:
        """All of them or none, beside the window; one is opened, several are shown in the list."""
        if not forms or not self._autosave.flush():
            return
        self.backup_needed.emit("导入前")

        def work() -> Sequence[int]:
            ready = []
            for form in forms:
                rules = profile_for(form.profile)
                ready.append((form, summarize(form, assess(form, rules)), rules.text))
            return self._shelf.queue(lambda archive: _added(archive, ready)).result()

        def done(numbers: Sequence[int]) -> None:
            self.list_changed.emit()
            if len(forms) > 1:
                self.overview_requested.emit(numbers)
                self.message.emit(f"已导入 {len(forms)} 份自评表，在这里选中了", None)
            elif self._autosave.flush() and self._try(lambda: self._load(numbers[0], fresh=True)):
                self.message.emit("已导入 1 份自评表", None)
            if beside:
                self.refused.emit(beside)

        self._run("导入", work, done)

    def _try(self, work: Callable[[], object]) -> bool:
        try:
            work()
        except ArchiveError as error:
            self.refused.emit(str(error))
            return False
        return True

    def _run(self, name: str, work: Callable[[], T], then: Callable[[T], None]) -> None:
        self._jobs.run(name, work, then, self._failed)


def _added(archive: Archive, ready: Sequence[tuple[Evaluation, Summary, str]]) -> Sequence[int]:
    """Put forms with their figures and rules into the archive; their numbers."""
    with archive.transaction():
        return [archive.add(form, summary, rules=text) for form, summary, text in ready]
