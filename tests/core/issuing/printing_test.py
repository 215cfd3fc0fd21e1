"""What goes to the printer or into files: names, papers, many in one go."""

import pytest
from msgspec.structs import replace

from core.issuing.form_pdf import pdf
from core.issuing.options import Paper, PrintOptions
from core.issuing.printing import Printout
from core.model.evaluation import NamedText
from core.sample import sample
from core.scoring.profile_file import load_profile, profile_for

FORM = Printout(sample(), profile_for(""))


@pytest.mark.parametrize(
    ("printout", "name"),
    [
        (FORM, "上海市社会保险事业管理中心_社会保险服务费_2021.pdf"),
        (replace(FORM, version=3), "上海市社会保险事业管理中心_社会保险服务费_2021_第3版.pdf"),
        (
            replace(FORM, options=PrintOptions(paper=Paper.ANNEX, public=True), version=2),
            "上海市社会保险事业管理中心_社会保险服务费_2021_评分底稿_第2版_公开版.pdf",
        ),
    ],
)
def test_a_name_says_what_is_in_the_file(printout: Printout, name: str) -> None:
    assert printout.name == name


def test_the_form_comes_out_as_the_command_line_prints_it() -> None:
    assert FORM.pdf() == pdf(sample(), options=PrintOptions(plain=True))
    assert replace(FORM, options=PrintOptions(draft=True)).pdf() == pdf(
        sample(), options=PrintOptions(plain=True, draft=True)
    )


def test_rules_and_publication_reach_the_paper() -> None:
    signed = replace(sample(), signatures=(NamedText(id=9001, name="填报人", text="张三"),))
    form = Printout(signed, profile_for(""))
    assert replace(form, options=PrintOptions(public=True)).pdf() != form.pdf()
    for paper in Paper:
        one = replace(form, options=PrintOptions(paper=paper, public=True))
        assert one.pdf() == replace(one, evaluation=replace(signed, signatures=())).pdf()
    annex = replace(form, options=PrintOptions(paper=Paper.ANNEX))
    assert annex.pdf() != replace(annex, rules=load_profile("旧口径2016")).pdf()
