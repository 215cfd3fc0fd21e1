"""The history of a form: snapshots to go back to, by words while one types, else by visits.

A visit is what happens from the opening of a cell to its leaving.  While it lasts each word is a
step; when it ends its steps become one.  What could be redone when it began can be redone again
where it changed nothing in the end.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from core.filling.typing_steps import Stroke, goes_on

S = TypeVar("S")
LONG_TEXT = 4
"""Words of a visit from which on giving it up leaves a way to get them back."""
Visit = tuple[int, object]
"""The number of a visit, and the field in which something was typed."""


class Step(Struct, Generic[S], frozen=True):
    """One step from a snapshot to the next; ``cursor`` is where the clerk stood."""

    name: str
    before: S
    after: S
    cursor: object = None
    visit: Visit | None = None
    stroke: Stroke | None = None


class History(Generic[S]):
    """Steps that are done, up to ``index``, and steps that can be redone, behind it."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._steps: list[Step[S]] = []
        self._aside: list[Step[S]] = []
        """What could be redone before the visit that is under way."""
        self.index = 0

    def __len__(self) -> int:
        return len(self._steps)

    @property
    def last(self) -> Step[S] | None:
        """The step that would be undone."""
        return self._steps[self.index - 1] if self.index else None

    @property
    def next(self) -> Step[S] | None:
        """The step that would be redone."""
        return self._steps[self.index] if self.index < len(self._steps) else None

    def push(self, step: Step[S]) -> None:
        """A step has been done: what could be redone is gone, or set aside during a visit."""
        redone = self._steps[self.index :]
        if step.visit is None:
            self._aside = []
        elif not any(_is_of(one, step.visit[0]) for one in self._steps):
            self._aside = redone
        del self._steps[self.index :]
        last = self.last
        if last is not None and _one_word(last, step):
            step = replace(last, after=step.after, stroke=step.stroke)
            self._steps.pop()
        self._steps.append(step)
        del self._steps[: max(0, len(self._steps) - self._limit)]
        self.index = len(self._steps)

    def undo(self) -> Step[S] | None:
        """The step to be undone now: show what was before it."""
        step = self.last
        self.index -= step is not None
        return step

    def redo(self) -> Step[S] | None:
        """The step to be redone now: show what is after it."""
        step = self.next
        self.index += step is not None
        return step

    def end_visit(self, number: int) -> None:
        """Make one step of a visit's steps, for each field; none where they changed nothing."""
        before = len(self._steps)
        done, redone = self._steps[: self.index], self._steps[self.index :]
        done, redone = list(_joined(done, number)), list(_joined(redone, number))
        self._steps, self.index = [*done, *redone], len(done)
        ours = any(_is_of(one, number) for one in self._steps)
        if before and not ours and not redone:
            self._steps += self._aside
        self._aside = []

    def take_back(self, number: int) -> Step[S] | None:
        """Forget a visit; the first of its steps that is done: show what was before it.

        Of a long text it leaves one step to be redone: a paragraph is too much for one key to lose.
        """
        done, redone = self._steps[: self.index], self._steps[self.index :]
        taken: list[Step[S]] = []
        while done and _is_of(done[-1], number):
            taken.insert(0, done.pop())
        if not taken and not (redone and _is_of(redone[0], number)):
            return None
        # What was undone began where this visit led to: it goes with it.
        left = list(_joined(taken, number)) if len(taken) >= LONG_TEXT else []
        self._steps, self.index = [*done, *(left or self._aside)], len(done)
        self._aside = []
        return taken[0] if taken else None

    def clear(self) -> None:
        """Forget everything."""
        self._steps, self._aside, self.index = [], [], 0


def _is_of(step: Step[S], number: int) -> bool:
    return step.visit is not None and step.visit[0] == number


def _one_word(last: Step[S], step: Step[S]) -> bool:
    same = step.visit is not None and step.visit == last.visit
    if not same or last.stroke is None or step.stroke is None:
        return False
    return goes_on(last.stroke, step.stroke)


def _joined(steps: list[Step[S]], number: int) -> Iterator[Step[S]]:
    held: Step[S] | None = None
    for step in steps:
        if held is not None and held.visit == step.visit:
            held = replace(held, after=step.after, stroke=step.stroke)
            continue
        if held is not None and held.before != held.after:
            yield held
        held = None
        if _is_of(step, number):
            held = step
        else:
            yield step
    if held is not None and held.before != held.after:
        yield held
