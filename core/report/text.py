"""Chinese line breaking.

A text is a row of clusters that no line end may tear: a character with the closing marks behind
it and the opening ones before it, a figure with its unit (一个半小时 too), a word of Latin letters.
Lines are filled with clusters; only a cluster wider than the whole line is cut, anywhere. Widths
are in thousandths of the em, as faces give them.
"""

from __future__ import annotations

import itertools
import re
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from core.model.identity import Same
from core.regex import regex
from core.report.line_breaks import Widths, balanced_ends, running_ends
from core.report.punctuation import squeezable, width_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

CLOSING: Final = "、。，．；：！？）》」』】〕〗〉］｝”’％‰℃·…—～〜々ー,.;:!?)]}%"
"""What never begins a line."""

OPENING: Final = "（《「『【〔〖〈［｛“‘([{"
"""What never ends a line."""

_SPACE: Final = " \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_WORD: Final = (
    "#$&*+\\-/0-9<=>@A-Z\\\\^_`a-z|~\"'"
    "\u00a1-\u02ff\u0370-\u052f\u1e00-\u1fff"  # accented Latin, Greek, Cyrillic
    "\u2070-\u209f\u20a0-\u20bf≤≥≠≈±×÷√￥＄＜＝＞＋－０-９Ａ-Ｚａ-ｚ"
)
_MARKS: Final = "\u0300-\u036f\u3099\u309a"
_NUMERALS: Final = "〇一二两三四五六七八九十百千半几"
_UNIT: Final = (
    "(?:个半?)?(?:百分点|小时|月|工作日|季度|学期)|"
    "[万亿千百十]*(?:人次|人份|平方米|平方公里|立方米|公里|公顷|公斤|千克|千米|小时|分钟|工作日|"
    "季度|年度|课时|[元人户家个次件套台辆项名条份期批场处所级倍亩吨米岁分档篇本册升只头座栋间张块号"
    "年月日天周点时秒成])|[万亿]+"
)
_DATE: Final = (
    "[0-9０-９]{2,4}[ ]?年[ ]?[0-9０-９]{1,2}[ ]?月(?:[ ]?[0-9０-９]{1,2}[ ]?日)?"
    "|[0-9０-９]{1,2}[ ]?月[ ]?[0-9０-９]{1,2}[ ]?日"
)
_close: Final = re.escape(CLOSING) + _MARKS
_open: Final = re.escape(OPENING)

_PHRASES: Final = (
    "指标 产出 效益 满意度 满意 数量 质量 时效 成本 经济 社会 生态 可持续 影响 服务 对象 受益 群众 "
    "预算数 执行数 指标值 完成值 目标值 实际值 "
    "年度 年初 全年 当年 上年 本年 实际 预期 达成 完成 未完成 预算 执行 执行率 资金 财政 项目 总体 "
    "目标 情况 偏差 原因 分析 改进 措施 主管 部门 实施 单位 评价 结论 存在 问题 其他 需要 说明 "
    "事项 建议 绩效 结果 应用 方案 意见 签批 负责人 联系 电话 日期 类别 类型 属性 名称 分值 得分 "
    "建议分 给分 序号 等级 状态 平均 小时 进一步 以上 以下 以内 左右 决策 管理 过程 投入 效果 效率"
)
"""What the form's own labels are made of, and the words that often stand alone in a cell."""


def _pattern(phrases: str) -> re.Pattern[str]:
    return regex(
        rf"[{_open}]*"
        rf"(?:{_DATE}"
        rf"|第?[{_WORD}](?:[{_WORD}]|[,.:;!?%](?=[{_WORD}]))*(?:(?<=[0-9０-９])[ ]?(?:{_UNIT}))?"
        rf"|百分之[{_NUMERALS}]+|第?[{_NUMERALS}]+(?:{_UNIT})|{phrases}.)[{_close}]*[{_SPACE}]*",
        re.DOTALL,
    )


_CLUSTERS: Final = _pattern("")
_CLUSTERS_AND_PHRASES: Final = _pattern(
    "".join(f"{word}|" for word in sorted(_PHRASES.split(), key=len, reverse=True))
)

_NEWLINE: Final = regex("\r\n|[\r\v\f\x85\u2028\u2029]")
_INVISIBLE: Final = regex(
    "[\0-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)
_SURROGATE: Final = regex("[\ud800-\udfff]")
_TAB: Final = "    "

_GRAIN: Final = 0.5
"""Half a thousandth of the em: sums of widths are not exact."""

_SHORT: Final = 200
"""Characters: the pieces of such a paragraph are kept, for they are asked for again and again."""

_BALANCED_LINES: Final = 6
"""Longer texts are running text, whatever cell they stand in."""


class Line(NamedTuple):
    """One line as it prints. ``soft``: it ends because it is full, so it may be justified.

    ``squeeze``: the share that the pauses within it give away of their blank halves.
    """

    text: str
    width: float
    soft: bool
    squeeze: float = 0.0


class Setting(Enum):
    """How the lines of a cell are filled."""

    __hash__ = object.__hash__  # an enum's own is a call to Python

    RUNNING = "running"
    """Each line as full as it goes, the last one never a lone character."""
    BALANCED = "balanced"
    """No more lines than needed, of nearly equal length."""
    LABEL = "label"
    """As balanced, and the form's own words stay whole even where that takes a line more."""
    UPRIGHT = "upright"
    """One character a line."""


def clean(text: str) -> str:
    """What of a text can be drawn: one kind of line end, no controls, no invisible marks."""
    if text.isprintable():
        return text if text.isascii() else _INVISIBLE.sub("", text)
    text = _NEWLINE.sub("\n", text).replace("\t", _TAB)
    return _SURROGATE.sub("\ufffd", _INVISIBLE.sub("", text)).rstrip("\n")


def clusters(text: str, setting: Setting = Setting.RUNNING) -> Sequence[str]:
    """The pieces of one paragraph that no line end tears; together they are the paragraph."""
    if setting is Setting.UPRIGHT:
        return list(text)
    pattern = _CLUSTERS_AND_PHRASES if setting is Setting.LABEL else _CLUSTERS
    return _found(pattern, text) if len(text) <= _SHORT else tuple(pattern.findall(text))


@lru_cache(maxsize=8192)
def _found(pattern: re.Pattern[str], text: str) -> tuple[str, ...]:
    return tuple(pattern.findall(text))


def wrap(
    text: str,
    width: float,
    advances: Mapping[str, float],
    setting: Setting = Setting.RUNNING,
) -> list[Line]:
    """The lines of a clean text in a cell of this width; at least one, no character lost."""
    lines: list[Line] = []
    if setting is Setting.UPRIGHT:
        text = "\n".join(text.replace("\n", ""))
    for paragraph in text.split("\n"):
        shown = paragraph.rstrip()
        natural = width_of(shown, advances)
        if natural <= width + _GRAIN:
            lines.append(Line(shown, natural, soft=False))
        else:
            limit = width + _GRAIN
            if len(shown) <= _SHORT:
                lines += _short_wrapped(shown, limit, Same(advances), setting)
            else:
                lines += _wrapped(shown, limit, advances, setting)
    return lines


@lru_cache(maxsize=4096)
def _short_wrapped(
    paragraph: str, limit: float, advances: Same[Mapping[str, float]], setting: Setting
) -> tuple[Line, ...]:
    """``_wrapped``, cached: a page is made again after an edit, and forms share their labels."""
    return tuple(_wrapped(paragraph, limit, advances.value, setting))


def _wrapped(
    paragraph: str, limit: float, advances: Mapping[str, float], setting: Setting
) -> list[Line]:
    if setting is Setting.RUNNING:
        pieces = _fitting(clusters(paragraph), limit, advances)
        return _lines(pieces, running_ends(pieces, limit, advances, _is_lone), limit, advances)
    pieces = _fitting(clusters(paragraph, Setting.LABEL), limit, advances)
    widths = Widths(pieces, advances)
    ends = widths.filled(limit)
    if setting is Setting.BALANCED and len(ends) > 1:
        plain = _fitting(clusters(paragraph), limit, advances)
        other = Widths(plain, advances)
        if len(found := other.filled(limit)) < len(ends):
            pieces, widths, ends = plain, other, found
    if len(ends) <= _BALANCED_LINES:
        ends = balanced_ends(widths, ends, limit)
    return _lines(pieces, ends, limit, advances)


def _lines(
    pieces: Sequence[str], ends: Sequence[int], limit: float, advances: Mapping[str, float]
) -> list[Line]:
    """The lines as they are drawn."""
    lines = []
    for start, end in itertools.pairwise([0, *ends]):
        shown = "".join(pieces[start:end]).rstrip()
        lines.append(_fitted(shown, limit, advances, soft=end != len(pieces)))
    return lines


def _fitted(text: str, limit: float, advances: Mapping[str, float], *, soft: bool) -> Line:
    """A line, its pauses squeezed by as much as it would overflow."""
    width = width_of(text, advances)
    over = width - limit
    if over <= 0 or not (most := squeezable(text)):
        return Line(text, width, soft)
    share = min(1.0, over / most)
    return Line(text, width - share * most, soft, share)


def _fitting(pieces: Iterable[str], limit: float, advances: Mapping[str, float]) -> list[str]:
    """The clusters, with those wider than a whole line cut into characters."""
    found: list[str] = []
    for piece in pieces:
        if len(piece) > 1 and width_of(piece.rstrip(), advances) > limit:
            found += piece
        else:
            found.append(piece)
    return found


def _is_lone(piece: str) -> bool:
    """Whether a piece is a single character but for the marks behind it."""
    return len(piece.strip(CLOSING)) < 2
