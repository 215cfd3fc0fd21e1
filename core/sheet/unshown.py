"""What of a form its layout has no place for: told before it is printed, for paper says nothing.

A column that a layout lacks keeps its texts, but whoever signs the paper does not see them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.model.evaluation import ROOT, Evaluation, Fund, Indicator
from core.model.fields import FIELDS, Field, Kind
from core.model.path import Path
from core.sheet.sheet import Band
from core.values.wording import is_blank_reason, says_nothing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.sheet.sheet import Sheet

_OF: Final[dict[type, str]] = {Fund: "资金来源的", Indicator: "三级指标的"}


def unshown(evaluation: Evaluation, sheet: Sheet) -> list[tuple[str, int]]:
    """Each kind of field that is filled in and stands nowhere on the sheet, with how often."""
    seen = _Seen(sheet)
    found: dict[str, int] = {}
    for field in _fields(Evaluation):
        text = str(getattr(evaluation, field.name))
        if field.name == "money_unit" and not evaluation.funds:
            continue  # without an amount its unit says nothing
        if _says(text) and not (seen.has(ROOT, field) or seen.holds(text)):
            found[field.label] = 1
    kinds: tuple[tuple[type, Sequence[Fund | Indicator]], ...] = (
        (Fund, evaluation.funds),
        (Indicator, tuple(evaluation.indicators)),
    )
    for kind, nodes in kinds:
        for field in _fields(kind):
            for node in nodes:
                text = getattr(node, field.name)
                if not _says(text) or seen.has(node.id, field):
                    continue
                if field.kind is Kind.TEXT and (is_blank_reason(text) or seen.holds(text)):
                    continue
                if field.kind is Kind.RATE and seen.repeats(node.id, text):
                    continue
                label = _OF[kind] + field.label
                found[label] = found.get(label, 0) + 1
    return list(found.items())


def unshown_in_words(missing: Sequence[tuple[str, int]], layout: str) -> str:
    """One sentence about them for the clerk; nothing where there are none."""
    if not missing:
        return ""
    return f"版式“{layout}”没有地方印已经填写的{_listed(missing)}，要印出来请换一种版式"


def kept_in_words(missing: Sequence[tuple[str, int]]) -> str:
    """The same for who is about to choose that layout: nothing he wrote is lost by it."""
    if not missing:
        return ""
    return (
        f"这种版式没有地方印已经填写的{_listed(missing)}；"
        "填写的内容不会丢，换回原来的版式就又在表上。"
    )


def _listed(missing: Sequence[tuple[str, int]]) -> str:
    return "、".join(f"{label}（{count} 处）" if count > 1 else label for label, count in missing)


def _fields(kind: type) -> Iterator[Field]:
    return (field for field in FIELDS[kind] if field.is_text and field.on_paper)


def _says(text: str) -> bool:
    return bool(text.strip()) and not says_nothing(text)


class _Seen:
    """What stands on a sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self._paths = {cell.path for cell in sheet.cells if cell.path is not None}
        self._own = {(cell.node, cell.text.strip()) for cell in sheet.cells}
        heads = {Band.FUND, Band.INDICATOR}
        self._texts = "\n".join(c.text for c in sheet.cells if sheet.bands[c.row] not in heads)

    def has(self, node: int, field: Field) -> bool:
        """Whether the field has a cell."""
        return Path(node, field.name) in self._paths

    def repeats(self, node: int, text: str) -> bool:
        """Whether a cell of the node shows the text, though nobody edits it there."""
        return (node, text.strip()) in self._own

    def holds(self, text: str) -> bool:
        """Whether some text outside the rows names it, as a title names the year."""
        return text.strip() in self._texts
