"""Is an archive sound? Every page, every reference, every version is read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from core.archive import codec
from core.archive.archive_rows import columns_of, words_of
from core.archive.cell_types import wrong_cells
from core.archive.database import Database
from core.archive.errors import DAMAGED, ArchiveError


def verify(db: Database) -> tuple[str, ...]:
    """A Chinese sentence for each thing that is wrong; nothing is changed."""
    try:
        return tuple(_findings(db))
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return (DAMAGED,)


def _findings(db: Database) -> Iterator[str]:
    for (line,) in db.execute("PRAGMA integrity_check"):
        if str(line).startswith("CHECK constraint failed"):
            continue  # said below with its column
        if line != "ok":
            yield f"档案文件已损坏（{_printable(line)}），请从备份恢复"
            return
    wrong = tuple(wrong_cells(db))
    yield from wrong
    if wrong:  # what follows believes the types
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
    yield from _versions(db)
    yield from _beside(db)


def _versions(db: Database) -> Iterator[str]:
    """Each version is what was saved, and the list shows what the present one says."""
    sql = """
        SELECT versions.evaluation, number, content, digest, search_words.words,
            evaluations.year, evaluations.project, evaluations.unit, evaluations.department
        FROM versions
        LEFT JOIN evaluations ON evaluations.id = versions.evaluation
            AND evaluations.version = number
        LEFT JOIN search_words ON search_words.evaluation = evaluations.id
        ORDER BY versions.evaluation, number
    """
    for evaluation, number, content, digest, words, year, *head in db.execute(sql):
        place = f"第 {evaluation} 号自评表第 {number} 版"
        if not codec.intact(content, str, digest):
            yield f"{place}的内容与校验码不符"
            continue
        try:
            form = codec.decode(content)
        except ArchiveError as error:
            yield f"{place}：{error}"
            continue
        if head[0] is not None:
            listed = (year, *head, words)
            if listed != (*columns_of(form).values(), words_of(form)):
                yield f"{place}与清单上的项目、单位或年度不符"


def _beside(db: Database) -> Iterator[str]:
    """What lies beside the versions: rule profiles, scans and papers."""
    sql = """
        SELECT DISTINCT rules, text FROM versions LEFT JOIN rule_texts ON rule_texts.digest = rules
        WHERE rules <> ''
    """
    for digest, text in db.execute(sql):
        if not codec.intact(text, str, digest):
            yield f"规则包 {_printable(digest)[:8]} 缺失或与校验码不符"
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
