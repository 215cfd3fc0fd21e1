"""What was found of the projects of a year, so that nobody scores unchanged forms again.

To read and score ten thousand forms takes ten seconds of the processor, to look up what came of it
one; and a year is summed up many times before its paper is right.  A project follows from the
text of its form, the rules, the form of the year after, and the program.  So it is kept, in the
cache and never in the archive, under a digest of all these, worked out afresh from what the archive
holds now; and the file is sealed (``SealedFile``): whatever changed is unknown here.
"""

from __future__ import annotations

import json
from contextlib import suppress
from decimal import Decimal
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, Self

from core.archive.records import Entry
from core.places import cache_folder
from core.regex import regex
from core.scoring.profile import ProfileError
from core.scoring.profile_file import load_profile, profile_names
from core.sealed_file import SealedFile
from core.years.improvement import Shortfall
from core.years.project import Project

MOST_BYTES: Final = 200 * 1024 * 1024
"""Of one year. A project has some 1,200."""
MOST_YEARS: Final = 12
"""Files; the one that was written longest ago goes first."""
_FOLDER, _KEY, _ENDING = "years", "years.key", ".bin"
_OWN_NAME: Final = regex(r"[0-9a-f]{24}\.bin")
"""A file that somebody else put there is not taken away."""


class ProjectCache:
    """The projects of one year of one archive as they were found before."""

    def __init__(self, file: SealedFile) -> None:
        """Use ``load``."""
        self._file = file
        lines = (line.partition(b" ") for line in file.load(MOST_BYTES).splitlines())
        self._known = {key: text for key, _, text in lines}
        self._used: dict[bytes, bytes] = {}

    @classmethod
    def load(cls, archive: Path, year: int, folder: Path | None = None) -> Self:
        """What is remembered in this folder (else the cache); nothing that cannot be trusted."""
        place = (cache_folder() if folder is None else folder) / _FOLDER
        name = sha256(f"{year} {archive}".encode("utf-8", "surrogateescape")).hexdigest()[:24]
        return cls(SealedFile(place / f"{name}{_ENDING}", _KEY))

    def __len__(self) -> int:
        """How many projects were remembered."""
        return len(self._known)

    def find(self, key: bytes, entry: Entry) -> Project | None:
        """The project that an entry of the archive is, if it is known."""
        text = self._known.get(key)
        if text is None:
            return None
        self._used[key] = text
        return _project(json.loads(text), entry)

    def add(self, key: bytes, project: Project) -> None:
        """A project was found afresh."""
        self._used[key] = json.dumps(_values(project), ensure_ascii=False).encode()

    def save(self, *, whole: bool = True) -> None:
        """Remember what was found or added, and no more; not ``whole``: the others as well.

        Not the whole year was asked for where it was given up on the way.
        """
        kept = self._used if whole else self._known | self._used
        if self._known.keys() == kept.keys():
            return
        folder = self._file.path.parent
        if folder.is_symlink():  # what it leads to is not the cache
            return
        self._file.save(b"\n".join(b"%b %b" % pair for pair in kept.items()))
        with suppress(OSError):
            years = [file for file in folder.iterdir() if _OWN_NAME.fullmatch(file.name)]
            for old in sorted(years, key=_written)[:-MOST_YEARS]:
                old.unlink(missing_ok=True)


def cache_key(content: str, rules: str, later: str) -> bytes:
    """What stands for a project: digests of the form, its own rules, the form of the year after.

    ``rules`` and ``later`` are blank where there are none.
    """
    return sha256(f"{content} {rules} {later} {_rules_of_today()}".encode()).hexdigest().encode()


@cache
def _rules_of_today() -> str:
    """One digest of all profiles: a form without rules of its own names one of them."""
    return sha256("\0".join(map(_text_of, profile_names())).encode()).hexdigest()


def _text_of(name: str) -> str:
    try:
        return load_profile(name).text
    except ProfileError:  # a form that names it is refused
        return name


def _written(path: Path) -> int:
    return path.stat().st_mtime_ns


def _values(project: Project) -> list[object]:
    """A project as JSON, without what the list of the archive says of it."""
    amounts = (project.initial, project.annual, project.executed, project.score)
    return [
        *(project.name, project.department, project.unit),
        *(None if amount is None else str(amount) for amount in amounts),
        *(project.grade, project.ungraded, project.by_initial, project.lacking),
        [
            [one.level2, one.name, one.target, one.actual, one.reason, one.answer]
            for one in project.shortfalls
        ],
        [[name, str(points)] for name, points in project.lost],
    ]


def _project(values: list[Any], entry: Entry) -> Project:
    name, department, unit, initial, annual, executed, total, *others = values
    grade, ungraded, by_initial, lacking, rows, lost = others
    return Project(
        entry=entry,
        name=name,
        department=department,
        unit=unit,
        initial=_decimal(initial),
        annual=_decimal(annual),
        executed=_decimal(executed),
        score=_decimal(total),
        grade=grade,
        ungraded=ungraded,
        by_initial=by_initial,
        lacking=lacking,
        shortfalls=tuple(Shortfall(*texts) for texts in rows),
        lost=tuple((level, Decimal(points)) for level, points in lost),
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
