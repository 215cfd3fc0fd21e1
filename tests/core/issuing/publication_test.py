"""What is published names nobody; where a text does, whoever publishes is told before."""

import pytest
from msgspec.structs import replace

from core.assessment import assess
from core.issuing.options import PrintOptions
from core.issuing.printing import Printout
from core.issuing.publication import for_publication, still_personal
from core.model.evaluation import Evaluation, NamedText
from core.sample import sample
from core.scoring.profile_file import profile_for
from core.sheet.form import lay_out

SIGNED = (
    NamedText(id=9001, name="填报人", text="欧阳·文华（财务科）"),
    NamedText(id=9002, name="联系电话", text="021-5588 1234／13912345678"),
    NamedText(id=9003, name="单位（盖章）", text="上海市社会保险事业管理中心"),
    NamedText(id=9004, name="填报日期", text="2022年1月15日"),
)


def told(form: Evaluation) -> str:
    published = for_publication(form)
    return still_personal(form, lay_out(published, assess(published, profile_for(""))))


def with_reason(text: str) -> Evaluation:
    form = replace(sample(), signatures=SIGNED)
    first, *rest = form.categories
    group = first.groups[0]
    row = replace(group.indicators[0], deviation=text)
    group = replace(group, indicators=(row, *group.indicators[1:]))
    return replace(form, categories=(replace(first, groups=(group, *first.groups[1:])), *rest))


def test_a_form_that_names_nobody_is_published_without_a_word() -> None:
    assert told(with_reason("2022年1月15日完成，财务科核对，上海市社会保险事业管理中心")) == ""


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("由欧阳·文华负责", "欧阳·文华"),
        ("请拨13912345678", "13912345678"),
        ("来电 13800000001 咨询", "13800000001"),
        ("证号31010119800101123X", "31010119800101123X"),
        ("电话0571-88886666", "0571-88886666"),
    ],
)
def test_a_person_in_a_text_is_told_by_word_and_place(text: str, word: str) -> None:
    form = with_reason(text)
    sentence = told(form)
    assert f"“{word}”（“养老金发放人数”的偏差原因分析及改进措施）" in sentence
    printout = Printout(form, profile_for(""), PrintOptions(public=True))
    assert printout.doubts == (sentence,)
    assert replace(printout, options=PrintOptions()).doubts == ()
    assert for_publication(form).categories == form.categories


def test_a_figure_is_no_phone_number() -> None:
    form = sample()
    funds = tuple(replace(fund, annual="13912345678") for fund in form.funds)
    assert told(replace(form, funds=funds)) == ""


def test_what_is_only_in_the_attached_data_is_told_too() -> None:
    form = replace(with_reason("由欧阳·文华负责"), template="湖北")
    assert "欧阳·文华" in told(form)
