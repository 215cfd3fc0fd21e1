"""签字栏: the block of signatures below the table, as a part of the form that can be filled in."""

from __future__ import annotations

from typing import Final

from core.model.edits import Insert, Place, Remove, Together
from core.model.evaluation import ROOT, Evaluation, NamedText, fresh_id
from core.regex import regex
from core.sheet.layout import Layout, layout_for

SIGNATURES: Final = (
    *("填报人", "联系电话", "项目负责人", "财务负责人"),
    *("单位负责人（签字）", "单位（盖章）", "填报日期"),
)
"""The block of a layout that has none of its own."""

_ASIDE: Final = regex("[（(].*?[）)]|[：:\\s]")


def block_names(evaluation: Evaluation, layout: Layout) -> tuple[str, ...]:
    """The names of the whole block, but for those that the form has under another heading.

    单位负责人（签章） of a form that was read in stands for 单位负责人（签字）.
    """
    own = {part.name for part in evaluation.signatures}
    known = {_bare(name) for name in own}
    wanted = (name for name in SIGNATURES if f"signature:{name}" not in layout.header_fields)
    return layout.signatures or tuple(n for n in wanted if n in own or _bare(n) not in known)


def lacking(evaluation: Evaluation) -> tuple[str, ...]:
    """What the form lacks of a whole block."""
    layout = layout_for(evaluation.template)
    if layout.signatures:
        return ()
    own = {part.name for part in evaluation.signatures}
    return tuple(name for name in block_names(evaluation, layout) if name not in own)


def with_block(evaluation: Evaluation) -> Together:
    """The edit that adds what is lacking, each in its usual place among the others."""
    edits, first = [], fresh_id(evaluation)
    for at, name in enumerate(lacking(evaluation)):
        later = {_bare(other) for other in SIGNATURES[SIGNATURES.index(name) + 1 :]}
        below = (part.id for part in evaluation.signatures if _bare(part.name) in later)
        place = Place(ROOT, "signatures", before=next(below, None))
        edits.append(Insert(place, NamedText(id=first + at, name=name)))
    return Together(tuple(edits), "加上签字栏")


def without_blanks(evaluation: Evaluation) -> Together:
    """The edit that takes away what nobody filled in; what was typed stays."""
    blank = frozenset(part.id for part in evaluation.signatures if not part.text.strip())
    return Together((Remove(blank),) if blank else (), "去掉空着的签字栏")


def _bare(name: str) -> str:
    return _ASIDE.sub("", name)
