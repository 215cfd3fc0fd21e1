"""指标已批复: whatever the act, what is approved changes only with a 调整说明."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from core.assessment import Assessment, assess
from core.filling.approval import (
    LOCKED,
    adjust,
    adjust_fields,
    approve,
    breach,
    is_locked,
    revoke,
    why_locked,
)
from core.filling.revision import LockedError, revise
from core.model.edits import Edit, Insert, Move, Place, Remove, SetField, Together, Whole, apply
from core.model.evaluation import ROOT, Evaluation, Indicator
from core.model.fields import names
from core.model.path import Path
from core.model.selfeval import dumps, loads
from core.sample import sample
from core.scoring.profile_file import load_profile
from core.years.carry_over import carry_over
from core.years.comparison import changes

RULES = load_profile()
APPROVED = apply(sample(), approve("2021-03-15"))
ROW = next(iter(APPROVED.indicators))
GROUP = APPROVED.categories[0].groups[0]


def act(form: Evaluation, edit: Edit) -> Evaluation:
    def found(evaluation: Evaluation) -> Assessment:
        return assess(evaluation, RULES)

    return revise(form, found(form), edit, found)[0]


REFUSED: list[Edit] = [
    *(SetField(Path(ROW.id, name), "改了") for name in LOCKED),
    SetField(Path(GROUP.id, "name"), "改了"),
    SetField(Path(APPROVED.categories[0].id, "name"), "改了"),
    Remove(frozenset({ROW.id})),
    Insert(Place(GROUP.id, "indicators"), Indicator(id=9_999, name="新的")),
    Move(frozenset({ROW.id}), Place(GROUP.id, "indicators")),
    Whole(replace(sample(), categories=sample().categories[1:], targets_approved="是"), "取回"),
    Whole(replace(sample(), categories=sample().categories[1:]), "取回"),
    SetField(Path(ROOT, "targets_approved"), ""),
    Together((SetField(Path(ROW.id, "target"), "9"), SetField(Path(ROW.id, "actual"), "9")), "贴"),
    # A row's explanation is of that row alone, and a blank one is none.
    Together(
        (
            SetField(Path(ROW.id, "target"), "9"),
            SetField(Path(list(APPROVED.indicators)[1].id, "adjustment"), "说明原因"),
        ),
        "年中调整",
    ),
    Together(
        (SetField(Path(ROW.id, "target"), "9"), SetField(Path(ROW.id, "adjustment"), "  ")), "改"
    ),
]


@given(st.text(max_size=9), st.text(max_size=9), st.booleans())
def test_only_words_behind_those_that_were_written_explain(
    written: str, after: str, whole: bool
) -> None:
    """Of an earlier version, or another's file: an explanation that goes is none for a change."""
    place = Path(ROOT if whole else ROW.id, "adjustment")
    before = apply(APPROVED, SetField(place, written))
    changed = apply(apply(before, SetField(place, after)), SetField(Path(ROW.id, "target"), "9"))
    if not after.startswith(written) or not after.removeprefix(written).strip():
        assert breach(before, changed)


def test_an_earlier_version_with_fewer_explanations_is_asked_for_one() -> None:
    path = Path(ROW.id, "target")
    once = act(APPROVED, adjust_fields(APPROVED, (SetField(path, "8"),), "第一次调整"))
    twice = act(once, adjust_fields(once, (SetField(path, "9"),), "第二次调整"))
    assert breach(twice, apply(twice, Whole(once, "取回")))


@pytest.mark.parametrize("edit", REFUSED)
def test_what_changes_the_approved_is_refused_whatever_the_act(edit: Edit) -> None:
    with pytest.raises(LockedError, match="2021-03-15"):
        act(APPROVED, edit)
    assert breach(APPROVED, apply(APPROVED, edit))
    assert act(sample(), edit) is not None  # an unlocked form takes it


@given(
    st.sampled_from(sorted(set(names(Indicator)) - set(LOCKED))),
    st.integers(0, 54),
    st.text(max_size=9),
)
def test_everything_else_of_a_row_is_free(field: str, index: int, text: str) -> None:
    row = list(APPROVED.indicators)[index]
    assert breach(APPROVED, apply(APPROVED, SetField(Path(row.id, field), text))) == ""


def test_an_adjustment_is_told_beside_old_and_new() -> None:
    path = Path(ROW.id, "target")
    after = act(
        APPROVED, adjust_fields(APPROVED, (SetField(path, ">=8万人"),), "  年中压减\n任务 ")
    )
    (change,) = changes(APPROVED, after)
    assert (change.old, change.new, change.reason) == (ROW.target, ">=8万人", "年中压减 任务")
    again = act(after, adjust_fields(after, (SetField(path, ">=7万人"),), "再次压减"))
    assert [one.reason for one in changes(after, again)] == ["再次压减"]
    assert changes(APPROVED, again)[0].reason == "年中压减 任务\n再次压减"
    taken = act(again, adjust(again, (Remove(frozenset({ROW.id})),), "任务取消"))
    told = [one for one in changes(again, taken) if one.name.startswith("删去指标")]
    assert [one.reason for one in told] == ["任务取消"]


def test_an_approval_is_revoked_with_a_reason_and_then_all_is_free() -> None:
    after = act(APPROVED, revoke(APPROVED, "锁早了，还没批复"))
    assert not is_locked(after, Path(ROW.id, "target"))
    assert changes(APPROVED, after)[0].reason == "锁早了，还没批复"
    assert act(after, SetField(Path(ROW.id, "target"), "9")) != after


def test_locked_cells_say_why() -> None:
    assert is_locked(APPROVED, Path(ROW.id, "points"))
    assert is_locked(APPROVED, Path(GROUP.id, "name"))
    assert not is_locked(APPROVED, Path(ROW.id, "actual"))
    assert not is_locked(APPROVED, Path(ROOT, "project"))
    assert not is_locked(sample(), Path(ROW.id, "target"))
    assert "年中调整" in why_locked(APPROVED)


def test_the_state_goes_with_the_file_and_not_into_next_year() -> None:
    assert loads(dumps(APPROVED)).targets_approved == "2021-03-15"
    after = act(
        APPROVED, adjust_fields(APPROVED, (SetField(Path(ROW.id, "target"), "9"),), "年中调整了")
    )
    following = carry_over(after, 2022)
    assert following.targets_approved == ""
    assert next(iter(following.indicators)).adjustment == ""
    assert next(iter(following.indicators)).target == "9"


def test_an_earlier_version_of_the_same_targets_may_come_back() -> None:
    earlier = loads(dumps(replace(APPROVED, goal_actual="初稿")))
    assert act(APPROVED, Whole(earlier, "取回")) == earlier
