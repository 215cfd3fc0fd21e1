"""The year's table adds up, its paragraph says the same, its Excel file calculates nothing."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from core.archive.archive import Archive
from core.assessment import assess
from core.commands.answer import CommandError
from core.commands.summary import summary
from core.exchange.summary_xlsx import summary_xlsx
from core.model.evaluation import Evaluation
from core.sample import sample
from core.scoring.profile_file import load_profile
from core.summary import summarize
from core.years.summary_files import pdf, xlsx
from core.years.yearly import HEAD, year_of, years

RULES = load_profile()


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "档案.db") as store:
        put(store, sample())
        yield store


def put(archive: Archive, form: Evaluation) -> int:
    return archive.add(form, summarize(assess(form, RULES)), rules=RULES.text)


def in_ten_thousand(form: Evaluation) -> Evaluation:
    fund = replace(form.funds[0], initial="100", annual="200", executed="50")
    return replace(form, funds=(fund,), money_unit="万元", project="=CMD|'/C calc'!A0")


def test_the_sums_are_the_sums_whatever_the_money_unit(archive: Archive) -> None:
    put(archive, in_ten_thousand(sample()))
    put(archive, replace(sample(), year=2022))
    year = year_of(archive, 2021)
    assert [project.name for project in year.projects] == ["社会保险服务费", "=CMD|'/C calc'!A0"]
    for amount in ("initial", "annual", "executed"):
        assert year.total(amount) == sum(getattr(project, amount) for project in year.projects)
    assert year.projects[1].annual == Decimal(2_000_000)
    assert year.total("executed") == Decimal("14044028.98") + Decimal(500_000)
    assert len(year.rows) == 3
    assert all(len(row) == len(HEAD) for row in year.rows)


def test_the_paragraph_says_it_in_words(archive: Archive) -> None:
    assert year_of(archive, 2021).paragraph == (
        "根据预算绩效管理要求，我单位组织对 2021 年度项目支出开展绩效自评，共涉及项目 1 个"
        "（其中 1 个项目的自评表尚未定稿），涉及预算金额 1,447.87 万元，"
        "全年执行 1,404.40 万元，总体预算执行率 97.00%。平均得分 96.7 分，其中："
        "评价等级为“优”的 1 个。绩效自评共发现问题 5 个，已经完成整改的 0 个，正在整改的 5 个。"
    )
    assert year_of(archive, 1999).paragraph == "1999 年度没有开展绩效自评的项目。"
    archive.finalize(1)
    assert "尚未定稿" not in year_of(archive, 2021).paragraph


def test_what_was_mended_is_what_went_since_the_worst_version(archive: Archive) -> None:
    worse = replace(summarize(assess(sample(), RULES)), errors=4)
    number = archive.add(replace(sample(), project="初"), worse)
    archive.save(number, sample(), summarize(assess(sample(), RULES)), new_version=True)
    assert (
        year_of(archive, 2021).projects[1].found,
        year_of(archive, 2021).projects[1].mended,
    ) == (
        9,
        4,
    )


def test_a_correction_counts_in_place_of_what_it_corrects(archive: Archive) -> None:
    archive.finalize(1)
    new = archive.correct(1)
    assert [project.entry.id for project in year_of(archive, 2021).projects] == [1]
    archive.finalize(new)
    assert [project.entry.id for project in year_of(archive, 2021).projects] == [new]
    archive.remove(new)
    assert [project.entry.id for project in year_of(archive, 2021).projects] == [1]


def test_an_odd_form_stands_in_the_table_all_the_same(archive: Archive) -> None:
    put(archive, Evaluation(year=2021))
    put(archive, Evaluation(year=2021, money_unit="美元", funds=sample().funds))
    year = year_of(archive, 2021)
    assert year.projects[1].annual is None
    assert year.projects[1].grade == ""
    assert "万元" in year.paragraph
    xlsx(year)


@given(
    st.lists(st.lists(st.text(max_size=8) | st.integers(0, 99), min_size=1, max_size=4), max_size=4)
)
def test_no_text_becomes_a_formula_and_none_is_lost(rows: list[list[str | int]]) -> None:
    rows = [*rows, ["=1+1", "+1", "-1", "@SUM(A1)", "=" * 5, "\x00\x1f 控制"]]
    book = load_workbook(BytesIO(summary_xlsx("表", ["一"], rows)))
    for at, row in enumerate(rows, start=3):
        for column, value in enumerate(row, start=1):
            cell = book["汇总表"].cell(at, column)
            assert cell.data_type != "f"
            if isinstance(value, str) and value.isprintable() and value:
                assert cell.value == value
            if isinstance(value, str) and value[:1] in {"=", "+", "-", "@"}:
                assert cell.quotePrefix


def test_figures_are_figures_in_excel(archive: Archive) -> None:
    book = load_workbook(BytesIO(xlsx(year_of(archive, 2021))))
    cells = [cell.value for cell in book["汇总表"][3]]
    assert cells[1] == "社会保险服务费"
    assert cells[6] == pytest.approx(14044028.98)


def test_the_paper_repeats_its_head_and_ends_with_the_sums(archive: Archive) -> None:
    for number in range(60):
        put(archive, replace(sample(), project=f"第{number}项农村公路养护和安全防护工程补助"))
    year = year_of(archive, 2021)
    data = pdf(year)
    assert data == pdf(year)
    with pypdfium2.PdfDocument(data) as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
        width, height = document[0].get_size()
    assert width > height
    assert len(texts) > 1
    assert all("项目名称" in text for text in texts)
    assert "合计" in texts[-1]
    assert "平均得分 96.7 分" in "".join(texts[-1].split("\r\n"))
    assert sum(text.count("工程补助") for text in texts) >= 60


def test_one_unit_is_summed_up_by_itself(archive: Archive) -> None:
    put(archive, replace(sample(), project="农村公路", unit="交通局"))
    year = year_of(archive, 2021)
    assert year.units == ("上海市社会保险事业管理中心", "交通局")
    assert [project.name for project in year.only("交通局").projects] == ["农村公路"]
    assert year.only("") is year
    assert years(archive) == (2021,)


def test_the_command_says_it_and_writes_it(archive: Archive, tmp_path: Path) -> None:
    said = summary(str(archive.path), year="2021", output=None).text
    assert "社会保险服务费" in said
    assert "96.7" in said
    target = tmp_path / "汇总.xlsx"
    assert "汇总表已写到" in summary(str(archive.path), year="2021", output=target).text
    assert target.stat().st_size > 1000
    paper = tmp_path / "汇总.pdf"
    summary(str(archive.path), year="2021", output=paper)
    assert paper.read_bytes().startswith(b"%PDF")
    for year, name in (("二〇二一", "汇总.xlsx"), ("2021", "汇总.docx")):
        with pytest.raises(CommandError):
            summary(str(archive.path), year=year, output=tmp_path / name)
