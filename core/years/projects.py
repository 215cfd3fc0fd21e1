"""The projects of a year: each form read and scored by its own rules, thousands by workers.

What was found of thousands is cached (``ProjectCache``): only what has changed is read again.  The
archive is asked for a few texts at a time, so that whoever else needs it waits for no more than
these; what was saved meanwhile is read once more.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import lru_cache, partial
from hashlib import sha256
from itertools import chain, count, islice
from pathlib import Path
from threading import Event
from typing import Any, Final, NamedTuple

from msgspec import Struct

from core.archive.archive import Archive
from core.archive.errors import ArchiveError
from core.archive.records import Entry
from core.archive.version_text import VersionText
from core.workers.errors import WorkError
from core.workers.spread import spread
from core.years.project import Project
from core.years.project_cache import ProjectCache, cache_key
from core.years.project_reading import ProjectTexts, read_projects

FEW: Final = 400
"""Projects that are read sooner than a worker is started."""
UNCACHED: Final = 50
"""So few are read anew each time, and leave no trace."""
CHUNK: Final = 50
"""Projects that a worker gets at once: a megabyte; and whose texts the archive is asked for."""
ROUNDS: Final = 4
"""Where somebody saves faster than that is read, the archive stands still for the last round."""

Ask = Callable[[Callable[[Archive], Any]], Any]
"""Has the archive do a piece of work, and waits for what comes of it."""
OnProgress = Callable[[int, int], object]
"""Is told how many projects are read, of how many."""


class Wanted(NamedTuple):
    """A form of a year and that of the year after, as they stood when they were listed."""

    entry: Entry
    later: Entry | None
    revisions: tuple[int, int]


class YearListing(Struct, frozen=True):
    """What an archive lists of a year at one moment.

    ``wanted`` is in the order of the archive; ``begun``: of what a correction is begun and not
    final; ``stamp``: another one after anything was written.
    """

    path: Path
    stamp: tuple[int, int]
    wanted: tuple[Wanted, ...]
    samples: tuple[str, ...]
    begun: frozenset[int]
    undated: int


def projects_of(
    ask: Ask,
    year: int,
    list_year: Callable[[Archive], YearListing],
    *,
    on_progress: OnProgress = lambda _, __: None,
    cancel: Event | None = None,
) -> tuple[YearListing, list[Project]]:
    """What ``list_year`` lists of a year, and a project for each form, with what the next answers.

    Both are of one moment.  Raises ``ArchiveError`` and ``ProfileError`` at the first form that
    cannot be read, and ``ArchiveError`` once ``cancel`` is set.
    """
    known: dict[Wanted, Project] = {}
    cache: ProjectCache | None = None
    ended = False
    try:
        for turn in count(1):
            found, lacking, texts = ask(partial(_turn, list_year=list_year, known=known, turn=turn))
            if cache is None and len(found.wanted) >= UNCACHED:
                cache = ProjectCache.load(found.path, year)
            done, total = len(found.wanted) - len(lacking), len(found.wanted)
            coming = _pieces(ask, lacking) if texts is None else iter(texts)
            for at, project in enumerate(_read_all(coming, len(lacking), cache, cancel)):
                known[lacking[at]] = project
                on_progress(done + at + 1, total)
                _refuse_cancelled(cancel)
            _refuse_cancelled(cancel)
            if texts is not None or ask(_stamp) == found.stamp:
                break
        ended = True
    finally:
        if cache is not None:  # who comes back goes on where it was given up
            cache.save(whole=ended)
    return found, [known[one] for one in found.wanted]


def _refuse_cancelled(cancel: Event | None) -> None:
    if cancel is not None and cancel.is_set():
        raise ArchiveError("没有汇总：已停止")


def _turn(
    archive: Archive,
    list_year: Callable[[Archive], YearListing],
    known: dict[Wanted, Project],
    turn: int,
) -> tuple[YearListing, list[Wanted], list[ProjectTexts] | None]:
    """What is listed now, what of it is not known, and the texts of that where it is little."""
    found = list_year(archive)
    lacking = [one for one in found.wanted if one not in known]
    whole = len(lacking) <= CHUNK or turn >= ROUNDS
    return found, lacking, _texts(archive, lacking) if whole else None


def _stamp(archive: Archive) -> object:
    return archive.database.stamp


def _pieces(ask: Ask, wanted: Sequence[Wanted]) -> Iterator[ProjectTexts]:
    for at in range(0, len(wanted), CHUNK):
        yield from ask(partial(_texts, wanted=wanted[at : at + CHUNK]))


def _texts(archive: Archive, wanted: Sequence[Wanted]) -> list[ProjectTexts]:
    return [
        ProjectTexts(entry, archive.text(entry), _later(archive, after))
        for entry, after, _ in wanted
    ]


def _later(archive: Archive, after: Entry | None) -> VersionText | None:
    if after is None:
        return None
    try:
        return archive.text(after)
    except ArchiveError:
        return None  # as one that cannot be read, see ``_answered``


def _read_all(
    texts: Iterator[ProjectTexts], total: int, cache: ProjectCache | None, cancel: Event | None
) -> Iterator[Project]:
    """All these projects in their order; those that are cached without reading them."""
    if cache is None:
        yield from read_projects(texts)
        return
    known: deque[Project | bytes] = deque()
    """Of each that is under way: the project, or the key of one that is being read."""

    def to_read() -> Iterator[ProjectTexts]:
        for one in texts:
            key = _key(one)
            found = cache.find(key, one.entry)
            known.append(key if found is None else found)
            if found is None:
                yield one.checked if key else one

    surely_many = total - len(cache) >= FEW
    for project in _read_many(to_read(), cancel, few=0 if surely_many else FEW):
        while not isinstance(first := known.popleft(), bytes):
            yield first
        if first:
            cache.add(first, project)
        yield project
    for left in known:
        if isinstance(left, bytes):  # nothing came of it: it was cancelled
            return
        yield left


def _read_many(
    texts: Iterator[ProjectTexts], cancel: Event | None, *, few: int
) -> Iterator[Project]:
    """By workers; here where there are no more than ``few``, which are asked for before."""
    first = list(islice(texts, few))
    if len(first) < few:
        yield from read_projects(first)
        return
    every = chain(first, texts)
    chunks = iter(lambda: list(islice(every, CHUNK)), [])
    with closing(spread(read_projects, chunks, cancel=cancel)) as read:
        for done in read:
            try:
                yield from done.result()
            except WorkError as error:
                raise ArchiveError(f"没有汇总：{error}") from error


def _key(texts: ProjectTexts) -> bytes:
    """Its key in the cache; nothing where a text is not the one that was saved."""
    text, later = texts.text, texts.later
    if not text.intact or not (later is None or later.intact):
        return b""
    return cache_key(text.digest, _digest(texts.rules), "" if later is None else later.digest)


@lru_cache(maxsize=32)
def _digest(rules: str) -> str:
    return sha256(rules.encode()).hexdigest() if rules else ""
