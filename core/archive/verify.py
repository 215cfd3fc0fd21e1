"""Is an archive sound? Every page, every reference, every version is read."""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import chain, islice
from typing import Final, NamedTuple

from core.archive import codec
from core.archive.archive_rows import columns_of, findable_lines, searched_texts
from core.archive.cell_types import wrong_cells
from core.archive.database import Database
from core.archive.errors import DAMAGED, ArchiveError
from core.archive.examined import Examined, cache_key
from core.archive.records import Summary
from core.workers.spread import spread

FEW: Final = 2_000
"""Versions that are read sooner than a worker is started."""
CHUNK: Final = 50
"""Versions that a worker gets at once: a megabyte."""


class Held(NamedTuple):
    """A version on its way to be read: what the archive holds of it.

    ``listed``: year, project, unit, department and the words to search by, of a present version;
    ``key``: by which it is remembered, blank where nothing is.
    """

    evaluation: int
    number: int
    content: str
    listed: tuple[object, ...] | None
    key: bytes


OTHER_FIGURES: Final = "的得分、等级、执行率或问题数与清单上的不符"
_OTHER_FIGURES: Final = " OR ".join(
    f"evaluations.{name} <> versions.{name}" for name in Summary.__struct_fields__
)
"""No figure is ever NULL but beside a version that is not listed, of which this is NULL, too."""

Wrong = tuple[int, int, str]
"""Evaluation, version, and what is wrong with it in a sentence."""


def verify(db: Database, examined: Examined | None = None) -> tuple[str, ...]:
    """A Chinese sentence for each thing that is wrong; nothing is changed.

    Every page is looked at and every digest compared in any case; a version that was ``examined``
    before as it is now is not read out of its text again.
    """
    try:
        return tuple(_findings(db, examined))
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return (DAMAGED,)


def _findings(db: Database, examined: Examined | None) -> Iterator[str]:
    broken = ""
    for (line,) in db.execute("PRAGMA integrity_check"):
        if str(line).startswith("CHECK constraint failed"):
            broken = str(line)  # said below with its column
            continue
        if line != "ok":
            yield f"档案文件已损坏（{_printable(line)}），请从备份恢复"
            return
    wrong = tuple(wrong_cells(db))
    yield from wrong
    if broken and not wrong:
        yield f"档案里有内容不合表的规定（{_printable(broken)}），请从备份恢复"
    if wrong or broken:  # what follows believes the types
        return
    for table, *_ in db.execute("PRAGMA foreign_key_check"):
        yield f"表 {table} 里有一行没有对应的自评表"
    sql = """
        SELECT evaluations.id FROM evaluations LEFT JOIN versions
        ON versions.evaluation = evaluations.id AND versions.number = evaluations.version
        WHERE versions.number IS NULL
    """
    for (number,) in db.execute(sql):
        yield f"第 {number} 号自评表缺少现行版本"
    yield from _versions(db, examined)
    yield from _beside(db)


def _versions(db: Database, examined: Examined | None) -> Iterator[str]:
    """Each version is what was saved, and the list shows what the present one says."""
    wrong: list[Wrong] = []
    unknown = _unknown(db, examined, wrong)
    few = list(islice(unknown, FEW))
    if len(few) < FEW:
        read: Iterable[tuple[Sequence[Held], list[str]]] = [(few, read_held(few))]
    else:
        read = _read_beside(chain(few, unknown))
    for chunk, said in read:
        for held, sentence in zip(chunk, said, strict=True):
            if sentence:
                wrong.append((held.evaluation, held.number, sentence))
            elif examined is not None:
                examined.add(held.key)
    for evaluation, number, sentence in sorted(wrong):
        yield f"第 {evaluation} 号自评表第 {number} 版{sentence}"


def _unknown(db: Database, examined: Examined | None, wrong: list[Wrong]) -> Iterator[Held]:
    """The versions that must be read; what shows without that goes to ``wrong``.

    That is content that is another now, and a list that tells other figures than the present
    version, which bears those that were found when it was saved.
    """
    sql = f"""
        SELECT versions.evaluation, number, content, digest,
            evaluations.year, evaluations.project, evaluations.unit, evaluations.department,
            search_words.words,
            {_OTHER_FIGURES}
        FROM versions
        LEFT JOIN evaluations ON evaluations.id = versions.evaluation
            AND evaluations.version = number
        LEFT JOIN search_words ON search_words.evaluation = evaluations.id
        ORDER BY versions.evaluation, number
    """  # noqa: S608  (our own names)
    for evaluation, number, content, digest, *cells, other_figures in db.execute(sql):
        if other_figures:
            wrong.append((evaluation, number, OTHER_FIGURES))
        if not codec.intact(content, str, digest):
            wrong.append((evaluation, number, "的内容与校验码不符"))
            continue
        listed = None if cells[0] is None else tuple(cells)
        key = b"" if examined is None else cache_key(digest, listed)
        if examined is None or key not in examined:
            yield Held(evaluation, number, content, listed, key)


def _read_beside(unknown: Iterator[Held]) -> Iterator[tuple[Sequence[Held], list[str]]]:
    """Chunk by chunk, in worker processes; where one fails, here."""
    under_way = deque[list[Held]]()

    def chunks() -> Iterator[list[Held]]:
        while chunk := list(islice(unknown, CHUNK)):
            under_way.append(chunk)
            yield chunk

    with closing(spread(read_held, chunks())) as read:
        for done in read:
            chunk = under_way.popleft()
            yield chunk, read_held(chunk) if done.exception() else done.result()


def read_held(chunk: Sequence[Held]) -> list[str]:
    """Of each version what is wrong with it, blank where nothing is."""
    return list(map(_read, chunk))


def _read(held: Held) -> str:
    try:
        form = codec.texts_of(held.content)
    except ArchiveError as error:
        return f"：{error}"
    words = findable_lines(searched_texts(form))
    if held.listed in {None, (*columns_of(form).values(), words)}:
        return ""
    return "与清单上的项目、单位或年度不符"


def _beside(db: Database) -> Iterator[str]:
    """What lies beside the versions: rule profiles, scans and papers."""
    sql = """
        SELECT DISTINCT rules, text FROM versions LEFT JOIN rule_texts ON rule_texts.digest = rules
        WHERE rules <> ''
    """
    for digest, text in db.execute(sql):
        if not codec.intact(text, str, digest):
            yield f"评分规则 {_printable(digest)[:8]} 缺失或与校验码不符"
    for number, evaluation, content, digest in db.execute(
        "SELECT id, evaluation, content, sha256 FROM scans ORDER BY id"
    ):
        if not codec.intact(content, bytes, digest):
            yield f"第 {evaluation} 号自评表的第 {number} 号扫描件与校验码不符"
    for evaluation, version, content, digest in db.execute(
        "SELECT evaluation, version, content, sha256 FROM papers ORDER BY evaluation, version"
    ):
        if not codec.intact(content, bytes, digest):
            yield f"第 {evaluation} 号自评表第 {version} 版留存的 PDF 与校验码不符"


def _printable(text: object) -> str:
    return "".join(char if char.isprintable() else " " for char in str(text))[:200]
