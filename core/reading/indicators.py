"""The rows of the indicators below their head."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec.structs import replace

from core.quoting import quoted
from core.reading.collector import Collector
from core.reading.form_map import TARGET_PARTS, ColumnPlace, FoundField, TableHead, TableRow
from core.reading.headings import LONGEST, is_running_number, means, squeezed
from core.reading.heads import BEFORE, MEASURES
from core.reading.level_names import both_levels
from core.reading.levels import CONTINUED, FIGURES, LEVELS, Rows, add_levels
from core.reading.lines import Line
from core.reading.source import SourceCell
from core.reading.texts import is_blank, is_weight, reads_as_points
from core.regex import regex
from core.values.cell_texts import is_placeholder, one_line

FIELDS = (*LEVELS, "level3", *FIGURES, "deviation")
_BLANK_ROWS = 20
"""So many blank rows may end a page."""

_SUBTOTAL = regex(r".{0,10}(?:小计|分计)(?:得分|分值)?")
_NAMES = {*LEVELS, "level3"}
_ONE_NAME = "这一行只写了一个名称，暂作三级指标的名称，请核对"
_NAMELESS = "这一行没有指标名称和分值，可能是上一行断开的后半，请核对"
_MERGED_NAME = "名称的格合并了几行，请核对是不是同一个指标"
MERGED = "这一格与上面的行合并，内容只记在第一行"


def add_row(collector: Collector, rows: Rows, line: Line) -> None:
    """The row that this line is, or the rest of the one above that a page end tore."""
    if is_subtotal(rows.head, line):
        for cell in line.cells:
            collector.leave(line, cell, "小计由程序算出")
        return
    found = {
        place.key: doubted(_field(collector, line, place, rows.head), place)
        for place in rows.head.columns
        if place.key and "/" not in place.key
    }
    _leave_others(collector, rows.head, line)
    last = _last_filled(rows) if rows.fresh else None
    if last is not None and _continues(rows, rows.rows[last], found):
        rows.rows[last] = _mended(rows.rows[last], found)
        return
    found |= _named_at_its_left(found) | _both_levels_in(found)
    if not add_levels(rows, line, found):
        rows.inherited.add(len(rows.rows))
    rows.fresh = False
    fields = {key: found[key] for key in FIELDS if key in found}
    rows.rows.append(TableRow(line.part, line.row, fields))


def _both_levels_in(found: dict[str, FoundField]) -> dict[str, FoundField]:
    """Both levels of a table with one column for them: 产出指标—数量指标."""
    known = [found[level] for level in LEVELS if level in found]
    spots = known[0].spots if len(known) == 1 else ()
    both = both_levels(spots[0].item.text) if len(spots) == 1 else None
    if both is None:
        return {}
    shares = [replace(spots[0], start=start, end=end) for start, end in both]
    return {
        level: FoundField((share,), one_line(share.text))
        for level, share in zip(LEVELS, shares, strict=True)
    }


def _named_at_its_left(found: dict[str, FoundField]) -> dict[str, FoundField]:
    """A row with figures and one name, in the column of the first level (预算执行率 | | | 100%).

    Drawn with merged cells it names all three levels; without them that is doubtful.
    """
    names = [found.get(key, FoundField(())) for key in (*LEVELS, "level3")]
    first, *others = names
    figures = ("target", "actual", "points", "score")
    whole = first.text and all(key in found and found[key].text for key in figures)
    if not whole or len(names) != len(_NAMES & found.keys()) or any(one.text for one in others):
        return {}
    return {
        "level2": FoundField(first.spots, first.text),
        "level3": FoundField(first.spots, first.text, _ONE_NAME),
    }


def is_subtotal(head: TableHead, line: Line) -> bool:
    """Whether a row sums up those above it: 小计 in a column of names, nothing wanted or done."""
    values = [place for key in ("target", "actual") if (place := head.place(key)) is not None]
    if not values:
        return False
    first = min(place.column for place in values)
    names = [cell for cell in line.cells if cell.column < first]
    labels = [cell for cell in names if _SUBTOTAL.fullmatch(squeezed(cell.text))]
    if not labels:
        return False
    cells = (line.at(place.column) for place in values)
    return not any(
        cell and cell not in labels and cell.row == line.row and cell.text.strip() for cell in cells
    )


def doubted(found: FoundField, place: ColumnPlace) -> FoundField:
    """A text below a heading that only may mean this is doubtful."""
    doubtful = place.doubt and found.text and not found.doubt
    return replace(found, doubt=place.doubt) if doubtful else found


def _field(collector: Collector, line: Line, place: ColumnPlace, head: TableHead) -> FoundField:
    if place.key == "target":
        return _parts(collector, line, _standing(line, place, head), head)
    if place.key == "actual" and head.place("actual/unit"):
        return _parts(collector, line, place, head)
    cells = list(_cells(line, place))
    if place.key == "deviation" and (measures := head.place(MEASURES)) is not None:
        cells += _cells(line, measures)
    if place.key in LEVELS and cells:
        cells = list(_without_label(collector, line, cells))
        spots = tuple(collector.spot(line, cell) for cell in cells)
        return FoundField(spots, one_line("".join(at.text for at in spots)))
    own = [cell for cell in cells if cell.row == line.row]
    if not own:
        return _not_begun(collector, line, place)
    spots = tuple(collector.spot(line, cell) for cell in own)
    texts = [at.text for at in spots if at.text]
    if place.key == "deviation":
        return FoundField(spots, "\n".join(texts))
    text = "".join(texts)
    return FoundField(spots, text if place.key == "actual" else one_line(text))


def _standing(line: Line, place: ColumnPlace, head: TableHead) -> ColumnPlace:
    """Which column holds a row's target: that before the adjustment where nothing was adjusted."""
    before = head.place(BEFORE)
    if before is None or any(c.doubt or not is_blank(c.text) for c in _cells(line, place)):
        return place
    written = any(not is_blank(cell.text) for cell in _cells(line, before))
    return replace(before, key=place.key) if written else place


def _without_label(
    collector: Collector, line: Line, cells: Sequence[SourceCell]
) -> Sequence[SourceCell]:
    """The cells of a level whose heading stands over the block's own label (绩效指标) as well."""
    labels = [cell for cell in cells if means("blocks", "label", _without_mark(cell.text))]
    if not labels or not any(cell.text.strip() for cell in cells if cell not in labels):
        return cells
    for cell in labels:
        collector.label(line, cell)
    return [cell for cell in cells if cell not in labels]


def _without_mark(text: str) -> str:
    return CONTINUED.sub("", text) if len(text) <= LONGEST else text


def _not_begun(collector: Collector, line: Line, place: ColumnPlace) -> FoundField:
    """A place without a cell is blank; one covered from above says what all its rows are.

    Only a name does so: a figure in a merged cell belongs to the first of its rows.
    """
    cell = line.at(place.column)
    if cell is None:
        return FoundField((collector.spot(line, SourceCell(line.row, place.column, "")),))
    if not cell.text.strip():
        return FoundField((collector.spot(line, cell),))
    if place.key == "level3":
        return FoundField((collector.spot(line, cell),), one_line(cell.text), _MERGED_NAME)
    shared = place.key in {"points", "score"}  # usual where several rows are scored as one
    return FoundField((), "", "" if shared else MERGED)


def _cells(line: Line, place: ColumnPlace) -> Iterator[SourceCell]:
    """The different cells that cover the columns of a place."""
    last = None
    for column in range(place.column, place.column + place.columns):
        cell = line.at(column)
        if cell is not None and cell is not last:
            last = cell
            yield cell


def _parts(collector: Collector, line: Line, place: ColumnPlace, head: TableHead) -> FoundField:
    """A value of one column, or of sign, value and unit: ≥ | 95 | % is ≥95%.

    A sign or a unit that the value has itself is not said twice.
    """
    parts: list[tuple[str, SourceCell]] = []
    for part in TARGET_PARTS:
        column = place if part == "value" else head.place(f"{place.key}/{part}")
        if column is not None:
            parts += [(part, cell) for cell in _cells(line, column) if cell.row == line.row]
    split = {part for part, _ in parts} != {"value"}
    under_one = place.key == "target" and len(parts) == len(TARGET_PARTS)
    if not split and under_one:  # one heading over the three columns
        parts = [(role, cell) for role, (_, cell) in zip(TARGET_PARTS, parts, strict=True)]
        split = True
    spots = tuple(
        replace(collector.spot(line, cell), role=part if split else "") for part, cell in parts
    )
    if not spots:
        return _not_begun(collector, line, place)
    text = joined_parts([(at.role or "value", at.text) for at in spots])
    value = any(at.text and at.role not in _BESIDE for at in spots)
    what = "指标值" if place.key == "target" else "完成值"
    return FoundField(spots, text, "" if value or not text else f"只有符号或单位，没有{what}")


_BESIDE = {"sign", "unit"}


def joined_parts(parts: Sequence[tuple[str, str]]) -> str:
    """Sign, value and unit as one text; of sign and unit neither a dash nor what the value says."""
    value = "".join(text for part, text in parts if part not in _BESIDE)
    said = {"sign": value.startswith, "unit": value.endswith}
    return "".join(
        text
        for part, text in parts
        if part not in _BESIDE or not (is_blank(text) or (value and said[part](text)))
    )


def _leave_others(collector: Collector, head: TableHead, line: Line) -> None:
    """Cells in columns that the form does not have; the label of the block at the left."""
    for cell in line.cells:
        if collector.is_placed(cell):
            continue
        if means("blocks", "label", cell.text):
            collector.label(line, cell)
            continue
        place = head.at(cell.column)
        heading = place.heading if place is not None else ""
        if is_running_number(heading, cell.text):
            collector.label(line, cell)
            continue
        why = f"“{quoted(heading)}”一栏，自评表里没有对应的栏" if heading else "不知道属于哪一栏"
        collector.leave(line, cell, why)


def _last_filled(rows: Rows) -> int | None:
    numbers = range(len(rows.rows) - 1, max(-1, len(rows.rows) - 1 - _BLANK_ROWS), -1)
    return next((number for number in numbers if not _is_template(rows.rows[number])), None)


def _continues(rows: Rows, last: TableRow, found: dict[str, FoundField]) -> bool:
    """Whether the first row of a page is the rest of the last one of the page before."""
    if not _text(last, "points"):
        return False
    if any(found[key].text for key in ("target", "points", "score") if key in found):
        return False
    if any(found[key].text and _is_new(rows, key, found[key]) for key in LEVELS if key in found):
        return False
    return any(found[key].text for key in ("level3", "actual", "deviation") if key in found)


def _is_new(rows: Rows, level: str, found: FoundField) -> bool:
    above = rows.levels.get(level)
    return above is None or above.text != found.text


def _mended(row: TableRow, rest: dict[str, FoundField]) -> TableRow:
    fields = dict(row.fields)
    doubt = "跨页断开的一行已接上，请核对"
    for key, more in rest.items():
        if key not in LEVELS and more.text:
            known = fields.get(key, FoundField(()))
            fields[key] = FoundField((*known.spots, *more.spots), known.text + more.text, doubt)
    return replace(row, fields=fields)


def has_weights(rows: Rows) -> bool:
    """Whether all points of a form are written as shares of the whole (10%)."""
    points = [text for row in rows.rows if not is_blank(text := _text(row, "points"))]
    return bool(points) and all(map(is_weight, points))


def _sensible(row: TableRow, *, weights: bool) -> TableRow:
    """Points and scores that are no numbers are doubtful: perhaps the columns are others.

    Where all points are shares (``weights``) the column is the right one, and nothing is doubtful.
    """
    fields = dict(row.fields)
    for key, name in (("points", "分值"), ("score", "得分")):
        found = fields.get(key)
        if found is None or not found.text or found.doubt or reads_as_points(found.text):
            continue
        if not (key == "points" and weights and is_weight(found.text)):
            fields[key] = replace(found, doubt=f"{name}一栏里不是数")
    return replace(row, fields=fields)


def with_templates(rows: Rows) -> list[TableRow]:
    """The rows, with those marked that are only places to be filled in.

    A blank row stands for its group where the group has no other and its name begins there: a form
    may leave 经济效益指标 blank, and says so by that row.
    """
    marked: list[TableRow] = []
    weights = has_weights(rows)
    numbered = [(n, _sensible(row, weights=weights)) for n, row in enumerate(rows.rows)]
    for _, members in groupby(numbered, key=lambda pair: _group(pair[1])):
        group = list(members)
        filled = any(not _is_template(row) for _, row in group)
        named = any(_text(row, "level3") for _, row in group)
        for place, (number, row) in enumerate(group):
            begins = place == 0 and number not in rows.inherited
            keeps = not filled and not named and begins and not is_placeholder(_group(row)[1])
            template = _is_template(row) and not keeps
            marked.append(replace(row if template else _with_names(row), template=template))
    return marked


def _with_names(row: TableRow) -> TableRow:
    """A row of a table with a column for a level has a name there, its own or one from above."""
    fields = dict(row.fields)
    for key, name in (("level1", "一级指标"), ("level2", "二级指标")):
        found = fields.get(key)
        if found is not None and found.spots and not found.text and not found.doubt:
            fields[key] = replace(found, doubt=f"没有找到这一行的{name}")
    if _is_nameless(row):
        fields["level3"] = replace(fields["level3"], doubt=_NAMELESS)
    return replace(row, fields=fields)


def _is_nameless(row: TableRow) -> bool:
    """Whether a row has values, but nothing that tells what of: no name, no points, no score."""
    if not {"level3", "points"} <= row.fields.keys():
        return False
    told = any(_text(row, key) for key in ("level3", "points", "score"))
    return not told and any(not is_blank(_text(row, key)) for key in ("target", "actual"))


def _group(row: TableRow) -> tuple[str, str]:
    return _text(row, "level1"), _text(row, "level2")


def _text(row: TableRow, key: str) -> str:
    found = row.fields.get(key)
    return found.text if found is not None else ""


def _is_template(row: TableRow) -> bool:
    """Whether a row has no value, and no name of its own or one to be replaced."""
    found = row.fields.get("level3", FoundField(()))
    name = "" if found.doubt == _MERGED_NAME else found.text
    rest = (key for key in FIELDS if key not in {*LEVELS, "level3"})
    return (not name or is_placeholder(name)) and all(is_blank(_text(row, key)) for key in rest)
