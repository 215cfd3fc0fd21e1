"""A form's indicators as the rows of a table, as other programs hold them."""

from core.model.evaluation import Evaluation

Row = tuple[str, ...]


def rows_of(form: Evaluation, *, most: int | None = None) -> list[Row]:
    """Level names, 指标值, 完成值, 分值, 得分 and reason of each indicator, in paper order."""
    rows: list[Row] = [
        (category.name, group.name, row.name, row.target, row.actual, row.points, row.score,
         row.deviation)
        for category, group, row in form.rows
    ]  # fmt: skip
    return rows[:most]
