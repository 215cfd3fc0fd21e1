"""What headings and labels mean: the synonyms of ``resources/headings.toml``, looked up by text.

Pasting in the window and reading a file ask the very same table.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from msgspec import Struct

from core.model.number import normalized
from core.regex import regex
from core.resources import resource

_WORDS = 5
"""So many words before the one that counts: 本年度 部门 整体 绩效 目标."""

LONGEST = 60
"""No heading is longer than this, white space counted."""

_SPACE = regex(r"[\s\u200b\u3000\ufeff]+")
_MARKS = regex("[①-⑳㈠-㈩⑴-⒇*★☆▲△※#●◆■□]+|注[\\d]$")
_BRACKETS = regex(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|\{[^{}]*\}|<[^<>]*>")
_NUMBER = regex(
    r"(?:第?[一二三四五六七八九十]{1,3}(?:部分)?[、.:]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[、.)](?!\d))"
)
_COUNT = regex(r"\(?\d{1,3}(?:[.-]\d{1,2})*\)?[、.]?")
_ADJUSTED = regex("(?:调整|变更)(?:后|的?预算)")
_UNIT_BEHIND = regex(r"(?:金额|资金|货币)?单位:(?:人民币)?[万亿]?元$")
"""A title may have the unit of money behind it in the same line."""
_EDGE = "%％:;,。、.-—=_/\\|'\"“”"
_ARGUED = "review"
"""A column of this key is a score that others gave; it never is the form's own."""


_SAID = regex(r"[，。；]|\d\s*[万亿]?元")
"""What a sentence has (预算100万元，支出50万元) and no heading."""
_ROWS = "indicators"
_VALUES = {"数值", "值"}
"""Headings that say which value only by the heading above them."""


class Meaning(Struct, frozen=True):
    """What a heading can stand for: a key and the rank of the pattern (0 is the surest)."""

    key: str
    rank: int


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    return tomllib.loads(resource("headings.toml").read_text("utf-8"))


@lru_cache(maxsize=32)
def _patterns(family: str) -> tuple[tuple[Meaning, re.Pattern[str]], ...]:
    table = _table()
    words = {"{when}": table["when"], "{about}": table["about"]}
    patterns = []
    for key, texts in table[family].items():
        for rank, text in enumerate([texts] if isinstance(texts, str) else texts):
            filled = text
            for name, word in words.items():
                filled = filled.replace(name, word)
            # Words may be of two groups: without a bound, repeating them would double the ways.
            bounded = filled.replace(")*", f"){{0,{_WORDS}}}").replace(")+", f"){{1,{_WORDS}}}")
            patterns.append((Meaning(key, rank), regex(bounded)))
    return tuple(patterns)


def squeezed(text: str) -> str:
    """NFKC without white space and marks of footnotes; blank for what is too long for a heading."""
    if len(text) > 4 * LONGEST:
        return ""
    return _SPACE.sub("", normalized(_MARKS.sub("", text)))


def without_number(text: str) -> str:
    """A label without the number before it: 一、, （二）, 3.."""
    match = _NUMBER.match(normalized(text))
    same = match is not None and len(normalized(text)) == len(text)
    return text[match.end() :].strip() if match is not None and same else text


def is_numbering(text: str) -> bool:
    """Whether a text is nothing but a number before a label: 一、, （二）, 3.."""
    return _NUMBER.fullmatch(squeezed(text)) is not None


def is_running_number(heading: str, text: str) -> bool:
    """Whether a text only counts the rows of a table: what it says, their order keeps."""
    return bare(heading) == "序号" and _COUNT.fullmatch(squeezed(text)) is not None


@lru_cache(maxsize=16384)
def bare(text: str) -> str:
    """A heading without white space, number, brackets and closing marks; blank if it is none."""
    plain = squeezed(text)
    if plain.isascii() or len(plain) > LONGEST:
        return ""  # every heading has a Chinese word
    plain = _NUMBER.sub("", plain, count=1) if _NUMBER.match(plain) else plain
    return _BRACKETS.sub("", plain).strip(_EDGE)


@lru_cache(maxsize=32768)
def meanings(family: str, text: str) -> tuple[Meaning, ...]:
    """All that a text can mean as a heading of this family, the surest first."""
    plain = bare(text)
    if not plain:
        return ()
    found: dict[str, Meaning] = {}
    for meaning, pattern in _patterns(family):
        if meaning.key not in found and pattern.fullmatch(plain):
            found[meaning.key] = meaning
    return tuple(sorted(found.values(), key=lambda meaning: meaning.rank))


def means(family: str, key: str, text: str) -> bool:
    """Whether a text can mean this."""
    return any(meaning.key == key for meaning in meanings(family, text))


def is_title(text: str) -> bool:
    """Whether a text is the name of a form (not of a list of forms)."""
    plain = title_core(text)
    if not plain or _whole("titles", "list", plain):
        return False
    return _whole("titles", "title", plain)


def title_core(text: str) -> str:
    """The title without what stands at its end: year, brackets, the unit of money.

    Blank for what is no single short line.
    """
    plain = squeezed(text)
    if len(plain) > LONGEST:
        return ""
    plain = _UNIT_BEHIND.sub("", _BRACKETS.sub("", plain))
    plain = re.sub(r"(?:\d{4}年?度?|[〇○零一二三四五六七八九]{4}年度?|年度)$", "", plain)
    return plain.strip(_EDGE + "()续")


def begins_note(text: str) -> bool:
    """Whether a text is a note or an instruction (注：…, 填报说明：…)."""
    plain = squeezed(text[:LONGEST])
    return any(pattern.match(plain) for _, pattern in _patterns("notes")[:1])


def is_passed_over(text: str) -> bool:
    """Whether a text is no part of any form: 附件3, a page's number, （续）."""
    plain = squeezed(text).strip("()[]【】")
    return bool(plain) and _whole("notes", "passed", plain)


def _whole(family: str, key: str, plain: str) -> bool:
    return any(m.key == key and pattern.fullmatch(plain) for m, pattern in _patterns(family))


def columns_of(headings: Sequence[str], family: str = "indicators") -> tuple[str, ...]:
    """For each heading of a table the key of its column, ``""`` for one that is none of the form.

    ``family`` is ``indicators`` or ``funds``.  Keys are those of the contract (``level1``,
    ``target`` …), and ``target/sign``, ``target/unit``, ``actual/unit`` beside a ``target`` or
    an ``actual`` of several columns.
    A key is given once: to its surest heading, the first of equals.
    """
    return keys_of([(heading,) for heading in headings], family)


def keys_of(stacks: Sequence[Sequence[str]], family: str = "indicators") -> tuple[str, ...]:
    """As ``columns_of`` for heads of several rows: for each column its headings from the top."""
    claims: list[tuple[int, int, str]] = []
    shared = _shared_headings(stacks) if family == _ROWS else set[str]()
    for place, stack in enumerate(stacks):
        asked: Sequence[tuple[str, int]] = _claims(family, stack)
        asked = _own_parts(stack, asked, shared) if family == _ROWS else asked
        claims += [(rank, place, key) for key, rank in asked]
    keys, taken = [""] * len(stacks), set[str]()
    named = next((place for rank, place, key in sorted(claims) if key == "level3"), -1)
    for _, place, key in sorted(claims, key=lambda claim: _order(claim, named)):
        if not keys[place] and key not in taken:
            keys[place] = key
            if key not in {"other", _ARGUED}:
                taken.add(key)
    if family == "funds" and (first := _before_adjusted(stacks, keys)) is not None:
        keys[first] = "initial"
    if family == _ROWS and "actual" in keys[:-1] and "target/unit" in keys:
        beside = keys.index("actual") + 1  # 指标值 | 单位 | 完成值 | 单位: each has its own
        if not keys[beside] and any(means(_ROWS, "target/unit", t) for t in stacks[beside][-1:]):
            keys[beside] = "actual/unit"
    return _settled([("" if key in {"other", _ARGUED} else key) for key in keys], family)


def _before_adjusted(stacks: Sequence[Sequence[str]], keys: Sequence[str]) -> int | None:
    """The column of the budget (预算批复数) before that of the adjusted one: it is the first."""
    if "initial" in keys or "annual" not in keys:
        return None
    at = keys.index("annual")
    if not any(_ADJUSTED.search(squeezed(text)) for text in stacks[at]):
        return None
    budgets = (
        n for n in range(at) if not keys[n] and "annual" in dict(_claims("funds", stacks[n]))
    )
    return next(budgets, None)


def _order(claim: tuple[int, int, str], named: int) -> tuple[int, bool, int]:
    """Surest first; of equal claims the first right of the names: each level may have points."""
    rank, place, key = claim
    return rank, key in {"points", "score"} and place < named, place


def guesses_of(stacks: Sequence[Sequence[str]], keys: Sequence[str], family: str) -> dict[int, str]:
    """Keys that no heading has for sure, by the column whose heading may mean them."""
    guessed: dict[int, str] = {}
    for place, stack in enumerate(stacks):
        if keys[place] or _claims(family, stack):
            continue
        if any(means("blocks", "label", text) for text in stack):
            continue  # 预算执行情况 beside the headings
        texts = (
            meaning.key
            for text in reversed(stack)
            if _SAID.search(text) is None
            for meaning in meanings(f"{family}_guesses", text)
        )
        key = next((key for key in texts if key not in keys and key not in guessed.values()), None)
        if key is not None:
            guessed[place] = key
    return guessed


def _claims(family: str, stack: Sequence[str]) -> list[tuple[str, int]]:
    """Key and rank of a column's headings: the lowest first, then those above it."""
    texts = [text for text in dict.fromkeys(stack) if text.strip()]
    found: list[tuple[str, int]] = []
    for depth, text in enumerate(reversed(texts)):
        below = meanings(family, text)
        if any(meaning.key in {"other", _ARGUED} for meaning in below):
            best = below[0]
            found.append((best.key if best.key == _ARGUED else "other", -1))
            return found
        found += [(meaning.key, meaning.rank + 10 * depth) for meaning in below]
    return found


def _own_parts(
    stack: Sequence[str], claims: Sequence[tuple[str, int]], shared: set[str]
) -> Sequence[tuple[str, int]]:
    """A value and a unit below 实际完成值 are its own, never those of the target.

    ``shared`` headings stand over targets too (指标完成情况): what is below is told by its name.
    """
    *above, lowest = [text for text in dict.fromkeys(stack) if text.strip()] or [""]
    over = {
        found[0].key for text in above if text not in shared and (found := meanings(_ROWS, text))
    }
    if "actual" not in over or "target" in over:
        return claims
    if means(_ROWS, "target/unit", lowest):
        return [("actual/unit", 0)]
    return [("actual", 0)] if bare(lowest) in _VALUES else claims


def _shared_headings(stacks: Sequence[Sequence[str]]) -> set[str]:
    """Headings over a column that names the target itself."""
    return {
        text
        for *above, lowest in filter(None, stacks)
        if means(_ROWS, "target", lowest) and bare(lowest) not in _VALUES
        for text in above
        if text != lowest
    }


def _settled(keys: list[str], family: str) -> tuple[str, ...]:
    """A unit or a sign is one only beside its value; a single deep level is the third."""
    if family == "indicators":
        if "target" not in keys:
            keys = ["" if key.startswith("target/") else key for key in keys]
        if "actual" not in keys:
            keys = ["" if key == "actual/unit" else key for key in keys]
        if "level3" not in keys and "level2" in keys and "target" in keys:
            keys = ["level3" if key == "level2" else key for key in keys]
    return tuple(keys)


def is_indicator_head(keys: Sequence[str]) -> bool:
    """Whether columns of these keys are a table of indicators."""
    found = set(keys) - {""}
    levels = found & {"level1", "level2", "level3"}
    figures = found & {"target", "actual", "points", "score", "deviation"}
    if "level3" not in found:
        return False
    if levels == {"level1", "level2", "level3"} and {"points", "score"} <= figures:
        return True
    return bool(figures & {"target", "actual"}) and (len(levels) > 1 or len(figures) > 1)


def is_funds_head(keys: Sequence[str]) -> bool:
    """Whether columns of these keys are a table of funds."""
    found = set(keys) - {""}
    amounts = found & {"initial", "annual", "executed"}
    return "level3" not in found and bool(amounts) and len(found) > 1
