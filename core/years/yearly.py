"""The unit's year: every project in one table, and the paragraph for 决算公开, from the archive."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from core.archive.archive import Archive
from core.archive.records import FINAL, STAGE_NAMES, Entry
from core.model.evaluation import Evaluation
from core.model.number import EXACT, MONEY_UNITS, ZERO, percent, plain, rounded
from core.scoring.execution import amount_or_none, total_fund
from core.years.last_year import assess_archived

Cell = str | int | Decimal | None

HEAD = (
    *("序号", "项目名称", "主管部门", "实施单位", "年初预算数（元）", "全年预算数（元）"),
    *("全年执行数（元）", "执行率", "总分", "等级", "状态", "错误", "提醒"),
)
TOTAL = "合计"

_GRADES = ("优", "良", "中", "差")
_TEN_THOUSAND = Decimal(10_000)


@dataclass(frozen=True, slots=True)
class Project:
    """One project of a year; amounts in 元, ``None`` where none can be read.

    ``found``: the most problems that any version had; ``left``: those of today's.
    """

    entry: Entry
    name: str
    department: str
    unit: str
    initial: Decimal | None
    annual: Decimal | None
    executed: Decimal | None
    rate: Decimal | None
    score: Decimal | None
    grade: str
    errors: int
    warnings: int
    found: int

    @property
    def left(self) -> int:
        """Errors, and warnings that nobody has answered."""
        return self.errors + self.warnings

    @property
    def mended(self) -> int:
        """How many problems went between versions."""
        return max(0, self.found - self.left)


@dataclass(frozen=True, slots=True)
class Year:
    """All projects of a year, in the order of the archive."""

    year: int
    projects: tuple[Project, ...]

    def total(self, amount: str) -> Decimal:
        """The sum of ``initial``, ``annual`` or ``executed``."""
        amounts = (getattr(project, amount) for project in self.projects)
        return sum((value for value in amounts if value is not None), ZERO)

    @property
    def rate(self) -> Decimal | None:
        """执行率 of all projects together that have budget and expenditure."""
        both = [p for p in self.projects if p.annual is not None and p.executed is not None]
        annual = sum((p.annual for p in both if p.annual is not None), ZERO)
        executed = sum((p.executed for p in both if p.executed is not None), ZERO)
        return EXACT.divide(executed, annual) if annual else None

    @property
    def average(self) -> Decimal | None:
        """The average of the total scores, with two decimals."""
        scores = [project.score for project in self.projects if project.score is not None]
        if not scores:
            return None
        return rounded(EXACT.divide(sum(scores, ZERO), Decimal(len(scores))), 2)

    @property
    def units(self) -> tuple[str, ...]:
        """实施单位 that occur, each once."""
        return tuple(sorted({project.unit for project in self.projects if project.unit.strip()}))

    def only(self, unit: str) -> Year:
        """The projects of one 实施单位; of all for none."""
        if not unit:
            return self
        return Year(self.year, tuple(one for one in self.projects if one.unit == unit))

    @property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """The summary table below ``HEAD``, its last row the sums; figures are figures."""
        lines: list[tuple[Cell, ...]] = [
            (
                *(number, project.name, project.department, project.unit),
                *(project.initial, project.annual, project.executed),
                *("" if project.rate is None else percent(project.rate), project.score),
                *(project.grade or "尚不能定", STAGE_NAMES[project.entry.stage]),
                *(project.errors, project.warnings),
            )
            for number, project in enumerate(self.projects, start=1)
        ]
        rate = "" if self.rate is None else percent(self.rate)
        sums = (self.total("initial"), self.total("annual"), self.total("executed"))
        errors = sum(project.errors for project in self.projects)
        warnings = sum(project.warnings for project in self.projects)
        lines.append(
            (TOTAL, "", "", "", *sums, rate, self.average, "（平均）", "", errors, warnings)
        )
        return tuple(lines)

    @property
    def paragraph(self) -> str:
        """What 决算公开 says of the self-evaluation of this year."""
        count = len(self.projects)
        if not count:
            return f"{self.year} 年度没有开展绩效自评的项目。"
        rate = "" if self.rate is None else f"，总体预算执行率 {percent(self.rate)}"
        drafts = sum(project.entry.state != FINAL for project in self.projects)
        note = f"（其中 {drafts} 个项目的自评表尚未定稿）" if drafts else ""
        found = sum(project.found for project in self.projects)
        mended = sum(project.mended for project in self.projects)
        checked = (
            f"绩效自评共发现问题 {found} 个，已经完成整改的 {mended} 个，"
            f"正在整改的 {found - mended} 个"
            if found
            else "绩效自评没有发现问题"
        )
        annual, executed = (_in_ten_thousand(self.total(one)) for one in ("annual", "executed"))
        return (
            f"根据预算绩效管理要求，我单位组织对 {self.year} 年度项目支出开展绩效自评，"
            f"共涉及项目 {count} 个{note}，涉及预算金额 {annual} 万元，"
            f"全年执行 {executed} 万元{rate}。"
            f"平均得分 {plain(self.average or ZERO)} 分，其中："
            f"{_grades(project.grade for project in self.projects)}。{checked}。"
        )


def years(archive: Archive) -> tuple[int, ...]:
    """The years of which the archive has forms, the newest first. Raises ``ArchiveError``."""
    found = {entry.year for entry in archive.list() if isinstance(entry.year, int)}
    return tuple(sorted(found, reverse=True))


def year_of(archive: Archive, year: int) -> Year:
    """The projects of a year, each by its own rules. Raises ``ArchiveError``, ``ProfileError``.

    A form that a final correction has taken the place of does not count, nor what was put away.
    """
    entries = archive.list(year)
    replaced = {entry.corrects for entry in entries if entry.state == FINAL}
    begun = {entry.id for entry in entries if entry.corrects is not None and entry.state != FINAL}
    return Year(
        year,
        tuple(
            _project(archive, entry)
            for entry in entries
            if entry.id not in replaced and entry.id not in begun
        ),
    )


def _project(archive: Archive, entry: Entry) -> Project:
    evaluation = archive.load(entry.id)
    assessment = assess_archived(archive, entry.id, evaluation)
    card = assessment.scorecard
    initial, annual, executed = _amounts(evaluation)
    errors, warnings = len(assessment.errors), len(assessment.warnings)
    versions = [version.summary for version in archive.history(entry.id)]
    return Project(
        entry=entry,
        name=evaluation.project,
        department=evaluation.department,
        unit=evaluation.unit,
        initial=initial,
        annual=annual,
        executed=executed,
        rate=card.execution.rate,
        score=None if card.total_score is None else rounded(card.total_score, 2),
        grade=card.grade or "",
        errors=errors,
        warnings=warnings,
        found=max([errors + warnings, *(one.errors + one.warnings for one in versions)]),
    )


def _amounts(evaluation: Evaluation) -> tuple[Decimal | None, ...]:
    fund = total_fund(evaluation.funds)
    if fund is None:
        return None, None, None
    worth = MONEY_UNITS.get(evaluation.money_unit, Decimal(1))
    amounts = (
        amount_or_none(text, evaluation.money_unit)
        for text in (fund.initial, fund.annual, fund.executed)
    )
    return tuple(None if one is None else EXACT.multiply(one, worth) for one in amounts)


def _grades(grades: Iterable[str]) -> str:
    counted = Counter(grade for grade in grades)
    order = [*_GRADES, *sorted(set(counted) - {*_GRADES, ""})]
    parts = [f"评价等级为“{grade}”的 {counted[grade]} 个" for grade in order if counted[grade]]
    return "，".join([*parts, f"尚不能评定等级的 {counted['']} 个"] if counted[""] else parts)


def _in_ten_thousand(amount: Decimal) -> str:
    return f"{rounded(EXACT.divide(amount, _TEN_THOUSAND), 2):,.2f}"
