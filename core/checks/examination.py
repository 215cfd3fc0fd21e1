"""What every check looks at: the form, its figures and the profile, with names and places."""

from __future__ import annotations

from functools import cached_property, lru_cache

from msgspec import Struct
from msgspec.structs import replace

from core.checks.problem import Problem, Severity
from core.model.evaluation import ROOT, Category, Evaluation, Fund, Group, Indicator
from core.model.fields import keys
from core.model.identity import Same
from core.model.path import Path
from core.quoting import quoted
from core.scoring.execution import execution_fund, total_fund
from core.scoring.profile import RuleProfile
from core.scoring.row_score import under_cost
from core.scoring.scorecard import RowScore, Scorecard
from core.values.direction import is_cost
from core.values.parser import parse
from core.values.target_syntax import Comparison
from core.values.wording import says_nothing


class FormFacts(Struct, frozen=True):
    """What the findings of a row need to know of its form.

    ``has_points``: some indicator has points; ``units_apart``: the form writes its units in a
    column of their own.
    """

    year: int | None
    profile: RuleProfile
    has_points: bool
    units_apart: bool


class Row(Struct, frozen=True):
    """One indicator under examination, with the few facts of the form that its findings need."""

    category: str
    group: str
    indicator: Indicator
    scored: RowScore
    form: FormFacts
    headed: bool = False
    """It heads rows without points, or is one of them."""

    @property
    def profile(self) -> RuleProfile:
        """The rules by which the form is scored."""
        return self.form.profile

    @property
    def has_points(self) -> bool:
        """Whether 分值 is filled in (a dash is not)."""
        return not says_nothing(self.indicator.points)

    @property
    def pair(self) -> str:
        """Target and actual as a message quotes them."""
        target, actual = quoted(self.indicator.target), quoted(self.indicator.actual)
        return f"指标值“{target}”，完成值“{actual}”"

    @property
    def cost(self) -> bool:
        """Whether the row's figure is a cost."""
        return is_cost(self.indicator.name, under=under_cost(self.category, self.group))


class Finding(Struct, frozen=True):
    """A problem of a row before the row has its place on the form."""

    rule: Rule
    field: str
    message: str
    remedy: str
    beside: str = ""


class Examination(Struct, frozen=True, dict=True):
    """One form under examination."""

    evaluation: Evaluation
    scorecard: Scorecard
    profile: RuleProfile

    def first_row(self, category: Category) -> int:
        """The index of the row where a first level begins."""
        first = 0
        for above in self.evaluation.categories:
            if above is category:
                break
            first += sum(len(group.indicators) for group in above.groups)
        return first

    @property
    def has_points(self) -> bool:
        """Whether any indicator has points (many published layouts print none)."""
        return self.scorecard.total_points is not None

    @cached_property
    def units_apart(self) -> bool:
        """Whether the form writes its units in a column of their own: most actuals are bare."""
        counts = [_bare_actuals(Same(category)) for category in self.evaluation.categories]
        bare, filled = sum(one for one, _ in counts), sum(one for _, one in counts)
        return bare >= _A_COLUMN and 2 * bare > filled

    @cached_property
    def total_fund(self) -> Fund | None:
        """The row that the other rows of 项目资金 sum up to."""
        return total_fund(self.evaluation.funds)

    @cached_property
    def execution_fund(self) -> Fund | None:
        """The row of 项目资金 whose 分值, 得分 and 执行率 count."""
        return execution_fund(self.evaluation.funds)

    @property
    def source_funds(self) -> list[Fund]:
        """The rows of 项目资金 besides the total."""
        total = self.total_fund
        return [fund for fund in self.evaluation.funds if fund is not total]

    @cached_property
    def _fund_places(self) -> dict[int, int]:
        return {fund.id: at for at, fund in enumerate(self.evaluation.funds)}

    def on_row(self, index: int, indicator: Indicator, finding: Finding) -> Problem:
        """A finding of a row, put into its place."""
        return row_problem(index, indicator, finding)

    def on_fund(self, rule: Rule, fund: Fund, field: str, message: str, remedy: str) -> Problem:
        """A problem of one field of 项目资金."""
        index = self._fund_places[fund.id]
        place = f"funds/{index}/{field}"
        return rule.problem(Path(fund.id, field), place, _plain(fund.name), message, remedy)

    def on_form(self, rule: Rule, field: str, title: str, message: str, remedy: str) -> Problem:
        """A problem of a field of the form itself."""
        return rule.problem(Path(ROOT, field), field, title, message, remedy)


class Rule(Struct, frozen=True):
    """The stable code of a check, how grave it is, and what mends it."""

    code: str
    severity: Severity
    unfilled: bool = False
    mended_by_reason: bool = False

    def problem(self, path: Path, place: str, title: str, message: str, remedy: str) -> Problem:
        """A problem found by this rule."""
        return Problem(
            *(self.code, self.severity, path, place, title, message, remedy),
            unfilled=self.unfilled,
            mended_by_reason=self.mended_by_reason,
        )

    def finding(self, field: str, message: str, remedy: str, beside: str = "") -> Finding:
        """What this rule finds in one field of a row; ``beside``: the words it adds to another."""
        return Finding(self, field, message, remedy, beside)


def row_problem(index: int, indicator: Indicator, finding: Finding) -> Problem:
    """A finding of the row with this index, put into its place."""
    name = "level3" if finding.field == "name" else finding.field
    problem = finding.rule.problem(
        Path(indicator.id, finding.field),
        f"indicators/{index}/{name}",
        row_title(index, indicator),
        finding.message,
        finding.remedy,
    )
    return replace(problem, beside=finding.beside) if finding.beside else problem


def row_title(index: int, indicator: Indicator) -> str:
    """The row in the form's own words."""
    return indicator.name.strip() or f"第 {index + 1} 行指标（没有名称）"


_A_COLUMN = 3
"""Fewer bare figures than this are no habit of the form."""


@lru_cache(maxsize=1024)
def _bare_actuals(same: Same[Category]) -> tuple[int, int]:
    """How many actuals of a first level are bare figures, and how many are filled in."""
    filled = [row.actual for row in same.value.indicators if not says_nothing(row.actual)]
    read = (parse(actual) for actual in filled)
    bare = sum(isinstance(one, Comparison) and not one.quantity.unit for one in read)
    return bare, len(filled)


def error(code: str, *, unfilled: bool = False, mended_by_reason: bool = False) -> Rule:
    """A rule whose problems block 定稿.

    ``unfilled``: they only say what is still to be written; ``mended_by_reason``: a text in
    偏差原因 of the row mends them.
    """
    return Rule(code, Severity.ERROR, unfilled, mended_by_reason)


def warning(code: str, *, mended_by_reason: bool = False) -> Rule:
    """A rule whose problems may stay."""
    return Rule(code, Severity.WARNING, mended_by_reason=mended_by_reason)


def place_order(problem: Problem) -> tuple[int, int, int]:
    """Where a problem stands on the paper, for sorting in form order."""
    return _order(problem.place)


@lru_cache(maxsize=8192)
def _order(place: str) -> tuple[int, int, int]:
    section, *rest = place.split("/")
    index = int(rest[0]) if rest and rest[0].isdigit() else 0
    last = rest[-1] if rest else ""
    fields = _FIELDS.get(section, ())
    return (
        _SECTIONS.index(section) if section in _SECTIONS else len(_SECTIONS),
        index,
        fields.index(last) if last in fields else len(fields),
    )


def _plain(name: str) -> str:
    return name.strip().rstrip(":：")


_SECTIONS = keys(Evaluation)
_FIELDS = {
    "funds": keys(Fund),
    "indicators": (*keys(Category)[:1], *keys(Group)[:1], *keys(Indicator)),
}
