"""The years side by side as a picture: four small charts over the same years."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from core.model.number import EXACT, ZERO, exact_sum, exact_sums, percent, plain
from core.quoting import quoted
from core.sheet.picture import PARTS, Anchor, Bar, Item, Picture, Stroke, Tone, Words
from core.years.trend import Trend, YearFigures

WIDTH, HEIGHT = 520.0, 300.0
_BESIDE, _BELOW = 28.0, 16.0
"""Between two charts; the outer ones end where the picture does, as what is above and below it."""
_HEAD, _FOOT = 20.0, 16.0
_TITLE, _LABEL, _LEGEND = 10.5, 9.0, 8.5
_NAME = 4
"""Characters of a level in the legend."""
_AIR = 14.0
"""Between the highest value and the title, for its figure."""
_WIDEST_BAR = 26.0
_REST = "其他"


class _Frame(Struct, frozen=True):
    """Where one chart stands: its plot between ``left`` and ``right``, ``top`` and ``bottom``."""

    left: float
    top: float
    right: float
    bottom: float
    count: int

    def x(self, at: int) -> float:
        """The middle of a year."""
        step = (self.right - self.left) / max(1, self.count)
        return self.left + (at + 0.5) * step

    @property
    def bar(self) -> float:
        """How wide a bar is."""
        return min(_WIDEST_BAR, 0.6 * (self.right - self.left) / max(1, self.count))

    def y(self, share: float) -> float:
        """The height of a value between the least (0) and the highest (1)."""
        return self.bottom - share * (self.bottom - self.top - _AIR)


def picture(trend: Trend) -> Picture:
    """The picture of a trend; with no year it says so."""
    if not trend.years:
        words = Words(
            WIDTH / 2, HEIGHT / 2, "还没有可以比较的年度", _TITLE, Tone.MUTED, Anchor.MIDDLE
        )
        return Picture(WIDTH, HEIGHT, (words,))
    return Picture(WIDTH, HEIGHT, tuple(_items(trend)))


def _items(trend: Trend) -> Iterator[Item]:
    every = trend.years
    frames = [_frame(row, column, len(every)) for row in (0, 1) for column in (0, 1)]
    for frame, title in zip(
        frames,
        ("总分", "预算执行率", "失分", "还没有回答的改进措施（条）"),
        strict=True,
    ):
        yield from _axis(frame, title, every)
    yield from _line(frames[0], [one.total for one in every], plain)
    yield from _line(frames[1], [one.rate for one in every], lambda rate: percent(rate, 1))
    yield from _stacks(frames[2], every, trend.levels)
    yield from _bars(frames[3], [one.promises for one in every])


def _frame(row: int, column: int, count: int) -> _Frame:
    width, height = (WIDTH - _BESIDE) / 2, (HEIGHT - _BELOW) / 2
    left, top = column * (width + _BESIDE), row * (height + _BELOW)
    return _Frame(left, top + _HEAD, left + width, top + height - _FOOT, count)


def _axis(frame: _Frame, title: str, every: Sequence[YearFigures]) -> Iterator[Item]:
    yield Words(frame.left, frame.top - _HEAD + _TITLE, title, _TITLE)
    yield Stroke(((frame.left, frame.bottom), (frame.right, frame.bottom)), Tone.GRID)
    for at, one in enumerate(every):
        place = frame.x(at), frame.bottom + _LABEL + 3
        yield Words(*place, str(one.year), _LABEL, Tone.MUTED, Anchor.MIDDLE)


def _line(
    frame: _Frame, values: Sequence[Decimal | None], told: Callable[[Decimal], str]
) -> Iterator[Item]:
    """Values over the years: near each other they are told apart, so the axis begins below them."""
    known = [value for value in values if value is not None]
    if not known:
        yield _untold(frame)
        return
    low, high = min(known), max(known)
    spread = high - low or abs(high) / 10 or Decimal(1)
    floor = low - spread / 2
    share = [None if v is None else float((v - floor) / (high - floor or 1)) for v in values]
    run: list[tuple[float, float]] = []
    for at, part in enumerate(share):
        if part is None:
            yield from _drawn(run)
            run = []
            continue
        run.append((frame.x(at), frame.y(part)))
    yield from _drawn(run)
    for at, (value, part) in enumerate(zip(values, share, strict=True)):
        if value is None or part is None:
            continue
        x, y = frame.x(at), frame.y(part)
        beside = [one for one in (share[at - 1 : at] + share[at + 1 : at + 2]) if one is not None]
        valley = bool(beside) and all(one > part for one in beside)
        yield Bar(x - 2, y - 2, 4, 4, Tone.MAIN)
        over = _LABEL + 4 if valley else -5  # where the line does not run
        yield Words(x, y + over, told(value), _LABEL, Tone.INK, Anchor.MIDDLE)


def _drawn(run: list[tuple[float, float]]) -> Iterator[Item]:
    if len(run) > 1:
        yield Stroke(tuple(run), Tone.MAIN, 1.2)


def _stacks(frame: _Frame, every: Sequence[YearFigures], levels: Sequence[str]) -> Iterator[Item]:
    """Bars of parts; more levels than tones are put together."""
    named = list(levels) if len(levels) <= len(PARTS) else [*levels[: len(PARTS) - 1], _REST]
    tones = dict(zip(named, PARTS, strict=False))
    highest = max((exact_sum(lost for _, lost in one.lost) for one in every), default=ZERO)
    if not highest:
        yield _untold(frame, "没有失分")
        return
    yield from _legend(frame, named, tones)
    for at, one in enumerate(every):
        if one.total is None and not one.lost:
            continue  # it tells nothing of points
        below, parts = ZERO, _parts(one, tones)
        for name in named:
            own = parts.get(name, ZERO)
            if own > 0:
                above = EXACT.add(below, own)
                top, bottom = (frame.y(float(part / highest)) for part in (above, below))
                left = frame.x(at) - frame.bar / 2
                yield Bar(left, top, frame.bar, bottom - top, tones[name])
                below = above
        words = (plain(below), _LABEL, Tone.INK, Anchor.MIDDLE)
        yield Words(frame.x(at), frame.y(float(below / highest)) - 3, *words)


def _legend(frame: _Frame, names: Sequence[str], tones: Mapping[str, Tone]) -> Iterator[Item]:
    """Which tone is which level, from the right; long names are cut, or they would not fit."""
    x, y = frame.right, frame.top - _HEAD + _TITLE
    for name in reversed(names):
        told = quoted(name, _NAME)
        x -= _LEGEND * (len(told) + 0.4)
        yield Words(x, y, told, _LEGEND, Tone.MUTED)
        x -= _LEGEND
        yield Bar(x, y - _LEGEND + 1, _LEGEND - 1.5, _LEGEND - 1.5, tones[name])
        x -= 4


def _bars(frame: _Frame, values: Sequence[int]) -> Iterator[Item]:
    highest = max(values)
    if not highest:
        yield _untold(frame, "都有回答，或没有改进措施")
        return
    for at, value in enumerate(values):
        top = frame.y(value / highest)
        if value:
            left = frame.x(at) - frame.bar / 2
            yield Bar(left, top, frame.bar, frame.bottom - top, Tone.MAIN)
        yield Words(frame.x(at), top - 3, str(value), _LABEL, Tone.INK, Anchor.MIDDLE)


def _untold(frame: _Frame, words: str = "表上没有") -> Words:
    place = (frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2
    return Words(*place, words, _LABEL, Tone.MUTED, Anchor.MIDDLE)


def _parts(one: YearFigures, tones: Mapping[str, Tone]) -> dict[str, Decimal]:
    """The points lost by the names that have a tone of their own, the others together."""
    return exact_sums((level if level in tones else _REST, lost) for level, lost in one.lost)
