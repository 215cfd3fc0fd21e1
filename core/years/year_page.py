"""A summed up year in words: what its table, its paragraph and its notes show.

Of ten thousand projects that takes a second, so it is worked out where the year is read.
"""

from __future__ import annotations

from msgspec import Struct

from core.years.public_paragraph import notes, paragraph
from core.years.summary_files import texts
from core.years.yearly import Year


class YearPage(Struct, frozen=True):
    """``lines`` are those of the table, the last one the sums.

    They are called so below the names of the projects: numbers leave a narrow window.
    """

    year: Year
    lines: tuple[tuple[str, ...], ...]
    paragraph: str
    notes: str
    units: tuple[str, ...]


def page_of(year: Year) -> YearPage:
    """The words for a year, or for what one unit has in it."""
    *lines, (total, _, *sums) = texts(year)
    named = (*lines, ("", total, *sums))
    return YearPage(year, named, paragraph(year), "\n".join(notes(year)), year.units)
