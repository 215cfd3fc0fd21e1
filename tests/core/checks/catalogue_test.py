"""Every check is raised by a form that deserves it, and by no form that does not."""

from __future__ import annotations

import copy
import importlib
import json
import pkgutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from core import checks
from core.assessment import assess
from core.checks.catalogue import FORM_CHECKS, ROW_CHECKS
from core.checks.examination import Rule
from core.model import path as paths
from core.model import selfeval
from core.model.edits import Keep, apply
from core.model.evaluation import Evaluation
from core.scoring.profile_file import load_profile
from tests.strategies import evaluations

Form = dict[str, Any]
Change = Callable[[Form], object]

SAMPLE = Path(__file__).parents[3] / "resources" / "samples" / "社会保险服务费-2021.json"


def sound() -> Form:
    """A form without any problem: 执行率 10, 产出 50, 效益 30, 满意度 10, one row short."""
    form: Form = json.loads(SAMPLE.read_text("utf-8"))
    rows = form["indicators"]
    rows[6]["actual"] = "520人"
    rows[43] |= {"score": "3", "deviation": "机制尚在试行，2022 年完善"}
    rows[44] |= {"score": "3.88"}
    rows[50] |= {"actual": "96%"}
    rows[51] |= {"actual": "97%"}
    form["total_score"] = ""
    return form


def row(index: int = 0, /, **fields: str) -> Change:
    return lambda form: form["indicators"][index].update(fields)


def fund(index: int = 0, /, **fields: str) -> Change:
    return lambda form: form["funds"][index].update(fields)


def head(**fields: object) -> Change:
    return lambda form: form.update(fields)


def both(*changes: Change) -> Change:
    def change(form: Form) -> None:
        for one in changes:
            one(form)

    return change


def drop_points(form: Form) -> None:
    for indicator in form["indicators"]:
        indicator |= {"points": "", "score": ""}


def all_full(form: Form) -> None:
    for indicator in form["indicators"]:
        indicator |= {"score": indicator["points"], "actual": indicator["target"].lstrip("=<>")}
    form["funds"][0] |= {"executed": "14478739.00", "rate": "", "score": ""}
    form["funds"][1] |= {"executed": "14478739.00"}


def no_project(form: Form) -> None:
    form |= {"project": "", "department": ""}


def printed(points: object) -> Change:
    """产出指标 with its points in its own name, full width."""

    def change(form: Form) -> None:
        for indicator in form["indicators"]:
            if indicator["level1"] == "产出指标":
                indicator["level1"] = f"产出指标（{points} 分）"

    return change


def headed_rows(**fields: str) -> Change:
    """The first row heads the second, which has a target and no points (★ of 衔接资金)."""

    def change(form: Form) -> None:
        first, second = form["indicators"][:2]
        first |= fields
        second |= {"points": "", "score": "", "actual": ""}

    return change


def carried_by_a_source(form: Form) -> None:
    total, source = form["funds"][:2]
    source |= {"points": total["points"], "rate": "96%", "annual": "14044028.98", "score": "10"}
    total |= {"points": "", "score": "", "rate": ""}


COST_ROW = {"level2": "成本指标", "level3": "项目成本"}

RAISED: list[tuple[str, str, Change]] = [
    ("field-missing", "project", head(project=" ")),
    ("field-missing", "department", head(department="")),
    ("field-missing", "unit", head(unit="")),
    ("field-missing", "year", head(year="")),
    ("field-missing", "indicators/0/level3", row(level3="")),
    ("field-missing", "indicators/0/target", row(target="")),
    ("field-missing", "indicators/0/actual", row(actual="—")),
    ("field-missing", "indicators/0/points", row(points="")),
    ("field-missing", "indicators/43/score", row(43, score="")),
    ("number-unreadable", "funds/0/annual", fund(annual="约一千万")),
    ("number-unreadable", "funds/1/executed", fund(1, executed="1" * 60)),
    ("number-unreadable", "indicators/0/points", row(points="20%")),
    ("number-unreadable", "indicators/0/score", row(score="两分")),
    ("number-unreadable", "total_score", head(total_score="优")),
    ("year-unreadable", "year", head(year="2O21")),
    ("year-unreadable", "year", head(year=21)),
    ("year-unreadable", "year", head(year="二〇二一")),
    ("weights-total", "total_points", row(points="3")),
    ("weights-split", "indicators/0/level1", row(points="3")),
    ("weights-split", "indicators/0/level1", printed(60)),
    ("weights-split", "indicators/0/level1", printed("0-20")),
    ("printed-total", "total_points", head(total_points="110")),
    ("printed-total", "total_score", head(total_score="99")),
    ("score-over-points", "indicators/0/score", row(score="2.5")),
    ("score-over-points", "indicators/0/score", row(score="-1")),
    ("score-over-points", "funds/0/score", fund(score="10.5")),
    ("deviation-missing", "indicators/0/deviation", row(score="1")),
    ("deviation-missing", "indicators/0/deviation", row(score="1", deviation="无。")),
    ("deviation-missing", "indicators/0/deviation", row(score="1", deviation="——")),
    ("deviation-missing", "indicators/0/deviation", row(score="1", deviation="三十五")),
    ("deviation-missing", "indicators/0/deviation", row(actual="90%", score="2")),
    ("deviation-missing", "indicators/0/deviation", both(row(actual="90%"), drop_points)),
    ("score-differs", "indicators/44/score", row(44, score="3")),
    ("met-but-docked", "indicators/0/score", row(score="1")),
    ("missed-but-full", "indicators/0/score", row(actual="90%", score="2")),
    ("judgement-band", "indicators/43/score", row(43, score="2")),
    ("strict-equality", "indicators/50/target", row(50, actual="95%")),
    ("strict-equality", "indicators/0/target", row(target="9月前", actual="9月")),
    ("overshoot", "indicators/6/deviation", row(6, actual="650人")),
    ("unit-mismatch", "indicators/7/actual", row(7, actual="56户")),
    ("unit-mismatch", "indicators/0/actual", row(actual="100")),
    ("unit-mismatch", "indicators/0/target", row(target="100")),
    ("unit-mismatch", "indicators/0/actual", row(actual="2900元")),
    ("unit-mismatch", "indicators/0/target", row(target="90-95", actual="92%")),
    ("unit-mismatch", "indicators/0/actual", row(target="90%-95%", actual="92")),
    (
        "direction-doubtful",
        "indicators/8/target",
        row(8, level3="用水定额占比", target="80%", actual="72%"),
    ),
    ("kind-mismatch", "indicators/0/actual", row(actual="完成")),
    ("kind-mismatch", "indicators/43/actual", row(43, actual="100%")),
    ("operator-in-actual", "indicators/0/actual", row(actual="=100%")),
    ("direction-doubtful", "indicators/0/target", row(target="≥5万元", actual="5万元", **COST_ROW)),
    ("direction-doubtful", "indicators/7/target", row(7, target="≤56人")),
    ("direction-doubtful", "indicators/7/target", row(7, target="≤56人", actual="")),
    ("funds-sum", "funds/0/annual", fund(1, annual="14478738")),
    ("funds-sum", "funds/0/initial", fund(initial="")),
    ("rate-printed", "funds/0/rate", fund(rate="96.98%")),
    ("rate-printed", "funds/0/rate", fund(rate="98%")),
    ("rate-printed", "funds/0/rate", fund(rate="0.98")),
    ("rate-printed", "funds/0/rate", fund(rate="0.9")),
    ("rate-printed", "funds/0/rate", fund(rate="1")),
    ("rate-printed", "funds/0/rate", fund(rate="0.97%")),
    ("rate-printed", "funds/0/rate", fund(rate="96.9974%")),
    ("rate-printed", "funds/0/rate", fund(rate="九成七")),
    ("rate-printed", "funds/1/rate", carried_by_a_source),
    (
        "execution-low",
        "funds/0/executed",
        both(fund(executed="9000000"), fund(1, executed="9000000")),
    ),
    (
        "execution-over",
        "funds/0/executed",
        both(fund(executed="15000000"), fund(1, executed="15000000")),
    ),
    ("execution-score", "funds/0/score", fund(score="8")),
    ("execution-score", "funds/0/score", fund(score="9.71")),
    ("execution-score", "funds/0/score", fund(score="9.5")),
    ("placeholder-left", "indicators/0/level3", row(level3="指标2：")),
    ("placeholder-left", "indicators/0/level3", row(level3="……")),
    ("placeholder-left", "indicators/0/level3", row(level3="指标2：……")),
    ("placeholder-left", "indicators/0/level3", row(level3="（指标X）")),
    ("placeholder-left", "indicators/0/level3", row(level3="例：培训人数")),
    ("placeholder-left", "indicators/0/level3", row(level3="（填写具体指标）")),
    ("placeholder-left", "indicators/0/actual", row(actual="单击或点击此处输入文字。")),
    ("placeholder-left", "indicators/44/deviation", row(44, deviation="扣0.12分。原因：＿＿＿＿")),
    ("placeholder-left", "goal_actual", head(goal_actual="请填写完成情况（100字以内）")),
    ("placeholder-left", "indicators/0/level3", row(level3="指标二：/", points="", score="")),
    ("placeholder-left", "sections/评价结论", head(sections={"评价结论": "说明总分（200字以内）"})),
    ("placeholder-left", "goal_expected", head(goal_expected="目标1：\n目标2：\n……")),
    ("placeholder-left", "indicators/0/target", row(target="≥XX人")),
    ("goals-identical", "goal_actual", head(goal_expected="按时发放。", goal_actual="按时 发放")),
    ("method-unreadable", "indicators/0/score", row(method="由专家组综合评定")),
    ("judgement-band", "indicators/43/score", row(43, score="3", band="达成年度指标")),
    ("all-full", "total_score", all_full),
    ("year-doubtful", "indicators/0/target", row(target="2020年12月31日前", actual="2020年12月")),
    ("year-doubtful", "goal_expected", head(goal_expected="于 2020 年 12 月 31 日前完成改造")),
    ("year-doubtful", "goal_actual", head(goal_actual="已在2022年底以前全部完成")),
    ("year-doubtful", "goal_actual", head(goal_actual="2020-11-30前完成")),
    ("year-doubtful", "goal_actual", head(goal_actual="二〇二〇年十二月底前完成")),
    ("year-doubtful", "indicators/0/actual", row(target="6月底前", actual="2020年5月底")),
    ("year-doubtful", "indicators/0/level3", row(level3="2022年6月底前完成招标")),
    ("year-doubtful", "indicators/0/target", both(head(year="2022年"), row(target="2021年底"))),
    ("reason-repeated", "indicators/44/deviation", row(44, deviation="机制尚在试行，2022年完善")),
]

QUIET: list[tuple[str, Change]] = [
    ("field-missing", row(points="", score="", target="", actual="", level3="")),
    ("field-missing", drop_points),
    ("number-unreadable", both(row(points="２ 分"), fund(points="10分", annual="1,447.8739万元"))),
    ("number-unreadable", fund(2, initial="——", annual="/")),
    ("year-unreadable", head(year="2021年度")),
    ("year-unreadable", head(year="２０２１")),
    ("year-unreadable", head(year="2020-2021年")),
    ("year-unreadable", head(year=" ")),
    ("weights-total", drop_points),
    ("weights-split", drop_points),
    ("printed-total", head(total_points="100.00 分")),
    (
        "printed-total",
        both(
            row(points="3", score="2.997"),
            row(1, points="1", score="1"),
            head(total_score="98.577"),
        ),
    ),
    ("score-over-points", row(score="２.００")),
    ("deviation-missing", row(score="1", deviation="人员不足")),
    ("score-differs", row(44, score="3.880分")),
    ("missed-but-full", row(43, score="4")),
    ("missed-but-full", row(actual="99.99%", score="")),
    ("field-missing", row(43, target="—", actual="—")),
    ("kind-mismatch", row(43, target="—", actual="100")),
    ("unit-mismatch", row(0, actual="0", score="0", deviation="停发")),
    ("missed-but-full", row(8, level3="用水定额占比", target="80%", actual="72%")),
    ("judgement-band", row(43, score="2.4")),
    ("judgement-band", row(43, score="2", band="未达成年度指标且效果较差")),
    ("method-unreadable", row(method="每降5%扣1分，扣完为止")),
    (
        "field-missing",
        both(row(method="不适用", actual="", score=""), row(1, points="4", score="4")),
    ),
    ("weights-total", both(row(method="不适用"), row(1, points="4", score="4"))),
    ("strict-equality", row(50, target=">=95%", actual="95%")),
    ("strict-equality", row(target="12月31日前", actual="12月31日")),
    ("overshoot", row(6, actual="649人")),
    ("overshoot", row(6, actual="1034人", deviation="推广提前")),
    ("unit-mismatch", row(7, actual="56")),
    ("unit-mismatch", row(target="≤2万元", actual="18000元")),
    ("kind-mismatch", row(43, actual="达成预期指标")),
    ("operator-in-actual", row(actual="达100%以上")),
    ("direction-doubtful", row(7, target="≤3次", level3="事故次数")),
    ("direction-doubtful", row(target="≤5万元", actual="5万元", **COST_ROW)),
    ("direction-doubtful", row(7, target="≤5天", level3="办结天数")),
    ("direction-doubtful", row(7, target="≤0人", actual="0人", level3="受伤人数")),
    ("direction-doubtful", row(target="≥5万元", level2="成本指标", level3="成本节约额")),
    ("overshoot", row(6, target="每月1次", actual="12次")),
    ("kind-mismatch", row(43, target="新建2座、改造3座", actual="5座")),
    ("funds-sum", both(*(fund(index, initial="") for index in range(4)))),
    ("rate-printed", fund(rate="97%")),
    ("rate-printed", fund(rate="97")),
    ("rate-printed", fund(rate="96%")),
    ("rate-printed", fund(rate="96.99%")),
    ("rate-printed", fund(rate="0.96")),
    ("rate-printed", fund(rate="0.969")),
    ("rate-printed", fund(rate="0.970")),
    ("rate-printed", fund(rate="—")),
    ("rate-printed", fund(rate="0.97")),
    ("rate-printed", fund(rate="96.9976%")),
    ("execution-low", fund(annual="", executed="")),
    ("execution-score", fund(score="9.70分")),
    ("execution-score", fund(score="9.69")),
    ("execution-score", fund(score="9.6")),
    ("execution-score", fund(score="9")),
    ("execution-score", fund(score="10")),
    ("score-differs", row(44, score="3.9")),
    ("score-differs", row(44, score="4")),
    ("score-differs", row(target="100%", actual="97.3%", points="2", score="1.9")),
    ("field-missing", row(target="—", actual="—")),
    ("field-missing", row(target="/", actual="完成")),
    ("field-missing", both(head(title="2021年度部门（单位）整体支出绩效自评表"), no_project)),
    ("field-missing", both(head(title="部门整体绩效自评表"), no_project)),
    ("field-missing", headed_rows()),
    ("field-missing", headed_rows(target="", actual="", score="", level3="")),
    ("weights-split", both(row(points="3", score="3"), printed(51))),
    ("weights-split", both(row(points="3", score="3"), printed("40-60"))),
    ("all-full", both(all_full, row(points="0", score="0"), row(1, score="1"))),
    ("year-doubtful", head(goal_expected="2021年12月底前完成改造，2020年前三季度已完成设计")),
    ("year-doubtful", head(goal_actual="在2020年基础上提高，2020年度任务全部完成")),
    ("reason-repeated", both(row(6, deviation="机制尚在试行，2022 年完善"))),
    ("placeholder-left", row(level3="绩效指标2021年完成数")),
    ("placeholder-left", row(level3="指标2：培训人数")),
    ("placeholder-left", row(level3="指标完成率")),
    ("placeholder-left", row(level3="例会次数")),
    ("placeholder-left", head(sections={"存在问题": "无", "改进措施": ""})),
    ("placeholder-left", head(sections={"注": "原因在100字以内", "签批意见": "签名：＿＿＿＿"})),
    ("placeholder-left", head(goal_expected="目标1：改造12个小区；目标2：……")),
    ("goals-identical", head(goal_expected="", goal_actual="")),
    ("year-doubtful", row(target="2021年全年", actual="2021年底")),
    ("year-doubtful", row(43, deviation="2022年12月底前完善")),
    ("reason-repeated", both(row(43, deviation="无"), row(44, deviation="无"))),
]


def evaluated(change: Change) -> Evaluation:
    form = copy.deepcopy(sound())
    change(form)
    return selfeval.from_dict(form)


def found(change: Change) -> list[tuple[str, str]]:
    problems = assess(evaluated(change), load_profile()).problems
    return [(problem.code, problem.place) for problem in problems]


def test_a_sound_form_has_no_problem() -> None:
    assert found(lambda _: None) == []


@pytest.mark.parametrize(("code", "place", "change"), RAISED)
def test_a_form_that_deserves_it_has_the_problem(code: str, place: str, change: Change) -> None:
    assert (code, place) in found(change)


@pytest.mark.parametrize(("code", "change"), QUIET)
def test_a_form_that_is_right_has_no_such_problem(code: str, change: Change) -> None:
    assert code not in {name for name, _ in found(change)}


def test_a_form_with_a_column_for_units_has_bare_actuals() -> None:
    def bare(form: Form) -> None:
        for indicator in form["indicators"]:
            indicator["actual"] = indicator["actual"].rstrip("%人")

    def one(form: Form) -> None:
        form["indicators"][0]["actual"] = "100"

    assert "unit-mismatch" not in {code for code, _ in found(bare)}
    assert ("unit-mismatch", "indicators/0/actual") in found(one)
    assert ("unit-mismatch", "indicators/0/actual") in found(both(bare, row(actual="100元")))


def test_parts_of_a_source_are_not_added_twice() -> None:
    funds = [
        {"name": "年度资金总额", "annual": "100", "executed": "90", "points": "10"},
        {"name": "其中：财政拨款", "annual": "80", "executed": "70"},
        {"name": "（1）其中：中央资金", "annual": "50", "executed": "40"},
        {"name": "省级资金", "annual": "30", "executed": "30"},
        {"name": "其他资金", "annual": "20", "executed": "20"},
    ]
    assert "funds-sum" not in {code for code, _ in found(head(funds=funds))}
    funds[0]["annual"] = "150"
    assert ("funds-sum", "funds/0/annual") in found(head(funds=funds))


def test_a_dash_for_a_score_is_told_as_what_it_is() -> None:
    problems = assess(evaluated(row(score="—")), load_profile()).problems
    said = {
        problem.place: problem.message for problem in problems if problem.code == "field-missing"
    }
    assert said == {"indicators/0/score": "得分写的是“—”，本行有分值，没有计分"}


def test_sources_without_a_figure_are_not_called_zero() -> None:
    changes = both(*(fund(index, initial="") for index in (1, 2, 3)))
    problems = assess(evaluated(changes), load_profile()).problems
    said = [problem.message for problem in problems if problem.place == "funds/0/initial"]
    assert len(said) == 1
    assert said[0].endswith("各资金来源都没有填写")


def test_figures_in_a_sentence_are_never_rounded_into_one_another() -> None:
    problems = assess(evaluated(row(score="1.999")), load_profile()).problems
    said = {problem.code: problem.message for problem in problems}
    assert "得 1.999 分，低于分值 2 分" in said["deviation-missing"]
    band = assess(evaluated(row(43, score="2.399")), load_profile()).problems
    said = {problem.code: problem.message for problem in band}
    assert "59.98%" in said["judgement-band"]


def test_a_warning_is_kept_with_a_reason_and_an_error_is_not() -> None:
    evaluation = evaluated(both(row(6, actual="1034人"), row(score="1")))
    first, *_, seventh = list(evaluation.indicators)[:7]
    for node, code in ((seventh.id, "overshoot"), (first.id, "deviation-missing")):
        evaluation = apply(evaluation, Keep(node, code, "当年全员推广"))
    assessment = assess(evaluation, load_profile())
    kept = {problem.code: problem.kept for problem in assessment.problems if problem.kept}
    assert kept == {"overshoot": "当年全员推广"}
    assert "overshoot" not in {problem.code for problem in assessment.warnings}
    assert "deviation-missing" in {problem.code for problem in assessment.errors}
    assert selfeval.loads(selfeval.dumps(evaluation)) == evaluation
    taken_back = apply(evaluation, Keep(seventh.id, "overshoot", " "))
    assert "overshoot" in {p.code for p in assess(taken_back, load_profile()).warnings}


def rules() -> dict[str, Rule]:
    """Every rule of every module of checks; those beside last year's form are tried apart."""
    names = {info.name for info in pkgutil.iter_modules(checks.__path__)} - {"last_year_checks"}
    modules = [importlib.import_module(f"core.checks.{name}") for name in sorted(names)]
    named = [value for module in modules for value in vars(module).values()]
    return {value.code: value for value in named if isinstance(value, Rule)}


def test_every_rule_has_a_form_that_raises_it_and_one_that_does_not() -> None:
    assert set(rules()) == {code for code, _, _ in RAISED}
    assert set(rules()) - {code for code, _ in QUIET} <= {
        "all-full",
        "met-but-docked",
        "execution-over",
    }


def test_every_check_is_in_the_catalogue_once() -> None:
    names = [check.__name__ for check in (*ROW_CHECKS, *FORM_CHECKS)]
    assert len(set(names)) == len(names)


@given(evaluations())
def test_any_form_is_examined_and_every_problem_leads_to_a_field(evaluation: Evaluation) -> None:
    for problem in assess(evaluation, load_profile()).problems:
        paths.read(evaluation, problem.path)
        assert problem.title or problem.place
        assert problem.message
        assert problem.remedy
