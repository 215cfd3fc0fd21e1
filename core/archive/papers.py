"""The paper of a final version: the very file that was made at 定稿, printed again as it was."""

from __future__ import annotations

from hashlib import sha256

from core.archive import codec
from core.archive.archive_rows import Rows
from core.archive.connection import now
from core.archive.errors import ArchiveError
from core.archive.late_evidence import with_same_paper
from core.archive.records import FINAL


def keep(rows: Rows, evaluation_id: int, version: int, content: bytes, program: str) -> None:
    """Keep the paper of a final version. The first one stays: whoever signed, signed that one."""
    if rows.version(evaluation_id, version)["state"] != FINAL:
        message = "先定稿，再留存定稿的 PDF"
        raise ArchiveError(message)
    rows.db.execute(
        "INSERT OR IGNORE INTO papers VALUES (?, ?, ?, ?, ?, ?)",
        [evaluation_id, version, now(), program, sha256(content).hexdigest(), content],
    )


def content(rows: Rows, evaluation_id: int, version: int) -> bytes | None:
    """The paper of a version as it was kept; ``None`` where none was.

    A version that only has more evidence bears the paper of the one that became final.
    """
    source = "papers WHERE evaluation = ? AND version = ?"
    history = rows.versions(evaluation_id)
    for number in with_same_paper(history, version):
        for row in rows.select(("content", "sha256"), source, [evaluation_id, number]):
            kept = row["content"]
            if codec.intact(kept, bytes, row["sha256"]):
                return bytes(kept)
            message = "定稿时留存的 PDF 与校验码不符，请从备份恢复"
            raise ArchiveError(message)
    return None
