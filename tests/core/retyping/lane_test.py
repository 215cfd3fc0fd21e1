"""One value after the other: none twice unasked, none left out, taken up where it was left."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from core.assessment import assess
from core.model.edits import SetField, apply
from core.model.evaluation import Category, Evaluation, Fund, Group, Indicator
from core.model.fields import FIELDS
from core.model.path import Path
from core.retyping.lane import Lane, Progress
from core.retyping.order import COLUMNS, PRESETS, Block, Order, free_name, with_order
from core.retyping.values import Item, items
from core.sample import sample
from core.scoring.profile_file import profile_for
from tests.strategies import evaluations

FULL = PRESETS[0]
RULES = profile_for("")


def of(form: Evaluation, order: Order = FULL) -> tuple[Item, ...]:
    return items(form, assess(form, RULES), order)


def texts(found: tuple[Item, ...]) -> list[tuple[str, str]]:
    return [(item.where, item.text) for item in found]


def test_values_stand_in_the_order_of_the_paper_row_by_row() -> None:
    found = texts(of(sample()))
    assert found[0] == ("项目名称", "社会保险服务费")
    assert ("项目资金/年度资金总额/全年执行数", sample().funds[0].executed) in found
    assert ("项目资金/年度资金总额/得分", "9.7") in found
    at = found.index(("数量指标/养老金发放人数/三级指标", "养老金发放人数"))
    assert [where.rpartition("/")[2] for where, _ in found[at - 2 : at + 4]] == [
        *("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值")
    ]
    assert found[-1] == ("总分", "96.7")


def test_columns_go_one_after_the_other_on_demand() -> None:
    order = Order("栏", ("indicators.target", "indicators.actual"), by_column=True)
    found = texts(of(sample(), order))
    rows = list(sample().indicators)
    assert [text for _, text in found] == [
        *(row.target for row in rows if row.target),
        *(row.actual for row in rows if row.actual),
    ]


def test_a_target_comes_whole_or_in_three_parts() -> None:
    form = sample()
    first = next(form.indicators)
    form = apply(form, SetField(Path(first.id, "target"), "≥500人"))
    found = of(form, PRESETS[2])
    assert [item.text for item in found[1:4]] == ["≥", "500", "人"]


def test_amounts_are_converted_exactly_others_stay_as_written() -> None:
    fund = Fund(id=1, name="合计", initial="14,044,028.90", annual="约三百万", executed="")
    form = Evaluation(funds=(fund,), money_unit="元")
    order = Order("万元", ("funds.initial", "funds.annual", "funds.executed"), money_unit="万元")
    assert [item.text for item in of(form, order)] == ["1404.40289", "约三百万"]
    same = replace(order, money_unit="元", blanks=True)
    assert [item.text for item in of(form, same)] == ["14,044,028.90", "约三百万", ""]


@given(evaluations(), st.booleans(), st.booleans())
def test_every_value_has_a_mark_of_its_own(form: Evaluation, by_column: bool, blanks: bool) -> None:
    order = Order("全", tuple(one.key for one in COLUMNS), by_column, blanks)
    found = of(form, order)
    assert len({item.mark for item in found}) == len(found)
    assert blanks or all(item.text.strip() for item in found)
    rows = replace(order, by_column=not by_column)
    assert {item.mark for item in of(form, rows)} == {item.mark for item in found}


NOT_ASKED_FOR = {"money_unit"}
"""The module has its own; amounts are converted into it."""
CALLED: dict[tuple[type, str], str] = {
    (Indicator, "name"): "level3",
    (Category, "name"): "level1",
    (Group, "name"): "level2",
}
BLOCKS: dict[type, Block] = {
    Evaluation: Block.HEAD,
    Fund: Block.FUNDS,
    Category: Block.INDICATORS,
    Group: Block.INDICATORS,
    Indicator: Block.INDICATORS,
}


@pytest.mark.parametrize("node", BLOCKS)
def test_every_field_of_the_paper_can_be_retyped(node: type) -> None:
    known = {(column.block, column.name) for column in COLUMNS}
    for field in FIELDS[node]:
        if field.is_text and field.on_paper and field.name not in NOT_ASKED_FOR:
            assert (BLOCKS[node], CALLED.get((node, field.name), field.name)) in known


STEPS = st.lists(st.sampled_from(["copy", "copy", "skip", "back"]), max_size=40)
ITEMS = tuple(Item(f"第 {at} 格", str(at), f"{at:016x}") for at in range(7))


@given(STEPS, st.integers(0, 7))
def test_nothing_is_lost_or_offered_twice_whatever_is_done(steps: list[str], count: int) -> None:
    lane = Lane(ITEMS[:count])
    for step in steps:
        before = lane
        lane = getattr(lane, step)()
        if step == "copy" and before.current is not None:
            assert lane.done == before.done | {before.current.mark}
        else:
            assert lane.done == before.done
        if step != "back" and lane.current is not None:
            assert not lane.is_done(lane.current)
        assert lane.current not in lane.upcoming
        assert Lane.take_up(lane.items, lane.progress) == lane
        assert (lane.current is None) <= (lane.left == 0)
    for _ in range(count):
        lane = lane.skip().copy()
    assert (lane.left, lane.current, lane.upcoming) == (0, None, ())
    again = lane.begin_again()
    assert again == Lane(ITEMS[:count])
    assert again.again_with(lane) == again.copy().again_with(lane) == lane


def test_skipped_ones_come_at_the_end_and_the_next_two_are_seen() -> None:
    lane = Lane(ITEMS[:4]).copy().skip()
    assert [item.text for item in lane.upcoming] == ["3", "1"]
    lane = lane.copy().copy()
    assert lane.current == ITEMS[1]
    assert lane.skip() == lane
    assert lane.upcoming == ()


def test_what_was_changed_since_is_offered_again_and_no_more() -> None:
    form = sample()
    before = of(form)
    lane = Lane.take_up(before, Progress(frozenset(item.mark for item in before)))
    assert lane.current is None
    row = list(form.indicators)[5]
    changed = apply(form, SetField(Path(row.id, "actual"), "改过"))
    again = Lane.take_up(of(changed), lane.progress)
    assert again.current is not None
    assert (again.current.text, again.left) == ("改过", 1)


@pytest.mark.parametrize(("wished", "name"), [("新", "新"), ("全表", "全表（2）")])
def test_names_of_orders_are_told_apart(wished: str, name: str) -> None:
    assert free_name(PRESETS, wished) == name


def test_an_order_takes_the_place_of_the_one_it_was() -> None:
    new = replace(PRESETS[1], name="年终")
    assert [one.name for one in with_order(PRESETS, "完成情况", new)] == [
        *("全表", "年终", "指标分三栏")
    ]
    assert with_order(PRESETS, "没有", new)[-1] == new
