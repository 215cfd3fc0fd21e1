"""``export``: the form as another kind of file, or in a bureau's own blank."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from core.assessment import Assessment
from core.commands.answer import Answer, CommandError, written
from core.commands.forms import FormAddress
from core.commands.print_command import note_issued, print_form, refuse_ending
from core.exchange.formats import BLANK_SUFFIXES, FORMATS, JSON, PDF, blank_refusal, format_of
from core.filling.unused_rows import unused_on_paper
from core.foreign.process import ForeignFiles
from core.model.evaluation import Evaluation
from core.model.selfeval import dumps_all
from core.output import place_for, write_whole
from core.quoting import shown
from core.scoring.profile import RuleProfile
from core.scoring.score import score
from core.sheet.form import lay_out
from core.sheet.layout import layout_for
from core.sheet.unshown import unshown, unshown_in_words


def export(address: FormAddress, output: Path) -> Answer:
    """Write a form as another kind of file."""
    refuse_ending(output, tuple(one.suffixes[0] for one in FORMATS if one.write or one is PDF))
    kind = format_of(output)
    if kind.write is None:
        done = f"已导出到{shown(output)}"
        return replace(print_form(address, output), text=done, done=done)
    place_for(output, address.inputs)
    note_issued(address)
    forms, lost = address.read_all() if kind is JSON else (), ""
    if len(forms) > 1:
        data = dumps_all(forms).encode()
    else:
        evaluation, rules = address.read_with_rules()
        data = kind.write(evaluation, rules)
        lost = "" if kind is JSON else _told(evaluation, rules)
    write_whole(output, data, inputs=address.inputs)
    several = f" {len(forms)} 份自评表" if len(forms) > 1 else ""
    return written(f"已导出{several}到{shown(output)}", lost)


def export_into(address: FormAddress, output: Path, blank: Path) -> Answer:
    """Write a form into a copy of a bureau's own blank; what has no place in it is listed."""
    from core.exchange.foreign import fill_blank

    refuse_blank(blank)
    ending = refuse_ending(output, BLANK_SUFFIXES)
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
    return Answer("\n".join(lines), done=lines[0])


def refuse_blank(blank: Path) -> None:
    """Raise ``CommandError`` for what is no blank by its name."""
    if refusal := blank_refusal(blank):
        raise CommandError(refusal)


def _told(evaluation: Evaluation, rules: RuleProfile) -> str:
    """What the form's own layout has no place for and which rows stand blank, in sentences."""
    sheet = lay_out(evaluation, Assessment(score(evaluation, rules), ()))
    lost = unshown_in_words(unshown(evaluation, sheet), layout_for(evaluation.template).name)
    return "\n".join(filter(None, (lost, unused_on_paper(evaluation))))


def _indented(sentence: str) -> str:
    return "  " + "\n    ".join(sentence.splitlines())
