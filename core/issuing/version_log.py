"""Who changed what and when: the versions that led to a form, each with its changes."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from core.archive.archive import Archive
from core.archive.errors import ArchiveError
from core.archive.lineage import Ancestor, lineage
from core.archive.records import moment_of
from core.beijing import BEIJING
from core.model.evaluation import Evaluation
from core.quoting import one_line, shortened
from core.years.comparison import Change, changes


class LogEntry(Struct, frozen=True):
    """One version and what it changed; ``trouble`` says why that cannot be told."""

    version: Ancestor
    changes: tuple[Change, ...] = ()
    trouble: str = ""
    first: bool = False

    @property
    def lines(self) -> Iterator[str]:
        """The entry as it is printed: a head, and below it one line for each change."""
        yield version_in_words(self.version, minutes=True)
        if self.trouble:
            yield f"  {self.trouble}"
        elif self.first:
            yield "  第一版"
        elif not self.changes:
            yield "  内容相同"
        for one in self.changes:
            why = f"（{one_line(one.reason)}）" if one.reason else ""
            yield f"  {one_line(one.name)}：{_short(one.old)} → {_short(one.new)}{why}"


def version_in_words(version: Ancestor, *, minutes: bool = False) -> str:
    """A version in the words of the slip: 第 2 版 定稿 2021-001（2022-01-15，张三）."""
    info = version.info
    saved = moment_of(version.moment)
    shape = "%Y-%m-%d %H:%M" if minutes else "%Y-%m-%d"
    date = f"{saved.astimezone(BEIJING):{shape}}" if saved else ""
    told = "，".join(filter(None, (date, one_line(info.author))))
    return f"{version.name} {version.state}" + (f"（{told}）" if told else "")


def version_log(archive: Archive, evaluation_id: int) -> Iterator[LogEntry]:
    """Every version that led to a form, the oldest first. Raises ``ArchiveError``."""
    before: Evaluation | None = None
    for version in lineage(archive, evaluation_id):
        try:
            form = archive.load(version.evaluation, version.info.number)
        except ArchiveError as error:
            yield LogEntry(version, trouble=str(error))
            before = None
            continue
        if before is None:
            yield LogEntry(version, first=True)
        else:
            yield LogEntry(version, changes(before, form))
        before = form


_LONGEST = 60


def _short(text: str) -> str:
    return shortened(one_line(text) or "（空）", _LONGEST)
