"""The years side by side: one source for the window and the paper; nothing untold is counted."""

import json
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from core.archive.archive import Archive
from core.assessment import assess
from core.command_line import main
from core.issuing.finalizing import finalize
from core.model.edits import Edit, SetField, Together, apply
from core.model.evaluation import Evaluation
from core.model.path import Path as Address
from core.model.selfeval import dumps, loads
from core.sample import sample
from core.scoring.profile_file import load_profile
from core.sheet.picture import Bar, Stroke, Words
from core.sheet.trend_sheet import lay_out_trend
from core.summary import summarize
from core.years.carry_over import carry_over
from core.years.improvement import level_name
from core.years.trend import HEAD, Trend, YearFigures, project_trend, unit_trend
from core.years.trend_files import trend_pdf
from core.years.trend_picture import HEIGHT, WIDTH, picture
from tests.tiling import assert_tiles

RULES = load_profile()
ROW = next(row for row in sample().indicators if row.name == "培训完成率")


def of_year(year: int, *, lost: str = "", reason: str = "", unit: str = "甲中心") -> Evaluation:
    edits: list[Edit] = []
    if lost:
        edits.append(SetField(Address(ROW.id, "score"), lost))
    edits.append(SetField(Address(ROW.id, "deviation"), reason))
    form = replace(sample(), year=year, project="服务费", unit=unit, total_score="")
    return loads(dumps(apply(form, Together(tuple(edits), "一年"))))


def put(archive: Archive, form: Evaluation, *, final: bool = False) -> int:
    number = archive.add(form, summarize(form, assess(form, RULES)), rules=RULES.text)
    if final:
        finalize(archive, number)
    return number


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "自评档案.db"
    with Archive.create(path) as store:
        put(store, of_year(2019, lost="0.5", reason="人手不足，将增加培训"), final=True)
        put(store, of_year(2020, lost="0.8", reason="已落实整改措施，增加培训"), final=True)
        put(store, of_year(2021, lost="0.7", reason="疫情影响"))
        put(store, of_year(2021, unit="乙中心"))
        put(store, of_year(2023))  # a gap: not the year after
    return path


def test_a_project_over_its_years(archive: Path) -> None:
    with Archive.open(archive) as store:
        found = project_trend(store, 2)
        assert found == project_trend(store, 1) == project_trend(store, 3)
    assert [one.year for one in found.years] == [2019, 2020, 2021]
    assert [one.note for one in found.years] == ["", "", "草稿"]
    # Two reasons of the sample are never answered. That of 2019 is by a final form; that of 2020
    # only by a draft, which 汇总 does not count either.
    assert [one.promises for one in found.years] == [2, 3, 3]
    for one, lost in zip(found.years, ("0.5", "0.2", "0.3"), strict=True):
        card = assess(of_year(one.year, lost=str(1 - Decimal(lost))), RULES).scorecard
        assert one.total == card.total_score
        assert dict(one.lost)["预算执行"] == Decimal("0.3")
    assert "服务费" in found.subject


def test_a_form_that_lacks_scores_has_no_total_and_no_bar(archive: Path) -> None:
    with Archive.open(archive) as store:
        form = carry_over(of_year(2021), 2022)
        store.add(form, summarize(form, assess(form, RULES)), rules=RULES.text, follows=3)
        years = project_trend(store, 3).years
    (carried,) = (one for one in years if one.year == 2022)
    assert (carried.total, carried.lost) == (None, ())
    assert carried.note == "未评完"
    assert carried.cells[1] == "—"
    drawn = picture(Trend("历年自评一览", "服务费", (carried,)))
    assert not any(isinstance(item, Bar) for item in drawn.items)


def test_a_correction_takes_the_place_of_what_it_corrects(archive: Path) -> None:
    with Archive.open(archive) as store:
        correction = store.correct(1)
        form = of_year(2019, lost="0.9", reason="更正后的原因")
        found = summarize(form, assess(form, RULES))
        store.save(correction, form, found, rules=RULES.text)
        finalize(store, correction)
        years = project_trend(store, 2).years
    assert [one.year for one in years] == [2019, 2020, 2021]
    assert years[0].total == assess(form, RULES).scorecard.total_score


def test_the_unit_is_an_average(archive: Path) -> None:
    with Archive.open(archive) as store:
        whole, one = unit_trend(store), unit_trend(store, "乙中心")
    assert [year.year for year in whole.years] == [2019, 2020, 2021, 2023]
    assert [year.year for year in one.years] == [2021]
    assert whole.years[2].note == "2 个项目，其中草稿 2 个"
    assert dict(whole.years[2].lost)["预算执行"] == Decimal("0.3")


def test_the_unit_loses_only_what_is_graded(archive: Path) -> None:
    with Archive.open(archive) as store:
        before = unit_trend(store).years[2]
        blanks = (SetField(Address(ROW.id, "score"), ""), SetField(Address(ROW.id, "actual"), ""))
        left = apply(of_year(2021, unit="丙中心"), Together(blanks, "未评完"))
        assert not assess(left, RULES).scorecard.is_complete
        put(store, left)
        after = unit_trend(store).years[2]
    assert (after.total, after.lost) == (before.total, before.lost)
    assert "未评出等级 1 个" in after.note


FIGURES = st.builds(
    YearFigures,
    st.integers(1000, 9999),
    st.none() | st.decimals(0, 1000, places=2),
    st.none() | st.decimals(0, 20, places=6),
    st.lists(
        st.tuples(st.text(min_size=1, max_size=30), st.decimals("0.01", 100, places=2)),
        max_size=8, unique_by=lambda pair: pair[0],
    ).map(tuple),
    st.integers(0, 500),
)  # fmt: skip


@given(st.lists(FIGURES, max_size=10).map(tuple))
def test_whatever_the_years_hold_all_of_it_is_in_the_picture(
    years: tuple[YearFigures, ...],
) -> None:
    trend = Trend("历年", "项目", years)
    drawn = picture(trend)
    for item in drawn.items:
        match item:
            case Bar(left, top, width, height, _):
                assert -0.01 <= left <= left + width <= WIDTH + 0.01
                assert -0.01 <= top <= top + height <= HEIGHT + 0.01
                assert height >= 0
            case Stroke(points):
                assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in points)
            case Words(x, y):
                assert 0 <= x <= WIDTH
                assert 0 <= y <= HEIGHT
    for one in years:
        assert str(one.year) in drawn.words
    if years:  # it begins and ends where what is above and below it does
        axes = [x for item in drawn.items if isinstance(item, Stroke) for x, _ in item.points]
        assert (min(axes), max(axes)) == (0, WIDTH)
    assert_tiles(lay_out_trend("题", "项目", drawn, HEAD, [one.cells for one in years]))


@given(st.lists(FIGURES, min_size=1, max_size=10).map(tuple))
def test_parts_of_a_bar_sum_up_to_it(years: tuple[YearFigures, ...]) -> None:
    """No level is left out, however many there are."""
    drawn = picture(Trend("历年", "项目", years))
    highest = max(sum(lost for _, lost in one.lost) for one in years)
    if highest:
        bars = [item for item in drawn.items if isinstance(item, Bar) and item.height > 6]
        assert bars


def test_the_page_has_the_picture_and_its_figures(archive: Path) -> None:
    with Archive.open(archive) as store:
        found = project_trend(store, 2)
    data = trend_pdf(found)
    assert data == trend_pdf(found)
    (page,) = pypdfium2.PdfDocument(data)
    text = page.get_textpage().get_text_range()
    for word in (
        "历年自评一览",
        "总分",
        "预算执行率",
        "还没有回答的改进措施",
        "2019",
        "2021",
        "草稿",
    ):
        assert word in text
    assert text.count("2020") == 5  # in four charts, and in the table


def test_the_command_line_tells_and_prints_it(
    archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["years", "--archive", str(archive), "--project", "2"]
    assert main([*asked, "--json"], lambda *_: None) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["year"] for one in told] == [2019, 2020, 2021]
    assert told[0]["rate"] == "0.969976"
    assert main([*asked, "-o", str(tmp_path / "一览.pdf")], lambda *_: None) == 0
    assert (tmp_path / "一览.pdf").read_bytes().startswith(b"%PDF")
    assert main([*asked, "-o", str(tmp_path / "一览.xlsx")], lambda *_: None) == 2
    capsys.readouterr()
    assert main(["years", "--archive", str(archive)], lambda *_: None) == 0
    assert "全部单位" in capsys.readouterr().out


def test_levels_are_compared_without_points_in_brackets() -> None:
    assert level_name("产出指标（50分）") == level_name(" 产出 指标(40) ") == "产出"
