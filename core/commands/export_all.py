"""``export-all``: many forms of an archive, each as a file of its own in one folder."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from core.archive.overview import project_of
from core.commands.answer import REFUSED, Answer, CommandError
from core.commands.export_command import refuse_blank
from core.commands.forms import opened
from core.commands.print_command import note_all_issued
from core.issuing.batch import Batch, Clash, Outcome
from core.issuing.batch_report import report, summary_of
from core.issuing.blanks import prove
from core.issuing.options import Paper, PrintOptions
from core.issuing.printing import archived
from core.quoting import shown

KINDS = {
    "pdf": Paper.FORM,
    "annex": Paper.ANNEX,
    "xlsx": Paper.EXCEL,
    "docx": Paper.WORD,
    "report": Paper.REPORT,
    "json": Paper.DATA,
}
"""The papers that can be had, by the words for them."""


class Wanted(Struct, frozen=True):
    """Which forms (as ``list`` lists them) come out as what, or ``into`` a bureau's blank."""

    year: str | None = None
    search: str = ""
    kind: str = "pdf"
    into: Path | None = None

    @property
    def options(self) -> PrintOptions:
        """How each is made. Raises ``CommandError`` or ``ExchangeError`` where that cannot be."""
        if self.into is not None:
            refuse_blank(self.into)
            prove(self.into)
            return PrintOptions(paper=Paper.BLANK, blank=self.into.name)
        paper = KINDS.get(self.kind)
        if paper is None:
            raise CommandError(f"没有名为{shown(self.kind)}的种类，可以是 {'、'.join(KINDS)}")
        return PrintOptions(paper=paper)


def export_all(archive: str, folder: Path, wanted: Wanted, *, overwrite: bool) -> Answer:
    """Write the forms that ``list`` would list; ``REFUSED`` where none could be written."""
    options = wanted.options
    if folder.exists() and not folder.is_dir():
        raise CommandError(f"{shown(folder)}不是文件夹，请写明一个文件夹")
    with opened(archive) as store:
        entries = store.list(wanted.year, wanted.search)
        if not entries:
            raise CommandError(f"{shown(archive)}里没有符合条件的自评表，没有导出")
        folder.mkdir(exist_ok=True)
        note_all_issued(Path(archive), [entry.id for entry in entries])
        done = list(
            Batch(
                forms=[(entry.id, f"第 {entry.id} 号 {project_of(entry)}") for entry in entries],
                folder=folder,
                load=lambda number: replace(
                    archived(store, number, options.paper), options=options
                ),
                blank=wanted.into,
                clash=Clash.REPLACE if overwrite else Clash.RENAME,
            ).write_all()
        )
    wrong = report([one for one in done if one.outcome is not Outcome.WRITTEN])
    if len(wrong) and not any(one.outcome is Outcome.WRITTEN for one in done):
        return Answer("", REFUSED, wrong)
    told = report(
        [one for one in done if one.outcome is Outcome.WRITTEN and (one.lost or one.told)]
    )
    said = f"{summary_of(done)}，在{shown(folder)}"
    return Answer("\n".join(filter(None, (said, told))), complaint=wrong, done=said)
