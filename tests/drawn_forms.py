"""Forms drawn as ``SourceFile`` in the ways in which places draw them, without any file."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from core.reading.source import SourceCell, SourceFile, SourceSection, SourceTable, SourceText

JsonObject = dict[str, Any]
Row = list[tuple[str, int, int]]
"""Text, columns, rows of each cell; a blank place covered from above is left out."""

WIDTH = 12

# Columns of the indicators: key, heading, columns. Layouts of rules of all places.
LAYOUTS: dict[str, list[tuple[str, str, int]]] = {
    "A": [
        ("level1", "一级指标", 1), ("level2", "二级指标", 1), ("level3", "三级指标", 2),
        ("target", "年度\n指标值", 1), ("actual", "实际\n完成值", 2), ("points", "分值", 1),
        ("score", "得分", 1), ("deviation", "偏差原因分析及\n改进措施", 2),
    ],
    "B": [
        ("level1", "一级指标", 1), ("level2", "二级指标", 1), ("level3", "三级指标", 2),
        ("points", "分值", 1), ("target", "年度指标值(A)", 1), ("actual", "全年实际值(B)", 1),
        ("?", "得分计算方法", 2), ("score", "得分", 1), ("deviation", "未完成原因分析", 1),
    ],
    "C": [
        ("level1", "一级指标", 1), ("level2", "二级指标", 1), ("level3", "三级指标", 1),
        ("sign", "指标性质", 1), ("value", "指标值", 1), ("unit", "度量单位", 1),
        ("actual", "实际完成值", 1), ("points", "分值", 1), ("score", "得分", 1),
        ("deviation", "偏差原因分析及改进措施", 2),
    ],
    "D": [
        ("level1", "一级指标", 1), ("level2", "二级指标", 1), ("level3", "三级指标", 2),
        ("sign", "指标性质", 1), ("value", "指标值", 1), ("unit", "度量单位", 1),
        ("actual", "完成值", 1), ("points", "权重", 1), ("score", "得分", 1),
        ("deviation", "未完成原因分析", 1),
    ],
    "E": [
        ("level1", "一级指标", 1), ("level2", "二级指标", 2), ("level3", "三级指标", 2),
        ("target", "年初目标值（A）", 2), ("actual", "实际完成值（B）", 2), ("score", "得分", 2),
    ],
    "F": [
        ("level1", "一级指标", 1), ("level2", "二级指标", 1), ("level3", "三级指标", 2),
        ("points", "分值", 1), ("target", "年度指标值", 1), ("actual", "全年实际值", 2),
        ("score", "得分", 1), ("deviation", "未完成原因及拟采取的改进措施", 2),
    ],
    "H": [
        ("level1", "一级指标", 1), ("level2", "二级指标", 1), ("level3", "三级指标", 2),
        ("target", "年初指标值", 1), ("actual", "年终完成值", 1), ("points", "指标分值", 1),
        ("score", "自评分", 1), ("?", "复核分", 1), ("deviation", "备注", 2),
    ],
    "I": [
        ("level1", "一级指标", 2), ("level2", "二级指标", 2), ("level3", "三级指标", 3),
        ("target", "目标值", 2), ("actual", "完成值", 2),
    ],
    "K": [
        ("level1", "一级指标", 1), ("level2", "二级指标", 1), ("level3", "三级指标", 2),
        ("points", "分值", 1), ("target", "指标值", 2), ("actual", "全年完成值", 2),
        ("score", "得分", 1), ("deviation", "未完成原因和改进措施", 1),
    ],
    "L": [
        ("level1", "一级指标", 1), ("level2", "二级指标", 2), ("level3", "三级指标", 2),
        ("target", "指标值", 2), ("actual", "全年实际完成值", 2),
        ("deviation", "未完成原因和改进措施", 2),
    ],
    "整体": [
        ("level1", "一级指标", 1), ("level2", "二级指标", 1), ("level3", "指标名称", 1),
        ("unit", "计量单位", 1), ("sign", "指标性质", 1), ("value", "指标值", 1),
        ("points", "指标权重", 1), ("actual", "全年完成值", 1), ("score", "指标得分", 1),
        ("deviation", "说明", 2),
    ],
}  # fmt: skip
FUNDS: dict[str, list[tuple[str, str, int]]] = {
    "A": [
        ("initial", "年初预算数", 1), ("annual", "全年预算数", 2), ("executed", "全年执行数", 2),
        ("points", "分值", 1), ("rate", "执行率", 1), ("score", "得分", 1),
    ],
    "B": [
        ("initial", "年初预算数(A)", 2), ("executed", "全年执行数(B)", 2), ("points", "分值", 1),
        ("rate", "执行率（B/A）", 1), ("?", "得分计算方法", 1), ("score", "得分", 1),
    ],
    "D": [
        ("initial", "年初预算", 1), ("annual", "调整后预算数", 1), ("executed", "预算执行数", 1),
        ("rate", "预算执行率", 1), ("points", "权重", 1), ("score", "得分", 1), ("?", "原因", 2),
    ],
    "E": [
        ("annual", "预算数(A)", 2), ("executed", "执行数(B)", 2), ("rate", "执行率(B/A)", 2),
        ("score", "得分（{points}分*执行率）", 2),
    ],
    "F": [
        ("annual", "全年预算数（A）", 2), ("executed", "全年执行数（B）", 2), ("points", "分值", 1),
        ("rate", "执行率(B/A)", 2), ("score", "得分", 1),
    ],
    "L": [("annual", "全年预算数", 3), ("executed", "全年执行数", 3), ("rate", "执行率", 2)],
}  # fmt: skip
FUNDS |= {"C": FUNDS["A"], "H": FUNDS["A"], "整体": FUNDS["A"], "K": FUNDS["L"], "I": FUNDS["L"]}


@dataclass(frozen=True)
class Style:
    """How a place draws the form."""

    layout: str = "A"
    groups: str = "merged"
    """merged, first (row only), each (row), own (row of its own)."""
    year: str = "line"
    """title, line, paragraph, label."""
    unit: str = "label"
    """above (a paragraph), label (of the block), heads (of the columns)."""
    head: str = "pairs"
    """pairs (of cells), inline (with colons in one cell), paragraphs."""
    goals: str = "beside"
    """beside, below (one label below the other)."""
    parts: bool = False
    """Whether each block is a table of its own."""
    page: int = 0
    """After how many rows of indicators a page ends; 0 for never."""
    repeats: bool = True
    """Whether the head is repeated on the next page."""
    torn: str = ""
    """table (a table of its own after a page end), rows (in the same table)."""
    label: bool = True
    """Whether 绩效指标 stands at the left of the indicators."""
    templates: bool = False
    notes: bool = False
    omits_blank: bool = False
    """Whether blank cells are left out, as some readers do."""
    spaced: bool = False
    """Whether labels are spread: 项 目 名 称."""
    unmerged: bool = False
    """Whether no cell is merged at all, as in a CSV file."""


@dataclass
class Drawing:
    """Parts under way."""

    style: Style
    parts: list[SourceTable | SourceText] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def text(self, text: str) -> None:
        self.flush()
        self.parts.append(SourceText(text, "正文"))

    def row(self, *cells: tuple[str, int] | tuple[str, int, int]) -> None:
        self.rows.append([(c[0], c[1], c[2] if len(c) > 2 else 1) for c in cells])

    def flush(self) -> None:
        if self.rows:
            self.parts.append(table_of(self.rows, self.style))
            self.rows = []

    def block(self) -> None:
        if self.style.parts:
            self.flush()


def table_of(rows: list[Row], style: Style) -> SourceTable:
    """Cells placed from left to right where nothing from above covers the place."""
    covered: set[tuple[int, int]] = set()
    cells = []
    width = 0
    for number, row in enumerate(rows):
        column = 0
        for text, columns, below in row:
            while (number, column) in covered:
                column += 1
            place = f"第{number + 1}行第{column + 1}格"
            spans = (1, 1) if style.unmerged else (below, columns)
            if text or not style.omits_blank:
                cells.append(SourceCell(number, column, text, *spans, place))
            covered |= {(number + r, column + c) for r in range(below) for c in range(columns) if r}
            column += columns
            width = max(width, column)
    return SourceTable(tuple(cells), len(rows), width)


def draw(form: JsonObject, style: Style) -> SourceSection:
    """A form (``selfeval/1``) as a section of a file."""
    drawing = Drawing(style)
    _title(drawing, form)
    _head(drawing, form)
    drawing.block()
    _funds(drawing, form)
    drawing.block()
    _goals(drawing, form)
    drawing.block()
    _indicators(drawing, form)
    _closing(drawing, form)
    drawing.flush()
    return SourceSection("Sheet1", tuple(drawing.parts))


def file_of(*sections: SourceSection) -> SourceFile:
    return SourceFile(sections)


def expected(form: JsonObject, style: Style) -> JsonObject:
    """What the drawing shows of a form: a layout without a column loses its texts."""
    shown = {key for key, _, _ in LAYOUTS[style.layout]}
    shown |= {"target"} if "value" in shown else set()
    money = {key for key, _, _ in FUNDS[style.layout]} | {"name"}
    if style.layout == "E":
        money.add("points")
    result = dict(form)
    result["indicators"] = [
        {key: (text if key in shown else "") for key, text in row.items()}
        for row in form.get("indicators", [])
    ]
    first = True
    funds = []
    for row in form.get("funds", []):
        kept = {key: (text if key in money else "") for key, text in row.items()}
        if style.layout == "E" and not first:
            kept["points"] = ""
        first = False
        funds.append(kept)
    result["funds"] = funds
    if style.layout == "整体":
        result |= {"project": "", "department": ""}
    for key in ("points", "score"):
        if key not in shown:
            result[f"total_{key}"] = ""
    return result


def _label(drawing: Drawing, text: str) -> str:
    return "  ".join(text) if drawing.style.spaced else text


def _title(drawing: Drawing, form: JsonObject) -> None:
    style, year = drawing.style, form["year"]
    title = form["title"]
    if style.year == "title":
        drawing.row((f"{title}\n（{year}年度）", WIDTH))
    elif style.year == "paragraph":
        drawing.text(title)
        drawing.text(f"（ {year} 年度）")
    elif style.year == "line":
        drawing.row((title, WIDTH))
        drawing.row((f"({year} 年度)", WIDTH))
    else:
        drawing.row((title, WIDTH))
    if style.unit == "above":
        drawing.text(f"金额单位：{form['money_unit']}")


def _head(drawing: Drawing, form: JsonObject) -> None:
    style = drawing.style
    pairs = [("项目名称", form["project"])] if style.layout != "整体" else []
    pairs += [("主管部门", form["department"])] if style.layout != "整体" else []
    unit = "部门（单位）名称" if style.layout == "整体" else "实施单位"
    pairs += [(unit, form["unit"])]
    if style.year == "label":
        pairs += [("年度", str(form["year"]))]
    if style.head == "paragraphs":
        drawing.text("　　".join(f"{name}：{text}" for name, text in pairs))
    elif style.head == "inline":
        for name, text in pairs:
            drawing.row((f"{_label(drawing, name)}：{text}", WIDTH))
    else:
        drawing.row((_label(drawing, pairs[0][0]), 2), (pairs[0][1], WIDTH - 2))
        for left in range(1, len(pairs), 2):
            cells: list[tuple[str, int]] = []
            for name, text in pairs[left : left + 2]:
                cells += [(_label(drawing, name), 2), (text, 4)]
            if len(cells) == 2:
                cells[1] = (cells[1][0], WIDTH - 2)
            drawing.row(*cells)


def _funds(drawing: Drawing, form: JsonObject) -> None:
    funds, style = form.get("funds", []), drawing.style
    if not funds:
        return
    columns = FUNDS[style.layout]
    unit = form["money_unit"]
    label = f"项目资金\n（{unit}）" if style.unit == "label" else "项目资金"
    points = next((row["points"] for row in funds if row["points"]), "10")
    heads = [
        (
            head.format(points=points)
            + (f"（{unit}）" if style.unit == "heads" and key in {"annual", "executed"} else ""),
            width,
        )
        for key, head, width in columns
    ]
    drawing.row((label, 2, 1 + len(funds)), ("", 2), *heads)
    for row in funds:
        cells = [(row.get(key, "无此栏" if key == "?" else ""), width) for key, _, width in columns]
        drawing.row((row["name"], 2), *cells)


def _goals(drawing: Drawing, form: JsonObject) -> None:
    if drawing.style.goals == "below":
        drawing.row(("项目年度目标", 2), (form["goal_expected"], WIDTH - 2))
        drawing.row(("年度目标完成情况", 2), (form["goal_actual"], WIDTH - 2))
        return
    drawing.row(("年度\n总体\n目标", 2, 2), ("预期目标", 5), ("实际完成情况", 5))
    drawing.row((form["goal_expected"], 5), (form["goal_actual"], 5))


def _indicators(drawing: Drawing, form: JsonObject) -> None:
    style = drawing.style
    columns = LAYOUTS[style.layout]
    if style.groups == "own":
        columns = [c for c in columns if c[0] != "level1"]
        first = columns[0]
        columns = [(first[0], first[1], first[2] + 1), *columns[1:]]
    rows = _with_templates(form) if style.templates else form["indicators"]
    pages = [rows]
    if style.page and len(rows) > style.page:
        pages = [rows[: style.page], rows[style.page :]]
    for number, page in enumerate(pages):
        if number and style.torn == "table":
            drawing.flush()
        head = number == 0 or style.repeats
        _page(drawing, page, columns, head=head)


def _with_templates(form: JsonObject) -> list[JsonObject]:
    rows: list[JsonObject] = []
    for _, group in groupby(form["indicators"], key=lambda r: (r["level1"], r["level2"])):
        members = list(group)
        rows += members
        names = {"level1": members[0]["level1"], "level2": members[0]["level2"]}
        if any(row["level3"] for row in members):
            rows += [{**names, "level3": f"指标{len(members) + 1}："}, {**names, "level3": "……"}]
    return rows


def _page(
    drawing: Drawing, rows: list[JsonObject], columns: list[tuple[str, str, int]], *, head: bool
) -> None:
    style = drawing.style
    label = style.label and style.groups != "own"
    if head:
        heads = [(name, width) for _, name, width in columns]
        drawing.row(*([("", 1)] if label else []), *heads)
    total = len(rows) + 0
    for number, row in enumerate(rows):
        cells: list[tuple[str, int] | tuple[str, int, int]] = []
        if label and number == 0:
            cells.append(("绩\n效\n指\n标", 1, total))
        if style.groups == "own" and (number == 0 or rows[number - 1]["level1"] != row["level1"]):
            numerals = "一二三四五六七八九"
            count = len({r["level1"] for r in rows[: number + 1]}) - 1
            drawing.row((f"{numerals[count % 9]}、{row['level1']}", sum(c[2] for c in columns)))
        sign, value, unit = split_target(row.get("target", ""))
        texts = {**row, "sign": sign, "value": value, "unit": unit}
        for key, _, width in columns:
            if key in {"level1", "level2"}:
                cell = _level(style, rows, number, key, width)
                if cell is not None:
                    cells.append(cell)
            else:
                cells.append(
                    (texts.get(key, "别栏" if key == "?" and texts.get("actual") else ""), width)
                )
        drawing.row(*cells)


def _level(
    style: Style, rows: list[JsonObject], number: int, key: str, width: int
) -> tuple[str, int, int] | None:
    names = [(r["level1"], r["level2"] if key == "level2" else "") for r in rows]
    begins = number == 0 or names[number] != names[number - 1]
    if style.groups == "each":
        return rows[number][key], width, 1
    if style.groups in {"first", "own"}:
        return (rows[number][key] if begins else "", width, 1)
    if not begins:
        return None
    count = next((i for i in range(number, len(names)) if names[i] != names[number]), len(names))
    return rows[number][key], width, count - number


def split_target(target: str) -> tuple[str, str, str]:
    """Sign, value and unit as the columns of 云南 and 四川 hold them."""
    pieces = target.split(" ")
    if len(pieces) == 3:
        return pieces[0], pieces[1], pieces[2]
    sign = next(
        (s for s in (">=", "<=", "≥", "≤", "=", ">", "<", "≧", "═") if target.startswith(s)), ""
    )
    rest = target[len(sign) :]
    unit = rest[-1:] if rest.endswith("%") else ""
    return sign, rest[: len(rest) - len(unit)], unit


def _closing(drawing: Drawing, form: JsonObject) -> None:
    style = drawing.style
    columns = LAYOUTS[style.layout]
    label = 1 if style.label and style.groups != "own" else 0
    first = next((i for i, c in enumerate(columns) if c[0] in {"points", "score"}), None)
    if first is not None and (form.get("total_points") or form.get("total_score")):
        width = sum(c[2] for c in columns[:first]) + label
        figures = {"points": form.get("total_points", ""), "score": form.get("total_score", "")}
        drawing.row(
            ("总  分", width), *((figures.get(key, ""), w) for key, _, w in columns[first:])
        )
    for name, text in form.get("sections", {}).items():
        drawing.row((name, 2), (text, WIDTH - 2))
    if style.notes:
        drawing.text("注：1.得分一栏按完成比例计算。")
        drawing.text("2.定性指标分三档。")
    signatures = form.get("signatures", {})
    if signatures:
        drawing.text("      ".join(f"{name}：{text}" for name, text in signatures.items()))
