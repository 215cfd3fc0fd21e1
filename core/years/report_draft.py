"""自评报告: a draft of the report that goes with the form, from what the form and the archive say.

Texts are verbatim, figures are those of the form or follow from them by its rules. What only the
unit knows is a blank (``____``); nothing is invented, nothing is said that the form leaves open.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from core.model.evaluation import Category, Evaluation, Fund, Group, Indicator, year_name
from core.model.number import percent, plain
from core.regex import regex
from core.scoring.scorecard import Execution, RowScore, Scorecard, lost_points
from core.values.reasons import gives_no_reason
from core.years.improvement import answer_to
from core.years.last_year import LastForm
from core.years.row_pairs import pairs

BLANK = "____"

_NUMERALS = "一二三四五六七八九十"
_SATISFACTION = "满意"
_KINDS = (
    ("产出", "产出"),
    ("完成", "产出"),
    ("成本", "成本"),
    ("效益", "效益"),
    ("效果", "效益"),
    ("成效", "效益"),
    ("影响", "效益"),
)
"""A word in the name of a category, else of a group, and the part of the report it belongs to.

项目完成指标 is what 产出指标 was called before 2020.
"""
_OUTPUTS = ("数量", "质量", "时效")
"""Groups of 产出指标, whatever their category is called."""
_ORDER = ("成本", "产出", "效益", "满意度", "其他")
_ALWAYS = ("产出", "效益", "满意度")
_BY_NAME = (("结论", "conclusion"), ("问题", "reasons"), ("原因", "reasons"), ("措施", "reasons"),
            ("建议", "reasons"), ("应用", "use"))  # fmt: skip

_POINTS = regex(r"[（(]\s*\d+(?:\.\d+)?\s*分\s*[)）]")
_PART = regex(r"^其中\s*[:：]\s*")

_Scored = tuple[Category, Group, Indicator, RowScore]


class ReportPart(Struct, frozen=True):
    """A part of the report: its heading and its paragraphs."""

    heading: str
    paragraphs: tuple[str, ...]


class ReportDraft(Struct, frozen=True):
    """The report; ``note`` says above it what it is."""

    title: str
    note: str
    parts: tuple[ReportPart, ...]


def report_draft(form: Evaluation, card: Scorecard, last: LastForm | None = None) -> ReportDraft:
    """The draft for a form; ``last``: last year's form of the same project, where there is one."""
    rows = [
        (category, group, row, scored)
        for (category, group, row), scored in zip(form.rows, card.rows, strict=True)
        if any(text.strip() for text in (row.name, row.target, row.actual, row.points, row.score))
    ]
    texts: dict[str, list[str]] = {"conclusion": [], "reasons": [], "use": [], "": []}
    for section in form.sections:
        if section.text.strip():
            kind = next((kind for word, kind in _BY_NAME if word in section.name), "")
            texts[kind].append(f"{section.name.strip()}：{section.text.strip()}")
    sorted_rows = _by_kind(rows)
    parts = [
        ("项目概况", _overview(form)),
        ("绩效目标", _goals(form, len(rows))),
        ("自评结论", [*_conclusion(card, rows), *texts["conclusion"]]),
        ("资金使用情况", _funds(form, card)),
        *(
            (f"{kind}指标完成情况", [_row(*row) for row in found] or [_without(kind, sorted_rows)])
            for kind, found in sorted_rows.items()
        ),
        (
            "偏离目标的原因和改进措施",
            [*_reasons(card, rows), *texts["reasons"], *_promises(form, last)],
        ),
        ("自评结果的应用", texts["use"] or [f"自评结果的应用：{BLANK}"]),
    ]
    if texts[""]:
        parts.append(("其他说明", texts[""]))
    numbered = (
        ReportPart(f"{_numeral(number)}、{heading}", tuple(paragraphs))
        for number, (heading, paragraphs) in enumerate(parts, start=1)
    )
    year, project = year_name(form.year) or BLANK, _short(form.project)
    note = f"初稿：数字和原因取自自评表；“{BLANK}”处由单位填写，填好后删去这一行。"
    return ReportDraft(f"{year} 年度{project}绩效自评报告", note, tuple(numbered))


def _numeral(number: int) -> str:
    if number <= len(_NUMERALS):
        return _NUMERALS[number - 1]
    return f"十{_NUMERALS[number - 11]}"


def _overview(form: Evaluation) -> list[str]:
    head = (
        f"项目名称：{_short(form.project)}。主管部门：{_short(form.department)}。"
        f"实施单位：{_short(form.unit)}。年度：{year_name(form.year) or BLANK}。"
    )
    return [
        head,
        f"立项依据：{BLANK}",
        f"项目实施内容：{BLANK}",
    ]


def _goals(form: Evaluation, count: int) -> list[str]:
    return [
        f"年度总体目标：{form.goal_expected.strip() or BLANK}",
        f"目标实际完成情况：{form.goal_actual.strip() or BLANK}",
        f"自评表设三级指标 {count} 项。" if count else "自评表没有设三级指标。",
    ]


def _conclusion(card: Scorecard, rows: Sequence[_Scored]) -> Iterator[str]:
    open_rows = _undecided(rows)
    if card.total_score is None:
        yield f"自评总分：{BLANK}"
    elif open_rows:
        yield (
            f"已确定的得分合计 {plain(card.total_score)} 分，"
            f"还有 {len(open_rows)} 项指标没有得分，自评总分：{BLANK}"
        )
    else:
        points = "" if card.total_points is None else f"（满分 {plain(card.total_points)} 分）"
        grade = f"，等级为“{card.grade}”" if card.grade else ""
        yield f"自评总分 {plain(card.total_score)} 分{points}{grade}。"
    short = [row for row in rows if row[3].short]
    if short:
        yield f"得分低于分值或者没有达到指标值的指标 {len(short)} 项，原因见后。"


def _undecided(rows: Sequence[_Scored]) -> list[_Scored]:
    return [row for row in rows if row[3].points is not None and row[3].score is None]


def _funds(form: Evaluation, card: Scorecard) -> list[str]:
    found = [_fund(fund, form.money_unit) for fund in form.funds]
    execution = card.execution
    if execution.rate is not None:
        scored = ""
        if execution.points is not None:
            score = BLANK if execution.score is None else plain(execution.score)
            scored = f"，该项分值 {plain(execution.points)} 分，得分 {score} 分"
        found.append(f"预算执行率 {percent(execution.rate)}{scored}。")
    return [text for text in found if text] or [f"项目资金：{BLANK}"]


def _fund(fund: Fund, unit: str) -> str:
    amounts = [
        f"{label} {_amount(text, unit)}"
        for label, text in (
            ("年初预算数", fund.initial),
            ("全年预算数", fund.annual),
            ("全年执行数", fund.executed),
        )
        if any(char.isdigit() for char in text)
    ]
    name = _PART.sub("其中，", " ".join(fund.name.split()).rstrip("：:")) or "项目资金"
    return f"{name}：{'，'.join(amounts)}。" if amounts else ""


def _amount(text: str, unit: str) -> str:
    """The amount as it is written, with the form's unit where it has none of its own."""
    plain_text = text.strip()
    return plain_text if "元" in plain_text else f"{plain_text} {unit}".strip()


def _by_kind(rows: Sequence[_Scored]) -> dict[str, list[_Scored]]:
    found: dict[str, list[_Scored]] = {kind: [] for kind in _ORDER}
    for row in rows:
        found[_kind(row[0].name, row[1].name)].append(row)
    return {kind: some for kind, some in found.items() if some or kind in _ALWAYS}


def _kind(category: str, group: str) -> str:
    """The part of the report that a group belongs to; 满意度 may stand below 效益指标."""
    if _SATISFACTION in group + category:
        return "满意度"
    for name in (category, group):
        for word, kind in _KINDS:
            if word in name:
                return kind
    return "产出" if any(word in group for word in _OUTPUTS) else "其他"


def _without(kind: str, rows: Mapping[str, Sequence[_Scored]]) -> str:
    if rows.get("其他"):
        return f"表中没有写明是{kind}指标的，见“其他指标完成情况”。"
    return f"表中没有{kind}指标。"


def _row(_category: Category, group: Group, row: Indicator, scored: RowScore) -> str:
    """One indicator in one sentence."""
    level = _POINTS.sub("", " ".join(group.name.split()))
    named = _clause(row.name)
    said = [
        f"指标值 {_value(row.target)}",
        f"实际完成值 {_value(row.actual)}",
    ]
    if scored.left_out is not None:
        said.append("不计分")
    elif scored.points is not None:
        score = BLANK if scored.score is None else plain(scored.score)
        said.append(f"分值 {plain(scored.points)} 分，得分 {score} 分")
    elif scored.score is not None:
        said.append(f"得分 {plain(scored.score)} 分")
    return f"{f'{level}，' if level else ''}{named}：{'，'.join(said)}。"


def _value(text: str) -> str:
    return _clause(text)


def _reasons(card: Scorecard, rows: Sequence[_Scored]) -> Iterator[str]:
    short = [row for row in rows if row[3].short]
    if lost := _lost(card.execution):
        yield f"预算执行率{lost}：{BLANK}"
    for _, _, row, scored in short:
        lost = _lost(scored)
        reason = BLANK if gives_no_reason(row.deviation) else row.deviation.strip()
        yield f"{_clause(row.name)}{lost}：{reason}"
    for _, _, row, scored in rows:
        if not scored.short and not gives_no_reason(row.deviation):
            yield f"{_clause(row.name)}（没有失分）：{row.deviation.strip()}"
    if not any(scored.score is not None or scored.met is not None for *_, scored in rows):
        yield f"偏离目标的原因和改进措施：{BLANK}"
    elif not short:
        open_rows = len(_undecided(rows))
        rest = f"；还有 {open_rows} 项指标没有得分" if open_rows else ""
        yield f"三级指标中没有得分低于分值的，也没有判定为未达到指标值的{rest}。"


def _lost(scored: RowScore | Execution) -> str:
    lost = lost_points(scored)
    return f"（失 {plain(lost)} 分）" if lost else ""


def _promises(form: Evaluation, last: LastForm | None) -> Iterator[str]:
    """What last year's form promised, and what this year's says of it."""
    if last is None:
        return
    now = tuple(form.indicators)
    partner = {
        at: now[index] for index, at in enumerate(pairs(last.evaluation, form)) if at is not None
    }
    year = year_name(last.evaluation.year) or BLANK
    for at, row in enumerate(last.evaluation.indicators):
        if gives_no_reason(row.deviation):
            continue
        answer = answer_to(row, partner.get(at)).strip() or BLANK
        yield (
            f"{year} 年度自评表在“{_short(row.name)}”写明：“{row.deviation.strip()}”。"
            f"落实情况：{answer}"
        )


def _short(text: str) -> str:
    return " ".join(text.split()) or BLANK


def _clause(text: str) -> str:
    """A text within a sentence, without the mark that ends one of its own."""
    return " ".join(text.split()).rstrip("。；;，,、：: ") or BLANK
