"""The funds in a sentence: 项目年初预算安排____万元，全年执行____万元，执行率____%.

Only a text that says nothing else is one, for prose tells of many amounts. It counts where the
form has no table of funds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from core.model.fields import AMOUNTS
from core.reading.collector import Collector, Item, Sentence
from core.reading.form_map import FoundField, Leftover, Spot, TableRow
from core.reading.headings import meanings, squeezed
from core.reading.lines import Line, spot
from core.reading.source import SourceCell
from core.reading.texts import Share
from core.regex import regex
from core.values.cell_texts import one_line

_LONGEST = 400
_MOST = 12
_FEWEST = 2
_PAIR = 2
_FIGURE = regex(r"[-+]?\d[\d,，]{0,20}(?:\.\d{1,10})?")
_PART = regex(
    r"(?P<words>[^\d_＿,，。;；、\n]{1,40}?)"
    rf"(?P<value>[\s_＿]{{0,40}}{_FIGURE.pattern}[\s_＿]{{0,40}}|[_＿]{{2,60}}|[ \t\u3000]{{2,60}})"
    r"(?P<unit>[万亿]?元|[%％]|分)[\s,，。;；、)）]{0,10}"
)
"""Words, the figure or the gap for it, its unit, and what divides it from the next."""
_AHEAD = regex(
    r"\s*(?:(?:[(（][一二三四五六七八九十\d]{1,2}[)）]|[一二三四五六七八九十\d]{1,2}[、.．])\s*)?"
)
_LABEL = regex(r"[^:：\d_＿,，。;；\s]{2,12}[:：]\s*(?=[^\s_＿\d])")
_FUNDS = regex(r"资金|预算|经费|执行|支出|其中")
_SUBJECT = regex(r"(?:其中|其(?![他它])|本|该|项目|部门|单位|共计|合计|截至年底|已|共|[:,(])*")
_BRACKETS = regex(r"\([^()]{0,20}\)")
"""The letters of columns: 全年执行数（B）."""
_VERB = regex(r"(?:为|是|得|计|达|到|共|[:])*$")
_MEANT = (
    ("initial", "元", regex(r"年初(?:预算|安排|批复|下达|财政|资金|申报|数|金额|总额)*")),
    ("executed", "元", regex(
        r"(?:全年|年度|当年|本年度?|预算|资金|累计|实际)*(?:执行|支出|使用|支付)(?:资金|数|金额|总额)*"
    )),
    ("annual", "元", regex(
        r"(?:全年|年度|调整后?|当年|本年度?|年中)*(?:总?预算|资金总|下达预算)"
        r"(?:资金|安排|批复|下达|总|数|金额|总额|额)*"
    )),
    ("rate", "%", regex(r"(?:预算|资金|全年|年度)*(?:执行|支出|使用)(?:率|进度)")),
    ("points", "分", regex(r"(?:预算)?(?:执行率)?(?:分值|满分)")),
    ("score", "分", regex(r"(?:预算)?(?:执行率)?(?:自评)?(?:得分)?")),
)  # fmt: skip


class _Part(Struct, frozen=True):
    """A figure or gap of a sentence: a field of the total row, or of the source ``name``.

    ``key`` is blank for what the form has no field for.
    """

    key: str
    name: Share | None
    value: Share
    unit: Share


def take(collector: Collector, line: Line) -> None:
    """Take the sentences about funds in a line; ``settle`` gives them their place."""
    for item in () if collector.funds or collector.funds_heads else line.filled:
        asked = collector.is_placed(item) or _is_asked_for(line, item)
        parts = () if asked else _parts(item.text)
        if not parts:
            continue
        rows = tuple(_rows(collector, line, item, parts))
        unit = next(part.unit for part in parts if part.key in AMOUNTS)
        at = spot(collector.section, line, item, *unit)
        unknown = tuple(
            Leftover(spot(collector.section, line, item, *part.value), "不知道属于哪一栏")
            for part in parts
            if not part.key and _FIGURE.search(item.text[slice(*part.value)])
        )
        whole = collector.spot(line, item)
        collector.sentences.append(Sentence(whole, rows, FoundField((at,), at.text), unknown))
        beside = [cell for cell in line.cells if cell is not item]
        if isinstance(item, SourceCell) and len(line.cells) == _PAIR:
            collector.label(line, beside[0])


def settle(collector: Collector) -> None:
    """Give the form the funds of its sentences, where no table has them."""
    table = bool(collector.funds)
    for one in collector.sentences:
        if table:
            filled = any(found.text for row in one.rows for found in row.fields.values())
            left = Leftover(one.whole, "表里另有项目资金，这里的金额没有读")
            (collector.leftovers.append(left) if filled else collector.labels.append(one.whole))
            continue
        collector.leftovers += one.unknown
        collector.fields.setdefault("money_unit", one.unit)
        for row in one.rows:
            _add(collector, row)


def _add(collector: Collector, row: TableRow) -> None:
    """One more row; what a sentence before has said of the same source is one row with it."""
    name = squeezed(row.fields["name"].text)
    for number, known in enumerate(collector.funds):
        if squeezed(known.fields["name"].text) == name:
            fields = {**row.fields, **known.fields}
            collector.funds[number] = _row(known.part, known.row, fields)
            return
    collector.funds.append(row)


def _row(part: int, number: int, fields: dict[str, FoundField]) -> TableRow:
    blank = not any(found.text for key, found in fields.items() if key != "name")
    return TableRow(part, number, fields, template=blank)


def _rows(
    collector: Collector, line: Line, item: Item, parts: Sequence[_Part]
) -> Iterator[TableRow]:
    rows: dict[Share | None, dict[str, FoundField]] = {}
    for part in parts:
        if not part.key:
            continue
        fields = rows.setdefault(part.name, {"name": _found(collector, line, item, part.name)})
        fields.setdefault(part.key, _found(collector, line, item, part.value))
        if part.key == "rate" and (found := fields["rate"]).text:
            fields["rate"] = replace(found, text=f"{found.text}%")
    for fields in rows.values():
        yield _row(line.part, line.row, fields)


def _found(collector: Collector, line: Line, item: Item, share: Share | None) -> FoundField:
    if share is None:
        return FoundField(())
    at: Spot = spot(collector.section, line, item, *share)
    return FoundField((at,), one_line(at.text.strip("_＿")))


def _is_asked_for(line: Line, item: Item) -> bool:
    """Whether a label asks for a text that may tell of funds too: 存在问题, 项目概况."""
    said = _LABEL.match(item.text)
    labels = [] if said is None else [said[0]]
    if isinstance(item, SourceCell):
        labels += [cell.text for cell in line.cells if line.right_of(cell) is item]
    return not all(_FUNDS.search(text) for text in labels)


def _parts(text: str) -> Sequence[_Part]:
    """What the figures and gaps of a sentence are; none where it is something else."""
    if len(text) > _LONGEST or "元" not in text:
        return ()
    ahead = _AHEAD.match(text)
    start = 0 if ahead is None else ahead.end()
    label = _LABEL.match(text, start)
    for at in (start, *(() if label is None else (label.end(),))):
        parts = _chain(text, at)
        known = [part for part in parts if part.key]
        units = {squeezed(text[slice(*part.unit)]) for part in known if part.key in AMOUNTS}
        if len(known) >= _FEWEST and len(units) == 1:
            return parts
    return ()


def _chain(text: str, at: int) -> list[_Part]:
    """The parts of a text from one place on, where nothing else stands between and behind them."""
    parts: list[_Part] = []
    amount = ""
    while match := _PART.match(text, at):
        at = match.end()
        unit = squeezed(match["unit"])
        key = _meaning(match["words"], unit)
        name = None
        if not key and amount and unit.endswith("元"):
            name = _source(text, match.span("words"))
            key = amount if name is not None else ""
        elif key in AMOUNTS:
            amount = key
        figure = _FIGURE.search(match["value"])
        first = match.start("value")
        value = match.span("value")
        if figure is not None:
            value = (first + figure.start(), first + figure.end())
        parts.append(_Part(key, name, value, match.span("unit")))
        if len(parts) > _MOST:
            return []
    return parts if not text[at:].strip() else []


def _meaning(words: str, unit: str) -> str:
    plain = _BRACKETS.sub("", squeezed(words))
    begin = _SUBJECT.match(plain)
    plain = plain[begin.end() :] if begin is not None else plain
    plain = _VERB.sub("", plain)
    kind = "元" if unit.endswith("元") else unit
    return next(
        (key for key, wanted, said in _MEANT if wanted == kind and said.fullmatch(plain)), ""
    )


def _source(text: str, share: Share) -> Share | None:
    """The name of a source among the words before an amount: 其中财政拨款."""
    words = text[slice(*share)]
    lead = _SUBJECT.match(squeezed(words))
    skip = 0 if lead is None else lead.end()
    start = share[0] + len(words) - len(words.lstrip()) + skip
    end = share[0] + len(words.rstrip(" \t\u3000:：为"))
    name = text[start:end]
    return (start, end) if meanings("fund_names", name) else None
