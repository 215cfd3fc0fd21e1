"""The commands for an archive: what comes in and goes out, lists and sums, evidence, safety."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from core.commands.answer import Answer
from core.commands.arguments import Grammar
from core.commands.page_arguments import add_page_arguments, page_setup


def add_archive_commands(whole: Grammar) -> None:
    """Each command with what it takes."""
    told = "认出打印稿：是哪一份的哪一版，页页齐全否，内容是否仍与档案一致"
    command = whole.command("identify", told, _identify)
    help_ = "页脚的八位核对码，或扫描的图片、PDF"
    command.add("pages", nargs="+", metavar="CODE|FILE", help=help_)
    _add_archive(command)
    _add_commands_of_many_forms(whole)
    _add_commands_of_years(whole)

    command = whole.command("show", "把档案里的一份自评表输出为 JSON", _show)
    command.add("id", metavar="ID", help="编号")
    _add_archive(command)
    command.add("--version", metavar="N", type=int, help="第几版，不写是最新版")
    command.add("--log", action="store_true", help="列出每一版是谁、何时、改了什么")
    command.add("--json", action="store_true", help="和 --log 一起用：输出 JSON")
    _add_evidence_commands(whole.command("evidence", "佐证材料：登记、列出、另存、清理"))
    _add_commands_of_the_whole(whole)


def _add_archive(command: Grammar) -> None:
    command.add("--archive", required=True, metavar="DB", help="档案文件")


def _add_commands_of_many_forms(whole: Grammar) -> None:
    command = whole.command("import", "把自评表文件收进档案，打印编号", _import)
    help_ = "自评表文件，或放着它们的文件夹"
    command.add("files", nargs="+", metavar="FILE|FOLDER", help=help_)
    _add_archive(command)
    help_ = "收进的是已批复的绩效目标：锁定名称、指标值和分值；DATE 是批复日期"
    command.add("--approved", metavar="DATE", default="", help=help_)
    command.add("--by", metavar="NAME", default="", help="收进的人")

    command = whole.command("list", "列出档案里的自评表", _list)
    _add_archive(command)
    command.add("--year", metavar="Y", help="只列这个年度")
    command.add("--search", metavar="TEXT", default="", help="只列含有这段文字的")
    command.add("--json", action="store_true", help="输出 JSON")

    told = "把档案里的自评表各导出成一个文件，放进一个文件夹"
    command = whole.command("export-all", told, _export_all)
    _add_archive(command)
    command.add("-o", "--output", required=True, metavar="FOLDER", help="文件夹，没有就新建")
    command.add("--year", metavar="Y", help="只导出这个年度")
    command.add("--search", metavar="TEXT", default="", help="只导出含有这段文字的")
    help_ = "pdf（不写就是它）、xlsx、docx、json、annex（评分底稿）、report（自评报告）"
    command.add("--kind", metavar="KIND", default="pdf", help=help_)
    command.add("--into", metavar="BLANK", help="各填进主管部门的空表（.xlsx、.docx）")
    command.add("--replace", action="store_true", help="覆盖同名文件，不写就加编号")


def _add_commands_of_years(whole: Grammar) -> None:
    command = whole.command("summary", "汇总一个年度的全部项目，附决算公开用的文字", _summary)
    _add_archive(command)
    command.add("--year", required=True, metavar="Y", help="年度")
    command.add("-o", "--output", metavar="OUT", help="另写成 .xlsx 或 .pdf 文件")
    add_page_arguments(command)

    told = "历年一览：总分、执行率、失分、未回答的措施，可做成一页 PDF"
    command = whole.command("years", told, _years)
    _add_archive(command)
    help_ = "一份自评表的编号：看这个项目；不写是整个单位"
    command.add("--project", metavar="ID", help=help_)
    command.add("--unit", metavar="NAME", default="", help="只看这个实施单位")
    command.add("-o", "--output", metavar="OUT.pdf", help="另写成 PDF")
    add_page_arguments(command)
    command.add("--json", action="store_true", help="输出 JSON")


def _add_evidence_commands(evidence: Grammar) -> None:
    told = "把文件登记为一行指标或整张表的佐证材料"
    command = evidence.command("add", told, _add_evidence)
    command.add("id", metavar="ID", help="编号")
    command.add("files", nargs="+", metavar="FILE", help="文件")
    _add_archive(command)
    command.add("--row", metavar="N", type=int, help="第几行指标（从 1 数起），不写是整张表")
    command.add("--by", metavar="NAME", default="", help="登记人")

    command = evidence.command("list", "列出佐证材料", _list_evidence)
    command.add("id", metavar="ID", help="编号")
    _add_archive(command)
    command.add("--json", action="store_true", help="输出 JSON")

    command = evidence.command("save", "把佐证材料另存到文件夹，不替换已有的文件", _save_evidence)
    command.add("id", metavar="ID", help="编号")
    _add_archive(command)
    command.add("-o", "--output", required=True, metavar="FOLDER", help="文件夹")
    help_ = "只存第几件（list 里的序号）"
    command.add("--number", dest="which", metavar="N", type=int, help=help_)

    command = evidence.command("clean", "清理一个月来没有版本引用的佐证材料", _clean_evidence)
    _add_archive(command)


def _add_commands_of_the_whole(whole: Grammar) -> None:
    command = whole.command("backup", "备份档案并核对", _back_up)
    _add_archive(command)
    command.add("-o", "--output", required=True, metavar="FILE", help="备份文件")
    command.add("--replace", action="store_true", help="替换已有的文件（它会留存在旁边）")

    told = "做交接包：整个档案装进一个文件，试恢复核对后才算做成"
    command = whole.command("handover", told, _hand_over)
    _add_archive(command)
    command.add("-o", "--output", required=True, metavar="FILE.zip", help="交接包文件")
    command.add("--replace", action="store_true", help="替换已有的文件（它会留存在旁边）")

    command = whole.command("restore", "由备份或交接包恢复档案", _restore)
    command.add("file", metavar="FILE", help="备份文件或交接包")
    _add_archive(command)
    command.add("--replace", action="store_true", help="替换原有档案（先备份它）")

    command = whole.command("verify", "核对档案是否完好", _verify)
    _add_archive(command)
    command.add("--full", action="store_true", help="上次核对无误、至今未变的表也重新读一遍")


def _identify(given: Namespace) -> Answer:
    from core.issuing.identification import identify

    return Answer(identify(given.pages, Path(given.archive)).text)


def _import(given: Namespace) -> Answer:
    from core.commands.archives import ImportOptions, import_forms

    return import_forms(given.files, given.archive, ImportOptions(given.by, given.approved))


def _list(given: Namespace) -> Answer:
    from core.commands.archives import list_entries

    return list_entries(given.archive, year=given.year, search=given.search, json=given.json)


def _export_all(given: Namespace) -> Answer:
    from core.commands.export_all import Wanted, export_all

    blank = None if given.into is None else Path(given.into)
    wanted = Wanted(given.year, given.search, given.kind, blank)
    return export_all(given.archive, Path(given.output), wanted, overwrite=given.replace)


def _summary(given: Namespace) -> Answer:
    from core.commands.summary_command import summary

    output = None if given.output is None else Path(given.output)
    return summary(given.archive, year=given.year, output=output, setup=page_setup(given))


def _years(given: Namespace) -> Answer:
    from core.commands.years_command import trend

    return trend(
        given.archive,
        project=given.project,
        unit=given.unit,
        output=None if given.output is None else Path(given.output),
        setup=page_setup(given),
        json=given.json,
    )


def _show(given: Namespace) -> Answer:
    from core.commands import archives

    shown = archives.show_log if given.log else archives.show
    return shown(given.id, given.archive, given.version, json=given.json)


def _add_evidence(given: Namespace) -> Answer:
    from core.commands.evidence_command import add

    return add(given.id, given.files, given.archive, row=given.row, by=given.by)


def _list_evidence(given: Namespace) -> Answer:
    from core.commands.evidence_command import list_evidence

    return list_evidence(given.id, given.archive, json=given.json)


def _save_evidence(given: Namespace) -> Answer:
    from core.commands.evidence_command import save

    return save(given.id, given.archive, Path(given.output), which=given.which)


def _clean_evidence(given: Namespace) -> Answer:
    from core.commands.evidence_command import tidy

    return tidy(given.archive)


def _back_up(given: Namespace) -> Answer:
    from core.commands.archives import back_up

    return back_up(given.archive, Path(given.output), replace=given.replace)


def _hand_over(given: Namespace) -> Answer:
    from core.commands.archives import hand_over_archive

    return hand_over_archive(given.archive, Path(given.output), replace=given.replace)


def _restore(given: Namespace) -> Answer:
    from core.commands.archives import bring_back

    return bring_back(given.file, given.archive, replace=given.replace)


def _verify(given: Namespace) -> Answer:
    from core.commands.archives import verify

    return verify(given.archive, full=given.full)
