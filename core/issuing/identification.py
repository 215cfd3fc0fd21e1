"""Which version of which form a paper is, by its code, its scan or its PDF."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from core.archive.archive import Archive
from core.archive.records import FINAL, VersionInfo
from core.exchange.errors import CancelledError, ExchangeError
from core.exchange.foreign import read_attachment, read_symbols
from core.foreign.process import ForeignFiles
from core.issuing.publication import for_publication
from core.issuing.stamping import content_code, content_codes
from core.model.file_values import FormFileError
from core.model.number import plain
from core.model.selfeval import loads
from core.quoting import one_line, shown
from core.report.page_marks import (
    Mark,
    MarkError,
    Printed,
    code_of,
    decode,
    may_be_of_year,
    read_code,
    spoken,
)
from core.scoring.profile import ProfileError

if TYPE_CHECKING:
    from core.years.yearly import Year

Version = tuple[int, int]
"""Number of the evaluation and of the version."""


class Seen(Struct, frozen=True):
    """A mark, and where it was seen. ``pages`` of the mark is 0 for a code without its page."""

    mark: Mark
    where: str


class FoundVersion(Struct, frozen=True):
    """A version that has the content of a paper; ``public``: as it is published."""

    number: int
    version: int
    name: str
    newest: bool
    public: bool = False


class Finding(Struct, frozen=True):
    """What is to be said of one form of which pages were given, and where the archive has it."""

    lines: tuple[str, ...]
    places: tuple[FoundVersion, ...] = ()


class Identified(Struct, frozen=True):
    """What some codes, pictures and PDFs are; ``notice`` stands above, ``bare`` below it all."""

    findings: tuple[Finding, ...]
    notice: str = ""
    bare: tuple[str, ...] = field(default=())

    @property
    def text(self) -> str:
        """All of it."""
        paragraphs = ["\n  ".join(finding.lines) for finding in self.findings]
        return "\n".join([*([self.notice] if self.notice else []), *paragraphs, *self.bare])


def identify(given: Sequence[str], archive: Path, cancel: Event | None = None) -> Identified:
    """Say of codes, pictures and PDFs what they are, and whether the pages are one whole.

    ``cancel`` may be set in another thread.  Raises ``ExchangeError`` and ``ArchiveError``.
    """
    seen: list[Seen] = []
    bare: list[str] = []
    with ForeignFiles() as files:
        for text in given:
            found = list(_look(text, files, cancel))
            seen += (item for item in found if isinstance(item, Seen))
            bare += (item for item in found if isinstance(item, str))
    with Archive.open(archive, read_only=True) as store:
        findings = tuple(Catalogue(store, cancel).describe(seen))
    apart = len(findings) > 1 and any(item.mark.pages for item in seen)
    return Identified(
        findings,
        f"注意：这些页不是同一份，分属 {len(findings)} 份：" if apart else "",
        tuple(f"{where}：没有找到自评通的二维码" for where in bare),
    )


def _look(text: str, files: ForeignFiles, cancel: Event | None) -> Iterator[Seen | str]:
    """The marks that one argument has; where a page has none, only its place."""
    path = Path(text)
    if not path.exists():
        try:
            yield Seen(Mark(read_code(text), pages=0), f"核对码 {text}")
        except MarkError:
            message = f"{shown(text)}既不是文件，也不是八位核对码（可能读错了字符），请核对"
            raise ExchangeError(message) from None
        return
    marks = [next(_marks(texts), None) for texts in read_symbols(files, path, cancel)]
    code = None if any(marks) else _attached_code(path, files, cancel)
    if code is not None:
        yield Seen(Mark(code, pages=0), f"{shown(path)}附带的数据")
        return
    for number, mark in enumerate(marks, 1):
        where = shown(path) + (f"第 {number} 页" if len(marks) > 1 else "")
        yield where if mark is None else Seen(mark, where)


def _marks(texts: Iterable[str]) -> Iterator[Mark]:
    for text in texts:
        try:
            yield decode(text)
        except MarkError:
            continue


def _attached_code(path: Path, files: ForeignFiles, cancel: Event | None) -> str | None:
    try:
        data = read_attachment(files, path, cancel)
        return None if data is None else content_code(loads(data))
    except CancelledError:
        raise
    except (ExchangeError, FormFileError):
        return None


class Catalogue:
    """The versions of an archive by the code of their content."""

    def __init__(self, archive: Archive, cancel: Event | None = None) -> None:
        self._archive, self._cancel = archive, cancel
        self._years: dict[int, Year] = {}
        self._entries = {
            entry.id: entry for entry in (*archive.list(), *archive.list(trashed=True))
        }
        self._versions: dict[Version, VersionInfo] = {
            (number, info.number): info
            for number in self._entries
            for info in archive.history(number)
        }

    def describe(self, seen: Sequence[Seen]) -> Iterator[Finding]:
        """One finding for each form that the marks belong to."""
        whole: dict[Mark, list[Seen]] = {}
        for item in seen:
            whole.setdefault(replace(item.mark, page=0), []).append(item)
        for mark, items in whole.items():
            yield self._finding(mark, items, alone=len(whole) == 1)

    def _finding(self, mark: Mark, items: Sequence[Seen], *, alone: bool) -> Finding:
        places = self._places(mark)
        if not places and mark == Mark(mark.code, page=0, pages=0):
            mark = self._summary_of(mark) or mark
        lines = [*self._content(mark, places)]
        if mark.printed.title:
            lines[0] = f"{mark.printed.title}：{lines[0]}"
        if mark.pages:
            lines.append(_completeness(mark, items))
        else:
            lines[0] = f"{items[0].where}：{lines[0]}"
        if not alone and mark.pages:
            lines.append("见于" + "、".join(item.where for item in items))
        told = (mark.number, mark.version)
        if mark.printed is not Printed.SUMMARY and not places and told in self._versions:
            places = [(told, False)]
        return Finding(tuple(lines), tuple(map(self._place, places)))

    def _place(self, found: tuple[Version, bool]) -> FoundVersion:
        version, public = found
        entry = self._entries[version[0]]
        newest = entry.version == version[1] and not entry.trashed
        name = one_line(entry.project) or f"第 {version[0]} 号"
        return FoundVersion(*version, name, newest, public)

    def _content(self, mark: Mark, places: Sequence[tuple[Version, bool]]) -> Iterator[str]:
        """What the archive says of a content."""
        told = (mark.number, mark.version)
        if mark.printed is Printed.SUMMARY:
            yield self._summary(mark)
            return
        if places:
            for version, public in places:
                yield self._name(version) + ("（公开版）" if public else "")
                yield self._state(version, mark)
            if told not in [version for version, _ in places] and mark.number:
                yield f"纸上印的是第 {mark.number} 号第 {mark.version} 版，可能出自另一个档案"
        elif told in self._versions:
            yield self._name(told)
            score = "" if mark.score is None else f"，纸上的总分是 {plain(mark.score)}"
            yield f"内容与档案里的这一版不同{score}：打印以后又改过，请重新打印"
        elif mark.number:
            yield f"第 {mark.number} 号第 {mark.version} 版不在这个档案里（{spoken(mark.code)}）"
        else:
            yield "这个档案里没有一版是这个核对码，可能看错、打错，或者这张表出自另一个档案"

    def _summary(self, mark: Mark) -> str:
        try:
            unit = self._unit_of_summary(mark.number, mark.code)
        except ProfileError as error:
            return f"{mark.number} 年度，不能与档案核对：{error}"
        if unit is None:
            return f"{mark.number} 年度，内容与档案不同：打印以后又改过，请重新打印"
        whose = f"，{one_line(unit)}" if unit else ""
        return f"{mark.number} 年度{whose}，内容与档案一致"

    def _unit_of_summary(self, year: int, code: str) -> str | None:
        from core.years.summary_files import unit_of_code
        from core.years.yearly import year_of

        if year not in self._years:
            self._years[year] = year_of(self._archive, year)
        return unit_of_code(self._years[year], code)

    def _summary_of(self, mark: Mark) -> Mark | None:
        """The mark of the 汇总表 that a code which no form has was read from."""
        from core.years.yearly import years

        for year in years(self._archive):
            if not may_be_of_year(mark.code, year):
                continue
            if self._cancel is not None and self._cancel.is_set():
                raise CancelledError("已取消")
            with suppress(ProfileError):  # then that year cannot be summed up, nor printed
                if self._unit_of_summary(year, mark.code) is not None:
                    return replace(mark, number=year, printed=Printed.SUMMARY)
        return None

    def _places(self, mark: Mark) -> list[tuple[Version, bool]]:
        """The versions that have the very content of a mark, and whether only as published."""
        if mark.printed is Printed.SUMMARY:
            return []
        same = [(version, False) for version in self._codes.get(mark.code, ())]
        told = (mark.number, mark.version)
        if same:
            exact = [place for place in same if place[0] == told]
            return exact or same
        if told in self._versions:
            return [(told, True)] if mark.code in self._public_codes(told) else []
        if mark.number:
            return []
        return [(v, True) for v in self._versions if mark.code in self._public_codes(v)]

    @cached_property
    def _codes(self) -> dict[str, list[Version]]:
        """The versions by what their papers show; papers of old bear the code of all they hold."""
        codes: dict[str, list[Version]] = {}
        for version, info in self._versions.items():
            shown = info.printed_digest
            code = code_of(shown) if shown else content_code(self._archive.load(*version))
            for one in {code, code_of(info.digest)}:
                codes.setdefault(one, []).append(version)
        return codes

    def _public_codes(self, version: Version) -> frozenset[str]:
        return content_codes(for_publication(self._archive.load(*version)))

    def _name(self, version: Version) -> str:
        entry, info = self._entries[version[0]], self._versions[version]
        state = f"定稿 {info.final_number}".rstrip() if info.state == FINAL else "草稿"
        project = one_line(entry.project) or "没有项目名称"
        away = "，在回收站" if entry.trashed else ""
        return f"第 {version[0]} 号 {project}（{entry.year} 年度）第 {version[1]} 版，{state}{away}"

    def _state(self, version: Version, mark: Mark) -> str:
        newest = self._entries[version[0]].version
        if newest == version[1]:
            return "内容与档案一致，是最新一版"
        if (version[0], newest) in self._codes.get(mark.code, ()):
            return f"内容与档案一致，最新第 {newest} 版印出来也是这样"
        return f"内容与档案一致，但不是最新一版：最新是第 {newest} 版"


def _completeness(mark: Mark, items: Sequence[Seen]) -> str:
    counted = Counter(item.mark.page for item in items)
    missing = [page for page in range(1, mark.pages + 1) if page not in counted]
    twice = [page for page in sorted(counted) if counted[page] > 1]
    said = f"共 {mark.pages} 页，" + (f"缺第 {_listed(missing)} 页" if missing else "页页齐全")
    return said + (f"；第 {_listed(twice)} 页有不止一张" if twice else "")


def _listed(pages: Sequence[int]) -> str:
    return "、".join(map(str, pages))
