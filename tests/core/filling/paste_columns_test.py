"""A table pasted with its head row finds its columns, in any order and under any usual names."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from core.assessment import assess
from core.exchange.clipboard_formats import Block
from core.filling.beginning import new_form
from core.filling.pasting import Pasting, paste, place
from core.model.edits import apply
from core.model.evaluation import Evaluation
from core.model.path import Path
from core.sample import sample
from core.scoring.profile_file import profile_for
from core.sheet.form import lay_out
from core.sheet.grid import Grid
from tests.examples import examples

NAMES = {
    "level1": ("一级指标", "一级\n指标"),
    "level2": ("二级指标",),
    "level3": ("三级指标", "指标名称"),
    "target": ("年度指标值", "指标值", "目标值"),
    "actual": ("实际完成值", "全年实际完成值"),
    "points": ("分值", "权重"),
    "score": ("得分", "自评得分"),
    "deviation": ("偏差原因分析及改进措施", "未完成原因和改进措施"),
}


def table(form: Evaluation, order: Sequence[str], heads: Sequence[str]) -> Block:
    rows = [
        {
            "level1": category.name,
            "level2": group.name,
            "level3": row.name,
            **{key: getattr(row, key) for key in ("target", "actual", "points", "score")},
            "deviation": row.deviation,
        }
        for category, group, row in form.rows
    ]
    return (tuple(heads), *(tuple(row[key] for key in order) for row in rows))


def pasted(form: Evaluation, field: str, block: Block) -> tuple[Evaluation, Pasting]:
    sheet = lay_out(form, assess(form, profile_for(form.profile)))
    grid = Grid.of_sheet(sheet)
    row = next(form.indicators)
    at = next(cell for cell in grid.sheet.cells if cell.path == Path(row.id, field))
    start, arranged = place(form, grid, at, block)
    found = paste(form, grid, start, arranged)
    return (form if found.edit is None else apply(form, found.edit)), found


def read(form: Evaluation, keys: Sequence[str]) -> list[tuple[str, ...]]:
    texts = []
    for category, group, row in form.rows:
        known = {"level1": category.name, "level2": group.name, "level3": row.name}
        texts.append(tuple(known.get(key) or getattr(row, key, "") for key in keys))
    return texts


@settings(max_examples=examples(40))
@given(st.permutations(list(NAMES)), st.data(), st.sampled_from(["name", "target", "score"]))
def test_columns_in_any_order_land_where_they_belong(
    order: list[str], data: st.DataObject, field: str
) -> None:
    heads = [data.draw(st.sampled_from(NAMES[key])) for key in order]
    after, found = pasted(new_form(), field, table(sample(), order, heads))
    assert read(after, list(NAMES)) == read(sample(), list(NAMES))
    assert not found.unplaced


def test_a_target_in_three_columns_is_joined() -> None:
    block: Block = (
        ("三级指标", "指标性质", "指标值", "度量单位", "完成值", "得分计算方法"),
        ("培训人数", "≥", "500", "人", "520人", "按比例"),
        ("合格率", "≥", "95", "%", "96%", "按比例"),
    )
    after, found = pasted(new_form(), "target", block)
    rows = [row for row in after.indicators if row.name]
    assert [(row.target, row.actual) for row in rows] == [("≥500人", "520人"), ("≥95%", "96%")]
    assert len(found.unplaced) == 2  # 得分计算方法 has no place on this paper


def test_what_the_table_lacks_is_left_alone() -> None:
    form = sample()
    block = table(form, ("level3", "actual", "target"), ("指标名称", "完成值", "目标值"))
    block = (block[0], *((name, f"{actual}！", target) for name, actual, target in block[1:]))
    after, _ = pasted(form, "name", block)
    keys = ("level1", "level2", "level3", "target", "points", "score", "deviation")
    assert read(after, keys) == read(form, keys)
    assert all(row.actual.endswith("！") for row in after.indicators)
