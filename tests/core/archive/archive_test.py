"""The archive keeps what was written, version by version, and loses nothing in silence."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from core.archive.archive import Archive
from core.archive.errors import ArchiveError, ChangedElsewhereError, NotFoundError
from core.archive.records import DRAFT, FINAL, Summary
from core.model.edits import SetField, apply
from core.model.evaluation import ROOT, Category, Evaluation, Group, Indicator
from core.model.file_values import MAX_TEXT
from core.model.path import Path as Address
from core.sample import sample

FIGURES = Summary("96.70", "100.00", "优", "0.969976", 0, 5)
OTHER = Summary("9.70", "14,044,028.98", "", "", 2, 0)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "档案.db") as store:
        yield store


def titled(project: str) -> Evaluation:
    return replace(sample(), project=project)


def test_what_goes_in_comes_out(archive: Archive) -> None:
    number = archive.add(sample(), FIGURES)
    assert archive.load(number) == sample()


def test_figures_come_back_as_they_were_written(archive: Archive) -> None:
    number = archive.add(sample(), OTHER)
    assert archive.entry(number).summary == OTHER
    assert archive.history(number)[0].summary == OTHER
    assert archive.load(number).funds[0].executed == "14,044,028.98"


@pytest.mark.parametrize("year", [2021, 0, -5, 10**60, "", "二〇二一", "2021", " 2021 ", "2021.0"])
def test_a_year_keeps_its_kind(archive: Archive, year: int | str) -> None:
    number = archive.add(replace(sample(), year=year), FIGURES)
    assert archive.load(number).year == year
    listed = archive.entry(number).year
    assert listed == (str(year) if year == 10**60 else year)
    assert type(listed) is (str if year == 10**60 else type(year))


def test_a_year_is_found_however_it_was_kept(archive: Archive) -> None:
    for year in (2021, "2021", "2021年", "2021年度", 2022, "2021-2022", ""):
        archive.add(replace(sample(), year=year), FIGURES)
    for year in (2021, "2021", "２０２１", "2021年度"):
        assert [entry.id for entry in archive.list(year)] == [1, 2, 3, 4]
    assert [entry.id for entry in archive.list("2021-2022")] == [6]


def test_neighbours_of_the_same_name_stay_apart(archive: Archive) -> None:
    rows = [Indicator(id=number, name=str(number)) for number in range(1, 5)]
    groups = (
        Group(id=10, indicators=(rows[0], rows[1])),
        Group(id=11, indicators=(rows[2],)),
    )
    categories = (
        Category(id=20, groups=groups),
        Category(id=21, groups=(Group(id=12, indicators=(rows[3],)),)),
    )
    loaded = archive.load(archive.add(Evaluation(categories=categories), FIGURES))
    names = [[[row.name for row in g.indicators] for g in c.groups] for c in loaded.categories]
    assert names == [[["1", "2"], ["3"]], [["4"]]]


def test_a_session_makes_one_version_and_leaves_the_earlier_ones(archive: Archive) -> None:
    number = archive.add(titled("一"), FIGURES)
    assert archive.save(number, titled("二"), FIGURES) == 1
    assert archive.save(number, titled("三"), FIGURES, new_version=True) == 2
    assert archive.save(number, titled("四"), OTHER) == 2
    assert [archive.load(number, n).project for n in (1, 2)] == ["二", "四"]
    assert archive.load(number).project == "四"
    assert [v.number for v in archive.history(number)] == [1, 2]
    assert [v.summary for v in archive.history(number)] == [FIGURES, OTHER]
    assert archive.entry(number).version == 2
    assert archive.entry(number).project == "四"


def test_the_same_content_makes_no_version(archive: Archive) -> None:
    number = archive.add(sample(), FIGURES)
    assert archive.save(number, sample(), OTHER, new_version=True) == 1
    assert archive.entry(number).summary == OTHER


def test_a_final_version_never_changes(archive: Archive) -> None:
    number = archive.add(titled("定稿的"), FIGURES)
    archive.finalize(number)
    assert archive.entry(number).state == FINAL
    with pytest.raises(ArchiveError, match="已定稿"):
        archive.save(number, titled("改"), FIGURES)
    archive.reopen(number)
    assert archive.entry(number).state == DRAFT
    assert archive.save(number, titled("改"), FIGURES) == 2
    assert archive.load(number, 1).project == "定稿的"
    assert [v.state for v in archive.history(number)] == [FINAL, DRAFT]


def test_two_windows_do_not_overwrite_each_other(archive: Archive) -> None:
    number = archive.add(titled("甲"), FIGURES)
    with Archive.open(archive.path) as other:
        other.load(number)
        other.save(number, titled("乙"), FIGURES)
        with pytest.raises(ChangedElsewhereError, match="另一个窗口"):
            archive.save(number, titled("丙"), FIGURES, new_version=True)
        assert other.load(number).project == "乙"
        other.save(number, titled("乙二"), FIGURES)
    # The way out: look at what is there now, then keep both.
    archive.load(number)
    assert archive.save(number, titled("丙"), FIGURES, new_version=True) == 2
    assert [archive.load(number, n).project for n in (1, 2)] == ["乙二", "丙"]


def test_several_calls_are_done_together_or_not_at_all(archive: Archive) -> None:
    number = archive.add(titled("前"), FIGURES)
    with pytest.raises(RuntimeError), archive.transaction():  # noqa: PT012
        archive.add(titled("新"), FIGURES)
        archive.save(number, titled("后"), FIGURES)
        raise RuntimeError
    assert [entry.project for entry in archive.list()] == ["前"]
    # What this connection believes to have seen went back as well.
    assert archive.save(number, titled("后"), FIGURES) == 1


def test_finding_by_any_of_the_named_texts(archive: Archive) -> None:
    row = Indicator(id=1, name="Training（培训）完成率", deviation="因疫情未完成")
    form = Evaluation(
        year=2022,
        project="Ａ项目 100%_完成",
        unit="服务中心",
        department="社保局",
        categories=(Category(id=3, groups=(Group(id=2, indicators=(row,)),)),),
    )
    number = archive.add(form, FIGURES)
    archive.add(sample(), FIGURES)
    for text in ("training", "ＴＲＡＩＮ", "疫情", "a项目", "服务中心", "社保局", "0%_", " 疫情 "):
        found = [entry.id for entry in archive.list(2022, text)]
        assert found == [number], text
    assert archive.list(2021, "疫情") == ()
    assert archive.list(search="%") == archive.list(2022)
    assert archive.list(search="没有的") == ()
    assert [entry.id for entry in archive.list("2022")] == [number]
    assert len(archive.list()) == 2


def test_put_away_and_brought_back(archive: Archive) -> None:
    number = archive.add(sample(), FIGURES)
    archive.remove(number)
    assert archive.list() == ()
    assert [entry.id for entry in archive.list(trashed=True)] == [number]
    assert archive.load(number) == sample()
    archive.bring_back(number)
    assert [entry.trashed for entry in archive.list()] == [""]


@pytest.mark.parametrize("number", [0, 7, -1, 2**63, 10**40])
def test_no_such_evaluation_or_version(archive: Archive, number: int) -> None:
    known = archive.add(sample(), FIGURES)
    with pytest.raises(NotFoundError, match="没有第"):
        archive.load(number)
    with pytest.raises(NotFoundError, match="没有第"):
        archive.load(known, number)
    with pytest.raises(NotFoundError, match="没有第"):
        archive.history(number)


@pytest.mark.parametrize("text", ["长" * (MAX_TEXT + 1), "\ud800"], ids=["long", "surrogate"])
def test_what_could_not_be_read_back_is_refused_at_once(archive: Archive, text: str) -> None:
    number = archive.add(sample(), FIGURES)
    broken = apply(sample(), SetField(Address(ROOT, "goal_actual"), text))
    with pytest.raises(ArchiveError, match="无法存入档案"):
        archive.save(number, broken, FIGURES)
    assert archive.load(number) == sample()


def test_characters_that_other_programs_fear(archive: Archive) -> None:
    odd = titled("a\0b\x1b[31m\u2028𠮷'\"; DROP TABLE versions;--")
    number = archive.add(odd, FIGURES)
    assert archive.load(number) == odd
    assert archive.entry(number).project == odd.project
    assert archive.verify() == ()


def test_an_altered_version_is_noticed(archive: Archive) -> None:
    number = archive.add(sample(), FIGURES)
    archive._db.execute("UPDATE versions SET content = replace(content, '96.7', '99.7')")
    with pytest.raises(ArchiveError, match="校验码"):
        archive.load(number)
    assert archive.verify() == (f"第 {number} 号自评表第 1 版的内容与校验码不符",)


def test_verify_says_what_is_missing(archive: Archive) -> None:
    number = archive.add(sample(), FIGURES)
    archive._db.execute("DELETE FROM versions")
    assert archive.verify() == (f"第 {number} 号自评表缺少现行版本",)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE evaluations SET project = 'half'",
        "UPDATE evaluations SET year = '2021'",
        "UPDATE search_words SET words = words || 'x'",
        "DELETE FROM search_words",
    ],
)
def test_a_list_that_says_something_else_than_the_form_is_found(
    archive: Archive, change: str
) -> None:
    archive.add(sample(), FIGURES)
    archive._db.execute(change)
    archive._db.commit()
    assert [finding for finding in archive.verify() if "清单" in finding]
