"""Which way a figure counts, and the kinds of rows and figures that decide it."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Way(StrEnum):
    """Which way a figure counts."""

    RISING = "正向"
    FALLING = "反向"


class Place(StrEnum):
    """The kinds of second level that say something of all their rows."""

    COST = "成本"
    NUMBER = "数量"
    TIMELY = "时效"
    SATISFACTION = "满意度"
    OTHER = ""


class Sort(StrEnum):
    """What the figure is, by its unit."""

    RATE = "率"
    TIME = "时长"
    MONEY = "金额"
    COUNT = "个数"
    EXTENT = "长度、面积"
    RATIO = "比"
    BARE = "无单位"
    OTHER = ""


class Telling(Struct, frozen=True):
    """Which way a name tells, and the word that tells it; ``way`` is ``None`` where it does not."""

    way: Way | None
    word: str = ""


SILENT = Telling(None)
