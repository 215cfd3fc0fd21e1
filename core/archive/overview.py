"""The archive's list as a clerk wants to see it: filtered, sorted, said in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from heapq import merge

from msgspec import Struct

from core.archive.archive import Archive
from core.archive.records import FINAL, Entry, Stage, Summary, moment_of
from core.beijing import moment_in_words
from core.model.number import percent, plain
from core.quoting import one_line

COLUMNS = (
    *("年度", "项目名称", "实施单位", "状态", "总分", "等级", "执行率", "待处理", "版本"),
    "最近修改",
)

LEFT = ("错误", "提醒", "待填")
"""What is still to be done, as ``Summary.counts`` counts it."""

_AT_ONCE = 500
_RUN = 2_000
_DIGITS = 24
"""More of them no score or rate of ours has."""

ANY = ""
"""Of a filter: whatever it is."""


class Filter(Struct, frozen=True):
    """Which entries are shown; a blank part lets all through. ``stage``: the value of one."""

    year: str = ANY
    stage: str = ANY
    unit: str = ANY

    @property
    def open(self) -> bool:
        """Whether it lets all through."""
        return self == _OPEN

    def passes(self, entry: Entry) -> bool:
        """Whether an entry is shown."""
        return (
            self.year in {ANY, year_of(entry)}
            and self.stage in {ANY, entry.listed.value}
            and self.unit in {ANY, one_line(entry.unit)}
        )


_OPEN = Filter()


class Overview(Struct, frozen=True):
    """What was found, the newest year first, and the years and units among it."""

    entries: tuple[Entry, ...] = ()
    years: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    drafts: int = 0
    whole: bool = True
    """Not of a first page, which is shown until the rest is found."""


PAGE = 100
"""Entries of a first page: more than a screen holds."""

CORRECTION = "（更正）"


def overview(archive: Archive, search: str = "", *, trashed: bool = False) -> Overview:
    """Look for a text, in all that is there or in what was put away. Raises ``ArchiveError``."""
    entries = archive.newest(search, trashed=trashed)
    word = CORRECTION.strip("（）")
    if word in search:  # it stands in no form, but in the list
        others = archive.newest(search.replace(word, " ").strip(), trashed=trashed)
        found = {entry.id: entry for entry in entries}
        found |= {entry.id: entry for entry in others if entry.corrects is not None}
        entries = newest_first(tuple(found.values()))
    units = set(map(one_line, {entry.unit for entry in entries})) - {""}
    years = dict.fromkeys(one_line(str(year)) for year in dict.fromkeys(e.year for e in entries))
    years_named, units_named = tuple(filter(None, years)), tuple(sorted(units))
    return Overview(entries, years_named, units_named, drafts_among(entries))


def drafts_among(entries: Sequence[Entry]) -> int:
    """How many are ``Stage.DRAFT``; said the short way, for a hundred thousand are counted."""
    return sum(entry.state != FINAL and not entry.is_sample for entry in entries)


def arranged(
    entries: Sequence[Entry], wanted: Filter, order: tuple[int, bool] | None
) -> tuple[Entry, ...]:
    """Those that pass, sorted by a column (downwards or not) unless they are to stay as they come.

    Sorted in runs: a sort of all at once would let no other thread have its turn.
    """
    shown = entries if wanted.open else [entry for entry in entries if wanted.passes(entry)]
    if order is None:
        return tuple(shown)
    key, down = sort_key(order[0]), order[1]
    runs = [shown[at : at + _RUN] for at in range(0, len(shown), _RUN)]
    return tuple(
        merge(*(sorted(run, key=key, reverse=down) for run in runs), key=key, reverse=down)
    )


def first_page(archive: Archive, search: str = "", *, trashed: bool = False) -> tuple[Entry, ...]:
    """The first entries of an ``overview`` of more than a page; none where it has no more.

    A hundred are found at once; ten thousand take their time.  Raises ``ArchiveError``.
    """
    if CORRECTION.strip("（）") in search:
        return ()
    found = archive.newest(search, trashed=trashed, limit=PAGE)
    return found if len(found) == PAGE else ()


def release(entries: list[Entry]) -> None:
    """Free a list in steps: a hundred thousand entries freed at once hold every thread up."""
    while entries:
        del entries[-_AT_ONCE:]


def line(entry: Entry) -> tuple[str, ...]:
    """One entry in the words of ``COLUMNS``."""
    summary = entry.summary
    rate = _figure(summary.rate)
    return (
        *(year_of(entry), project_of(entry)),
        *(one_line(entry.unit), state_of(entry)),
        *(score_of(summary), summary.grade),
        *("" if rate is None else percent(rate), left(entry), version_of(entry)),
        moment(entry.changed),
    )


def state_of(entry: Entry) -> str:
    """草稿, or 定稿 2021-001: a final form with the number that it bears on paper."""
    return f"{entry.label} {entry.final_number}".rstrip()


def version_of(entry: Entry) -> str:
    """第 2 版 of a draft; blank for a final form, which is told by its number."""
    return "" if entry.final_number else f"第 {entry.version} 版"


def score_of(summary: Summary) -> str:
    """The total as people read it, without trailing zeros; blank where there is none."""
    score = _figure(summary.total_score)
    return "" if score is None else plain(score)


def project_of(entry: Entry) -> str:
    """The name of the project as lists show it; a correction is marked as one."""
    return (one_line(entry.project) or "未命名项目") + (CORRECTION if entry.corrects else "")


def left(entry: Entry) -> str:
    """What is still to be done: errors first, what is only still to be written last."""
    counted = zip(entry.summary.counts, LEFT, strict=True)
    return " ".join(f"{count} {what}" for count, what in counted if count)


def year_of(entry: Entry) -> str:
    """年度 on one line."""
    return one_line(str(entry.year))


def moment(written: str) -> str:
    """A moment of the archive to the minute, by the paper's clock; as written if it is none."""
    found = moment_of(written)
    return written if found is None else moment_in_words(found)


def sort_key(column: int) -> Callable[[Entry], tuple[object, ...]]:
    """By what a column sorts: figures as figures, what has none before them."""
    return _KEYS[column]


def newest_first(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The newest year first, within it what was changed last."""
    ordered = sorted(entries, key=lambda entry: (entry.changed, entry.id), reverse=True)
    return tuple(sorted(ordered, key=sort_key(0), reverse=True))


def _number(text: str) -> tuple[object, ...]:
    figure = _figure(text)
    return (figure is not None, figure or Decimal(0))


def _figure(text: str) -> Decimal | None:
    try:
        figure = Decimal(text)
    except InvalidOperation:
        return None
    # What another program wrote there must not become a million digits on the screen.
    sane = figure.is_finite() and len(text) <= _DIGITS and abs(figure.adjusted()) <= _DIGITS
    return figure if sane else None


_STAGES = list(Stage)
_KEYS: tuple[Callable[[Entry], tuple[object, ...]], ...] = (
    lambda entry: (isinstance(entry.year, int), entry.year if isinstance(entry.year, int) else 0),
    lambda entry: (one_line(entry.project),),
    lambda entry: (one_line(entry.unit),),
    lambda entry: (_STAGES.index(entry.listed), entry.final_number),
    lambda entry: _number(entry.summary.total_score),
    lambda entry: _number(entry.summary.total_score),
    lambda entry: _number(entry.summary.rate),
    lambda entry: entry.summary.counts,
    lambda entry: (entry.version,),
    lambda entry: (entry.changed, entry.id),
)
