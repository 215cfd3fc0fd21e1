"""The funds in a sentence are read as those of a table are, and a blank's gaps are filled."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.exchange.sources.recognition import read_source
from core.model.evaluation import Fund
from core.reading.drafting import drafts
from core.reading.form_map import Draft
from tests.core.exchange.into.hand_drawn import HEADS, ROWS, SMALL, fill, workbook
from tests.workbooks import load_values

TOTAL = SMALL["funds"][0]


def blank(*lines: str) -> bytes:
    rows = [["项目绩效自评表"], ["项目名称", ""], *([line] for line in lines), HEADS, *ROWS]
    merges = [f"A{row}:H{row}" for row in range(3, 3 + len(lines))]
    return workbook(rows, ["A1:H1", *merges])


def read(*lines: str) -> Draft:
    (draft,) = drafts(read_source(blank(*lines)))
    return draft


def figures(fund: Fund) -> tuple[str, str, str, str]:
    return fund.initial, fund.annual, fund.executed, fund.rate


def filled(*lines: str) -> list[str]:
    sheet = load_values(fill(blank(*lines)).data)["表"]
    return [str(sheet.cell(3 + number, 1).value) for number in range(len(lines))]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "项目年初预算安排100万元，全年执行95.5万元，执行率95.5%。",
            ("100", "", "95.5", "95.5%"),
        ),
        ("年初预算：100万元；全年预算：120万元；全年执行：110万元", ("100", "120", "110", "")),
        ("（一）资金情况：全年预算__100__万元，实际支出__90__万元", ("", "100", "90", "")),
        ("本项目预算资金为1,200.50元，实际支出1,100元，预算执行率为91.63%",
         ("", "1,200.50", "1,100", "91.63%")),
    ],
)  # fmt: skip
def test_a_sentence_about_the_funds_is_their_total_row(
    line: str, expected: tuple[str, str, str, str]
) -> None:
    draft = read(line)
    (fund,) = draft.evaluation.funds
    assert figures(fund) == expected
    assert draft.evaluation.money_unit == ("元" if "万" not in line else "万元")
    assert not [one for one in draft.leftovers if one.spot.item.text == line]


def test_sources_in_a_sentence_have_rows_of_their_own() -> None:
    line = "预算资金100万元，其中：财政拨款80万元，其他资金20万元，实际支出90万元"
    funds = read(line).evaluation.funds
    assert [(fund.name, fund.annual, fund.executed) for fund in funds] == [
        ("", "100", "90"), ("财政拨款", "80", ""), ("其他资金", "20", "")
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "2021年项目预算100万元，实际支出90万元，培训了500人，效果良好",
        "预算100万元，支出3000元",
        "全年执行100万元",
        "完成投资100万元，拉动消费200万元",
    ],
)
def test_prose_is_no_row_of_funds(line: str) -> None:
    assert not read(line).evaluation.funds


@pytest.mark.parametrize("label", ["存在问题", "项目概况", "其他需要说明的问题"])
def test_what_a_label_asks_for_stays_its_text(label: str) -> None:
    text = "全年预算100万元，实际支出50万元"
    assert not read(f"{label}：{text}").evaluation.funds
    rows = [["项目绩效自评表"], ["项目名称", ""], HEADS, *ROWS, [label, text]]
    merges = ["A1:H1", f"B{len(rows)}:H{len(rows)}"]
    (draft,) = drafts(read_source(workbook(rows, merges)))
    assert not draft.evaluation.funds
    assert text in [section.text for section in draft.evaluation.sections]


def test_a_figure_that_no_field_is_for_is_left_over() -> None:
    left = read("全年预算100万元，全年执行90万元，结余资金10万元").leftovers
    assert "10" in [one.spot.text for one in left]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("项目年初预算安排______万元，全年执行______万元，执行率______%",
         "项目年初预算安排100万元，全年执行110.00005万元，执行率91.67%"),
        ("预算资金____元，其中财政拨款____元，实际支出____元，得____分",
         "预算资金1200000元，其中财政拨款1200000元，实际支出1100000.5元，得9.17分"),
        ("全年预算____万元，全年执行____万元，结余____万元",
         "全年预算120万元，全年执行110.00005万元，结余____万元"),
        ("年初预算数（A）：____万元\n全年预算数（B）：____万元\n执行率（C/B）：____%",
         "年初预算数（A）：100万元\n全年预算数（B）：120万元\n执行率（C/B）：91.67%"),
        ("年初预算：       万元，全年执行：       万元",
         "年初预算：100万元，全年执行：110.00005万元"),
    ],
)  # fmt: skip
def test_the_gaps_of_a_sentence_are_filled(line: str, expected: str) -> None:
    assert [text.replace(" ", "") for text in filled(line)] == [expected]


def test_gaps_stay_where_a_table_asks_for_the_funds() -> None:
    line = "全年预算____万元，全年执行____万元"
    heads = ["项目资金（元）", "", "全年预算数", "全年执行数"]
    rows = [["项目绩效自评表"], [line], heads, ["", "年度资金总额", "", ""], HEADS, *ROWS]
    found = load_values(fill(workbook(rows, ["A1:H1", "A2:H2"])).data)["表"]
    assert (found["A2"].value, found["C4"].value) == (line, 1200000)


WORDS = {
    "initial": ["年初预算安排", "项目年初预算", "年初预算数为"],
    "annual": ["全年预算", "调整后预算数", "预算资金"],
    "executed": ["全年执行", "实际支出", "其中：已支出"],
}


@given(
    st.permutations(list(WORDS)),
    st.lists(st.integers(0, 2), min_size=3, max_size=3),
    st.sampled_from(["____", "        ", "＿＿＿＿＿"]),
    st.sampled_from(["，", "；", "， "]),
    st.sampled_from(["元", "万元"]),
)
def test_what_is_written_into_a_sentence_is_read_from_it(
    keys: list[str], picks: list[int], gap: str, between: str, unit: str
) -> None:
    parts = [f"{WORDS[key][pick]}{gap}{unit}" for key, pick in zip(keys, picks, strict=True)]
    text = filled(between.join(parts))[0]
    (fund,) = read(text).evaluation.funds
    times = 10_000 if unit == "万元" else 1
    for key in keys:
        amount = Decimal(str(TOTAL[key]).replace(",", ""))
        assert Decimal(getattr(fund, key).replace(",", "")) * times == amount
