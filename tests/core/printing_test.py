"""What goes to the printer or into files: names, papers, many in one go."""

from dataclasses import replace
from pathlib import Path

import pytest

from core.commands.paper import Wishes, pdf
from core.model.evaluation import NamedText
from core.output import OutputError
from core.printing import Paper, Printout, write_all
from core.sample import sample
from core.scoring.profile import load_profile, profile_for

FORM = Printout(sample(), profile_for(""))


@pytest.mark.parametrize(
    ("printout", "name"),
    [
        (FORM, "上海市社会保险事业管理中心_社会保险服务费_2021.pdf"),
        (replace(FORM, version=3), "上海市社会保险事业管理中心_社会保险服务费_2021_第3版.pdf"),
        (
            replace(FORM, paper=Paper.ANNEX, public=True, version=2),
            "上海市社会保险事业管理中心_社会保险服务费_2021_评分底稿_第2版_公开版.pdf",
        ),
    ],
)
def test_a_name_says_what_is_in_the_file(printout: Printout, name: str) -> None:
    assert printout.name == name


def test_the_form_comes_out_as_the_command_line_prints_it() -> None:
    assert FORM.pdf() == pdf(sample())
    assert replace(FORM, draft=True).pdf() == pdf(sample(), wishes=Wishes(draft=True))


def test_rules_and_publication_reach_the_paper() -> None:
    signed = replace(sample(), signatures=(NamedText(id=9001, name="填报人", text="张三"),))
    form = Printout(signed, profile_for(""))
    assert replace(form, public=True).pdf() != form.pdf()
    for paper in Paper:
        one = replace(form, paper=paper, public=True)
        assert one.pdf() == replace(one, evaluation=replace(signed, signatures=())).pdf()
    annex = replace(form, paper=Paper.ANNEX)
    assert annex.pdf() != replace(annex, rules=load_profile("旧口径2016")).pdf()


def test_many_files_of_one_name_all_come_out(tmp_path: Path) -> None:
    found = list(write_all([1, 2, 3], tmp_path, lambda _: FORM))
    stem = "上海市社会保险事业管理中心_社会保险服务费_2021"
    names = [f"{stem}.pdf", f"{stem}（2）.pdf", f"{stem}（3）.pdf"]
    assert [one.name for one in found if isinstance(one, Path)] == names
    assert {path.read_bytes() for path in tmp_path.iterdir()} == {FORM.pdf()}


def test_what_cannot_be_written_is_named_and_the_rest_comes_out(tmp_path: Path) -> None:
    other = replace(FORM, version=2)
    (tmp_path / FORM.name).mkdir()
    first, second = write_all([1, 2], tmp_path, lambda number: FORM if number == 1 else other)
    assert isinstance(first, OutputError)
    assert second == tmp_path / other.name


def test_files_are_made_one_by_one_as_they_are_asked_for(tmp_path: Path) -> None:
    loaded: list[int] = []

    def load(number: int) -> Printout:
        loaded.append(number)
        return FORM

    files = write_all(range(100), tmp_path, load)
    next(files)
    assert loaded == [0]
    assert len(list(tmp_path.iterdir())) == 1
