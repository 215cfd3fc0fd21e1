"""What the paper says of its file: the digest of its content, and where an archive has it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

from core.archive import codec
from core.archive.errors import NotFoundError
from core.archive.lineage import corrected_number
from core.archive.records import FINAL, moment_of
from core.beijing import BEIJING
from core.issuing.options import PrintOptions
from core.model.evaluation import Evaluation
from core.report.page_marks import Mark, Printed, Stamp, code_of

if TYPE_CHECKING:
    from core.archive.archive import Archive
    from core.archive.records import VersionInfo


class Filing(Struct, frozen=True):
    """Where a form stands in an archive, and since when it is as it is."""

    number: int
    version: int
    final: bool
    saved: datetime | None
    final_number: str = ""
    corrected: str | None = None
    """Of a 更正: the 定稿编号 that it corrects, blank where that is not known."""

    @classmethod
    def of(cls, number: int, info: VersionInfo, corrected: str | None = None) -> Filing:
        """The filing of a version of the evaluation of this number."""
        saved = moment_of(info.finalized or info.saved)
        return cls(number, info.number, info.state == FINAL, saved, info.final_number, corrected)

    @property
    def correction(self) -> str:
        """更正定稿 2021-001: of a 更正 what it corrects, else nothing."""
        return "" if self.corrected is None else f"更正定稿 {self.corrected}".rstrip()

    @property
    def name_parts(self) -> tuple[str, str]:
        """What a file's name tells of it; a 更正 names its own number before the corrected one."""
        own = self.final_number if self.correction else ""
        return f"定稿{own}" if self.final else "", self.correction.replace(" ", "")

    @property
    def words(self) -> str:
        """The filing in the words of the footer."""
        state = (f"定稿 {self.final_number}").rstrip() if self.final else "草稿"
        state += f"（{self.correction}）" if self.correction else ""
        date = f"{self.saved.astimezone(BEIJING):%Y-%m-%d}" if self.saved else ""
        return f"第 {self.number} 号 第 {self.version} 版 {state} {date}".rstrip()


def marked_draft(options: PrintOptions, filing: Filing | None) -> bool:
    """Whether 草稿 stands across the pages of a form: asked for, or a draft's with its version."""
    return options.draft or (filing is not None and not filing.final and not options.plain)


def filing_of(archive: Archive, number: int, version: int | None = None) -> Filing:
    """The filing of a version, else of the present one. Raises ``ArchiveError``."""
    entry = archive.entry(number)
    if version is None:
        version = entry.version
    info = next((info for info in archive.history(number) if info.number == version), None)
    if info is None:
        message = f"第 {number} 号自评表没有第 {version} 版"
        raise NotFoundError(message)
    return Filing.of(number, info, corrected_number(archive, entry))


def content_code(evaluation: Evaluation) -> str:
    """The eight characters that stand for what the paper shows, see ``printed_head``.

    On older papers they stand for all that the version held, see ``content_codes``.
    """
    return code_of(codec.printed_digest(evaluation))


def content_codes(evaluation: Evaluation) -> frozenset[str]:
    """The codes that papers of this content may bear: today's, and that of older programs."""
    return frozenset({content_code(evaluation), code_of(codec.digest(codec.encode(evaluation)))})


def stamp_of(
    evaluation: Evaluation,
    score: Decimal | None,
    filing: Filing | None,
    printed: Printed = Printed.FORM,
) -> Stamp:
    """The stamp of one of a form's papers; outside an archive it tells the content only."""
    code, words = content_code(evaluation), printed.title
    if filing is None:
        return Stamp(Mark(code, score=score, printed=printed), words)
    mark = Mark(code, filing.number, filing.version, score=score, printed=printed)
    return Stamp(mark, f"{words} {filing.words}".lstrip())
