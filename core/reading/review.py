"""What a human looks at of a draft: its texts, each with its source, the doubtful ones first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from msgspec import Struct

from core.model.file_places import FormPlaces, place_name
from core.model.path import Path
from core.reading.form_map import Draft, Spot


class ReviewLine(Struct, frozen=True):
    """One text of the draft, or one that found no place in it (``path`` is ``None`` then).

    ``spots``: where it stands in the file. ``doubt`` in Chinese why it may be wrong, else blank.
    """

    name: str
    text: str
    path: Path | None = None
    doubt: str = ""
    spots: tuple[Spot, ...] = ()


LEFT_OVER = "未放入"
"""The name of what found no place in the form: so short that it is seen whole beside the file."""


def review_lines(draft: Draft) -> tuple[ReviewLine, ...]:
    """The doubtful texts, what was left over, then all others; each part in the form's order.

    A level that heads several rows stands once, and so does what was left over for one reason.
    """
    lines = list(_fields(draft))
    doubtful = [line for line in lines if line.doubt]
    sure = [line for line in lines if not line.doubt]
    return (*doubtful, *_leftovers(draft), *sure)


def _leftovers(draft: Draft) -> Iterator[ReviewLine]:
    """What found no place, a line for each reason: a whole column may be of no use."""
    by_reason: dict[str, list[Spot]] = defaultdict(list)
    for one in draft.leftovers:
        by_reason[one.why].append(one.spot)
    for why, spots in by_reason.items():
        many = f" {len(spots)}" if len(spots) > 1 else ""
        text = "\n".join(spot.text for spot in spots)
        yield ReviewLine(f"{LEFT_OVER}{many}", text, None, why, tuple(spots))


def _fields(draft: Draft) -> Iterator[ReviewLine]:
    form = FormPlaces(draft.evaluation)
    seen: set[Path] = set()
    places = dict.fromkeys([place for place, _ in draft.form.places()])
    for place in [*places, *(place for place in draft.doubts if place not in places)]:
        path, text = form.path(place), form.text(place)
        doubt = draft.doubts.get(place, "")
        if not (text or doubt) or (path in seen and not doubt):
            continue
        if path is not None:
            seen.add(path)
        yield ReviewLine(_name(form, place), text, path, doubt, draft.sources.get(place, ()))


def _name(form: FormPlaces, place: str) -> str:
    """The place in words, a row's with the row's own name."""
    table, _, rest = place.partition("/")
    index, _, key = rest.partition("/")
    named = place_name(place)
    if table == "indicators" and key not in {"", "level1", "level2", "level3"}:
        row = form.text(f"{table}/{index}/level3")
    elif table == "funds" and key not in {"", "name"}:
        row = form.text(f"{table}/{index}/name")
    else:
        return named
    row = " ".join(row.split())
    return f"{row} · {named.rpartition('的')[2]}" if row else named
