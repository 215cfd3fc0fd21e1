"""The paper of a form as a PDF, by its print options: of a file, of an archive, for publication."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from core.assessment import Assessment
from core.filling.unused_rows import unused_on_paper
from core.issuing.heading import heading
from core.issuing.options import AS_IT_IS, PrintOptions
from core.issuing.publication import for_publication, still_personal
from core.issuing.stamping import Filing, marked_draft, stamp_of
from core.model.evaluation import Evaluation
from core.model.number import plain
from core.model.selfeval import dumps
from core.quoting import one_line
from core.scoring.profile import RuleProfile
from core.scoring.profile_file import profile_for
from core.scoring.score import score
from core.sheet.form import lay_out
from core.sheet.layout import Layout, layout_for
from core.sheet.page_setup import UPRIGHT, PageSetup
from core.sheet.sheet import Sheet
from core.sheet.unshown import unshown, unshown_in_words


def pdf(
    evaluation: Evaluation,
    *,
    rules: RuleProfile | None = None,
    options: PrintOptions = AS_IT_IS,
    filing: Filing | None = None,
    tell: Callable[[str], object] | None = None,
) -> bytes:
    """The paper form with its data, computed by ``rules`` or by the profile that the form names.

    ``filing``: where an archive has this very content; then each page says so, and a draft is
    marked as one.  ``tell`` hears a sentence about what the layout cannot show, one about
    characters that no face has, another about people whom a text names that is published.
    """
    from core.report.archival import Description
    from core.report.pdf_writer import render
    from core.report.running import Running
    from core.report.shaping import character_doubts

    whole = evaluation
    if options.public:
        evaluation = for_publication(evaluation)
    assessment, layout = _scored(evaluation, rules), _layout(evaluation, options)
    stamp = None
    if not options.plain:
        stamp = stamp_of(evaluation, assessment.scorecard.total_score, filing)
    sheet = lay_out(evaluation, assessment, layout)
    if tell is not None:
        people = still_personal(whole, sheet) if options.public else ""
        lost = unshown_in_words(unshown(evaluation, sheet), layout.name)
        blank = unused_on_paper(evaluation)
        for sentence in filter(None, (*character_doubts(sheet), lost, blank, people)):
            tell(sentence)
    return render(
        sheet,
        Description(
            title=evaluation.title or "绩效自评表",
            author=evaluation.unit,
            subject=heading(evaluation),
            data=dumps(evaluation, indent=None).encode(),
            made=None if filing is None else filing.saved,
        ),
        setup=options.setup,
        draft=marked_draft(options, filing),
        stamp=stamp,
        running=Running(_name(evaluation), evaluation.unit, total=_total(evaluation, assessment)),
    )


def sheet_of(evaluation: Evaluation, options: PrintOptions = AS_IT_IS) -> Sheet:
    """What is printed of a form by these options, before it is composed."""
    return lay_out(evaluation, _scored(evaluation), _layout(evaluation, options))


def _scored(evaluation: Evaluation, rules: RuleProfile | None = None) -> Assessment:
    """Scored, not checked: paper shows no problems."""
    return Assessment(score(evaluation, rules or profile_for(evaluation.profile)), ())


def _layout(evaluation: Evaluation, options: PrintOptions) -> Layout:
    layout = layout_for(evaluation.template if options.template is None else options.template)
    if options.sign and not options.public and not layout.signatures:
        from core.filling.signature_block import block_names

        return replace(layout, signatures=block_names(evaluation, layout))
    return layout


def _name(evaluation: Evaluation) -> str:
    """What a further page calls the form: one without a project by its title."""
    if evaluation.project.strip() or not evaluation.title.strip():
        return heading(evaluation)
    return one_line(evaluation.title)


def _total(evaluation: Evaluation, assessment: Assessment) -> str:
    """The total as the form prints it: the one that came with it, else the computed one."""
    computed = assessment.scorecard.total_score
    return evaluation.total_score or ("" if computed is None else plain(computed))


def annex_pdf(
    evaluation: Evaluation,
    assessment: Assessment,
    profile: RuleProfile,
    filing: Filing | None = None,
    *,
    plain_paper: bool = False,
    setup: PageSetup = UPRIGHT,
) -> bytes:
    """The 评分底稿, always across; ``plain_paper``: without QR, code and version."""
    from core.report.archival import Description
    from core.report.page_marks import Printed
    from core.report.pdf_writer import render
    from core.report.running import Running
    from core.sheet.annex import lay_out_annex

    total, stamp = assessment.scorecard.total_score, None
    if not plain_paper:
        stamp = stamp_of(evaluation, total, filing, Printed.ANNEX)

    return render(
        lay_out_annex(evaluation, assessment, profile),
        Description(
            title=f"{evaluation.title or '绩效自评表'}评分底稿",
            author=evaluation.unit,
            subject=heading(evaluation),
            made=None if filing is None else filing.saved,
        ),
        setup=replace(setup, landscape=True),
        stamp=stamp,
        running=Running(
            heading(evaluation),
            evaluation.unit,
            Printed.ANNEX.title,
            "" if total is None else plain(total),
        ),
    )
