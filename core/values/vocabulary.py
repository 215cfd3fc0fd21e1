"""The words by which names tell a direction, read once from ``resources/vocabulary``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from typing import Any

from msgspec import Struct

from core.resources import resource


class Words(Struct, frozen=True):
    """A set of words that are looked for at the end or at the beginning of a name."""

    words: frozenset[str]
    longest: int

    @classmethod
    def of(cls, words: Iterable[str]) -> Words:
        """The words, without the blank one."""
        found = frozenset(words) - {""}
        return cls(found, max(map(len, found), default=0))

    def ending(self, text: str) -> str:
        """The longest word with which ``text`` ends, or ``""``."""
        for length in range(min(self.longest, len(text)), 0, -1):
            if text[-length:] in self.words:
                return text[-length:]
        return ""

    def beginning(self, text: str) -> str:
        """The longest word with which ``text`` begins, or ``""``."""
        for length in range(min(self.longest, len(text)), 0, -1):
            if text[:length] in self.words:
                return text[:length]
        return ""

    def first_within(self, text: str) -> str:
        """Of the words that stand in ``text`` the one that begins first, or ``""``."""
        found = [(text.index(word), word) for word in self.words if word in text]
        return min(found)[1] if found else ""

    def within(self, text: str) -> bool:
        """Whether any of the words stands in ``text``."""
        return any(word in text for word in self.words)


class Vocabulary(Struct, frozen=True):
    """The lists of the file, by what they say.

    ``payment``, ``earned`` and ``settled`` count under 成本指标 only.
    """

    falling: Words
    used: Words
    """Of the falling ones those that are spent or measured: nobody deals with them."""
    amounts: Words
    """Of the falling ones those that have an amount, of which some can be taken off."""
    rising: Words
    short: Words
    long: Words
    costs: Words
    payment: Words
    earned: Words
    settled: Words
    spending: Words
    harm: Words
    falls: Words
    grows: Words
    acts: Words
    works: Words
    routine: Words
    looks: Words
    mishaps: Words
    """What goes wrong at work (``works``), or is found by it (``looks``)."""
    ends: Words
    lowers: Words
    saves: Words
    """Verbs of taking off; these only right before what they take off from."""
    prevents: Words
    slips: Words
    enforces: Words
    deeds: Words
    negations: Words
    kept: Words
    either: Words
    late: Words
    wrong: Words
    undue: Words
    things: Words
    adverse: Words
    """``things`` tell nothing themselves; an ``adverse`` word before them does."""


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary; the file is read at the first row without an operator."""
    data = tomllib.loads(resource("vocabulary", "directions.toml").read_text("utf-8"))
    control, around, costs = data["control"], data["around"], data["costs"]
    return Vocabulary(
        falling=_words(data["falling"]),
        used=_words({name: data["falling"][name] for name in ("consumption", "measured")}),
        amounts=_words({name: data["falling"][name] for name in ("environment", "money")}),
        rising=_words(data["rising"]),
        short=_words(data["short"]),
        long=_words(data["long"]),
        costs=_words({"": costs["anywhere"]}),
        payment=_words({"": costs["payment"]}),
        earned=_words({"": costs["earned"]}),
        settled=_words({"": costs["settled"]}),
        spending=_words({"": control["spending"]}),
        harm=_words({"": control["harm"]}),
        **{name: _words({"": around[name]}) for name in _AROUND},
    )


_AROUND = (
    "falls",
    "grows",
    "acts",
    "works",
    "routine",
    "looks",
    "mishaps",
    "ends",
    "lowers",
    "saves",
    "prevents",
    "slips",
    "enforces",
    "deeds",
    "negations",
    "kept",
    "either",
    "late",
    "wrong",
    "undue",
    "things",
    "adverse",
)


def _words(groups: dict[str, Any]) -> Words:
    return Words.of(word for text in groups.values() for word in text.split())
