"""Expressions that are compiled at their first use: as good as compiled ones, and none is wrong."""

import gc
import importlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

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


def test_every_expression_of_the_program_is_one() -> None:
    for path in SOURCES:
        importlib.import_module(module(path))
    every = [one for one in gc.get_objects() if isinstance(one, LazyPattern)]
    assert len(every) > 200
    for one in every:
        one.compile()


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
