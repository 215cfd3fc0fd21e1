"""Every way in which figures are really written is read; rounding is half up and happens once."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.number import (
    MAX_DIGITS,
    Figure,
    NumberUnreadableError,
    difference,
    exact_sum,
    exact_sums,
    fixed,
    percent,
    plain,
    read_amount,
    read_figure,
    read_points,
    read_printed_amount,
)

READABLE_POINTS = {
    "10": "10",
    "12.5": "12.5",
    "22.5": "22.5",
    "25.00": "25.00",
    "19.6": "19.6",
    "98.62": "98.62",
    "10分": "10",
    "5分": "5",
    "99.3 分": "99.3",
    "１０": "10",
    " 9.7 ": "9.7",
    "9．70": "9.70",
    ".5": "0.5",
    "5.": "5",
    "-3": "-3",
    "−3": "-3",
    "1,000": "1000",
    "1，000": "1000",
}
NO_NUMBER = ("", " ", "\u3000", "—", "——", "-", "－", "–", "/", "／", "─", "—/", " " * 500)
UNREADABLE = ("20%", "两分", "10分左右", "1e5", "1.2.3", "+5", "五", "½", "١٢", "--5", "5-", "0x1")
NOTE_MARKS = ("5¹", "9.7²", "10①", "1⁰", "5₁", "①")


@pytest.mark.parametrize(("text", "value"), READABLE_POINTS.items())
def test_points_and_scores(text: str, value: str) -> None:
    assert read_points(text) == Decimal(value)


@pytest.mark.parametrize("text", NO_NUMBER)
def test_no_number(text: str) -> None:
    assert read_figure(text) is None
    assert read_points(text) is None
    assert read_amount(text, "元") is None


@pytest.mark.parametrize("text", [*UNREADABLE, *NOTE_MARKS])
def test_what_is_no_number_of_points(text: str) -> None:
    with pytest.raises(NumberUnreadableError):
        read_points(text)


AMOUNTS = [
    ("14,044,028.98", "元", "14044028.98"),
    ("15485739", "元", "15485739"),
    ("1,437", "元", "1437"),
    ("0.00", "元", "0"),
    ("620.82万元", "元", "6208200"),
    ("620.82万元", "万元", "620.82"),
    ("620.82 万", "元", "6208200"),
    ("6.47亿元", "万元", "64700"),
    ("3亿", "亿元", "3"),
    ("300元", "万元", "0.03"),
    ("12345678901234567.89", "元", "12345678901234567.89"),
    ("300万元", "", "3000000"),
]


@pytest.mark.parametrize(("text", "unit", "value"), AMOUNTS)
def test_amounts(text: str, unit: str, value: str) -> None:
    assert read_amount(text, unit) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["5个", "20%", "约300万元", "300万元整", "$300", "300①", "300¹", "300万元²"]
)
def test_what_is_no_amount(text: str) -> None:
    with pytest.raises(NumberUnreadableError):
        read_amount(text, "元")


RATES = {
    "97.00%": ("97.00", "%"),
    "100 %": ("100", "%"),
    "86％": ("86", "%"),
    "0.958": ("0.958", ""),
    "1": ("1", ""),
    "0": ("0", ""),
    "100.00": ("100.00", ""),
}


@pytest.mark.parametrize(("text", "figure"), RATES.items())
def test_rates(text: str, figure: tuple[str, str]) -> None:
    assert read_figure(text) == Figure(Decimal(figure[0]), figure[1])


@pytest.mark.parametrize("text", ["9" * (MAX_DIGITS + 1), "9" * 1_000_000, "1" + "," * 10_000])
def test_a_figure_without_end_is_refused_at_once(text: str) -> None:
    with pytest.raises(NumberUnreadableError):
        read_figure(text)


@given(st.text())
def test_reading_raises_nothing_but_its_own_error(text: str) -> None:
    for read in (read_figure, read_points, lambda given: read_amount(given, "万元")):
        try:
            read(text)
        except NumberUnreadableError:
            continue


FIGURES = st.decimals(
    allow_nan=False, allow_infinity=False, places=4, min_value=-(10**15), max_value=10**15
)


@given(FIGURES)
def test_what_is_written_is_read_again(value: Decimal) -> None:
    assert read_figure(f"{value:f}") == Figure(value, "")
    assert read_figure(f"{value:,f}") == Figure(value, "")
    assert read_figure(plain(value, 4)) == Figure(value, "")


@given(FIGURES, st.integers(0, 6))
def test_rounding_is_half_up_and_never_minus_zero(value: Decimal, digits: int) -> None:
    text = fixed(value, digits)
    assert abs(Decimal(text) - value) <= Decimal(5).scaleb(-digits - 1)
    assert len(text.partition(".")[2]) == digits
    assert not (text.startswith("-") and Decimal(text) == 0)
    assert Decimal(plain(value, digits)) == Decimal(text)


def test_half_goes_up() -> None:
    assert [fixed(Decimal(text), 2) for text in ("0.005", "0.015", "-0.005", "-0.004")] == [
        *("0.01", "0.02", "-0.01", "0.00")
    ]
    assert [plain(Decimal(text)) for text in ("9.70", "100", "0.00", "-0.001", "1E+3")] == [
        *("9.7", "100", "0", "0", "1000")
    ]
    assert percent(Decimal("0.969976")) == "97.00%"


ACCOUNTING = [
    ("￥14,044,028.98", "14044028.98"),
    ("¥ 1,234.00", "1234"),
    (" ￥ 300万元 ", "3000000"),
    ("(123.45)", "-123.45"),
    ("（123.45）", "-123.45"),
    (" ( 1,234.50 ) ", "-1234.50"),
    ("￥(1,234.50)", "-1234.50"),
    ("(￥1,234.50)", "-1234.50"),
    ("￥-1,234.50", "-1234.50"),
    ("-￥1,234.50", "-1234.50"),
    ("（0.5）万元", "-5000"),
]


@pytest.mark.parametrize(("text", "value"), ACCOUNTING)
def test_accounting_formats_are_amounts(text: str, value: str) -> None:
    assert read_amount(text, "元") == Decimal(value)


@pytest.mark.parametrize("text", ["￥-", " ￥ -   ", "¥—", "￥", "￥/"])
def test_a_currency_sign_with_a_dash_is_no_number(text: str) -> None:
    assert read_amount(text, "元") is None


@pytest.mark.parametrize(
    "text", ["(-5)", "(5", "5)", "((5))", "￥￥5", "--￥5", "￥--5", "()", "($5)", "(5)(5)", "-(5)"]
)
def test_half_an_accounting_format_is_no_amount(text: str) -> None:
    with pytest.raises(NumberUnreadableError):
        read_amount(text, "元")


@pytest.mark.parametrize("text", ["(5)", "￥5", "（5）分"])
def test_points_have_no_accounting_formats(text: str) -> None:
    with pytest.raises(NumberUnreadableError):
        read_points(text)


@pytest.mark.parametrize(
    "text",
    [
        "15485739,00",
        "15 485 739，00",
        "1,00",
        "1,234,00",
        "3,5",
        "15485739,00元",
        "(12,00)",
        "1.234,50",
        "￥1.234,567",
    ],
)
def test_a_comma_that_may_be_a_decimal_point_is_not_read(text: str) -> None:
    with pytest.raises(NumberUnreadableError) as raised:
        read_amount(text, "元")
    assert "小数点" in raised.value.remedy


@pytest.mark.parametrize("text", ["1,234", "12,345.67", "1,2345", "1234,567", "1,234.5万元"])
def test_a_comma_between_groups_is_read_over(text: str) -> None:
    assert read_amount(text, "元") is not None


@pytest.mark.parametrize("text", ["9" * 29, "9" * 10_000, "0." + "9" * 29, "9" * 29 + "万元"])
def test_a_figure_too_long_says_so(text: str) -> None:
    for read in (read_points, lambda given: read_amount(given, "元")):
        with pytest.raises(NumberUnreadableError) as raised:
            read(text)
        assert "太长" in raised.value.why


@pytest.mark.parametrize(
    ("text", "unit", "step"),
    [
        ("14478739", "元", "1"),
        ("14,478,739.00", "元", "0.01"),
        ("620.82", "万元", "0.01"),
        ("620.82万元", "元", "100"),
        ("(3.5)", "元", "0.1"),
    ],
)
def test_the_last_printed_digit_of_an_amount(text: str, unit: str, step: str) -> None:
    amount = read_printed_amount(text, unit)
    assert amount is not None
    assert amount.step == Decimal(step)


LONG_FIGURES = st.decimals(-(10**20), 10**20, places=20)
FIGURES_AND_NONE = st.lists(st.none() | LONG_FIGURES, max_size=9)


@given(st.lists(st.tuples(st.sampled_from("甲乙丙"), LONG_FIGURES)))
def test_each_name_has_the_sum_of_its_own_figures(values: list[tuple[str, Decimal]]) -> None:
    own = {name: [one for same, one in values if same == name] for name, _ in values}
    assert exact_sums(values) == {name: exact_sum(figures) for name, figures in own.items()}
    assert list(exact_sums(values)) == list(own)


@given(LONG_FIGURES, LONG_FIGURES)
def test_the_difference_of_the_longest_figures_is_exact(one: Decimal, other: Decimal) -> None:
    assert Fraction(difference(one, other)) == abs(Fraction(one) - Fraction(other))


@given(FIGURES_AND_NONE)
def test_a_sum_of_the_longest_figures_is_exact(values: list[Decimal | None]) -> None:
    assert Fraction(exact_sum(values)) == sum(Fraction(one) for one in values if one is not None)
