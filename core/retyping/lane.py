"""Which value is next: one after the other, back, skipped, left and taken up again."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from core.retyping.values import Item

_SHOWN = 2
"""So many beside the current one."""


class Progress(Struct, frozen=True):
    """How far somebody has come: the marks of what was copied, and of what is current."""

    done: frozenset[str] = frozenset()
    at: str = ""


class Lane(Struct, frozen=True):
    """The items and where one is in them. ``at`` is behind the last where nothing is left."""

    items: tuple[Item, ...]
    done: frozenset[str] = frozenset()
    at: int = 0

    @classmethod
    def take_up(cls, items: Iterable[Item], progress: Progress) -> Lane:
        """Go on where one was; where that value is gone or another by now, at the first one left.

        What was copied and is the same still counts as copied.
        """
        every = tuple(items)
        done = progress.done & {item.mark for item in every}
        lane = cls(every, done, len(every))
        for at, item in enumerate(every):
            if item.mark == progress.at:
                return lane.go(at)
        return lane.go(_first_left(every, done, -1))

    @property
    def progress(self) -> Progress:
        """What is to be remembered."""
        return Progress(self.done, "" if self.current is None else self.current.mark)

    @property
    def current(self) -> Item | None:
        """What the next click copies."""
        return self.items[self.at] if self.at < len(self.items) else None

    @property
    def upcoming(self) -> tuple[Item, ...]:
        """The two that come after the current one."""
        around = (*self.items[self.at + 1 :], *self.items[: self.at])
        return tuple(islice((one for one in around if not self.is_done(one)), _SHOWN))

    @property
    def left(self) -> int:
        """How many have not been copied."""
        return sum(item.mark not in self.done for item in self.items)

    def is_done(self, item: Item) -> bool:
        """Whether it was copied."""
        return item.mark in self.done

    def copy(self) -> Lane:
        """The current one is copied: tick it off and go on."""
        if self.current is None:
            return self
        done = self.done | {self.current.mark}
        return replace(self, done=done, at=_first_left(self.items, done, self.at))

    def skip(self) -> Lane:
        """Leave the current one for later; where it is the only one left, stay."""
        return replace(self, at=_first_left(self.items, self.done, self.at))

    def back(self) -> Lane:
        """The one before, whether it was copied or not, to be copied (again)."""
        return replace(self, at=max(0, min(self.at, len(self.items)) - 1))

    def go(self, at: int) -> Lane:
        """The one of this number, from 0."""
        return replace(self, at=max(0, min(at, len(self.items))))

    def begin_again(self) -> Lane:
        """Nothing is copied, the first is current."""
        return Lane(self.items)

    def again_with(self, before: Lane) -> Lane:
        """After all where one was ``before``; what was copied since counts as well."""
        return Lane.take_up(self.items, Progress(before.done | self.done, before.progress.at))


def _first_left(items: tuple[Item, ...], done: frozenset[str], at: int) -> int:
    """The first that is left behind ``at``, else the first of all that are left."""
    count = len(items)
    around = (*range(at + 1, count), *range(min(at + 1, count)))
    return next((place for place in around if items[place].mark not in done), count)
