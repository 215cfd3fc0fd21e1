"""佐证材料 that comes after 定稿: added to the final form, and nothing else of it changes.

The signed paper shows no evidence, but whoever audits it asks for more.  So each addition is a
further version of the same final form, under the same 定稿编号 and with the same paper; who added
what and when stands in the history like everything else.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from core.archive import codec
from core.archive.archive_rows import Rows, sound
from core.archive.connection import now
from core.archive.errors import ArchiveError
from core.archive.records import FINAL, VersionInfo
from core.archive.stages import FIGURES
from core.model.edits import map_columns
from core.model.evaluation import ROOT, Evaluation, Evidence, Files
from core.model.fields import Kind, only

T = TypeVar("T")

NOT_FINAL = "这份自评表还没有定稿，佐证材料直接登记即可"
MORE_THAN_ADDED = "定稿以后只能添加佐证材料，已有的不能替换或移去，别的内容也不能改"


def add_evidence(rows: Rows, evaluation_id: int, form: Evaluation) -> int:
    """Save a final form with more evidence, as a version of its own; its number."""
    row = rows.evaluation(evaluation_id)
    rows.refuse_stale(row)
    if row["state"] != FINAL:
        raise ArchiveError(NOT_FINAL)
    number = int(row["version"])
    present = rows.version(evaluation_id, number)
    before = sound(evaluation_id, number, present)
    if form == before:
        return number
    if not only_adds_evidence(before, form):
        raise ArchiveError(MORE_THAN_ADDED)
    content = codec.encode(form)
    kept = ("state", "final_number", "finalized", "rules", *FIGURES)
    rows.insert_version(
        evaluation_id,
        number + 1,
        {name: present[name] for name in kept}
        | {"content": content, "digest": codec.digest(content)}
        | {"printed_digest": codec.printed_digest(form)},
    )
    rows.update(row, {"version": number + 1, "changed": now()})
    return number + 1


def only_adds_evidence(before: Evaluation, after: Evaluation) -> bool:
    """Whether a form is another one with files behind those that it had, at rows or as a whole."""
    grown = zip(_files(before), _files(after), strict=False)
    return _without_evidence(before) == _without_evidence(after) and all(
        new[: len(old)] == old for (_, old), (_, new) in grown
    )


def with_same_paper(history: tuple[VersionInfo, ...], number: int) -> tuple[int, ...]:
    """The versions that bear the paper of this one: itself, and what came to it after 定稿."""
    final = next((info.final_number for info in history if info.number == number), "")
    same = (info.number for info in history if final and info.final_number == final)
    return tuple(same) or (number,)


def added_evidence(before: Evaluation, after: Evaluation) -> Iterator[tuple[int, Evidence]]:
    """What a version has more than the one before it, each file with its row (``ROOT``: none)."""
    for (node, old), (_, new) in zip(_files(before), _files(after), strict=False):
        yield from ((node, one) for one in new[len(old) :])


def _files(form: Evaluation) -> Iterator[tuple[int, Files]]:
    yield ROOT, form.evidence
    for row in form.indicators:
        yield row.id, row.evidence


def _without_evidence(form: Evaluation) -> Evaluation:
    return map_columns(_bare(form), lambda _parent, _column, nodes: tuple(map(_bare, nodes)))


def _bare(node: T) -> T:
    return only(node, lambda field: field.kind is not Kind.FILES)
