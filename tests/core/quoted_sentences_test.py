"""A text of the form stands in a sentence on one line, cut where long, with nothing that steers."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.assessment import assess
from core.exchange.form_files import FormFile
from core.model.edits import SetField, apply
from core.model.path import Path as Field
from core.quoting import QUOTED, one_line, quoted
from core.reading.drafting import drafts
from core.sample import sample
from core.scoring.profile_file import load_profile
from tests.grids import file, grid, section

SIGNS = "甲乙1%≥.\n\r\v\f\x00\x1b\x85\x9b\u2028\u202e\u2066\u200f\u061c\u200b\ufeff "
HOSTILE = st.text(st.sampled_from(SIGNS))
LONG = 400
"""No sentence of ours needs more characters, whatever it quotes."""


@given(st.text() | HOSTILE)
def test_what_is_quoted_is_one_short_line(text: str) -> None:
    shown = quoted(text)
    assert shown == one_line(shown)
    assert len(shown) <= QUOTED
    assert shown == quoted(shown)


@given(HOSTILE, st.sampled_from(["target", "actual", "points", "score", "deviation", "method"]))
def test_no_sentence_about_a_row_breaks(text: str, field: str) -> None:
    form, rules = sample(), load_profile("财政部2020")
    row = list(form.indicators)[3]
    for written in (text, f"{getattr(row, field)}{text}", text * 200):
        assessment = assess(apply(form, SetField(Field(row.id, field), written)), rules)
        sentences = [score.why for score in assessment.scorecard.rows]
        for problem in assessment.problems:
            sentences += problem.message, problem.remedy
        assert all(map(str.isprintable, sentences))
        assert max(map(len, sentences)) < LONG


@pytest.mark.parametrize("odd", ["⏎", "\u202e", "\x1b[2J", "xxxxxxxxxx" * 50])
def test_no_remark_about_a_file_breaks(odd: str) -> None:
    table = grid(
        f"""
        项目名称 | 食堂 | < | < | < | < | < | <
        项目资金 | 来源{odd} | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 其{odd}他
        ^ | 年度资金总额 | 10 | 10 | 9 | 10 | 90% | 7
        一级指标 | 二级指标 | 三级指标 | 指标值 | 实际{odd}完成值 | 完成{odd}情况 | 单{odd}价 | 得分
        产出指标 | 数量指标 | 就餐人数 | 10人 | 11人 | 12人 | 5 | 10
        """
    )
    read = FormFile(Path("表.xlsx"), drafts(file(section(table))))
    assert read.remarks
    for remark in read.remarks:
        assert remark.isprintable()
        assert len(remark) < LONG
