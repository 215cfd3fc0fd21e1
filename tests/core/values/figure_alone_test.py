"""A cell that holds one figure is read at once, and as the long way would read it."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.values import parser

SIGNS = st.sampled_from(["", "≥", "≤", ">", "<", "=", ">=", "≧"])
WORDS = "% 元 万元 人 万人次 人次 个 次 家 户 场 件 项 套 台 份 篇 名 亩 公里"
UNITS = st.sampled_from(tuple(map(str, WORDS.split())))
FIGURES = st.one_of(st.integers(0, 10**9 - 1).map(str), st.decimals(0, 999, places=2).map(str))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sign=SIGNS, figure=FIGURES, unit=UNITS)
def test_the_short_way_reads_as_the_long_one(
    monkeypatch: pytest.MonkeyPatch, sign: str, figure: str, unit: str
) -> None:
    text = f"{sign}{figure}{unit}"
    soon = parser.parse.__wrapped__(text)
    with monkeypatch.context() as patch:
        patch.setattr(parser, "_FIGURE_ALONE", re.compile("(?!)"))
        assert parser.parse.__wrapped__(text) == soon
