"""What changed: everything, once, in words; nothing where nothing did."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from core.model.edits import SetField, apply
from core.model.evaluation import Evaluation
from core.model.path import Path
from core.model.selfeval import from_dict, to_dict
from core.sample import sample
from core.years.comparison import Change, changes
from tests.strategies import evaluations

ROW = next(row for row in sample().indicators if row.name == "培训完成率")
ROWS = to_dict(sample())["indicators"]


def with_rows(order: list[int]) -> Evaluation:
    assert isinstance(ROWS, list)
    return from_dict(to_dict(sample()) | {"indicators": [ROWS[index] for index in order]})


@given(evaluations(), evaluations())
def test_there_is_nothing_exactly_where_the_forms_say_the_same(
    old: Evaluation, new: Evaluation
) -> None:
    assert bool(changes(old, new)) == (to_dict(old) != to_dict(new))
    assert changes(old, old) == ()


@given(
    st.sampled_from(["target", "actual", "points", "score", "deviation", "method", "direction"]),
    st.integers(0, 54),
    st.text(max_size=20),
)
def test_one_edit_is_one_change(field: str, index: int, text: str) -> None:
    row = tuple(sample().indicators)[index]
    found = changes(sample(), apply(sample(), SetField(Path(row.id, field), text)))
    was = getattr(row, field)
    assert [(c.old, c.new) for c in found] == ([(was, text)] if text != was else [])
    assert all(row.name in change.name for change in found)


def test_a_change_is_named_by_its_row_and_field() -> None:
    new = apply(sample(), SetField(Path(ROW.id, "actual"), "88%"))
    assert changes(sample(), new) == (Change("“培训完成率”实际完成值", ROW.actual, "88%"),)
    assert changes(sample(), replace(sample(), project="新")) == (
        Change("项目名称", "社会保险服务费", "新"),
    )


def test_a_renamed_row_is_the_same_row() -> None:
    new = apply(sample(), SetField(Path(ROW.id, "name"), "培训率"))
    assert changes(sample(), new) == (Change("“培训率”三级指标名称", "培训完成率", "培训率"),)


def test_a_row_more_and_a_row_less() -> None:
    every = list(range(55))
    less = changes(sample(), with_rows(every[:20] + every[21:]))
    assert [change.name.startswith("删去指标") for change in less] == [True]
    more = changes(with_rows(every[:20] + every[21:]), sample())
    assert [change.name.startswith("增加指标") for change in more] == [True]
    assert less[0].old == more[0].new != ""


def test_another_order_is_one_change() -> None:
    every = list(range(55))
    every[3], every[4] = every[4], every[3]
    assert [change.name for change in changes(sample(), with_rows(every))] == ["指标的次序"]
