"""A draft of 偏差原因分析及改进措施: the row's facts, and blanks for what only people know."""

from __future__ import annotations

from core.model.evaluation import Indicator
from core.model.number import percent, plain
from core.scoring.scorecard import RowScore, lost_points

BLANK = "＿＿＿＿"


def draft_reason(row: Indicator, scored: RowScore) -> str:
    """Target, actual, gap and lost points as facts; cause, measure and date as blanks."""
    facts = [
        f"年度指标值{_written(row.target)}",
        f"实际完成{_written(row.actual)}",
    ]
    if scored.attainment is not None and not scored.met:
        facts.append("为指标值的" + percent(scored.attainment).replace(".00%", "%"))
    if lost := lost_points(scored):
        facts.append(f"扣{plain(lost)}分")
    return f"{'，'.join(facts)}。偏差原因：{BLANK}。改进措施：{BLANK}，于{BLANK}前完成。"


def wants_reason(row: Indicator, scored: RowScore) -> bool:
    """Whether the row falls short and nothing stands where the reason belongs."""
    short = bool(lost_points(scored)) or scored.met is False
    return short and not row.deviation.strip()


def _written(text: str) -> str:
    return f"“{' '.join(text.split())}”" if text.strip() else "未填"
