"""The life of a form: 草稿, 定稿 (numbered, frozen), 签章 (the scan filed with it), 更正.

A final version never changes.  A final form that nobody has signed can be taken back; a signed one
only be corrected: by a new evaluation that is linked to it and begins with its words.
"""

from __future__ import annotations

from hashlib import sha256

from msgspec.structs import replace

from core.archive import codec
from core.archive.archive_rows import Row, Rows, sound
from core.archive.connection import now
from core.archive.errors import ArchiveError, NotFoundError
from core.archive.issued_numbers import next_final_number
from core.archive.records import DRAFT, FINAL, Entry, Scan

MOST_BYTES = 100 * 1024 * 1024
"""A larger scan is a mistake: a hundred pages in colour have less."""

_SCAN = ("id", "evaluation", "version", "name", "pages", "added", "sha256")


def finalize(rows: Rows, evaluation_id: int, errors: int | None) -> str:
    """定稿: number the present version and freeze it; its number."""
    row = rows.evaluation(evaluation_id)
    rows.refuse_stale(row)
    number = int(row["version"])
    present = rows.version(evaluation_id, number)
    if row["state"] == FINAL:
        return str(row["final_number"])
    left = int(present["errors"]) if errors is None else errors
    if left:
        message = f"还有 {left} 个错误没有改正，不能定稿"
        raise ArchiveError(message)
    # Taken back and finalized again without a change, it is the same paper.
    final_number = str(present["final_number"]) or next_final_number(rows.db, row["year"])
    moment = now()
    author, by = str(present["author"]), f"定稿 {rows.author}"
    if rows.author and rows.author != author and not author.endswith(by):
        author = f"{author}，{by}" if author else rows.author
    rows.update_version(
        evaluation_id,
        number,
        {
            "state": FINAL,
            "final_number": final_number,
            "finalized": str(present["finalized"]) or moment,
            "author": author,
        },
    )
    rows.update(row, {"state": FINAL, "final_number": final_number, "changed": moment})
    return final_number


def refuse_final(entry: Entry) -> None:
    """Raise ``ArchiveError`` where an evaluation takes no change."""
    if entry.state == FINAL:
        message = "这份自评表已定稿，要修改请先撤回定稿"
        raise ArchiveError(message)


def reopen(rows: Rows, evaluation_id: int) -> None:
    """撤回定稿."""
    row = rows.evaluation(evaluation_id)
    if row["signed"]:
        message = "这份自评表已签章归档，不能撤回定稿，要修改请用“更正”"
        raise ArchiveError(message)
    rows.update(row, {"state": DRAFT, "final_number": "", "changed": now()})


def correction_of(rows: Rows, evaluation_id: int) -> int | None:
    """The newest correction of an evaluation that is listed."""
    source = "evaluations WHERE corrects = ? AND trashed = '' ORDER BY id DESC"
    return next((row["id"] for row in rows.select(("id",), source, [evaluation_id])), None)


def correct(rows: Rows, evaluation_id: int, reason: str) -> int:
    """更正: a new draft with the words of the final form and the reason, linked to it; its number.

    The reason of an earlier correction is its own and does not come along.
    """
    row = rows.evaluation(evaluation_id)
    if row["state"] != FINAL:
        message = "这份自评表还没有定稿，直接修改即可，不用更正"
        raise ArchiveError(message)
    other = correction_of(rows, evaluation_id)
    if other is not None:
        message = f"这份自评表已有更正（第 {other} 号），请接着改那一份"
        raise ArchiveError(message)
    old = rows.version(evaluation_id, int(row["version"]))
    moment = now()
    taken = {name: row[name] for name in _TAKEN}
    new = rows.insert_evaluation(
        taken
        | {"words": "", "state": DRAFT, "created": moment, "changed": moment, "version": 1}
        | {"corrects": evaluation_id, "follows": row["follows"], "sample": row["sample"]},
        rows.words(evaluation_id),
    )
    text = {name: old[name] for name in _TEXT} | _with_reason(evaluation_id, old, reason)
    rows.insert_version(new, 1, text | {name: old[name] for name in FIGURES})
    return new


def _with_reason(evaluation_id: int, old: Row, reason: str) -> Row:
    """The columns of a version's text that another 更正原因 changes; no paper shows it."""
    form = sound(evaluation_id, int(old["number"]), old)
    if form.correction_reason == reason:
        return {}
    content = codec.encode(replace(form, correction_reason=reason))
    return {"content": content, "digest": codec.digest(content)}


def file_scan(rows: Rows, evaluation_id: int, name: str, content: bytes, pages: int) -> Scan:
    """File the scan of the signed paper with the final version that was signed.

    The very same file twice is filed once.
    """
    row = rows.evaluation(evaluation_id)
    if row["state"] != FINAL:
        message = "先定稿，再归档签章扫描件"
        raise ArchiveError(message)
    if not content or len(content) > MOST_BYTES:
        message = "扫描件是空的" if not content else "扫描件超过 100 MB，请降低分辨率后再归档"
        raise ArchiveError(message)
    digest, version = sha256(content).hexdigest(), int(row["version"])
    for scan in scans(rows, evaluation_id):
        if scan.sha256 == digest:
            return scan
    moment = now()
    rows.db.library.table("scans").insert(
        {
            "evaluation": evaluation_id,
            "version": version,
            "name": name,
            "pages": pages,
            "added": moment,
            "sha256": digest,
            "content": content,
        }
    )
    rows.update(row, {"signed": row["signed"] or moment, "changed": moment})
    return scans(rows, evaluation_id)[-1]


def scans(rows: Rows, evaluation_id: int) -> tuple[Scan, ...]:
    """The scans of an evaluation, the first first, without their content."""
    rows.evaluation(evaluation_id)
    found = rows.select(_SCAN, "scans WHERE evaluation = ? ORDER BY id", [evaluation_id])
    return tuple(Scan(**row) for row in found)


def scan_content(rows: Rows, scan_id: int) -> bytes:
    """The file of a scan, as it was filed."""
    for row in rows.select(("content", "sha256"), "scans WHERE id = ?", [scan_id]):
        content = row["content"]
        if codec.intact(content, bytes, row["sha256"]):
            return bytes(content)
        message = "扫描件与归档时的校验码不符，请从备份恢复"
        raise ArchiveError(message)
    message = f"档案里没有第 {scan_id} 号扫描件"
    raise NotFoundError(message)


_TEXT = ("content", "digest", "printed_digest", "rules")
FIGURES = ("total_score", "total_points", "grade", "rate", "errors", "warnings", "unfilled")
_TAKEN = ("year", "project", "unit", "department", *FIGURES)
