"""Chinese line breaking.

A text is a row of clusters that no line end may tear: a character with the closing marks behind
it and the opening ones before it, a figure with its unit (一个半小时 too), a word of Latin letters.
Lines are filled with clusters; only a cluster wider than the whole line is cut, anywhere. Widths
are in thousandths of the em, as faces give them.
"""

from __future__ import annotations

import itertools
import math
import re
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from core.regex import regex
from core.report.punctuation import between, edge_before, edge_behind, inner_width, width_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

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

_LOOSE: Final = 1 / 12
"""Of a line: what a justified one may lack where other breaks of its paragraph avoid more."""

_TOO_LOOSE: Final = 100.0
_ALONE: Final = 20.0
_EVENED: Final = 3_000  # pieces: longer paragraphs are filled line by line

_SHORT: Final = 200
"""Characters: the pieces of such a paragraph are kept, for they are asked for again and again."""

_BALANCED_LINES: Final = 6
"""Longer texts are running text, whatever cell they stand in."""


class Line(NamedTuple):
    """One line as it prints. ``soft``: it ends because it is full, so it may be justified."""

    text: str
    width: float
    soft: bool


class Setting(Enum):
    """How the lines of a cell are filled."""

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
            lines += _wrapped(shown, width + _GRAIN, advances, setting)
    return lines


def _wrapped(
    paragraph: str, limit: float, advances: Mapping[str, float], setting: Setting
) -> list[Line]:
    if setting is Setting.RUNNING:
        filled = _Filled(clusters(paragraph), limit, advances)
        filled.spare_widow()
        filled.even_out()
        return filled.lines()
    filled = _Filled(clusters(paragraph, Setting.LABEL), limit, advances)
    if setting is Setting.BALANCED and len(filled.ends) > 1:
        plain = _Filled(clusters(paragraph), limit, advances)
        filled = min(filled, plain, key=lambda found: len(found.ends))
    if len(filled.ends) <= _BALANCED_LINES:
        filled.balance()
    return filled.lines()


class _Filled:
    """Clusters filled into lines; ``ends`` says where each line ends."""

    def __init__(self, pieces: Iterable[str], limit: float, advances: Mapping[str, float]) -> None:
        self._limit, self._advances = limit, advances
        self._pieces = list(self._fitting(pieces))
        self._full = [inner_width(piece, advances) for piece in self._pieces]
        # Spaces at the end of a line take no room there.
        self._bare = [
            inner_width(piece.rstrip(), advances) if piece[-1].isspace() else size
            for piece, size in zip(self._pieces, self._full, strict=True)
        ]
        # What marks give away at the edges of a line and where pieces meet.
        self._before = [edge_before(piece) for piece in self._pieces]
        self._last = [
            size - edge_behind(piece.rstrip())
            for piece, size in zip(self._pieces, self._bare, strict=True)
        ]
        self._meeting = [0.0, *(between(*pair) for pair in itertools.pairwise(self._pieces))]
        steps = zip(self._full, self._meeting[1:], strict=False)
        self._places = [0.0, *itertools.accumulate(full - less for full, less in steps)]
        self.ends = self._fill(limit)

    def lines(self) -> list[Line]:
        """The lines as they are drawn."""
        lines = []
        for start, end in itertools.pairwise([0, *self.ends]):
            shown = "".join(self._pieces[start:end]).rstrip()
            soft = end != len(self._pieces)
            lines.append(Line(shown, width_of(shown, self._advances), soft))
        return lines

    def balance(self) -> None:
        """The same number of lines in the narrowest column that holds them."""
        low, high = max(self._last), self._limit
        while high - low > 50:  # a twentieth of the em: less is not seen
            middle = (low + high) / 2
            tried = self._fill(middle)
            if len(tried) <= len(self.ends):
                self.ends, high = tried, middle
            else:
                low = middle

    def spare_widow(self) -> None:
        """Let a character that would stand alone on the last line take a companion along."""
        ends, bare = self.ends, self._bare
        if len(ends) < 2 or ends[-1] - ends[-2] != 1 or len(self._pieces[-1].strip(CLOSING)) > 1:
            return
        before = ends[-3] if len(ends) > 2 else 0
        if ends[-2] - before > 2 and bare[-1] + bare[-2] <= self._limit:
            ends[-2] -= 1

    def even_out(self) -> None:
        """Where a line would be stretched too far, as many lines with other breaks, if better.

        A shortest path: the fewest lines, then the least sum of the squares of what lines lack.
        """
        count, loose = len(self._pieces), self._limit * _LOOSE
        if count > _EVENED or all(
            self._limit - self._width(start, end) <= loose
            for start, end in itertools.pairwise([0, *self.ends[:-1]])
        ):
            return
        best: list[tuple[int, float, int]] = [(0, 0.0, 0)]
        for end in range(1, count + 1):
            found = (count + 1, math.inf, end - 1)
            for start in range(end - 1, -1, -1):
                width = self._width(start, end)
                if width > self._limit and start < end - 1:
                    break
                lines, cost, _ = best[start]
                found = min(found, (lines + 1, cost + self._lack(width, start, end), start))
            best.append(found)
        ends = [count]
        while best[ends[-1]][2]:
            ends.append(best[ends[-1]][2])
        if len(ends) <= len(self.ends):
            self.ends = ends[::-1]

    def _lack(self, width: float, start: int, end: int) -> float:
        """What a line costs: none for the last one, unless it is a lone character."""
        if end == len(self._pieces):
            lone = end - start == 1 and len(self._pieces[start].strip(CLOSING)) < 2
            return _ALONE if lone else 0.0
        share = max(0.0, self._limit - width) / self._limit
        return share**2 + (_TOO_LOOSE * (share - _LOOSE) if share > _LOOSE else 0.0)

    def _width(self, start: int, end: int) -> float:
        """Of a line of these pieces."""
        inner = self._places[end - 1] - self._places[start]
        return inner - self._before[start] + self._last[end - 1]

    def _fitting(self, pieces: Iterable[str]) -> Iterator[str]:
        """The clusters, with those wider than a whole line cut into characters."""
        for piece in pieces:
            if len(piece) > 1 and width_of(piece.rstrip(), self._advances) > self._limit:
                yield from piece
            else:
                yield piece

    def _fill(self, limit: float) -> list[int]:
        """Where each line ends when each is filled as far as it goes."""
        ends = []
        x, start = -self._before[0], 0
        for index, size in enumerate(self._last):
            if index > start:
                x -= self._meeting[index]
                if x + size > limit:
                    ends.append(index)
                    x, start = -self._before[index], index
            x += self._full[index]
        ends.append(len(self._last))
        return ends
