"""What is written outside of the two tables: the head, goals, totals, sections, signatures."""

from __future__ import annotations

from collections.abc import Mapping

from core.exchange.into.meaning import same_label
from core.exchange.into.plan import Entry, Plan
from core.exchange.into.stated import figure_of
from core.model.evaluation import Evaluation, year_name
from core.reading.form_map import FormMap, FoundField, Spot
from core.reading.goals import is_blank_goal
from core.reading.source import SourceCell
from core.values.cell_texts import is_instruction

_LABELS = {
    "title": "表名",
    "project": "项目名称",
    "department": "主管部门",
    "unit": "实施单位",
    "year": "年度",
    "goal_expected": "预算目标",
    "goal_actual": "实际完成情况",
    "total_points": "总分值",
    "total_score": "总分",
}
_TOTALS = {"total_points", "total_score"}
_GOALS = {"goal_expected", "goal_actual"}


def plan_head(plan: Plan, form: FormMap, evaluation: Evaluation, totals: Mapping[str, str]) -> None:
    """Give every single field of a form its place."""
    texts = {
        "title": evaluation.title,
        "project": evaluation.project,
        "department": evaluation.department,
        "unit": evaluation.unit,
        "year": year_name(evaluation.year),
        "goal_expected": evaluation.goal_expected,
        "goal_actual": evaluation.goal_actual,
        **totals,
    }
    for key, text in texts.items():
        _field(plan, form, key, text)
    for family, named in (("sections", evaluation.sections), ("signatures", evaluation.signatures)):
        for one in named:
            _named(plan, form, family, one.name, one.text)


def _field(plan: Plan, form: FormMap, key: str, text: str) -> None:
    found = form.fields.get(key)
    if key == "title" and found is not None and found.text:
        return  # the bureau's own name of the form stays
    places = [*(found,) * (found is not None), *(f for name, f in form.repeats if name == key)]
    written = [_put(plan, one, key, text) for one in places if one is not None]
    if not any(written) and text.strip() and key != "total_points":
        plan.lost.append(f"空表没有“{_LABELS[key]}”的位置，没有写入：{text}")


def _put(plan: Plan, found: FoundField, key: str, text: str, label: str = "") -> bool:
    """Write a field into its first spot and take what stands in the others away."""
    if not found.spots:
        return False
    first, *others = found.spots
    if key in _TOTALS and _same_figure(key, found.text, text):
        return True  # 100分, as the bureau prints it
    if not text.strip():
        if key in _GOALS and not found.text:  # 目标1：……, which the template leaves
            plan.entries += [Entry(spot, "") for spot in found.spots if spot.text]
        return True
    kind, figure = figure_of(key, text)
    shown = _year_text(first, text) if key == "year" else text
    plan.entries.append(
        Entry(first, shown, kind, figure, place=key, label=label or _LABELS.get(key, ""))
    )
    formula = isinstance(first.item, SourceCell) and first.item.formula
    stands = found.text.strip() != text.strip() and not _is_for_goals(found.text)
    if found.text and key != "year" and not formula and stands:
        plan.told.append(f"空表原有的{label or _LABELS.get(key, '')}“{found.text}”已换成自评表的")
    plan.entries += [Entry(spot, "") for spot in others if spot.text]
    return True


def _is_for_goals(text: str) -> bool:
    """Whether a blank only says what is to be written: （请填写……）, 目标1：."""
    return is_instruction(text) or is_blank_goal(text)


def _same_figure(key: str, one: str, other: str) -> bool:
    figure = figure_of(key, one)[1]
    return figure is not None and figure == figure_of(key, other)[1]


def _year_text(spot: Spot, text: str) -> str:
    """A cell of its own keeps the word that stands there or is usual: 2021年度."""
    if spot.whole and isinstance(spot.item, SourceCell):
        stands = spot.item.text.strip().lstrip("_＿ 0123456789")
        return text + stands if stands in {"年", "年度"} else text
    return text


def _named(plan: Plan, form: FormMap, family: str, name: str, text: str) -> None:
    if not text.strip():
        return
    for place, found in (*form.fields.items(), *form.repeats):
        kind, _, known = place.partition("/")
        if kind in {"sections", "signatures"} and same_label(known, name):
            _put(plan, found, f"{family}/{name}", text, name)
            return
    word = "栏目" if family == "sections" else "签字栏"
    plan.lost.append(f"空表没有{word}“{name}”，没有写入：{text}")
