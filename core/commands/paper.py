"""``print`` and ``export``: the form as a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from core.assessment import Assessment, assess
from core.commands.answer import Answer, CommandError
from core.commands.forms import FormAddress, rules_for
from core.commands.score import heading
from core.model.evaluation import Evaluation
from core.model.selfeval import dumps
from core.output import place_for, write_whole
from core.publication import for_publication
from core.reasons import shown
from core.scoring.profile import RuleProfile
from core.sheet.form import lay_out
from core.sheet.layout import layout_names


def print_form(
    address: FormAddress,
    output: Path,
    *,
    template: str | None = None,
    draft: bool = False,
    public: bool = False,
) -> Answer:
    """Print a form into a PDF file."""
    if template is not None and template not in layout_names():
        message = f"没有名为{shown(template)}的版式，现有：{'、'.join(layout_names())}"
        raise CommandError(message)
    refuse_ending(output, (".pdf",))
    evaluation, rules = address.read_with_rules()
    place_for(output, address.inputs)
    if public:
        evaluation = for_publication(evaluation)
    if template is not None:
        evaluation = replace(evaluation, template=template)
    write_whole(output, pdf(evaluation, draft=draft, rules=rules), inputs=address.inputs)
    return Answer(f"已打印到{shown(output)}")


def export(address: FormAddress, output: Path) -> Answer:
    """Write a form as another kind of file."""
    ending = refuse_ending(output, (*_WRITERS, *_LATER))
    if ending in _LATER:
        message = f"目前还不能导出 {_LATER[ending]}，可以导出 {'、'.join(_WRITERS)}"
        raise CommandError(message)
    evaluation, rules = address.read_with_rules()
    place_for(output, address.inputs)
    write_whole(output, _WRITERS[ending](evaluation, rules), inputs=address.inputs)
    return Answer(f"已导出到{shown(output)}")


def pdf(evaluation: Evaluation, *, draft: bool = False, rules: RuleProfile | None = None) -> bytes:
    """The paper form, computed by ``rules`` or by the profile that the form names."""
    from core.report.pdf import render

    sheet = lay_out(evaluation, assess(evaluation, rules or rules_for(evaluation, None)))
    return render(
        sheet,
        title=evaluation.title or "绩效自评表",
        author=evaluation.unit,
        subject=heading(evaluation),
        draft=draft,
    )


def annex_pdf(evaluation: Evaluation, assessment: Assessment, profile: RuleProfile) -> bytes:
    """The 评分底稿, landscape."""
    from core.report.pdf import render
    from core.sheet.annex import lay_out_annex

    return render(
        lay_out_annex(evaluation, assessment, profile),
        title=f"{evaluation.title or '绩效自评表'}评分底稿",
        author=evaluation.unit,
        subject=heading(evaluation),
        landscape=True,
    )


def refuse_ending(output: Path, known: tuple[str, ...]) -> str:
    """The ending of an output file in small letters. Raises ``CommandError`` for another one."""
    ending = output.suffix.lower()
    if ending not in known:
        message = f"输出文件{shown(output)}的扩展名应是 {'、'.join(known)}"
        raise CommandError(message)
    return ending


_WRITERS: dict[str, Callable[[Evaluation, RuleProfile], bytes]] = {
    ".json": lambda evaluation, _: dumps(evaluation).encode(),
    ".pdf": lambda evaluation, rules: pdf(evaluation, rules=rules),
}
_LATER = {".xlsx": "Excel 表格（.xlsx）", ".docx": "Word 文档（.docx）"}
