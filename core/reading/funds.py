"""The rows of 项目资金 below their head, one or many, and the unit of money."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from core.model.fields import AMOUNTS
from core.model.number import MONEY_UNITS
from core.quoting import quoted
from core.reading.collector import Collector, Item
from core.reading.form_map import ColumnPlace, FoundField, TableHead, TableRow
from core.reading.fund_pairs import is_block_label
from core.reading.headings import columns_of, is_running_number, meanings, means, squeezed
from core.reading.indicators import MERGED, doubted
from core.reading.lines import Line, spot
from core.reading.source import SourceCell
from core.reading.texts import is_figure, money_share, reads_as_amount, reads_as_points
from core.reading.unit_cells import figure_in
from core.regex import regex
from core.values.cell_texts import one_line

FIELDS = ("name", *AMOUNTS, "points", "rate", "score")

_HEADING_POINTS = regex(r"(?P<points>\d+(?:\.\d+)?)\s*分")
_OWN_UNIT = regex(r"\d\s*(?P<unit>[万亿]?\s*元)\s*$")
_TOTAL = regex("总额|合计|总计")
_PART = regex(r"其中[:：]?")
_UNIT_LABEL = regex(r"(?:金额|资金|货币|计价|预算)?单位[:：]?")
_PAIRS = 2


def take_money_unit(collector: Collector, line: Line, item: Item) -> bool:
    """Whether an item names the unit of money; it is the form's, unless another was named."""
    share = money_share(item.text)
    beside = _unit_beside(line, item) if share is None else None
    if share is not None:
        at = spot(collector.section, line, item, *share)
    elif beside is not None:
        at = collector.spot(line, beside)
    else:
        return False
    text = squeezed(at.text)
    known = collector.fields.get("money_unit")
    if known is None:
        collector.fields["money_unit"] = FoundField((at,), text)
    elif known.text != text and not known.doubt:
        doubt = f"表里又写着“{text}”，请核对金额单位"
        collector.fields["money_unit"] = replace(known, doubt=doubt)
    return True


def _unit_beside(line: Line, item: Item) -> SourceCell | None:
    """The cell with the unit beside a label of it: 金额单位 | 万元."""
    if not isinstance(item, SourceCell) or not _UNIT_LABEL.fullmatch(squeezed(item.text)):
        return None
    beside = line.right_of(item)
    known = beside is not None and squeezed(beside.text) in MONEY_UNITS
    return beside if known else None


def begin(collector: Collector, lines: Sequence[Line], head: TableHead) -> None:
    """Take the head; a unit of money may stand in it or in the block's label."""
    collector.funds_heads.append(head)
    for line in lines:
        for cell in line.cells:
            take_money_unit(collector, line, cell)
            collector.label(line, cell)


def is_row(head: TableHead, line: Line) -> bool:
    """Whether a line can be a row below this head: named at the left, amounts in their columns."""
    if line.part != head.part or line.row < 0:
        return False
    first = _first_amount(head)
    figures = [c for c in line.cells if c.column >= first]
    if any(_covers_two(head, cell) or not _can_be_figure(cell) for cell in figures):
        return False
    names = [cell for cell in line.cells if cell.column < first]
    if any(cell.column + cell.colspan > first for cell in names):
        return False
    # Below a heading of no field of ours anything may stand, as 得分计算方法 has it.
    known = [c for c in figures if (place := head.at(c.column)) is None or place.key]
    if known and not any(map(_is_figure, known)):
        return any(names_source(cell.text) for cell in names)  # words of another block
    return bool(figures) or bool(names)


def _is_figure(cell: SourceCell) -> bool:
    return is_figure(cell.text) or reads_as_amount(cell.text)


def names_source(text: str) -> bool:
    """Whether a text is a known name of a row of funds: 年度资金总额, 其中：财政拨款."""
    return bool(meanings("fund_names", text))


def _covers_two(head: TableHead, cell: SourceCell) -> bool:
    covered = [
        p for p in head.columns if p.key and cell.column <= p.column < cell.column + cell.colspan
    ]
    return len(covered) > 1


def _can_be_figure(cell: SourceCell) -> bool:
    """Amounts, rates, dashes and short remarks; no heading or label of another block."""
    text = cell.text
    families = ("labels", "goals", "indicators")
    keys = (key for family in families for key in _keys(family))
    return is_figure(text) or reads_as_amount(text) or not any(means(f, k, text) for f, k in keys)


def _keys(family: str) -> list[tuple[str, str]]:
    names = {
        "labels": ("project", "department", "unit", "year", "total_score"),
        "goals": ("expected", "actual"),
        "indicators": ("level1", "level2", "level3", "target"),
    }
    return [(family, key) for key in names[family]]


def _first_amount(head: TableHead) -> int:
    return min(place.column for place in head.columns if place.key in AMOUNTS)


def add_row(collector: Collector, head: TableHead, line: Line) -> None:
    """The row of funds that this line is."""
    fields = {"name": _name(collector, head, line)}
    for place in head.columns:
        if place.key and place.key != "name":
            fields[place.key] = doubted(_figure(collector, line, place), place)
    if not any(found.text for found in fields.values()):
        blank = TableRow(line.part, line.row, fields, template=True)
        collector.funds.append(blank)
        return
    for cell in line.cells:
        if cell.column < _first_amount(head) and _is_block_label(cell):
            take_money_unit(collector, line, cell)
            collector.label(line, cell)
        column = head.at(cell.column)
        if column is not None and is_running_number(column.heading, cell.text):
            collector.label(line, cell)
        heading = f"“{quoted(column.heading)}”一栏" if column is not None else "这一格"
        collector.leave(line, cell, f"项目资金里的{heading}，自评表里没有对应的栏")
    collector.funds.append(TableRow(line.part, line.row, fields))


def _name(collector: Collector, head: TableHead, line: Line) -> FoundField:
    """What stands left of the amounts, but for the label of the block; 其中 is part of the name."""
    place = head.place("name")
    first = _first_amount(head)
    cells = [
        cell for cell in line.beginning if cell.column < first and _names_row(head, cell, place)
    ]
    words = [cell for cell in cells if cell.text.strip()]
    while len(words) > 1 and _is_block_label(words[0]):
        take_money_unit(collector, line, words[0])
        collector.label(line, words[0])
        words = words[1:]
    if len(words) == 1 and _labels_block_only(words[0], head, line):
        take_money_unit(collector, line, words[0])
        collector.label(line, words[0])
        words = []
    if not words:
        blanks = [cell for cell in cells if not cell.text.strip()]
        return FoundField(tuple(collector.spot(line, cell) for cell in blanks[-1:]))
    for cell in words:
        take_money_unit(collector, line, cell)  # 年度资金总额（万元）
    spots = tuple(collector.spot(line, cell) for cell in words)
    return FoundField(spots, "".join(one_line(at.text) for at in spots))


def _names_row(head: TableHead, cell: SourceCell, place: ColumnPlace | None) -> bool:
    """Whether a cell stands where names do, and not below the heading of another column."""
    if _PART.fullmatch(squeezed(cell.text)):
        return True
    if place is not None:
        return cell.column >= place.column
    above = head.at(cell.column)
    return above is None or not above.heading or means("blocks", "label", above.heading)


def _is_block_label(cell: SourceCell) -> bool:
    return means("blocks", "label", cell.text) and not _PART.fullmatch(squeezed(cell.text))


def _labels_block_only(cell: SourceCell, head: TableHead, line: Line) -> bool:
    """Whether a single word at the left is the block's label, the name beside it being blank."""
    if not _is_block_label(cell):
        return False
    beside = line.right_of(cell)
    return beside is not None and beside.column < _first_amount(head) and cell.rowspan > 1


def _figure(collector: Collector, line: Line, place: ColumnPlace) -> FoundField:
    cell = line.at(place.column) or SourceCell(line.row, place.column, "")
    if cell.row != line.row:
        return FoundField((), "", MERGED if cell.text.strip() else "")
    found = figure_in(collector, line, cell)
    text = found.text
    reads = reads_as_points if place.key in {"points", "score"} else reads_as_amount
    odd = text and not (reads(text) or is_figure(text))
    return replace(found, doubt="这里不是数" if odd else "")


def finish(collector: Collector, lines: Sequence[Line]) -> None:
    """What stands with other things only: the unit of money, the points of the execution rate."""
    _take_unit_of_amounts(collector)
    _take_unit_of_cells(collector, lines)
    _take_points_of_headings(collector, lines)


def _take_unit_of_amounts(collector: Collector) -> None:
    """Where no label names the unit of money, the one that every amount carries: 386.50万元."""
    if "money_unit" in collector.fields:
        return
    amounts = [row.fields[key] for row in collector.funds for key in AMOUNTS if key in row.fields]
    figures = [one for one in amounts if any(sign.isdigit() for sign in one.text)]
    units = [_OWN_UNIT.search(one.text) for one in figures]
    named = {squeezed(match["unit"]) for match in units if match is not None}
    if len(named) == 1 and None not in units and figures[0].spots:
        at = figures[0].spots[-1]
        unit = _OWN_UNIT.search(at.item.text[: at.end])
        if unit is not None:
            share = replace(at, start=unit.start("unit"), end=unit.end("unit"))
            collector.fields["money_unit"] = FoundField((share,), squeezed(share.text))


def _take_unit_of_cells(collector: Collector, lines: Sequence[Line]) -> None:
    """Where nothing else names the unit of money, the cells behind the amounts (120 | 万元).

    In a blank it may be the format of the amounts that shows the unit behind them.
    """
    if "money_unit" in collector.fields:
        return
    rows = {(row.part, row.row) for row in collector.funds}
    units = [
        (line, cell)
        for line in lines
        if (line.part, line.row) in rows
        for cell in line.beginning
        if squeezed(cell.text) in MONEY_UNITS
    ]
    named = {squeezed(cell.text) for _, cell in units} or _units_of_formats(collector)
    if len(named) == 1:
        spots = tuple(collector.spot(line, cell) for line, cell in units[:1])
        collector.fields["money_unit"] = FoundField(spots, named.pop())


def _units_of_formats(collector: Collector) -> set[str]:
    amounts = [row.fields[key] for row in collector.funds for key in AMOUNTS if key in row.fields]
    items = [at.item for one in amounts for at in one.spots]
    return {item.unit for item in items if isinstance(item, SourceCell) and item.unit}


def _take_points_of_headings(collector: Collector, lines: Sequence[Line]) -> None:
    """The points of the execution rate may stand in a heading only: 得分（20分*执行率）."""
    by_place = {(line.part, line.row): line for line in lines}
    for head in collector.funds_heads:
        line = by_place.get((head.part, head.first_row))
        if head.place("points") is not None or line is None:
            continue
        own = [place.cell for place in head.columns if place.key in {"score", "rate"}]
        labels = [cell for cell in line.cells if means("blocks", "label", cell.text)]
        for cell in (*own, *(labels if own else ())):
            match = _HEADING_POINTS.search(cell.text)
            if match is not None:
                at = spot(collector.section, line, cell, *match.span("points"))
                _give_points(collector, head, FoundField((at,), match["points"]))
                break


def _give_points(collector: Collector, head: TableHead, points: FoundField) -> None:
    """To the total row below this head: the one named so, else the first."""
    below = [
        number
        for number, row in enumerate(collector.funds)
        if row.part == head.part and row.row > head.first_row and not row.template
    ]
    named = [n for n in below if _TOTAL.search(collector.funds[n].fields["name"].text)]
    for number in (named or below)[:1]:
        row = collector.funds[number]
        if "points" not in row.fields:
            collector.funds[number] = replace(row, fields={**row.fields, "points": points})


def add_pairs(collector: Collector, line: Line, pairs: dict[str, SourceCell]) -> None:
    """Amounts beside their headings in one line are a row."""
    _add_amounts(collector, line, pairs, FoundField(()))


def add_rest(collector: Collector, line: Line, pairs: dict[str, SourceCell]) -> None:
    """A second line of the row that ``add_pairs`` added: its rate, points and score."""
    row = collector.funds.pop()
    _add_amounts(collector, line, pairs, FoundField(()))
    rest = collector.funds.pop().fields
    collector.funds.append(replace(row, fields={**rest, **row.fields}))


def add_named_pairs(collector: Collector, line: Line, pairs: dict[str, SourceCell]) -> bool:
    """A row below ``add_pairs``: a source beside each amount (其中：拨款 | 80 | 其中：拨款 | 78).

    ``pairs`` are the amounts of the row above; tells whether this line is such a row.
    """
    amounts: dict[str, SourceCell] = {}
    names: list[SourceCell] = []
    for key, above in pairs.items():
        cell = line.at(above.column) or SourceCell(line.row, above.column, "")
        before = (one for one in reversed(line.cells) if one.column < above.column)
        name = next(before, None)
        if name is None or cell.row != line.row or name in names:
            continue
        if names_source(name.text) and (is_figure(cell.text) or not cell.text.strip()):
            amounts[key] = cell
            names.append(name)
    if not amounts or not (line.whole or any(cell.text.strip() for cell in amounts.values())):
        return False
    same = len({squeezed(name.text).rstrip(":") for name in names}) == 1
    spots = tuple(collector.spot(line, name) for name in names)
    doubt = "" if same else "这一行的几个金额名称不同，请核对"
    found = FoundField(spots, one_line(names[0].text).rstrip(":："), doubt)
    _add_amounts(collector, line, amounts, found)
    return True


def amount_line(line: Line) -> tuple[str, list[tuple[SourceCell | None, SourceCell]]] | None:
    """One amount of several sources in a line: 执行数： | 98 | 其中：财政拨款 | 78 | 其他资金 | 20.

    Gives the key of the amount, and each source (``None`` for the total) with its figure.
    """
    cells = [cell for cell in line.cells if not is_figure(cell.text)]
    if len(cells) > 1 and is_block_label(line, cells[0]):
        cells = cells[1:]
    if line.row < 0 or len(cells) < _PAIRS:
        return None
    first, *names = cells
    (key,) = columns_of([first.text], "funds")
    found: list[tuple[SourceCell | None, SourceCell]] = []
    for cell in cells:
        beside = line.right_of(cell)
        if beside is None or beside.row != line.row:
            return None
        if not (is_figure(beside.text) or (line.whole and not beside.text.strip())):
            return None
        found.append((None if cell is first else cell, beside))
    sources = all(names_source(name.text) for name in names)
    return (key, found) if key in AMOUNTS and sources else None


def add_amount_line(
    collector: Collector,
    line: Line,
    key: str,
    sources: Sequence[tuple[SourceCell | None, SourceCell]],
) -> None:
    """What ``amount_line`` found: one more amount of the sources that lines above have named."""
    for name, figure in sources:
        amount = FoundField((collector.spot(line, figure),), one_line(figure.text))
        text = "" if name is None else one_line(name.text).rstrip(":：")
        place = next((at for at, row in enumerate(collector.funds)
                      if key not in row.fields and squeezed(row.fields["name"].text)
                      == squeezed(text)), None)  # fmt: skip
        if place is None:
            spots = () if name is None else (collector.spot(line, name),)
            label = FoundField(spots, text)
            collector.funds.append(TableRow(line.part, line.row, {"name": label, key: amount}))
        else:
            row = collector.funds[place]
            collector.funds[place] = replace(row, fields={**row.fields, key: amount})
    for cell in line.cells:
        if not collector.is_placed(cell):
            take_money_unit(collector, line, cell)
            collector.label(line, cell)


def _add_amounts(
    collector: Collector, line: Line, pairs: dict[str, SourceCell], name: FoundField
) -> None:
    fields = {key: figure_in(collector, line, cell) for key, cell in pairs.items()}
    for cell in line.cells:
        if not collector.is_placed(cell):
            take_money_unit(collector, line, cell)
            collector.label(line, cell)
    collector.funds.append(TableRow(line.part, line.row, {"name": name, **fields}))
