"""``check``: the problems of a form."""

from __future__ import annotations

from pathlib import Path

from core.checks.cards import Card, errors_in_words
from core.checks.problem import Problem, Severity
from core.commands.answer import DONE, HAS_ERRORS, Answer, as_json
from core.commands.forms import FormAddress
from core.commands.print_command import note_issued, refuse_ending
from core.issuing.form_pdf import annex_pdf
from core.issuing.heading import heading
from core.output import place_for, write_whole
from core.quoting import one_line, shown
from core.sheet.page_setup import UPRIGHT, PageSetup

_WORDS = {Severity.ERROR: "错误", Severity.WARNING: "提醒"}


def check(
    address: FormAddress,
    *,
    profile: str | None,
    json: bool,
    report: Path | None = None,
    setup: PageSetup = UPRIGHT,
) -> Answer:
    """List the problems; the status tells whether one of them is an error.

    ``report``: where the 评分底稿 goes, as PDF; ``setup``: how its pages lie.
    """
    if report is not None:
        refuse_ending(report, (".pdf",))
        place_for(report, address.inputs)
        note_issued(address)
    read = address.read_assessed(profile)
    assessment = read.assessment
    if report is not None:
        made = annex_pdf(read.evaluation, assessment, read.rules, read.filing, setup=setup)
        write_whole(report, made, inputs=address.inputs)
    done = "" if report is None else f"评分底稿已写到{shown(report)}"
    status = HAS_ERRORS if assessment.errors else DONE
    if json:
        return Answer(
            as_json({"problems": list(map(_object, assessment.problems))}), status, done=done
        )
    _, warnings = assessment.counts
    return Answer(
        "\n\n".join(
            (
                f"{heading(read.evaluation)}，评分规则 {assessment.scorecard.profile}",
                *map(_paragraph, assessment.cards),
                f"共 {errors_in_words(assessment.cards)}，{warnings} 个提醒",
            )
        ),
        status,
        done=done,
    )


def _object(problem: Problem) -> dict[str, object]:
    told: dict[str, object] = {
        "code": problem.code,
        "severity": problem.severity.value,
        "place": problem.place,
        "title": problem.title,
        "message": problem.message,
        "remedy": problem.remedy,
    }
    if problem.kept:
        told["kept"] = problem.kept
    if problem.unfilled:
        told["unfilled"] = True
    return told


def _paragraph(card: Card) -> str:
    title = one_line(card.title)
    subject = f"{title}：" if title else ""
    kept = f"\n      已保留，说明：{one_line(card.kept)}" if card.kept else ""
    first, *others = map(one_line, card.parts)
    more = "".join(f"\n      {part}" for part in others)
    return (
        f"{_WORDS[card.severity]}  {subject}{first}{more}\n"
        f"      → {one_line(card.remedy)}（{'、'.join(card.codes)}，{card.lead.place}）{kept}"
    )
