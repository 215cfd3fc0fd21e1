"""Merged labels (一级指标, 绩效指标) that a page end cuts, clips or repeats."""

from __future__ import annotations

from itertools import accumulate
from typing import Final

from core.exchange.sources.pdf_placed import PlacedCell, PlacedTable, same_edges
from core.exchange.sources.pdf_text import TextLine, is_full
from core.reading.headings import means
from core.regex import regex

_LEVEL: Final = "指标"
_LEVEL_NAME = regex(
    r"(?:产出|效益|满意度|成本|数量|质量|时效|(?:经济|社会|生态)?(?:环境)?(?:效益|成本)|可持续(?:影响|发展)"
    r"|(?:服务|帮扶|受益)?对象满意度|社会公众.{0,6}满意度)指标等?(?:[（(].{1,6}分[）)])?"
)
_POINTS = regex(r"[（(]\d{1,3}(?:\.\d)?分[）)]")


def gather_label(label: PlacedCell, above: list[TextLine], more: PlacedTable) -> list[TextLine]:
    """A label that is drawn whole upon the next page may be longer than its rows there.

    Its lines then stand over the table and in the cells below; they are put into its own cell.
    What is returned are the lines above that are none of it.
    """
    own = next((c for c in more.cells if c.row == 0 and same_edges(c, label)), None)
    text = "".join(label.text.split())
    if own is None or len(text) < 2 or "".join(own.text.split()) == text:
        return above
    found: list[tuple[TextLine, PlacedCell | None]] = [
        (line, None) for line in above if stands_in(line, label)
    ]
    for cell in more.cells:
        if cell.left < label.right and label.left < cell.right and cell.row < len(text):
            found += [(line, cell) for line in cell.lines if stands_in(line, label)]
    found.sort(key=lambda one: one[0].top)
    texts = accumulate("".join(line.text.split()) for line, _ in found)
    count = next((at for at, taken in enumerate(texts, start=1) if taken == text), 0)
    if not found or found[0][1] not in (None, own):
        count = 0  # the same words again, in a cell of their own
    if not count and any(line.text in text for line in above if stands_in(line, label)):
        # The rest of it is lost among other texts; what stands over the table is enough to know it.
        if "".join(own.text.split()) in text:
            own.lines = []
        return [line for line in above if not (stands_in(line, label) and line.text in text)]
    for line, owner in found[:count]:
        if owner is not None:
            owner.lines.remove(line)
    if count:
        own.lines = [line for line, _ in found[:count]]
    return [line for line in above if not count or line not in own.lines]


def stands_in(line: TextLine, cell: PlacedCell) -> bool:
    """Whether a line lies between the sides of a cell."""
    return cell.left - 1 <= line.left and line.right <= cell.right + 1


def lengthen_labels(table: PlacedTable, more: PlacedTable) -> None:
    """A merged cell that goes on upon the next page is blank there, or says the same again."""
    above = [cell for cell in table.cells if cell.row + cell.rowspan == table.rows]
    kept = []
    for cell in more.cells:
        label = next(
            (
                one for one in above
                if same_edges(one, cell)
            ),
            None,
        )  # fmt: skip
        if (
            cell.row == 0
            and label is not None
            and (_goes_on(label, cell) or is_rest_of_label(table, label, cell))
        ):
            if not _goes_on(label, cell):
                label.lines += cell.lines
            elif len(cell.text) > len(label.text):
                label.lines = cell.lines  # on the page before it was clipped
            label.rowspan += cell.rowspan
        else:
            kept.append(cell)
    more.cells = kept


def _goes_on(label: PlacedCell, cell: PlacedCell) -> bool:
    merged = label.rowspan > 1 or cell.rowspan > 1
    if label.is_figure and cell.is_figure:
        cut_off = cell.lines[0].top < cell.box.top - 1  # printed for rows of the page before too
        return (label.rowspan > 1 or cut_off) and cell.text == label.text
    same = merged and (not cell.lines or cell.text == label.text)
    return same or _is_clipped(label, cell)


def begins_with(label: PlacedCell, cell: PlacedCell) -> bool:
    """Whether a cell says the same as a label, as far as there is room."""
    return "".join(label.text.split()).startswith("".join(cell.text.split()))


def _is_clipped(label: PlacedCell, cell: PlacedCell) -> bool:
    """Whether one label is the other as far as its rows had room: 经济效 is 经济效益指标."""
    part, whole = sorted(("".join(one.text.split()) for one in (label, cell)), key=len)
    named = _LEVEL_NAME.fullmatch(whole) is not None
    return bool(part) and named and _LEVEL not in part and (
        whole.startswith(part) or whole.endswith(part)
    )  # fmt: skip


def is_rest_of_label(table: PlacedTable, label: PlacedCell, cell: PlacedCell) -> bool:
    """Whether a cell holds the end of a level's name that the page end cut.

    服务对象满意 | 度指标 is one name, 满意度指标 | （10分） too; 社会效益指标 is whole.
    """
    if not label.lines or not cell.lines:
        return False
    begun, rest = "".join(label.text.split()), "".join(cell.text.split())
    if _POINTS.fullmatch(rest):
        return begun.endswith(_LEVEL)
    if not is_full(label.lines[-1], cell.lines[0].text, label.width):
        return False
    if means("blocks", "label", begun + rest):
        return True
    whole = _LEVEL_NAME.fullmatch(rest) is not None and not _are_full_names(table, label)
    return _LEVEL_NAME.fullmatch(begun + rest) is not None and _LEVEL not in begun and not whole


def _are_full_names(table: PlacedTable, label: PlacedCell) -> bool:
    """Whether the names above a label end in 指标, so that 服务对象 is not all of one."""
    above = [c for c in table.cells if c.row < label.row and same_edges(c, label)]
    names = [text for c in above if _LEVEL_NAME.fullmatch(text := "".join(c.text.split()))]
    return bool(names)
