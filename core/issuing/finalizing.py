"""定稿: a version is frozen together with its paper, or not at all; a reprint is that very file."""

from __future__ import annotations

from collections.abc import Callable

from core.archive.archive import Archive
from core.archive.errors import ArchiveError
from core.archive.records import FINAL, Summary
from core.issuing.form_pdf import pdf
from core.issuing.options import AS_IT_IS, PrintOptions
from core.issuing.stamping import filing_of
from core.output import OutputError
from core.report.sfnt import FaceError
from core.rules import rules_for_archived
from core.summary import summarize
from core.system_errors import reason
from core.version import VERSION
from core.years.last_year import assess_archived


def finalize(archive: Archive, evaluation_id: int, options: PrintOptions = AS_IT_IS) -> str:
    """定稿 of the present version; its 定稿编号.

    The form is assessed anew, so that no old count of errors decides.  Its PDF is made and kept in
    the same transaction.  Raises ``ArchiveError``, also where errors are left.
    """
    with archive.transaction():
        evaluation = archive.load(evaluation_id)
        rules = rules_for_archived(archive, evaluation_id, evaluation.profile)
        assessed = assess_archived(archive, evaluation_id, evaluation, rules)
        found: Summary = summarize(evaluation, assessed)
        if archive.entry(evaluation_id).state != FINAL:
            archive.save(evaluation_id, evaluation, found, rules=rules.text)
        number = archive.finalize(evaluation_id, errors=found.errors)
        paper_of(archive, evaluation_id, options=options, keep=True)
    return number


def paper_of(
    archive: Archive,
    evaluation_id: int,
    version: int | None = None,
    *,
    options: PrintOptions = AS_IT_IS,
    keep: bool = False,
) -> bytes:
    """The paper of a final version as it was kept, else made as it would have been then.

    ``keep``: one that had to be made (of an archive older than this) is kept from now on.
    Raises ``ArchiveError``, also for a version that is not final.
    """
    number = archive.entry(evaluation_id).version if version is None else version
    kept = archive.paper(evaluation_id, number)
    if kept is not None:
        return kept
    filing = filing_of(archive, evaluation_id, number)
    if not filing.final:
        message = f"第 {number} 版没有定稿"
        raise ArchiveError(message)
    evaluation = archive.load(evaluation_id, number)
    rules = rules_for_archived(archive, evaluation_id, evaluation.profile, number)
    made = _made(lambda: pdf(evaluation, rules=rules, options=options, filing=filing))
    if keep:
        archive.keep_paper(evaluation_id, number, made, VERSION)
    return made


def _made(make: Callable[[], bytes]) -> bytes:
    try:
        return make()
    except (OSError, OutputError, ImportError, MemoryError, FaceError) as error:
        why = reason(error) if isinstance(error, OSError) else str(error) or "内存不足"
        message = f"没有做成定稿的 PDF：{why}；什么都没有改动，请重试或重新安装程序"
        raise ArchiveError(message) from error
