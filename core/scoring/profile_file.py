"""Rule profiles as files: found by name, read from TOML, tried by the examples that they carry."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from msgspec import Struct

from core.model.number import NumberUnreadableError, read_figure
from core.resources import resource
from core.scoring.examples import run_examples
from core.scoring.profile import DEFAULT_PROFILE, Example, ProfileError, RuleProfile, Tier
from core.values.comparing import INVERSES

LEFT_OUT = ("redistribute", "scale")
"""What becomes of the points of a row that does not apply: the clerk gives them to other rows, or
the score of the rest is scaled up to the whole."""

FOLDER = resource("profiles")


def profile_names(folder: Path = FOLDER) -> tuple[str, ...]:
    """The names of all profiles, the default one first."""
    names = sorted(path.stem for path in folder.glob("*.toml"))
    return tuple(sorted(names, key=lambda name: name != DEFAULT_PROFILE))


def load_profile(name: str = DEFAULT_PROFILE, folder: Path = FOLDER) -> RuleProfile:
    """The profile of this name, the same object at each call. Raises ``ProfileError``."""
    return _loaded(name, folder)


@lru_cache(maxsize=32)
def _loaded(name: str, folder: Path) -> RuleProfile:
    if name not in profile_names(folder):
        message = f"没有名为“{name}”的评分规则，现有：{'、'.join(profile_names(folder))}"
        raise ProfileError(message)
    return read_profile((folder / f"{name}.toml").read_text("utf-8"), f"{name}.toml")


def profile_for(name: str) -> RuleProfile:
    """The profile that a form names, or the default one where it names none that is known."""
    return load_profile(name if name in profile_names() else DEFAULT_PROFILE)


def read_profile(text: str, file: str) -> RuleProfile:
    """Read a profile from TOML and run its examples. Raises ``ProfileError``."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = f"评分规则 {file} 不是有效的 TOML：{error}"
        raise ProfileError(message) from None
    table = _Table(data, text, file)
    profile = _profile(table)
    wrong = run_examples(profile)
    if wrong:
        table.refuse("examples", wrong)
    return profile


def _profile(table: _Table) -> RuleProfile:
    weights, execution = table.table("weights"), table.table("execution")
    quantity, judgement = table.table("quantity"), table.table("judgement")
    valid_to = table.data.get("valid_to")
    return RuleProfile(
        name=table.text("name"),
        title=table.text("title"),
        place=table.text("place"),
        valid_from=table.date("valid_from"),
        valid_to=None if valid_to is None else table.date("valid_to"),
        source=table.text("source"),
        execution_points=weights.number("execution"),
        category_points=tuple(
            (name, weights.table("categories").number(name))
            for name in weights.table("categories").data
        ),
        execution_source=execution.text("source"),
        execution_low=execution.number("low"),
        quantity_source=quantity.text("source"),
        inverse=_choice(quantity, "inverse", INVERSES),
        overshoot=quantity.number("overshoot"),
        judgement_source=judgement.text("source"),
        left_out=_choice(table.table("left_out"), "points", LEFT_OUT),
        bands=_tiers(judgement, "bands"),
        digits=table.table("rounding").whole("digits"),
        grades=_tiers(table, "grades"),
        examples=tuple(
            Example(
                **{
                    name: str(example.data.get(name, ""))
                    for name in ("target", "actual", "annual", "executed", "points")
                },
                suggested=example.text("suggested"),
            )
            for example in table.tables("examples")
        ),
        text=table.text_of_file,
    )


def _choice(table: _Table, key: str, choices: Iterable[str]) -> str:
    choice = table.text(key)
    if choice not in choices:
        table.refuse(key, f"只能是 {'、'.join(choices)}")
    return choice


def _tiers(table: _Table, key: str) -> tuple[Tier, ...]:
    tiers = tuple(Tier(one.text("name"), one.number("from")) for one in table.tables(key))
    limits = [tier.limit for tier in tiers]
    falling = all(one > other for one, other in pairwise(limits))
    if len(tiers) < 2 or not falling or limits[-1] != 0:  # noqa: PLR2004
        table.refuse(key, "要从高到低至少列出两档，最后一档从 0 起")
    return tiers


class _Table(Struct, frozen=True):
    """One table of the file; whatever is missing or wrong in it is refused by line and key."""

    data: dict[str, Any]
    text_of_file: str
    file: str
    key: str = ""

    def refuse(self, key: str, what: str) -> None:
        line = self._line(key)
        where = f"第 {line} 行 " if line else ""
        message = f"评分规则 {self.file} {where}{self._full(key)}：{what}"
        raise ProfileError(message)

    def _full(self, key: str) -> str:
        return f"{self.key}.{key}" if self.key else key

    def _line(self, key: str) -> int:
        lines = self.text_of_file.splitlines()
        head = self.key.split("[", 1)[0]
        start = next((i for i, line in enumerate(lines) if head and f"[{head}" in line), 0)
        for number, line in enumerate(lines[start:], start=start + 1):
            plain = line.strip().strip("[]").strip('"')
            if plain == self._full(key) or plain.split("=")[0].strip(' "') == key:
                return number
        return start + 1 if head else 0

    def _value(self, key: str, kind: type, what: str) -> Any:  # noqa: ANN401
        if key not in self.data:
            self.refuse(key, "缺少这一项")
        value = self.data[key]
        if not isinstance(value, kind) or isinstance(value, bool):
            self.refuse(key, f"应是{what}")
        return value

    def text(self, key: str) -> str:
        return str(self._value(key, str, "文字（加引号）"))

    def date(self, key: str) -> date:
        value = self._value(key, date, "日期，如 2020-01-01")
        assert isinstance(value, date)  # noqa: S101  (narrows the type)
        return value

    def whole(self, key: str) -> int:
        value = int(self._value(key, int, "整数"))
        if not 0 <= value <= 6:  # noqa: PLR2004
            self.refuse(key, "应在 0 到 6 之间")
        return value

    def number(self, key: str) -> Decimal:
        text = self.text(key)
        try:
            figure = read_figure(text)
        except NumberUnreadableError:
            figure = None
        if figure is None or figure.unit or figure.value < 0:
            self.refuse(key, f"“{text}”不是不小于 0 的数")
        assert figure is not None  # noqa: S101  (refuse raised)
        return figure.value

    def table(self, key: str) -> _Table:
        data = self._value(key, dict, "一组设置")
        return _Table(data, self.text_of_file, self.file, self._full(key))

    def tables(self, key: str) -> list[_Table]:
        rows = self._value(key, list, "若干组设置")
        return [
            _Table(row, self.text_of_file, self.file, f"{self._full(key)}[{index}]")
            for index, row in enumerate(rows)
            if isinstance(row, dict)
        ]
