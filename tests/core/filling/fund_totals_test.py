"""Blank totals of 项目资金: what their sources sum to, and nothing that somebody has written."""

from msgspec.structs import replace

from core.assessment import assess
from core.filling.fund_totals import blank_totals, sum_up
from core.model.edits import apply
from core.model.evaluation import Evaluation, Fund
from core.model.path import Path
from core.sample import sample
from core.scoring.profile_file import profile_for


def form(total: Fund, *sources: Fund) -> Evaluation:
    return Evaluation(money_unit="元", funds=(total, *sources))


TOTAL = Fund(id=1, name="年度资金总额")


def test_a_blank_total_is_the_sum_of_its_sources_to_the_last_fen() -> None:
    evaluation = form(
        TOTAL,
        Fund(id=2, name="其中：当年财政拨款", annual="14,478,739.10", executed="—"),
        Fund(id=3, name="其他资金", annual="０.05", initial="0"),
    )
    assert {path: str(amount) for path, amount in blank_totals(evaluation).items()} == {
        Path(1, "annual"): "14478739.15"
    }
    after = apply(evaluation, sum_up(evaluation))
    assert after.funds[0].annual == "14478739.15"
    assert blank_totals(after) == {}


def test_what_is_written_or_cannot_be_read_is_left() -> None:
    source = Fund(id=2, name="其中：当年财政拨款", annual="5")
    assert not blank_totals(form(replace(TOTAL, annual="4"), source))
    assert not blank_totals(form(replace(TOTAL, annual="—"), source))
    assert not blank_totals(form(TOTAL, replace(source, annual="约 5")))
    assert not blank_totals(form(TOTAL))
    assert not blank_totals(Evaluation())
    assert not blank_totals(sample())


def test_where_the_paper_leaves_two_sums_open_none_is_offered() -> None:
    evaluation = form(
        TOTAL,
        Fund(id=2, name="其中：财政拨款", annual="5"),
        Fund(id=3, name="其中：中央", annual="3"),
        Fund(id=4, name="其他资金", annual="1"),
    )
    assert blank_totals(evaluation) == {}


def test_a_filled_in_sum_is_no_problem_any_more() -> None:
    blank = sample()
    total = replace(blank.funds[0], initial="", annual="", executed="")
    blank = replace(blank, funds=(total, *blank.funds[1:]))

    def codes(evaluation: Evaluation) -> list[str]:
        return [p.code for p in assess(evaluation, profile_for("")).problems]

    assert codes(blank).count("funds-sum") == 3
    filled = apply(blank, sum_up(blank))
    assert "funds-sum" not in codes(filled)
    assert filled.funds[0].executed == "14044028.98"
