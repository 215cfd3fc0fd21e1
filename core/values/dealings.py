"""What a name says is done about something that nobody wants: 处理投诉, 降低成本, 服务投诉."""

from __future__ import annotations

from core.regex import regex
from core.values.telling import SILENT, Place, Telling, Way
from core.values.vocabulary import Vocabulary


def lowered(head: str, telling: Telling, words: Vocabulary) -> Telling:
    """通过治理降低发病率 2%: the fall or what is left, nobody can know."""
    found = words.lowers.first_within(_before(head, telling))
    return Telling(None, found) if found else telling


def _before(head: str, telling: Telling) -> str:
    """What stands before the word that tells."""
    return head[: head.rindex(telling.word)] if telling.word in head else ""


def _taken_off(before: str, telling: Telling, words: Vocabulary, place: Place) -> Telling:
    """A cost or a use, unless the figure is what was taken off it: 降低企业成本 20万元."""
    if found := words.lowers.beginning(before) or words.lowers.ending(before):
        return Telling(Way.RISING, found)
    if found := words.saves.ending(before):
        return Telling(Way.RISING, found)
    found = words.lowers.first_within(before)
    if not found and place is not Place.COST:
        found = words.saves.first_within(before)
    return Telling(None, found) if found else telling


def dealt_with(  # noqa: PLR0911  (one rule a line)
    head: str, telling: Telling, words: Vocabulary, place: Place
) -> Telling:
    """处理投诉 50 件 counts what was dealt with; 办理差错 3 次 what went wrong."""
    before = _before(head, telling)
    if telling.word not in words.falling.words - words.used.words - words.costs.words:
        return _taken_off(before, telling, words, place)
    if words.slips.ending(telling.word):
        found = words.enforces.beginning(before) or words.enforces.ending(before)
        return Telling(Way.RISING, found) if found else telling
    act = words.acts.beginning(before) or words.acts.ending(before)
    if act and words.negations.ending(before.partition(act)[0]):
        return telling  # 未修复漏洞
    if _happens(head, telling, words):
        if act in words.works.words:
            return telling  # 服务投诉
        if act in words.looks.words:
            return Telling(None, act)
    if act in words.prevents.words and telling.word not in words.amounts.words:
        return Telling(None, act)
    if act:
        return Telling(Way.RISING, act)
    if words.acts.within(before):
        return SILENT
    return telling


_HOW_OFTEN = regex(r"(?:发生|案件|事件|情况|总数|[次起件例宗]数|数量|[数量次起件例宗])*")


def _happens(head: str, telling: Telling, words: Vocabulary) -> bool:
    """Whether a name counts what goes wrong, and no people or places that have to do with it."""
    behind = head[head.rindex(telling.word) + len(telling.word) :]
    return bool(words.mishaps.ending(telling.word)) and _HOW_OFTEN.fullmatch(behind) is not None
