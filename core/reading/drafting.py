"""A form map becomes an evaluation, with the source and the doubts of each field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from core.model import selfeval
from core.model.file_values import MAX_TEXT
from core.reading import funds, indicators
from core.reading.carried import decoded
from core.reading.file_forms import recognize_all
from core.reading.form_map import Draft, FormMap, FoundField, Spot, TableRow
from core.reading.own_file import with_carried
from core.reading.source import SourceCell, SourceFile, SourceTable
from core.reading.texts import year_of
from core.regex import regex

_BROKEN = regex("[\ud800-\udfff]")
_PLAIN = (
    "title",
    "project",
    "department",
    "unit",
    "money_unit",
    "goal_expected",
    "goal_actual",
    "total_points",
    "total_score",
)


def drafts(source: SourceFile) -> tuple[Draft, ...]:
    """Every form that a file holds, in its order; none of covers and lists.

    Where this program wrote the file, what it carries adds what no cell shows.
    """
    forms = recognize_all(source, joined=True)
    found = tuple(draft(form, _guess_in(source, form)) for form in forms)
    carried = decoded(source.carried)
    return found if carried is None else with_carried(found, source, carried)


def draft(form: FormMap, guess: str = "") -> Draft:
    """The draft of one form. ``guess`` says why all of it is doubtful, also what seems blank."""
    sources: dict[str, tuple[Spot, ...]] = {}
    doubts = dict(form.doubts)
    for place, found in form.places():
        doubt = found.doubt or _doubt_of_cells(found)
        if doubt:
            doubts[place] = doubt
        if found.text or doubt:  # what is doubtful is looked up, also where it seems blank
            sources[place] = found.spots
        if len(found.text) > MAX_TEXT:
            doubts[place] = f"文字超过 {MAX_TEXT} 个字，只取前面的部分"
    data: dict[str, object] = {"format": selfeval.FORMAT}
    for name in _PLAIN:
        data[name] = _text(form.fields.get(name))
    data["year"] = year_of(_text(form.fields.get("year")))
    for name in ("sections", "signatures"):
        named = ((place, f) for place, f in form.fields.items() if place.startswith(name + "/"))
        data[name] = {place.partition("/")[2]: _text(found) for place, found in named}
    for name, rows in (("funds", form.funds), ("indicators", form.indicators)):
        table = list(_rows(rows))
        if len(table) > selfeval.MAX_ROWS:
            doubts[name] = f"超过 {selfeval.MAX_ROWS} 行，只取前面的行"
        data[name] = table[: selfeval.MAX_ROWS]
    if guess:
        tables = {
            name: (len(rows), keys)
            for name, rows, keys in (
                ("funds", data["funds"], funds.FIELDS),
                ("indicators", data["indicators"], indicators.FIELDS),
            )
            if isinstance(rows, list)
        }
        doubts = {**dict.fromkeys(_all_places(tables), guess), **doubts}
    return Draft(selfeval.from_dict(data), form, sources, doubts)


def _guess_in(source: SourceFile, form: FormMap) -> str:
    """Why a table among those of a form is only guessed: each of its cells says so."""
    spots = [spot for _, found in form.places() for spot in found.spots]
    places = [(spot.section, spot.part) for spot in (*spots, *form.labels)]
    first, last = min(places, default=(0, 0)), max(places, default=(0, -1))
    for section in range(first[0], last[0] + 1):
        for number, part in enumerate(source.sections[section].parts):
            if not (isinstance(part, SourceTable) and first <= (section, number) <= last):
                continue
            if part.cells and all(cell.doubt for cell in part.cells):
                return part.cells[0].doubt
    return ""


def _all_places(tables: Mapping[str, tuple[int, Sequence[str]]]) -> Iterator[str]:
    """Every place of a form, those of its tables too, which may lack rows."""
    yield from ("year", *_PLAIN)
    for name, (count, keys) in tables.items():
        yield name
        yield from (f"{name}/{row}/{key}" for row in range(count) for key in keys)


def _doubt_of_cells(found: FoundField) -> str:
    """What the file's reader doubted of the cells that a field stands in."""
    cells = (spot.item for spot in found.spots if isinstance(spot.item, SourceCell))
    return next((cell.doubt for cell in cells if cell.doubt), "")


def _rows(rows: tuple[TableRow, ...]) -> Iterator[dict[str, str]]:
    for row in rows:
        if not row.template:
            yield {key: _text(found) for key, found in row.fields.items()}


def _text(found: FoundField | None) -> str:
    """The text as a form file can hold it."""
    text = "" if found is None else found.text
    return _BROKEN.sub("\N{REPLACEMENT CHARACTER}", text)[:MAX_TEXT]
