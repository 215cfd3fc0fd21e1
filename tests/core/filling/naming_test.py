"""Usual names are offered once, and where they belong."""

from core.filling import naming
from core.issuing.filename import file_name
from core.model.evaluation import Evaluation
from core.sample import sample


def test_only_names_that_are_missing_are_offered() -> None:
    assert naming.categories(("产出指标", "别的")) == ("效益指标", "满意度指标", "成本指标")
    assert naming.groups("产出指标", ("质量指标",)) == ("数量指标", "时效指标", "成本指标")
    assert naming.groups("效益", ())[0] == "经济效益指标"
    assert "数量指标" in naming.groups("", ())
    assert "服务对象满意度指标" in naming.groups("自定", ())


def test_short_names_leave_the_word_out_that_all_share() -> None:
    assert naming.short("产出指标") == "产出"
    assert naming.short("指标") == "指标"
    assert naming.short(" ") == ""


def test_file_names_hold_nothing_that_a_system_refuses() -> None:
    assert file_name(sample(), ".pdf") == "上海市社会保险事业管理中心_社会保险服务费_2021.pdf"
    odd = Evaluation(unit='a/b\\c:*?"<>|', project="..\n\x07 ", year="二〇二一")
    assert file_name(odd, ".json") == "a b c_二〇二一.json"
    assert file_name(Evaluation(), ".pdf") == "自评表.pdf"
    assert len(file_name(Evaluation(unit="单" * 99, project="项" * 99), ".pdf")) < 70
