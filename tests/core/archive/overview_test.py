"""档案总览 in words: what is still to be done, and in which order it is sorted."""

from hypothesis import given
from msgspec.structs import replace

from core.archive.archive import Archive
from core.archive.overview import COLUMNS, left, line, project_of, state_of, version_of
from core.archive.records import FINAL, Summary, moment_of
from core.assessment import assess
from core.checks.calm import Calm
from core.checks.cards import cards, counts
from core.filling.beginning import new_form
from core.model.evaluation import Evaluation
from core.sample import sample
from core.scoring.profile_file import load_profile
from core.summary import summarize
from core.years.carry_over import carry_over
from tests.strategies import evaluations

RULES = load_profile()
LEFT = COLUMNS.index("待处理")


def test_what_is_only_to_be_filled_in_is_told_apart(archive: Archive) -> None:
    number = archive.add(new := carry_over(sample(), 2022), summarize(new, assess(new, RULES)))
    entry = archive.entry(number)
    assert (entry.summary.errors, entry.summary.wrong) == (entry.summary.unfilled, 0)
    assert left(entry) == line(entry)[LEFT] == f"{entry.summary.unfilled} 待填"


def test_an_error_is_no_work_still_to_do(archive: Archive) -> None:
    wrong = replace(sample(), total_score="12")
    number = archive.add(wrong, summarize(wrong, assess(wrong, RULES)))
    assert left(archive.entry(number)) == "1 错误 5 提醒"


def test_every_part_is_named_and_nothing_where_nothing_is_left(archive: Archive) -> None:
    entry = archive.entry(1)
    found = {
        summary: left(replace(entry, summary=summary))
        for summary in (Summary(), Summary(errors=9, warnings=2, unfilled=6))
    }
    assert list(found.values()) == ["", "3 错误 2 提醒 6 待填"]


@given(evaluations())
def test_the_parts_are_all_that_stands_in_the_way(form: Evaluation) -> None:
    found = summarize(form, assess(form, RULES))
    assert 0 <= found.unfilled <= found.errors
    assert found.counts == (found.errors - found.unfilled, found.warnings, found.unfilled)


def test_a_new_form_has_nothing_wrong() -> None:
    assert summarize(new_form(), assess(new_form(), RULES)).wrong == 0


@given(evaluations(6))
def test_the_list_counts_what_the_window_tells_when_it_opens_the_form(form: Evaluation) -> None:
    found = assess(form, RULES)
    calmly = Calm.opened(form, found.problems).told_calmly(found.problems)
    errors, warnings = counts(cards(calmly))
    summary = summarize(form, found)
    assert (summary.wrong, summary.warnings) == (errors, warnings)
    assert summary.errors == found.counts[0]  # what stands in the way of 定稿


def test_a_draft_is_told_by_its_version_and_a_final_form_by_its_number(archive: Archive) -> None:
    draft = archive.entry(1)
    assert (state_of(draft), version_of(draft)) == ("草稿", f"第 {draft.version} 版")
    final = replace(draft, state=FINAL, final_number="2021-001")
    assert (state_of(final), version_of(final)) == ("定稿 2021-001", "")
    shown = line(final)
    assert shown[COLUMNS.index("状态")] == "定稿 2021-001"
    assert shown[COLUMNS.index("版本")] == ""


def test_a_list_names_the_project_on_one_line_and_marks_a_correction(archive: Archive) -> None:
    entry = replace(archive.entry(1), project="农村饮水\n 工程\x1b", corrects=None)
    assert project_of(entry) == "农村饮水 工程"
    assert project_of(replace(entry, corrects=7)) == "农村饮水 工程（更正）"
    assert project_of(replace(entry, project=" ")) == "未命名项目"


def test_a_moment_without_a_zone_is_that_of_the_archive() -> None:
    told = moment_of("2021-12-31T16:05:00")
    assert told == moment_of("2021-12-31T16:05:00+00:00") == moment_of("2022-01-01T00:05:00+08:00")
    assert [moment_of(text) for text in ("", "昨天", "1969-01-01", "9999-12-31")] == [None] * 4
