"""Two times are compared alike however they are spelled: days, months, quarters, years, ranges."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct

from core.values.attainment import attain
from core.values.direction import Context
from tests.examples import examples

YEAR = 2023
NUMERALS = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
BEFORE = st.sampled_from(("", "前", "之前", "以前", "前完成", "前全部完成"))
WRITTEN_YEAR = st.sampled_from(("", f"{YEAR}年", f"{YEAR % 100}年", f"{YEAR}年度"))


class Time(Struct, frozen=True):
    """A text and the first and last day that it can mean."""

    text: str
    first: date
    last: date

    @property
    def long(self) -> bool:
        """Whether it is longer than a month."""
        return self.first.month != self.last.month


def month(number: int, text: str) -> Time:
    """The whole of a month."""
    last = date(YEAR, number, monthrange(YEAR, number)[1])
    return Time(text, date(YEAR, number, 1), last)


@st.composite
def days(draw: st.DrawFn) -> Time:
    """One day."""
    day = draw(st.dates(date(YEAR, 1, 1), date(YEAR, 12, 31)))
    signs = st.sampled_from("-./")
    written = draw(WRITTEN_YEAR) + f"{day.month}月{day.day}{draw(st.sampled_from('日号'))}"
    pointed = draw(signs).join((str(YEAR), str(day.month), str(day.day)))
    return Time(draw(st.sampled_from((written, pointed))) + draw(BEFORE), day, day)


@st.composite
def months(draw: st.DrawFn) -> Time:
    """A month, its last ten days, or a range that ends with it."""
    number = draw(st.integers(1, 12))
    named = draw(WRITTEN_YEAR) + draw(st.sampled_from((str(number), NUMERALS[number - 1]))) + "月"
    if draw(st.booleans()):
        last = date(YEAR, number, monthrange(YEAR, number)[1])
        return Time(named + draw(st.sampled_from(("底", "末", "底前"))), last.replace(day=21), last)
    text = named + draw(st.sampled_from(("", "份", "前")))
    begin = draw(st.integers(1, number))
    joined = draw(st.sampled_from(("-", "至", "—", "~", "到", "起至")))
    ranged = f"{YEAR}年{begin}月{joined}{YEAR}年{number}月"
    return month(number, draw(st.sampled_from((text, ranged))))


@st.composite
def longer(draw: st.DrawFn) -> Time:
    """A quarter or half a year, or the last ten days of one."""
    year = draw(st.sampled_from(("", f"{YEAR}年")))
    quarter = draw(st.integers(1, 4))
    text = f"{year}第{NUMERALS[quarter - 1]}季度" + draw(st.sampled_from(("", "内")))
    first, last = 3 * quarter - 2, 3 * quarter
    found = [(text, first, last), (f"{year}上半年", 1, 6), (f"{year}下半年", 7, 12)]
    name, first, last = draw(st.sampled_from(found))
    end = date(YEAR, last, monthrange(YEAR, last)[1])
    if not name.endswith("内") and draw(st.booleans()):
        return Time(name + "末", end.replace(day=21), end)
    return Time(name, date(YEAR, first, 1), end)


TIMES = days() | months() | longer()


@settings(max_examples=examples(600))
@given(TIMES, TIMES)
def test_two_times_are_compared_alike_in_every_spelling(target: Time, done: Time) -> None:
    found = attain(target.text, done.text, Context(name="完成时间", year=YEAR))
    said = (target.text, done.text, found.why)
    if done.last <= target.last:
        assert found.met is True, said
    elif done.first > target.last:
        assert found.met is False, said
    else:
        assert found.met is (None if done.long else True), said
