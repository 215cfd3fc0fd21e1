"""What has no place in a blank is listed whole: each text once for each of its places."""

from __future__ import annotations

from tests.core.exchange.into.hand_drawn import HEADS, ROWS, SMALL, fill, workbook

LEVELS = HEADS[:3]
DOUBTLESS = [[one, two, "", "", ""] for one, two, *_ in ROWS]


def lost_below(lost: tuple[str, ...], column: str) -> list[str]:
    at = next(number for number, line in enumerate(lost) if f"“{column}”一栏" in line)
    found = []
    for line in lost[at + 1 :]:
        if not line.startswith("　　"):
            break
        found.append(line.strip())
    return found


def test_texts_that_two_columns_share_are_listed_below_both() -> None:
    blank = workbook([["项目绩效自评表"], ["项目名称", ""], [*LEVELS, *HEADS[3:5]], *DOUBTLESS])
    lost = fill(blank).lost
    rows = SMALL["indicators"]
    assert len(lost_below(lost, "分值")) == len(lost_below(lost, "得分")) == len(rows)


def test_a_dash_in_a_column_that_is_not_there_is_no_loss() -> None:
    heads = ["项目资金（元）", "", "全年预算数", "全年执行数", "执行率"]
    funds = [["", "年度资金总额", "", "", ""], ["", "当年财政拨款", "", "", ""]]
    blank = workbook([["项目绩效自评表"], ["项目名称", ""], heads, *funds, HEADS, *ROWS])
    drawn = {**SMALL, "funds": [{**one} for one in SMALL["funds"]]}
    drawn["funds"][1] |= {"points": "—", "score": "／"}
    lost = [line for line in fill(blank, drawn).lost if "拨款" in line]
    assert lost == ["空表没有这一栏，没有写入：其中：当年财政拨款的年初预算数 1,000,000.00"]


def test_a_sum_that_the_bureau_printed_with_its_word_stays() -> None:
    total = ["总分", "", "", "", "", "100分", "", ""]
    found = fill(workbook([["项目绩效自评表"], ["项目名称", ""], HEADS, *ROWS, total]))
    assert not [one for one in found.told if "100分" in one]
