"""Forms of several places, as they are printed: what each kind of drawing means."""

from __future__ import annotations

from typing import Any

from core.model import selfeval
from core.reading.drafting import drafts
from core.reading.form_map import Draft
from core.reading.source import SourceSection
from tests.grids import file, grid, section

SHORT_HEAD = "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分"


def read(*sections: SourceSection) -> list[dict[str, Any]]:
    return [selfeval.to_dict(draft.evaluation) for draft in drafts(file(*sections))]


def only(*sections: SourceSection) -> tuple[Draft, dict[str, Any]]:
    (draft,) = drafts(file(*sections))
    return draft, selfeval.to_dict(draft.evaluation)


def rows(form: dict[str, Any]) -> list[str]:
    keys = ("level1", "level2", "level3", "target", "actual", "points", "score", "deviation")
    return ["|".join(row[key] for key in keys) for row in form["indicators"]]


def left(draft: Draft) -> list[str]:
    return [leftover.spot.text for leftover in draft.leftovers]


SICHUAN = """
报表编号：510000_0013 | < | < | < | < | < | < | < | < | <
部门预算项目支出绩效自评表（2023年度） | < | < | < | < | < | < | < | < | <
项目名称 | < | 51000021R000000019951-工资性支出 | < | < | < | < | < | < | <
主管部门 | < | 青神县发改局本级 | < | < | 实施单位（盖章） | < | 青神县发改局 | < | <
项目基本情况 | 1.项目年度目标 | 足额及时发放工资 | < | < | < | < | < | < | <
^ | 2.项目实施内容及过程概述 | 按月发放 | < | < | < | < | < | < | <
预算执行 | 资金(万元) | 年初预算 | 调整后预算数 | 执行数 | 执行率 | 权重 | 得分 | 原因 | <
^ | 总额 | 238.93 | 251.89 | 251.89 | 100.00% | 10 | 10 | 1.预算调整 | <
^ | 其中：财政资金 | 238.93 | 251.89 | 251.89 | 100.00% | / | / | ^ | <
^ | 其他资金 |  |  |  |  | / | / | ^ | <
绩效指标(90分) | 一级指标 | 二级指标 | 三级指标 | 性质 | 指标值 | 度量单位 | 完成值 | 权重 | 得分
^ | 产出指标 | 数量指标 | 发放(缴纳)覆盖率 | = | 100 | % | 100 | 60 | 60
^ | 效益指标 | 社会效益指标 | 足额保障率 | 定性 | 好坏 |  | 好 | 30 | 30
合计 | < | < | < | < | < | < | < | 100 | 100
评价结论 | < | 完成良好 | < | < | < | < | < | < | <
存在问题 | < | 无 | < | < | < | < | < | < | <
项目负责人：张三 | < | < | < | 财务负责人：李四 | < | < | < | < | <
"""


def test_sichuan_has_targets_in_three_columns_and_sections() -> None:
    draft, form = only(section("附件3", grid(SICHUAN)))
    assert form["project"] == "51000021R000000019951-工资性支出"
    assert (form["department"], form["unit"]) == ("青神县发改局本级", "青神县发改局")
    assert (form["year"], form["money_unit"]) == (2023, "万元")
    assert form["goal_expected"] == "足额及时发放工资"
    assert rows(form) == [
        "产出指标|数量指标|发放(缴纳)覆盖率|=100%|100|60|60|",
        "效益指标|社会效益指标|足额保障率|定性好坏|好|30|30|",
    ]
    assert form["funds"][0] == {
        "name": "总额", "initial": "238.93", "annual": "251.89", "executed": "251.89",
        "points": "10", "rate": "100.00%", "score": "10",
    }  # fmt: skip
    assert [fund["name"] for fund in form["funds"]] == ["总额", "其中：财政资金", "其他资金"]
    assert form["sections"] == {
        "项目实施内容及过程概述": "按月发放", "评价结论": "完成良好", "存在问题": "无",
    }  # fmt: skip
    assert form["signatures"] == {"项目负责人": "张三", "财务负责人": "李四"}
    assert (form["total_points"], form["total_score"]) == ("100", "100")
    assert left(draft) == ["1.预算调整"]
    assert not draft.doubts


HUBEI = """
2022年度共享工程项目自评表 | < | < | < | < | < | <
单位名称：黄石市图书馆 | < | < | < | 填报日期：2023年3月1日 | < | <
项目名称 | 共享工程 | < | < | < | < | <
主管部门 | 黄石市文旅局 | < | 项目实施单位 | 黄石市图书馆 | < | <
项目类别 | 1.部门预算项目 ☑ 2.市直专项 □ | < | < | < | < | <
预算执行情况（万元）（20分） |  | 预算数(A) | 执行数(B) | 执行率(B/A) | 得分（20分*执行率） | <
^ | 年度财政资金总额 | 5 | 5 | 100% | 20 | <
年度绩效目标1（40分） | 一级指标 | 二级指标 | 三级指标 | 年初目标值（A） | 实际完成值（B） | 得分
^ | 产出指标⏎(40分) | 数量指标 | 一个存储备份器 | 25TB | 25TB | 10
^ | ^ | ^ | WIFI布点全覆盖 | 100%覆盖 | 100%覆盖 | ^
年度绩效目标2（40分） | 效益指标 | 社会效益 | 使读者更方便 | 良好 | 良好 | 10
总分 | < | < | < | < | < | 50
偏差大或⏎目标未完成⏎原因分析 | 无 | < | < | < | < | <
备注：1.预算数为调整后财政资金总额。 | < | < | < | < | < | <
2.定量指标完成数汇总原则：绝对值直接累加计算。 | < | < | < | < | < | <
"""


def test_hubei_has_points_in_headings_and_no_column_for_them() -> None:
    draft, form = only(section(grid(HUBEI), "主要领导签字：王五        填报人：赵六"))
    assert rows(form) == [
        "产出指标(40分)|数量指标|一个存储备份器|25TB|25TB||10|",
        "产出指标(40分)|数量指标|WIFI布点全覆盖|100%覆盖|100%覆盖|||",
        "效益指标|社会效益|使读者更方便|良好|良好||10|",
    ]
    assert [fund["points"] for fund in form["funds"]] == ["20"]
    assert form["sections"]["偏差大或目标未完成原因分析"] == "无"
    assert form["signatures"] == {
        "填报日期": "2023年3月1日", "主要领导签字": "王五", "填报人": "赵六",
    }  # fmt: skip
    assert len(draft.form.notes) == 2
    assert not draft.doubts
    assert not left(draft)


def test_heads_of_two_rows_and_a_review_beside_the_own_score() -> None:
    table = """
    部门（单位）名称 | < | 某局 | < | < | 联系人 | 张三 | 联系电话 | 123
    绩效指标 | < | < | 指标值 | < | 分值 | 得分 | < | 说明
    一级指标 | 二级指标 | 三级指标 | 目标值 | 完成值 | ^ | 自评 | 复核 | ^
    产出指标 | 数量指标 | 甲 | ≥5个 | 5个 | 50 | 50 | 49 | 无
    总分 | < | < | < | < | 100 | 98.5 | 97 | 优
    """
    draft, form = only(section("部门整体支出绩效自评表（2022年度）", grid(table)))
    assert rows(form) == ["产出指标|数量指标|甲|≥5个|5个|50|50|无"]
    assert (form["total_points"], form["total_score"]) == ("100", "98.5")
    assert left(draft) == ["49", "97", "优"]
    assert not draft.doubts


def test_forms_of_targets_and_of_monitoring_are_beginnings() -> None:
    table = """
    项目名称 | < | 某项目 | < | < | < | <
    主管部门 | < | 某局 | < | 实施单位 | 某中心 | <
    项目资金（万元） | < | 年度资金总额： | < | 100 | < | <
    ^ | < | 其中：财政拨款 | < | 100 | < | <
    年度目标 | < | 目标1：做好甲 | < | < | < | <
    绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 1-7月执行情况 | 完成可能性
    ^ | 产出指标 | 数量指标 | 指标1：甲 | ≥5个 | 3个 | 确定能
    ^ | ^ | ^ | 指标2： |  |  |
    ^ | ^ | …… |  |  |  |
    """
    draft, form = only(section("项目支出绩效目标监控表", "（2022年度）", grid(table)))
    assert rows(form) == ["产出指标|数量指标|指标1：甲|≥5个||||"]
    assert [fund["initial"] for fund in form["funds"]] == ["100", "100"]
    assert {"title", "funds/0/initial", "funds/1/initial"} == draft.doubts.keys()
    assert left(draft) == ["3个", "确定能"]


BOOK = """
项目支出绩效自评表 | < | < | < | < | < | <
（2022年度） | < | < | < | 单位：万元 | < | <
项目名称 | 甲 | < | < | < | < | <
主管部门 | 某局 | < | 实施单位 | 某中心 | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 子 | 1个 | 1个 | 50 | 50
总分 | < | < | < | < | 100 | 98
| | | | | |
附件4 | | | | | |
项目支出绩效自评表 | < | < | < | < | < | <
（2022年度） | < | < | < | 单位：万元 | < | <
项目名称 | 乙 | < | < | < | < | <
主管部门 | 某局 | < | 实施单位 | 某中心 | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 丑 | 2个 | 2个 | 50 | 50
总分 | < | < | < | < | 100 | 97
"""
LIST = """
2022年度项目支出绩效自评情况汇总表 | < | < | < | <
序号 | 项目名称 | 主管部门 | 预算数 | 得分
1 | 甲 | 某局 | 100 | 98
"""


def test_several_forms_below_each_other_and_no_cover_or_list() -> None:
    forms = read(
        section("2022年度", "项目支出绩效自评报告", "单位：某局", name="封面"),
        section(grid(LIST), name="清单"),
        section(grid(BOOK), name="表"),
    )
    assert [(form["project"], form["year"]) for form in forms] == [("甲", 2022), ("乙", 2022)]
    assert [rows(form)[0].split("|")[2] for form in forms] == ["子", "丑"]
    assert [form["total_score"] for form in forms] == ["98", "97"]


def test_sums_beside_their_labels_are_no_columns() -> None:
    table = f"""
    项目名称 | 某项目 | < | < | < | < | <
    {SHORT_HEAD}
    产出指标 | 数量指标 | 甲 | 5 | 5 | 40 | 40
    自评总分 | 98 | < | < | 复核总分 | 97 | <
    """
    draft, form = only(section("项目支出绩效自评表（2021年度）", grid(table)))
    assert (form["total_points"], form["total_score"]) == ("", "98")
    assert "97" in left(draft)


def test_sources_as_columns_are_left_over_and_never_a_name() -> None:
    table = f"""
    项目资金（万元） | 中央 | 省地 | 本级 | 执行数 | 执行率 | <
    ^ | 1 | 0 | 100 | 98 | 98% | <
    {SHORT_HEAD}
    产出指标 | 数量指标 | 甲 | 5 | 5 | 40 | 40
    """
    draft, form = only(section("项目支出绩效自评表（2021年度）", grid(table)))
    assert [(f["name"], f["executed"]) for f in form["funds"]] == [("", "98")]
    assert left(draft) == ["1", "0", "100"]


def test_a_page_end_repeats_heads_and_tears_rows() -> None:
    first = f"""
    项目名称 | 某项目 | < | < | < | < | <
    {SHORT_HEAD}
    产出指标 | 数量指标 | 季度暗访检查情况反馈 | =100% | 100% | 50 | 50
    """
    second = f"""
    {SHORT_HEAD}
     |  | 率 |  |  |  |
     |  | 乙 | 1 | 1 | 40 | 40
    """
    title = "项目支出绩效自评表（2021年度）"
    draft, form = only(section(title, grid(first), "第2页", title, grid(second)))
    assert rows(form) == [
        "产出指标|数量指标|季度暗访检查情况反馈率|=100%|100%|50|50|",
        "产出指标|数量指标|乙|1|1|40|40|",
    ]
    assert "indicators/0/level3" in draft.doubts
    assert not left(draft)
