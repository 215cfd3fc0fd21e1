"""What stands out on the paper: shortfall rows, problems, scores that differ from the rule.

The core decides; here its findings only become washes, bars and signs of single cells.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from core.assessment import Assessment
from core.checks.problem import Problem, Severity
from core.filling.fund_totals import blank_totals
from core.model.evaluation import Category, Evaluation, Indicator
from core.model.fields import names
from core.model.identity import Same
from core.model.number import exactly, plain
from core.model.path import Path
from core.scoring.scorecard import lost_points

REASON_WANTED = "请填写偏差原因及改进措施"

_ROW_FIELDS = names(Indicator, lambda field: field.is_text and field.on_paper)
_DIFFERS = frozenset({"score-differs", "execution-score", "judgement-band"})


class Wash(Enum):
    """The ground of a cell."""

    NONE = "none"
    WARN = "warn"
    REASON = "reason"
    ERROR = "error"


class Mark(Struct, frozen=True):
    """How one cell stands out.

    ``bar``: the bar and the ▼ of a shortfall at the indicator's name; ``corner``: the given score
    is not the suggested one, or evidence is filed with the row of this name; ``sign``: a problem of
    this severity; ``prompt``: shown where the cell is blank.
    """

    wash: Wash = Wash.NONE
    bar: bool = False
    corner: bool = False
    sign: Severity | None = None
    prompt: str = ""


PLAIN = Mark()
Marks = Mapping[Path, Mark]


def marks(evaluation: Evaluation, assessment: Assessment) -> Marks:
    """The marks of all fields that have one."""
    found: dict[Path, Mark] = {}
    for row in assessment.scorecard.rows:
        if row.short:
            found.update(_shortfall(row.id))
    for problem in assessment.problems:
        if not problem.pending and (problem.severity is Severity.ERROR or not problem.kept):
            mark = found.get(problem.path, PLAIN)
            found[problem.path] = _marked(mark, problem.severity, problem.code)
    for category in evaluation.categories:
        for path in _with_evidence(Same(category)):
            found[path] = replace(found.get(path, PLAIN), corner=True)
    for path, amount in blank_totals(evaluation).items():
        found[path] = replace(found.get(path, PLAIN), prompt=f"∑ {amount:f}")
    # A kept warning shouts no more: the clerk has said why it stands. Nor does what is pending.
    return found


@lru_cache(maxsize=256)
def _marked(mark: Mark, severity: Severity, code: str) -> Mark:
    """A cell's mark with one more problem."""
    if severity is Severity.ERROR:
        prompt = REASON_WANTED if code == "deviation-missing" else mark.prompt
        return replace(mark, wash=Wash.ERROR, sign=severity, prompt=prompt)
    if code in _DIFFERS:
        return replace(mark, corner=True)
    return mark if mark.sign is not None else replace(mark, sign=severity)


_SHORTFALL = {
    field: Mark(
        wash=Wash.REASON if field == "deviation" else Wash.WARN,
        bar=field == "name",
    )
    for field in _ROW_FIELDS
}


@lru_cache(maxsize=1024)
def _shortfall(row_id: int) -> dict[Path, Mark]:
    """The marks of a row that fell short: asked at each key for all of them."""
    return {Path(row_id, field): mark for field, mark in _SHORTFALL.items()}


@lru_cache(maxsize=1024)
def _with_evidence(same: Same[Category]) -> tuple[Path, ...]:
    """Where the evidence of a first level's rows shows; a key leaves all but one alone."""
    return tuple(Path(row.id, "name") for row in same.value.indicators if row.evidence)


def sentences(assessment: Assessment, path: Path) -> tuple[str, ...]:
    """What the tip of a cell says, one paragraph each."""
    said = [_problem(problem) for problem in assessment.problems if problem.path == path]
    if path.field == "score":
        said.insert(0, _score(assessment, path.node))
    elif path.field == "name":
        said.insert(0, _lost(assessment, path.node))
    elif path.field == "rate":
        said.insert(0, assessment.scorecard.execution.why)
    return tuple(sentence for sentence in said if sentence)


def _problem(problem: Problem) -> str:
    kept = f"已保留：{problem.kept}" if problem.kept else problem.remedy
    return "\n".join(part for part in (problem.message, kept) if part)


def _lost(assessment: Assessment, node: int) -> str:
    """What a row falls short of."""
    row = next((row for row in assessment.scorecard.rows if row.id == node), None)
    if row is None or not row.short:
        return ""
    lost = lost_points(row)
    if row.points is None or row.score is None or not lost:
        return "没有达到指标值"
    return f"得 {plain(row.score)} 分，分值 {plain(row.points)} 分，扣 {plain(lost)} 分"


def _score(assessment: Assessment, node: int) -> str:
    card = assessment.scorecard
    scored = (
        card.execution
        if node == card.execution.fund
        else next((row for row in card.rows if row.id == node), None)
    )
    if scored is None:
        return ""
    if scored.given is None or scored.suggested is None:
        return scored.why
    if scored.score == scored.suggested:
        return scored.why
    return f"填写 {scored.given}，按规则建议 {exactly(scored.suggested)}\n{scored.why}"
