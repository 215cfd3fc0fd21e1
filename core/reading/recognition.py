"""The forms of a section: block after block, each line is given to the block it belongs to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from core.model.fields import AMOUNTS
from core.reading import (
    funds,
    goals,
    indicators,
    level_rows,
    levels,
    pairs,
    remarks,
    running_amounts,
)
from core.reading.boundaries import Extent, extents, title_item
from core.reading.claims import settle
from core.reading.collector import Collector, Item
from core.reading.form_map import FormMap, FoundField, TableHead
from core.reading.fund_pairs import begun_pairs, fund_pairs, rest_of_pairs
from core.reading.headings import begins_note, is_passed_over, means, squeezed, title_core
from core.reading.heads import (
    GoalsHead,
    funds_head,
    goals_head,
    indicator_head,
)
from core.reading.lines import Line, spot
from core.reading.missing_fields import missing
from core.reading.pairs import begins_signed, inline_labels, label_of
from core.reading.sides import form_lines
from core.reading.source import SourceCell, SourceSection
from core.reading.texts import (
    money_share,
    without_unit_behind,
    written_year,
    year_line_share,
    year_named_share,
    year_of,
    year_share,
)
from core.reading.total import add_total, total_label
from core.reading.turned_funds import add_turned_funds, turned_funds
from core.values.cell_texts import one_line

_LONGEST_TITLE = 120


class _Block(Struct):
    """Where in a form the reader is."""

    lines: Sequence[Line]
    heads: Mapping[int, TableHead]
    collector: Collector
    index: int = 0
    rows: levels.Rows | None = None
    ended: bool = False
    """Whether the row of the sum was seen."""


def recognize(section: SourceSection, number: int = 0) -> tuple[FormMap, ...]:
    """All forms of a section, ``number`` being its place in the file."""
    lines = form_lines(section)
    heads = {i: head for i in range(len(lines)) if (head := indicator_head(lines, i))}
    return tuple(_form(lines, heads, extent, number) for extent in extents(lines, heads))


def _form(
    lines: Sequence[Line], heads: Mapping[int, TableHead], extent: Extent, section: int
) -> FormMap:
    collector = Collector(section)
    own = lines[extent.start : extent.end]
    own_heads = {i - extent.start: head for i, head in heads.items()}
    block = _Block(own, own_heads, collector)
    title = None if extent.title is None else extent.title - extent.start
    _title(block, title)
    while block.index < len(own):
        _next(block)
    if block.rows is not None:
        collector.indicators = indicators.with_templates(block.rows)
    running_amounts.settle(collector)
    funds.finish(collector, own)
    settle(collector)
    for line in own:
        for item in line.filled:
            collector.leave(line, item, "不知道属于哪一栏")
    return collector.form(missing(collector))


def _next(block: _Block) -> None:
    """Read what begins at the present line and go on behind it."""
    lines, index, collector = block.lines, block.index, block.collector
    line = lines[index]
    if index in block.heads:
        _begin_indicators(block, block.heads[index])
        _indicator_rows(block)
        return
    if block.rows is not None and _goes_on(block, line):
        block.rows.fresh = True
        _indicator_rows(block)
        return
    if block.rows is not None and (label := total_label(line, None)):
        add_total(
            collector, line, label, block.rows.head, weights=indicators.has_weights(block.rows)
        )
        block.ended = True
        _plain(block, line)
    elif (turned := turned_funds(lines, index)) is not None:
        add_turned_funds(collector, line, turned)
        block.index += len(turned.amounts)
    elif (funds_found := funds_head(lines, index)) is not None:
        _fund_rows(block, funds_found)
        return
    elif pairs_found := fund_pairs(line) or begun_pairs(lines, index):
        _fund_pairs(block, pairs_found)
        return
    elif amounts_found := funds.amount_line(line):
        funds.add_amount_line(collector, line, *amounts_found)
    elif (goals_found := goals_head(line)) is not None:
        _goal_rows(block, goals_found)
        return
    elif remarked := remarks.read(collector, lines, index):
        block.index += remarked - 1
    else:
        _plain(block, line)
    block.index += 1


def _fund_pairs(block: _Block, pairs_found: dict[str, SourceCell]) -> None:
    """Amounts beside their headings, and the lines below that say more of them."""
    lines, index, collector = block.lines, block.index, block.collector
    funds.add_pairs(collector, lines[index], pairs_found)
    index += 1
    if index < len(lines) and (rest := rest_of_pairs(lines[index], pairs_found)):
        funds.add_rest(collector, lines[index], rest)
        index += 1
    while index < len(lines) and funds.add_named_pairs(collector, lines[index], pairs_found):
        index += 1
    block.index = index


def _plain(block: _Block, line: Line) -> None:
    """A line outside of the tables: the year, labels with values, notes."""
    collector = block.collector
    if (title := title_item(line)) is not None:
        collector.label(line, title)  # repeated on the next page
    for item in line.filled:
        share = None if _asks_for_year(line, item) else year_line_share(item.text)
        early = "year" not in collector.fields and not block.rows
        if share is None and early and not _has_labels(item):
            share = year_named_share(item.text)
        if share is not None and _repeats_year(collector, line, item, share):
            collector.label(line, item)
            funds.take_money_unit(collector, line, item)
    running_amounts.take(collector, line)
    following = block.lines[block.index + 1] if block.index + 1 < len(block.lines) else None
    pairs.read_line(collector, line, following, after=block.rows is not None)


def _has_labels(item: Item) -> bool:
    """Whether a text says more than the unit of money: 2022年度　填报单位：某某局　单位：万元."""
    return any(label.kind != "money" for label, _, _ in inline_labels(item.text))


def _fund_rows(block: _Block, head: TableHead) -> None:
    lines, collector = block.lines, block.collector
    end = block.index
    while end < len(lines) and lines[end].part == head.part and lines[end].row <= head.last_row:
        end += 1
    funds.begin(collector, lines[block.index : end], head)
    block.index = end
    while block.index < len(lines):
        line = lines[block.index]
        begins = block.index in block.heads or goals_head(line) or funds_head(lines, block.index)
        if begins or not funds.is_row(head, line) or _is_labelled(line):
            return
        funds.add_row(collector, head, line)
        block.index += 1


def _is_labelled(line: Line) -> bool:
    """Whether a line begins with the label of another block."""
    label = label_of(line.cells[0].text, after=False) if line.cells else None
    if label is None and len(line.cells) == 1:  # 年度目标1：修路 in a table without merged cells
        first = next(inline_labels(line.cells[0].text), None)
        label = first[0] if first is not None and first[1] == 0 else None
    return label is not None and label.kind in {"head", "goal"}


def _goal_rows(block: _Block, head: GoalsHead) -> None:
    """The head of the goals and what stands below it, or behind its words (预期目标：)."""
    collector, line = block.collector, block.lines[block.index]
    goals.begin(collector, line)
    block.index += 1
    first = True
    while block.index < len(block.lines) and _is_goal_row(block, head, first=first):
        goals.add_row(collector, head, block.lines[block.index])
        block.index += 1
        first = False
    if first:
        for cell in (head.expected, head.actual):
            pairs.takes_inline(collector, line, cell, after=False)


def _is_goal_row(block: _Block, head: GoalsHead, *, first: bool) -> bool:
    line, index = block.lines[block.index], block.index
    begins = index in block.heads or goals_head(line) or funds_head(block.lines, index)
    return not begins and goals.is_row(head, line, first=first)


def _begin_indicators(block: _Block, head: TableHead) -> None:
    collector, head_at = block.collector, block.index
    collector.indicator_heads.append(head)
    while block.index < len(block.lines):
        line = block.lines[block.index]
        if line.part != head.part or line.row > head.last_row:
            break
        for cell in line.cells:
            collector.label(line, cell)
        block.index += 1
    if block.rows is None:
        block.rows = levels.Rows(head)
    else:
        block.rows.head = head
        block.rows.fresh = True
    level_rows.begin_above(collector, block.rows, block.lines[:head_at])
    after = min((i for i in block.heads if i >= block.index), default=len(block.lines))
    level_rows.prove(block.rows, block.lines[block.index : after])


def _goes_on(block: _Block, line: Line) -> bool:
    """Whether a table after a page end goes on below the same columns without a head."""
    rows = block.rows
    if block.ended or rows is None or line.row < 0 or not levels.takes(rows, line):
        return False
    last = max(place.column + place.columns for place in rows.head.columns if place.key)
    if line.width < last or _ends(block, line) or _begins_funds(block):
        return False
    return len(line.cells) > 2 or line.part == rows.head.part  # noqa: PLR2004


def _indicator_rows(block: _Block) -> None:
    """Rows of indicators till something else begins."""
    rows, collector = block.rows, block.collector
    while rows is not None and block.index < len(block.lines):
        line = block.lines[block.index]
        if block.index in block.heads or _ends(block, line) or _begins_funds(block):
            return
        if line.row >= 0 and line.part != _last_part(rows):
            rows.fresh = True
        below = block.lines[block.index + 1 : block.index + 2]
        level = level_rows.level_row(rows, line, below[0] if below else None)
        if level is not None:
            level_rows.begin_level(collector, rows, line, *level)
        elif not line.filled and line.row >= 0:
            if line.beginning and (rows.rows or line.whole):
                indicators.add_row(collector, rows, line)
        elif levels.takes(rows, line) or indicators.is_subtotal(rows.head, line):
            indicators.add_row(collector, rows, line)
        else:
            return
        block.index += 1


def _begins_funds(block: _Block) -> bool:
    """Whether the funds stand below the indicators and begin here.

    Two amounts tell it: a row of indicators may hold one of these words.
    """
    head = funds_head(block.lines, block.index)
    return head is not None and sum(one.key in AMOUNTS for one in head.columns) > 1


def _last_part(rows: levels.Rows) -> int:
    return rows.rows[-1].part if rows.rows else rows.head.part


def _ends(block: _Block, line: Line) -> bool:
    """Whether a line below the indicators is none of them."""
    if line.row < 0:
        return True
    head = block.rows.head if block.rows is not None else None
    goal = len(line.cells) == _PAIRS and _is_labelled(line)  # 年度绩效目标2 | what is to be reached
    if goal or total_label(line, head) is not None or goals_head(line) is not None:
        return True
    first = next((c for c in line.cells if not means("blocks", "label", c.text)), None)
    if first is None:
        return False
    passed = is_passed_over(first.text) and len(line.cells) == 1
    if begins_note(first.text) or passed or begins_signed(first.text):
        return True
    label = label_of(first.text, after=True)
    signed = label is not None and label.kind == "signature" and squeezed(first.text)[-1:] == ":"
    level3 = head.place("level3") if head is not None else None
    if signed or (level3 is not None and first.column >= level3.column):
        return signed  # 填报单位（盖章）： with 填报日期： below the columns of the figures
    return label is not None and len(line.cells) <= 2 * _PAIRS


_PAIRS = 2
_YEAR_WORDS = frozenset({"年度", "年份"})


def _title(block: _Block, index: int | None) -> None:
    """The title, the one that says that it is one or the first line that stands alone."""
    collector, lines = block.collector, block.lines
    doubt = ""
    if index is None:
        index = _lonely_line(lines)
        doubt = "这一行不像表名，请核对"
    if index is None or any(i < index for i in block.heads if i >= 0):
        return
    line = lines[index]
    item = title_item(line) or line.filled[0]
    whole = item.text.strip().split("\n")
    share: tuple[int, int] | tuple[()] = ()
    if len(whole) > 1 and year_line_share(whole[-1]) is not None:
        end = item.text.rstrip().rfind("\n")
        share = (0, end)
    elif (end := without_unit_behind(item.text)) < len(item.text):
        share = (0, end)
    at = collector.spot(line, item, *share)
    collector.fields["title"] = FoundField((at,), one_line(at.text), doubt)
    for above in lines[:index]:
        for other in above.filled:
            collector.label(above, other)
    if (found := year_share(item.text)) is not None:
        _year(collector, line, item, found)
    for other in line.filled:
        funds.take_money_unit(collector, line, other)
    pairs.read_line(collector, line, None, after=False)
    block.index = index + 1


def _lonely_line(lines: Sequence[Line]) -> int | None:
    """The first line with a text, where that can be the name of a form."""
    for index, line in enumerate(lines):
        if _can_be_title(line):
            return index
        texts = [item.text for item in line.filled]
        if not all(is_passed_over(t) or year_line_share(t) or money_share(t) for t in texts):
            return None
    return None


def _can_be_title(line: Line) -> bool:
    if len(line.filled) != 1 or not 1 < len(line.filled[0].text) <= _LONGEST_TITLE:
        return False
    text = line.filled[0].text
    known = label_of(text, after=False) is not None or means("blocks", "label", text)
    named = is_passed_over(text) or year_line_share(text) is not None or ":" in text or "：" in text
    return not known and not named and bool(title_core(text) or text)


def _asks_for_year(line: Line, item: Item) -> bool:
    """Whether 年度 is a label with a blank place of its own beside it."""
    if not line.whole or not isinstance(item, SourceCell) or item.text[:1].isspace():
        return False
    if squeezed(item.text) not in _YEAR_WORDS:
        return False
    beside = line.next_to(item)
    return beside is not None and not beside.text.strip()


def _year(collector: Collector, line: Line, item: Item, share: tuple[int, int]) -> bool:
    at = spot(collector.section, line, item, *share)
    return collector.put("year", FoundField((at,), written_year(at.text)))


def _repeats_year(collector: Collector, line: Line, item: Item, share: tuple[int, int]) -> bool:
    """Whether a line of its own names the form's year, for the first time or again."""
    known = collector.fields.get("year", FoundField(()))
    new = written_year(item.text[share[0] : share[1]])
    if _year(collector, line, item, share):
        return True
    if new and year_of(known.text) != year_of(new):
        return False
    collector.repeat("year", FoundField((spot(collector.section, line, item, *share),), new))
    return True
