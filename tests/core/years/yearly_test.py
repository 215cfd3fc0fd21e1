"""The year's figures, each worked out by hand: sums, rates, averages, and what is left out."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from core.archive.archive import Archive
from core.archive.records import Summary
from core.assessment import assess
from core.commands.answer import CommandError
from core.commands.summary_command import summary
from core.issuing.finalizing import finalize
from core.model.edits import Keep, apply
from core.model.evaluation import Category, Evaluation, Fund, Group, Indicator
from core.sample import sample
from core.scoring.profile_file import load_profile
from core.summary import summarize
from core.years.public_paragraph import notes, paragraph, problems
from core.years.yearly import HEAD, year_of, years

RULES = load_profile()


def form(
    project: str,
    *,
    annual: str = "30",
    executed: str = "30",
    points: str = "90",
    score: str = "90",
    actual: str = "10",
    deviation: str = "",
    year: int = 2021,
    unit: str = "甲局",
) -> Evaluation:
    """A form in 万元 with 10 points of execution and one row of ``points``."""
    row = Indicator(
        id=4,
        name="培训次数",
        target=">=10次",
        actual=actual,
        points=points,
        score=score,
        deviation=deviation,
    )
    total = Fund(id=1, name="年度资金总额", initial="20", annual=annual, executed=executed)
    group = Group(id=3, name="数量指标", indicators=(row,))
    return Evaluation(
        title="项目支出绩效自评表",
        project=project,
        department="主管局",
        unit=unit,
        year=year,
        money_unit="万元",
        funds=(replace(total, points="10"),),
        goal_expected="培训",
        goal_actual="完成培训",
        categories=(Category(id=2, name="产出指标", groups=(group,)),),
    )


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "档案.db") as store:
        yield store


def put(archive: Archive, one: Evaluation, *, final: bool = False, sample: bool = False) -> int:
    number = archive.add(one, summarize(one, assess(one, RULES)), rules=RULES.text, sample=sample)
    if final:
        archive.finalize(number, errors=0)
    return number


@pytest.fixture
def full(archive: Archive) -> Archive:
    """Six forms: two whole finals, a draft without 执行数, of 74 and of 110 points, the sample."""
    # 30万 budgeted, 27万 spent: 执行率 90 %, 9 points of 10; the row lost 2 of 90. 97 in all.
    lost = form("甲项目", executed="27", score="88", actual="9", deviation="场地未落实，明年补训")
    put(archive, lost, final=True)
    # 30万, all of it: 10 + 90. 100 in all; a warning of it is kept.
    kept = apply(form("乙项目", unit="乙局"), Keep(4, "all-full", "属实"))
    put(archive, kept, final=True)
    put(archive, form("丙项目", executed=""))
    put(archive, form("七十四分", annual="10", executed="5", points="64", score="60"), final=True)
    put(archive, form("一百一十分", annual="10", executed="10", points="100", score="100"))
    put(archive, sample(), sample=True)
    return archive


def test_two_projects_one_without_its_expenditure_are_not_summed_as_if_both_had_one(
    archive: Archive,
) -> None:
    put(archive, form("甲"))
    put(archive, form("乙", executed=""))
    year = year_of(archive, 2021)
    assert [row[4:8] for row in year.rows] == [
        (200_000, 300_000, 300_000, "100.00%"),
        (200_000, 300_000, None, None),
        (200_000, 300_000, 300_000, "100.00%"),
    ]
    assert "预算数、执行数和执行率的合计都不含 1 个项目：乙（没有填全年执行数）。" in notes(year)


def test_every_figure_of_the_table(full: Archive) -> None:
    rows = [row[1:2] + row[4:11] for row in year_of(full, 2021).rows]
    assert rows == [
        ("甲项目", 200_000, 300_000, 270_000, "90.00%", 97, "优", "定稿"),
        ("乙项目", 200_000, 300_000, 300_000, "100.00%", 100, "优", "定稿"),
        ("丙项目", 200_000, 300_000, None, None, 90, None, "草稿"),
        # 5 ÷ 10 of 10 points: 5; with 60 of 64 points, 65 of 74.
        ("七十四分", 200_000, 100_000, 50_000, "50.00%", 65, None, "定稿"),
        ("一百一十分", 200_000, 100_000, 100_000, "100.00%", 110, None, "草稿"),
        # Without 丙: 20 x 4; 30 + 30 + 10 + 10; 27 + 30 + 5 + 10; 72 ÷ 80; (97 + 100) ÷ 2.
        ("", 800_000, 800_000, 720_000, "90.00%", Decimal("98.50"), "（平均）", ""),
    ]
    assert all(len(row) == len(HEAD) for row in year_of(full, 2021).rows)


def test_every_figure_of_the_paragraph_is_of_finals(full: Archive) -> None:
    # 30 + 30 + 10 budgeted, 27 + 30 + 5 spent; 62 ÷ 70 = 0.885714.
    assert paragraph(year_of(full, 2021)) == (
        "根据预算绩效管理要求，我单位编报 2021 年度绩效目标的项目 ____ 个，涉及预算金额 ____ 万元；"
        "开展绩效跟踪监控的项目 ____ 个，涉及预算金额 ____ 万元。"
        "组织对 2021 年度项目支出开展绩效自评，共涉及项目 3 个，"
        "涉及预算金额 70.00 万元，全年执行 62.00 万元，总体预算执行率 88.57%。"
        "平均得分 98.5 分（评定等级的 2 个项目），其中：评价等级为“优”的 2 个，不评定等级的 1 个。"
        "绩效自评共发现问题 2 个，已经完成整改的 ____ 个，正在整改的 ____ 个。"
    )
    found = [(project.name, one.name, one.reason) for project, one in problems(year_of(full, 2021))]
    assert found == [
        ("甲项目", "培训次数", "场地未落实，明年补训"),
        ("七十四分", "培训次数", ""),
    ]


def test_what_is_left_out_is_said(full: Archive) -> None:
    put(full, Evaluation(project="没有年度", year=""))
    said = notes(year_of(full, 2021))
    assert said[:5] == (
        "这段话只计定稿，没有计入草稿 2 份：丙项目、一百一十分；汇总表列有草稿。",
        "随程序带来的样例 1 份，表和这段话都没有计入。",
        "档案里另有 1 份自评表没有写明年度，不在任何一年的汇总里。",
        "预算数、执行数和执行率的合计都不含 1 个项目：丙项目（没有填全年执行数）。",
        (
            "平均得分和等级不含 3 个项目：丙项目（还有得分没有填写，尚不能评定等级）、"
            "七十四分（分值合计 74 分，不是 100 分，不评定等级）、"
            "一百一十分（分值合计 110 分，不是 100 分，不评定等级）。"
        ),
    )
    assert "其中写明偏差原因和改进措施的 1 个" in said[6]


def test_neither_a_check_nor_a_kept_warning_is_a_problem_or_a_remedy(archive: Archive) -> None:
    worse = replace(summarize(form("甲"), assess(form("甲"), RULES)), errors=4, warnings=3)
    number = archive.add(form("甲"), worse)
    kept = apply(form("甲"), Keep(4, "all-full", "已整改"))
    archive.save(number, kept, Summary(), new_version=True)
    archive.finalize(number, errors=0)
    assert "绩效自评没有发现失分或未达到指标值的指标。" in paragraph(year_of(archive, 2021))


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("上年措施已落实，今年场地固定", ("1", "0")),
        ("去年的问题已完成整改；今年因疫情少办一期", ("1", "0")),
        ("场地问题正在整改，预计明年完成", ("0", "1")),
        ("今年仍未完成，因为下雨", ("____", "____")),
        ("无", ("____", "____")),
        ("场地未落实，明年补训", ("____", "____")),  # last year's own words are no answer
    ],
)
def test_what_became_of_it_is_what_next_years_form_answers(
    archive: Archive, answer: str, said: tuple[str, str]
) -> None:
    put(archive, form("甲", score="88", actual="9", deviation="场地未落实，明年补训"), final=True)
    next_year = put(archive, form("甲", year=2022, deviation=answer))
    blank = "已经完成整改的 ____ 个，正在整改的 ____ 个"
    assert blank in paragraph(year_of(archive, 2021))  # a draft answers nothing yet
    archive.finalize(next_year, errors=0)
    told = f"绩效自评共发现问题 1 个，已经完成整改的 {said[0]} 个，正在整改的 {said[1]} 个。"
    assert told in paragraph(year_of(archive, 2021))


def test_a_note_that_it_is_done_and_not_for_the_paper_is_an_answer(archive: Archive) -> None:
    put(archive, form("甲", score="88", actual="9", deviation="场地未落实"), final=True)
    put(archive, apply(form("甲", year=2022), Keep(4, "promise-unanswered", "已落实")), final=True)
    assert "已经完成整改的 1 个，正在整改的 0 个" in paragraph(year_of(archive, 2021))


def test_a_form_without_a_full_year_budget_is_summed_by_its_first_one(archive: Archive) -> None:
    put(archive, form("甲", annual="", executed="10"))
    year = year_of(archive, 2021)
    assert year.rows[-1][4:8] == (200_000, 200_000, 100_000, "50.00%")
    assert "表上没有全年预算数，按年初预算数计的有 1 个：甲。" in notes(year)


def test_a_sum_that_not_all_rows_have_is_none(archive: Archive) -> None:
    put(archive, form("甲"))
    one = form("乙")
    put(archive, replace(one, funds=(replace(one.funds[0], initial=""),)))
    year = year_of(archive, 2021)
    assert year.rows[-1][4:7] == (None, 600_000, 600_000)
    assert "年初预算数没有合计，因为有 1 个项目没有：乙。" in notes(year)


def test_the_sums_are_the_sums_whatever_the_money_unit(archive: Archive) -> None:
    put(archive, form("甲"))
    put(archive, replace(form("乙", annual="300,000", executed="￥150,000.50"), money_unit="元"))
    assert year_of(archive, 2021).rows[-1][5:7] == (600_000, Decimal("450000.50"))


def test_without_a_final_form_there_is_no_paragraph(archive: Archive) -> None:
    put(archive, form("甲"))
    said = "档案里没有 2021 年度已定稿的自评表，还不能写决算公开的这段话。"
    assert paragraph(year_of(archive, 2021)) == said
    assert "没有 1999 年度已定稿的自评表" in paragraph(year_of(archive, 1999))
    assert year_of(archive, 1999).rows[-1][4:9] == (None, None, None, None, None)


def test_a_correction_counts_in_place_of_what_it_corrects(archive: Archive) -> None:
    first = put(archive, form("甲"), final=True)
    new = archive.correct(first)
    assert [project.entry.id for project in year_of(archive, 2021).projects] == [first]
    assert "更正还没有定稿，仍按原定稿计：甲。" in notes(year_of(archive, 2021))
    archive.finalize(new, errors=0)
    assert [project.entry.id for project in year_of(archive, 2021).projects] == [new]
    assert "更正已经定稿，按更正后的计，原定稿没有计入：甲。" in notes(year_of(archive, 2021))
    archive.remove(new)
    assert [project.entry.id for project in year_of(archive, 2021).projects] == [first]


def test_the_paper_and_the_summary_count_alike(archive: Archive) -> None:
    number = put(archive, sample())
    finalize(archive, number)
    said = paragraph(year_of(archive, 2021))
    assert "涉及预算金额 1,447.87 万元，全年执行 1,404.40 万元，总体预算执行率 97.00%。" in said
    assert "平均得分 96.7 分，其中：评价等级为“优”的 1 个。绩效自评共发现问题 2 个" in said


def test_an_odd_form_stands_in_the_table_all_the_same(archive: Archive) -> None:
    put(archive, Evaluation(year=2021))
    put(archive, Evaluation(year=2021, money_unit="美元", funds=sample().funds))
    put(archive, replace(form("年"), year="2021年度"))
    put(archive, form("半", executed="见附件"))
    year = year_of(archive, 2021)
    assert year.projects[1].annual is None
    assert year.projects[1].grade == ""
    assert year.projects[2].name == "年"
    assert "第 1 号（没有项目名称）（没有填全年预算数、全年执行数）" in notes(year)[1]
    assert "（金额单位是“美元”）" in notes(year)[1]
    assert "半（没有读出全年执行数）" in notes(year)[1]


def test_one_unit_is_summed_up_by_itself(full: Archive) -> None:
    year = year_of(full, 2021)
    assert year.units == ("乙局", "甲局")
    only = year.only("乙局")
    assert [project.name for project in only.projects] == ["乙项目"]
    assert only.rows[-1][5:8] == (300_000, 300_000, "100.00%")
    assert year.only("") is year
    assert years(full) == (2021,)


def test_the_sample_alone_is_no_year(archive: Archive) -> None:
    put(archive, sample(), sample=True)
    assert years(archive) == ()
    assert year_of(archive, 2021).projects == ()


def test_the_command_says_it_and_writes_it(full: Archive, tmp_path: Path) -> None:
    said = summary(str(full.path), year="2021", output=None).text
    for words in ("甲项目", "90.00%", "98.5", "____", "没有计入草稿 2 份", "场地未落实，明年补训"):
        assert words in said
    target = tmp_path / "汇总.xlsx"
    assert "汇总表已写到" in summary(str(full.path), year="2021", output=target).text
    assert target.stat().st_size > 1000
    paper = tmp_path / "汇总.pdf"
    summary(str(full.path), year="2021", output=paper)
    assert paper.read_bytes().startswith(b"%PDF")
    for year, name in (("二〇二一", "汇总.xlsx"), ("2021", "汇总.docx")):
        with pytest.raises(CommandError):
            summary(str(full.path), year=year, output=tmp_path / name)
