"""Rows that hold nothing but the name of a level, for groups that the blank does not have.

Each looks like the blank's own, its number too: behind （三）时效指标 comes （四）成本指标.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from core.exchange.into.blank_groups import LEVELS, Naming, label_spot
from core.exchange.into.indicator_rows import Slot, row_at
from core.exchange.into.plan import Entry, Plan, RowAt
from core.exchange.into.stated import LABELS
from core.exchange.sources.chinese_numerals import in_chinese
from core.reading.form_map import Spot
from core.reading.level_names import number_before
from core.reading.source import SourceCell
from core.regex import regex

_NUMERAL = regex(
    r"[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]|\d{1,2}|[①-⑳]|[Ⅰ-Ⅻ]"
)
_DIGITS = "一二三四五六七八九"


class LevelHeadings:
    """Goes with the groups of the result in their order and makes the rows of names they lack."""

    def __init__(self, plan: Plan, naming: Mapping[str, Naming], slots: Sequence[Slot]) -> None:
        self._plan = plan
        self._own = [level for level in LEVELS if naming[level] is Naming.OWN]
        self._slots = slots
        self._last: dict[str, str] = {}
        """The number of the heading that came last, by its level."""

    def pass_by(self, slot: Slot, *, new: bool) -> None:
        """Note how the blank numbers a group of its own; ``new``: it begins a first level."""
        if new:
            self._last.pop("level2", None)
        for level, spot in self._spots(slot):
            self._last[level] = number_before(spot.item.text)

    def add(self, slot: Slot, *, new: bool) -> None:
        """Put in the rows for a group that the blank does not have."""
        (stated,) = slot.stated
        names = dict(zip(LEVELS, (stated.level1, stated.level2), strict=True))
        behind = row_at(slot.group.rows[-1])
        wanted = [one for one in self._spots(slot) if new or one[0] == "level2"]
        while wanted:
            _, spot = wanted[0]
            beside = [one for one in wanted if one[1].item is spot.item]  # 产出指标—数量指标
            wanted = wanted[len(beside) :]
            text = self._text(slot, beside, names, new=new)
            row = spot.item.row if isinstance(spot.item, SourceCell) else behind.row
            at = self._plan.copy_row(RowAt(spot.part, row), behind, slot.scope)
            whole = replace(spot, start=0, end=None)
            label = LABELS[beside[-1][0]]
            self._plan.entries.append(Entry(whole, text, copy=at.copy, label=label))

    def _spots(self, slot: Slot) -> Iterator[tuple[str, Spot]]:
        for level in self._own:
            if (spot := label_spot(slot.group.rows, level)) is not None:
                yield level, spot

    def _text(
        self, slot: Slot, beside: Sequence[tuple[str, Spot]], names: Mapping[str, str], *, new: bool
    ) -> str:
        """The text of the blank's own heading with these names, and the next number, in it."""
        text = beside[0][1].item.text
        for level, spot in reversed(beside):
            end = len(text) if spot.end is None else spot.end
            text = text[: spot.start] + names[level] + text[end:]
        level = beside[0][0]
        before = number_before(text)
        number = self._number(slot, level, before, new=new)
        if number:
            self._last[level] = number
        if new and level == "level1":
            self._last.pop("level2", None)
        return number + text[len(before) :]

    def _number(self, slot: Slot, level: str, like: str, *, new: bool) -> str:
        """The number behind the last one; none where those of the blank that follow have one."""
        if not like.strip() or self._is_followed(slot, level):
            return like if not like.strip() else ""
        last = self._last.get(level)
        if last is None:
            return first_number(like, again=new)
        return next_number(last)

    def _is_followed(self, slot: Slot, level: str) -> bool:
        later = self._slots[self._slots.index(slot) + 1 :]
        return any(
            not one.fresh and (level == "level1" or one.level1 == slot.level1) for one in later
        )


def next_number(number: str) -> str:
    """The number that follows one: （四） behind （三）, 1.3 behind 1.2."""
    found = list(_NUMERAL.finditer(number))
    return _stepped(number, found[-1]) if found else number


def first_number(number: str, *, again: bool) -> str:
    """The first number of the kind; ``again``: of the next block, so 2.1 behind 1.3."""
    found = list(_NUMERAL.finditer(number))
    if not found:
        return number
    last = found[-1]
    sign = last[0]
    first = (
        "1"
        if sign.isdecimal()
        else "①"
        if "①" <= sign <= "⑳"
        else "Ⅰ"
        if "Ⅰ" <= sign <= "Ⅻ"
        else "一"
    )
    number = number[: last.start()] + first + number[last.end() :]
    return _stepped(number, found[0]) if again and len(found) > 1 else number


def _stepped(number: str, numeral: re.Match[str]) -> str:
    sign = numeral[0]
    if sign.isdecimal():
        after = str(int(sign) + 1)
    elif "十" in sign or sign in _DIGITS:
        after = in_chinese(str(_value(sign) + 1), 1)
    else:
        after = chr(ord(sign) + 1)
    return number[: numeral.start()] + after + number[numeral.end() :]


def _value(sign: str) -> int:
    tens, ten, ones = sign.rpartition("十")
    if not ten:
        return _DIGITS.index(sign) + 1
    return 10 * (_DIGITS.index(tens) + 1 if tens else 1) + (_DIGITS.index(ones) + 1 if ones else 0)
