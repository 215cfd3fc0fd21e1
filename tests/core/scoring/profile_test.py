"""Rules are data: a profile file alone changes weights, bands, limits, rounding and rule."""

from __future__ import annotations

import pytest

from core.assessment import assess
from core.model.evaluation import Category, Evaluation, Fund, Group, Indicator
from core.scoring.profile import DEFAULT_PROFILE, ProfileError, RuleProfile
from core.scoring.profile_file import FOLDER, load_profile, profile_for, profile_names, read_profile

TEXT = (FOLDER / f"{DEFAULT_PROFILE}.toml").read_text("utf-8")


def changed(*pairs: tuple[str, str], examples: bool = False) -> RuleProfile:
    text = TEXT if examples else TEXT.split("[[examples]]")[0] + "examples = []\n"
    text = text if examples else "examples = []\n" + TEXT.split("[[examples]]")[0]
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return read_profile(text, "试.toml")


def form(**row: str) -> Evaluation:
    indicator = Indicator(id=1, name="项目", points="10", **row)  # type: ignore[arg-type]
    tree = (Category(id=2, name="产出指标", groups=(Group(id=3, indicators=(indicator,)),)),)
    fund = Fund(id=4, name="总额", annual="100", executed="85", points="10")
    return Evaluation(categories=tree, funds=(fund,))


def codes(evaluation: Evaluation, profile: RuleProfile) -> set[str]:
    return {problem.code for problem in assess(evaluation, profile).problems}


def test_all_shipped_profiles_load_and_their_examples_come_out() -> None:
    assert profile_names()[0] == DEFAULT_PROFILE
    assert set(profile_names()) == {"财政部2020", "成本指标", "湖北", "旧口径2016"}
    for name in profile_names():
        profile = load_profile(name)
        assert profile.name == name
        assert profile.examples
        weights = profile.execution_points + sum(points for _, points in profile.category_points)
        assert weights == 100


def test_weights_are_data() -> None:
    other = changed(('"产出" = "50"', '"产出" = "10"'))
    evaluation = form(target="≥1", actual="1")
    assert "weights-split" in codes(evaluation, load_profile())
    assert "weights-split" not in codes(evaluation, other)


def test_bands_are_data() -> None:
    evaluation = form(target="有效", actual="一般", score="5.5", deviation="人手不足")
    assert "judgement-band" in codes(evaluation, load_profile())
    assert "judgement-band" not in codes(evaluation, changed(('from = "0.60"', 'from = "0.50"')))


def test_limits_are_data() -> None:
    evaluation = form(target="≥100个", actual="125个")
    strict = changed(('overshoot = "1.30"', 'overshoot = "1.20"'), ('low = "0.90"', 'low = "0.80"'))
    assert {"execution-low"} == {"overshoot", "execution-low"} & codes(evaluation, load_profile())
    assert {"overshoot"} == {"overshoot", "execution-low"} & codes(evaluation, strict)


def test_rounding_is_data() -> None:
    whole = changed(("digits = 2", "digits = 0"))
    assert str(assess(form(target="≥3个", actual="2个"), whole).scorecard.rows[0].suggested) == "7"


def test_the_inverse_rule_is_data() -> None:
    evaluation = form(target="≤10次", actual="20次")
    linear = changed(('inverse = "ratio"', 'inverse = "linear"'))
    assert assess(evaluation, load_profile()).scorecard.rows[0].suggested == 5
    assert assess(evaluation, linear).scorecard.rows[0].suggested == 0


def test_grades_are_data() -> None:
    profile = changed(
        ('name = "优"\nfrom = "90"', 'name = "优秀"\nfrom = "80"'),
        ('from = "80"\n[[grades]]\nname = "中"', 'from = "70"\n[[grades]]\nname = "中"'),
    )
    assert (
        profile.grade(profile.grades[0].limit),
        load_profile().grade(profile.grades[0].limit),
    ) == ("优秀", "良")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('execution = "10"', 'execution = "十"', "weights.execution"),
        ('execution = "10"', "", "weights.execution：缺少这一项"),
        ("digits = 2", 'digits = "2"', "rounding.digits：应是整数"),
        ("digits = 2", "digits = 9", "rounding.digits：应在 0 到 6 之间"),
        ('inverse = "ratio"', 'inverse = "魔法"', "quantity.inverse：只能是"),
        ("valid_from = 2020-02-25", 'valid_from = "2020"', "valid_from：应是日期"),
        ('suggested = "3.88"', 'suggested = "4.00"', "第 1 个算例应得“4.00”，算出“3.88”"),
        ('from = "0.80"', 'from = "0.50"', "judgement.bands"),
        ("[rounding]", "[rounding", "不是有效的 TOML"),
    ],
)
def test_a_wrong_file_is_refused_in_one_sentence_that_names_the_place(
    old: str, new: str, said: str
) -> None:
    with pytest.raises(ProfileError) as refused:
        changed((old, new), examples=True)
    assert "试.toml" in str(refused.value)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_an_unknown_name_is_refused_with_the_known_ones_and_a_form_falls_back() -> None:
    with pytest.raises(ProfileError, match="没有名为“火星”的评分规则，现有：财政部2020"):
        load_profile("火星")
    assert profile_for("火星") is load_profile()
    assert profile_for("湖北") is load_profile("湖北")
