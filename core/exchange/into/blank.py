"""A form written into a bureau's own blank: which form of the file, the plan, the file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from core.assessment import assess
from core.exchange.errors import ExchangeError
from core.exchange.foreign import FilledBlank
from core.exchange.into.blank_groups import text_of
from core.exchange.into.fund_plan import Funds, plan_funds
from core.exchange.into.head_plan import plan_head
from core.exchange.into.head_sheet import head_beside
from core.exchange.into.indicator_plan import plan_indicators
from core.exchange.into.meaning import is_execution
from core.exchange.into.plan import Entry, Plan
from core.exchange.into.spare_rows import Removable, RowContents, none_removable
from core.exchange.into.stated import funds_of, groups_of, totals_of
from core.exchange.sources.package import Package
from core.exchange.sources.recognition import Kind, recognise
from core.model.evaluation import Evaluation
from core.reading.file_forms import recognize_all
from core.reading.form_map import FormMap
from core.reading.source import SourceSection
from core.reading.texts import is_blank
from core.scoring.profile import RuleProfile
from core.values.cell_texts import is_placeholder

if TYPE_CHECKING:
    from core.exchange.into.document import DocumentBlank
    from core.exchange.into.workbook import WorkbookBlank


_SUFFIXES = {Kind.XLSX: ".xlsx", Kind.DOCX: ".docx"}
_TYPES = {
    b"ms-excel.sheet.macroEnabled.main+xml": ".xlsm",
    b"spreadsheetml.template.main+xml": ".xltx",
    b"ms-excel.template.macroEnabledTemplate.main+xml": ".xltm",
    b"ms-excel.template.macroEnabled.main+xml": ".xltm",
    b"ms-word.document.macroEnabled.main+xml": ".docm",
    b"wordprocessingml.template.main+xml": ".dotx",
    b"ms-word.template.macroEnabledTemplate.main+xml": ".dotm",
}
"""What a file says that it is besides .xlsx and .docx: Office opens none under another name."""


def fill_blank(
    data: bytes, evaluation: Evaluation, rules: RuleProfile, suffix: str = ""
) -> FilledBlank:
    """The blank with the form in it. Raises ``ExchangeError`` without the file's name.

    ``suffix`` is how the file's name ends: the filled one gets the same, so it has to be true.
    """
    kind = recognise(data)
    if suffix:
        _check_suffix(data, kind, suffix)
    blank = _opened(data, kind)
    source = blank.source
    forms = recognize_all(source)
    form, others = _blankest(forms)
    head_form = head_beside(source, form, forms)
    main = _place(blank, form)
    head = None if head_form is None else _place(blank, head_form)
    plan, *more = plans_for(main, evaluation, rules, head)
    if others:
        at = form.indicator_heads[0].columns[0].cell.place if form.indicator_heads else ""
        named = f"“{source.sections[form.section].name}”里" + (f"表头在 {at} " if at else "")
        plan.told.insert(0, f"空表文件里有 {others + 1} 张自评表，填在{named}的那一张")
    filled = blank.write(plan)
    for one in more:
        filled = _opened(filled, kind).write(one)
        plan.lost += one.lost
        plan.told += one.told
    return FilledBlank(filled, tuple(plan.lost), tuple(dict.fromkeys(plan.told)))


class _Place(Struct, frozen=True):
    """A form of a blank, the section it lies in, and which of its spare rows can go."""

    form: FormMap
    section: SourceSection
    removable: Removable = none_removable


def _place(blank: WorkbookBlank | DocumentBlank, form: FormMap) -> _Place:
    removable = partial(blank.removable, form.section)
    return _Place(form, blank.source.sections[form.section], removable)


def _check_suffix(data: bytes, kind: Kind, suffix: str) -> None:
    """Raise ``ExchangeError`` where a file's name does not say what it is."""
    known = _SUFFIXES.get(kind, "")
    if not known:
        raise ExchangeError(f"空表的扩展名是 {suffix}，里面却是{kind.value}，请改正扩展名或另存")
    types = Package(data).read("[content_types].xml")
    known = next((ending for one, ending in _TYPES.items() if one in types), known)
    if known != suffix:
        title = kind.value if known in _SUFFIXES.values() else f" {known} 文件"
        raise ExchangeError(f"空表的扩展名是 {suffix}，里面却是{title}，请改正扩展名或另存")


def _opened(data: bytes, kind: Kind) -> WorkbookBlank | DocumentBlank:
    if kind is Kind.XLSX:
        from core.exchange.into.workbook import WorkbookBlank

        return WorkbookBlank(data)
    if kind is Kind.DOCX:
        from core.exchange.into.document import DocumentBlank

        return DocumentBlank(data)
    raise ExchangeError(f"空表是{kind.value}，只能填写 .xlsx 和 .docx，请另存为其中一种")


def plans_for(
    main: _Place, evaluation: Evaluation, rules: RuleProfile, head: _Place | None = None
) -> list[Plan]:
    """The plan for the form, and where its head lies on another worksheet the one for that."""
    assessment = assess(evaluation, rules)
    form = main.form
    plans = [Plan(form.section)]
    plan, money, at = plans[0], main, 0
    whole = form
    if head is not None:
        plans.append(Plan(head.form.section))
        fields = {**head.form.fields, **form.fields}
        whole = replace(form, fields=fields, repeats=(*form.repeats, *head.form.repeats))
        if head.form.funds or head.form.funds_heads:
            money, at = head, 1
    plan_head(plan, whole, evaluation, totals_of(evaluation, assessment))
    for other in plans[1:]:
        other.entries = [one for one in plan.entries if one.spot.section == other.section]
        plan.entries = [one for one in plan.entries if one.spot.section != other.section]
    total = assessment.scorecard.execution.fund
    asked = any("score" in row.fields for row in money.form.funds)
    rated = not asked and any(is_execution(text_of(row, "level3")) for row in form.indicators)
    funds = Funds(funds_of(evaluation, assessment), evaluation.money_unit, total, rated)
    contents = RowContents(main.section)
    plan_funds(plans[at], money.form, funds, RowContents(money.section), money.removable)
    execution = next((texts for fund, texts in funds.rows if fund.id == total), None)
    plan_indicators(
        plan,
        form,
        groups_of(evaluation, assessment),
        contents,
        main.removable,
        None if asked else execution,
    )
    for one in plans:
        one.entries = [entry for entry in one.entries if not _wipes_dash(entry)]
    return plans


def _wipes_dash(entry: Entry) -> bool:
    """Whether nothing would be written over a dash that the bureau printed for nothing."""
    stands = entry.spot.text
    dash = bool(stands) and is_blank(stands) and not is_placeholder(stands)
    return dash and not entry.text.strip()


def _blankest(forms: Sequence[FormMap]) -> tuple[FormMap, int]:
    """The form with the fewest results in it (another may be an example), and how many others."""
    if not forms:
        raise ExchangeError("空表里没有找到自评表：要有带“三级指标”等列名的指标表")
    return min(forms, key=_filled), len(forms) - 1


def _filled(form: FormMap) -> int:
    return sum(
        not is_blank(found.text)
        for row in form.indicators
        for key, found in row.fields.items()
        if key in {"actual", "score"}
    )
