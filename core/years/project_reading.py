"""Reading a project out of the texts of its forms, in a worker or here.

A worker loads what stands here, and no archive, cache or further workers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from msgspec.structs import replace

from core.archive.errors import ArchiveError
from core.archive.records import FINAL, Entry
from core.archive.version_text import VersionText
from core.model.evaluation import Evaluation
from core.rules import rules_of
from core.scoring.profile import RuleProfile
from core.scoring.score import score
from core.scoring.scorecard import Scorecard
from core.years.improvement import answers
from core.years.project import Project, project_of


class ProjectTexts(NamedTuple):
    """A form on its way to be read; ``later``: the form of the year after, where there is one."""

    entry: Entry
    text: VersionText
    later: VersionText | None

    @property
    def rules(self) -> str:
        """The rules that the form brings along: a draft follows those of today."""
        return self.text.rules if self.entry.state == FINAL else ""

    @property
    def checked(self) -> ProjectTexts:
        """The same, of texts that were found to be intact."""
        later = self.later and replace(self.later, checked=True)
        return ProjectTexts(self.entry, replace(self.text, checked=True), later)


def read_projects(texts: Iterable[ProjectTexts]) -> list[Project]:
    """The projects of these forms. Raises ``ArchiveError`` and ``ProfileError``."""
    rules = lru_cache(maxsize=8)(rules_of)  # of thousands of forms most have the same
    return [_read(one, rules) for one in texts]


def _read(texts: ProjectTexts, rules: Callable[[str, str], RuleProfile]) -> Project:
    evaluation = texts.text.form
    card = score(evaluation, rules(texts.rules, evaluation.profile), once=True)
    found = project_of(texts.entry, evaluation, card)
    if texts.later is not None and any(one.reason for one in found.shortfalls):
        return _answered(found, evaluation, card, texts.later)
    return found


def _answered(
    project: Project, evaluation: Evaluation, card: Scorecard, after: VersionText
) -> Project:
    """The project with what the form of the year after says of its measures."""
    try:
        later = after.rows
    except ArchiveError:
        return project  # this year's figures stand all the same; verify tells what is wrong there
    told = zip(project.shortfalls, answers(evaluation, later, card), strict=True)
    return replace(project, shortfalls=tuple(replace(one, answer=said) for one, said in told))
