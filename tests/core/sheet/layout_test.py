"""Layouts are data: one content, the paper of several places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.assessment import assess
from core.model import selfeval
from core.model.edits import SetField, apply
from core.model.evaluation import ROOT, Evaluation
from core.model.path import Path, read
from core.resources import resource
from core.scoring.profile_file import load_profile, profile_names
from core.sheet.form import lay_out
from core.sheet.layout import DEFAULT_LAYOUT, layout_for, layout_names
from core.sheet.sheet import Sheet
from tests.strategies import evaluations
from tests.tiling import assert_tiles

NAMES = st.sampled_from(layout_names())


def sample() -> Evaluation:
    return selfeval.loads(resource("samples", "社会保险服务费-2021.json").read_bytes())


def sheet(evaluation: Evaluation, name: str) -> Sheet:
    return lay_out(evaluation, assess(evaluation, load_profile()), layout_for(name))


def test_the_layouts_of_three_places_are_there() -> None:
    assert layout_names()[0] == DEFAULT_LAYOUT
    assert set(layout_names()) == {"上海", "衔接资金", "湖北"}
    for name in layout_names():
        assert layout_for(name).name == name
        assert layout_for(name).profile in profile_names()
    assert layout_for("火星") is layout_for(DEFAULT_LAYOUT)


@given(evaluations(), NAMES)
def test_cells_tile_the_grid_in_every_layout(evaluation: Evaluation, name: str) -> None:
    assert_tiles(sheet(evaluation, name))


@given(evaluations(), NAMES)
def test_every_field_of_a_cell_can_be_read_and_written(evaluation: Evaluation, name: str) -> None:
    for cell in sheet(evaluation, name).cells:
        if cell.path is not None:
            edited = apply(evaluation, SetField(cell.path, "改"))
            assert read(edited, cell.path) == "改"


@given(evaluations(), NAMES)
def test_changing_the_layout_loses_nothing(evaluation: Evaluation, name: str) -> None:
    changed = apply(evaluation, SetField(Path(ROOT, "template"), name))
    back = apply(changed, SetField(Path(ROOT, "template"), evaluation.template))
    assert back == evaluation
    again = selfeval.loads(selfeval.dumps(changed))
    assert again == changed


@pytest.mark.parametrize(
    ("name", "heads"),
    [
        (
            "上海",
            ["三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"],
        ),
        (
            "衔接资金",
            [
                "三级指标",
                "分值",
                "年度指标值",
                "全年实际值",
                "得分",
                "未完成原因及拟采取的改进措施",
            ],
        ),
        ("湖北", ["三级指标", "年初目标值(A)", "实际完成值(B)", "得分"]),
    ],
)
def test_columns_stand_in_the_paper_s_own_order(name: str, heads: list[str]) -> None:
    cells = sheet(sample(), name).cells
    row = next(cell.row for cell in cells if cell.text == "三级指标")
    assert all(cell.text for cell in cells if cell.row == row)
    found = [cell.text for cell in sorted(cells, key=lambda c: c.column) if cell.row == row]
    assert found[:2] == ["一级指标", "二级指标"]
    assert found[2:] == heads


def test_hubei_prints_the_execution_points_in_the_head_and_gathers_the_reasons() -> None:
    texts = [cell.text for cell in sheet(sample(), "湖北").cells]
    assert "得分（10分*执行率）" in texts
    reasons = next(text for text in texts if "2022年加强提升经办服务的便利度" in text)
    assert reasons.count("\n") == 1


def test_a_text_of_the_layout_is_made_when_it_is_first_written() -> None:
    path = Path(ROOT, "section:改进措施及结果应用方案")
    edited = apply(sample(), SetField(path, "加强长效管理"))
    assert [(part.name, part.text) for part in edited.sections] == [
        ("改进措施及结果应用方案", "加强长效管理")
    ]
    assert apply(sample(), SetField(path, "")) is not None
    again = apply(edited, SetField(path, "再改"))
    assert len(again.sections) == 1
