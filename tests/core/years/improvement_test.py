"""What an answer says of 整改: only what it says in so many words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.checks.last_year_checks import LastYear
from core.model.edits import SetField, apply
from core.model.path import Path
from core.sample import sample
from core.scoring.profile_file import load_profile
from core.scoring.score import score
from core.values.reasons import gives_no_reason
from core.years.carry_over import promises
from core.years.improvement import Progress, answer_to, progress_of, shortfalls

RULES = load_profile()

DONE = (
    "已整改",
    "措施已落实",
    "上年问题已完成整改",
    "整改到位",
    "已将场地落实到位",
    "改进措施均已落实",
)
ONGOING = (
    *("正在整改", "尚未整改", "整改未完成", "尚未全部落实到位", "继续整改", "正在完成整改"),
    *("措施没有落实", "计划明年整改", "落实不到位", "整改中"),
)
NEITHER = (
    *("", "无", "已完成培训", "因疫情未完成", "基本整改到位", "部分措施已落实"),
    *("已整改，个别仍在整改", "一项已整改，一项正在整改", "加强管理", "整改", "采购已完成"),
)


@pytest.mark.parametrize("answer", DONE)
def test_what_says_that_it_is_done(answer: str) -> None:
    assert progress_of(answer) is Progress.DONE
    assert progress_of(f"今年因下雨少办一期；{answer}。") is Progress.DONE


@pytest.mark.parametrize("answer", ONGOING)
def test_what_says_that_it_goes_on(answer: str) -> None:
    assert progress_of(answer) is Progress.ONGOING


@pytest.mark.parametrize("answer", NEITHER)
def test_what_does_not_say_it_tells_nothing(answer: str) -> None:
    assert progress_of(answer) is None


@given(st.sampled_from(DONE), st.sampled_from(ONGOING), st.booleans())
def test_who_says_both_tells_nothing(done: str, ongoing: str, first: bool) -> None:
    both = (done, ongoing) if first else (ongoing, done)
    assert progress_of("，".join(both)) is None


@given(
    st.sampled_from(("35%", "三十五", "1,034人", "无", "/", "", "资金不足", "整改到位")) | st.text()
)
def test_what_is_no_reason_for_a_check_is_none_for_any_other_year(text: str) -> None:
    form = sample()
    card = score(form, RULES)
    row = next(row for row, scored in zip(form.indicators, card.rows, strict=True) if scored.short)
    form = apply(form, SetField(Path(row.id, "deviation"), text))
    card = score(form, RULES)
    at, written = next((at, one) for at, one in enumerate(form.indicators) if one.id == row.id)
    reason = "" if gives_no_reason(text) else text
    assert LastYear(written, card.rows[at]).promise == reason
    assert [one.reason for one in promises(form) if one.name == row.name] == [reason] * bool(reason)
    assert [one.reason for one in shortfalls(form, card) if one.name == row.name] == [reason]
    assert answer_to(written, row) == (row.deviation if reason else "")
    assert answer_to(row, written) == reason


@given(st.text(max_size=30))
def test_any_text_is_read(text: str) -> None:
    assert progress_of(text) in {None, *Progress}
