"""Rows of the indicator tree: where they come to stand, and what goes with them."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.filling import arrangement
from core.model.edits import Insert, Move, Place, SetField, Together, apply
from core.model.evaluation import ROOT, Category, Evaluation, Group, Indicator, nodes
from core.model.path import Path, find
from tests.strategies import evaluations


def form() -> Evaluation:
    """产出(1): 数量(2): a(3) b(4) c(5); 质量(6): d(7). 效益(8): 社会(9): e(10)."""

    def row(node: int, name: str) -> Indicator:
        return Indicator(id=node, name=name)

    return Evaluation(
        categories=(
            Category(
                id=1,
                name="产出指标",
                groups=(
                    Group(
                        id=2,
                        name="数量指标",
                        indicators=(row(3, "a"), row(4, "b"), row(5, "c")),
                    ),
                    Group(id=6, name="质量指标", indicators=(row(7, "d"),)),
                ),
            ),
            Category(
                id=8,
                name="效益指标",
                groups=(Group(id=9, name="社会效益指标", indicators=(row(10, "e"),)),),
            ),
        )
    )


def shape(evaluation: Evaluation) -> str:
    return " | ".join(
        " ".join(f"{group.name[:2]}:{''.join(row.name or '_' for row in group.indicators)}"
                 for group in category.groups)
        for category in evaluation.categories
    )  # fmt: skip


def shifted(ids: Iterable[int], step: int) -> str | None:
    edit = arrangement.shift(form(), list(ids), step)
    return None if edit is None else shape(apply(form(), edit))


@pytest.mark.parametrize(
    ("ids", "step", "expected"),
    [
        ([4], -1, "数量:bac 质量:d | 社会:e"),
        ([4], 1, "数量:acb 质量:d | 社会:e"),
        ([4, 5], -1, "数量:bca 质量:d | 社会:e"),
        ([3, 4], 1, "数量:cab 质量:d | 社会:e"),
        ([5], 1, "数量:ab 质量:cd | 社会:e"),
        ([10], -1, "数量:abc 质量:de"),
        ([7], -1, "数量:abcd | 社会:e"),
        ([3], -1, None),
        ([10], 1, None),
        ([3, 5], -1, None),
        ([3, 5], 1, "数量:b 质量:acd | 社会:e"),
        ([6], -1, "质量:d 数量:abc | 社会:e"),
        ([6], 1, "数量:abc | 质量:d 社会:e"),
        ([8], -1, "社会:e | 数量:abc 质量:d"),
        ([8, 10], -1, "社会:e | 数量:abc 质量:d"),
        ([8], 1, None),
        ([1, 10], 1, None),
        ([], 1, None),
    ],
)
def test_rows_move_one_place_across_groups(ids: list[int], step: int, expected: str | None) -> None:
    assert shifted(ids, step) == expected


@pytest.mark.parametrize(
    ("near", "expected"),
    [
        (3, "数量:a_bc 质量:d | 社会:e"),
        (2, "数量:abc_ 质量:d | 社会:e"),
        (1, "数量:abc 质量:d_ | 社会:e"),
        (None, "数量:abc 质量:d | 社会:e_"),
        (99, "数量:abc 质量:d | 社会:e_"),
    ],
)
def test_a_new_row_comes_after_the_one_at_hand(near: int | None, expected: str) -> None:
    edit, new = arrangement.add_indicator(form(), near)
    changed = apply(form(), edit)
    assert shape(changed) == expected
    assert isinstance(find(changed, new), Indicator)


def test_on_an_empty_form_a_new_row_brings_its_levels() -> None:
    edit, new = arrangement.add_indicator(Evaluation(), None)
    changed = apply(Evaluation(), edit)
    assert isinstance(find(changed, new), Category)
    assert len(list(changed.indicators)) == 1


def test_new_groups_and_categories_come_with_a_row() -> None:
    edit, new = arrangement.add_group(form(), 3, "时效指标")
    assert shape(apply(form(), edit)) == "数量:abc 时效:_ 质量:d | 社会:e"
    assert find(apply(form(), edit), new) == Group(
        id=new, name="时效指标", indicators=(Indicator(id=new + 1),)
    )
    edit, _ = arrangement.add_category(form(), 3, "满意度指标", "服务对象满意度指标")
    assert shape(apply(form(), edit)) == "数量:abc 质量:d | 服务:_ | 社会:e"


def test_copies_stand_behind_the_last_of_the_chosen() -> None:
    copy = arrangement.duplicate(form(), [3, 5])
    assert copy is not None
    assert shape(apply(form(), copy[0])) == "数量:abcac 质量:d | 社会:e"
    copy = arrangement.duplicate(form(), [2, 3])
    assert copy is not None
    assert shape(apply(form(), copy[0])) == "数量:abc 数量:abc 质量:d | 社会:e"
    assert arrangement.duplicate(form(), [2, 7]) is None
    assert arrangement.duplicate(form(), []) is None


def test_removing_says_what_goes_and_where_to_stand() -> None:
    assert arrangement.describe(form(), [4]) == "“b”"
    assert arrangement.describe(form(), [3, 4]) == "“a”等 2 项"
    assert arrangement.describe(form(), [2, 3]) == "“数量指标”和下面的 3 项三级指标"
    assert arrangement.after_removal(form(), [4]) == 5
    assert arrangement.after_removal(form(), [9]) == 7
    assert arrangement.after_removal(form(), [1, 8]) is None
    edit = arrangement.remove(form(), [2, 3, 10])
    assert edit is not None
    assert shape(apply(form(), edit)) == "质量:d"
    assert arrangement.remove(form(), [ROOT, 99]) is None


@pytest.mark.parametrize(
    ("ids", "parent", "row", "expected"),
    [
        ([3], 6, -1, "数量:bc 质量:da | 社会:e"),
        ([3], 6, 0, "数量:bc 质量:ad | 社会:e"),
        ([3], 7, -1, "数量:bc 质量:ad | 社会:e"),
        ([3], 1, -1, "数量:bc 质量:da | 社会:e"),
        ([3], 1, 1, "数量:bca 质量:d | 社会:e"),
        ([10], 1, 0, "数量:eabc 质量:d"),
        ([3, 10], ROOT, 1, "数量:bc 质量:dae"),
        ([3], ROOT, 4, "数量:bc 质量:d | 社会:ea"),
        ([3], 1, 9, "数量:bc 质量:da | 社会:e"),
        ([3], 2, 9, "数量:bca 质量:d | 社会:e"),
        ([2], 8, 0, "质量:d | 数量:abc 社会:e"),
        ([2], 8, -1, "质量:d | 社会:e 数量:abc"),
        ([2], 9, -1, "质量:d | 数量:abc 社会:e"),
        ([2], 10, -1, "质量:d | 数量:abc 社会:e"),
        ([8], ROOT, 0, "社会:e | 数量:abc 质量:d"),
        ([1], ROOT, -1, "社会:e | 数量:abc 质量:d"),
        ([2, 10], 8, 0, None),
    ],
)
def test_rows_land_where_they_are_dropped(
    ids: list[int], parent: int, row: int, expected: str | None
) -> None:
    place = arrangement.landing(form(), ids, parent, row)
    edit = None if place is None else arrangement.moved(form(), ids, place)
    assert (None if edit is None else shape(apply(form(), edit))) == expected


def test_rows_cannot_stand_in_another_levels_column() -> None:
    assert arrangement.moved(form(), [3], Place(1, "groups")) is None
    assert arrangement.moved(form(), [], Place(1, "groups")) is None


@given(st.data())
def test_no_row_is_lost_or_doubled_by_moving(data: st.DataObject) -> None:
    evaluation = data.draw(evaluations())
    ids = [node.id for node in nodes(evaluation)]
    chosen = data.draw(st.lists(st.sampled_from([*ids, 10_000]), max_size=4))
    edit: object = arrangement.shift(evaluation, chosen, data.draw(st.sampled_from([-1, 1])))
    if data.draw(st.booleans()):
        parent = data.draw(st.sampled_from([ROOT, *ids]))
        place = arrangement.landing(evaluation, chosen, parent, data.draw(st.integers(-1, 4)))
        edit = place and arrangement.moved(evaluation, chosen, place)
    if isinstance(edit, Move):
        rows = sorted(row.id for row in evaluation.indicators)
        assert sorted(row.id for row in apply(evaluation, edit).indicators) == rows


@given(st.data())
def test_whatever_is_added_can_be_added(data: st.DataObject) -> None:
    evaluation = data.draw(evaluations())
    ids: list[int | None] = [node.id for node in nodes(evaluation)]
    near = data.draw(st.sampled_from([None, *ids]))
    for edit, new in (
        arrangement.add_indicator(evaluation, near),
        arrangement.add_group(evaluation, near, "数量指标"),
        arrangement.add_category(evaluation, near, "产出指标"),
    ):
        assert isinstance(edit, Insert)
        changed = apply(evaluation, edit)
        assert find(changed, new) is not None
        assert len(list(changed.indicators)) == len(list(evaluation.indicators)) + 1


@pytest.mark.parametrize(
    ("left", "near", "meant"),
    [
        (5, 7, 5),  # from the last row of 数量 to the first of 质量: one more of 数量
        (4, 7, 7),  # not from its end
        (5, 10, 10),  # not into the next group
        (5, 4, 4),
        (7, 10, 7),  # over a first level, too
        (None, 7, 7),
        (5, None, None),
    ],
)
def test_past_the_end_of_a_group_a_new_row_is_still_meant_for_it(
    left: int | None, near: int | None, meant: int | None
) -> None:
    blank = apply(
        form(), Together(tuple(SetField(Path(node, "name"), "") for node in (4, 7, 10)), "清空")
    )
    assert arrangement.group_just_left(blank, near, left) == meant


def test_what_is_written_in_the_next_group_makes_that_the_group_at_hand() -> None:
    assert arrangement.group_just_left(form(), 7, 5) == 7


@given(evaluations(), st.data())
def test_the_group_that_is_told_is_the_one_that_gets_the_row(
    evaluation: Evaluation, data: st.DataObject
) -> None:
    ids = [node.id for node in nodes(evaluation)]
    near = data.draw(st.sampled_from(ids)) if ids else None
    left = data.draw(st.none() | st.sampled_from(ids)) if ids else None
    near = arrangement.group_just_left(evaluation, near, left)
    told = arrangement.receiving_group(evaluation, near)
    edit, new = arrangement.add_indicator(evaluation, near)
    after = apply(evaluation, edit)
    if told is not None:
        group = find(after, told.id)
        assert isinstance(group, Group)
        assert new in [row.id for row in group.indicators]
    else:
        assert len(list(nodes(after))) > len(list(nodes(evaluation))) + 1
