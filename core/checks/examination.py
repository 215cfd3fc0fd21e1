"""What every check looks at: the form, its figures and the profile, with names and places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from core.checks.problem import Problem, Severity
from core.model.evaluation import ROOT, Category, Evaluation, Fund, Group, Indicator
from core.model.path import Path
from core.scoring.execution import total_fund
from core.scoring.profile import RuleProfile
from core.scoring.scorecard import RowScore, Scorecard
from core.target.wording import says_nothing


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator with what stands above it and what scoring found."""

    index: int
    category: Category
    group: Group
    indicator: Indicator
    scored: RowScore

    @property
    def has_points(self) -> bool:
        """Whether 分值 is filled in (a dash is not)."""
        return not says_nothing(self.indicator.points)

    @property
    def title(self) -> str:
        """The row in the form's own words."""
        return self.indicator.name.strip() or f"第 {self.index + 1} 行指标（没有名称）"


@dataclass(frozen=True)
class Examination:
    """One form under examination. ``rows`` and ``places`` are made once for all checks."""

    evaluation: Evaluation
    scorecard: Scorecard
    profile: RuleProfile
    rows: tuple[Row, ...] = field(init=False)
    has_points: bool = field(init=False)

    def __post_init__(self) -> None:  # noqa: D105
        scored = zip(self.evaluation.rows, self.scorecard.rows, strict=True)
        rows = tuple(
            Row(index, *nodes, row) for index, (nodes, row) in enumerate(scored)
        )
        object.__setattr__(self, "rows", rows)
        object.__setattr__(self, "has_points", any(row.has_points for row in rows))

    @property
    def total_fund(self) -> Fund | None:
        """The row of 项目资金 that carries 执行率."""
        return total_fund(self.evaluation.funds)

    @property
    def source_funds(self) -> Iterator[Fund]:
        """The other rows of 项目资金."""
        return (fund for fund in self.evaluation.funds if fund is not self.total_fund)

    def on_row(self, rule: Rule, row: Row, field: str, message: str, remedy: str) -> Problem:
        """A problem of one field of an indicator."""
        name = "level3" if field == "name" else field
        place = f"indicators/{row.index}/{name}"
        path = Path(row.indicator.id, field)
        return rule.problem(path, place, row.title, message, remedy)

    def on_category(self, rule: Rule, row: Row, message: str, remedy: str) -> Problem:
        """A problem of a first level, placed where it begins."""
        place = f"indicators/{row.index}/level1"
        path = Path(row.category.id, "name")
        return rule.problem(path, place, row.category.name, message, remedy)

    def on_fund(self, rule: Rule, fund: Fund, field: str, message: str, remedy: str) -> Problem:
        """A problem of one field of 项目资金."""
        index = self.evaluation.funds.index(fund)
        place = f"funds/{index}/{field}"
        return rule.problem(Path(fund.id, field), place, _plain(fund.name), message, remedy)

    def on_form(self, rule: Rule, field: str, title: str, message: str, remedy: str) -> Problem:
        """A problem of a field of the form itself."""
        return rule.problem(Path(ROOT, field), field, title, message, remedy)


@dataclass(frozen=True, slots=True)
class Rule:
    """The stable code of a check and how grave it is."""

    code: str
    severity: Severity

    def problem(self, path: Path, place: str, title: str, message: str, remedy: str) -> Problem:
        """A problem found by this rule."""
        return Problem(self.code, self.severity, path, place, title, message, remedy)


def error(code: str) -> Rule:
    """A rule whose problems block 定稿."""
    return Rule(code, Severity.ERROR)


def warning(code: str) -> Rule:
    """A rule whose problems may stay."""
    return Rule(code, Severity.WARNING)


def place_order(problem: Problem) -> tuple[int, int, int]:
    """Where a problem stands on the paper, for sorting in form order."""
    section, *rest = problem.place.split("/")
    index = int(rest[0]) if rest and rest[0].isdigit() else 0
    last = rest[-1] if rest else ""
    return (
        _SECTIONS.index(section) if section in _SECTIONS else len(_SECTIONS),
        index,
        _FIELDS.index(last) if last in _FIELDS else len(_FIELDS),
    )


def _plain(name: str) -> str:
    return name.strip().rstrip(":：")


_SECTIONS = (
    "title",
    "year",
    "project",
    "department",
    "unit",
    "money_unit",
    "funds",
    "goal_expected",
    "goal_actual",
    "indicators",
    "total_points",
    "total_score",
    "sections",
    "signatures",
)
_FIELDS = (
    "name",
    "initial",
    "annual",
    "executed",
    "level1",
    "level2",
    "level3",
    "target",
    "actual",
    "points",
    "rate",
    "score",
    "deviation",
)
