"""``export-all``: many forms of an archive, each as a file of its own in one folder."""

from __future__ import annotations

from pathlib import Path

from core.archive.overview import project_of
from core.commands.answer import REFUSED, Answer, CommandError
from core.commands.forms import opened
from core.commands.print_command import note_all_issued
from core.issuing.batch import Batch, Clash, Outcome
from core.issuing.batch_report import report, summary_of
from core.issuing.options import Paper
from core.issuing.printing import archived
from core.reasons import shown

KINDS = {
    "pdf": Paper.FORM,
    "annex": Paper.ANNEX,
    "xlsx": Paper.EXCEL,
    "docx": Paper.WORD,
    "report": Paper.REPORT,
    "json": Paper.DATA,
}
"""The papers that can be had, by the words for them."""


def export_all(
    archive: str, folder: Path, *, year: str | None, search: str, kind: str, replace: bool
) -> Answer:
    """Write the forms that ``list`` would list; ``REFUSED`` where none could be written."""
    paper = KINDS.get(kind)
    if paper is None:
        raise CommandError(f"没有名为{shown(kind)}的种类，可以是 {'、'.join(KINDS)}")
    if folder.exists() and not folder.is_dir():
        raise CommandError(f"{shown(folder)}不是文件夹，请写明一个文件夹")
    with opened(archive) as store:
        entries = store.list(year, search)
        if not entries:
            raise CommandError(f"{shown(archive)}里没有符合条件的自评表，没有导出")
        folder.mkdir(exist_ok=True)
        note_all_issued(Path(archive), [entry.id for entry in entries])
        done = list(
            Batch(
                forms=[(entry.id, f"第 {entry.id} 号 {project_of(entry)}") for entry in entries],
                folder=folder,
                load=lambda number: archived(store, number, paper),
                clash=Clash.REPLACE if replace else Clash.RENAME,
            ).write_all()
        )
    wrong = report([one for one in done if one.outcome is not Outcome.WRITTEN])
    if len(wrong) and not any(one.outcome is Outcome.WRITTEN for one in done):
        return Answer("", REFUSED, wrong)
    return Answer(f"{summary_of(done)}，在{shown(folder)}", complaint=wrong)
