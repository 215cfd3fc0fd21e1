"""FORM on the command line: a file, or the number of an evaluation in an archive."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from core.assessment import Assessment, assess
from core.commands.answer import CommandError
from core.exchange.own_forms import chosen, own_forms
from core.model.evaluation import Evaluation
from core.quoting import shown
from core.scoring.profile import RuleProfile
from core.scoring.profile_file import load_profile, profile_for

if TYPE_CHECKING:
    from core.archive.archive import Archive
    from core.issuing.stamping import Filing

_MAX_DIGITS = 18
"""Numbers of evaluations have fewer digits than SQLite's integers."""


class AssessedForm(Struct, frozen=True):
    """A form with its rules and what follows from them; ``filing``: where an archive has it."""

    evaluation: Evaluation
    rules: RuleProfile
    assessment: Assessment
    filing: Filing | None = None


class FormAddress(Struct, frozen=True):
    """Where a form is: a file, or with ``archive`` a number in it.

    ``number``: which of a file of several forms, from 1.
    """

    form: str
    archive: str | None = None
    number: int | None = None

    @property
    def inputs(self) -> tuple[Path, ...]:
        """The files that are read and must not be overwritten."""
        return (Path(self.archive if self.archive is not None else self.form),)

    def read(self) -> Evaluation:
        """The form. Raises ``CommandError``, ``ExchangeError`` or ``ArchiveError``."""
        if self.archive is None:
            return chosen(Path(self.form), _forms_in(Path(self.form)), self.number)
        number = evaluation_number(self.form)
        with opened(self.archive) as archive:
            return archive.load(number)

    def read_all(self) -> tuple[Evaluation, ...]:
        """All forms of a file, or the one that is chosen. Raises as ``read`` does."""
        if self.archive is not None or self.number is not None:
            return (self.read(),)
        return _forms_in(Path(self.form))

    def read_with_rules(self, profile: str | None = None) -> tuple[Evaluation, RuleProfile]:
        """The form and its rules: those of that name, else the ones kept with it, else its own.

        Raises as ``read`` does, and ``ProfileError``.
        """
        if self.archive is None or profile is not None:
            evaluation = self.read()
            return evaluation, rules_for(evaluation, profile)
        from core.rules import rules_for_archived

        number = evaluation_number(self.form)
        with opened(self.archive) as archive:
            evaluation = archive.load(number)
            return evaluation, rules_for_archived(archive, number, evaluation.profile)

    def read_assessed(self, profile: str | None = None) -> AssessedForm:
        """As ``read_with_rules``, assessed; of an archive beside last year's form."""
        if self.archive is None:
            evaluation, rules = self.read_with_rules(profile)
            return AssessedForm(evaluation, rules, assess(evaluation, rules))
        from core.issuing.stamping import filing_of
        from core.rules import rules_for_archived
        from core.years.last_year import assess_archived

        number = evaluation_number(self.form)
        with opened(self.archive) as archive:
            evaluation = archive.load(number)
            own = rules_for_archived(archive, number, evaluation.profile)
            rules = own if profile is None else load_profile(profile)
            assessment = assess_archived(archive, number, evaluation, rules)
            return AssessedForm(evaluation, rules, assessment, filing_of(archive, number))


def _forms_in(path: Path) -> tuple[Evaluation, ...]:
    """All forms of a file. Raises ``ExchangeError``."""
    own = own_forms(path)
    if own is not None:
        return own
    from core.exchange.form_files import read_form_file  # brings what reads other programs' files

    return read_form_file(path).forms


def evaluation_number(text: str) -> int:
    """The number of an evaluation as given on the command line. Raises ``CommandError``."""
    if not (text.isascii() and text.isdigit() and len(text) <= _MAX_DIGITS):
        message = f"{shown(text)}不是档案里的编号（用 list --archive 可以查看）"
        raise CommandError(message)
    return int(text)


def opened(archive: str) -> Archive:
    """The archive of that name, for reading. Raises ``ArchiveError``."""
    from core.archive.archive import Archive

    found = Archive.open(Path(archive), read_only=True)
    if found.news and sys.stderr is not None:
        sys.stderr.write(found.news + "\n")
    return found


def rules_for(evaluation: Evaluation, profile: str | None) -> RuleProfile:
    """The profile of that name, else the form's own, else the default one."""
    return profile_for(evaluation.profile) if profile is None else load_profile(profile)
