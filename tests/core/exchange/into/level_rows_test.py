"""Forms and blanks whose 一级指标 and 二级指标 stand in rows of their own in the table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from itertools import groupby

import docx
import pytest
from msgspec import Struct
from openpyxl import Workbook
from openpyxl.styles import Border, Side

from core.exchange.foreign import FilledBlank
from core.exchange.into.blank import fill_blank
from core.exchange.sources.recognition import read_source
from core.model import selfeval
from core.reading.drafting import drafts
from core.reading.recognition import recognize
from core.scoring.profile_file import profile_for
from tests.core.exchange.into.hand_drawn import SMALL
from tests.core.exchange.into.into_blanks import document_rows, worksheet
from tests.grids import grid, section

Grid = list[list[str]]
NAMES = [
    ("产出指标", "数量指标", ["养老金发放人数", "培训期数"]),
    ("产出指标", "质量指标", ["发放准确率"]),
    ("产出指标", "成本指标", ["成本节约率"]),
    ("效益指标", "社会效益指标", ["就业人数", "生活改善率"]),
    ("效益指标", "其他效益指标", ["品牌数"]),
    ("满意度指标", "服务对象满意度指标", ["群众满意度"]),
]
WANTED = [(one, two, name) for one, two, names in NAMES for name in names]
FIGURES = ["年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"]


class Shape(Struct, frozen=True):
    """How a table is drawn: its columns of names, and what its rows of headings look like.

    ``own`` levels have rows of their own; ``over`` is the number of columns that the cell of a
    heading covers, 0 for all; it begins in the column ``at``.
    """

    columns: tuple[str, ...] = ("三级指标",)
    own: str = "12"
    over: int = 0
    at: int = 0
    first: str = "{name}"
    second: str = "{name}"
    points: str = ""
    """What stands in the column of the points beside a heading."""

    def heading(self, text: str) -> list[str]:
        width = len(self.columns) + len(FIGURES)
        row = [""] * self.at + [text] + ["<"] * ((self.over or width) - 1)
        row += [""] * (width - len(row))
        if self.points:
            row[len(self.columns) + 2] = self.points
        return row

    def second_heading(self, first: str, second: str) -> list[list[str]]:
        if self.own == "both":
            return [self.heading(f"{first}—{second}")]
        return [self.heading(self.second.format(name=second))] if "2" in self.own else []


SHAPES = {
    "plain, over the width": Shape(),
    "plain, in the column of names": Shape(over=1),
    "numbered with points": Shape(first="一、{name}（50分）", second="（一）{name}"),
    "numbered in the column of names": Shape(
        over=1, first="一、{name}（50分）", second="（一）{name}"
    ),
    "Arabic numbers": Shape(over=1, first="1、{name}", second="（1）{name}"),
    "two numbers": Shape(over=1, first="1. {name}", second="1.1 {name}"),
    "indented, with a colon": Shape(over=1, second="　　{name}："),
    "points in their column": Shape(over=1, points="50"),
    "second level only": Shape(own="2", over=1),
    "second level only, 指标名称": Shape(columns=("指标名称",), own="2", over=1),
    "below a number": Shape(columns=("序号", "指标名称"), over=1, at=1),
    "first level beside": Shape(columns=("一级指标", "三级指标"), own="2", over=1, at=1),
    "first level beside, over the width": Shape(columns=("一级指标", "三级指标"), own="2"),
    "second level beside": Shape(columns=("二级指标", "三级指标"), own="1", over=2),
    "second in the column of the first": Shape(columns=("一级指标", "三级指标"), over=1),
    "columns for all": Shape(columns=("一级指标", "二级指标", "三级指标"), over=3),
    "columns for all, in the last": Shape(
        columns=("一级指标", "二级指标", "三级指标"), over=1, at=2
    ),
    "both in one": Shape(own="both", first="{name}"),
}


def drawn(shape: Shape, *, blank: str | None = None) -> Grid:
    """The rows of a form, or of a blank with ``blank`` for each name; ``<``: as the cell before."""
    width = len(shape.columns) + len(FIGURES)
    rows = [["项目支出绩效自评表"] + ["<"] * (width - 1)]
    for label, value in (("项目名称", "培训项目"), ("主管部门", "某局"), ("实施单位", "某中心")):
        rows.append([label, "" if blank is not None else value] + ["<"] * (width - 2))
    rows.append([*shape.columns, *FIGURES])

    for first, groups in groupby(NAMES, key=lambda one: one[0]):
        if "1" in shape.own:
            rows.append(shape.heading(shape.first.format(name=first)))
        for _, second, indicators in groups:
            rows += shape.second_heading(first, second)
            for number, name in enumerate(indicators if blank is None else [blank, "……"], start=1):
                beside = {"序号": str(number), "一级指标": "", "二级指标": ""}
                beside |= {"2": {"一级指标": first}, "1": {"二级指标": second}}.get(shape.own, {})
                figures = ["≥90%", "95%", "10", "10", ""] if blank is None else [""] * 5
                rows.append([*(beside[c] for c in shape.columns[:-1]), name, *figures])
    return rows


def spans(row: Sequence[str]) -> list[tuple[int, int, str]]:
    """First and last column and the text of each cell of a row."""
    starts = [at for at, text in enumerate(row) if text != "<"]
    return [
        (one, other - 1, row[one])
        for one, other in zip(starts, [*starts[1:], len(row)], strict=True)
    ]


def excel(rows: Grid) -> bytes:
    book = Workbook()
    sheet = book.create_sheet("Sheet1", 0)
    thin = Side("thin")
    line = Border(left=thin, right=thin, top=thin, bottom=thin)
    for r, row in enumerate(rows, start=1):
        for first, last, text in spans(row):
            sheet.cell(r, first + 1).value = text or None
            for column in range(first, last + 1):
                sheet.cell(r, column + 1).border = line
            if last > first:
                sheet.merge_cells(None, r, first + 1, r, last + 1)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def word(rows: Grid) -> bytes:
    document = docx.Document()
    table = document.add_table(len(rows), len(rows[0]))
    for place, row in zip(table.rows, rows, strict=True):
        cells = place.cells  # asked for one by one, each is looked for through the whole table
        for first, last, text in spans(row):
            (cells[first].merge(cells[last]) if last > first else cells[first]).text = text
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def rows_read(data: bytes) -> list[tuple[str, str, str]]:
    (draft,) = drafts(read_source(data))
    return [(one.name, two.name, row.name) for one, two, row in draft.evaluation.rows]


def expected(shape: Shape) -> list[tuple[str, str, str]]:
    has_first = shape.own != "2" or "一级指标" in shape.columns
    points = "（50分）" if "（50分）" in shape.first else ""
    return [(one + points if has_first else "", two, name) for one, two, name in WANTED]


EACH = pytest.mark.parametrize("shape", SHAPES.values(), ids=list(SHAPES))


@EACH
@pytest.mark.parametrize("draw", [excel, word])
def test_the_levels_are_read_from_their_rows(shape: Shape, draw: Callable[[Grid], bytes]) -> None:
    assert rows_read(draw(drawn(shape))) == expected(shape)


def filled(data: bytes) -> FilledBlank:
    indicators = [
        {"level1": one, "level2": two, "level3": name, "target": "≥90%", "actual": "95%",
         "points": "10", "score": "10"}
        for one, two, name in WANTED
    ]  # fmt: skip
    evaluation = selfeval.from_dict({**SMALL, "indicators": indicators})
    return fill_blank(data, evaluation, profile_for(evaluation.profile))


@EACH
@pytest.mark.parametrize("blank", ["指标1：", ""])
@pytest.mark.parametrize("draw", [excel, word])
def test_each_row_goes_below_its_heading(
    shape: Shape, blank: str, draw: Callable[[Grid], bytes]
) -> None:
    found = filled(draw(drawn(shape, blank=blank)))
    assert rows_read(found.data) == expected(shape)
    assert not [line for line in found.lost if line.startswith("指标")]
    rows = (
        [[str(value or "") for value in row] for row in worksheet(found.data).values]
        if draw is excel
        else document_rows(found.data)
    )
    texts = {text for row in rows for text in row}
    headings = {row[shape.at] for row in drawn(shape, blank=blank)[5:]} - {"指标1：", "……", "<", ""}
    assert headings <= texts, "a heading of the blank is gone"


@pytest.mark.parametrize("heading", ["（二）特色指标", "特色指标 | < | < | <"])
def test_a_name_that_no_list_knows_is_a_level_as_those_before_it(heading: str) -> None:
    shape = heading.partition(" ")[2]
    known = f"数量指标 {shape}" if shape else "（一）数量指标 | | |"
    table = grid(f"""
        三级指标 | 年度指标值 | 实际完成值 | 得分
        {known}
        培训人数 | ≥100人 | 120人 | 10
        {heading if shape else heading + " | | |"}
        品牌数   | ≥1个   | 1个   | 10
        """)
    (form,) = recognize(section(table))
    found = [(row.fields["level2"].text, row.fields["level3"].text) for row in form.indicators]
    assert found == [("数量指标", "培训人数"), ("特色指标", "品牌数")]


def test_a_list_of_usual_names_without_rows_below_them_is_a_list_of_indicators() -> None:
    table = grid("""
        绩效自评表 | <        | <        | <    | <
        指标名称   | 年度指标值 | 实际完成值 | 分值 | 得分
        数量指标   |          |          |      |
        质量指标   |          |          |      |
        时效指标   |          |          |      |
        社会效益指标 |        |          |      |
        满意度指标 |          |          |      |
        """)
    (form,) = recognize(section(table))
    assert [row.fields["level3"].text for row in form.indicators][:2] == ["数量指标", "质量指标"]


def test_names_in_their_own_column_stay_those_of_their_rows() -> None:
    table = grid("""
        绩效自评表 | <    | <    | <        | <        | <    | <
        一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
        产出指标 | 数量指标 |      |          |          |      |
                |          |      |          |          |      |
                | 质量指标 |      |          |          |      |
                |          |      |          |          |      |
        """)
    (form,) = recognize(section(table))
    assert [row.row for row in form.indicators] == [2, 3, 4, 5]
