"""A file that this program wrote, read back: what its cells show wins, what it carries is added.

The carried form is laid out again. Where the file still has the cells of that Sheet, each is
compared: an unchanged one keeps its field to the letter, a changed one is an edit. Where rows were
put in or taken out, the file is read like anybody's. What no cell shows is added in both cases, as
long as the cells that it hangs on are the same (``_HANGS_ON``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from msgspec.structs import replace

from core.assessment import Assessment
from core.model import selfeval
from core.model.evaluation import ROOT, Category, Evaluation, Group, Indicator
from core.model.fields import FIELDS, Field, Kind
from core.model.path import Path, read, write
from core.reading.carried import Carried
from core.reading.cell_text import same_text
from core.reading.form_map import Draft, FormMap
from core.reading.own_cells import Shown, cells_of, fields_of
from core.reading.source import SourceFile
from core.reading.texts import year_line_share, year_of, year_share
from core.scoring.profile_file import profile_for
from core.scoring.score import score
from core.sheet.form import lay_out
from core.sheet.sheet import Cell, Role, Sheet

_ROW = ("name", "target", "actual", "points", "score", "deviation")
_HANGS_ON: Mapping[str, tuple[str, ...]] = {
    "direction": ("name", "target"),
    "method": ("name", "target"),
    "extra": ("name",),
    "band": ("name", "target", "actual"),
    "kept": _ROW,
}
"""What a row carries unseen, and the fields that must still be the same for it to be added.

What else a layout has no column for (偏差原因 …) hangs on ``_OTHERS``.
"""
_OTHERS = ("name", "target", "actual")

Same = Callable[[str], bool]
"""Whether the field of this name is what it was."""


def with_carried(
    found: tuple[Draft, ...], source: SourceFile, carried: Carried
) -> tuple[Draft, ...]:
    """The drafts of a file (``found``), with what the file carries."""
    form = carried.form
    card = score(form, profile_for(form.profile))
    sheet = lay_out(form, Assessment(card, ()))
    for number, section in enumerate(source.sections):
        shown = cells_of(section, sheet)
        if shown is not None and _labels_stand(sheet, shown):
            own = Draft(_merged(carried, sheet, shown), FormMap(number))
            before = tuple(draft for draft in found if draft.form.section < number)
            return (*before, own, *(draft for draft in found if draft.form.section > number))
    if len(found) != 1:
        return found
    (draft,) = found
    return (replace(draft, evaluation=_completed(draft, carried, sheet)),)


def _labels_stand(sheet: Sheet, shown: Mapping[int, Shown]) -> bool:
    """Whether the file has all that the form itself prints, and nothing where nothing belongs."""
    return all(
        same_text(shown[index].text, cell.text)
        for index, cell in enumerate(sheet.cells)
        if cell.role is Role.LABEL or (cell.role is Role.BLANK and cell.node is None)
    )


def _merged(carried: Carried, sheet: Sheet, shown: Mapping[int, Shown]) -> Evaluation:
    """The carried form with every edit that was made in the file."""
    form, edits, formulas = carried.form, dict[Path, str](), list[Path]()
    addresses = fields_of(sheet, form)
    for index, path in addresses.items():
        cell, now = sheet.cells[index], shown[index]
        was = read(form, path)
        if _is_year_line(cell):
            if not same_text(now.text, cell.text):
                edits[path] = _year_in(now.text)
        elif same_text(now.text, was) or _is_computed(carried, cell, was, now.text):
            continue
        elif now.formula:
            formulas.append(path)
        else:
            edits[path] = now.text
    title = edits.get(Path(ROOT, "title"))
    if title is not None and not any(map(_is_year_line, sheet.cells)) and year_share(title):
        edits[Path(ROOT, "year")] = _year_in(title)
    for path in formulas:
        # A formula shows something else after an edit, so its figure is computed; one without a
        # stored result shows nothing, and then only an edit elsewhere can have changed it.
        lost = not shown[_index(addresses, path)].text
        if not lost or edits:
            edits[path] = ""
    merged = form
    for path, text in edits.items():
        merged = write(merged, path, text)
    merged = _without_stale(merged, edits, set(addresses.values()))
    return selfeval.from_dict(selfeval.to_dict(merged)) if edits else merged


def _index(addresses: Mapping[int, Path], path: Path) -> int:
    return next(index for index, known in addresses.items() if known == path)


def _is_year_line(cell: Cell) -> bool:
    return cell.role is Role.TITLE and cell.path == Path(ROOT, "year")


def _year_in(text: str) -> str:
    """The year that a title or the line below it names, else the text itself."""
    share = year_line_share(text) or year_share(text)
    return str(year_of(text[slice(*share)] if share else text))


def _is_computed(carried: Carried, cell: Cell, was: str, now: str) -> bool:
    """Whether the cell shows what was computed for a blank field, now or when it was written."""
    if was.strip():
        return False
    then = carried.computed.get((cell.row, cell.column))
    return (then is not None and same_text(now, then)) or (
        cell.derived and same_text(now, cell.text)
    )


def _without_stale(form: Evaluation, edits: Mapping[Path, str], shown: set[Path]) -> Evaluation:
    """The form without what was carried for cells that are others now."""
    if not edits:
        return form
    changed: dict[int, set[str]] = {}
    for path in edits:
        changed.setdefault(path.node, set()).add(path.field)

    def kept(row: Indicator) -> Indicator:
        edited = changed.get(row.id)
        return row if edited is None else _trimmed(row, edited, shown)

    return replace(_with_rows(form, kept), kept=())


def _trimmed(row: Indicator, edited: set[str], shown: set[Path]) -> Indicator:
    stale = {
        field.name: _blank(field)
        for field in FIELDS[Indicator]
        if Path(row.id, field.name) not in shown
        and edited.intersection(_HANGS_ON.get(field.name, _OTHERS))
    }
    return replace(row, **stale)


def _blank(field: Field) -> object:
    return "" if field.is_text else ()


def _with_rows(form: Evaluation, change: Callable[[Indicator], Indicator]) -> Evaluation:
    """The form with each row as ``change`` makes it."""

    def group_of(group: Group) -> Group:
        return replace(group, indicators=tuple(map(change, group.indicators)))

    def category_of(category: Category) -> Category:
        return replace(category, groups=tuple(map(group_of, category.groups)))

    return replace(form, categories=tuple(map(category_of, form.categories)))


def _completed(draft: Draft, carried: Carried, sheet: Sheet) -> Evaluation:
    """A form whose rows were moved, with what was carried for those that are still known."""
    was, addresses = carried.form, fields_of(sheet, carried.form)
    shown = set(addresses.values())
    computed = {
        path: text
        for index, path in addresses.items()
        if (text := carried.computed.get((sheet.cells[index].row, sheet.cells[index].column)))
    }
    known = _by_key(was)
    own = _by_key(draft.evaluation)
    partners = {row.id: known[key] for key, row in own.items() if key in known}

    def completed(row: Indicator) -> Indicator:
        partner = partners.get(row.id)
        if partner is None:
            return row
        given = "" if computed.get(Path(partner.id, "score")) == row.score else row.score
        row = replace(row, score=given)
        return replace(row, **_unseen(row, partner, shown))

    form = _with_rows(draft.evaluation, completed)
    funds = {fund.name: fund for fund in was.funds}
    form = replace(
        form,
        funds=tuple(
            replace(
                fund,
                extra=partner.extra,
                rate="" if computed.get(Path(partner.id, "rate")) == fund.rate else fund.rate,
                score="" if computed.get(Path(partner.id, "score")) == fund.score else fund.score,
            )
            if (partner := funds.get(fund.name)) is not None
            else fund
            for fund in form.funds
        ),
    )
    for place, spots in draft.sources.items():
        if any(getattr(spot.item, "formula", False) for spot in spots):
            form = _without(form, place)
    for name in ("total_points", "total_score"):
        if computed.get(Path(ROOT, name)) == getattr(form, name):
            form = replace(form, **{name: ""})
    names = (f.name for f in FIELDS[Evaluation] if f.kind in {Kind.TEXT, Kind.YEAR, Kind.CHOICE})
    missing = {name: getattr(was, name) for name in names if not getattr(form, name)}
    return replace(form, **missing, extra=was.extra)


def _by_key(form: Evaluation) -> dict[tuple[str, ...], Indicator]:
    """The rows by what names them, those apart that are named alike."""
    keyed = [
        (tuple("".join(text.split()) for text in (c.name, g.name, row.name, row.target)), row)
        for c, g, row in form.rows
    ]
    counts = Counter(key for key, _ in keyed)
    return {key: row for key, row in keyed if counts[key] == 1}


def _unseen(row: Indicator, partner: Indicator, shown: set[Path]) -> dict[str, object]:
    """What ``partner`` carries for a row, as far as the row still is what that hangs on."""
    return {
        field.name: getattr(partner, field.name)
        for field in FIELDS[Indicator]
        if Path(partner.id, field.name) not in shown
        and all(
            same_text(getattr(row, name), getattr(partner, name))
            for name in _HANGS_ON.get(field.name, _OTHERS)
            if Path(partner.id, name) in shown
        )
    }


def _without(form: Evaluation, place: str) -> Evaluation:
    """The form without a figure that a formula of ours computed."""
    kind, _, rest = place.partition("/")
    if kind in {"total_points", "total_score"}:
        return replace(form, **{kind: ""})
    number, _, name = rest.partition("/")
    if kind == "funds" and name in {"rate", "score"} and number.isdecimal():
        return write(form, Path(form.funds[int(number)].id, name), "")
    return form
