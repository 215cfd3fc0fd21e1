"""Labels with their values: beside each other in two cells, or in one text with a colon."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from core.reading.collector import Claim, Collector, Item
from core.reading.form_map import FoundField, Leftover, Spot
from core.reading.funds import take_money_unit
from core.reading.headings import (
    bare,
    begins_note,
    is_numbering,
    is_passed_over,
    meanings,
    means,
    without_number,
)
from core.reading.inline_values import (
    asks_for_date,
    has_own_gap,
    unknown_pairs,
    value_share,
)
from core.reading.level_names import levels_above
from core.reading.lines import Line, spot
from core.reading.plain_funds import add_plain_row
from core.reading.source import SourceCell
from core.reading.texts import (
    Share,
    dated_tail,
    money_share,
    reads_as_points,
    year_line_share,
)
from core.reading.unknown_labels import take_unknown_pairs
from core.regex import regex
from core.values.cell_texts import one_line

_LONGEST = 600
"""Labels inside of a text are looked for in texts that are not longer than this."""

_LONGEST_LABEL = 30
_LONGEST_SPACED = 200
_MOST_PIECES = 8
_SURE = 2
_PAIR = 2
_GAP = "内容与标签之间隔着空格，请核对是不是这一栏的内容"

_INLINE = regex(
    r"(?P<label>[^\s:：;；,，。、|]{1,24}(?:[ \u3000]{1,3}[^\s:：;；,，。、|]{1,2}){0,8})\s*[:：]"
)
_SEAL = regex(r"盖章|公章|签章|签字|签名|审签")
_MONEY_LABEL = regex(r"(?:金额|资金|货币)?\s*单\s*位\s*[:：]\s*(?:人民币)?\s*[万亿]?元")
_UNIT_NAMED = regex(r"单\s*位\s*[:：]\s*(?!.{0,9}元)[^\s\d%％:：/]{4,}")
"""单位：某某局, and no unit of money or of a figure."""
_LEAST = 9
_BLANK_DATE = regex(r"[\s年月日_＿/]*")
_LINE = regex(r"[\s_＿]*")
_NUMBERED = regex(r"\s*(?:\d{1,2}[.、．)）]|[（(]\d{1,2}[)）]|[①-⑳])")


class Label(Struct, frozen=True):
    """What a label asks for: ``head`` with a field, ``goal``, ``section`` or ``signature``."""

    kind: str
    field: str = ""
    rank: int = 0


def label_of(text: str, *, after: bool) -> Label | None:
    """What a text asks for as a label; below the indicators 实施单位（盖章） is to be signed."""
    if not bare(text):
        return None
    signed = means("signatures", "label", text)
    head = meanings("labels", text)
    if after and (signed or (head and _SEAL.search(text))):
        return Label("signature")
    if head:
        return Label("head", head[0].key, head[0].rank)
    if signed:
        return Label("signature")
    if goal := meanings("goals", text):
        return Label("goal", f"goal_{goal[0].key}")
    return Label("section") if means("sections", "label", text) else None


def read_line(collector: Collector, line: Line, below: Line | None, *, after: bool) -> None:
    """Everything in a line that is a label with its value, a note, or the unit of money."""
    known = False
    if line.crowded:
        return
    for item in line.filled:
        if collector.is_placed(item) or _takes(collector, line, item, below, after=after):
            known = True
        elif means("blocks", "label", item.text):
            collector.label(line, item)
    rest = [cell for cell in line.cells if not collector.is_placed(cell)]
    if rest:
        take_unknown_pairs(collector, line, rest, known=known, after=after)


def _takes(
    collector: Collector, line: Line, item: Item, below: Line | None, *, after: bool
) -> bool:
    if _takes_plain(collector, line, item):
        return True
    if isinstance(item, SourceCell) and _takes_pair(collector, line, item, below, after=after):
        return True
    plain = isinstance(item, SourceCell) and not after and not collector.funds_heads
    if plain and isinstance(item, SourceCell) and add_plain_row(collector, line, item):
        return True
    return takes_inline(collector, line, item, after=after)


def _takes_plain(collector: Collector, line: Line, item: Item) -> bool:
    """Whether an item is a note, no part of the form, or names the unit of money."""
    if (begins_note(item.text) and not _has_text_beside(line, item)) or (
        _follows_note(collector, line) and _NUMBERED.match(item.text)
    ):
        collector.note(line, item)
        return True
    if is_passed_over(item.text):
        collector.label(line, item)
        return True
    names_unit = _may_name_unit(item.text) and take_money_unit(collector, line, item)
    source = line.whole and meanings("fund_names", item.text)  # 资金总额（万元） with its amount
    if source:
        return False
    if names_unit and not any(one[0].kind != "money" for one in _inline(item.text, after=False)):
        collector.label(line, item)
        return True
    return False


def _may_name_unit(text: str) -> bool:
    """Whether a text is short, or names the unit of money by its label beside other pairs."""
    return len(text) <= _LONGEST_LABEL or (
        len(text) <= _LONGEST_SPACED and _MONEY_LABEL.search(text) is not None
    )


def _has_text_beside(line: Line, item: Item) -> bool:
    """Whether a word like 说明 or 备注 is the label of a text in the next cell."""
    if not isinstance(item, SourceCell) or len(item.text) > _LONGEST_LABEL:
        return False
    beside = line.right_of(item)
    return beside is not None and bool(beside.text.strip())


def _follows_note(collector: Collector, line: Line) -> bool:
    """Whether the note last taken ends right above this line (notes have numbered lines)."""
    if not collector.notes:
        return False
    last = collector.notes[-1]
    if not isinstance(last.item, SourceCell):
        return line.row < 0 and line.part - last.part == 1
    return last.part == line.part and line.row == last.item.row + last.item.rowspan


def _takes_pair(
    collector: Collector, line: Line, cell: SourceCell, below: Line | None, *, after: bool
) -> bool:
    label = label_of(cell.text, after=after)
    if label is None:
        return False
    beside = line.right_of(cell)
    if has_own_gap(cell.text) and not (beside is not None and beside.text.strip()):
        return False
    if beside is not None and (label_of(beside.text, after=after) or asks_for_date(beside.text)):
        beside = line.blank_beside(cell)  # nothing is filled in yet
    if beside is not None and collector.is_placed(beside):
        if label.kind == "head":
            collector.label(line, cell)  # 年度 | 2021年度, taken as a line of the year
            return True
        beside = None
    beyond = _beyond_a_gap(line, cell, beside)
    if beside is not None and label_of(beside.text, after=after) is not None:
        beside = None
    if beside is None:
        text = (
            _text_below(line, cell, below, after=after)
            if label.kind in {"section", "goal"}
            else None
        )
        if text is None or below is None:
            return False
        at = collector.spot(below, text)
    else:
        at = collector.spot(line, beyond or beside)
    collector.label(line, cell)
    _give(collector, label, cell.text, at, doubt=_GAP if beyond else "")
    return True


def _beyond_a_gap(line: Line, cell: SourceCell, beside: SourceCell | None) -> SourceCell | None:
    """The only other text of a line, where a label has a blank cell beside it and then that text.

    Not every drawer merges what belongs together; but the text may have another label, above.
    """
    if beside is None or beside.text.strip() or len(line.cells) != _PAIR or line.whole:
        return None
    label, text = line.cells
    far = label is cell and text.row == cell.row and beside.colspan == 1
    known = label_of(text.text, after=False) or money_share(text.text)
    return text if far and not known and not _begins_pair(text.text, after=True) else None


def _text_below(
    line: Line, cell: SourceCell, below: Line | None, *, after: bool
) -> SourceCell | None:
    """The text of a label that has a line of its own: the only cell of the next one."""
    if below is None or below.part != line.part or len(line.cells) > 1 or len(below.cells) != 1:
        return None
    text = below.cells[0]
    aligned = text.column == cell.column and text.colspan == cell.colspan
    known = label_of(text.text, after=after) or begins_note(text.text) or levels_above(text.text)
    return text if aligned and not known and not _begins_pair(text.text, after=after) else None


def _begins_pair(text: str, *, after: bool) -> bool:
    """Whether a text begins with a label of its own and a colon (填报人：　联系电话：)."""
    first = next(_inline(text, after=after), None)
    return first is not None and first[0].kind != "goal" and not text[: first[1]].strip()


def takes_inline(collector: Collector, line: Line, item: Item, *, after: bool) -> bool:
    """Whether a text holds labels with colons (填报人：张三　联系电话：1234) and what they say."""
    pairs = list(_inline(item.text, after=after))
    if not pairs:
        return False
    text = item.text
    ahead = text[: pairs[0][1]]
    if ahead.strip() and not is_passed_over(ahead) and not is_numbering(ahead):
        at = spot(collector.section, line, item, 0, pairs[0][1])
        if (share := year_line_share(ahead)) is not None:
            collector.claim_year(spot(collector.section, line, item, *share))
        else:
            collector.leftovers.append(Leftover(at, "标签前面的文字，不知道属于哪一栏"))
    for number, (label, _, end, name) in enumerate(pairs):
        stop = pairs[number + 1][1] if number + 1 < len(pairs) else len(text)
        first, last = value_share(text, end, stop, alone=label.kind == "head")
        if rest := unknown_pairs(text, last, stop):
            at = spot(collector.section, line, item, *rest)
            collector.leftovers.append(Leftover(at, "不知道属于哪一栏"))
        if label.kind == "head" and (tail := dated_tail(text[first:last])) is not None:
            last = _take_tail(collector, line, item, (first, last), tail)
        at = collector.spot(line, item, first, last)
        _give(collector, label, name, at)
    return True


def _take_tail(
    collector: Collector, line: Line, item: Item, at: Share, tail: tuple[int, Share | None]
) -> int:
    """The year or the date behind the text of a label; gives where the text itself ends."""
    first, last = at
    end, share = first + tail[0], tail[1]
    if share is not None:
        year = spot(collector.section, line, item, first + share[0], first + share[1])
        collector.claim_year(year)
    else:
        date = spot(collector.section, line, item, end, last)
        collector.leftovers.append(Leftover(date, "没有写明是什么日期"))
    return end


def inline_labels(text: str) -> Iterator[tuple[Label, int, int]]:
    """Each label with a colon in a text of the head, its begin and its end."""
    for label, start, end, _ in _inline(text, after=False):
        yield label, start, end


def begins_signed(text: str) -> bool:
    """Whether a text begins with what is signed or dated: 填报人（签字）：孙某."""
    first = next(inline_labels(text), None)
    return first is not None and first[0].kind == "signature" and first[1] == 0


def _inline(text: str, *, after: bool) -> Iterator[tuple[Label, int, int, str]]:
    """Label, begin and end (behind the colon) of each label in a text, and its name."""
    if len(text) > _LONGEST:
        return
    if ":" not in text and "：" not in text:
        yield from _spaced(text) if len(text) <= _LONGEST_SPACED else ()
        return
    for match in _INLINE.finditer(text):
        words = list(re.finditer(r"\S+", match["label"]))
        for word in words:
            start = match.start("label") + word.start()
            name = text[start : match.end("label")]
            ahead = re.split(r"[\s;；]", text[:start])[-1:] if start else []
            begins = not any(ahead) or is_numbering(ahead[0])
            label = _inline_label(text, start, name, after=after) if begins else None
            if label is not None:
                yield label, start, match.end(), name
                break


def _spaced(text: str) -> Iterator[tuple[Label, int, int, str]]:
    """Labels of the head that a PDF shows with their values beside: 项目名称 某项目.

    The text begins with one; a label may be spread (项 目 名 称).
    """
    words = list(re.finditer(r"\S+", text))
    if label_of(text, after=False) is not None:
        return  # nothing but a label
    number = 0
    while number < len(words):
        start, label, after = words[number].start(), None, number + 1
        for last in range(min(len(words), number + _MOST_PIECES), number, -1):
            name = text[start : words[last - 1].end()]
            label = label_of(name, after=False)
            if label is not None and label.kind == "head" and label.rank <= _SURE:
                yield label, start, words[last - 1].end(), name
                after = last
                break
            label = None
        if label is None and number == 0:
            return
        number = after


def _inline_label(text: str, start: int, name: str, *, after: bool) -> Label | None:
    if _MONEY_LABEL.match(text, start):
        return Label("money")
    named = not after and _UNIT_NAMED.match(text, start) is not None
    return Label("head", "unit", _LEAST) if named else label_of(name, after=after)


def _give(collector: Collector, label: Label, name: str, at: Spot, doubt: str = "") -> None:
    """Put the text of a spot where its label asks."""
    title = without_number(one_line(name)).rstrip(":：").strip()
    if label.kind == "money":
        return  # taken where the whole text is looked at
    if label.kind == "head":
        found = FoundField((at,), one_line(_unless_line(at.text)), doubt)
        if label.field == "total_score":
            odd = doubt if reads_as_points(found.text) else "这里不是数"
            found = FoundField((at,), found.text, odd)
        collector.claims.append(Claim(label.field, label.rank, title, found))
    elif label.kind == "goal":
        known = collector.fields.get(label.field, FoundField(()))
        text = "\n".join(filter(None, (known.text, at.text)))
        collector.fields[label.field] = FoundField((*known.spots, at), text, known.doubt or doubt)
    elif label.kind == "signature":
        blank = _BLANK_DATE.fullmatch(at.text) is not None
        collector.add_named(
            f"signatures/{title}", FoundField((at,), "" if blank else one_line(at.text), doubt)
        )
    else:
        collector.add_named(f"sections/{title}", FoundField((at,), _unless_line(at.text), doubt))


def _unless_line(text: str) -> str:
    """Blank where nothing stands but a line to be written on."""
    return "" if _LINE.fullmatch(text) else text
