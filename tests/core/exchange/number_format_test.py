"""What Excel shows for a value under a number format."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.exchange.sources import number_format
from core.exchange.sources.number_format import money_unit, shown_number, shown_text

ACCOUNTING = '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ '
GRADES = '[>=90]"优";[>=80]"良";"中"'


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("0.97", "0.00%", "97.00%"),
        ("0.96999999999999997", "0.00%", "97.00%"),
        ("0.5", "0%", "50%"),
        ("95", '"≥"0"%"', "≥95%"),
        ("50", "≥0", "≥50"),
        ("50", '"≥"General', "≥50"),
        ("5", 'G/通用格式"分"', "5分"),
        ("97", "0.00\\%", "97.00%"),
        ("100", '0"元"', "100元"),
        ("12", '"第"0"期"', "第12期"),
        ("12345678", '0!.0,"万元"', "1234.6万元"),
        ("14044028.98", "#,##0.00", "14,044,028.98"),
        ("14044028.98", ACCOUNTING, "¥14,044,028.98"),
        ("-5", ACCOUNTING, "¥-5.00"),
        ("0", ACCOUNTING, "¥-"),
        ("-1234.5", "#,##0.00;[Red](#,##0.00)", "(1,234.50)"),
        ("-1234.5", "0.0_);[红色]\\(0.0\\)", "(1234.5)"),
        ("-7", "0.0", "-7.0"),
        ("-0.001", "0.00", "0.00"),
        ("95", GRADES, "优"),
        ("85", GRADES, "良"),
        ("5", GRADES, "中"),
        ("5", "00000", "00005"),
        ("3.14159", "0.##", "3.14"),
        ("1.005", "0.00", "1.01"),
        ("1234567", "#,##0,", "1,235"),
        ("12345", "0.00E+00", "1.23E+04"),
        ("0.25", "# ?/?", "1/4"),
        ("2.5", "# ?/?", "2 1/2"),
        ("8", ";;;", ""),
        ("3", "@", "3"),
        ("0.30000000000000004", "General", "0.3"),
        ("15485739", "General", "15485739"),
        ("123456789.12", "General", "123456789.12"),
        ("0.96997590743", "General", "0.969975907"),
        ("330100123456", "General", "330100123456"),
        ("1234", "[DBNum1][$-804]General", "一千二百三十四"),
        ("1005", "[DBNum2]", "壹仟零伍"),
        ("44561", 'yyyy"年"m"月"d"日"', "2021年12月31日"),
        ("44561", '[DBNum1][$-804]yyyy"年"m"月"d"日"', "二〇二一年十二月三十一日"),
        ("44561", "[$-F800]dddd, mmmm dd, yyyy", "2021年12月31日"),
        ("44561", "yyyy-mm-dd;@", "2021-12-31"),
        ("44561", "yyyy.mm", "2021.12"),
        ("44561.5", "yyyy/m/d h:mm", "2021/12/31 12:00"),
        ("44561.7", '上午/下午h"时"mm"分"', "下午4时48分"),
        ("1.5", "[h]:mm:ss", "36:00:00"),
        ("0.0021", "mm:ss.0", "03:01.4"),
        ("-1", "yyyy/m/d", "-1"),
        ("59", "yyyy/m/d", "1900/2/28"),
        ("61", "yyyy/m/d", "1900/3/1"),
    ],
)
def test_a_figure_is_shown_as_excel_shows_it(value: str, code: str, shown: str) -> None:
    assert shown_number(Decimal(value), code) == shown


def test_days_may_count_from_1904() -> None:
    assert shown_number(Decimal(43099), "yyyy/m/d", from_1904=True) == "2021/12/31"


@pytest.mark.parametrize(
    ("code", "shown"),
    [('"≥"@', "≥95%"), ("0.00", "95%"), ('0;-0;0;@"以上"', "95%以上"), ("@", "95%"), ("", "95%")],
)
def test_a_text_has_a_section_of_its_own(code: str, shown: str) -> None:
    assert shown_text("95%", code) == shown


@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=6),
    st.text(st.sampled_from('0#?.,;%[]<>="年月日ymdhsE+-@*_\\ ¥$aG/万')) | st.text(),
)
def test_no_format_raises(value: Decimal, code: str) -> None:
    assert isinstance(shown_number(value, code), str)
    assert isinstance(shown_text("文", code), str)


@given(st.decimals(-(10**12), 10**12, places=2))
def test_amounts_with_two_decimals_are_read_back(value: Decimal) -> None:
    for code in ("0.00", "#,##0.00", "General"):
        assert Decimal(shown_number(value, code).replace(",", "")) == value


@given(st.integers(1, 2_900_000))
def test_a_day_is_the_same_in_every_format(day: int) -> None:
    plain = shown_number(Decimal(day), "yyyy-mm-dd").split("-")
    spoken = shown_number(Decimal(day), 'yyyy"年"m"月"d"日"')
    assert spoken == f"{plain[0]}年{int(plain[1])}月{int(plain[2])}日"


def test_a_figure_that_a_sheet_repeats_is_made_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made, shown = list[Decimal](), number_format._shown

    def counted(value: Decimal, code: str, *, from_1904: bool) -> str:
        made.append(value)
        return shown(value, code, from_1904=from_1904)

    monkeypatch.setattr(number_format, "_shown", counted)
    money_unit('#,##0.00"万元"')
    made.clear()
    for _ in range(3):
        shown_number(Decimal("20.250107"), "#,##0.000")
    assert made == [Decimal("20.250107")]
