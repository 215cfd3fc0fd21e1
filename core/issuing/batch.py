"""Many forms given out into a folder in one go: what is ahead, and what becomes of each.

Nothing here stops because of one form: what cannot be loaded, made or written is told, and the
next one is made.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future
from contextlib import closing, contextmanager
from enum import Enum
from pathlib import Path
from threading import Event
from typing import NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from core.archive.errors import ArchiveError
from core.exchange.errors import CancelledError, ExchangeError
from core.issuing.options import Paper
from core.issuing.printing import Printout
from core.issuing.publication import for_publication
from core.output import OutputError, write_whole
from core.quoting import shown
from core.rules import rules_of
from core.scoring.profile import ProfileError
from core.workers.errors import WorkError
from core.workers.spread import spread

REFUSALS = (ArchiveError, ExchangeError, OutputError, ProfileError)
"""Errors that are a sentence about one form."""


class Clash(Enum):
    """What is done where a file of that name is in the folder already."""

    RENAME = "rename"
    SKIP = "skip"
    REPLACE = "replace"


class Outcome(Enum):
    """What became of a form."""

    WRITTEN = "已导出"
    SKIPPED = "已有同名文件，没有动"
    REFUSED = "没有导出"
    STOPPED = "已停止，没有导出"


class Made(Struct, frozen=True):
    """The file of a form.

    ``lost`` names in Chinese what of the form has no place in a bureau's blank, ``told`` what else
    is to be known.
    """

    data: bytes
    lost: tuple[str, ...] = ()
    told: tuple[str, ...] = ()


class Expected(Struct, frozen=True):
    """One form before it is written. ``why`` it will not be, in words; else blank."""

    number: int
    title: str
    name: str = ""
    taken: bool = False
    lost: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    why: str = ""


class Done(Struct, frozen=True):
    """What became of a form; ``path`` is the file, where one was written or left alone."""

    number: int
    title: str
    outcome: Outcome
    path: Path | None = None
    lost: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    why: str = ""


Load = Callable[[int], Printout]
Make = Callable[[Printout], Made]


@contextmanager
def making(blank: Path | None = None, cancel: Event | None = None) -> Iterator[Make]:
    """Makes files; for Paper.BLANK of the blank at this path, with one child for all of them."""
    if blank is None:
        yield lambda printout: Made(printout.data())
        return
    from core.exchange.foreign import fill_blank
    from core.foreign.process import ForeignFiles

    with ForeignFiles() as files:

        def fill(printout: Printout) -> Made:
            form = printout.evaluation
            form = for_publication(form) if printout.options.public else form
            found = fill_blank(files, blank, form, printout.rules, cancel)
            return Made(found.data, found.lost, found.told)

        yield fill


class Batch(Struct, frozen=True, kw_only=True):
    """Forms (each a number and a title) that go into a folder.

    Two forms of the same name both come out, the second one as （2）; what is in the folder already
    stays unless ``clash`` says otherwise. ``load`` is called once for each form, in its turn,
    before anything of it is written. ``blank``: the bureau's file for Paper.BLANK.
    """

    forms: Sequence[tuple[int, str]]
    folder: Path
    load: Load
    blank: Path | None = None
    clash: Clash = Clash.RENAME
    cancel: Event = field(default_factory=Event)

    def look_ahead(self) -> Iterator[Expected]:
        """What would become of each form.

        Raises ``OutputError`` where there is no such folder, ``CancelledError`` once ``cancel`` is
        set.
        """
        if not (self.folder.is_absolute() and _is_folder(self.folder)):
            raise OutputError(f"没有文件夹{shown(self.folder)}，请先建立，或者另选一个")
        with making(self.blank, self.cancel) as make:
            for number, title in self.forms:
                if self.cancel.is_set():
                    raise CancelledError
                try:
                    printout = self.load(number)
                    blank = printout.options.paper is Paper.BLANK
                    made = make(printout) if blank else Made(b"", told=printout.doubts)
                except CancelledError:
                    raise
                except REFUSALS as error:
                    yield Expected(number, title, why=str(error))
                    continue
                name, there = printout.name, _is_there(self.folder / printout.name)
                yield Expected(number, title, name, there, made.lost, made.told)

    def write_all(self) -> Generator[Done, None, None]:
        """Write a file for each form, telling what became of each; after a cancel nothing.

        They are made in worker processes, a few ahead of the one that is written.
        """
        written = set[str]()
        orders = deque[_Order]()
        count = 0

        def printouts() -> Iterator[Printout | None]:
            for order in self._orders(written):
                orders.append(order)
                yield order.printout

        with closing(self._make(printouts())) as made:
            for future in made:
                count += 1
                yield self._write(orders.popleft(), future, written)
        for number, title in self.forms[count:]:
            yield Done(number, title, Outcome.STOPPED)

    def _orders(self, written: set[str]) -> Iterator[_Order]:
        """The forms in their turn; what is there already is not made in vain."""
        planned = set[str]()
        for number, title in self.forms:
            try:
                printout = self.load(number)
            except REFUSALS as error:
                yield _Order(Done(number, title, Outcome.REFUSED, why=str(error)))
                continue
            wished = self.folder / printout.name
            name = wished.name.casefold()
            skipped = self.clash is Clash.SKIP and _is_there(wished)
            if skipped and name not in planned | written:
                yield _Order(Done(number, title, Outcome.SKIPPED, wished))
                continue
            planned.add(name)
            yield _Order(Done(number, title, Outcome.WRITTEN, wished), printout)

    def _make(self, printouts: Iterator[Printout | None]) -> Generator[Future[Made], None, None]:
        if self.blank is None:
            yield from spread(made_of, printouts, cancel=self.cancel)
            return
        with making(self.blank, self.cancel) as make:
            for printout in printouts:
                if self.cancel.is_set():
                    return
                yield _done(make, printout)

    def _write(self, order: _Order, made: Future[Made], written: set[str]) -> Done:
        plan = order.plan
        if order.printout is None or plan.path is None:
            return plan
        try:
            file = made.result()
            own = plan.path.name.casefold() in written
            if self.clash is Clash.SKIP and not own and _is_there(plan.path):
                return replace(plan, outcome=Outcome.SKIPPED)
            keeps = own or self.clash is not Clash.REPLACE
            target = free_name(plan.path, written) if keeps else plan.path
            write_whole(target, file.data, inputs=() if self.blank is None else (self.blank,))
        except CancelledError:
            return replace(plan, outcome=Outcome.STOPPED, path=None)
        except Exception as error:  # noqa: BLE001  (whatever it is, the others are to come out)
            return replace(plan, outcome=Outcome.REFUSED, path=None, why=_said(error))
        written.add(target.name.casefold())
        return replace(plan, path=target, lost=file.lost, told=file.told)


class _Order(NamedTuple):
    """A form on its way: what is to become of it, and what is to be made for that."""

    plan: Done
    printout: Printout | None = None


def made_of(printout: Printout | None) -> Made:
    """In a worker: the file, by rules that are one object for all forms that have them."""
    if printout is None:
        return Made(b"")
    rules = rules_of(printout.rules.text, printout.evaluation.profile)
    return Made(replace(printout, rules=rules).data())


def _done(make: Make, printout: Printout | None) -> Future[Made]:
    future: Future[Made] = Future()
    try:
        future.set_result(Made(b"") if printout is None else make(printout))
    except Exception as error:  # noqa: BLE001  (handed on, as a worker does)
        future.set_exception(error)
    return future


def _said(error: Exception) -> str:
    """Why there is no file. What is no refusal is a fault of ours, named for who mends it."""
    if isinstance(error, (*REFUSALS, WorkError)):
        return str(error)
    what = type(error).__name__
    return f"这份表做不出文件（{what}），请单独打开它再导出；仍不行，请把这句话告诉开发者"


def free_name(wished: Path, written: set[str]) -> Path:
    """The path, or the first numbered one beside it, that is neither taken nor ``written``."""
    found, count = wished, 1
    while found.name.casefold() in written or _is_there(found):
        count += 1
        found = wished.with_stem(f"{wished.stem}（{count}）")
    return found


def _is_there(path: Path) -> bool:
    """Whether anything has this name: a link that leads nowhere as well.

    Of what cannot be looked at the writing will tell.
    """
    try:
        path.lstat()
    except (OSError, ValueError):
        return False
    return True


def _is_folder(path: Path) -> bool:
    """Whether it can be looked at and is one: a name that is too long for any raises."""
    try:
        return path.is_dir()
    except OSError:
        return False
