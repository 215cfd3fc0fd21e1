"""修改单 as a grid: what changed between two versions of a form, with room for the reasons.

It is one more Sheet, so every face that renders the form renders the slip too.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from core.model.evaluation import Evaluation, year_name
from core.model.fields import label
from core.sheet.builder import Builder
from core.sheet.layout import Span
from core.sheet.sheet import Align, Band, Role, Sheet
from core.sheet.signatures import Entry, add_signatures, even_spans

WIDTHS = (30, 130, 120, 120, 110)
HEADS = ("序号", "修改的地方", "原来", "现在", "修改原因")

_LABEL: Span = (0, 2)
_BESIDE: Span = (2, 3)
_BLANK = "（空）"
_REASON = label(Evaluation, "correction_reason")
SIGNED = ("修改人", "审核人", "修改日期")


class Slip(Struct, frozen=True):
    """``lines`` are the place, the old and the new text and the reason of each change.

    ``reason``: of a 更正 why it was begun.
    """

    form: Evaluation
    before: str
    after: str
    lines: tuple[tuple[str, str, str, str], ...]
    reason: str = ""


def lay_out_slip(slip: Slip) -> Sheet:
    """The slip on the grid; it says so where nothing changed."""
    form, builder = slip.form, Builder(len(WIDTHS))
    row = builder.row(Band.TITLE)
    builder.add(row, builder.all, "绩效自评表修改单", Role.TITLE, framed=False)
    heads = (
        ("项目与单位", f"{form.project}（{year_name(form.year)} 年度），{form.unit}"),
        ("修改前", slip.before),
        ("修改后", slip.after),
        *(((_REASON, slip.reason),) if slip.reason else ()),
    )
    for name, text in heads:
        row = builder.row(Band.HEADER)
        builder.add(row, _LABEL, name, Role.LABEL)
        builder.add(row, _BESIDE, text, Role.COMPUTED, align=Align.LEFT)
    row = builder.row(Band.INDICATOR_HEAD)
    for column, text in enumerate(HEADS):
        builder.add(row, (column, 1), text, Role.LABEL)
    lines: Iterable[tuple[str, str, str, str]] = slip.lines or (("没有修改", "", "", ""),)
    for number, (name, old, new, reason) in enumerate(lines, start=1):
        row = builder.row(Band.INDICATOR)
        builder.add(row, (0, 1), str(number) if slip.lines else "", Role.COMPUTED)
        for column, text in enumerate((name, old, new), start=1):
            shown = text if text or not slip.lines else _BLANK
            builder.add(row, (column, 1), shown, Role.COMPUTED, align=Align.LEFT)
        # For a hand to fill in, so the column keeps its room while it is blank.
        builder.add(row, (4, 1), reason, Role.INPUT, align=Align.LEFT)
    add_signatures(builder, list(map(Entry, SIGNED)), even_spans(len(WIDTHS), 2))
    return builder.sheet(WIDTHS)
