"""What an answer says of 整改: only what it says in so many words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.years.improvement import Progress, progress_of

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


@given(st.text(max_size=30))
def test_any_text_is_read(text: str) -> None:
    assert progress_of(text) in {None, *Progress}
