"""Units: which are known, and which can be converted into one another."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from core.model.number import EXACT
from core.regex import regex
from core.values.ratios import FRACTION, RATIO, UNIT

PERCENT = "%"
MONEY = "元"
TEN_THOUSAND = "万"
"""A bare 万 or 亿: money beside money, else a plain multiplier."""

SCALES = {"百": 100, "千": 1_000, "万": 10_000, "百万": 1_000_000, "千万": 10_000_000}
SCALES |= {"亿": 100_000_000, "十万": 100_000}
"""What multiplies the unit behind it, or stands for money by itself."""

_CONVERTIBLE: dict[str, tuple[str, str]] = {
    "%": (PERCENT, "1"),
    "百分比": (PERCENT, "1"),
    "%(百分比)": (PERCENT, "1"),
    "百分点": (PERCENT, "1"),
    "个百分点": (PERCENT, "1"),
    "%RH": (PERCENT, "1"),
    "‰": (PERCENT, "0.1"),
    "/万": (PERCENT, "0.01"),
    "/1万": (PERCENT, "0.01"),
    "/十万": (PERCENT, "0.001"),
    "/10万": (PERCENT, "0.001"),
    "元": (MONEY, "1"),
    "元人民币": (MONEY, "1"),
    "元整": (MONEY, "1"),
    "角": (MONEY, "0.1"),
    "米": ("米", "1"),
    "m": ("米", "1"),
    "厘米": ("米", "0.01"),
    "cm": ("米", "0.01"),
    "公分": ("米", "0.01"),
    "毫米": ("米", "0.001"),
    "mm": ("米", "0.001"),
    "公里": ("米", "1000"),
    "千米": ("米", "1000"),
    "km": ("米", "1000"),
    "KM": ("米", "1000"),
    "Km": ("米", "1000"),
    "里": ("米", "500"),
    "毫秒": ("秒", "0.001"),
    "ms": ("秒", "0.001"),
    "秒": ("秒", "1"),
    "秒钟": ("秒", "1"),
    "s": ("秒", "1"),
    "分钟": ("秒", "60"),
    "min": ("秒", "60"),
    "小时": ("秒", "3600"),
    "个小时": ("秒", "3600"),
    "h": ("秒", "3600"),
    "天": ("秒", "86400"),
    "d": ("秒", "86400"),
    "日": ("秒", "86400"),
    "周": ("秒", "604800"),
    "星期": ("秒", "604800"),
    "个星期": ("秒", "604800"),
    "个季度": ("月", "3"),
    "个月": ("月", "1"),
    "月": ("月", "1"),
    "年": ("月", "12"),
    "吨": ("千克", "1000"),
    "t": ("千克", "1000"),
    "T": ("千克", "1000"),
    "千克": ("千克", "1"),
    "公斤": ("千克", "1"),
    "kg": ("千克", "1"),
    "KG": ("千克", "1"),
    "Kg": ("千克", "1"),
    "斤": ("千克", "0.5"),
    "克": ("千克", "0.001"),
    "g": ("千克", "0.001"),
    "毫克": ("千克", "0.000001"),
    "mg": ("千克", "0.000001"),
    "微克": ("千克", "0.000000001"),
    "μg": ("千克", "0.000000001"),
    "ug": ("千克", "0.000000001"),
    "平方米": ("亩", "0.0015"),
    "m2": ("亩", "0.0015"),
    "平米": ("亩", "0.0015"),
    "亩": ("亩", "1"),
    "公顷": ("亩", "15"),
    "平方公里": ("亩", "1500"),
    "平方千米": ("亩", "1500"),
    "km2": ("亩", "1500"),
    "立方米": ("立方米", "1"),
    "m3": ("立方米", "1"),
    "方": ("立方米", "1"),
    "立方": ("立方米", "1"),
    "升": ("升", "1"),
    "L": ("升", "1"),
    "l": ("升", "1"),
    "毫升": ("升", "0.001"),
    "mL": ("升", "0.001"),
    "ml": ("升", "0.001"),
    "千瓦": ("千瓦", "1"),
    "kW": ("千瓦", "1"),
    "kw": ("千瓦", "1"),
    "KW": ("千瓦", "1"),
    "MW": ("千瓦", "1000"),
    "兆瓦": ("千瓦", "1000"),
    "吉瓦": ("千瓦", "1000000"),
    "GW": ("千瓦", "1000000"),
    "千瓦时": ("千瓦时", "1"),
    "度电": ("千瓦时", "1"),
    "度": ("千瓦时", "1"),
    "kWh": ("千瓦时", "1"),
    "kwh": ("千瓦时", "1"),
    "KWH": ("千瓦时", "1"),
    "kW·h": ("千瓦时", "1"),
    "MWh": ("千瓦时", "1000"),
    "兆瓦时": ("千瓦时", "1000"),
    "GWh": ("千瓦时", "1000000"),
    "摄氏度": ("℃", "1"),
    "°C": ("℃", "1"),
    "分贝": ("dB", "1"),
    "dB": ("dB", "1"),
    "db": ("dB", "1"),
    "dB(A)": ("dB", "1"),
    "TB": ("GB", "1024"),
    "GB": ("GB", "1"),
    "MB": ("GB", "0.0009765625"),
}
"""Written unit -> (the unit it is turned into, its worth in that). Nothing else converts."""

_SAME = {"个工作日": "工作日", "场次": "场", "批次": "批", "台套": "台(套)", "件套": "件(套)"}
_SAME |= {"名": "人", "位": "人", "棵": "株", "幢": "栋", "册": "本", "PPM": "ppm"}
"""Counted things of two names."""

_TWO_NAMES = frozenset(
    (  # noqa: SIM905  (words read better as lines of words)
        "台/套 套/台 台/件 件/套 套/件 场/次 人/次 户/次 批/次 件/次 项/次 家/次 份/册 册/份 本/册 "
        "册/本 个/项 项/个 个/处 处/个 座/处 个/家 家/个 起/件 件/起 户/家 只/头 头/只 株/棵 辆/台 "
        "台/辆"
    ).split()
)
"""Counted units whose stroke stands between two names and means no division."""

_A_YEAR = frozenset({"", "年", "年度", "学年", "全年"})
"""Per year is per nothing: the form is a year's."""

_COUNTED = frozenset(
    (  # noqa: SIM905  (words read better as lines of words)
        "个 人 人次 次 户 户次 件 件次 只 头 场 场次 台 套 台套 件套 家 家次 名 项 "
        "篇 份 册 本 辆 辆次 车次 座 处 条 块 棵 株 批 批次 期 班 班次 课时 学时 工作日 粒 桶 罐 "
        "个工作日 季度 所 间 栋 幢 层 支 盏 副 张 幅 枚 面 顶 把 根 口 眼 尾 匹 羽 箱 袋 瓶 "
        "盒 部 种 类 门 讲 节 轮 遍 趟 架次 人天 人年 人日 例 起 宗 单 笔 级 分 倍 对 双 "
        "片 段 孔 组 队 村 县 乡镇 镇 标段 工时 床 床位 站 点 人份 剂 针 支次 "
        "Mbps Gbps MPa kPa Pa kV kVA MVA Hz kHz MHz GHz ppm NTU tce cm2 mm2 cm3 μm nm "
        "KB 兆 M 丈 尺 周年 学年 学期 人月 位 艘 座次 席 档 款 卷 届 "
    ).split()
)

_KNOWN = frozenset(
    {*_CONVERTIBLE, *_COUNTED, *SCALES}
    | {scale + unit for scale in SCALES for unit in (*_CONVERTIBLE, *_COUNTED)}
)
_LONGEST = max(map(len, _KNOWN))
_PER = regex(
    r"/(?:\d+(?:\.\d+)?)?(?:[kcmdμ]?m[23]|[^\d,;:。()<>≥≤=]{1,8})(?:[、.·*/][^\d,;:。()<>≥≤=]{1,4})?",
    needs="/",
)
_PARTS = regex(r"[、.·*/每]", needs="、.·*/每")
_JOINED_PARTS = regex(r"(?P<one>[人户生亩台辆车])(?P<other>次|个?月|天|日|年|期|学期)")
"""元/人月 and 元/人次 are per head and per month, and per time."""
_DIMENSIONS = frozenset(base for base, _ in _CONVERTIBLE.values()) | {TEN_THOUSAND}
_LATIN = regex(r"[A-Za-z\d]")
_OR = regex(r"\((\w{1,3})\)", needs="(")
"""The second name of a unit that has two: 台(套), 个(项)."""
_SCALE = regex("|".join(sorted(SCALES, key=len, reverse=True)), needs="".join(SCALES))


class Measure(Struct, frozen=True):
    """A unit taken apart: ``worth`` of one in ``base``, per ``per`` (``""`` where nothing)."""

    base: str
    worth: Decimal
    per: str = ""

    @property
    def counted(self) -> bool:
        """Whether this counts things: one is one, whatever they are called."""
        return self.base not in _DIMENSIONS and not self.ratio and not _LATIN.match(self.base)

    @property
    def ratio(self) -> bool:
        """Whether this is what a number stands to: ∶1."""
        return self.base.startswith(RATIO)

    @property
    def money(self) -> bool:
        """Whether this measures money (per something or not)."""
        return self.base in {MONEY, TEN_THOUSAND}

    def is_like(self, other: Measure) -> bool:
        """Whether both measure the same thing, per the same: 台(套) is 台 or 套."""
        mine, theirs = ([one.base, *one.per.split("/")] for one in (self, other))
        return len(mine) == len(theirs) and all(map(_have_one_name, mine, theirs))


def leading_unit(text: str) -> str:
    """The longest known unit at the beginning of ``text``, with what follows ``/``; or ``""``."""
    if parts := UNIT.match(text):
        return parts[0]
    for length in range(min(_LONGEST, len(text)), 0, -1):
        # Not the m of mg, nor the kW of kWh: a word of letters is one unit or none.
        inside = _LATIN.match(text[length - 1]) and _LATIN.match(text, length)
        if text[:length] in _KNOWN and not inside:
            end = _second_name(text, length)
            per = _PER.match(text, end)
            return text[: per.end() if per else end]
    return ""


def _second_name(text: str, end: int) -> int:
    """Where a counted unit that ends at ``end`` ends with the second name that stands behind it."""
    other = _OR.match(text, end)
    return other.end() if other and other[1] in _COUNTED and measure(text[:end]).counted else end


def _have_one_name(base: str, other: str) -> bool:
    return base == other or bool(_names_of(base) & _names_of(other))


def _names_of(base: str) -> frozenset[str]:
    """What a counted unit may be called: 台(套) is 台 or 套, 人(次) is 人 or 人次."""
    first, _, second = base.removesuffix(")").partition("(")
    names = {first, second, first + second} if second else {first}
    return frozenset({_SAME.get(name, name) for name in names})


def _taken_apart(part: str) -> tuple[str, ...]:
    joined = _JOINED_PARTS.fullmatch(part)
    return (joined["one"], joined["other"]) if joined else (part,)


def _one_name(unit: str) -> str:
    """The same text for 平方米 and m2, for 天 and 日."""
    base, worth = _CONVERTIBLE.get(unit, (_SAME.get(unit, unit), "1"))
    return base if worth == "1" else f"{worth}{base}"


_TIME = {"秒", "月"}
_ONE_WORTH = regex(r"(\d+(?:\.\d+)?)?(\D+)")


def worth_of_denominators(one: Measure, other: Measure) -> tuple[Decimal, Decimal] | None:
    """What both are per in one unit (斤 and 公斤, 亩 and 公顷), if they are per one such thing.

    Once a day is not seven times a week.
    """
    mine, theirs = (_ONE_WORTH.fullmatch(each.per) for each in (one, other))
    if mine is None or theirs is None or mine[2] != theirs[2] or mine[2] not in _DIMENSIONS - _TIME:
        return None
    return Decimal(mine[1] or 1), Decimal(theirs[1] or 1)


@lru_cache(maxsize=4096)
def measure(unit: str) -> Measure:
    """Take a unit apart: 万元/人 is money, worth 10000, per 人.

    元/人、天 and 元/天·人 are one.
    """
    if unit.startswith(FRACTION):
        return Measure(PERCENT, EXACT.divide(Decimal(100), Decimal(unit[1:])))
    name, _, behind = (unit, "", "") if unit in _CONVERTIBLE else unit.partition("/")
    if f"{name}/{behind}" in _TWO_NAMES:
        name, behind = f"{_SAME.get(name, name)}({_SAME.get(behind, behind)})", ""
    name = _SAME.get(name, name)
    parts = [part for text in _PARTS.split(behind) for part in _taken_apart(text)]
    per = "/".join(sorted(_one_name(part) for part in parts if part not in _A_YEAR))
    if name in _CONVERTIBLE:
        base, worth = _CONVERTIBLE[name]
        return Measure(base, Decimal(worth), per)
    scale = _SCALE.match(name)
    if scale is None:
        return Measure(name, Decimal(1), per)
    rest, worth_of_scale = name[scale.end() :], Decimal(SCALES[scale[0]])
    if not rest:
        return Measure(TEN_THOUSAND, worth_of_scale, per)
    rest = _SAME.get(rest, rest)
    base, worth = _CONVERTIBLE.get(rest, (rest, "1"))
    return Measure(base, EXACT.multiply(worth_of_scale, Decimal(worth)), per)
