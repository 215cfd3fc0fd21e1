"""历年自评一览 as a grid: the picture above, its figures as a table below."""

from __future__ import annotations

from collections.abc import Sequence

from core.sheet.builder import Builder
from core.sheet.picture import Picture
from core.sheet.sheet import Align, Band, Role, Sheet

WIDTHS = (44, 50, 60, 220, 70, 90)


def lay_out_trend(
    title: str, subject: str, shown: Picture, head: Sequence[str], lines: Sequence[Sequence[str]]
) -> Sheet:
    """The page; ``lines`` are as wide as ``head``."""
    builder = Builder(len(WIDTHS))
    row = builder.row(Band.TITLE)
    builder.add(row, builder.all, title, Role.TITLE, framed=False)
    row = builder.row(Band.HEADER)
    builder.add(row, builder.all, subject, Role.COMPUTED)
    row = builder.row(Band.PICTURE)
    builder.add(row, builder.all, "", Role.COMPUTED, picture=shown)
    row = builder.row(Band.INDICATOR_HEAD)
    for column, text in enumerate(head):
        builder.add(row, (column, 1), text, Role.LABEL)
    for line in lines:
        row = builder.row(Band.INDICATOR)
        for column, text in enumerate(line):
            align = Align.LEFT if column in {3, 5} else Align.CENTER
            builder.add(row, (column, 1), text, Role.COMPUTED, align=align)
    return builder.sheet(WIDTHS)
