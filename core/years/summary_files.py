"""The unit's year as a file: 汇总表 with the paragraph below it, for Excel or on paper."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from decimal import Decimal

from msgspec.structs import replace

from core.model.number import plain, rounded
from core.sheet.page_setup import UPRIGHT, PageSetup
from core.years.public_paragraph import notes, paragraph, problems
from core.years.yearly import AVERAGE, HEAD, TOTAL, Cell, Year

_MONEY = range(4, 7)
_ON_PAPER = tuple(name.replace("（元）", "\n（元）") for name in HEAD[:11])
"""How many problems are left is the clerk's business, not the reader's of the paper."""
PROBLEMS_HEAD = (
    *("项目名称", "二级指标", "三级指标", "年度指标值", "实际完成值"),
    *("偏差原因分析及改进措施", "下一年度的回答", "整改情况"),
)
NOTHING = "—"


def title_of(year: Year) -> str:
    """What the table is called."""
    return f"{year.year} 年度项目支出绩效自评汇总表"


def xlsx(year: Year) -> bytes:
    """The table and the paragraph as an Excel file that goes on calculating."""
    from core.exchange.summary_xlsx import Line, Workbook, summary_xlsx

    sums = year.sums
    return summary_xlsx(
        Workbook(
            title=title_of(year),
            head=HEAD,
            lines=[
                Line(
                    (project.name, project.department, project.unit),
                    (project.initial, project.annual, project.executed),
                    project.rate,
                    project.score,
                    project.grade,
                    project.entry.label,
                    project.entry.summary.counts,
                )
                for project in year.projects
            ],
            sums=Line(
                (TOTAL, "", ""),
                (sums.initial, sums.annual, sums.executed),
                sums.rate,
                sums.average,
                AVERAGE,
                "",
                year.counts,
            ),
            texts=below(year),
            details=("问题与整改", PROBLEMS_HEAD, tuple(problem_lines(year))),
        )
    )


def pdf(year: Year, setup: PageSetup = UPRIGHT) -> bytes:
    """The table and the paragraph on A4, landscape, with its own page ends."""
    from core.report.archival import Description
    from core.report.page_marks import Mark, Printed, Stamp
    from core.report.pdf_writer import render
    from core.report.running import Running
    from core.sheet.summary_sheet import Summary, lay_out_summary

    lines = [row[: len(_ON_PAPER)] for row in texts(year)]
    units = {project.unit for project in year.projects}
    unit = units.pop() if len(units) == 1 else ""
    return render(
        lay_out_summary(Summary(title_of(year), _ON_PAPER, lines, below(year))),
        Description(
            title=title_of(year),
            author=unit,
            subject=f"{len(year.projects)} 个项目",
        ),
        setup=replace(setup, landscape=True),
        stamp=Stamp(
            Mark(content_code(year), year.year, printed=Printed.SUMMARY), Printed.SUMMARY.title
        ),
        running=Running(title_of(year), unit),
    )


def content_code(year: Year) -> str:
    """The eight characters that stand for what the table on paper says."""
    from core.report.page_marks import code_of_year

    rows = [row[: len(_ON_PAPER)] for row in texts(year)]
    said = json.dumps([rows, below(year)], ensure_ascii=False)
    digest = hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
    return code_of_year(year.year, digest)


def unit_of_code(year: Year, code: str) -> str | None:
    """Whose summary bears this code: one 实施单位, blank for the whole year; ``None``: nobody's."""
    for unit in ("", *year.units):
        if content_code(year.only(unit)) == code:
            return unit
    return None


def below(year: Year) -> tuple[tuple[str, str], ...]:
    """What stands below the table: the paragraph, and the notes where there are any."""
    said = tuple(notes(year))
    numbered = "\n".join(f"{at}. {note}" for at, note in enumerate(said, start=1))
    return (("决算公开", paragraph(year)), *((("注", numbered),) if said else ()))


def problem_lines(year: Year) -> Iterator[tuple[str, ...]]:
    """The problems found, in the words of ``PROBLEMS_HEAD``."""
    for project, one in problems(year):
        progress = one.progress
        yield (
            *(project.title, one.level2, one.name, one.target, one.actual),
            *(one.reason, one.answer, "" if progress is None else progress.value),
        )


def texts(year: Year) -> tuple[tuple[str, ...], ...]:
    """The rows of the table in words, money to the 分."""
    return tuple(
        tuple(_said(value, money=column in _MONEY) for column, value in enumerate(row))
        for row in year.rows
    )


def _said(value: Cell, *, money: bool) -> str:
    if value is None:
        return NOTHING
    if isinstance(value, Decimal):
        return f"{rounded(value, 2):,.2f}" if money else plain(value)
    return str(value)


FILES = {".xlsx": xlsx, ".pdf": pdf}
"""How each kind of file is made."""
