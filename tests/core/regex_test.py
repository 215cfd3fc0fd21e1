"""Expressions that are compiled at their first use: as good as compiled ones, and none is wrong."""

import gc
import importlib
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.regex import LazyPattern, regex

ROOT = Path(__file__).parents[2]
SOURCES = sorted(path for folder in ("core", "ui") for path in (ROOT / folder).rglob("*.py"))


def module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def test_it_does_what_a_compiled_expression_does() -> None:
    lazy, compiled = regex(r"(?P<year>\d+)年", re.ASCII), re.compile(r"(?P<year>\d+)年", re.ASCII)
    text = "2021年和2022年"
    assert lazy.pattern == compiled.pattern
    assert lazy.flags == compiled.flags
    assert lazy.groups == compiled.groups
    assert lazy.groupindex == compiled.groupindex
    assert lazy.findall(text) == compiled.findall(text)
    assert lazy.sub("", text) == compiled.sub("", text)
    assert lazy.split(text) == compiled.split(text)
    found, wanted = lazy.match(text), compiled.match(text)
    assert found is not None
    assert wanted is not None
    assert found["year"] == wanted["year"]


def test_it_is_compiled_at_its_first_use_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    whole = re.compile

    def counting(pattern: str, flags: int) -> re.Pattern[str]:
        made.append((pattern, flags))
        return whole(pattern, flags)

    monkeypatch.setattr(re, "compile", counting)
    lazy = regex("a+")
    assert not made
    assert lazy.search("caat")
    assert lazy.fullmatch("aa")
    assert made == [("a+", 0)]
    with pytest.raises(AttributeError):
        _ = lazy.unknown  # type: ignore[attr-defined]


def every_expression() -> list[LazyPattern[str]]:
    for path in SOURCES:
        importlib.import_module(module(path))
    gc.unfreeze()  # what tests have in common is not listed else
    found = [one for one in gc.get_objects() if isinstance(one, LazyPattern)]
    gc.freeze()
    return found


def test_every_expression_of_the_program_is_one() -> None:
    every = every_expression()
    assert len(every) > 200
    for one in every:
        one.compile()


def characters(kind: str, value: Any) -> frozenset[object]:  # noqa: ANN401  (of re's own parser)
    """The characters that a part of a set stands for; of a class of them one that none needs."""
    if kind == "LITERAL":
        return frozenset({chr(value)})
    if kind == "RANGE":
        return frozenset(map(chr, range(value[0], value[1] + 1)))
    return frozenset({kind})


def always(node: tuple[object, Any], needs: frozenset[object]) -> bool:
    """Whether each match of a parsed expression stands in a text with one of these characters."""
    kind, what = str(node[0]), node[1]
    if kind == "LITERAL":
        return chr(what) in needs or what in needs
    if kind == "IN":
        return all(characters(str(one), value) <= needs for one, value in what)
    if kind == "BRANCH":
        return all(anywhere(branch, needs) for branch in what[1])
    if kind in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
        return what[0] > 0 and anywhere(what[2], needs)
    if kind in {"SUBPATTERN", "ASSERT", "ATOMIC_GROUP"}:
        return anywhere(what if kind == "ATOMIC_GROUP" else what[-1], needs)
    return False


def anywhere(nodes: Iterable[tuple[object, Any]], needs: frozenset[object]) -> bool:
    return any(always(node, needs) for node in nodes)


def test_no_text_without_what_an_expression_needs_has_a_match() -> None:
    stated = [(one.pattern, one.needs) for one in every_expression() if one.needs is not None]
    assert len(stated) > 40
    parse = importlib.import_module("re._parser").parse
    wrong = [(pattern, needs) for pattern, needs in stated if not anywhere(parse(pattern), needs)]
    assert not wrong


def test_a_need_that_does_not_hold_is_found() -> None:
    parse = importlib.import_module("re._parser").parse
    for pattern, needs in (("a|b", "a"), ("a?b", "a"), (r"[a\d]", "a"), ("(?!a)b", "a"), ("", "a")):
        assert not anywhere(parse(pattern), frozenset(needs))
    for pattern in ("a|ba", "b?a", "[a]", "(?=a)b", "(?P<x>b*a{2})", "(?<=a)b"):
        assert anywhere(parse(pattern), frozenset("a"))


def told(pattern: re.Pattern[str], text: str) -> list[object]:
    """What each method answers, each asked of a pattern that may not be compiled yet."""
    spans = [found and found.span() for found in (pattern.match(text), pattern.match(text, 1))]
    return [
        *spans,
        *(found and found.span() for found in (pattern.search(text), pattern.fullmatch(text))),
        [found.span() for found in pattern.finditer(text)],
        *(pattern.split(text), pattern.split(text, 1), pattern.findall(text)),
        *(pattern.sub("x", text), pattern.sub("x", text, 1), pattern.subn("x", text)),
    ]


@given(st.text("ab1 ", max_size=6) | st.text("b1 ", min_size=15, max_size=30))
def test_an_expression_that_states_its_needs_does_what_it_would_without(text: str) -> None:
    lazy = regex("(a)b?", needs="a")
    assert told(lazy, text) == told(lazy, text) == told(re.compile("(a)b?"), text)


def test_a_text_that_lacks_what_is_needed_compiles_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(re, "compile", lambda *_: pytest.fail("compiled"))
    lazy = regex("a+", needs="a")
    assert lazy.search("b") is lazy.match("") is lazy.fullmatch("b") is None
    assert lazy.sub("x", "b") == "b"
    assert lazy.split("b") == ["b"]
    assert not list(lazy.finditer("b"))


PROBE = """
import importlib, re, sys
compiled, whole = [], re.compile
def noting(pattern, flags=0):
    caller = sys._getframe(1).f_globals["__name__"]
    if caller.partition(".")[0] in {"core", "ui"} and caller != "core.regex":
        compiled.append(caller)
    return whole(pattern, flags)
re.compile = noting
for name in sys.argv[1:]:
    importlib.import_module(name)
print(*sorted(set(compiled)))
"""


def test_no_module_compiles_expressions_as_it_is_imported() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *map(module, SOURCES)],
        cwd=ROOT, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"}, check=True,
        capture_output=True, text=True,
    )  # fmt: skip
    assert not done.stdout.split()
