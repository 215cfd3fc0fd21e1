"""Which keys make one step of undo: those of one word, until a pause or a move of the caret."""

from __future__ import annotations

from msgspec import Struct

PAUSE = 1.5
"""Seconds without a key after which the next one begins a step."""
_BREAKS = frozenset(" \t\n\u3000，。；：！？、,;:!?")
"""Marks between words; a figure's point and percent sign are none."""


class Stroke(Struct, frozen=True):
    """What one key, one word of an input method or one paste did to a text."""

    start: int
    removed: str
    inserted: str
    at: float = 0.0
    """When, in seconds of a clock that only goes forward."""

    @property
    def end(self) -> int:
        """Where the caret is left."""
        return self.start + len(self.inserted)


def stroke(before: str, after: str, at: float = 0.0) -> Stroke:
    """The one place where two texts differ."""
    room = min(len(before), len(after))
    start = next((i for i in range(room) if before[i] != after[i]), room)
    room -= start
    tail = next((i for i in range(room) if before[-1 - i] != after[-1 - i]), room)
    return Stroke(start, before[start : len(before) - tail], after[start : len(after) - tail], at)


def goes_on(last: Stroke, now: Stroke) -> bool:
    """Whether ``now`` belongs to the step that ``last`` is the newest stroke of."""
    if now.at - last.at > PAUSE:
        return False
    if now.inserted and now.removed:
        return False
    if now.inserted:
        typed = bool(last.inserted) and len(now.inserted) == 1 and now.start == last.end
        return typed and not (last.inserted[-1] in _BREAKS and now.inserted not in _BREAKS)
    backwards = now.start + len(now.removed) == last.start
    return not last.inserted and len(now.removed) == 1 and (backwards or now.start == last.start)
