"""What stands beside a figure and says nothing about it: 120人，超额完成; 由15天压缩至5天."""

from __future__ import annotations

from core.regex import regex
from core.values import numerals

UNIT = r"[^\d~±<>≥≤=,;:]{0,8}?"
"""Any short unit behind a number, as part of an expression."""
_TIMES = "(?:≥|不少于|不低于|至少)"
_ONE_PERIOD = regex(
    rf"^(?:一个?(?=(?:年|季度|月|周|天|学期)(?:\d|{_TIMES}|{numerals.NUMERAL}))"
    rf"|1个?(?=(?:年|季度|月|周|天|学期){_TIMES}))",
    needs="一1",
)
_LABEL = regex(r"^(?:年度|全年)?(?:实际)?完成(?:数量|情况|数|值)?:(?=[^:]*\d)", needs=":")
"""What only says that a figure is the one that was reached: 实际完成数：105人."""
_SAYS_DONE = regex(
    r"(?:^|[,;。])(?:已经?|均|都|全部|全面|超额|按时|如期|按期|按计划|圆满|顺利)*(?:完成|达标|达成|实现)了?"
    r"(?:年度|全年|预期|既定|计划)?(?:任务|目标|计划)?(?:[,;。]|$)",
    needs="完达实",
)
"""120人，超额完成: what only says that it is done."""
_FROM = regex(
    rf"[由从](?:原来|原先|原|上年|去年)?的?[\d.,]+{UNIT}"
    r"(?=(?:提高|提升|增加|增长|上升|降低?|下降|减少|压缩|缩短|压减|升)[到至为])",
    needs="由从",
)
"""由15天压缩至5天: what it was before."""
_YEAR_WORDS = regex(r"(?:19|20)\d{2}年度?(?:内|全年)?")
_PLACEHOLDER = regex(r"^[XxNn](?=[≥≤<>=])", needs="XxNn")
_PARTICLES = regex(r"PM(?:2\.5|10)(?!\d)", needs="P")

_NAMED_BY_FIGURES = regex(
    r"(?<![A-Za-z\d.])(?:\d{1,2}[A-Z]|[A-Z]\d{1,2})(?=[\u4e00-\u9fff])"
    r"(?=[^\d]{1,20}[≥≤<>=]?\d)"
)
"""5G基站3个, A4纸20箱, 4A级景区≥1家: part of what a thing is called."""


def without_asides(plain: str) -> str:
    """The text without what is beside the point of its figure."""
    # A year that is no deadline (完成2022年度任务12项) says nothing about the figure beside it.
    plain = _PLACEHOLDER.sub("", _LABEL.sub("", _YEAR_WORDS.sub("", plain)))
    figure = _SAYS_DONE.sub("", _FROM.sub("", plain))
    if any(map(str.isdigit, figure)):
        plain = figure
    plain = _NAMED_BY_FIGURES.sub("", _PARTICLES.sub("", plain))
    return _ONE_PERIOD.sub("每", plain)
