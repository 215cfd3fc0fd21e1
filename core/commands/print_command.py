"""``print`` and ``export``: the form as a file."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from core.archive.records import FINAL
from core.commands.answer import Answer, CommandError
from core.commands.forms import FormAddress, evaluation_number, opened
from core.exchange.formats import BLANK_SUFFIXES, FORMATS, JSON, PDF, format_of
from core.issuing.form_pdf import pdf
from core.issuing.options import AS_IT_IS, PrintOptions
from core.issuing.stamping import Filing, filing_of
from core.model.evaluation import Evaluation
from core.model.selfeval import dumps_all
from core.output import place_for, write_whole
from core.reasons import shown
from core.scoring.profile import RuleProfile
from core.sheet.layout import layout_names


def print_form(address: FormAddress, output: Path, options: PrintOptions = AS_IT_IS) -> Answer:
    """Print a form into a PDF file."""
    refuse_template(options.template)
    refuse_ending(output, (".pdf",))
    place_for(output, address.inputs)
    note_issued(address)
    told: list[str] = []
    data = _kept(address) if options == AS_IT_IS else None
    if data is None:
        evaluation, rules, filing = _read(address)
        data = pdf(evaluation, rules=rules, options=options, filing=filing, tell=told.append)
    write_whole(output, data, inputs=address.inputs)
    return Answer(f"已打印到{shown(output)}", complaint="\n".join(told))


def print_blank(output: Path, options: PrintOptions = AS_IT_IS) -> Answer:
    """Print an empty form for handwriting; there is no content yet that a code could tell."""
    from core.filling.beginning import new_form

    refuse_template(options.template)
    refuse_ending(output, (".pdf",))
    place_for(output, ())
    form = new_form(options.template or "")
    write_whole(output, pdf(form, options=replace(options, plain=True)))
    return Answer(f"已打印到{shown(output)}")


def export(address: FormAddress, output: Path) -> Answer:
    """Write a form as another kind of file."""
    refuse_ending(output, tuple(known.suffixes[0] for known in FORMATS))
    kind = format_of(output)
    if kind is PDF:
        return replace(print_form(address, output), text=f"已导出到{shown(output)}")
    if kind.write is None:
        kinds = "、".join(one.suffixes[0] for one in FORMATS if one.write or one is PDF)
        message = f"不能导出 {kind.title}（{kind.suffixes[0]}），可以导出 {kinds}"
        raise CommandError(message)
    place_for(output, address.inputs)
    note_issued(address)
    forms, lost = address.read_all() if kind is JSON else (), ""
    if len(forms) > 1:
        data = dumps_all(forms).encode()
    else:
        evaluation, rules = address.read_with_rules()
        data = kind.write(evaluation, rules)
        lost = "" if kind is JSON else _unshown(evaluation, rules)
    write_whole(output, data, inputs=address.inputs)
    several = f" {len(forms)} 份自评表" if len(forms) > 1 else ""
    return Answer(f"已导出{several}到{shown(output)}", complaint=lost)


def export_into(address: FormAddress, output: Path, blank: Path) -> Answer:
    """Write a form into a copy of a bureau's own blank; what has no place in it is listed."""
    from core.exchange.foreign import fill_blank
    from core.foreign.process import ForeignFiles

    ending = refuse_ending(output, BLANK_SUFFIXES)
    refuse_blank(blank)
    if ending != blank.suffix.lower():
        message = f"输出文件{shown(output)}的扩展名应和空表{shown(blank)}的一样"
        raise CommandError(message)
    inputs = (*address.inputs, blank)
    place_for(output, inputs)
    note_issued(address)
    evaluation, rules = address.read_with_rules()
    with ForeignFiles() as files:
        filled = fill_blank(files, blank, evaluation, rules)
    write_whole(output, filled.data, inputs=inputs)
    lines = [f"已填入{shown(blank)}，存为{shown(output)}"]
    if filled.lost:
        lines += ["空表里没有位置、没有写入的内容：", *map(_indented, filled.lost)]
    if filled.told:
        lines += ["请核对：", *map(_indented, filled.told)]
    return Answer("\n".join(lines))


def refuse_blank(blank: Path) -> None:
    """Raise ``CommandError`` for what is no blank by its name."""
    if blank.suffix.lower() not in BLANK_SUFFIXES:
        message = f"空表{shown(blank)}要是 .xlsx 或 .docx 文件，请用 Excel、Word 或 WPS 另存后再用"
        raise CommandError(message)


def _unshown(evaluation: Evaluation, rules: RuleProfile) -> str:
    """What the form's own layout has no place for, in a sentence."""
    from core.assessment import Assessment
    from core.scoring.score import score
    from core.sheet.form import lay_out
    from core.sheet.layout import layout_for
    from core.sheet.unshown import unshown, unshown_in_words

    sheet = lay_out(evaluation, Assessment(score(evaluation, rules), ()))
    return unshown_in_words(unshown(evaluation, sheet), layout_for(evaluation.template).name)


def _indented(sentence: str) -> str:
    return "  " + "\n    ".join(sentence.splitlines())


def refuse_template(name: str | None) -> None:
    """Raise ``CommandError`` for a layout that nobody knows."""
    if name is not None and name not in layout_names():
        message = f"没有名为{shown(name)}的版式，现有：{'、'.join(layout_names())}"
        raise CommandError(message)


def refuse_ending(output: Path, known: tuple[str, ...]) -> str:
    """The ending of an output file in small letters. Raises ``CommandError`` for another one."""
    ending = output.suffix.lower()
    if ending not in known:
        message = f"输出文件{shown(output)}的扩展名应是 {'、'.join(known)}"
        raise CommandError(message)
    return ending


def note_issued(address: FormAddress) -> None:
    """As ``note_all_issued``, for the form where it is one of an archive."""
    if address.archive is not None:
        note_all_issued(Path(address.archive), [evaluation_number(address.form)])


def note_all_issued(path: Path, numbers: Sequence[int]) -> None:
    """Where a window has the archive open, its next edit is to begin a new version.

    Where none has, the file stays untouched: the first edit of a session begins one in any case.
    The note is no edit and one short transaction, so the window's lock is no hindrance.
    """
    from core.archive.archive import Archive
    from core.archive.errors import ArchiveError
    from core.archive.lock import is_held

    if not is_held(path):
        return
    with suppress(ArchiveError), Archive.open(path) as archive, archive.transaction():
        for number in numbers:
            archive.issue(number, archive.entry(number).version)


def _kept(address: FormAddress) -> bytes | None:
    """The paper that was kept at 定稿 of a form that is final."""
    if address.archive is None:
        return None
    number = evaluation_number(address.form)
    with opened(address.archive) as archive:
        entry = archive.entry(number)
        return archive.paper(number, entry.version) if entry.state == FINAL else None


def _read(address: FormAddress) -> tuple[Evaluation, RuleProfile, Filing | None]:
    """The form, its rules and where an archive has it."""
    if address.archive is None:
        return *address.read_with_rules(), None
    from core.rules import rules_for_archived

    number = evaluation_number(address.form)
    with opened(address.archive) as archive:
        evaluation = archive.load(number)
        rules = rules_for_archived(archive, number, evaluation.profile)
        return evaluation, rules, filing_of(archive, number)
