"""A new form on the paper of one place, with the points of its rules; and is it a second one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from core.archive.records import FINAL, Entry
from core.model.evaluation import Evaluation, Fund, fresh_id
from core.model.number import normalized, plain
from core.model.path import Path, write_all
from core.scoring.execution import total_fund
from core.scoring.profile_file import profile_for
from core.sheet.layout import layout_for

REPORTER, TELEPHONE = "填报人", "联系电话"


class UnitDetails(Struct, frozen=True):
    """What is the same on all forms of a unit; what is blank is not known."""

    unit: str = ""
    department: str = ""
    reporter: str = ""
    telephone: str = ""

    @classmethod
    def of(cls, form: Evaluation) -> UnitDetails:
        """What a form says."""
        people = {part.name: part.text for part in form.signatures}
        return cls(form.unit, form.department, people.get(REPORTER, ""), people.get(TELEPHONE, ""))

    @property
    def blank(self) -> bool:
        """Whether nothing is known."""
        return self == UnitDetails()

    def over(self, other: UnitDetails) -> UnitDetails:
        """These details, and where one is blank the other's."""
        return UnitDetails(
            self.unit or other.unit,
            self.department or other.department,
            self.reporter or other.reporter,
            self.telephone or other.telephone,
        )

    def sign(self, form: Evaluation) -> Evaluation:
        """The form with who fills it in, where it has a place for that and leaves it blank."""
        people = {REPORTER: self.reporter, TELEPHONE: self.telephone}
        return replace(
            form,
            signatures=tuple(
                replace(part, text=part.text or people.get(part.name, ""))
                for part in form.signatures
            ),
        )


def new_form(layout: str = "", profile: str = "") -> Evaluation:
    """The usual blank form on this 版式, scored by this 评分规则 (the layout's own if none)."""
    from core.templates import blank

    paper = layout_for(layout)
    rules = profile_for(profile or paper.profile)
    form = replace(
        blank(), template=paper.name, profile=rules.name, money_unit=paper.money_unit, funds=()
    )
    first = fresh_id(form)
    funds = tuple(
        Fund(id=first + at, name=name, points="—") for at, name in enumerate(paper.fund_rows)
    )
    total = total_fund(funds)
    points = plain(rules.execution_points)
    return replace(
        form,
        funds=tuple(replace(fund, points=points) if fund is total else fund for fund in funds),
    )


def copied(form: Evaluation) -> Evaluation:
    """A copy as a new draft: nothing of it is approved or corrected, so nothing is explained."""
    explained = ((Path(row.id, "adjustment"), "") for row in form.indicators)
    own = replace(form, targets_approved="", adjustment="", correction_reason="")
    return write_all(own, explained)


def same_project(entry: Entry, evaluation: Evaluation) -> bool:
    """Whether a form is the second one of the same project, unit and year in an archive.

    A correction is meant to be; a form without a project's name is nobody's yet, and the shipped
    sample never is.
    """
    return bool(doubles([entry], [evaluation]))


def doubles(entries: Iterable[Entry], forms: Sequence[Evaluation]) -> tuple[int, ...]:
    """Which of these forms are second ones: of what an archive has, or of one before them."""
    known = {
        _identity(entry) for entry in entries if entry.corrects is None and not entry.is_sample
    }
    found = []
    for at, form in enumerate(forms):
        identity = _identity(form)
        if identity in known and identity[1]:
            found.append(at)
        known.add(identity)
    return tuple(found)


def draft_of(entries: Iterable[Entry], form: Evaluation) -> Entry | None:
    """The newest draft of the same project, unit and year, a correction too: it can be filled in.

    ``None`` where there is none, or what is there is 定稿.
    """
    wanted = _identity(form)
    drafts = (one for one in entries if one.state != FINAL and not one.is_sample)
    same = [one for one in drafts if wanted[1] and _identity(one) == wanted]
    return max(same, key=lambda one: one.id, default=None)


def _identity(form: Entry | Evaluation) -> tuple[int | str, str, str]:
    return form.year, _bare(form.project), _bare(form.unit)


def _bare(text: str) -> str:
    return "".join(normalized(text).split())
