"""Every measure and face of the paper but for its margins. Lengths are in points.

Song speaks for the clerk, Hei for the form. Nothing is shaded: the sheet will be photocopied.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from core.report.text import Setting
from core.sheet.cell_kinds import is_note, is_upright
from core.sheet.heights import Metrics
from core.sheet.page_setup import MM
from core.sheet.sheet import Align, Band, Cell, Role, Sheet, Sign

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.report.faces import FaceName

FOOTER: Final = 10 * MM
"""From the lower edge of the sheet to the base of the page number."""

RUNNING: Final = 5.0
"""From the top of the table up to the base of the line that a further page begins with."""

MODULE: Final = 0.75 * MM
"""Of the QR: its 25 modules make 18.75 mm, which a scan of 150 dpi shows well enough."""

SYMBOL_FOOT: Final = 7 * MM
"""From the lower edge of the sheet to that of the QR; printers reach so far."""

LINE: Final = 0.5
FRAME: Final = 0.8

PAD_X: Final = 2.0
UPRIGHT_PAD_X: Final = 1.0

BODY_LEADING: Final = 13.0

ASCENT: Final = 0.88
"""Of the em box above the base line; the rest is below. Both faces share it."""

SIGNING_LINE: Final = 7.0
"""From the middle of a signature's row down to the line to sign on."""

SIGNING_WIDTH: Final = 50 * MM
"""Of each line to sign on, and of each place."""

SEAL: Final = 42 * MM
"""The side of the field for a seal: the largest round one of a unit has 42 mm."""

DATE_TO_WRITE: Final = "\u3000\u3000\u3000年\u3000\u3000月\u3000\u3000日"
"""Stands where a date is to be written by hand."""

BOLDER: Final = 0.028
"""Of the em: so much heavier is the title than the face; 小标宋 is a heavy Song."""

DRAFT_TEXT: Final = "草稿"
DRAFT_SIZE: Final = 150.0
DRAFT_GRAY: Final = 0.93

JUSTIFIED: Final = 0.34
"""Running text is set flush right where that adds at most this much of the em to each gap."""

_JUSTIFIED_LINES, _JUSTIFIED_EMS = 5, 10

CONTINUED: Final = "（续）"
UPRIGHT_CONTINUED: Final = "︵续︶"
"""The same in a column that is too narrow for it, one character below the other."""


class Type(Struct, frozen=True):
    """How a text is set; ``bolder``: by how much of the em heavier than the face is."""

    face: FaceName
    size: float
    leading: float
    bolder: float = 0.0


BODY: Final = Type("song", 9.5, BODY_LEADING)
LABEL: Final = Type("hei", 9.0, BODY_LEADING)
TITLE: Final = Type("song", 18.0, 26.0, BOLDER)
YEAR: Final = Type("song", 11.0, 14.0)
NOTE: Final = Type("song", 9.0, BODY_LEADING)
PAGE_NUMBER: Final = Type("song", 9.0, BODY_LEADING)


class Density(Struct, frozen=True):
    """How much air the rows have: the least height of an ordinary row, the space over a text."""

    row: float
    padding: float


TIGHT: Final = Density(16.5, 1.75)
NORMAL: Final = Density(19.0, 3.0)
AIRY: Final = (Density(24.0, 4.0), Density(21.5, 3.5))
"""Tight is for a sheet that saves a page by it; airy for one that costs no page by it."""

PEN: Final = Density(22.7, 3.5)
ROOMY: Final = tuple(Density(row, 4.0) for row in (34.0, 31.0, 28.5, 26.5, 25.0, 23.8))
"""For a form that is filled in by hand: 8 mm a row, and more where that costs no page."""

TORN: Final = 40 * MM
"""A text higher than that may be torn by a page end, lest more than 50 mm stay empty."""

_OPEN_TEXTS: Final = (Band.GOALS, Band.SECTION)
_MINIMA: Final = {
    Band.TITLE: 22.0,
    Band.APPENDIX: 22.0,
    Band.SIGNATURE: 30.0,
    Band.PICTURE: 290.0,
}

_LABELS: Final = (Role.LABEL, Role.HEADING)  # (quicker than a set: an enum's hash is slow)


def type_of(cell: Cell) -> Type:
    """The type of a cell's text."""
    if cell.role is Role.TITLE:
        return YEAR if cell.path is not None and cell.path.field == "year" else TITLE
    if is_note(cell):
        return NOTE
    return LABEL if cell.role in _LABELS else BODY


def setting_of(cell: Cell) -> Setting:
    """How the lines of a cell are filled."""
    if is_upright(cell):
        return Setting.UPRIGHT
    if cell.role in _LABELS and not is_note(cell):
        return Setting.LABEL
    running = cell.align is Align.TEXT or cell.align is Align.LEFT
    return Setting.RUNNING if running else Setting.BALANCED


def is_justified(cell: Cell, width: float, lines: int) -> bool:
    """Whether the full lines of a text end flush right: not those of a name or a narrow column."""
    long = lines >= _JUSTIFIED_LINES and width >= _JUSTIFIED_EMS * type_of(cell).size
    return cell.align is Align.TEXT or (cell.align is Align.LEFT and long)


def leadings_of(sheet: Sheet) -> list[float]:
    """The distance of lines in each row."""
    leadings = [BODY_LEADING] * len(sheet.bands)
    for cell in sheet.cells:
        leadings[cell.row] = type_of(cell).leading
    return leadings


def metrics(sheet: Sheet, leadings: Sequence[float], capacity: float, density: Density) -> Metrics:
    """Row heights and page ends on paper with this much room from top to bottom."""
    minima = [_MINIMA.get(band, density.row) for band in sheet.bands]
    for row, band in enumerate(sheet.bands):
        if band in _OPEN_TEXTS:
            minima[row] *= 2  # a blank one invites writing
    for cell in sheet.cells:
        if is_note(cell):
            minima[cell.row] = 0.0  # notes follow each other like lines of one text
    for cell in sheet.cells:
        if cell.sign is Sign.SEAL:
            for row in range(cell.row, cell.row + cell.rowspan):
                minima[row] = max(minima[row], SEAL / cell.rowspan)
    return Metrics(leadings, minima, density.padding, tear=min(capacity / 3, TORN))


def padding_x(cell: Cell) -> float:
    """What stays free at the left and at the right of a cell's text."""
    if is_upright(cell):
        return UPRIGHT_PAD_X
    return PAD_X
