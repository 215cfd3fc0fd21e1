"""The years side by side: total, 执行率, points lost by first level, promises left open.

Of one project, or of the unit: then the total is the average of the graded projects, 执行率 that of
their amounts together, and the points lost are those of a project on average.  What a year does not
tell is left out, never counted as nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from threading import Event

from msgspec import Struct

from core.archive.archive import Archive
from core.archive.records import FINAL, Entry
from core.model.evaluation import under_levels
from core.model.number import EXACT, exact_sums, percent, plain, rounded
from core.quoting import one_line
from core.rules import rules_for_archived
from core.scoring.score import score
from core.years.improvement import Shortfall, answers
from core.years.project import Project, project_of
from core.years.projects import Ask
from core.years.yearly import Year, year_in_steps, year_number, years

MOST_YEARS = 10
HEAD = ("年度", "总分", "执行率", "失分（按一级指标）", "还没有回答的改进措施", "说明")
NOTHING = "—"


class YearFigures(Struct, frozen=True):
    """One year; ``None`` for what it does not tell.

    ``rate`` is a ratio; ``lost`` are points by the name of a first level, in the form's order;
    ``promises`` how many measures next year's form does not answer.
    """

    year: int
    total: Decimal | None
    rate: Decimal | None
    lost: tuple[tuple[str, Decimal], ...]
    promises: int
    note: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """The year as a line of the table below ``HEAD``."""
        lost = "，".join(f"{name} {plain(points)}" for name, points in self.lost)
        return (
            str(self.year),
            NOTHING if self.total is None else plain(self.total),
            NOTHING if self.rate is None else percent(self.rate),
            lost or NOTHING,
            str(self.promises) if self.promises else NOTHING,
            self.note,
        )


class Trend(Struct, frozen=True):
    """What is looked at, and its years, the oldest first."""

    title: str
    subject: str
    years: tuple[YearFigures, ...]

    @property
    def levels(self) -> tuple[str, ...]:
        """Names of first levels that lost points, those of the newest year first."""
        names = (name for one in reversed(self.years) for name, _ in one.lost)
        return tuple(dict.fromkeys(names))


def project_trend(archive: Archive, evaluation_id: int) -> Trend:
    """The years of the project that an evaluation is of. Raises ``ArchiveError``, ``ProfileError``.

    The forms are joined as 结转 and the names tell (``Archive.previous``); a form that was replaced
    by its correction counts no more.  One that still lacks scores has no total: that of the others
    would look like a fall.
    """
    chain = _chain(archive, evaluation_id)[-MOST_YEARS:]
    loaded = []
    for entry in chain:
        form = archive.load(entry.id, entry.version)
        card = score(form, rules_for_archived(archive, entry.id, form.profile))
        loaded.append((entry, form, card))
    figures = []
    for at, (entry, form, card) in enumerate(loaded):
        project = project_of(entry, form, card)
        after = loaded[at + 1] if at + 1 < len(loaded) else None
        later = after[1] if after and after[0].state == FINAL else None  # as 汇总 counts answers
        given = [""] * len(project.shortfalls)
        if later:
            given = list(answers(form, under_levels(later), card))
        pairs = zip(project.shortfalls, given, strict=True)
        left = sum(bool(one.reason) and not answer for one, answer in pairs)
        note = "" if project.final else "草稿"
        note = note if card.is_complete else "未评完"
        number = year_number(entry)
        if number is not None:
            told = (project.score, project.lost) if card.is_complete else (None, ())
            figures.append(YearFigures(number, told[0], project.rate, told[1], left, note))
    newest = chain[-1]
    name = one_line(newest.project) or f"第 {newest.id} 号"
    return Trend("历年自评一览", f"{name}，{' '.join(newest.unit.split())}".rstrip("，"),
                  tuple(figures))  # fmt: skip


def unit_trend(archive: Archive, unit: str = "") -> Trend:
    """The years of one 实施单位, of all for none. Raises ``ArchiveError`` and ``ProfileError``."""
    return unit_trend_in_steps(lambda work: work(archive), unit)


def unit_trend_in_steps(ask: Ask, unit: str = "", *, cancel: Event | None = None) -> Trend:
    """The same of an archive that does other work in between, as ``yearly.year_in_steps``."""
    known = sorted(ask(years))[-MOST_YEARS:]
    found = [year_in_steps(ask, year, cancel=cancel).only(unit) for year in known]
    figures = tuple(_of_unit(year) for year in found if year.projects)
    subject = unit or "全部单位"
    return Trend("历年自评一览", one_line(subject), figures)


def _of_unit(year: Year) -> YearFigures:
    drafts, graded = len(year.drafts), [one for one in year.projects if one.grade]
    left = len(year.projects) - len(graded)
    note = f"{len(year.projects)} 个项目" + (f"，其中草稿 {drafts} 个" if drafts else "")
    note += f"，未评出等级 {left} 个（不计总分和失分）" if left else ""
    return YearFigures(
        year.year,
        year.sums.average,
        year.sums.rate,
        _average(graded),
        sum(_is_open(one) for project in year.projects for one in project.shortfalls),
        note,
    )


def _is_open(one: Shortfall) -> bool:
    return bool(one.reason) and not one.answer


def _average(projects: Sequence[Project]) -> tuple[tuple[str, Decimal], ...]:
    """What projects lost: those of which the total is an average, not one that lacks scores."""
    sums = exact_sums(lost for project in projects for lost in project.lost)
    count = Decimal(max(1, len(projects)))
    shared = ((name, rounded(EXACT.divide(lost, count), 2)) for name, lost in sums.items())
    return tuple((name, lost) for name, lost in shared if lost)


def _chain(archive: Archive, evaluation_id: int) -> list[Entry]:
    """The forms of the project, the oldest first: one for each year."""
    wanted = archive.entry(evaluation_id)
    found, seen = [wanted], {evaluation_id}
    number = archive.previous(evaluation_id)
    while number is not None and number not in seen and len(found) < MOST_YEARS:
        seen.add(number)
        found.insert(0, archive.entry(number))
        number = archive.previous(number)
    later = _later(archive, [entry.id for entry in found])
    while later is not None and later.id not in seen and len(found) < 2 * MOST_YEARS:
        seen.add(later.id)
        found.append(later)
        later = _later(archive, [later.id])
    return _one_a_year(found)


def _later(archive: Archive, numbers: Iterable[int]) -> Entry | None:
    last = list(numbers)[-1]
    year = year_number(archive.entry(last))
    if year is None:
        return None
    after = [new for new, old in archive.all_previous(year + 1).items() if old == last]
    entries = [archive.entry(new) for new in after]
    replaced = {entry.corrects for entry in entries if entry.state == FINAL}
    standing = [entry for entry in entries if entry.id not in replaced and not entry.is_sample]
    return max(standing, key=lambda entry: (entry.state == FINAL, entry.id), default=None)


def _one_a_year(entries: Iterable[Entry]) -> list[Entry]:
    every = list(entries)
    counted = Counter(year_number(entry) for entry in every)
    kept: dict[int | None, Entry] = {}
    for entry in every:
        year = year_number(entry)
        if counted[year] == 1 or year not in kept or entry.state == FINAL:
            kept[year] = entry
    return list(kept.values())
