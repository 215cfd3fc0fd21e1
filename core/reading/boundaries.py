"""Where in a section each form begins and ends; covers and lists of projects are none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from core.reading.form_map import TableHead
from core.reading.headings import begins_note, is_passed_over, is_title, title_core
from core.reading.lines import Line
from core.reading.pairs import inline_labels, label_of
from core.reading.source import SourceCell, SourceText
from core.reading.texts import money_share, written_year, year_share
from core.reading.total import total_label

_TITLE_TEXTS = 4
_WIDE = 4
"""A title over so many columns stays one beside a remark in the same line."""
_LONGEST_REMARK = 20

_BACK = 6
"""So many lines above the first label may hold a title that does not say that it is one."""

_SURE_PROJECT = 2
"""Labels of the project up to this rank begin a form; the word 项目 alone does not."""


class Extent(Struct):
    """The lines of one form: the first, the one after the last, and the one of its title."""

    start: int
    end: int = 0
    title: int | None = None
    project: str | None = None
    body: bool = False
    """Whether the head of its indicators was seen."""
    closed: bool = False
    """Whether the row of its sum was seen."""


class _Search(Struct):
    lines: Sequence[Line]
    heads: Mapping[int, TableHead]
    found: list[Extent] = field(default_factory=list)
    current: Extent | None = None
    title: int | None = None
    """A title that was seen and belongs to no form yet."""


def extents(lines: Sequence[Line], heads: Mapping[int, TableHead]) -> list[Extent]:
    """The forms of a section; ``heads`` are those of indicators by their line."""
    search = _Search(lines, heads)
    for index, line in enumerate(lines):
        if line.begins:
            _close(search, index)
            search.title = None
        if line.crowded:
            continue
        if index in heads:
            _indicators(search, index)
        elif title_of(line) is not None:
            search.title = index if search.title is None or not _has_body(search) else search.title
        elif (project := project_of(line)) is not None:
            _project(search, index, project)
        elif search.current is not None and search.current.body and total_label(line, None):
            search.current.closed = True
    _close(search, len(lines))
    return [extent for extent in search.found if extent.body]


def title_of(line: Line) -> str | None:
    """The text of a line that is nothing but the name of a form."""
    item = title_item(line)
    return None if item is None else item.text


def title_item(line: Line) -> SourceCell | SourceText | None:
    """The name of a form in a line that holds no other thing than marks, notes and units."""
    if not 0 < len(line.filled) <= _TITLE_TEXTS:
        return None
    titles = [item for item in line.filled if is_title(item.text)]
    others = [item.text for item in line.filled if item not in titles]
    wide = len(titles) == 1 and isinstance(titles[0], SourceCell) and titles[0].colspan >= _WIDE
    aside = all(
        is_passed_over(t) or begins_note(t) or money_share(t) or (wide and _is_remark(t))
        for t in others
    )
    return titles[0] if len(titles) == 1 and aside else None


def _is_remark(text: str) -> bool:
    """Whether a text beside a wide title is no label: 以下由财政部门填写."""
    return len(text) <= _LONGEST_REMARK and label_of(text, after=False) is None and ":" not in text


def project_of(line: Line) -> str | None:
    """The name beside a label of the project; ``None`` for a line without such a label."""
    for cell in line.cells:
        label = label_of(cell.text, after=False)
        if label is None or label.field != "project" or label.rank > _SURE_PROJECT:
            continue
        beside = line.right_of(cell)
        if beside is not None and label_of(beside.text, after=False) is None:
            return beside.text.strip()
    for item in line.filled:
        for label, start, end in inline_labels(item.text):
            if label.field == "project" and label.rank <= _SURE_PROJECT:
                del start
                value = item.text[end:].strip()
                lonely = isinstance(item, SourceCell) and not value
                if not lonely:
                    return value
    return None


def _has_body(search: _Search) -> bool:
    return search.current is not None and search.current.body


def _project(search: _Search, index: int, project: str) -> None:
    current = search.current
    if current is not None and current.body:
        other = search.title is not None and not _same_title(search, current.title, search.title)
        same = bool(project) and project == current.project
        repeated = same and not current.closed and not other
        if repeated:
            search.title = None
            return
    _begin(search, index)
    if search.current is not None:
        search.current.project = project


def _begin(search: _Search, index: int) -> None:
    """A form begins at its title, else some lines above what shows that it is one."""
    before = search.found[-1].end if search.found else 0
    if search.current is not None:
        before = search.current.start
        if search.current.body:
            last = search.title if search.title is not None else index
            _close(search, last)
            before = last
    start = search.title if search.title is not None else max(before, index - _BACK)
    search.current = Extent(start, title=search.title)
    search.title = None


def _indicators(search: _Search, index: int) -> None:
    current = search.current
    if current is None:
        _begin(search, index)
    elif current.body and search.title is not None:
        if _same_title(search, current.title, search.title):
            search.title = None
        else:
            _begin(search, index)
    elif not current.body and current.title is None and search.title is not None:
        current.title = search.title
        search.title = None
    if search.current is not None:
        search.current.body = True


def _same_title(search: _Search, one: int | None, other: int) -> bool:
    """Whether a title after a page end is that of the form which goes on."""
    text = title_of(search.lines[other]) or ""
    known = None if one is None else title_of(search.lines[one])
    if known is None or title_core(known) != title_core(text):
        return "续" in text
    years = [_year(search, at) for at in (one, other)]
    return "" in years or years[0] == years[1]


def _year(search: _Search, title: int | None) -> str:
    """The year that a title names; blank where it names none."""
    text = "" if title is None else title_of(search.lines[title]) or ""
    share = year_share(text)
    return "" if share is None else written_year(text[share[0] : share[1]])


def _close(search: _Search, end: int) -> None:
    if search.current is not None:
        search.current.end = end
        search.found.append(search.current)
        search.current = None
