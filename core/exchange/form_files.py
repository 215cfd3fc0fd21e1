"""Any file as the forms it holds: our own data first, else what another program's file shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from core.exchange.errors import CancelledError, ExchangeError
from core.exchange.formats import FORMATS, JSON, Format, format_of
from core.foreign.bounds import check_file
from core.foreign.errors import ForeignFileError
from core.foreign.process import ForeignFiles
from core.model.evaluation import Evaluation
from core.model.file_places import place_name
from core.model.file_values import FormFileError
from core.model.selfeval import MAX_BYTES, loads, loads_all
from core.reading.form_map import Draft, FormMap
from core.reading.source import SourceFile
from core.reasons import reason, shown

_SHOWN_TITLES = 20
_SHOWN_PLACES = 3
_PEEK = 4096
_JSON_STARTS = (b"{", b"[")
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class FormFile:
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
                f"{form}“{_short(one.spot.item.text)}”（{one.spot.item.place}）没有放进表里：{one.why}"
                for one in draft.leftovers
            ]
        return tuple(lines)


def read_form_file(
    path: Path, files: ForeignFiles | None = None, cancel: Event | None = None
) -> FormFile:
    """The forms in a file of any readable kind. Raises ``ExchangeError`` naming the file.

    Whoever reads several gives ``files``, so that one child opens them all; ``cancel`` ends the
    reading with ``CancelledError``.
    """
    try:
        check_file(path)
        with path.open("rb") as stream:
            start = stream.read(_PEEK)
        known = format_of(path, start)
        if path.suffix.lower() in JSON.suffixes or _is_json(start) or not start.strip():
            return _own(path, loads_all(_whole(path)))
        with nullcontext(files) if files else ForeignFiles() as opened:
            return _foreign(path, known, opened, cancel)
    except ForeignFileError as error:
        raise ExchangeError(str(error)) from error
    except FormFileError as error:
        raise ExchangeError(f"无法读取{shown(path)}：{error}") from error
    except (OSError, ValueError) as error:
        # ValueError: a path with a NUL in it.
        why = reason(error) if isinstance(error, OSError) else "文件名不合规定"
        raise ExchangeError(f"无法读取{shown(path)}：{why}") from error


def read_form(
    path: Path,
    files: ForeignFiles | None = None,
    cancel: Event | None = None,
    *,
    number: int | None = None,
) -> Evaluation:
    """The only form in a file, or the one with this number (from 1). Raises ``ExchangeError``."""
    found = read_form_file(path, files, cancel)
    if number is None and len(found.drafts) == 1:
        return found.forms[0]
    if number is not None and 1 <= number <= len(found.drafts):
        return found.forms[number - 1]
    count = len(found.drafts)
    if number is not None:
        raise ExchangeError(f"{shown(path)}里只有 {count} 份自评表，没有第 {number} 份")
    titles = _titles(found.forms)
    raise ExchangeError(f"{shown(path)}里有 {count} 份自评表，请用 --form N 选一份：{titles}")


def _by_reason(doubts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each reason with the places it holds for: a whole table may be in doubt for one reason."""
    places = defaultdict[str, list[str]](list)
    for place, why in doubts.items():
        places[why].append(place_name(place))
    for why, named in places.items():
        more = f" 等 {len(named)} 处" if len(named) > _SHOWN_PLACES else ""
        yield why, "、".join(named[:_SHOWN_PLACES]) + more


_ANY = next(known for known in FORMATS if known.open_source is not None)
"""For a name that tells nothing: what is in the file decides in any case."""


def _own(path: Path, forms: Sequence[Evaluation]) -> FormFile:
    return FormFile(path, tuple(Draft(form, FormMap(section=0)) for form in forms))


def _foreign(path: Path, known: Format, files: ForeignFiles, cancel: Event | None) -> FormFile:
    from core.exchange.foreign import read_source
    from core.reading.drafting import drafts  # what reads other programs' forms: not for our own

    if known.attached is not None:
        attached = known.attached(files, path, cancel)
        if attached is not None:
            return _own(path, [loads(attached)])
    readable = known if known.open_source is not None else _ANY
    source = read_source(files, path, readable.suffixes[0], cancel)
    if cancel is not None and cancel.is_set():
        raise CancelledError
    found = drafts(source)
    if not found:
        noted = f"（{'；'.join(source.notes[:3])}）" if source.notes else ""
        raise FormFileError(f"里面没有找到自评表：没有“三级指标”“指标值”一类的表头{noted}")
    return FormFile(path, found, source.notes, source)


def _whole(path: Path) -> bytes:
    with path.open("rb") as stream:
        # One byte more than allowed tells a file that is too large, or a device without end.
        data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        size = MAX_BYTES // 1024 // 1024
        raise FormFileError(f"文件超过 {size} MB，不像一份自评表，请核对文件")
    return data


def _is_json(start: bytes) -> bool:
    return start.removeprefix(_BOM).lstrip().startswith(_JSON_STARTS)


def _titles(forms: Sequence[Evaluation]) -> str:
    named = [
        f"{number} {_short(form.project) or '未命名项目'}"
        for number, form in enumerate(forms[:_SHOWN_TITLES], start=1)
    ]
    return "；".join(named) + (f" 等 {len(forms)} 份" if len(forms) > _SHOWN_TITLES else "")


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 30 else f"{plain[:29]}…"
