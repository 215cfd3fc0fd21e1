"""The projects of a year: each form read and scored by its own rules, thousands by workers.

What was found of thousands is cached (``ProjectCache``): only what has changed is read again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from functools import lru_cache
from hashlib import sha256
from itertools import chain, islice
from typing import Final, NamedTuple

from msgspec.structs import replace

from core.archive.archive import Archive
from core.archive.archive_rows import VersionText
from core.archive.errors import ArchiveError
from core.archive.records import FINAL, Entry
from core.model.evaluation import Evaluation
from core.rules import rules_of
from core.scoring.score import score
from core.scoring.scorecard import Scorecard
from core.workers.errors import WorkError
from core.workers.spread import spread
from core.years.improvement import answers
from core.years.project import Project, project_of
from core.years.project_cache import ProjectCache, cache_key

FEW: Final = 400
"""Projects that are read sooner than a worker is started."""
UNCACHED: Final = 50
"""So few are read anew each time, and leave no trace."""
CHUNK: Final = 50
"""Projects that a worker gets at once: a megabyte."""


class ProjectTexts(NamedTuple):
    """A form on its way to be read; ``later``: the form of the year after, where there is one."""

    entry: Entry
    text: VersionText
    later: VersionText | None

    @property
    def rules(self) -> str:
        """The rules that the form brings along: a draft follows those of today."""
        return self.text.rules if self.entry.state == FINAL else ""

    @property
    def key(self) -> bytes:
        """Its key in the cache; nothing where a text is not the one that was saved."""
        texts = [self.text] if self.later is None else [self.text, self.later]
        if not all(text.intact for text in texts):
            return b""
        later = "" if self.later is None else self.later.digest
        return cache_key(self.text.digest, _digest(self.rules), later)


def projects_of(
    archive: Archive, year: int, entries: Sequence[tuple[Entry, Entry | None]]
) -> list[Project]:
    """A project for each form of a year, with what the form of the next (beside it) answers.

    Raises ``ArchiveError`` and ``ProfileError`` at the first form that cannot be read.
    """
    texts = _texts(archive, entries)
    if len(entries) < UNCACHED:
        return read_projects(texts)
    cache = ProjectCache.load(archive.path, year)
    found: list[Project | None] = []
    unknown: list[tuple[int, bytes]] = []

    def to_read() -> Iterator[ProjectTexts]:
        for at, one in enumerate(texts):
            key = one.key
            found.append(cache.find(key, one.entry))
            if found[at] is None:
                unknown.append((at, key))
                yield one

    for number, project in enumerate(_read_many(to_read())):
        at, key = unknown[number]
        found[at] = project
        if key:
            cache.add(key, project)
    cache.save()
    return [project for project in found if project is not None]


def _texts(
    archive: Archive, entries: Iterable[tuple[Entry, Entry | None]]
) -> Iterator[ProjectTexts]:
    for entry, after in entries:
        later = None
        if after is not None:
            try:
                later = archive.text(after)
            except ArchiveError:
                later = None  # as one that cannot be read, see ``_answered``
        yield ProjectTexts(entry, archive.text(entry), later)


def _read_many(texts: Iterator[ProjectTexts]) -> Iterator[Project]:
    few = list(islice(texts, FEW))
    if len(few) < FEW:
        yield from read_projects(few)
        return
    every = chain(few, texts)
    chunks = iter(lambda: list(islice(every, CHUNK)), [])
    with closing(spread(read_projects, chunks)) as read:
        for done in read:
            try:
                yield from done.result()
            except WorkError as error:
                raise ArchiveError(f"没有汇总：{error}") from error


def read_projects(texts: Iterable[ProjectTexts]) -> list[Project]:
    """The projects of these forms. Raises ``ArchiveError`` and ``ProfileError``."""
    return list(map(_read, texts))


def _read(texts: ProjectTexts) -> Project:
    evaluation = texts.text.form
    card = score(evaluation, rules_of(texts.rules, evaluation.profile))
    found = project_of(texts.entry, evaluation, card)
    if texts.later is not None and any(one.reason for one in found.shortfalls):
        return _answered(found, evaluation, card, texts.later)
    return found


def _answered(
    project: Project, evaluation: Evaluation, card: Scorecard, after: VersionText
) -> Project:
    """The project with what the form of the year after says of its measures."""
    try:
        later = after.form
    except ArchiveError:
        return project  # this year's figures stand all the same; verify tells what is wrong there
    told = zip(project.shortfalls, answers(evaluation, later, card), strict=True)
    return replace(project, shortfalls=tuple(replace(one, answer=said) for one, said in told))


@lru_cache(maxsize=32)
def _digest(rules: str) -> str:
    return sha256(rules.encode()).hexdigest() if rules else ""
