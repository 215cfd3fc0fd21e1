"""The unit's year: every project in one table, summed over the rows that have the figures."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import partial
from threading import Event

from msgspec import Struct

from core.archive.archive import Archive
from core.archive.records import FINAL, Entry
from core.model.number import EXACT, exact_sum, percent, rounded
from core.values.years import read_year
from core.years.project import Project
from core.years.projects import Ask, OnProgress, Wanted, YearListing, projects_of

Cell = str | int | Decimal | None

HEAD = (
    *("序号", "项目名称", "主管部门", "实施单位", "年初预算数（元）", "全年预算数（元）"),
    *("全年执行数（元）", "执行率", "总分", "等级", "状态", "错误", "提醒", "待填"),
)
TOTAL = "合计"
AVERAGE = "（平均）"


class Sums(Struct, frozen=True):
    """What projects sum up to: amounts and rate of the same ones, the average of the graded."""

    initial: Decimal | None = None
    annual: Decimal | None = None
    executed: Decimal | None = None
    average: Decimal | None = None

    @classmethod
    def of(cls, projects: Iterable[Project]) -> Sums:
        """The sums of the projects that have the figures; 年初预算数 only where all of them do."""
        every = tuple(projects)
        scores = [one.score for one in every if one.grade and one.score is not None]
        average = None
        if scores:
            average = rounded(EXACT.divide(exact_sum(scores), Decimal(len(scores))), 2)
        rows = [project for project in every if project.summed]
        if not rows:
            return cls(average=average)
        lacking = any(project.initial is None for project in rows)
        initial = None if lacking else exact_sum(project.initial for project in rows)
        annual = exact_sum(project.annual for project in rows)
        executed = exact_sum(project.executed for project in rows)
        return cls(initial, annual, executed, average)

    @property
    def rate(self) -> Decimal | None:
        """Executed over budgeted."""
        if self.executed is None or not self.annual:
            return None
        return EXACT.divide(self.executed, self.annual)


class Year(Struct, frozen=True):
    """The projects of a year in the order of the archive, drafts too.

    ``samples`` are the shipped samples of that year, which are no projects; ``corrected`` those
    whose correction is begun and not final, so that they still stand as they were; ``undated`` is
    how many forms of the archive are of no year at all.
    """

    year: int
    projects: tuple[Project, ...]
    samples: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()
    undated: int = 0

    @property
    def finals(self) -> tuple[Project, ...]:
        """Those that are 定稿."""
        return tuple(project for project in self.projects if project.final)

    @property
    def drafts(self) -> tuple[Project, ...]:
        """Those that are not."""
        return tuple(project for project in self.projects if not project.final)

    @property
    def sums(self) -> Sums:
        """Of all that the table lists."""
        return Sums.of(self.projects)

    @property
    def units(self) -> tuple[str, ...]:
        """实施单位 that occur, each once."""
        return tuple(sorted({project.unit for project in self.projects if project.unit.strip()}))

    def only(self, unit: str) -> Year:
        """The projects of one 实施单位; of all for none."""
        if not unit:
            return self
        chosen = tuple(one for one in self.projects if one.unit == unit)
        names = {project.title for project in chosen}
        corrected = tuple(name for name in self.corrected if name in names)
        return Year(self.year, chosen, corrected=corrected)

    @property
    def counts(self) -> tuple[int, int, int]:
        """Errors, warnings and what is still to be filled in, of all projects."""
        each = [project.entry.summary.counts for project in self.projects]
        errors, warnings, unfilled = map(sum, zip((0, 0, 0), *each, strict=True))
        return errors, warnings, unfilled

    @property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """The table below ``HEAD``, its last row the sums; figures are figures, rates in words."""
        lines: list[tuple[Cell, ...]] = [
            (
                *(number, project.name, project.department, project.unit),
                *(project.initial, project.annual, project.executed),
                *(_percent(project.rate), project.score, project.grade or None),
                *(project.entry.label, *project.entry.summary.counts),
            )
            for number, project in enumerate(self.projects, start=1)
        ]
        sums = self.sums
        lines.append(
            (
                *(TOTAL, "", "", "", sums.initial, sums.annual, sums.executed),
                *(_percent(sums.rate), sums.average, AVERAGE, ""),
                *self.counts,
            )
        )
        return tuple(lines)


def years(archive: Archive) -> tuple[int, ...]:
    """The years of which the archive has forms, the newest first. Raises ``ArchiveError``."""
    found = map(number_of, archive.years())
    return tuple(sorted({year for year in found if year is not None}, reverse=True))


def year_of(archive: Archive, year: int) -> Year:
    """The projects of a year, each by its own rules. Raises ``ArchiveError``, ``ProfileError``.

    A form that a final correction has taken the place of does not count, nor what was put away,
    nor the shipped sample.
    """
    return year_in_steps(lambda work: work(archive), year)


def year_in_steps(
    ask: Ask,
    year: int,
    *,
    on_progress: OnProgress = lambda _, __: None,
    cancel: Event | None = None,
) -> Year:
    """The same of an archive that does other work in between: ``ask`` has it do short pieces.

    ``on_progress`` hears how far it is.  Raises ``ArchiveError`` once ``cancel`` is set, too.
    """
    list_year = partial(_list_year, year=year)
    found, projects = projects_of(ask, year, list_year, on_progress=on_progress, cancel=cancel)
    corrected = tuple(project.title for project in projects if project.entry.id in found.begun)
    return Year(year, tuple(projects), found.samples, corrected, found.undated)


def _list_year(archive: Archive, year: int) -> YearListing:
    stamp = archive.database.stamp
    around = archive.list_around(year)
    revisions = archive.revisions_around(year)
    entries = [entry for entry in around if year_number(entry) == year]
    listed = standing(entry for entry in entries if not entry.is_sample)
    after = _next_forms(archive, around, year)
    later = {entry.id: entry for entry in around}
    wanted = []
    for entry in listed:
        next_one = later.get(after.get(entry.id, 0))
        next_revision = 0 if next_one is None else revisions.get(next_one.id, 0)
        written = (revisions.get(entry.id, 0), next_revision)
        wanted.append(Wanted(entry, next_one, written))
    return YearListing(
        archive.path,
        stamp,
        tuple(wanted),
        samples=tuple(entry.project for entry in entries if entry.is_sample),
        begun=frozenset(
            one.corrects for one in entries if one.corrects is not None and one.state != FINAL
        ),
        undated=sum(year_number(entry) is None for entry in around),
    )


def standing(entries: Iterable[Entry]) -> list[Entry]:
    """Without those that a final correction has taken the place of, and those that will."""
    every = list(entries)
    replaced = {entry.corrects for entry in every if entry.state == FINAL}
    return [
        entry
        for entry in every
        if entry.id not in replaced and (entry.corrects is None or entry.state == FINAL)
    ]


def _next_forms(archive: Archive, every: Iterable[Entry], year: int) -> dict[int, int]:
    """Of each form of a year that has one, the final form of the year after."""
    later = standing(entry for entry in every if year_number(entry) == year + 1)
    final = {entry.id for entry in later if entry.state == FINAL and not entry.is_sample}
    if not final:
        return {}
    return {old: new for new, old in archive.all_previous(year + 1).items() if new in final}


def year_number(entry: Entry) -> int | None:
    """The year of a form as a number, where one can be read."""
    return number_of(entry.year)


def number_of(year: int | str) -> int | None:
    """年度 as a number, where it can be read as one."""
    return year if isinstance(year, int) else read_year(year)


def _percent(rate: Decimal | None) -> str | None:
    return None if rate is None else percent(rate)
