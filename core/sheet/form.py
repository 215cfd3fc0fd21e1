"""Lay the 自评表 out as a grid, by the layout (版式) that it names.

The funds block, the goals block and the indicator block cut the width differently, so the grid
has about twelve columns and each block spans its own share of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import chain

from core.assessment import Assessment
from core.model.evaluation import ROOT, Category, Evaluation, Fund, Group, Indicator, year_name
from core.model.identity import Same
from core.model.number import normalized, percent, plain
from core.model.path import Path, read
from core.regex import regex
from core.scoring.scorecard import Execution
from core.sheet.builder import Builder
from core.sheet.layout import Column, Layout, layout_for
from core.sheet.sheet import Align, Band, Cell, Role, Sheet, Sign
from core.sheet.signatures import Entry, add_signatures, sign_of
from core.values.wording import is_blank_reason

_TOTALS = {"points": "total_points", "score": "total_score"}

_PART = regex("其中[：:]?")
_STEP = 1.0
"""Parts stand so far behind their total, in ems."""

_NOTHING = regex(r"[\s\-—–―─/]*")


def lay_out(evaluation: Evaluation, assessment: Assessment, layout: Layout | None = None) -> Sheet:
    """The form as a Sheet; blank computed fields show what ``assessment`` found.

    Without ``layout`` the form's own 版式 (``evaluation.template``), else the default one.
    """
    layout = layout or layout_for(evaluation.template)
    builder = _FormBuilder(layout)
    _head(builder, evaluation)
    _funds(builder, evaluation, assessment)
    _goals(builder, evaluation)
    _indicators(builder, evaluation, assessment)
    _total(builder, evaluation, assessment)
    _sections(builder, evaluation)
    for note in layout.notes:
        row = builder.row(Band.SIGNATURE)
        builder.add(row, builder.all, note, Role.LABEL, align=Align.TEXT, framed=False)
    _signatures(builder, evaluation)
    return builder.sheet(layout.widths)


def names_year(title: str, year: int | str) -> bool:
    """Whether the title already names the year, so that no year line follows it."""
    figure = normalized(year_name(year)).strip()
    named = re.search(rf"(?<!\d){re.escape(figure)}(?!\d)", normalized(title))
    return bool(figure) and named is not None


class _FormBuilder(Builder):
    """A builder that knows the layout and where its labels stand."""

    def __init__(self, layout: Layout) -> None:
        super().__init__(len(layout.widths))
        self.layout = layout
        self.label = layout.goals.label_span
        self.beside = (self.label[1], self.all[1] - self.label[1])


def _head(builder: _FormBuilder, evaluation: Evaluation) -> None:
    row = builder.row(Band.TITLE)
    builder.add(
        row, builder.all, evaluation.title, Role.TITLE, path=Path(ROOT, "title"), framed=False
    )
    if not names_year(evaluation.title, evaluation.year):
        row = builder.row(Band.TITLE)
        text = f"（{year_name(evaluation.year) or '     '} 年度）"
        builder.add(row, builder.all, text, Role.TITLE, path=Path(ROOT, "year"), framed=False)
    for entries in builder.layout.header:
        row = builder.row(Band.HEADER)
        for entry in entries:
            builder.add(row, entry.label_span, entry.label, Role.LABEL)
            path = Path(ROOT, entry.field)
            known = read(evaluation, Path(ROOT, entry.stand_in)) if entry.stand_in else ""
            builder.field(
                *(row, entry.span, read(evaluation, path), path),
                computed=known,
                sign=_date_to_write(entry.field),
            )


def _date_to_write(field: str) -> Sign | None:
    """A date of signing that stands in the header is filled in by hand like one below the table."""
    kind, _, name = field.partition(":")
    return Sign.DATE if kind == "signature" and sign_of(name) is Sign.DATE else None


def _funds(builder: _FormBuilder, evaluation: Evaluation, assessment: Assessment) -> None:
    if not evaluation.funds:
        return
    place = len(builder.bands)
    builder.bands += [Band.FUNDS_HEAD, *[Band.FUND] * len(evaluation.funds)]
    builder.cells += _fund_cells(
        *(builder.layout, place, Same(evaluation.funds), evaluation.money_unit),
        assessment.scorecard.execution,
    )


@lru_cache(maxsize=128)
def _fund_cells(
    layout: Layout,
    place: int,
    same: Same[tuple[Fund, ...]],
    money_unit: str,
    execution: Execution,
) -> tuple[Cell, ...]:
    """The cells of 项目资金 from row ``place`` on; kept, because most keys are typed below."""
    funds, block, builder = same.value, layout.funds, _FormBuilder(layout)
    unit = f"\n（{money_unit}）" if money_unit else ""
    builder.add(place, block.label_span, block.label + unit, Role.LABEL, rowspan=1 + len(funds))
    points = _figure(execution.points) or "  "
    for column in block.columns:
        builder.add(place, column.span, column.head.format(points=points), Role.LABEL)
    indents = _indents(funds, execution)
    for row, (fund, indent) in enumerate(zip(funds, indents, strict=True), start=place + 1):
        for column in block.columns:
            _fund_cell(builder, row, column, fund, execution, indent)
    return tuple(builder.cells)


def _indents(funds: Sequence[Fund], execution: Execution) -> Iterator[float]:
    """How far the name of each source stands from the edge, in ems: parts under their total.

    What follows 其中： stands under the first part's own name; who typed spaces has his own way.
    """
    inside, direct = 0.0, False
    for fund in funds:
        name = fund.name.lstrip()
        part, own = _PART.match(name), 0.0
        if fund.id == execution.fund:
            inside, direct = _STEP, True
        else:
            own = _STEP if part else inside
            if part and direct:
                inside = _STEP + len(part[0])
            direct = False
        yield own if name == fund.name else 0.0


def _fund_cell(
    builder: _FormBuilder, row: int, column: Column, fund: Fund, execution: Execution, indent: float
) -> None:
    span, field = column.span, column.field
    text, path = getattr(fund, field), Path(fund.id, field)
    total = fund.id == execution.fund
    if field == "name":
        builder.field(row, span, text, path, role=Role.HEADING, align=Align.LEFT, indent=indent)
    elif field == "rate":
        known = total and execution.rate is not None
        computed = percent(execution.rate) if known and execution.rate is not None else ""
        role = Role.COMPUTED if total else Role.BLANK
        derived = not text and bool(computed)
        builder.add(row, span, text or computed, role, derived=derived, node=fund.id)
    elif field not in {"points", "score"}:
        builder.field(row, span, text, path, align=Align.RIGHT)
    elif total:
        computed = _figure(execution.score) if field == "score" else ""
        builder.field(row, span, text, path, computed=computed)
    elif _NOTHING.fullmatch(text):
        # Points and score of a source are no figures of the form. One that came with a file can
        # be taken away; where there is none, there is nothing to type.
        builder.add(row, span, text, Role.BLANK, node=fund.id)
    else:
        builder.field(row, span, text, path)


def _goals(builder: _FormBuilder, evaluation: Evaluation) -> None:
    block = builder.layout.goals
    head = builder.row(Band.GOALS_HEAD)
    builder.add(head, block.label_span, block.label, Role.LABEL, rowspan=2)
    row = builder.row(Band.GOALS)
    for column in block.columns:
        builder.add(head, column.span, column.head, Role.LABEL)
        text = getattr(evaluation, column.field)
        builder.field(row, column.span, text, Path(ROOT, column.field), align=Align.TEXT)


def _indicators(builder: _FormBuilder, evaluation: Evaluation, assessment: Assessment) -> None:
    block = builder.layout.indicators
    head = builder.row(Band.INDICATOR_HEAD)
    first_head, *heads = block.columns
    beside = first_head.span[0] + first_head.span[1] - block.label_span[0]
    builder.add(head, (block.label_span[0], beside), first_head.head, Role.LABEL)
    for column in heads:
        builder.add(head, column.span, column.head, Role.LABEL)
    groups = (group for category in evaluation.categories for group in category.groups)
    count = sum(len(group.indicators) for group in groups)
    if count:
        first = len(builder.bands)
        builder.add(first, block.label_span, block.label, Role.LABEL, rowspan=count)
    place = len(builder.bands)
    builder.bands += [Band.INDICATOR] * count
    computed = tuple(
        [_figure(row.score) if row.given is None else "" for row in assessment.scorecard.rows]
    )
    first = 0
    for category in evaluation.categories:
        last = first + sum([len(group.indicators) for group in category.groups])
        builder.cells += _category_cells(
            builder.layout, place + first, Same(category), computed[first:last]
        )
        first = last


@lru_cache(maxsize=1024)
def _category_cells(
    layout: Layout, place: int, same: Same[Category], computed: tuple[str, ...]
) -> tuple[Cell, ...]:
    """The cells of one first level from row ``place`` on, its groups' ones among them.

    Kept, because at each key all first levels but one are as they were.
    """
    category, cells, first = same.value, list[Cell](), 0
    start: tuple[int, str, int] | None = (category.id, category.name, len(computed))
    for group in category.groups:
        last = first + len(group.indicators)
        cells += _group_cells(layout, place + first, start, Same(group), computed[first:last])
        first, start = last, None
    return tuple(cells)


@lru_cache(maxsize=4096)
def _group_cells(
    layout: Layout,
    place: int,
    start: tuple[int, str, int] | None,
    same: Same[Group],
    computed: tuple[str, ...],
) -> tuple[Cell, ...]:
    """The cells of one group from row ``place`` on; ``start``: the category that begins with it.

    Kept, because at each key all groups but one are as they were.
    """
    group, builder = same.value, _FormBuilder(layout)
    level1, level2 = (layout.indicators.columns[index].span for index in (0, 1))
    if start is not None:
        node, name, rows = start
        path = Path(node, "name")
        builder.add(place, level1, name, Role.HEADING, rowspan=rows, path=path)
    path, rows = Path(group.id, "name"), len(group.indicators)
    builder.add(place, level2, group.name, Role.HEADING, rowspan=rows, path=path)
    for row, (indicator, score) in enumerate(
        zip(group.indicators, computed, strict=True), start=place
    ):
        builder.cells += _indicator_cells(layout, row, indicator, score)
    return tuple(builder.cells)


@lru_cache(maxsize=8192)
def _indicator_cells(
    layout: Layout, row: int, indicator: Indicator, computed: str
) -> tuple[Cell, ...]:
    """The cells of one row; kept, because at each key all rows but one are as they were."""
    builder = _FormBuilder(layout)
    for column in builder.layout.indicators.columns[2:]:
        field = column.field
        builder.field(
            row,
            column.span,
            getattr(indicator, field),
            Path(indicator.id, field),
            align=Align.LEFT if field in {"name", "deviation"} else Align.CENTER,
            computed=computed if field == "score" else "",
        )
    return tuple(builder.cells)


def _total(builder: _FormBuilder, evaluation: Evaluation, assessment: Assessment) -> None:
    row = builder.row(Band.TOTAL)
    card = assessment.scorecard
    scored = chain((card.execution.score,), (row.score for row in card.rows))
    known = {  # a form that nobody filled in has no totals
        "points": any(row.points is not None for row in card.rows),
        "score": any(score is not None for score in scored),
    }
    columns = builder.layout.indicators.columns
    first = next(index for index, column in enumerate(columns) if column.field in _TOTALS)
    # The label takes what stands before the first figure; what has no total stays blank.
    width = columns[first].span[0]
    builder.add(row, (0, width), builder.layout.total_label, Role.LABEL)
    for column in columns[first:]:
        if column.field not in _TOTALS:
            builder.add(row, column.span, "", Role.BLANK)
            continue
        printed = getattr(evaluation, _TOTALS[column.field])
        total = getattr(card, _TOTALS[column.field])
        computed = _figure(total) if known[column.field] else ""
        derived = not printed and bool(computed)
        builder.add(row, column.span, printed or computed, Role.COMPUTED, derived=derived)


def _sections(builder: _FormBuilder, evaluation: Evaluation) -> None:
    """The layout's own sections, then whatever else the form holds."""
    layout = builder.layout
    shown = layout.header_fields | {f"section:{name}" for name in layout.sections}
    others = [s for s in evaluation.sections if f"section:{s.name}" not in shown]
    for name, path in (
        *((name, Path(ROOT, f"section:{name}")) for name in layout.sections),
        *((section.name, Path(section.id, "text")) for section in others),
    ):
        row = builder.row(Band.SECTION)
        builder.add(row, builder.label, name, Role.LABEL, node=path.node or None)
        computed = _reasons(evaluation) if name == layout.reasons else ""
        text = read(evaluation, path)
        builder.field(row, builder.beside, text, path, align=Align.TEXT, computed=computed)


def _reasons(evaluation: Evaluation) -> str:
    """The rows' reasons, for a layout that has no column for them; 无 is none."""
    return "\n".join(
        f"{row.name.strip()}：{row.deviation.strip()}"
        for row in evaluation.indicators
        if row.deviation.strip() and not is_blank_reason(row.deviation)
    )


def _signatures(builder: _FormBuilder, evaluation: Evaluation) -> None:
    """Signatures two a row, below the table: the layout's own, then what else the form holds."""
    layout = builder.layout
    shown = layout.header_fields | {f"signature:{name}" for name in layout.signatures}
    others = [s for s in evaluation.signatures if f"signature:{s.name}" not in shown]
    signatures = [
        *((name, Path(ROOT, f"signature:{name}")) for name in layout.signatures),
        *((signature.name, Path(signature.id, "text")) for signature in others),
    ]
    entries = [Entry(name, read(evaluation, path), path) for name, path in signatures]
    columns = builder.all[1]
    half = columns * 5 // 12
    spans = [
        span
        for start, width in ((0, half), (half, columns - half))
        for span in ((start, width // 2 + 1), (start + width // 2 + 1, width - width // 2 - 1))
    ]
    add_signatures(builder, entries, spans)


def _figure(value: Decimal | None) -> str:
    return "" if value is None else plain(value)
