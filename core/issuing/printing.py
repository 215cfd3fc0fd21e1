"""What goes to the printer or into a PDF: a form or its 评分底稿, as it is or for publication."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from core.archive.archive import Archive
from core.archive.records import FINAL
from core.assessment import assess
from core.issuing.filename import file_name
from core.issuing.options import AS_IT_IS, Paper, PrintOptions
from core.issuing.publication import for_publication
from core.issuing.stamping import Filing, filing_of, marked_draft
from core.model.evaluation import Evaluation
from core.output import OutputError, write_whole
from core.rules import rules_for_archived
from core.scoring.profile import RuleProfile
from core.years.last_year import LastForm, last_form


@dataclass(frozen=True, slots=True)
class Printout:
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
    frozen_file: bytes | None = field(default=None, repr=False)
    last: LastForm | None = None
    """Last year's form, of which the 自评报告 tells."""

    def data(self) -> bytes:
        """The file that is exported, of the kind of its paper."""
        paper = self.options.paper
        if paper in {Paper.FORM, Paper.ANNEX}:
            return self.pdf()
        form = for_publication(self.evaluation) if self.options.public else self.evaluation
        if paper is Paper.REPORT:
            from core.issuing.self_report import self_report

            return self_report(form, self.rules, self.last)
        if paper is Paper.EXCEL:
            from core.exchange.form_xlsx import form_xlsx

            return form_xlsx(form, self.rules)
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
        paper, drawn = self.options.paper, self.options.paper.suffix == ".pdf"
        wished = self.options.template if drawn else None
        layout = layout_for(form.template if wished is None else wished)
        sheet = lay_out(form, assess(form, self.rules), layout)
        lost = ""
        if paper in {Paper.FORM, Paper.EXCEL, Paper.WORD}:
            lost = unshown_in_words(unshown(form, sheet), layout.name)
        people = still_personal(self.evaluation, sheet) if self.options.public else ""
        # Who opens an Excel or Word file has faces of their own.
        characters = character_doubts(sheet) if drawn else ()
        return tuple(filter(None, (*characters, lost, people)))

    @property
    def name(self) -> str:
        """A sensible name: 单位_项目_年度_第3版.pdf."""
        paper = self.options.paper
        parts = [
            paper.title if paper in {Paper.ANNEX, Paper.REPORT} else "",
            f"第{self.version}版" if self.version else "",
            "定稿" if self.filing is not None and self.filing.final else "",
            "公开版" if self.options.public else "",
        ]
        return file_name(
            self.evaluation, "".join(f"_{part}" for part in parts if part) + paper.suffix
        )


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


@dataclass(frozen=True, slots=True)
class Ahead:
    """What to know before many files are written: which are there already, what to read."""

    taken: tuple[str, ...]
    doubts: tuple[str, ...]


def look_ahead(numbers: Iterable[int], folder: Path, load: Callable[[int], Printout]) -> Ahead:
    """What ``write_all`` would meet."""
    names, doubts = set[str](), list[str]()
    for number in numbers:
        printout = load(number)
        names.add(printout.name)
        form = printout.evaluation
        about = " ".join(form.project.split()) or f"第 {number} 号"
        doubts += (f"{about}：{doubt}" for doubt in printout.doubts)
    taken = (name for name in sorted(names) if (folder / name).exists())
    return Ahead(tuple(taken), tuple(doubts))


def write_all(
    numbers: Iterable[int],
    folder: Path,
    load: Callable[[int], Printout],
    *,
    overwrite: bool = False,
) -> Iterator[Path | OutputError]:
    """Write one file after the other; what comes of each, so that the caller can stop between.

    Two forms of the same name both come out: the second one gets （2）; so does one whose name is
    taken in the folder already, unless ``overwrite``.
    """
    taken = set[str]()
    for number in numbers:
        printout = load(number)
        target = _free(folder, printout.name, taken, overwrite=overwrite)
        taken.add(target.name.casefold())
        try:
            write_whole(target, printout.data())
        except OutputError as error:
            yield error
        else:
            yield target


def _free(folder: Path, name: str, taken: set[str], *, overwrite: bool) -> Path:
    wanted = folder / name
    found, count = wanted, 1
    while found.name.casefold() in taken or (found.exists() and not overwrite):
        count += 1
        found = wanted.with_stem(f"{wanted.stem}（{count}）")
    return found
