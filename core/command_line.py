"""The command line: what is asked for, done; what goes wrong, said in one Chinese sentence."""

from __future__ import annotations

import locale
import os
import sys
import traceback
from argparse import Namespace
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from core.archive.errors import ArchiveError
from core.commands.answer import INTERRUPTED, REFUSED, Answer, CommandError, for_terminal
from core.commands.arguments import Grammar
from core.commands.forms import FormAddress
from core.commands.page_arguments import add_page_arguments, page_setup
from core.exchange.errors import ExchangeError
from core.output import OutputError
from core.own_program import command_name
from core.reasons import reason
from core.scoring.profile import ProfileError
from core.version import VERSION

if TYPE_CHECKING:
    from core.commands.demo import Draw

DEBUG = "ZIPINGTONG_DEBUG"
"""Set to 1, the traceback of an unexpected failure is printed."""


def main(arguments: list[str], draw: Draw) -> int:
    """Do one command; the exit status. ``draw`` pictures the window, which core does not know."""
    for stream in (sys.stdout, sys.stderr):
        # Wherever the program runs, what it prints is UTF-8. (Without a console there is none.)
        if stream is not None:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        answer = _answer(list(map(_as_typed, arguments)), draw)
        answer = _said(answer)
    except (CommandError, ArchiveError, ExchangeError, OutputError, ProfileError) as error:
        answer = Answer("", REFUSED, str(error))
    except OSError as error:
        answer = Answer("", REFUSED, f"没有做成：{reason(error)}")
    except KeyboardInterrupt:
        return INTERRUPTED
    except SystemExit as end:  # --help and --version have said what they had to say
        return int(end.code or 0)
    except Exception as error:  # noqa: BLE001  (the last door: whoever waits gets a sentence)
        answer = Answer("", REFUSED, _internal_error(error))
        if os.environ.get(DEBUG) == "1":
            traceback.print_exc()
    if answer.complaint and sys.stderr is not None:
        with suppress(OSError):
            sys.stderr.write(for_terminal(answer.complaint) + "\n")
            sys.stderr.flush()
    return answer.status


def _as_typed(argument: str) -> str:
    """A text that was typed in another encoding than UTF-8; the path of a file stays as it is."""
    try:
        argument.encode()
    except UnicodeEncodeError:
        raw = os.fsencode(argument)
        if not os.path.lexists(argument) and os.path.sep not in argument:
            with suppress(UnicodeDecodeError, LookupError):
                return raw.decode(locale.getencoding())
    return argument


def _said(answer: Answer) -> Answer:
    """The answer once it is printed; one that says so where it was done and cannot be printed."""
    try:
        _say(answer.text)
    except OSError as error:
        if not answer.done:
            raise
        told = f"{answer.done}；但运行结果没能显示出来：{reason(error)}"
        return Answer("", REFUSED, "\n".join(filter(None, (told, answer.complaint))))
    return answer


def _say(text: str) -> None:
    if not text or sys.stdout is None:
        return
    try:
        sys.stdout.write(for_terminal(text) + "\n")
        sys.stdout.flush()
    except OSError as error:
        # What is still in the buffer must go nowhere, or Python complains while it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):  # with ``| head`` the reader has seen enough
            raise


def _internal_error(error: Exception) -> str:
    if isinstance(error, ModuleNotFoundError):
        return f"缺少程序所需的组件 {error.name}，请在程序文件夹里运行 make run 完成安装"
    last = traceback.extract_tb(error.__traceback__)[-1:]
    where = "".join(f"，{Path(frame.filename).stem} 第 {frame.lineno} 行" for frame in last)
    return (
        f"程序内部出错（{type(error).__name__}{where}），这是自评通的缺陷，"
        "不是您的操作有误，请把这句话告诉开发者"
    )


def _answer(arguments: list[str], draw: Draw) -> Answer:
    given = _grammar().parse_args(arguments)
    match given.command:
        case "score" | "check":
            return _examine(given)
        case "print" | "export" | "export-all" | "report":
            return _put_on_paper(given)
        case "demo":
            from core.commands.demo import demo

            return demo(Path(given.into), draw)
        case "identify" | "summary" | "evidence" | "years":
            return _look_into_archive(given)
        case _:
            return _run_archive_command(given)


def _examine(given: Namespace) -> Answer:
    from core.commands.check import check
    from core.commands.score_command import score

    address = FormAddress(given.form, given.archive, given.number)
    if given.command == "score":
        return score(address, profile=given.profile, json=given.json)
    report = None if given.report is None else Path(given.report)
    setup = page_setup(given)
    return check(address, profile=given.profile, json=given.json, report=report, setup=setup)


def _put_on_paper(given: Namespace) -> Answer:
    output = Path(given.output)
    if given.command == "export-all":
        from core.commands.export_all import Wanted, export_all

        blank = None if given.into is None else Path(given.into)
        wanted = Wanted(given.year, given.search, given.kind, blank)
        return export_all(given.archive, output, wanted, overwrite=given.replace)
    if given.command == "report":
        from core.commands.report_command import report

        return report(FormAddress(given.form, given.archive, given.number), output)
    if given.command == "export":
        from core.commands.export_command import export, export_into

        address = FormAddress(given.form, given.archive, given.number)
        if given.into is not None:
            return export_into(address, output, Path(given.into))
        return export(address, output)
    return _print(given, output)


def _print(given: Namespace, output: Path) -> Answer:
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
    if given.blank:
        return print_blank(output, options)
    return print_form(FormAddress(given.form, given.archive, given.number), output, options)


def _look_into_archive(given: Namespace) -> Answer:
    if given.command == "evidence":
        return _run_evidence_command(given)
    if given.command == "identify":
        from core.issuing.identification import identify

        return Answer(identify(given.pages, Path(given.archive)).text)
    output = None if given.output is None else Path(given.output)
    if given.command == "years":
        from core.commands.years_command import trend

        asked = {"project": given.project, "unit": given.unit, "json": given.json}
        return trend(given.archive, output=output, setup=page_setup(given), **asked)
    from core.commands.summary_command import summary

    return summary(given.archive, year=given.year, output=output, setup=page_setup(given))


def _run_evidence_command(given: Namespace) -> Answer:
    from core.commands import evidence_command

    match given.action:
        case "add":
            return evidence_command.add(
                given.id, given.files, given.archive, row=given.row, by=given.by
            )
        case "list":
            return evidence_command.list_evidence(given.id, given.archive, json=given.json)
        case "save":
            folder = Path(given.output)
            return evidence_command.save(given.id, given.archive, folder, which=given.which)
        case _:
            return evidence_command.tidy(given.archive)


def _run_archive_command(given: Namespace) -> Answer:
    from core.commands import archives

    match given.command:
        case "import":
            options = archives.ImportOptions(given.by, given.approved)
            return archives.import_forms(given.files, given.archive, options)
        case "list":
            return archives.list_entries(
                given.archive, year=given.year, search=given.search, json=given.json
            )
        case "show":
            shown = archives.show_log if given.log else archives.show
            return shown(given.id, given.archive, given.version, json=given.json)
        case "backup" | "handover":
            whole = archives.back_up if given.command == "backup" else archives.hand_over_archive
            return whole(given.archive, Path(given.output), replace=given.replace)
        case "restore":
            return archives.bring_back(given.file, given.archive, replace=given.replace)
        case _:
            return archives.verify(given.archive, full=given.full)


def _grammar() -> Grammar:
    whole = Grammar(
        command_name(),
        "自评通：不带参数时打开窗口，带命令时不需要显示器；--diagnose 印出这台电脑的情况。",
    )
    version = f"自评通 {VERSION}"
    whole.arguments.add_argument("--version", action="version", version=version, help="显示版本号")
    commands = whole.add_subparsers(title="命令", dest="command", metavar="命令", required=True)

    def command(name: str, what: str) -> Grammar:
        return commands.add_parser(name, help=what, description=what)

    def form(grammar: Grammar, **options: str) -> None:
        help_ = "自评表文件；带 --archive 时是档案里的编号"
        _add(grammar, "form", metavar="FORM", help=help_, **options)
        _add(grammar, "--archive", metavar="DB", help="档案文件")
        help_ = "文件里有几份自评表时，第几份（从 1 数起）"
        grammar.arguments.add_argument("--form", dest="number", metavar="N", type=int, help=help_)

    for name, what in (("score", "计算得分"), ("check", "检查自评表，列出问题")):
        grammar = command(name, what)
        form(grammar)
        _add(grammar, "--profile", metavar="NAME", help="评分规则的名称")
        _add(grammar, "--json", action="store_true", help="输出 JSON")
    # ``grammar`` is that of check here.
    _add(grammar, "--report", metavar="OUT.pdf", help="另把评分底稿打印成 PDF")
    add_page_arguments(grammar)
    grammar = command("print", "打印成 PDF")
    form(grammar, nargs="?")
    _add(grammar, "--blank", action="store_true", help="打印空白表，手填用；不用写 FORM")
    _add(grammar, "-o", "--output", required=True, metavar="OUT.pdf", help="输出文件")
    _add(grammar, "--template", metavar="NAME", help="版式的名称")
    _add(grammar, "--draft", action="store_true", help="印上“草稿”")
    _add(grammar, "--public", action="store_true", help="公开版：不印姓名和电话")
    add_page_arguments(grammar)
    _add(grammar, "--sign", action="store_true", help="版式没有签字栏时加上签字栏")
    _add(grammar, "--landscape", action="store_true", help="横向")
    _add(
        grammar,
        "--plain",
        action="store_true",
        help="只印表本身，不印二维码、版本等字样",
    )
    grammar = command("export", "导出为 json、pdf、xlsx、docx 文件")
    form(grammar)
    _add(grammar, "-o", "--output", required=True, metavar="OUT", help="输出文件，按扩展名定种类")
    help_ = "填进主管部门发的空表（.xlsx、.docx），另存为 OUT；空表不变"
    _add(grammar, "--into", metavar="BLANK", help=help_)
    grammar = command("report", "写成自评报告初稿（Word），数字和原因取自自评表")
    form(grammar)
    _add(grammar, "-o", "--output", required=True, metavar="OUT.docx", help="输出文件")
    grammar = command("identify", "认出打印稿：是哪一份的哪一版，页页齐全否，内容是否仍与档案一致")
    help_ = "页脚的八位核对码，或扫描的图片、PDF"
    _add(grammar, "pages", nargs="+", metavar="CODE|FILE", help=help_)
    _archive(grammar)
    _archive_commands(command)
    grammar = command("demo", "用样表走一遍：归档、计分、检查、打印、窗口截图")
    _add(grammar, "--into", required=True, metavar="DIR", help="存放结果的文件夹")
    return whole


def _archive_commands(command: Callable[[str, str], Grammar]) -> None:
    grammar = command("import", "把自评表文件收进档案，打印编号")
    _add(grammar, "files", nargs="+", metavar="FILE|FOLDER", help="自评表文件，或放着它们的文件夹")
    _archive(grammar)
    help_ = "收进的是已批复的绩效目标：锁定名称、指标值和分值；DATE 是批复日期"
    _add(grammar, "--approved", metavar="DATE", default="", help=help_)
    _add(grammar, "--by", metavar="NAME", default="", help="收进的人")
    grammar = command("list", "列出档案里的自评表")
    _archive(grammar)
    _add(grammar, "--year", metavar="Y", help="只列这个年度")
    _add(grammar, "--search", metavar="TEXT", default="", help="只列含有这段文字的")
    _add(grammar, "--json", action="store_true", help="输出 JSON")
    grammar = command("export-all", "把档案里的自评表各导出成一个文件，放进一个文件夹")
    _archive(grammar)
    _add(grammar, "-o", "--output", required=True, metavar="FOLDER", help="文件夹，没有就新建")
    _add(grammar, "--year", metavar="Y", help="只导出这个年度")
    _add(grammar, "--search", metavar="TEXT", default="", help="只导出含有这段文字的")
    help_ = "pdf（不写就是它）、xlsx、docx、json、annex（评分底稿）、report（自评报告）"
    _add(grammar, "--kind", metavar="KIND", default="pdf", help=help_)
    _add(grammar, "--into", metavar="BLANK", help="各填进主管部门的空表（.xlsx、.docx）")
    _add(grammar, "--replace", action="store_true", help="覆盖同名文件，不写就加编号")
    grammar = command("summary", "汇总一个年度的全部项目，附决算公开用的文字")
    _archive(grammar)
    _add(grammar, "--year", required=True, metavar="Y", help="年度")
    _add(grammar, "-o", "--output", metavar="OUT", help="另写成 .xlsx 或 .pdf 文件")
    add_page_arguments(grammar)
    grammar = command("years", "历年一览：总分、执行率、失分、未回答的措施，可做成一页 PDF")
    _archive(grammar)
    _add(grammar, "--project", metavar="ID", help="一份自评表的编号：看这个项目；不写是整个单位")
    _add(grammar, "--unit", metavar="NAME", default="", help="只看这个实施单位")
    _add(grammar, "-o", "--output", metavar="OUT.pdf", help="另写成 PDF")
    add_page_arguments(grammar)
    _add(grammar, "--json", action="store_true", help="输出 JSON")
    grammar = command("show", "把档案里的一份自评表输出为 JSON")
    _add(grammar, "id", metavar="ID", help="编号")
    _archive(grammar)
    grammar.arguments.add_argument("--version", metavar="N", type=int, help="第几版，不写是最新版")
    _add(grammar, "--log", action="store_true", help="列出每一版是谁、何时、改了什么")
    _add(grammar, "--json", action="store_true", help="和 --log 一起用：输出 JSON")
    _evidence_commands(command("evidence", "佐证材料：登记、列出、另存、清理"))
    _whole_archive_commands(command)


def _whole_archive_commands(command: Callable[[str, str], Grammar]) -> None:
    grammar = command("backup", "备份档案并核对")
    _archive(grammar)
    _add(grammar, "-o", "--output", required=True, metavar="FILE", help="备份文件")
    _add(grammar, "--replace", action="store_true", help="替换已有的文件（它会留存在旁边）")
    grammar = command("handover", "做交接包：整个档案装进一个文件，试恢复核对后才算做成")
    _archive(grammar)
    _add(grammar, "-o", "--output", required=True, metavar="FILE.zip", help="交接包文件")
    _add(grammar, "--replace", action="store_true", help="替换已有的文件（它会留存在旁边）")
    grammar = command("restore", "由备份或交接包恢复档案")
    _add(grammar, "file", metavar="FILE", help="备份文件或交接包")
    _archive(grammar)
    _add(grammar, "--replace", action="store_true", help="替换原有档案（先备份它）")
    grammar = command("verify", "核对档案是否完好")
    _archive(grammar)
    _add(grammar, "--full", action="store_true", help="上次核对无误、至今未变的表也重新读一遍")


def _evidence_commands(evidence: Grammar) -> None:
    actions = evidence.add_subparsers(title="命令", dest="action", metavar="命令", required=True)

    def action(name: str, what: str, *, of_a_form: bool = True) -> Grammar:
        grammar: Grammar = actions.add_parser(name, help=what, description=what)
        if of_a_form:
            _add(grammar, "id", metavar="ID", help="编号")
        return grammar

    grammar = action("add", "把文件登记为一行指标或整张表的佐证材料")
    _add(grammar, "files", nargs="+", metavar="FILE", help="文件")
    _archive(grammar)
    help_ = "第几行指标（从 1 数起），不写是整张表"
    grammar.arguments.add_argument("--row", metavar="N", type=int, help=help_)
    _add(grammar, "--by", metavar="NAME", default="", help="登记人")
    grammar = action("list", "列出佐证材料")
    _archive(grammar)
    _add(grammar, "--json", action="store_true", help="输出 JSON")
    grammar = action("save", "把佐证材料另存到文件夹，不替换已有的文件")
    _archive(grammar)
    _add(grammar, "-o", "--output", required=True, metavar="FOLDER", help="文件夹")
    help_ = "只存第几件（list 里的序号）"
    grammar.arguments.add_argument("--number", dest="which", metavar="N", type=int, help=help_)
    grammar = action("clean", "清理一个月来没有版本引用的佐证材料", of_a_form=False)
    _archive(grammar)


def _add(grammar: Grammar, *names: str, **options: str | bool | None) -> None:
    grammar.arguments.add_argument(*names, **options)  # type: ignore[arg-type]


def _archive(grammar: Grammar) -> None:
    grammar.arguments.add_argument("--archive", required=True, metavar="DB", help="档案文件")
