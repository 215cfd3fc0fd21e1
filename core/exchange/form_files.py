"""Any file as the forms it holds: our own data first, else what another program's file shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from threading import Event

from msgspec import Struct

from core.exchange.errors import CancelledError
from core.exchange.formats import FORMATS, Format, format_of
from core.exchange.own_forms import beginning, naming, own_forms, short
from core.foreign.process import ForeignFiles
from core.model.evaluation import Evaluation
from core.model.file_places import place_name
from core.model.file_values import FormFileError
from core.model.selfeval import loads
from core.quoting import first_of, one_line
from core.reading.form_map import Draft, FormMap
from core.reading.source import SourceFile

_SHOWN_PLACES = 3


class FormFile(Struct, frozen=True):
    """The forms in one file, at least one. ``notes`` say in Chinese what was left out of it.

    ``source``: what another program's file shows; ``None`` where our own data were read.
    """

    path: Path
    drafts: tuple[Draft, ...]
    notes: tuple[str, ...] = ()
    source: SourceFile | None = None

    @property
    def forms(self) -> tuple[Evaluation, ...]:
        """The forms alone."""
        return tuple(draft.evaluation for draft in self.drafts)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What somebody should look at, a line each: notes, doubts, what found no place."""
        lines = list(self.notes)
        for number, draft in enumerate(self.drafts, start=1):
            form = f"第 {number} 份的" if len(self.drafts) > 1 else ""
            lines += [f"{form}{places}：{why}" for why, places in _by_reason(draft.doubts)]
            lines += [
                f"{form}“{short(one.spot.item.text)}”（{one.spot.item.place}）没有放进表里：{one.why}"
                for one in draft.leftovers
            ]
        return tuple(map(one_line, lines))


def read_form_file(
    path: Path, files: ForeignFiles | None = None, cancel: Event | None = None
) -> FormFile:
    """The forms in a file of any readable kind. Raises ``ExchangeError`` naming the file.

    Whoever reads several gives ``files``, so that one child opens them all; ``cancel`` ends the
    reading with ``CancelledError``.
    """
    own = own_forms(path)
    if own is not None:
        return _own(path, own)
    with naming(path):
        known = format_of(path, beginning(path))
        with nullcontext(files) if files else ForeignFiles() as opened:
            return _foreign(path, known, opened, cancel)


def _by_reason(doubts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each reason with the places it holds for: a whole table may be in doubt for one reason."""
    places = defaultdict[str, list[str]](list)
    for place, why in doubts.items():
        places[why].append(place_name(place))
    for why, named in places.items():
        yield why, first_of(named, "处", _SHOWN_PLACES)


_ANY = next(known for known in FORMATS if known.open_source is not None)
"""For a name that tells nothing: what is in the file decides in any case."""


_PAGE_READ = "文件里附带的自评表数据已经损坏，读的是页面上的文字，请逐格核对"


def _own(path: Path, forms: Sequence[Evaluation]) -> FormFile:
    return FormFile(path, tuple(Draft(form, FormMap(section=0)) for form in forms))


def _foreign(path: Path, known: Format, files: ForeignFiles, cancel: Event | None) -> FormFile:
    from core.exchange.foreign import read_source
    from core.reading.drafting import drafts  # what reads other programs' forms: not for our own

    notes: tuple[str, ...] = ()
    if known.attached is not None:
        attached = known.attached(files, path, cancel)
        if attached is not None:
            try:
                return _own(path, [loads(attached)])
            except FormFileError:  # nobody knows of the data: the page is what people see
                notes = (_PAGE_READ,)
    readable = known if known.open_source is not None else _ANY
    source = read_source(files, path, readable.suffixes[0], cancel)
    if cancel is not None and cancel.is_set():
        raise CancelledError
    found = drafts(source)
    if not found:
        noted = f"（{'；'.join(source.notes[:3])}）" if source.notes else ""
        raise FormFileError(f"里面没有找到自评表：没有“三级指标”“指标值”一类的表头{noted}")
    return FormFile(path, found, (*notes, *source.notes), source)
