"""FORM on the command line: a file, or the number of an evaluation in an archive."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.assessment import Assessment, assess
from core.commands.answer import CommandError
from core.model.evaluation import Evaluation
from core.model.selfeval import MAX_BYTES, FormFileError, loads
from core.reasons import reason, shown
from core.scoring.profile import RuleProfile, load_profile, profile_for

if TYPE_CHECKING:
    from core.archive.archive import Archive

UNREADABLE = {
    **dict.fromkeys((".xlsx", ".xls", ".et"), "Excel 表格"),
    **dict.fromkeys((".docx", ".doc", ".wps"), "Word 文档"),
}
"""Kinds of files that forms come in and that cannot be read yet."""

_MAX_DIGITS = 18
"""Numbers of evaluations have fewer digits than SQLite's integers."""


@dataclass(frozen=True, slots=True)
class FormAddress:
    """Where a form is: a file, or with ``archive`` a number in it."""

    form: str
    archive: str | None = None

    @property
    def inputs(self) -> tuple[Path, ...]:
        """The files that are read and must not be overwritten."""
        return (Path(self.archive if self.archive is not None else self.form),)

    def read(self) -> Evaluation:
        """The form. Raises ``CommandError`` or ``ArchiveError``."""
        if self.archive is None:
            return read_file(Path(self.form))
        number = evaluation_number(self.form)
        with opened(self.archive) as archive:
            return archive.load(number)

    def read_with_rules(self, profile: str | None = None) -> tuple[Evaluation, RuleProfile]:
        """The form and its rules: those of that name, else the ones kept with it, else its own.

        Raises ``CommandError``, ``ArchiveError`` and ``ProfileError``.
        """
        if self.archive is None or profile is not None:
            evaluation = self.read()
            return evaluation, rules_for(evaluation, profile)
        from core.rules import rules_for_archived

        number = evaluation_number(self.form)
        with opened(self.archive) as archive:
            evaluation = archive.load(number)
            return evaluation, rules_for_archived(archive, number, evaluation.profile)

    def read_assessed(
        self, profile: str | None = None
    ) -> tuple[Evaluation, RuleProfile, Assessment]:
        """As ``read_with_rules``, and assessed; of an archive beside last year's form."""
        if self.archive is None:
            evaluation, rules = self.read_with_rules(profile)
            return evaluation, rules, assess(evaluation, rules)
        from core.rules import rules_for_archived
        from core.years.last_year import assess_archived

        number = evaluation_number(self.form)
        with opened(self.archive) as archive:
            evaluation = archive.load(number)
            kept = rules_for_archived(archive, number, evaluation.profile)
            rules = kept if profile is None else load_profile(profile)
            return evaluation, rules, assess_archived(archive, number, evaluation, rules)


def read_file(path: Path) -> Evaluation:
    """The form in a file. Raises ``CommandError`` naming the file."""
    kind = UNREADABLE.get(path.suffix.lower())
    try:
        with path.open("rb") as stream:
            if kind is not None:
                message = (
                    f"{shown(path)}是 {kind}，目前只能读取 selfeval/1 的 JSON 文件和自评通的 PDF"
                )
                raise CommandError(message)
            # One byte more than allowed tells a file that is too large, or a device without end.
            data = stream.read(MAX_BYTES + 1)
        return _read_pdf(data) if data.startswith(b"%PDF-") else loads(data)
    except FormFileError as error:
        message = f"无法读取{shown(path)}：{error}"
        raise CommandError(message) from error
    except (OSError, ValueError) as error:
        # ValueError: a path with a NUL in it.
        why = reason(error) if isinstance(error, OSError) else "文件名不合规定"
        message = f"无法读取{shown(path)}：{why}"
        raise CommandError(message) from error


def _read_pdf(data: bytes) -> Evaluation:
    from core.exchange.pdf import read_pdf

    if len(data) > MAX_BYTES:
        raise FormFileError(f"文件超过 {MAX_BYTES // 1024 // 1024} MB，不像一份自评表，请核对文件")
    return read_pdf(data)


def evaluation_number(text: str) -> int:
    """The number of an evaluation as given on the command line. Raises ``CommandError``."""
    if not (text.isascii() and text.isdigit() and len(text) <= _MAX_DIGITS):
        message = f"{shown(text)}不是档案里的编号（用 list --archive 可以查看）"
        raise CommandError(message)
    return int(text)


def opened(archive: str) -> Archive:
    """The archive of that name, for reading. Raises ``ArchiveError``."""
    from core.archive.archive import Archive

    return Archive.open(Path(archive), read_only=True)


def assessed(evaluation: Evaluation, profile: str | None) -> Assessment:
    """The form's figures and problems, by ``rules_for``."""
    return assess(evaluation, rules_for(evaluation, profile))


def rules_for(evaluation: Evaluation, profile: str | None) -> RuleProfile:
    """The profile of that name, else the form's own, else the default one."""
    return profile_for(evaluation.profile) if profile is None else load_profile(profile)
