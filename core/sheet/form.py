"""Lay the 自评表 out as a grid: layout A (中央 / 上海) of the paper form.

The funds block, the goals block and the indicator block cut the width differently, so the grid
has twelve columns and each block spans its own share of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from core.assessment import Assessment
from core.model.evaluation import ROOT, Evaluation, Fund, Indicator
from core.model.number import normalized, percent, plain
from core.model.path import Path
from core.scoring.scorecard import RowScore
from core.sheet.sheet import Align, Band, Cell, Role, Sheet

WIDTHS = (28, 54, 69, 50, 112, 90, 19, 69, 41, 46, 64, 48)
"""Nominal widths (in px of a 690 px table) of the paper's own columns."""

FUNDS_HEADS = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
INDICATOR_HEADS = (
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "实际完成值",
    "分值",
    "得分",
    "偏差原因分析及改进措施",
)

_LABEL = (0, 2)
_FUND_SPANS = ((2, 2), (4, 1), (5, 2), (7, 2), (9, 1), (10, 1), (11, 1))
_INDICATOR_SPANS = ((1, 1), (2, 1), (3, 2), (5, 1), (6, 2), (8, 1), (9, 1), (10, 2))
_SIGNATURE_SPANS = (((0, 3), (3, 2)), ((5, 3), (8, 4)))
_SECOND_HALF = (5, 7)
_ALL = (0, len(WIDTHS))

_NOTHING = re.compile(r"[\s\-—–―─/]*")


def lay_out(evaluation: Evaluation, assessment: Assessment) -> Sheet:
    """The form as a Sheet; blank computed fields show what ``assessment`` found."""
    builder = _Builder()
    _head(builder, evaluation)
    _funds(builder, evaluation, assessment)
    _goals(builder, evaluation)
    _indicators(builder, evaluation, assessment)
    _total(builder, evaluation, assessment)
    for section in evaluation.sections:
        row = builder.row(Band.SECTION)
        builder.add(row, _LABEL, section.name, Role.LABEL, node=section.id)
        builder.field(row, (2, 10), section.text, Path(section.id, "text"), align=Align.TEXT)
    _signatures(builder, evaluation)
    return Sheet(WIDTHS, tuple(builder.bands), tuple(builder.cells))


def names_year(title: str, year: int | str) -> bool:
    """Whether the title already names the year, so that no year line follows it."""
    figure = normalized(str(year)).strip()
    named = re.search(rf"(?<!\d){re.escape(figure)}(?!\d)", normalized(title))
    return bool(figure) and named is not None


class _Builder:
    def __init__(self) -> None:
        self.bands: list[Band] = []
        self.cells: list[Cell] = []

    def row(self, band: Band) -> int:
        self.bands.append(band)
        return len(self.bands) - 1

    def add(  # noqa: PLR0913  (a cell has that many sides)
        self,
        row: int,
        span: tuple[int, int],
        text: str,
        role: Role,
        *,
        rowspan: int = 1,
        align: Align = Align.CENTER,
        path: Path | None = None,
        derived: bool = False,
        framed: bool = True,
        node: int | None = None,
    ) -> None:
        column, colspan = span
        if node is None and path is not None:
            node = path.node
        self.cells.append(
            Cell(row, column, rowspan, colspan, text, role, align, path, derived, framed, node)
        )

    def field(  # noqa: PLR0913  (as add)
        self,
        row: int,
        span: tuple[int, int],
        text: str,
        path: Path,
        *,
        role: Role = Role.INPUT,
        align: Align = Align.CENTER,
        computed: str = "",
    ) -> None:
        """A cell that the clerk edits; where the field is blank, ``computed`` shows instead."""
        blank = not text.strip()
        self.add(
            row,
            span,
            computed if blank and computed else text,
            role,
            align=align,
            path=path,
            derived=blank and bool(computed),
        )


def _head(builder: _Builder, evaluation: Evaluation) -> None:
    row = builder.row(Band.TITLE)
    builder.add(row, _ALL, evaluation.title, Role.TITLE, path=Path(ROOT, "title"), framed=False)
    if not names_year(evaluation.title, evaluation.year):
        row = builder.row(Band.TITLE)
        year = str(evaluation.year)
        text = f"（{year} 年度）" if year.strip() else "（      年度）"
        builder.add(row, _ALL, text, Role.TITLE, path=Path(ROOT, "year"), framed=False)
    row = builder.row(Band.HEADER)
    builder.add(row, _LABEL, "项目名称", Role.LABEL)
    builder.field(row, (2, 10), evaluation.project, Path(ROOT, "project"))
    row = builder.row(Band.HEADER)
    builder.add(row, _LABEL, "主管部门", Role.LABEL)
    builder.field(row, (2, 3), evaluation.department, Path(ROOT, "department"))
    builder.add(row, (5, 2), "实施单位", Role.LABEL)
    builder.field(row, (7, 5), evaluation.unit, Path(ROOT, "unit"))


def _funds(builder: _Builder, evaluation: Evaluation, assessment: Assessment) -> None:
    if not evaluation.funds:
        return
    head = builder.row(Band.FUNDS_HEAD)
    unit = f"\n（{evaluation.money_unit}）" if evaluation.money_unit else ""
    rowspan = 1 + len(evaluation.funds)
    builder.add(head, _LABEL, "项目资金" + unit, Role.LABEL, rowspan=rowspan)
    for span, text in zip(_FUND_SPANS, ("", *FUNDS_HEADS), strict=True):
        builder.add(head, span, text, Role.LABEL)
    for fund in evaluation.funds:
        _fund(builder, fund, assessment)


def _fund(builder: _Builder, fund: Fund, assessment: Assessment) -> None:
    execution = assessment.scorecard.execution
    total = fund.id == execution.fund
    row = builder.row(Band.FUND)
    name, *amounts, points, rate, score = _FUND_SPANS
    builder.field(row, name, fund.name, Path(fund.id, "name"), role=Role.HEADING, align=Align.RIGHT)
    for span, field in zip(amounts, ("initial", "annual", "executed"), strict=True):
        text = getattr(fund, field)
        builder.field(row, span, text, Path(fund.id, field), align=Align.RIGHT)
    # Points and score of a source are no figures of the form. One that came with a file can be
    # taken away; where there is none, there is nothing to type.
    for span, field in ((points, "points"), (score, "score")):
        text = getattr(fund, field)
        if total:
            computed = _figure(execution.score) if field == "score" else ""
            builder.field(row, span, text, Path(fund.id, field), computed=computed)
        elif _NOTHING.fullmatch(text):
            builder.add(row, span, text, Role.BLANK, node=fund.id)
        else:
            builder.field(row, span, text, Path(fund.id, field))
    printed = fund.rate
    computed = percent(execution.rate) if total and execution.rate is not None else ""
    builder.add(
        row,
        rate,
        printed or computed,
        Role.COMPUTED if total else Role.BLANK,
        derived=not printed and bool(computed),
        node=fund.id,
    )


def _goals(builder: _Builder, evaluation: Evaluation) -> None:
    head = builder.row(Band.GOALS_HEAD)
    builder.add(head, _LABEL, "年度总体目标", Role.LABEL, rowspan=2)
    builder.add(head, (2, 5), "预算目标", Role.LABEL)
    builder.add(head, (7, 5), "实际完成情况", Role.LABEL)
    row = builder.row(Band.GOALS)
    for span, field in (((2, 5), "goal_expected"), ((7, 5), "goal_actual")):
        builder.field(row, span, getattr(evaluation, field), Path(ROOT, field), align=Align.TEXT)


def _indicators(builder: _Builder, evaluation: Evaluation, assessment: Assessment) -> None:
    head = builder.row(Band.INDICATOR_HEAD)
    builder.add(head, (0, 1), "", Role.LABEL)
    for span, text in zip(_INDICATOR_SPANS, INDICATOR_HEADS, strict=True):
        builder.add(head, span, text, Role.LABEL)
    count = sum(1 for _ in evaluation.indicators)
    if count:
        first = len(builder.bands)
        builder.add(first, (0, 1), "绩效指标", Role.LABEL, rowspan=count)
    scores = iter(assessment.scorecard.rows)
    for row, starts, indicator in _indicator_rows(builder, evaluation):
        for span, node, name, rowspan in starts:
            builder.add(row, span, name, Role.HEADING, rowspan=rowspan, path=Path(node, "name"))
        _indicator(builder, row, indicator, next(scores))


def _indicator_rows(
    builder: _Builder, evaluation: Evaluation
) -> Iterator[tuple[int, list[tuple[tuple[int, int], int, str, int]], Indicator]]:
    """Each indicator with its row and the labels of category and group that begin there."""
    for category in evaluation.categories:
        rows = sum(len(group.indicators) for group in category.groups)
        starts = [(_INDICATOR_SPANS[0], category.id, category.name, rows)]
        for group in category.groups:
            starts.append((_INDICATOR_SPANS[1], group.id, group.name, len(group.indicators)))
            for indicator in group.indicators:
                yield builder.row(Band.INDICATOR), starts, indicator
                starts = []


def _indicator(builder: _Builder, row: int, indicator: Indicator, scored: RowScore) -> None:
    _, _, name, target, actual, points, score, deviation = _INDICATOR_SPANS
    computed = _figure(scored.score) if scored.given is None else ""
    for span, field, align in (
        (name, "name", Align.LEFT),
        (target, "target", Align.CENTER),
        (actual, "actual", Align.CENTER),
        (points, "points", Align.CENTER),
        (score, "score", Align.CENTER),
        (deviation, "deviation", Align.LEFT),
    ):
        builder.field(
            row,
            span,
            getattr(indicator, field),
            Path(indicator.id, field),
            align=align,
            computed=computed if field == "score" else "",
        )


def _total(builder: _Builder, evaluation: Evaluation, assessment: Assessment) -> None:
    row = builder.row(Band.TOTAL)
    card = assessment.scorecard
    builder.add(row, (0, 8), "总分", Role.LABEL)
    scored = any(r.points is not None or r.score is not None for r in card.rows) or (
        card.execution.points is not None
    )
    for span, printed, computed in (
        ((8, 1), evaluation.total_points, card.total_points),
        ((9, 1), evaluation.total_score, card.total_score),
    ):
        text = printed or (plain(computed) if scored else "")
        builder.add(row, span, text, Role.COMPUTED, derived=not printed and bool(text))
    builder.add(row, (10, 2), "", Role.BLANK)


def _signatures(builder: _Builder, evaluation: Evaluation) -> None:
    """Signatures two a row, below the table."""
    for left in range(0, len(evaluation.signatures), 2):
        row = builder.row(Band.SIGNATURE)
        pair = evaluation.signatures[left : left + 2]
        for signature, (label, text) in zip(pair, _SIGNATURE_SPANS, strict=False):
            name = signature.name.rstrip("：:")
            builder.add(
                row,
                label,
                name and name + "：",
                Role.LABEL,
                align=Align.RIGHT,
                framed=False,
                node=signature.id,
            )
            builder.add(
                row,
                text,
                signature.text,
                Role.INPUT,
                align=Align.LEFT,
                path=Path(signature.id, "text"),
                framed=False,
            )
        if len(pair) == 1:
            builder.add(row, _SECOND_HALF, "", Role.BLANK, framed=False)


def _figure(value: Decimal | None) -> str:
    return "" if value is None else plain(value)
