"""The first page of 档案总览 is where the whole list begins, and costs little of it."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from core.archive import overview as overview_module
from core.archive.archive import Archive
from core.archive.overview import (
    COLUMNS,
    Filter,
    arranged,
    first_page,
    overview,
    release,
    sort_key,
)
from core.archive.records import FINAL, Entry, Summary
from core.model.evaluation import Evaluation
from tests.examples import examples
from tests.step_counter import steps

FORMS = st.tuples(
    st.sampled_from((2020, 2021, -3, "二〇二一", "", "2021")),
    st.sampled_from(("甲乙", "乙丙", "丙", "更正")),
    st.integers(0, 3),
    st.booleans(),
)


@settings(max_examples=examples(30))
@given(st.lists(FORMS, max_size=12), st.sampled_from(("", "乙", "甲乙", "乙丙", "更正")))
def test_the_first_page_is_where_the_whole_begins(
    rows: list[tuple[int | str, str, int, bool]], search: str
) -> None:
    with TemporaryDirectory() as folder, Archive.create(Path(folder) / "档案.db") as archive:
        for number, (year, project, second, trashed) in enumerate(rows, start=1):
            archive.add(Evaluation(year=year, project=project), Summary())
            archive.database.execute(
                "UPDATE evaluations SET changed = ?, trashed = ? WHERE id = ?",
                [f"2022-01-01T00:00:0{second}+00:00", f"2022-01-0{1}" * trashed, number],
            )
        archive.database.commit()
        for away in (False, True):
            whole = overview(archive, search, trashed=away).entries
            for limit in (1, 3, 20):
                if "更正" not in search:
                    found = archive.newest(search, trashed=away, limit=limit)
                    assert found == whole[:limit]


YEARS = st.sampled_from((2021, "2021", -3, "-3", "02021", "", "--5", "9" * 30, -(2**63) + 1))


@settings(max_examples=30)
@given(st.lists(YEARS, max_size=8), YEARS)
def test_a_year_is_found_as_number_and_as_text(years: list[int | str], wanted: int | str) -> None:
    with TemporaryDirectory() as folder, Archive.create(Path(folder) / "档案.db") as archive:
        for year in years:
            archive.add(Evaluation(year=year), Summary())
        every = [entry.id for entry in archive.list() if str(entry.year) == str(wanted)]
        assert [entry.id for entry in archive.list(wanted)] == every


def test_a_year_is_found_without_reading_the_others(tmp_path: Path) -> None:
    with city(tmp_path / "小.db", 100) as small, city(tmp_path / "大.db", 800) as large:
        for archive in (small, large):
            archive.add(Evaluation(year=1999), Summary())
        few = steps(small, lambda archive: archive.list(1999))
        assert steps(large, lambda archive: archive.list(1999)) <= few + 20


SORTED = st.tuples(
    st.integers(2019, 2022),
    st.sampled_from(("甲", "乙", " 丙")),
    st.sampled_from(("", "9.5", "96.70", "100.00")),
    st.sampled_from(("草稿", "定稿")),
)


@settings(max_examples=60)
@given(
    st.lists(SORTED, max_size=30),
    st.integers(0, len(COLUMNS) - 1),
    st.booleans(),
    st.sampled_from((Filter(), Filter(year="2021"), Filter(unit="甲"), Filter(stage="draft"))),
    st.integers(1, 7),
)
def test_what_is_sorted_in_runs_is_sorted(
    rows: list[tuple[int, str, str, str]], column: int, down: bool, wanted: Filter, run: int
) -> None:
    entries = tuple(
        Entry(number, year, unit, unit, "", FINAL if state == "定稿" else "draft", "", "", 1,
              Summary(score), "")
        for number, (year, unit, score, state) in enumerate(rows)
    )  # fmt: skip
    passing = [entry for entry in entries if wanted.passes(entry)]
    with patch.object(overview_module, "_RUN", run):
        assert arranged(entries, wanted, None) == tuple(passing)
        found = arranged(entries, wanted, (column, down))
    assert found == tuple(sorted(passing, key=sort_key(column), reverse=down))


def city(path: Path, count: int) -> Archive:
    archive = Archive.create(path)
    with archive.transaction():
        for number in range(count):
            rare = "独一份" if number == 0 else ""
            form = Evaluation(project=f"养护项目{number}{rare}", unit="局", year=2012 + number % 10)
            archive.add(form, Summary())
    return archive


def test_search_grows_no_faster_than_what_it_finds(tmp_path: Path) -> None:
    every: tuple[Callable[[Archive], object], ...] = (
        lambda archive: archive.list(search="养护"),
        lambda archive: archive.newest("养护", trashed=False, limit=20),
        lambda archive: archive.newest("", trashed=False, limit=20),
        lambda archive: archive.list(search="养"),
    )
    with city(tmp_path / "小.db", 100) as small, city(tmp_path / "大.db", 800) as large:
        for work in every:
            assert steps(large, work) < 9 * steps(small, work)
        rare: tuple[Callable[[Archive], object], ...] = (
            lambda archive: archive.list(search="独一份"),
            lambda archive: archive.newest("独一份", trashed=False, limit=20),
        )
        for work in rare:
            assert steps(large, work) <= steps(small, work) + 20


def test_small_archives_have_no_first_page(tmp_path: Path) -> None:
    with city(tmp_path / "档案.db", overview_module.PAGE - 1) as archive:
        assert first_page(archive) == ()
        archive.add(Evaluation(project="再一份", year=2030), Summary())
        page = first_page(archive)
        assert page == overview(archive).entries
        assert first_page(archive, "更正") == ()


def test_a_list_is_taken_to_pieces_to_its_end() -> None:
    entries: list[Entry] = [None] * 1234  # type: ignore[list-item]
    release(entries)
    assert entries == []
