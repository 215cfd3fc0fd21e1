"""佐证材料 of a form: read from a file within bounds, added to a row, taken off again."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from core.archive.evidence_files import MOST_BYTES
from core.archive.filed_evidence import MOST_OF_A_FORM, all_evidence
from core.exchange.errors import ExchangeError
from core.foreign.bounds import check_file
from core.foreign.errors import ForeignFileError
from core.model.edits import File
from core.model.evaluation import ROOT, Evaluation, Evidence, Indicator
from core.model.path import find
from core.quoting import shown, size_in_words
from core.system_errors import reason

MOST_AT_ONCE = 500_000_000
"""Bytes of all that is filed in one go: it is held until all of it was read."""
LIMIT = f"每个文件不超过 {MOST_BYTES // 1024 // 1024} MB，一份表不超过 {MOST_OF_A_FORM} 个"


class ReadFile(Struct, frozen=True):
    """A file as it is filed: what it is called, and its bytes."""

    name: str
    content: bytes


def read_files(paths: Iterable[Path]) -> list[ReadFile]:
    """Read files, each looked at before any is read. Raises ``ExchangeError``."""
    every = tuple(paths)
    size = sum(map(_size, every))
    if size > MOST_AT_ONCE:
        message = (
            f"选的 {len(every)} 个文件共 {size_in_words(size)}，"
            f"一次不超过 {size_in_words(MOST_AT_ONCE)}，没有登记；请分几次登记"
        )
        raise ExchangeError(message)
    return list(map(_read, every))


def refuse_too_many(form: Evaluation, count: int) -> None:
    """Raise ``ExchangeError`` where a form would have more files than it may."""
    if len(all_evidence(form)) + count > MOST_OF_A_FORM:
        message = f"一份表的佐证材料不超过 {MOST_OF_A_FORM} 个，没有登记；请先合并成几个 PDF"
        raise ExchangeError(message)


def evidence_of(form: Evaluation, node: int) -> tuple[Evidence, ...]:
    """What is filed with a row, or with the form for any other node."""
    found = find(form, node)
    return found.evidence if isinstance(found, Indicator) else form.evidence


def filed_with(form: Evaluation, node: int, new: Iterable[Evidence]) -> File:
    """The edit that adds files to a row, or to the form; the very same content comes once."""
    place = node if isinstance(find(form, node), Indicator) else ROOT
    there = evidence_of(form, place)
    known, added = {one.sha256 for one in there}, list[Evidence]()
    for one in new:
        if one.sha256 not in known:
            known.add(one.sha256)
            added.append(one)
    return File(place, (*there, *added))


def taken_off(form: Evaluation, node: int, at: int) -> File:
    """The edit that takes the file at this place off a row or the form."""
    there = evidence_of(form, node)
    place = node if isinstance(find(form, node), Indicator) else ROOT
    return File(place, (*there[:at], *there[at + 1 :]))


def _size(path: Path) -> int:
    try:
        return check_file(path, MOST_BYTES)
    except ForeignFileError as error:
        raise ExchangeError(f"{error}；{LIMIT}") from error


def _read(path: Path) -> ReadFile:
    try:
        with path.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise ExchangeError(f"无法读取{shown(path)}：{reason(error)}") from error
    if not content or len(content) > MOST_BYTES:
        what = "是空文件" if not content else "在读的时候变大了"
        raise ExchangeError(f"{shown(path)}{what}，没有登记；{LIMIT}")
    return ReadFile(path.name, content)
