"""Which rows without evidence call for some: a hint, never a problem.

Whoever reviews a self-evaluation asks for what proves a figure (rules of several districts give a
row without 佐证材料 no points when it is reviewed).  Most rows prove themselves by their figures,
and a false alarm costs trust; so only what the form itself says asks for a file: words that point
to one, and points that the clerk gave beyond what the rule suggests.
"""

from __future__ import annotations

from collections.abc import Mapping

from core.model.evaluation import Evaluation, Indicator
from core.regex import regex
from core.scoring.scorecard import RowScore, Scorecard

_POINTS_TO = regex(
    "附件|见附|佐证|证明材料|验收[单报]|检测报告|审计报告|批复文件|会议纪要|照片|截图|凭证"
)
_NOT = regex("无(?:需)?(?:附件|佐证)|没有(?:附件|佐证)")


def calls_for_evidence(evaluation: Evaluation, card: Scorecard) -> Mapping[int, str]:
    """Ids of rows that have no evidence and call for it, each with the reason in Chinese."""
    found = {}
    for row, scored in zip(evaluation.indicators, card.rows, strict=True):
        if not row.evidence and (why := _why(row, scored)):
            found[row.id] = why
    return found


def _why(row: Indicator, scored: RowScore) -> str:
    for label, text in (("实际完成值", row.actual), ("偏差原因", row.deviation)):
        if (word := _POINTS_TO.search(text)) and not _NOT.search(text):
            return f"{label}里提到“{word[0]}”，宜附上文件"
    beyond = scored.score is not None and scored.suggested is not None
    if scored.given is not None and beyond and scored.score > scored.suggested:  # type: ignore[operator]
        return "给分高于建议分，宜附上依据"
    return ""
