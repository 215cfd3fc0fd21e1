"""A text becomes a number of a workbook only where its cell then shows that very text."""

from decimal import Decimal

import pytest

from core.exchange.into.cell_values import (
    CellFormat,
    Form,
    agrees,
    chosen,
    format_of_code,
    hides_decimals,
    number_for,
)
from core.exchange.into.plan import Entry, Kind
from core.reading.form_map import Spot
from core.reading.source import SourceCell

SPOT = Spot(0, 0, SourceCell(0, 0, ""))


def entry(text: str, kind: Kind = Kind.VALUE, figure: str = "", place: str = "") -> Entry:
    return Entry(SPOT, text, kind, Decimal(figure) if figure else None, place=place)


@pytest.mark.parametrize(
    ("code", "form", "places"),
    [
        ("General", Form.GENERAL, None),
        ("", Form.GENERAL, None),
        ("@", Form.TEXT, None),
        ("0.00", Form.NUMBER, 2),
        ("#,##0.0_);[Red](#,##0.0)", Form.NUMBER, 1),
        ('0"天"', Form.NUMBER, 0),
        ("0.0%", Form.PERCENT, 1),
        ("0.00E+00", Form.NUMBER, None),
        ("yyyy-mm-dd", Form.DATE, None),
        ('"年"', Form.GENERAL, None),
    ],
)
def test_what_a_format_shows(code: str, form: Form, places: int | None) -> None:
    assert format_of_code(code) == CellFormat(form, places)


@pytest.mark.parametrize(
    ("text", "code", "number"),
    [
        ("12", "General", "12"),
        ("9.7", "General", "9.7"),
        ("9.70", "General", None),
        ("9.70", "0.00", "9.70"),
        ("1,234.5", "#,##0.0", "1234.5"),
        ("1,234.5", "General", None),
        ("95%", "0%", "0.95"),
        ("95%", "General", None),
        ("95", "0%", None),
        ("12", "@", None),
        ("12个", "0", None),
        ("007", "0", None),
        ("123456789012345", "0", "123456789012345"),
        ("12345678901234.25", "0.00", None),
        ("2021-12-31", "yyyy-mm-dd", "44561"),
        ("2021年12月31日", "yyyy-mm-dd", "44561"),
        ("2021-13-31", "yyyy-mm-dd", None),
        ("1900-01-05", "yyyy-mm-dd", None),
        ("", "0", None),
    ],
)
def test_which_texts_are_numbers(text: str, code: str, number: str | None) -> None:
    found = number_for(entry(text), format_of_code(code))
    assert found == (None if number is None else Decimal(number))


def test_a_day_counts_from_1904_in_workbooks_that_do() -> None:
    known = CellFormat(Form.DATE)
    assert number_for(entry("2021-12-31"), known, from_1904=True) == 44561 - 1462


def test_an_amount_is_the_figure_that_it_stands_for() -> None:
    amount = entry("1,200.00 元", Kind.FIGURE, "1200.00")
    assert number_for(amount, CellFormat(Form.NUMBER, 2)) == 1200
    assert number_for(amount, CellFormat(Form.TEXT)) is None
    assert number_for(entry("12", Kind.TEXT, "12"), CellFormat(Form.NUMBER, 2)) is None


@pytest.mark.parametrize(
    ("number", "code", "hides"),
    [
        ("9.75", "0.0", True),
        ("9.70", "0.0", False),
        ("9.75", "General", False),
        ("0.975", "0.0%", False),
        ("0.9755", "0.0%", True),
        ("0.975", "0%", True),
    ],
)
def test_whether_a_format_hides_decimals(number: str, code: str, hides: bool) -> None:
    assert hides_decimals(Decimal(number), format_of_code(code)) == hides


@pytest.mark.parametrize(
    ("result", "text", "figure", "same"),
    [
        ("9.7", "9.70", "9.70", True),
        ("9.704", "9.70", "9.70", True),
        ("9.71", "9.70", "9.70", False),
        ("9.7", "10", "10", True),
        ("0.96999", "97%", "0.97", True),
        ("0.96", "97%", "0.97", False),
    ],
)
def test_a_formula_agrees_at_the_decimals_that_the_form_says(
    result: str, text: str, figure: str, same: bool
) -> None:
    assert agrees(Decimal(result), entry(text, Kind.FIGURE, figure)) == same


def test_a_rate_is_a_percentage_or_a_ratio_and_a_text_is_itself() -> None:
    rate = entry("97.00", Kind.FIGURE, "0.97", place="funds/0/rate")
    assert agrees(Decimal("0.97"), rate)
    assert agrees("有效", entry("有效 "))
    assert agrees("98%", entry("98%"))  # TEXT(…,"0%") beside words of the form
    assert agrees(None, entry(""))
    assert not agrees("无效", entry("有效"))


def test_a_year_is_chosen_as_a_list_writes_it() -> None:
    assert chosen("2021", ["2020年", "2021年"]) == "2021年"
    assert chosen("2021", ["2021年", "2021年度"]) is None
    assert chosen("2021", ["2020年度", "2022年度"]) is None
    assert chosen("20", ["20年"]) is None
