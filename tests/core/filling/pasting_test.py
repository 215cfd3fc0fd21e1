"""What a paste does to the form: top left rule, only the clerk's cells, rows added at the end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from core.assessment import assess
from core.exchange.clipboard_formats import Block
from core.filling.beginning import new_form
from core.filling.paste_headings import place_of
from core.filling.pasting import Pasting, fill_down, paste, place
from core.model.edits import SetField, apply
from core.model.evaluation import (
    ROOT,
    Category,
    Evaluation,
    Fund,
    Group,
    Indicator,
    nodes,
)
from core.model.path import Path, read
from core.sample import sample
from core.scoring.profile_file import profile_for
from core.sheet.form import lay_out
from core.sheet.grid import Grid
from core.sheet.sheet import Cell
from tests.strategies import evaluations


def grid_of(evaluation: Evaluation) -> Grid:
    return Grid.of_sheet(lay_out(evaluation, assess(evaluation, profile_for(""))))


def cell_of(grid: Grid, path: Path) -> Cell:
    cell = grid.of_path(path)
    assert cell is not None
    return cell


def pasted(evaluation: Evaluation, path: Path, block: Block) -> tuple[Evaluation, Pasting]:
    grid = grid_of(evaluation)
    pasting = paste(evaluation, grid, cell_of(grid, path), block)
    after = apply(evaluation, pasting.edit) if pasting.edit else evaluation
    return after, pasting


def grid_row(grid: Grid, node: int) -> int:
    """The row of the paper where a node begins."""
    return cell_of(grid, Path(node, "name")).row


def texts(evaluation: Evaluation, *names: str) -> list[tuple[str, ...]]:
    return [tuple(getattr(row, name) for name in names) for row in evaluation.indicators]


def blank() -> Evaluation:
    rows = {
        "产出指标": ("数量指标", "质量指标"),
        "效益指标": ("社会效益指标",),
    }
    ids = iter(range(1, 100))
    return Evaluation(
        title="自评表",
        year=2021,
        funds=(Fund(id=next(ids), name="年度资金总额"),),
        categories=tuple(
            Category(
                id=next(ids),
                name=name,
                groups=tuple(
                    Group(id=next(ids), name=group, indicators=(Indicator(id=next(ids)),))
                    for group in groups
                ),
            )
            for name, groups in rows.items()
        ),
    )


@pytest.fixture
def rows() -> list[Indicator]:
    return list(sample().indicators)


def test_a_block_goes_in_from_its_top_left_cell(rows: list[Indicator]) -> None:
    after, pasting = pasted(
        sample(), Path(rows[1].id, "target"), (("=90%", "91%"), (">=80%", "82%"))
    )
    assert texts(after, "target", "actual")[:4] == [
        ("=100%", "100%"),
        ("=90%", "91%"),
        (">=80%", "82%"),
        ("=100%", "100%"),
    ]
    assert (len(pasting.unplaced), pasting.added) == (0, 0)


def test_labels_and_computed_cells_take_nothing() -> None:
    evaluation = sample()
    total = evaluation.funds[0]
    block = (("年度资金总额", "1", "2", "3", "10", "55.5%", "9"),)
    after, pasting = pasted(evaluation, Path(total.id, "name"), block)
    fund = after.funds[0]
    assert (fund.initial, fund.annual, fund.executed, fund.score) == ("1", "2", "3", "9")
    assert fund.rate == total.rate
    assert len(pasting.unplaced) == 1


def test_figures_beyond_the_last_become_indicators_of_the_same_group(
    rows: list[Indicator],
) -> None:
    evaluation = sample()
    last = rows[-1]
    block = tuple((f"={n}%", "100%", "1") for n in range(3))
    after, pasting = pasted(evaluation, Path(last.id, "target"), block)
    assert pasting.added == 2
    end = after.categories[-1].groups[-1]
    assert [row.target for row in end.indicators[-3:]] == ["=0%", "=1%", "=2%"]
    assert end.id == evaluation.categories[-1].groups[-1].id
    assert [row.id for row in list(after.indicators)[: len(rows)]] == [row.id for row in rows]


def test_names_without_levels_stay_in_their_group() -> None:
    form = blank()
    group = form.categories[0].groups[1]
    block = tuple((f"指标{n}", "100%", "", "1", "") for n in range(11))
    after, pasting = pasted(form, Path(group.indicators[0].id, "name"), block)
    assert [(g.name, r.name) for _, g, r in after.rows] == [
        ("数量指标", ""),
        *(("质量指标", f"指标{n}") for n in range(11)),
        ("社会效益指标", ""),
    ]
    assert (pasting.fitting, pasting.added, pasting.offset) == (1, 10, 0)
    assert pasting.homes == ("质量指标",) * 11
    over = pasting.instead
    assert over is not None
    assert over.homes == ("质量指标", *["社会效益指标"] * 10)


def test_what_is_filled_in_is_not_written_over_by_names_that_do_not_fit(
    rows: list[Indicator],
) -> None:
    form = sample()
    block: Block = ((rows[0].name, "=1"), *((f"指标{n}", "=2") for n in range(9)))
    after, pasting = pasted(form, Path(rows[0].id, "name"), block)
    names = [row.name for row in after.indicators]
    assert names == [
        rows[0].name,
        *(f"指标{n}" for n in range(9)),
        *(row.name for row in rows[1:]),
    ]
    assert pasting.group == "数量指标"
    after, pasting = pasted(form, Path(rows[-1].id, "name"), block[1:])
    assert [row.name for row in after.indicators] == [
        *(row.name for row in rows),
        *(f"指标{n}" for n in range(9)),
    ]
    assert pasting.offset == 1


def test_the_same_names_again_go_over_their_rows_without_a_question(rows: list[Indicator]) -> None:
    block = tuple((row.name, row.target, "1") for row in rows)
    after, pasting = pasted(sample(), Path(rows[0].id, "name"), block)
    assert (pasting.instead, pasting.group, pasting.added) == (None, None, 0)
    assert {row.actual for row in after.indicators} == {"1"}


def test_a_whole_table_brings_its_own_levels_into_a_blank_form() -> None:
    evaluation = blank()
    block: Block = (
        ("一级指标", "二级指标", "三级指标", "年度指标值"),
        ("产出指标", "数量指标", "人数", ">=5人"),
        (None, None, "次数", ">=3次"),
        ("", "时效指标", "及时", "及时"),
        ("效益指标", "社会效益指标", "影响", "有效"),
        ("满意度指标", "服务对象满意度指标", "满意度", ">=95%"),
    )
    first = evaluation.categories[0]
    after, pasting = pasted(evaluation, Path(first.id, "name"), block)
    tree = [(c.name, g.name, i.name, i.target) for c, g, i in after.rows]
    assert tree == [
        ("产出指标", "数量指标", "人数", ">=5人"),
        ("产出指标", "数量指标", "次数", ">=3次"),
        ("产出指标", "时效指标", "及时", "及时"),
        ("效益指标", "社会效益指标", "影响", "有效"),
        ("满意度指标", "服务对象满意度指标", "满意度", ">=95%"),
    ]
    assert not pasting.unplaced


TABLE: Block = (
    ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值"),
    ("产出指标", "数量指标", "发放人数", "≥50人", "51人", "20"),
    (None, "质量指标", "发放准确率", "100%", "100%", "30"),
    ("效益指标", "社会效益指标", "保障水平", "提高", "提高", "40"),
)


@pytest.mark.parametrize("first", [0, 1], ids=["with heads", "without"])
@pytest.mark.parametrize("column", ["category", "group", "name", "target"])
def test_a_whole_table_is_known_wherever_in_its_row_it_is_pasted(first: int, column: str) -> None:
    form = blank()
    category = form.categories[0]
    ids = {"category": category.id, "group": category.groups[0].id}
    row = next(form.indicators).id
    field = "name" if column in ids else column
    grid = grid_of(form)
    start = cell_of(grid, Path(ids.get(column, row), field))
    block = TABLE[first:]
    place = place_of(form, grid, start, block)
    pasting = paste(form, grid, place, block)
    assert pasting.edit is not None
    after = apply(form, pasting.edit)
    found = [(c.name, g.name, r.name, r.target, r.points) for c, g, r in after.rows]
    assert found == [
        ("产出指标", "数量指标", "发放人数", "≥50人", "20"),
        ("产出指标", "质量指标", "发放准确率", "100%", "30"),
        ("效益指标", "社会效益指标", "保障水平", "提高", "40"),
    ]


@pytest.mark.parametrize("first", [0, 1], ids=["with heads", "without"])
@pytest.mark.parametrize("field", ["initial", "goal_expected", "project"])
def test_rows_of_indicators_go_among_them_wherever_the_keys_were(first: int, field: str) -> None:
    form = blank()
    grid = grid_of(form)
    node = form.funds[0].id if field == "initial" else ROOT
    start, block = place(form, grid, cell_of(grid, Path(node, field)), TABLE[first:])
    pasting = paste(form, grid, start, block)
    assert not pasting.unplaced
    assert pasting.edit is not None
    after = apply(form, pasting.edit)
    assert [row.name for row in after.indicators] == ["发放人数", "发放准确率", "保障水平"]
    assert (after.funds, after.project) == (form.funds, form.project)


def test_amounts_and_rows_that_are_full_stay_where_they_are_pasted() -> None:
    form = sample()
    grid = grid_of(form)
    start = cell_of(grid, Path(form.funds[0].id, "initial"))
    amounts: Block = (("100", "90"), ("100", "90"))
    assert place(form, grid, start, amounts) == (start, amounts)
    assert place(form, grid, start, TABLE[1:])[0] == start  # no row is unused


def test_groups_that_the_table_does_not_name_are_told() -> None:
    form = new_form()
    _, pasting = pasted(form, Path(form.categories[0].id, "name"), TABLE[1:])
    assert pasting.edit is not None
    after = {group.name for c in apply(form, pasting.edit).categories for group in c.groups}
    before = {group.name for c in form.categories for group in c.groups}
    assert set(pasting.gone) == before - after
    assert "成本指标" in pasting.gone


def partly_filled() -> Evaluation:
    """A form whose first row is filled in already."""
    form = blank()
    first = next(form.indicators).id
    for field, text in (("name", "人数"), ("target", ">=5人"), ("actual", "6人")):
        form = apply(form, SetField(Path(first, field), text))
    return form


def tree(evaluation: Evaluation) -> list[tuple[str, str, str, str]]:
    return [(c.name, g.name, r.name, r.target) for c, g, r in evaluation.rows]


def test_a_whole_table_over_filled_rows_is_a_choice_and_wipes_no_names() -> None:
    form = partly_filled()
    block: Block = (
        ("产出指标", "数量指标", "甲", "=1"),
        ("", "", "乙", "=2"),
        ("", "", "丙", "=3"),
    )
    after, pasting = pasted(form, Path(form.categories[0].id, "name"), block)
    assert pasting.replaced == (3, 1)
    over = pasting.instead
    assert over is not None
    assert over.edit is not None
    assert tree(after) == [
        ("产出指标", "数量指标", name, f"={at}") for at, name in enumerate("甲乙丙", 1)
    ]
    assert tree(apply(form, over.edit)) == [
        ("产出指标", "数量指标", "甲", "=1"),
        ("产出指标", "质量指标", "乙", "=2"),
        ("效益指标", "社会效益指标", "丙", "=3"),
    ]


def test_blank_rows_above_the_cursor_give_way_to_a_whole_table() -> None:
    form = blank()
    group = form.categories[0].groups[1].id
    grid = grid_of(form)
    start = replace(cell_of(grid, Path(form.categories[0].id, "name")), row=grid_row(grid, group))
    pasting = paste(form, grid, start, (("效益指标", "社会效益指标", "甲"), ("", "", "乙")))
    assert pasting.edit is not None
    assert tree(apply(form, pasting.edit)) == [
        ("效益指标", "社会效益指标", "甲", ""),
        ("效益指标", "社会效益指标", "乙", ""),
    ]


def test_a_table_under_the_same_levels_goes_over_them_without_a_question() -> None:
    form = partly_filled()
    block: Block = (
        ("产出指标", "数量指标", "甲", "=1"),
        (None, "质量指标", "乙", "=2"),
        ("效益指标", "社会效益\n指标", "丙", "=3"),
        ("", "", "丁", "=4"),
    )
    after, pasting = pasted(form, Path(form.categories[0].id, "name"), block)
    assert pasting.instead is None
    assert [row.id for row in after.indicators][:3] == [row.id for row in form.indicators]
    assert tree(after)[2:] == [
        ("效益指标", "社会效益\n指标", "丙", "=3"),
        ("效益指标", "社会效益\n指标", "丁", "=4"),
    ]


def test_a_table_shorter_than_what_is_there_replaces_it_only_when_asked(
    rows: list[Indicator],
) -> None:
    form = sample()
    after, pasting = pasted(form, Path(form.categories[0].id, "name"), TABLE)
    assert len(list(after.indicators)) == len(rows)
    whole = pasting.instead
    assert whole is not None
    assert whole.replaced == (len(rows), len(rows))
    assert whole.edit is not None
    assert len(list(apply(form, whole.edit).indicators)) == 3


def test_figures_and_names_stay_where_they_are_pasted(rows: list[Indicator]) -> None:
    grid = grid_of(sample())
    for field, block in (
        ("name", (("培训完成率", "100%"), ("发放人数", "50人"))),
        ("target", (("100%", "98%", "2"), ("≥5", "5", "3"))),
    ):
        start = cell_of(grid, Path(rows[0].id, field))
        assert place_of(sample(), grid, start, block) is start


def test_names_that_run_over_into_other_groups_are_told(rows: list[Indicator]) -> None:
    block: Block = tuple((f"指标{at}", "100%") for at in range(10))
    _, pasting = pasted(sample(), Path(rows[0].id, "name"), block)
    assert pasting.instead is not None
    assert pasting.instead.overrun == ("质量指标",)
    for field, some in (("name", block[:2]), ("target", block)):
        _, within = pasted(sample(), Path(rows[0].id, field), some)
        assert (within.overrun, within.instead) == ((), None)


def test_levels_that_do_not_fit_filled_rows_are_told_and_left_out(rows: list[Indicator]) -> None:
    evaluation = sample()
    block = (("产出指标", "数量指标", "甲"), ("效益指标", "数量指标", "乙"))
    after, pasting = pasted(evaluation, Path(evaluation.categories[0].id, "name"), block)
    assert [row.name for row in after.indicators][:2] == ["甲", "乙"]
    assert after.categories[0].name == "产出指标"
    assert len(pasting.unplaced) == 1
    assert len(list(after.indicators)) == len(rows)


def test_a_new_first_level_after_filled_rows() -> None:
    evaluation = sample()
    last = list(evaluation.indicators)[-1]
    group = evaluation.categories[-1].groups[-1]
    block: Block = (("", *["x"] * 2), ("新的二级", "甲", "=1"), ("", "乙", "=2"))
    start = Path(group.id, "name")
    grid = grid_of(evaluation)
    cell = cell_of(grid, start)
    below = cell.rowspan - 1
    after, pasting = pasted(evaluation, start, ((None, "", ""),) * below + block)
    assert pasting.added == 2
    assert after.categories[-1].groups[-1].name == "新的二级"
    assert [row.name for row in after.categories[-1].groups[-1].indicators] == ["甲", "乙"]
    assert list(after.indicators)[-3].id == last.id


def test_fill_down_repeats_the_first_of_each_column(rows: list[Indicator]) -> None:
    evaluation = sample()
    grid = grid_of(evaluation)
    chosen = [
        cell_of(grid, Path(row.id, name)) for row in rows[4:7] for name in ("target", "actual")
    ]
    edit = fill_down(evaluation, grid, chosen)
    assert edit is not None
    after = apply(evaluation, edit)
    assert texts(after, "target", "actual")[4:7] == [(rows[4].target, rows[4].actual)] * 3


def test_fill_down_of_one_cell_takes_the_text_above(rows: list[Indicator]) -> None:
    evaluation = sample()
    grid = grid_of(evaluation)
    edit = fill_down(evaluation, grid, [cell_of(grid, Path(rows[5].id, "target"))])
    assert edit is not None
    assert read(apply(evaluation, edit), Path(rows[5].id, "target")) == rows[4].target
    head = cell_of(grid, Path(rows[0].id, "target"))
    assert fill_down(evaluation, grid, [head]) is None


@given(evaluations(max_rows=6), st.data())
def test_any_block_anywhere_is_an_edit_that_fits(
    evaluation: Evaluation, data: st.DataObject
) -> None:
    grid = grid_of(evaluation)
    start = data.draw(st.sampled_from([cell for cell in grid.cells if cell.node is not None]))
    texts = st.none() | st.sampled_from(["", "甲", "产出指标", "=100%"])
    block = tuple(map(tuple, data.draw(st.lists(st.lists(texts, max_size=9), max_size=9))))
    pasting = paste(evaluation, grid, start, block)
    after = apply(evaluation, pasting.edit) if pasting.edit else evaluation
    assert len({node.id for node in nodes(after)}) == len(list(nodes(after)))
    assert len(list(after.indicators)) >= min(1, len(list(evaluation.indicators)))


@given(st.data(), evaluations(), st.integers(1, 12))
def test_names_without_levels_never_leave_their_group_nor_what_is_filled(
    data: st.DataObject, evaluation: Evaluation, count: int
) -> None:
    rows = list(evaluation.rows)
    if not rows:
        return
    _, group, here = data.draw(st.sampled_from(rows))
    block = tuple((f"新的指标 {at}", "=1") for at in range(count))
    after, pasting = pasted(evaluation, Path(here.id, "name"), block)
    if pasting.group is None:
        return
    own = [row.id for _, of, row in after.rows if of.id == group.id]
    assert len(own) == len(group.indicators) + pasting.added
    old = {row.id: row for _, _, row in rows}
    for row in after.indicators:
        was = old.get(row.id)
        assert was is None or was == row or not was.name.strip()
    assert [(c.id, g.id) for c in after.categories for g in c.groups] == [
        (c.id, g.id) for c in evaluation.categories for g in c.groups
    ]
