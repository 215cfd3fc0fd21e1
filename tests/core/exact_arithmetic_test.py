"""No figure is rounded to the 28 digits of Python's own arithmetic before it is told.

Python is given one digit instead, so that its ``+``, ``-``, ``*``, ``abs`` and ``sum`` fail on the
shortest figures: whatever comes through was computed by ``EXACT``.
"""

from decimal import Inexact, localcontext

from hypothesis import given, settings
from hypothesis import strategies as st

from core.filling.reason_draft import draft_reason
from core.issuing.left_blank import left_blank_in_words
from core.model.evaluation import Evaluation
from core.model.number import exact_sum
from core.model.selfeval import from_dict
from core.scoring.profile_file import load_profile
from core.scoring.score import score
from core.scoring.scorecard import lost_points
from core.years.improvement import lost_by_level
from core.years.last_year import LastForm, assess_beside
from core.years.report_draft import report_draft
from tests.examples import examples

RULES = load_profile()
FIGURES = st.sampled_from(("5", "", "0.07", "98765432109876543210", "0.1234567890123456789", "50"))
TARGETS = (
    "≥{}人",
    "≤{}元",
    "={}元/人",
    "约{}个月",
    "±{}%",
    "增长{}%",
    "每月{}次",
    "{}-{}亩",
    "<{}‰",
)
ACTUALS = (
    "{}人",
    "{}万元",
    "{}元",
    "{}天",
    "近{}%",
    "增长{}%",
    "{}次",
    "{}公顷",
    "下降{}%",
    "{}余人",
)
METHODS = ("", "直接赋分", "每降5%扣1分", "每超{}天扣2分", "±10%内5分，±20%内3分", "不适用")


def filled(shapes: tuple[str, ...]) -> st.SearchStrategy[str]:
    texts = st.tuples(st.sampled_from(shapes), FIGURES, FIGURES)
    return texts.map(lambda found: found[0].format(*found[1:]))


ROWS = st.fixed_dictionaries(
    {
        "level1": st.sampled_from(("产出指标（50分）", "效益指标", "预算执行")),
        "level3": st.sampled_from(("培训人数", "成本")),
        "target": filled(TARGETS),
        "actual": filled(ACTUALS),
        "method": filled(METHODS),
        "points": FIGURES,
        "score": FIGURES,
    }
)
FUNDS = st.fixed_dictionaries(
    {"name": st.just("年度资金总额")}
    | dict.fromkeys(("initial", "annual", "executed", "points", "score"), FIGURES)
)
FORMS = st.fixed_dictionaries(
    {
        "format": st.just("selfeval/1"),
        "total_points": FIGURES,
        "total_score": FIGURES,
        "funds": st.lists(FUNDS, max_size=3),
        "indicators": st.lists(ROWS, max_size=4),
    }
).map(from_dict)


@settings(max_examples=examples(300))
@given(FORMS, FORMS)
def test_nothing_that_is_told_of_a_form_was_rounded_on_the_way(
    form: Evaluation, before: Evaluation
) -> None:
    with localcontext(prec=1) as context:
        context.traps[Inexact] = True
        last = LastForm.of(before, RULES)
        found = assess_beside(form, RULES, last)
        left_blank_in_words(form, found.scorecard)
        lost_by_level(form, found.scorecard)
        for row, scored in zip(form.indicators, found.scorecard.rows, strict=True):
            draft_reason(row, scored)
        report_draft(form, found.scorecard, last)


@settings(max_examples=examples(100))
@given(FORMS)
def test_the_first_levels_lost_what_the_rows_and_the_execution_rate_lost(form: Evaluation) -> None:
    card = score(form, RULES)
    below = [card.subtotals[category.id].lost for category in form.categories]
    lost = exact_sum([*below, lost_points(card.execution)])
    assert exact_sum(points for _, points in lost_by_level(form, card)) == lost
