"""``demo``: the whole way of a form, from archive to paper, where there is no display."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from core.archive.opening import open_or_create
from core.assessment import assess
from core.commands.answer import Answer
from core.commands.forms import rules_for
from core.issuing.form_pdf import pdf
from core.issuing.heading import heading
from core.issuing.options import PrintOptions
from core.model.number import ZERO, plain
from core.output import write_whole
from core.places import ARCHIVE_NAME
from core.quoting import shown
from core.sample import sample
from core.summary import summarize

Draw = Callable[[Path, int, Path], None]
"""Saves a picture of the window with one evaluation of an archive open in it."""


def demo(folder: Path, draw: Draw) -> Answer:
    """Archive, score, check and print the sample, and picture the window, all in ``folder``."""
    archive, paper, picture = (folder / name for name in (ARCHIVE_NAME, "自评表.pdf", "窗口.png"))
    evaluation = sample()
    rules = rules_for(evaluation, None)
    assessment = assess(evaluation, rules)
    with open_or_create(archive) as store:
        # Run again, it meets its own work of last time; whatever else is there stays.
        same = [e.id for e in store.list() if store.load(e.id) == evaluation]
        number = (
            same[0]
            if same
            else store.add(
                evaluation, summarize(evaluation, assessment), rules=rules.text, sample=True
            )
        )
    # Plain: to be laid beside the original, which it must match.
    write_whole(paper, pdf(evaluation, options=PrintOptions(plain=True)))
    draw(archive, number, picture)
    card = assessment.scorecard
    errors, warnings = assessment.counts
    headline = (
        f"{heading(evaluation)}：总分 {plain(card.total_score or ZERO)}，等级 {card.grade}，"
        f"{errors} 个错误，{warnings} 个提醒"
    )
    places = (
        f"档案  {shown(archive)}（第 {number} 号）",
        f"纸面  {shown(paper)}",
        f"窗口  {shown(picture)}",
    )
    return Answer("\n".join((headline, *places)), done=f"演示的文件已写到{shown(folder)}")
