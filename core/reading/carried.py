"""What a file of ours carries beside its cells, so that it comes back without loss.

The clerk edits such files in Excel, WPS and Word, so what is carried is never believed against a
cell: ``core.reading.own_file`` takes of it only what the cells still agree with, or cannot show.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from msgspec import Struct, field

from core.model import selfeval
from core.model.evaluation import Evaluation
from core.sheet.sheet import Sheet

Place = tuple[int, int]
"""Row and column of a cell in its Sheet."""


class Carried(Struct, frozen=True):
    """A form, and what its computed cells showed in the file, by place.

    What was computed is written down because a later version of the program, or other rules, may
    compute something else: an untouched figure must not come back as one that somebody gave.
    """

    form: Evaluation
    computed: Mapping[Place, str] = field(default_factory=dict)

    @classmethod
    def of_sheet(cls, form: Evaluation, sheet: Sheet) -> Carried:
        """What goes with the file of a form that is laid out like this."""
        return cls(form, {(c.row, c.column): c.text for c in sheet.cells if c.derived})


def encoded(carried: Carried) -> str:
    """As text of plain ASCII, which any XML can hold."""
    computed = [[*place, text] for place, text in carried.computed.items()]
    return json.dumps({"form": selfeval.to_dict(carried.form), "computed": computed})


def decoded(text: str) -> Carried | None:
    """What ``encoded`` made; ``None`` for nothing, and for anything else: then the cells count."""
    if not text:
        return None
    try:
        match json.loads(text):
            case {"form": form, "computed": list(computed)}:
                cells = {(row, column): str(shown) for row, column, shown in computed}
                return Carried(selfeval.from_dict(form), cells)
    except (ValueError, TypeError, RecursionError):
        pass
    return None
