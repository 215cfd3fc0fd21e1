"""Still to be filled in is neither error nor warning, until a check is asked for."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from core.assessment import Assessment, assess
from core.checks import calm as module
from core.checks.calm import Block, Calm, block_of, unfinished
from core.checks.cards import Card, cards, counts
from core.checks.problem import Severity, Tone
from core.filling.beginning import new_form
from core.model.edits import SetField, apply
from core.model.evaluation import ROOT, Category, Evaluation, Group, Indicator, Node, nodes
from core.model.path import Path, find
from core.sample import sample
from core.scoring.profile_file import profile_for
from core.summary import summarize
from core.years.carry_over import carry_over
from tests.strategies import evaluations

RULES = profile_for("")


def told(form: Evaluation, calm: Calm) -> Assessment:
    found = assess(form, RULES)
    return replace(found, problems=calm.told_calmly(found.problems))


@given(evaluations(6), st.sampled_from([None, *Block]))
def test_calm_changes_no_finding_and_hides_none(form: Evaluation, block: Block | None) -> None:
    found = assess(form, RULES)
    calmly = told(form, Calm(block=block))
    assert [replace(one, pending=False) for one in calmly.problems] == list(found.problems)
    assert {one.code for one in found.problems if one.unfilled} <= {
        one.code for one in calmly.problems if one.pending
    }
    assert sum((*calmly.counts, calmly.pending)) == len(
        [card for card in calmly.cards if not (card.kept and card.tone is Tone.WARNING)]
    )


@given(evaluations(6), st.sampled_from([None, *Block]))
def test_after_a_check_everything_is_told(form: Evaluation, block: Block | None) -> None:
    found = assess(form, RULES)
    calm = Calm(block=block).asked(found.problems)
    assert calm.told_calmly(found.problems) == found.problems
    # What comes back after it was mended is calm again.
    assert calm.edited(()) == Calm(block=block)


@given(evaluations(6))
def test_sums_are_told_once_the_clerk_has_left_their_block(form: Evaluation) -> None:
    found = assess(form, RULES)
    sums = [one for one in found.problems if one.code in {"weights-total", "weights-split"}]
    inside = Calm().moved(Block.INDICATORS, ())
    assert all(one.pending for one in inside.told_calmly(tuple(sums)))
    left = inside.moved(None, found.problems)
    assert left.told_calmly(tuple(sums)) == tuple(sums)
    # And they do not fall silent when the clerk comes back.
    assert left.moved(Block.INDICATORS, found.problems).told_calmly(tuple(sums)) == tuple(sums)


SUMS = {"weights-total", "weights-split", "funds-sum", "printed-total"}


@given(evaluations(6))
def test_no_sum_of_a_block_with_blanks_is_told_when_the_form_is_opened(form: Evaluation) -> None:
    every = assess(form, RULES).problems
    blank = unfinished(form, every)
    total = any(one.code == "weights-total" for one in every)
    found = tuple(  # a doubt that no error is told with waits for nothing
        one
        for one in every
        if one.severity is Severity.ERROR or (one.code == "weights-split" and total)
    )
    told = {one.code for one in Calm.opened(form, found).told_calmly(found) if not one.pending}
    if Block.INDICATORS in blank:
        assert not told & (SUMS - {"funds-sum"})
    else:
        assert told & SUMS >= {one.code for one in found} & (SUMS - {"funds-sum"})
    assert ("funds-sum" in told) == (
        Block.FUNDS not in blank and "funds-sum" in {one.code for one in found}
    )


@given(evaluations(6))
def test_opened_again_a_sum_is_told_once_its_block_is_left(form: Evaluation) -> None:
    found = assess(form, RULES).problems
    left = Calm.opened(form, found)
    for block in Block:
        left = left.moved(block, found).moved(None, found)
    assert not [one for one in left.told_calmly(found) if one.pending and one.code in SUMS]


def test_the_sum_of_the_points_waits_for_the_rows_not_for_the_amounts() -> None:
    form = with_other_points()
    found = assess(form, RULES).problems
    calm = Calm.opened(form, found)
    for block in (Block.FUNDS, None):
        calm = calm.moved(block, found)
        (total,) = (one for one in calm.told_calmly(found) if one.code == "weights-total")
        assert total.pending
    told = calm.moved(Block.INDICATORS, found).moved(Block.FUNDS, found).told_calmly(found)
    assert not next(one for one in told if one.code == "weights-total").pending


def test_a_total_without_its_parts_waits_when_the_form_is_opened_again() -> None:
    form = new_form()
    form = apply(form, SetField(Path(form.funds[0].id, "annual"), "100"))
    form = apply(form, SetField(Path(form.funds[1].id, "annual"), "30"))
    found = assess(form, RULES).problems
    assert "funds-sum" in {one.code for one in found}
    assert all(one.pending for one in Calm.opened(form, found).told_calmly(found))
    for fund in form.funds[2:]:
        form = apply(form, SetField(Path(fund.id, "annual"), "0"))
    found = assess(form, RULES).problems
    assert "funds-sum" in {
        one.code for one in Calm.opened(form, found).told_calmly(found) if not one.pending
    }


def test_a_doubt_waits_for_no_blank_row_once_all_points_are_given_out() -> None:
    """A layout's spare row stays blank for good; the split of the points stays doubtful."""
    spare = Group(id=4_002, name="生态效益指标", indicators=(Indicator(id=4_003),))
    form = sample()
    first, second, *others = form.categories
    row, other = first.groups[0].indicators[0], second.groups[0].indicators[0]
    form = replace(form, categories=(first, second, *others, Category(id=4_004, groups=(spare,))))
    for one, step in ((row, -1), (other, 1)):
        points = str(Decimal(one.points) + step)
        form = apply(form, SetField(Path(one.id, "points"), points))
    found = assess(form, RULES)
    assert unfinished(form, found.problems) >= {Block.INDICATORS}
    calmly = Calm.opened(form, found.problems).told_calmly(found.problems)
    (split,) = {card.tone for card in cards(calmly) if "weights-split" in card.codes}
    assert split is Tone.WARNING
    told = cards(calmly)
    assert summarize(form, found).counts == (*counts(told), _pending(told))


def _pending(told: tuple[Card, ...]) -> int:
    return sum(card.tone is Tone.PENDING for card in told)


def with_other_points() -> Evaluation:
    """A row is still to be written, and neither the form's points nor those of a part add up."""
    row = next(iter(sample().indicators))
    form = apply(sample(), SetField(Path(row.id, "actual"), ""))
    return apply(form, SetField(Path(row.id, "points"), "1"))


@given(evaluations(6))
@example(with_other_points())
def test_an_opened_form_has_no_doubt_pending_that_its_list_would_not_count(
    form: Evaluation,
) -> None:
    found = assess(form, RULES)
    told = cards(Calm.opened(form, found.problems).told_calmly(found.problems))
    assert summarize(form, found).counts == (*counts(told), _pending(told))


def test_a_form_carried_over_has_one_line_a_row_and_no_error() -> None:
    form = carry_over(sample(), 2022)
    calmly = told(form, Calm())
    assert calmly.counts[0] == 0
    lines = [card for card in calmly.cards if card.tone is Tone.PENDING]
    assert len({card.path.node for card in lines}) == len(lines) == calmly.pending
    assert calmly.pending == len(tuple(form.indicators))
    assert {card.wanting for card in lines} == {"实际完成值"}
    assert assess(form, RULES).counts[0] >= calmly.pending  # and an error where it is asked for


def test_the_blocks_of_a_form() -> None:
    form = sample()
    assert block_of(form, Path(form.funds[1].id, "annual")) is Block.FUNDS
    assert block_of(form, Path(next(iter(form.indicators)).id, "actual")) is Block.INDICATORS
    assert block_of(form, Path(form.categories[0].id, "name")) is Block.INDICATORS
    assert block_of(form, Path(ROOT, "unit")) is None
    assert block_of(form, None) is None


def test_the_worst_part_of_a_card_is_its_tone() -> None:
    found = assess(carry_over(sample(), 2022), RULES).problems
    half = Calm().asked(found[:1]).told_calmly(found)
    first = next(card for card in cards(half) if found[0] in card.problems)
    assert first.tone is Tone.ERROR
    assert first.lead == found[0]


def test_what_is_unfinished_is_found_in_one_walk_through_the_form(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is asked at each save: not one search for each field that is still to be filled in."""
    form = replace(sample(), categories=blank_rows(40))
    problems = assess(form, profile_for(form.profile)).problems
    assert sum(one.unfilled for one in problems) > 40
    walks: list[Evaluation] = []

    def counting(evaluation: Evaluation) -> Iterator[Node]:
        walks.append(evaluation)
        return nodes(evaluation)

    monkeypatch.setattr(module, "nodes", counting)
    monkeypatch.setattr(module, "find", None)
    assert Block.INDICATORS in unfinished(form, problems)
    assert len(walks) == 1


def blank_rows(count: int) -> tuple[Category, ...]:
    rows = tuple(Indicator(id=5_000 + at, name=f"第{at}项", points="1") for at in range(count))
    return (Category(id=4_000, name="产出指标", groups=(Group(id=4_001, indicators=rows),)),)


def test_each_node_is_found_by_its_id() -> None:
    form = sample()
    assert all(find(form, node.id) is node for node in nodes(form))
    assert find(form, 0) is None
    assert find(form, 999_999) is None
