"""What goes to the printer or into files: names, papers, many in one go."""

from dataclasses import replace
from pathlib import Path

import pytest

from core.issuing.form_pdf import pdf
from core.issuing.options import Paper, PrintOptions
from core.issuing.printing import Printout, look_ahead, write_all
from core.model.evaluation import NamedText
from core.output import OutputError
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


def test_many_files_of_one_name_all_come_out(tmp_path: Path) -> None:
    found = list(write_all([1, 2, 3], tmp_path, lambda _: FORM))
    stem = "上海市社会保险事业管理中心_社会保险服务费_2021"
    names = [f"{stem}.pdf", f"{stem}（2）.pdf", f"{stem}（3）.pdf"]
    assert [one.name for one in found if isinstance(one, Path)] == names
    assert {path.read_bytes() for path in tmp_path.iterdir()} == {FORM.pdf()}


def test_what_cannot_be_written_is_named_and_the_rest_comes_out(tmp_path: Path) -> None:
    other = replace(FORM, version=2)
    (tmp_path / FORM.name).mkdir()
    load = {1: FORM, 2: other}.__getitem__
    first, second = write_all([1, 2], tmp_path, load, overwrite=True)
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


def test_a_file_that_is_there_is_only_overwritten_on_demand(tmp_path: Path) -> None:
    old = tmp_path / FORM.name
    old.write_bytes(b"old")
    assert look_ahead([1], tmp_path, lambda _: FORM).taken == (FORM.name,)
    (beside,) = write_all([1], tmp_path, lambda _: FORM)
    assert isinstance(beside, Path)
    assert (beside.name, old.read_bytes()) == (FORM.name.replace(".pdf", "（2）.pdf"), b"old")
    assert list(write_all([1], tmp_path, lambda _: FORM, overwrite=True)) == [old]
    assert old.read_bytes() == beside.read_bytes()


def test_what_to_read_before_is_told_of_each_form(tmp_path: Path) -> None:
    rare = replace(FORM, evaluation=replace(sample(), unit="\U0003fffd中心"))
    ahead = look_ahead([1, 2], tmp_path, lambda number: FORM if number == 1 else rare)
    assert ahead.taken == ()
    (doubt,) = ahead.doubts
    assert doubt.startswith("社会保险服务费：")
    assert "在实施单位" in doubt
