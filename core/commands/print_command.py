"""``print``: the form as a PDF file."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from core.archive.records import FINAL
from core.commands.answer import Answer, CommandError, written
from core.commands.forms import FormAddress, evaluation_number, opened
from core.issuing.form_pdf import pdf
from core.issuing.options import AS_IT_IS, PrintOptions
from core.issuing.stamping import Filing, filing_of
from core.model.evaluation import Evaluation
from core.output import place_for, write_whole
from core.quoting import shown
from core.scoring.profile import RuleProfile
from core.sheet.layout import layout_names


def print_form(address: FormAddress, output: Path, options: PrintOptions = AS_IT_IS) -> Answer:
    """Print a form into a PDF file."""
    refuse_template(options.template)
    refuse_ending(output, (".pdf",))
    place_for(output, address.inputs)
    note_issued(address)
    told: list[str] = []
    data = _frozen_paper(address) if options == AS_IT_IS else None
    if data is None:
        evaluation, rules, filing = _read(address)
        data = pdf(evaluation, rules=rules, options=options, filing=filing, tell=told.append)
    write_whole(output, data, inputs=address.inputs)
    return written(f"已打印到{shown(output)}", "\n".join(told))


def print_blank(output: Path, options: PrintOptions = AS_IT_IS) -> Answer:
    """Print an empty form for handwriting; there is no content yet that a code could tell."""
    from core.filling.beginning import new_form
    from core.issuing.blank_paper import blank_pdf

    refuse_template(options.template)
    refuse_ending(output, (".pdf",))
    place_for(output, ())
    form = new_form(options.template or "")
    write_whole(output, blank_pdf(form, options))
    return written(f"已打印到{shown(output)}")


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


def _frozen_paper(address: FormAddress) -> bytes | None:
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
