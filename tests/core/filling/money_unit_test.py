"""Another money unit: over the same figures, or with the figures turned into it."""

from core.assessment import assess
from core.filling.money_unit import converted, has_amounts, relabelled
from core.model.edits import Together, apply
from core.model.evaluation import Evaluation, Fund
from core.sample import sample
from core.scoring.profile_file import profile_for


def test_amounts_are_turned_into_the_unit_exactly() -> None:
    form = apply(sample(), Together(tuple(converted(sample(), "万元")), "x"))
    assert form.money_unit == "万元"
    assert form.funds[0].annual == "1447.8739"
    assert form.funds[0].executed == "1404.402898"
    assert form.funds[2].initial == ""
    assert form.funds[2].annual == "0"
    rates = [assess(f, profile_for("")).scorecard.execution.rate for f in (sample(), form)]
    assert rates[0] == rates[1]
    back = apply(form, Together(tuple(converted(form, "元")), "x"))
    assert back.funds[0].annual == "14478739"


def test_what_is_no_plain_figure_stays() -> None:
    form = Evaluation(
        money_unit="万元",
        funds=(Fund(id=1, initial="300万元", annual="约 3", executed="—"),),
    )
    assert converted(form, "元") == relabelled("元")
    assert has_amounts(form)
    assert not has_amounts(Evaluation(funds=(Fund(id=1, name="总额"),)))
    odd = Evaluation(money_unit="美元", funds=(Fund(id=1, initial="3"),))
    assert converted(odd, "元") == relabelled("元")


def test_accounting_formats_are_turned_too() -> None:
    funds = (Fund(id=1, initial="￥1,234.50", annual="(300)", executed="￥-"),)
    edits = converted(Evaluation(money_unit="万元", funds=funds), "元")
    assert [edit.text for edit in edits[1:]] == ["12345000", "-3000000"]
