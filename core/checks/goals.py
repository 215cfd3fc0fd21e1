"""Check that the goals of a form are of its own year."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from core.checks.examination import Examination
from core.checks.problem import Problem
from core.checks.readings import YEAR_DOUBTFUL
from core.model.evaluation import Evaluation
from core.model.fields import labelled
from core.model.number import normalized
from core.regex import regex
from core.values.deadlines import dates_in_figures
from core.values.numerals import years_in_figures
from core.values.years import read_year

_LONGEST = 20_000
"""No more of a goal is looked through."""

_DEADLINE = regex(
    # 2021年11月30日前, 2021年底前, 2021年第三季度前; 2020年前三季度 and 2020年前后 are none
    r"(?P<written>((?:19|20)\d{2})年度?"
    r"(?:(?:0?[1-9]|1[0-2])月份?(?:[0-3]?\d[日号]|[底末]|[上中下]旬)?"
    r"|年?[底末]|第?[一二三四1-4]季度[底末]?|[上下]半年)?"
    r"(?:之前|以前|前(?![一二三四两几\d后期往年])))"
    # 2021-11-30前, 2021.11.30前
    r"|(?P<dotted>(?<![\d.])((?:19|20)\d{2})[-./]\d{1,2}[-./]\d{1,2}[日号]?(?:之|以)?前)",
    needs="前",
)


def goal_year_doubtful(exam: Examination) -> Iterator[Problem]:
    """A goal sets a deadline in another year than the form's (copied from last year's form)."""
    year = read_year(exam.evaluation.year)
    if year is None:
        return
    for name, chinese in labelled(Evaluation, "goal_expected", "goal_actual"):
        for words, named in _deadlines(getattr(exam.evaluation, name)):
            if named != year:
                yield exam.on_form(
                    YEAR_DOUBTFUL,
                    name,
                    chinese,
                    f"{chinese}里的“{words}”写的是 {named} 年，本表是 {year} 年度",
                    f"核对{chinese}里的年份；{chinese}不错的，核对本表的年度",
                )
                break


@lru_cache(maxsize=8)
def _deadlines(goal: str) -> tuple[tuple[str, int], ...]:
    """The deadlines that a goal names, with their years; kept, for a key seldom changes a goal."""
    text = dates_in_figures(years_in_figures("".join(normalized(goal[:_LONGEST]).split())))
    return tuple((match[0], int(match[2] or match[4])) for match in _DEADLINE.finditer(text))
