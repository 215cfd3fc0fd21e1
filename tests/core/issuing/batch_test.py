"""Many forms in one go: nothing is written over unasked, nobody's fault stops the others."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from core.archive.errors import ArchiveError
from core.exchange.errors import CancelledError
from core.issuing.batch import Batch, Clash, Load, Outcome
from core.issuing.batch_report import remarkable, remarks_ahead, report, report_table, summary_of
from core.issuing.options import Paper, PrintOptions
from core.issuing.printing import Printout
from core.model.evaluation import NamedText
from core.model.selfeval import loads
from core.output import OutputError
from core.sample import sample
from core.scoring.profile_file import profile_for
from core.workers.spread import AHEAD, processors
from tests.core.exchange.into.hand_drawn import HEADS, workbook

FORM = Printout(sample(), profile_for(""), PrintOptions(paper=Paper.DATA))
STEM = "上海市社会保险事业管理中心_社会保险服务费_2021"
BLANK = workbook([["自评表（    年度）"], ["项目名称", ""], HEADS, [""] * 8, ["总分"]], ["A1:H1"])


def batch(
    folder: Path,
    numbers: list[int],
    load: Load = lambda _: FORM,
    clash: Clash = Clash.RENAME,
    blank: Path | None = None,
) -> Batch:
    forms = [(number, f"第 {number} 份") for number in numbers]
    return Batch(forms=forms, folder=folder, load=load, blank=blank, clash=clash)


def test_many_files_of_one_name_all_come_out(tmp_path: Path) -> None:
    found = list(batch(tmp_path, [1, 2, 3]).write_all())
    names = [f"{STEM}.json", f"{STEM}（2）.json", f"{STEM}（3）.json"]
    assert [one.path and one.path.name for one in found] == names
    assert {loads(path.read_bytes()) for path in tmp_path.iterdir()} == {sample()}
    assert summary_of(found) == "已导出 3 份"
    assert not remarkable(found)


def test_what_cannot_be_made_or_written_is_named_and_the_rest_comes_out(tmp_path: Path) -> None:
    (tmp_path / FORM.name).mkdir()

    def load(number: int) -> Printout:
        if number == 2:
            raise ArchiveError("档案里没有第 2 号")
        return replace(FORM, version=number - 1)

    found = list(batch(tmp_path, [1, 2, 3], load, clash=Clash.REPLACE).write_all())
    outcomes = [Outcome.REFUSED, Outcome.REFUSED, Outcome.WRITTEN]
    assert [one.outcome for one in found] == outcomes
    assert "这是文件夹" in found[0].why
    assert found[1].why == "档案里没有第 2 号"
    assert found[2].path == tmp_path / replace(FORM, version=2).name
    assert summary_of(found) == "已导出 1 份；2 份没有导出，原因见下"
    assert "第 2 份　没有导出\n    档案里没有第 2 号" in report(found)
    assert report_table(found).count("\n") == 3
    assert remarkable(found)


def test_no_more_forms_are_loaded_than_the_workers_are_ahead(tmp_path: Path) -> None:
    loaded: list[int] = []

    def load(number: int) -> Printout:
        loaded.append(number)
        return FORM

    with closing(batch(tmp_path, list(range(100)), load).write_all()) as files:
        next(files)
        assert len(loaded) <= processors() * AHEAD + 1
    assert len(list(tmp_path.iterdir())) == 1


def test_a_form_that_cannot_be_made_is_told_and_stops_no_other(tmp_path: Path) -> None:
    def load(number: int) -> Printout:
        if number == 2:  # its rules cannot be read
            return replace(FORM, rules=replace(FORM.rules, text="[]"), version=2)
        if number == 3:  # what no check foresees: a bug
            options = PrintOptions(paper=Paper.REPORT)
            return replace(FORM, options=options, last="x", version=3)
        return replace(FORM, version=number)

    found = list(batch(tmp_path, [1, 2, 3, 4], load).write_all())
    assert [one.number for one in found if one.outcome is Outcome.WRITTEN] == [1, 4]
    wrong = {one.number: one.why for one in found if one.outcome is Outcome.REFUSED}
    assert wrong.keys() == {2, 3}
    assert "AttributeError" in wrong[3]
    assert not any("\n" in why for why in wrong.values())
    assert len(list(tmp_path.iterdir())) == 2


def test_every_paper_is_the_one_that_this_process_makes(tmp_path: Path) -> None:
    papers = (Paper.FORM, Paper.ANNEX, Paper.DATA)
    forms = [replace(FORM, options=PrintOptions(paper=paper)) for paper in papers]
    done = batch(tmp_path, list(range(len(forms))), forms.__getitem__).write_all()
    made = [one.path.read_bytes() for one in done if one.path is not None]
    assert made == [form.data() for form in forms]


@pytest.mark.parametrize(
    ("clash", "outcome", "names"),
    [
        (Clash.RENAME, Outcome.WRITTEN, [f"{STEM}（2）.json", f"{STEM}（3）.json"]),
        (Clash.SKIP, Outcome.SKIPPED, [f"{STEM}.json", f"{STEM}.json"]),
        (Clash.REPLACE, Outcome.WRITTEN, [f"{STEM}.json", f"{STEM}（2）.json"]),
    ],
)
def test_a_file_that_is_there_is_only_replaced_on_demand(
    tmp_path: Path, clash: Clash, outcome: Outcome, names: list[str]
) -> None:
    old = tmp_path / FORM.name
    old.write_bytes(b"old")
    (ahead,) = batch(tmp_path, [1]).look_ahead()
    assert (ahead.name, ahead.taken) == (FORM.name, True)
    found = list(batch(tmp_path, [1, 2], clash=clash).write_all())
    assert {one.outcome for one in found} == {outcome}
    assert [one.path and one.path.name for one in found] == names
    assert (old.read_bytes() == b"old") == (clash is not Clash.REPLACE)


def test_a_link_that_leads_nowhere_is_a_file_that_is_there(tmp_path: Path) -> None:
    (tmp_path / FORM.name).symlink_to(tmp_path / "没有")
    (found,) = batch(tmp_path, [1]).write_all()
    assert found.path == tmp_path / f"{STEM}（2）.json"
    assert not (tmp_path / "没有").exists()


def test_after_a_cancel_nothing_more_is_written(tmp_path: Path) -> None:
    one = batch(tmp_path, [1, 2, 3])
    files = one.write_all()
    first = next(files)
    one.cancel.set()
    assert first.outcome is Outcome.WRITTEN
    assert [done.outcome for done in files] == [Outcome.STOPPED] * 2
    assert len(list(tmp_path.iterdir())) == 1
    with pytest.raises(CancelledError):
        list(one.look_ahead())


@pytest.mark.parametrize("name", ["U盘", "长" * 5000, "\0", "档案.db/里面"])
def test_a_folder_that_cannot_be_is_told_once(tmp_path: Path, name: str) -> None:
    (tmp_path / "档案.db").write_bytes(b"")
    with pytest.raises(OutputError, match="请先建立，或者另选一个"):
        list(batch(tmp_path / name, [1, 2]).look_ahead())


def test_a_folder_is_never_taken_from_where_the_program_was_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "出").mkdir()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OutputError, match="没有文件夹“出”"):
        list(batch(Path("出"), [1]).look_ahead())


def test_what_to_read_before_is_told_of_each_form(tmp_path: Path) -> None:
    pdf = replace(FORM, options=PrintOptions())
    rare = replace(pdf, evaluation=replace(sample(), unit="\U0003fffd中心"))
    load: Callable[[int], Printout] = {1: pdf, 2: rare}.__getitem__
    first, second = batch(tmp_path, [1, 2], load).look_ahead()
    assert not first.told
    assert "在实施单位" in second.told[0]
    assert not list(tmp_path.iterdir())


def test_a_blank_tells_what_it_has_no_place_for_before_and_after(tmp_path: Path) -> None:
    blank = tmp_path / "市局空表.XLSX"
    blank.write_bytes(BLANK)
    options = PrintOptions(paper=Paper.BLANK, blank=blank.name)
    signed = replace(sample(), signatures=(NamedText(id=9001, name="填报人", text="张三"),))
    load: Load = lambda _: replace(FORM, options=options, evaluation=signed)  # noqa: E731
    one = batch(tmp_path, [1], load, blank=blank)
    (ahead,), (done,) = one.look_ahead(), one.write_all()
    assert ahead.lost == done.lost
    assert any("年度资金总额" in line for line in done.lost)
    assert remarks_ahead([ahead]).startswith("第 1 份\n    空表里没有位置")
    assert "没有写入的内容" in report([done])
    assert done.path is not None
    assert done.path.name == f"{STEM}_市局空表.xlsx"
    assert blank.read_bytes() == BLANK
