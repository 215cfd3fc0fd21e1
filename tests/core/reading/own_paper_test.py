"""What our own layouts print is read back: the way from the form to the paper and home again."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.assessment import assess
from core.model import selfeval
from core.model.evaluation import ROOT, Evaluation
from core.model.path import Path
from core.model.path import read as read_field
from core.reading.drafting import drafts
from core.reading.form_map import Draft
from core.reading.source import SourceCell, SourceFile, SourceSection, SourceTable
from core.scoring.profile_file import load_profile
from core.sheet.form import lay_out
from core.sheet.layout import layout_for, layout_names
from core.sheet.sheet import Sheet
from tests.core.reading.drafting_test import fields, sample
from tests.examples import examples

RULES = load_profile("财政部2020")
KEYS = ("project", "department", "unit", "goal_expected", "goal_actual")


def paper(form: Evaluation, layout: str) -> Sheet:
    return lay_out(form, assess(form, RULES), layout_for(layout))


def read(sheet: Sheet) -> Draft:
    cells = tuple(
        SourceCell(cell.row, cell.column, cell.text, cell.rowspan, cell.colspan)
        for cell in sheet.cells
    )
    table = SourceTable(cells, len(sheet.bands), len(sheet.widths))
    (draft,) = drafts(SourceFile((SourceSection("表", (table,)),)))
    return draft


@pytest.mark.parametrize("layout", layout_names())
def test_the_sample_comes_back_from_every_layout(layout: str) -> None:
    draft = read(paper(selfeval.from_dict(sample()), layout))
    got, want = fields(selfeval.to_dict(draft.evaluation)), fields(sample())
    printed = layout_for(layout)
    shown = {column.field for column in printed.indicators.columns}
    for place, text in want.items():
        kind, _, rest = place.partition("/")
        key = rest.partition("/")[2]
        if kind == "indicators" and {"level3": "name"}.get(key, key) in shown:
            assert got[place] == text, place
    assert not draft.doubts
    assert not draft.leftovers


NAMES = st.text("养老金发放率人数及时培训满意度", min_size=2, max_size=9)
FIGURES = st.sampled_from(["10", "2.5", "14,044,028.98", "１００", "—", "0", "5分"])
VALUES = st.sampled_from(
    ["=100%", ">=500人", "≥90%", "及时", "12月底前", "完善；\n达标", "2期/100人"]
)
TEXTS = st.text("落实政策，完成任务。；：、“”（）123%\n", max_size=40).map(str.strip)


@st.composite
def forms(draw: st.DrawFn) -> dict[str, Any]:
    """Forms whose every row has a name, in any words that a clerk may write."""
    rows: list[dict[str, str]] = []
    for level1 in draw(st.lists(st.sampled_from(["产出指标", "效益指标(30分)", "满意度指标"]),
                                min_size=1, max_size=3, unique=True)):  # fmt: skip
        groups = st.sampled_from(["数量指标", "质量指标", "社会效益指标", "服务对象满意度指标"])
        for level2 in draw(st.lists(groups, min_size=1, max_size=3, unique=True)):
            for name in draw(st.lists(NAMES, min_size=1, max_size=4)):
                row = {"level1": level1, "level2": level2, "level3": name}
                row |= {key: draw(VALUES) for key in ("target", "actual")}
                row |= {key: draw(FIGURES) for key in ("points", "score")}
                rows.append(row | {"deviation": draw(TEXTS)})
    amounts = st.fixed_dictionaries(
        dict.fromkeys(("initial", "annual", "executed", "points", "rate", "score"), FIGURES)
    )
    names = ("年度资金总额", "其中：当年财政拨款", "上年结转资金", "其他资金")
    funds = [{"name": name} | draw(amounts) for name in names[: draw(st.integers(0, 4))]]
    return sample() | {
        "funds": funds, "indicators": rows, "goal_expected": draw(TEXTS),
        "goal_actual": draw(TEXTS), "project": draw(NAMES), "department": draw(NAMES),
        "sections": {"存在问题": draw(TEXTS)}, "signatures": {"填报人": draw(NAMES)},
    }  # fmt: skip


@settings(max_examples=examples(60), deadline=None)
@given(form=forms(), layout=st.sampled_from(layout_names()))
def test_any_form_comes_back_from_our_paper(form: dict[str, Any], layout: str) -> None:
    sheet = paper(selfeval.from_dict(form), layout)
    draft = read(sheet)
    got = selfeval.to_dict(draft.evaluation)
    for cell in sheet.cells:
        if cell.path is not None and cell.path.node == ROOT and cell.path.field in KEYS:
            assert got[cell.path.field] == cell.text.strip()
    shown = {column.field for column in layout_for(layout).indicators.columns} - {
        "level1",
        "level2",
    }
    want_rows = [
        {key: row["level3" if key == "name" else key] for key in shown}
        for row in form["indicators"]
    ]
    rows = got["indicators"]
    assert isinstance(rows, list)
    got_rows = [{key: row["level3" if key == "name" else key] for key in shown} for row in rows]
    assert got_rows == want_rows
    assert [row["level2"] for row in rows] == [row["level2"] for row in form["indicators"]]
    problems = read_field(draft.evaluation, Path(ROOT, "section:存在问题"))
    assert problems == form["sections"]["存在问题"]
