"""What changed: everything, once, in words; nothing where nothing did."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from core.model.edits import File, Move, Place, SetField, Together, apply
from core.model.evaluation import Evaluation, Evidence
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


@given(st.integers(0, 54), st.integers(0, 54))
def test_a_moved_row_is_one_change(start: int, end: int) -> None:
    """Wherever it goes: within its group, into another one, to the end of the form."""
    ids = [row.id for row in sample().indicators]
    others = [one for one in ids if one != ids[start]]
    before = others[end] if end < len(others) else None
    groups = [group for category in sample().categories for group in category.groups]
    host = next((g for g in groups if any(row.id == before for row in g.indicators)), groups[-1])
    moved = apply(sample(), Move(frozenset({ids[start]}), Place(host.id, "indicators", before)))
    found = changes(sample(), moved)
    if moved == sample():
        assert found == ()
    else:
        assert len(found) == 1
        assert found[0].name.startswith("移动")


def test_a_moved_block_is_one_change() -> None:
    first = sample().categories[0].groups[0]
    second = sample().categories[0].groups[1]
    block = frozenset(row.id for row in first.indicators[:3])
    moved = apply(sample(), Move(block, Place(first.id, "indicators", None)))
    (change,) = changes(sample(), moved)
    assert "共 3 行" in change.name
    assert change.old == "第 1—3 行"
    other = sample().categories[1]
    (change,) = changes(
        sample(), apply(sample(), Move(frozenset({second.id}), Place(other.id, "groups", None)))
    )
    assert change.name.startswith("移动二级指标")
    assert (change.old, change.new) == (sample().categories[0].name, other.name)


def test_a_level_with_another_name_is_one_change() -> None:
    category = sample().categories[0]
    new = apply(sample(), SetField(Path(category.id, "name"), "产出"))
    assert changes(sample(), new) == (Change("一级指标名称", category.name, "产出"),)
    group = category.groups[0]
    new = apply(sample(), SetField(Path(group.id, "name"), "数量"))
    assert changes(sample(), new) == (Change("二级指标名称", group.name, "数量"),)


def test_a_source_of_funds_that_came_first_shifts_no_other() -> None:
    form = sample()
    new = replace(form, funds=(replace(form.funds[0], id=999, name="新来源"), *form.funds))
    found = changes(form, new)
    assert all("新来源" in change.name for change in found)


def test_filed_and_other_evidence_is_told_by_name_and_what_tells_it_apart() -> None:
    one = Evidence("甲.pdf", "a" * 64, 3000)
    for other, told in (
        (Evidence("乙.pdf", "b" * 64, 3000), ("甲.pdf", "乙.pdf")),
        (Evidence("甲.pdf", "b" * 64, 9000), ("甲.pdf（3 KB）", "甲.pdf（9 KB）")),
        (
            Evidence("甲.pdf", "b" * 64, 3001),
            ("甲.pdf（3 KB，校验码 aaaaaaaa）", "甲.pdf（3 KB，校验码 bbbbbbbb）"),
        ),
    ):
        filed = [apply(sample(), File(ROW.id, (file,))) for file in (one, other)]
        assert changes(*filed) == (Change("“培训完成率”佐证材料", *told),)


def test_an_adjustment_stands_beside_what_it_explains() -> None:
    act = Together(
        (
            SetField(Path(ROW.id, "target"), ">=80%"),
            SetField(Path(ROW.id, "adjustment"), "年中压减培训"),
        ),
        "年中调整",
    )
    assert changes(sample(), apply(sample(), act)) == (
        Change("“培训完成率”年度指标值", ROW.target, ">=80%", "年中压减培训"),
    )
    alone = apply(sample(), SetField(Path(ROW.id, "adjustment"), "说明"))
    assert changes(sample(), alone) == (Change("“培训完成率”调整说明", "", "说明"),)
