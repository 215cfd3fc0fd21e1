"""Judgements: words that are the same in another form, and nothing in words (未发生, 零差错)."""

from __future__ import annotations

import re

from core.model.number import normalized
from core.regex import regex
from core.values import numerals
from core.values.footing import ONE
from core.values.names import is_unwanted, names_harm
from core.values.outcome import Outcome, TargetKind
from core.values.parser import parse
from core.values.target_syntax import Blank, Comparison, Quantity, Several
from core.values.wording import NOTE_MARK, squeezed

SYSTEM_PHRASES = ("达成预期指标", "达成年度指标")
"""What the budget systems write for a judgement that was fully met, with or without 已."""

_SPACE = regex(r"\s+")
_FORM_ONLY = regex(r"^(?:=+|定性(?:指标)?[:,、;]?(?=.))+", needs="=定")
_QUOTED = regex(r"[\"'“‘「『](?P<inside>[^\"'“”‘’「」『』]+)[\"'”’」』]", needs="\"'“‘「『")
_CLOSING = "。.;；,，、!！?？~…"
_LONGEST = 400

_PERIOD = (
    r"(?:(?:全年|年度内?|本年度?|当年|年内|期内|期间|截至目前|项目期内)[,，]?)?(?:均|都|尚|一直)?"
)
_NONE = regex(
    rf"{_PERIOD}(?:(?:(?:从)?未|没有|没|无)(?:发生|出现|产生|发现|收到|接到|存在|有)?|零(?:发生)?|0发生)"
    r"(?:任何|一起|一例|1起|1例|重大|较大|一般|有责|有效|相关)*(?P<what>\D{0,12}?)(?:的?(?:发生|出现|情况|现象|记录))?"
)
_NO_TARGET = regex(
    r"(?:零|0(?=\D)|无|未发生|不发生|未出现|不出现|没有|杜绝)(?:任何|一起|重大|较大|一般|有责|有效)*(?P<what>\D{2,12}?)(?:发生|情况)?",
    needs="零0无未不没杜",
)
_NO_FIGURE = {"零", "〇", "零发生", "0发生", "不发生", "未发生"}
_PLAIN_NONE = {
    "无",
    "没有",
    "未发生",
    "零",
    "无发生",
    "没有发生",
    "零发生",
    "未出现",
    "没发生",
    "全无",
}
_WEAK_NONE = {"暂无", "未发现", "暂未发生", "尚未发生", "没有发现", "未收到", "未接到"}
_WEAK_NONE |= {"杜绝", "已杜绝"}


def bare_wording(text: str) -> str:
    """Words without what is only form: white space, a leading ``=`` or 定性, marks at the end."""
    plain = text
    if len(text) <= _LONGEST:
        plain = _SPACE.sub("", normalized(NOTE_MARK.sub("", text)))
    bare = _FORM_ONLY.sub("", plain).rstrip(_CLOSING)
    if quoted := _QUOTED.fullmatch(bare):
        bare = quoted["inside"].rstrip(_CLOSING)
    return bare or plain


def same_judgement(one: str, other: str) -> bool:
    """Whether two texts say the same judgement in the same words."""
    return bare_wording(one) == bare_wording(other)


def says_reached(actual: str) -> bool:
    """Whether the actual is one of the systems' phrases for a judgement that was met."""
    return bare_wording(actual).removeprefix("已") in SYSTEM_PHRASES


def asks_for_none(target: str) -> bool:
    """零差错, 无重大事故: a target of none of something that nobody wants."""
    plain = bare_wording(target)
    if plain in _NO_FIGURE:
        return True
    match = _NO_TARGET.fullmatch(plain) if len(plain) <= _SHORT else None
    return match is not None and names_harm(match["what"])


def wants_none(target: str, name: str) -> bool:
    """Whether a target in words is zero: 零差错, or 无 under a name of what nobody wants."""
    return asks_for_none(target) or (says_none(target, unwanted=True) and is_unwanted(name))


def says_none(actual: str, *, unwanted: bool) -> bool:
    """无, 未发生, 没有收到投诉 …: none, in words.

    ``unwanted``: the row is about something that should stay below; then 暂无 is none as well.
    """
    plain = bare_wording(actual)
    if plain in _PLAIN_NONE or (unwanted and plain in _WEAK_NONE):
        return True
    match = _NONE.fullmatch(plain) if len(plain) <= _SHORT else None
    if match is None:
        return False
    return names_harm(match["what"]) if match["what"] else unwanted


_SHORT = 30


def judged(target: str, actual: str, note: str) -> Outcome:
    """Words are met by the same words; everything else is for the clerk."""
    kind = TargetKind.JUDGEMENT
    done = parse(actual)
    doubt = ""
    if (
        isinstance(done, Comparison)
        and not done.embedded
        and not names_figure(target, done.quantity)
    ):
        doubt = "指标值是文字，完成值是数字"
    signed = carries_operator(actual) and not same_judgement(target, actual)
    if isinstance(done, Blank):
        return Outcome(kind, why="定性指标，还没有实际完成值")
    if same_judgement(target, actual):
        why = "定性指标，完成值与指标值相同，建议满分"
        return Outcome(kind, ONE, met=True, why=why, kind_doubt=doubt, operator_in_actual=signed)
    if says_reached(actual):
        return Outcome(kind, ONE, met=True, why="定性指标，完成值写明已达成，建议满分")
    why = note or "定性指标，由填表人选定档次（达成、部分达成、未达成）并给分"
    return Outcome(kind, why=why, kind_doubt=doubt, operator_in_actual=signed)


def dashed() -> Outcome:
    """A target that is only a dash: the paper says that there is no figure."""
    return Outcome(TargetKind.JUDGEMENT, why="指标值是“—”，表上没有写明，由填表人选定档次并给分")


def names_figure(target: str, answer: Quantity) -> bool:
    """Whether words hold a figure of the answer's unit: 新建2座、改造3座 is answered by 5座."""
    unit = answer.unit.partition("/")[0]
    return bool(unit) and re.search(rf"\d{re.escape(unit)}", squeezed(target)) is not None


_RANK = regex(
    rf"\D{{0,6}}?(?P<number>\d{{1,2}}|{numerals.NUMERAL})(?P<unit>[级档类])\D{{0,4}}",
    needs="级档类",
)


def rank_in(actual: str, unit: str) -> int | None:
    """The number of the rank that an actual names (4级, 已达到三级), where the target is one."""
    match = _RANK.fullmatch(squeezed(actual))
    if match is None or match["unit"] != unit:
        return None
    number = match["number"]
    return int(number) if number.isdecimal() else numerals.value(number)


def carries_operator(actual: str) -> bool:
    """Whether an actual carries a sign, as if it were copied from the target."""
    reading = parse(actual)
    if isinstance(reading, Comparison):
        return reading.operator is not None and not reading.in_words
    if isinstance(reading, Several):
        return any(part.operator and not part.in_words for part in reading.parts)
    return squeezed(actual).startswith(("≥", "≤", ">", "<", "="))
