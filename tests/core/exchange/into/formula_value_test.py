"""What a bureau's formulas come to, as Excel has it; what is not known has no value."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.exchange.into.formula_value import At, FormulaValues, UnknownFormulaError, Value

CELLS: dict[At, Value] = {
    (1, 1): Decimal(3),
    (1, 2): Decimal("0.125"),
    (2, 1): None,
    (2, 2): "是",
    (3, 1): True,
    (3, 2): Decimal(-2),
    (4, 1): "abc",
}
"""A1 to B4; everything else is blank."""


def value(formula: str, **others: str) -> Value:
    """What a formula in Z1 shows, beside ``others`` in the cells of row 9 (``A="…"``: in A9)."""
    formulas = {(1, 26): formula} | {(9, ord(name) - 64): text for name, text in others.items()}
    return FormulaValues(formulas, CELLS.get).of((1, 26))


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("A1+B1*2", "3.25"),
        ("(A1+B1)*2", "6.25"),
        ("-A1-B3", "-1"),
        ("--A1", "3"),
        ("A1%", "0.03"),
        ("A1%%", "0.0003"),
        ("10/4", "2.5"),
        ("$A$1+A2", "3"),
        ("SUM(A1:B4)", "1.125"),
        ("SUM(A1,TRUE)", "4"),
        ("SUM(A2)", "0"),
        ("MIN(A1:B4)", "-2"),
        ("MAX(A1:B4)", "3"),
        ("COUNT(A1:B4)", "3"),
        ("AVERAGE(A1:A2)", "3"),
        ("AVERAGE(A1:B1)", "1.5625"),
        ("ABS(B3)", "2"),
        ("ROUND(B1,2)", "0.13"),
        ("ROUND(0.135,2)", "0.14"),
        ("ROUND(0-B1,2)", "-0.13"),
        ("ROUNDUP(0.121,2)", "0.13"),
        ("ROUNDDOWN(0.129,2)", "0.12"),
        ("ROUND(123,-1)", "120"),
        ("IF(A1>2,1,0)", "1"),
        ("IF(A1<2,1,0)", "0"),
        ("IF(A2=0,1,0)", "1"),
        ("IF(A2,1/A2,5)", "5"),
        ("IF(A1,7,1/A2)", "7"),
        ('IF(B2="是",IF(A1>=3,2,1),0)', "2"),
        ("IF(AND(A1>1,B3<0),1,0)", "1"),
        ("IF(OR(A1>9,B3>0),1,0)", "0"),
        ("IFERROR(A1/B1,0)", "24"),
        ("IFERROR(1/A2,5)", "5"),
        ("IFERROR(ROUND(1/A2,2)+1,A1)", "3"),
        ("IFERROR(B2+1,7)", "7"),
        ("IFERROR(IFERROR(1/0,1/0),7)", "7"),
        ("IFERROR(IF(A1,1/A2,1),7)", "7"),
        ("SUM(IFERROR(1/A2,0),A1)", "3"),
        ("N(A1)", "3"),
        ("N(B2)+N(A2)", "0"),
    ],
)
def test_a_figure(formula: str, expected: str) -> None:
    found = value(formula)
    assert isinstance(found, Decimal)
    assert found == Decimal(expected)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("A1=3", True),
        ("A1<>3", False),
        ("A1<=3", True),
        ('A4="ABC"', True),
        ('A4<>"ABC"', False),
        ('A2=""', True),
        ("IF(A1<2,1)", False),
        ('B2&"的"', "是的"),
        ('A2&"x"', "x"),
        ('"说""好"""', '说"好"'),
        ('IF(A2="","",A2)', ""),
        ('IFERROR(1/A2,"")', ""),
        ('IFERROR(B2,"")', "是"),
        ("A2", None),
        ("B2", "是"),
        ("+B2", "是"),
        ('TEXT(A1/4,"0.00%")', "75.00%"),
        ('TEXT(B1,"0.00")', "0.13"),
        ('TEXT(A1*1000,"#,##0.0")', "3,000.0"),
        ('TEXT(B2,"0.00%")', "是"),
        ('TEXT(A2,"0%")', "0%"),
        ('IF(N(A2)=0,"",TEXT(1/A2,"0%"))', ""),
        ('IFERROR(TEXT(1/A2,"0.00%"),"")', ""),
    ],
)
def test_something_else(formula: str, expected: object) -> None:
    found = value(formula)
    assert (type(found), found) == (type(expected), expected)


@pytest.mark.parametrize(
    "formula",
    [
        *("1/A2", "1/0", "B2+1", "-B2", "A1&1", 'A4<"b"', "2^3", "A1^2%"),
        *("IF(A1,1/A2,7)", "IF(A2,7,1/A2)", "IF(B2,1,2)", "IF(A1,1,2,3)"),
        *("VLOOKUP(A1,A1:B2,2)", "Sheet2!A1", "A1:B2", "ROUND(A1)", "ROUND(A1,99)", "ABS(A1,B1)"),
        *("IFERROR(1/A2,1/A2)", "IFERROR(2^3,1)", "IFERROR(VLOOKUP(A1,A1:B2,2),1)"),
        *(
            'TEXT(A1,"yyyy")',
            "TEXT(A1,A1)",
            "TEXT(A1)",
            'TEXT(1/A2,"0%")',
            'TEXT(A1,"0%")+1',
            "N()",
        ),
        *("IFERROR(COUNT(1/A2),1)", 'IFERROR("1月"+1,1)', "IFERROR(A1)", "IFERROR(A1,1,2)"),
        *("AVERAGE(A2:A2)", "SUM(A1:B", "SUM(B4:A1)", "A1+", "(A1", "A1)", "", "1 2", "#REF!"),
        *("(" * 60 + "1" + ")" * 60, "SUM(A1:Z99999)", "+".join(["1"] * 4_000)),
    ],
)
def test_no_value(formula: str) -> None:
    with pytest.raises(UnknownFormulaError):
        value(formula)


def test_formulas_lead_to_formulas_and_never_round() -> None:
    assert value("A9*2", A="B9+1", B="A1") == 8
    for formula, others in (("Z1", {}), ("A9", {"A": "B9", "B": "A9"}), ("A9", {"A": "1+Z1"})):
        with pytest.raises(UnknownFormulaError):
            value(formula, **others)


@given(st.text('A1:B2$()+-*/^&=<>%,."SUMIFRONDE ', max_size=40))
def test_any_text_has_a_value_or_none(formula: str) -> None:
    try:
        found = value(formula)
    except UnknownFormulaError:
        return
    assert found is None or isinstance(found, Decimal | str | bool)
