"""The rows of 项目资金: every layout's way to list sources sums, and what does not sum is told."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.assessment import assess
from core.checks.problem import Problem, Severity
from core.model.evaluation import Evaluation, Fund
from core.model.number import Amount, read_printed_amount
from core.scoring.profile_file import load_profile
from core.scoring.sources import MOST_ROWS, readings

Rows = list[tuple[str, str]]

SUMS: dict[str, Rows] = {
    "A": [
        ("年度资金总额", "120"),
        ("其中:当年财政拨款", "100"),
        ("上年结转资金", "20"),
        ("其他资金", ""),
    ],
    "Sichuan": [
        ("总额", "251.89"),
        ("其中：财政资金", "251.89"),
        ("财政专户管理资金", "0.00"),
        ("单位资金", "0.00"),
        ("其他资金", ""),
    ],
    "transfer": [
        ("年度资金总额", "1000"),
        ("其中：中央财政资金", "600"),
        ("自治区财政资金", "200"),
        ("盟市财政资金", "100"),
        ("旗县财政资金", "50"),
        ("其他资金", "50"),
    ],
    "of which central": [
        ("资金总额", "100"),
        ("其中:中央补助", "60"),
        ("地方资金", "30"),
        ("其他", "10"),
    ],
    "numbered with parts": [
        ("年度资金总额", "100"),
        ("1.财政拨款", "80"),
        ("其中：上级补助", "50"),
        ("本级安排", "30"),
        ("2.其他", "20"),
    ],
    "parts that do not name all": [
        ("年度资金总额", "100"),
        ("一、财政拨款", "80"),
        ("其中：上级补助", "50"),
        ("二、其他", "20"),
    ],
    "total at the bottom": [("财政拨款", "80"), ("自筹资金", "20"), ("合计", "100")],
    "subtotal above": [
        ("年度资金总额", "100"),
        ("财政资金小计", "80"),
        ("①中央", "50"),
        ("②省级", "30"),
        ("其他资金", "20"),
    ],
    "subtotal below": [
        ("年度资金总额", "100"),
        ("①中央", "50"),
        ("②省级", "30"),
        ("小计", "80"),
        ("其他资金", "20"),
    ],
    "subtotal above without numbers": [
        ("年度资金总额", "100"),
        ("小计", "80"),
        ("中央", "50"),
        ("省级", "30"),
        ("其他资金", "20"),
    ],
    "kinds of a source": [
        ("年度资金总额", "100"),
        ("财政拨款", "80"),
        ("一般公共预算", "60"),
        ("政府性基金", "20"),
        ("国有资本经营预算", ""),
        ("其他资金", "20"),
    ],
    "one kind of a source": [
        ("年度资金总额", "100"),
        ("其中：财政拨款", "80"),
        ("一般公共预算资金", "80"),
        ("政府性基金预算资金", "0"),
        ("其他资金", "20"),
    ],
    "the only kind": [
        ("年度资金总额", "80"),
        ("财政拨款", "80"),
        ("一般公共预算资金", "80"),
        ("其他资金", ""),
    ],
    "levels below the local share": [
        ("年度资金总额", "100"),
        ("中央资金", "60"),
        ("地方资金", "40"),
        ("省级", "30"),
        ("市级", "10"),
    ],
    "second breakdown": [
        ("年度资金总额", "100"),
        ("财政拨款", "80"),
        ("其他资金", "20"),
        ("其中：人员经费", "70"),
        ("公用经费", "30"),
    ],
    "second breakdown by kinds": [
        ("年度资金总额", "100"),
        ("财政拨款", "80"),
        ("其他资金", "20"),
        ("基本支出", "70"),
        ("项目支出", "30"),
    ],
    "second breakdown of a part": [
        ("年度资金总额", "100"),
        ("其中：中央", "80"),
        ("地方", "20"),
        ("其中：统筹整合资金", "55"),
    ],
    "both below 其中": [
        ("年度资金总额", "100"),
        ("其中：中央", "80"),
        ("其中：地方", "20"),
    ],
    "numbers of three depths": [
        ("项目资金合计", "100"),
        ("一、财政资金", "90"),
        ("（一）中央", "60"),
        ("1.专项", "40"),
        ("2.一般", "20"),
        ("（二）地方", "30"),
        ("二、其他资金", "10"),
    ],
    "heading without amount": [
        ("资金总额", "100"),
        ("其中：", ""),
        ("财政拨款", "70"),
        ("自有资金", "30"),
    ],
    "heading of parts without amount": [
        ("资金总额", "100"),
        ("财政拨款", ""),
        ("其中：中央", "60"),
        ("省级", "30"),
        ("其他", "10"),
    ],
    "sums of parts and of all": [
        ("中央资金合计", "60"),
        ("专项", "40"),
        ("一般", "20"),
        ("地方资金合计", "40"),
        ("合计", "100"),
    ],
    "total again at the end": [
        ("年度资金总额", "100"),
        ("财政拨款", "70"),
        ("自有资金", "30"),
        ("合计", "100"),
    ],
    "one row repeated": [("年度资金总额", "100"), ("其中：财政拨款", "100")],
    "units of their own": [("总额", "300万元"), ("财政拨款", "2000000"), ("其他", "1000000")],
    "negative": [("总额", "90"), ("财政拨款", "100"), ("调减", "(10)")],
    "nothing": [("总额", ""), ("财政拨款", "—"), ("其他", "")],
    "zeros": [("总额", ""), ("财政拨款", "0"), ("其他", "0.00")],
}

WRONG: dict[str, tuple[Rows, tuple[str, ...]]] = {
    "zero over a source": ([("总额", "0"), ("其中：财政拨款", "90")], ("财政拨款 90",)),
    "a source is left out": (
        [("总额", "100"), ("其中：财政拨款", "100"), ("上年结转资金", "20"), ("其他资金", "")],
        ("财政拨款 100", "上年结转资金 20", "= 120", "相差 20"),
    ),
    "the same amount twice": (
        [("总额", "50"), ("其中：当年财政拨款", "50"), ("上年结转资金", "50"), ("其他资金", "")],
        ("= 100",),
    ),
    "two levels of the same amount": (
        [("总额", "50"), ("中央资金", "50"), ("省级资金", "50"), ("市级资金", "0")],
        ("= 100",),
    ),
    "kinds that make up only a part": (
        [("总额", "100"), ("拨款", "80"), ("其他", "20"), ("基本支出", "70"), ("项目支出", "20")],
        ("相差",),
    ),
    "two sources of the same amount": (
        [("总额", "50"), ("甲单位", "50"), ("乙单位", "50")],
        ("= 100",),
    ),
    "short": (
        [("年度资金总额", "100"), ("财政拨款", "60"), ("其他资金", "30")],
        ("财政拨款 60", "其他资金 30", "= 90", "相差 10"),
    ),
    "only a part of the total": ([("总额", "100"), ("其中：财政拨款", "80")], ("80", "相差 20")),
    "blank total": (
        [("总额", ""), ("财政拨款", "60"), ("其他资金", "30")],
        ("合计为空白", "财政拨款 60", "= 90"),
    ),
    "blank sources": ([("总额", "5"), ("财政拨款", ""), ("其他", "—")], ("都没有填写",)),
    "a part over its source": (
        [("总额", "100"), ("财政拨款", "80"), ("其中：中央", "90"), ("其他", "20")],
        ("相差",),
    ),
    "subtotal that is none": (
        [("总额", "100"), ("小计", "80"), ("①中央", "50"), ("②省级", "40"), ("其他", "20")],
        ("相差",),
    ),
    "元 beside 万元": (
        [("总额", "1200000"), ("财政拨款", "100"), ("其他", "20")],
        ("一边按元、一边按万元",),
    ),
}

ROUNDED: dict[str, Rows] = {
    "thirds": [("总额", "100"), ("甲", "33.33"), ("乙", "33.33"), ("丙", "33.33")],
    "two": [("总额", "100.00"), ("财政拨款", "50.01"), ("其他", "50.00")],
    "a total in whole 万元": [("总额", "12"), ("财政拨款", "7.8"), ("其他", "4.4")],
    "own unit": [("总额", "620.82万元"), ("财政拨款", "6208230"), ("其他", "0")],
}

NOT_ROUNDED: dict[str, Rows] = {
    "one source is never rounded": [("总额", "100.01"), ("财政拨款", "100.00")],
    "a zero is exact": [("总额", "100.00"), ("财政拨款", "99.60"), ("其他", "0")],
    "too far": [("总额", "100.00"), ("财政拨款", "50.02"), ("其他", "50.00")],
}


def problems(rows: Rows, unit: str = "元") -> list[Problem]:
    funds = tuple(
        Fund(id=at, name=name, annual=amount) for at, (name, amount) in enumerate(rows, start=1)
    )
    found = assess(Evaluation(funds=funds, money_unit=unit), load_profile()).problems
    return [problem for problem in found if problem.code == "funds-sum"]


@pytest.mark.parametrize("rows", SUMS.values(), ids=SUMS)
def test_a_layouts_way_to_list_sources_sums(rows: Rows) -> None:
    assert [problem.message for problem in problems(rows)] == []


@pytest.mark.parametrize(("rows", "words"), WRONG.values(), ids=WRONG)
def test_what_sums_in_no_reading_is_an_error(rows: Rows, words: tuple[str, ...]) -> None:
    (problem,) = problems(rows)
    assert problem.severity is Severity.ERROR
    for word in words:
        assert word in problem.message


@pytest.mark.parametrize("rows", ROUNDED.values(), ids=ROUNDED)
def test_a_difference_of_rounding_is_a_warning(rows: Rows) -> None:
    assert [problem.severity for problem in problems(rows)] == [Severity.WARNING]


@pytest.mark.parametrize("rows", NOT_ROUNDED.values(), ids=NOT_ROUNDED)
def test_what_rounding_cannot_explain_is_an_error(rows: Rows) -> None:
    assert [problem.severity for problem in problems(rows)] == [Severity.ERROR]


def test_a_column_that_is_equal_by_chance_does_not_hide_another() -> None:
    funds = (
        Fund(id=1, name="总额", initial="30", annual="50", executed="80"),
        Fund(id=2, name="财政资金", initial="30", annual="50", executed="50"),
        Fund(id=3, name="专项债券", initial="0", annual="50", executed="30"),
    )
    found = assess(Evaluation(funds=funds), load_profile()).problems
    assert [p.place for p in found if p.code == "funds-sum"] == ["funds/0/annual"]


AMOUNTS = st.integers(0, 10**12).map(str) | st.sampled_from(["", "—", "0", "0.01", "9" * 20])
NAMES = st.sampled_from(
    ["其中：中央", "中央", "1.财政拨款", "（1）省级", "①市级", "小计", "其他资金", "合计"]
)


@given(st.lists(st.tuples(NAMES, AMOUNTS), min_size=1, max_size=8))
def test_a_total_that_is_the_plain_sum_is_never_told(rows: Rows) -> None:
    parts = [(f"甲{name}", amount) for name, amount in rows if name not in {"小计", "合计"}]
    whole = sum(int(float(text)) if text not in {"", "—", "0.01"} else 0 for _, text in parts)
    cents = sum(text == "0.01" for _, text in parts)
    exact = f"{whole}.{cents:02d}" if whole < 10**17 else ""
    if parts and exact:
        assert problems([("年度资金总额", exact), *parts]) == []


@given(st.lists(st.tuples(NAMES, AMOUNTS), max_size=12))
def test_any_rows_are_read(rows: Rows) -> None:
    for problem in problems([("总额", "5"), *rows]):
        assert problem.message


def test_the_search_is_bounded_whatever_the_rows_are() -> None:
    one = read_printed_amount("1", "元")
    assert one is not None
    for names in (
        ("其中：中央",) * MOST_ROWS,
        ("小计",) * MOST_ROWS,
        ("1.甲", "其中：乙", "小计", "①丙") * (MOST_ROWS // 4),
        ("甲",) * 10_000,
    ):
        amounts: list[Amount | None] = [
            Amount(one.value * (at % 7 + 1), one.step) for at in range(len(names))
        ]
        began = time.process_time()
        assert readings(names, (tuple(amounts),) * 3)
        assert time.process_time() - began < 1


SLIPS = [
    (("1200", "1200", "0.118"), ("1000", "1000", "0.098"), "小一万倍"),
    (("120", "120", "1180000"), ("100", "100", "980000"), "大一万倍"),
    (("1200", "1200", "0.118"), ("1000", "1000", "980"), ""),
    (("1200", "1200", "12"), ("1000", "1000", "10"), ""),
]


@pytest.mark.parametrize(("total", "source", "words"), SLIPS)
def test_executed_sums_of_another_unit_are_named_as_such(
    total: tuple[str, str, str], source: tuple[str, str, str], words: str
) -> None:
    funds = (
        Fund(id=1, name="总额", initial=total[0], annual=total[1], executed=total[2]),
        Fund(id=2, name="财政拨款", initial=source[0], annual=source[1], executed=source[2]),
    )
    found = assess(Evaluation(funds=funds, money_unit="元"), load_profile()).problems
    said = [p.message for p in found if p.code in {"execution-low", "execution-over"}]
    assert len(said) == 1
    assert ("一万倍" in said[0]) == bool(words)
    assert words in said[0]
