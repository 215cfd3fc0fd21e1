"""Forms for property tests: odd on purpose, but each one readable as ``selfeval/1``.

``form_files`` are objects as ``json.loads`` gives them; ``evaluations`` are what the reader makes
of them, so two neighbours of one parent never bear the same name and ids are in file order.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from core.model import selfeval
from tests.examples import FULL

if TYPE_CHECKING:
    from core.model.evaluation import Evaluation

JsonObject = dict[str, Any]

FIGURES = (
    "10",
    "2.5",
    "14,044,028.98",
    "１００",
    "97.00%",
    "—",
    "/",
    "0",
    "-3",
    "5分",
    "300万元",
    "",
)
TARGETS = (
    "=100%",
    ">=500人",
    "≥90%",
    "中心城区一个半小时内；郊区三个小时内",
    "及时",
    "12月底前",
    "",
)
NAMES = ("养老金发放人数", "“钉钉”日使用人数", "指标1：", "……", "培训完成率", "成本节约率（%）", "")
LEVELS = ("产出指标", "效益指标", "满意度指标", "数量指标", "可持续影响指标", "成本指标", "")
ODD = (
    "<b>&amp;</b> \N{NULL}\x07 100%",
    "\tA\r\nB\u2028C\vD",
    "1234567890" * 12,
    "、。，；：！？）》」】”’％",
    "（《「【“‘" * 4,
    "𬭊𫓧𬀩\U0002b7f7\U0001f600e\u0301\ufe0f",
    "\u202e反\u200b向\ufeff",
    "https://www.example.gov.cn/a/very/long/path?with=query&and=more",
    "　　按时足额完成养老金发放和养老金上门送发工作；及时、准确完成异地发放人员资格认证工作。" * 3,
    " " * 60,
    "=SUM(A1)",
)


MOST_ROWS = 12 if FULL else 6
"""A form of twelve takes four times as long to make up as one of six."""


@cache
def texts(*usual: str) -> st.SearchStrategy[str]:
    """One of the usual texts, something odd, or any text that UTF-8 can hold."""
    return st.one_of(st.sampled_from(usual or NAMES), st.sampled_from(ODD), st.text(max_size=30))


@cache
def unknown_keys() -> st.SearchStrategy[JsonObject]:
    """What a file of another program may hold beside the keys of the contract."""
    plain = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
    values = st.recursive(
        plain,
        lambda inner: (
            st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2)
        ),
        max_leaves=4,
    )
    names = st.text(max_size=6).map(lambda name: "x-" + name)
    return st.just({}) | st.dictionaries(names, values, max_size=2)


def _row(**fields: st.SearchStrategy[str]) -> st.SearchStrategy[JsonObject]:
    known = st.fixed_dictionaries({}, optional=fields)
    return st.tuples(known, unknown_keys()).map(lambda parts: parts[0] | parts[1])


@cache
def fund_rows() -> st.SearchStrategy[JsonObject]:
    figures = texts(*FIGURES)
    columns = dict.fromkeys(("initial", "annual", "executed", "points", "rate", "score"), figures)
    return _row(name=texts("年度资金总额", "其中：当年财政拨款", "上年结转资金", ""), **columns)


@cache
def indicator_rows() -> st.SearchStrategy[JsonObject]:
    return _row(
        level1=st.sampled_from(LEVELS) | texts(*LEVELS),
        level2=st.sampled_from(LEVELS) | texts(*LEVELS),
        level3=texts(*NAMES),
        target=texts(*TARGETS),
        actual=texts(*TARGETS),
        points=texts(*FIGURES),
        score=texts(*FIGURES),
        deviation=texts("", "无", "2022年进一步加强长效管理机制，促进服务水平"),
    )


@cache
def form_files(max_rows: int = MOST_ROWS) -> st.SearchStrategy[JsonObject]:
    """Whole forms as parsed JSON; any key but ``format`` may be absent."""
    named = st.dictionaries(texts("评价结论", "存在问题"), texts(), max_size=3)
    signatures = st.dictionaries(
        texts("填报人", "联系电话", "单位负责人（签章）"), texts(), max_size=5
    )
    fields: dict[str, st.SearchStrategy[Any]] = {
        "title": texts("财政项目支出绩效自评表", "2021年度项目支出绩效自评表"),
        "project": texts("社会保险服务费"),
        "department": texts("上海市人力资源和社会保障局"),
        "unit": texts("上海市社会保险事业管理中心"),
        "year": st.integers() | texts("2021", "二〇二一"),
        "money_unit": st.sampled_from(("元", "万元", "亿元", "")) | texts("元"),
        "funds": st.lists(fund_rows(), max_size=5),
        "goal_expected": texts(),
        "goal_actual": texts(),
        "indicators": st.lists(indicator_rows(), max_size=max_rows),
        "total_points": texts(*FIGURES),
        "total_score": texts(*FIGURES),
        "sections": named,
        "signatures": signatures,
        "profile": texts("财政部2020"),
        "template": texts(""),
    }
    known = st.fixed_dictionaries({}, optional=fields)
    return st.tuples(known, unknown_keys()).map(
        lambda parts: {"format": selfeval.FORMAT} | parts[0] | parts[1]
    )


@cache
def evaluations(max_rows: int = MOST_ROWS) -> st.SearchStrategy[Evaluation]:
    """Evaluations as they come out of a file, with every kind of oddity."""
    return form_files(max_rows).map(selfeval.from_dict)
