"""The commands for one form: score, check, print, export, report."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from core.commands.answer import Answer, CommandError
from core.commands.arguments import Grammar
from core.commands.forms import FormAddress
from core.commands.page_arguments import add_page_arguments, page_setup


def add_form_commands(whole: Grammar) -> None:
    """Each command with what it takes."""
    command = whole.command("score", "计算得分", _score)
    _add_form(command)
    _add_rules(command)

    command = whole.command("check", "检查自评表，列出问题", _check)
    _add_form(command)
    _add_rules(command)
    command.add("--report", metavar="OUT.pdf", help="另把评分底稿打印成 PDF")
    add_page_arguments(command)

    command = whole.command("print", "打印成 PDF", _print)
    _add_form(command, nargs="?")
    command.add("--blank", action="store_true", help="打印空白表，手填用；不用写 FORM")
    command.add("-o", "--output", required=True, metavar="OUT.pdf", help="输出文件")
    command.add("--template", metavar="NAME", help="版式的名称")
    command.add("--draft", action="store_true", help="印上“草稿”")
    command.add("--public", action="store_true", help="公开版：不印姓名和电话")
    add_page_arguments(command)
    command.add("--sign", action="store_true", help="版式没有签字栏时加上签字栏")
    command.add("--landscape", action="store_true", help="横向")
    command.add("--plain", action="store_true", help="只印表本身，不印二维码、版本等字样")

    command = whole.command("export", "导出为 json、pdf、xlsx、docx 文件", _export)
    _add_form(command)
    help_ = "输出文件，按扩展名定种类"
    command.add("-o", "--output", required=True, metavar="OUT", help=help_)
    help_ = "填进主管部门发的空表（.xlsx、.docx），另存为 OUT；空表不变"
    command.add("--into", metavar="BLANK", help=help_)

    command = whole.command("report", "写成自评报告初稿（Word），数字和原因取自自评表", _report)
    _add_form(command)
    command.add("-o", "--output", required=True, metavar="OUT.docx", help="输出文件")


def _add_form(command: Grammar, **options: str) -> None:
    command.add("form", metavar="FORM", help="自评表文件；带 --archive 时是档案里的编号", **options)
    command.add("--archive", metavar="DB", help="档案文件")
    help_ = "文件里有几份自评表时，第几份（从 1 数起）"
    command.add("--form", dest="number", metavar="N", type=int, help=help_)


def _add_rules(command: Grammar) -> None:
    command.add("--profile", metavar="NAME", help="评分规则的名称")
    command.add("--json", action="store_true", help="输出 JSON")


def _address(given: Namespace) -> FormAddress:
    return FormAddress(given.form, given.archive, given.number)


def _score(given: Namespace) -> Answer:
    from core.commands.score_command import score

    return score(_address(given), profile=given.profile, json=given.json)


def _check(given: Namespace) -> Answer:
    from core.commands.check import check

    report = None if given.report is None else Path(given.report)
    return check(
        _address(given),
        profile=given.profile,
        json=given.json,
        report=report,
        setup=page_setup(given),
    )


def _print(given: Namespace) -> Answer:
    from core.commands.print_command import print_blank, print_form
    from core.issuing.options import PrintOptions

    options = PrintOptions(
        draft=given.draft,
        public=given.public,
        plain=given.plain,
        sign=given.sign,
        setup=page_setup(given),
        template=given.template,
    )
    if given.blank == (given.form is not None):
        message = (
            "打印空白表不用写 FORM" if given.blank else "缺少参数：FORM（或用 --blank 打印空白表）"
        )
        raise CommandError(message + "；用 --help 查看用法")
    output = Path(given.output)
    if given.blank:
        return print_blank(output, options)
    return print_form(_address(given), output, options)


def _export(given: Namespace) -> Answer:
    from core.commands.export_command import export, export_into

    output = Path(given.output)
    if given.into is not None:
        return export_into(_address(given), output, Path(given.into))
    return export(_address(given), output)


def _report(given: Namespace) -> Answer:
    from core.commands.report_command import report

    return report(_address(given), Path(given.output))
