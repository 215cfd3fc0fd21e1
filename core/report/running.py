"""The line that a further page begins with: of which form, of which unit, and what it came to.

A loose page must say what it belongs to. The line stands in the upper margin, so it costs no room
of the table; what does not fit on it is shortened, for the first page says it in full.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from core.model.identity import Same
from core.report.punctuation import measure
from core.report.text import clean
from core.sheet.sheet import Band

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.sheet.page import Page
    from core.sheet.sheet import Sheet

CONTINUED: Final = "（续表）"
_GAP: Final = "\u3000"
_CUT: Final = "…"
_LEAST: Final = 6  # characters that are left of a name, however long the other one is


class Running(Struct, frozen=True):
    """What each further page says: ``name`` (项目（年度）), ``unit``, the kind of ``paper``.

    ``total`` stands on the pages behind the row of the totals, for there somebody may sign.
    """

    name: str
    unit: str = ""
    paper: str = ""
    total: str = ""

    def words(self, room: float, advances: Mapping[str, float]) -> str:
        """The line, in at most ``room`` thousandths of the em where that can be had."""
        return _words(self, room, Same(advances))

    def sum(self, room: float, advances: Mapping[str, float]) -> str:
        """总分 96.7, nothing where there is none."""
        return _sum(self, room, Same(advances))


# Kept, for each page asks for the same line, and a name may be as long as the whole paper.
@lru_cache(maxsize=8)
def _words(running: Running, room: float, same: Same[Mapping[str, float]]) -> str:
    advances = same.value
    name, unit = (" ".join(clean(text).split()) for text in (running.name, running.unit))
    tail = (_GAP + running.paper if running.paper else "") + CONTINUED
    spare = room - measure(tail, advances) - (measure(_GAP, advances) if unit else 0.0)
    unit = _shortened(unit, max(spare / 2, spare - measure(name, advances)), advances)
    name = _shortened(name, spare - measure(unit, advances), advances)
    return name + (_GAP + unit if unit else "") + tail


@lru_cache(maxsize=8)
def _sum(running: Running, room: float, same: Same[Mapping[str, float]]) -> str:
    total = " ".join(clean(running.total).split())
    return _shortened(f"总分 {total}", room, same.value) if total else ""


def stands_behind_the_total(sheet: Sheet, page: Page) -> bool:
    """Whether a page shows what follows the row of the totals, but not that row itself."""
    if Band.TOTAL not in sheet.bands:
        return False
    total = sheet.bands.index(Band.TOTAL)
    return all(strip.row > total for strip in page.strips if not strip.repeated)


def _shortened(text: str, room: float, advances: Mapping[str, float]) -> str:
    """The text, its middle left out where it is too long: both ends tell names apart."""
    if measure(text, advances) <= room or len(text) <= _LEAST:
        return text
    kept = len(text) - 1
    while kept > _LEAST:
        head = (kept + 1) // 2
        shown = text[:head] + _CUT + text[len(text) - (kept - head) :]
        if measure(shown, advances) <= room:
            return shown
        kept -= max(1, int((measure(shown, advances) - room) / 1000))
    return text[: _LEAST // 2] + _CUT + text[-_LEAST // 2 :]
