"""What goes to the printer or into a PDF: a form or its 评分底稿, as it is or for publication."""

from __future__ import annotations

from pathlib import PurePath

from msgspec import Struct
from msgspec.structs import replace

from core.archive.archive import Archive
from core.archive.records import FINAL
from core.assessment import Assessment, assess
from core.issuing.filename import file_name, safe_part
from core.issuing.options import AS_IT_IS, Paper, PrintOptions
from core.issuing.publication import for_publication
from core.issuing.stamping import Filing, filing_of, marked_draft
from core.model.evaluation import Evaluation
from core.model.selfeval import dumps
from core.rules import rules_for_archived
from core.scoring.profile import RuleProfile
from core.scoring.score import score
from core.years.last_year import LastForm, last_form


class Printout(Struct, frozen=True):
    """One paper of one evaluation, scored by ``rules``; ``version`` only goes into the name.

    ``filing``: where an archive has it; then each page says so and bears its code, and a draft is
    marked as one, unless it is to be plain.  What no archive has, an empty form, is plain.
    ``frozen_file``: the very file of a final version.
    """

    evaluation: Evaluation
    rules: RuleProfile
    options: PrintOptions = AS_IT_IS
    version: int = 0
    filing: Filing | None = None
    frozen_file: bytes | None = None
    last: LastForm | None = None
    """Last year's form, of which the 自评报告 tells."""
    for_hand: bool = False
    """An empty form to be filled in by hand."""

    def data(self) -> bytes:
        """The file that is exported, of the kind of its paper; not of a bureau's blank."""
        paper = self.options.paper
        if paper in {Paper.FORM, Paper.ANNEX}:
            return self.pdf()
        form = for_publication(self.evaluation) if self.options.public else self.evaluation
        if paper is Paper.REPORT:
            from core.issuing.self_report import self_report

            return self_report(form, self.rules, self.last)
        if paper is Paper.DATA:
            return dumps(form).encode()
        if paper is Paper.EXCEL:
            from core.exchange.form_xlsx import form_xlsx

            return form_xlsx(form, self.rules)
        if paper is Paper.BLANK:
            raise ValueError("a blank is filled in by batch.making")
        from core.exchange.form_docx import form_docx

        return form_docx(form, self.rules)

    def pdf(self) -> bytes:
        """The file. Loads what draws it, so the first call takes longer."""
        from core.issuing.form_pdf import annex_pdf, pdf

        options = self.options
        if options.paper is Paper.ANNEX:
            form = for_publication(self.evaluation) if options.public else self.evaluation
            assessment = assess(form, self.rules)
            return annex_pdf(
                *(form, assessment, self.rules, self.filing),
                plain_paper=options.plain,
                setup=options.setup,
            )
        if self.frozen_file is not None and self.frozen:
            return self.frozen_file
        if self.for_hand:
            from core.issuing.blank_paper import blank_pdf

            return blank_pdf(self.evaluation, options)
        filing = None if options.plain else self.filing
        options = replace(options, plain=filing is None)
        return pdf(self.evaluation, rules=self.rules, options=options, filing=filing)

    @property
    def frozen(self) -> bool:
        """Whether it is the very file of a final version, which no option changes any more."""
        options = self.options
        kept = self.frozen_file is not None and options.paper is Paper.FORM
        return kept and not (options.public or options.plain or options.draft)

    @property
    def marked_draft(self) -> bool:
        """Whether 草稿 stands across its pages."""
        form = self.options.paper is Paper.FORM
        return form and not self.frozen and marked_draft(self.options, self.filing)

    @property
    def doubts(self) -> tuple[str, ...]:
        """What to read before the paper goes out, in sentences.

        Characters that no face here has; what the layout has no place for; people named in a text
        that is about to be published.
        """
        from core.issuing.publication import still_personal
        from core.report.shaping import character_doubts
        from core.sheet.form import lay_out
        from core.sheet.layout import layout_for
        from core.sheet.unshown import unshown, unshown_in_words

        form = for_publication(self.evaluation) if self.options.public else self.evaluation
        if self.options.paper in {Paper.DATA, Paper.BLANK}:
            return ()  # data hold everything; of a blank only its own cells tell
        paper, drawn = self.options.paper, self.options.paper.suffix == ".pdf"
        wished = self.options.template if drawn else None
        layout = layout_for(form.template if wished is None else wished)
        sheet = lay_out(form, Assessment(score(form, self.rules), ()), layout)
        lost = ""
        if paper in {Paper.FORM, Paper.EXCEL, Paper.WORD}:
            lost = unshown_in_words(unshown(form, sheet), layout.name)
        people = still_personal(self.evaluation, sheet) if self.options.public else ""
        # Who opens an Excel or Word file has faces of their own.
        characters = character_doubts(sheet) if drawn else ()
        return tuple(filter(None, (*characters, lost, people)))

    @property
    def name(self) -> str:
        """A sensible name: 单位_项目_年度_第3版_定稿2021-002_更正定稿2021-001.pdf."""
        paper, blank = self.options.paper, PurePath(self.options.blank)
        parts = [
            paper.title if paper in {Paper.ANNEX, Paper.REPORT} else safe_part(blank.stem),
            f"第{self.version}版" if self.version else "",
            *(() if self.filing is None else map(safe_part, self.filing.name_parts)),
            "公开版" if self.options.public else "",
        ]
        ending = blank.suffix.lower() or paper.suffix
        return file_name(self.evaluation, "".join(f"_{part}" for part in parts if part) + ending)


def archived(
    archive: Archive, number: int, paper: Paper = Paper.FORM, version: int | None = None
) -> Printout:
    """A version as the archive has it (else the present one), scored by its own rules."""
    entry = archive.entry(number)
    at = entry.version if version is None else version
    evaluation = archive.load(number, version)
    rules = rules_for_archived(archive, number, evaluation.profile, version)
    filing = filing_of(archive, number, at)
    # Taken back, the same version is a draft again, though its paper is kept.
    final = filing.final and (at != entry.version or entry.state == FINAL)
    return Printout(
        evaluation,
        rules,
        PrintOptions(paper=paper),
        version=at,
        filing=filing if final else replace(filing, final=False, final_number=""),
        frozen_file=archive.paper(number, at) if final else None,
        last=last_form(archive, number) if paper is Paper.REPORT else None,
    )
