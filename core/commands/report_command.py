"""``report``: the draft of the 自评报告 that goes with a form, as a Word file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from core.commands.answer import Answer, written
from core.commands.forms import FormAddress, evaluation_number, opened
from core.commands.print_command import refuse_ending
from core.output import place_for, write_whole
from core.quoting import shown

if TYPE_CHECKING:
    from core.years.last_year import LastForm


def report(address: FormAddress, output: Path) -> Answer:
    """Write the draft; of an archive with last year's promises and what became of them."""
    from core.issuing.self_report import self_report

    refuse_ending(output, (".docx",))
    place_for(output, address.inputs)
    evaluation, rules = address.read_with_rules()
    data = self_report(evaluation, rules, _last(address))
    write_whole(output, data, inputs=address.inputs)
    return written(f"已写成自评报告初稿{shown(output)}，标出的“____”处由单位填写")


def _last(address: FormAddress) -> LastForm | None:
    if address.archive is None:
        return None
    from core.years.last_year import last_form

    with opened(address.archive) as archive:
        return last_form(archive, evaluation_number(address.form))
