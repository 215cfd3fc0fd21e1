"""A city's summary: its work grows as the number of projects, counted in SQLite's own steps."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.archive.archive import Archive
from core.archive.records import Summary
from core.model.evaluation import Evaluation
from core.years import project_cache
from core.years.yearly import year_number, year_of, years
from tests.step_counter import steps


def city(path: Path, projects: int) -> Archive:
    """So many projects, three years each."""
    archive = Archive.create(path)
    with archive.transaction():
        for number in range(projects):
            for year in (2020, 2021, 2022):
                archive.add(Evaluation(project=f"项目{number}", unit="局", year=year), Summary())
    return archive


@pytest.fixture(autouse=True)
def nothing_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(project_cache, "cache_folder", lambda: tmp_path / "缓存")


def test_twice_the_projects_are_twice_the_work(tmp_path: Path) -> None:
    works: tuple[Callable[[Archive], object], ...] = (
        lambda archive: year_of(archive, 2021),
        lambda archive: archive.all_previous(2022),
    )
    with city(tmp_path / "小.db", 100) as small, city(tmp_path / "大.db", 400) as large:
        for work in works:
            few, many = steps(small, work), steps(large, work)
            assert few > 20
            assert many < 4.5 * few


def test_one_look_by_project_does_not_read_the_archive(tmp_path: Path) -> None:
    with city(tmp_path / "小.db", 50) as small, city(tmp_path / "大.db", 800) as large:
        few = steps(small, lambda archive: archive.previous(2))
        assert steps(large, lambda archive: archive.previous(2)) <= few + 20


def test_which_years_there_are_is_known_without_reading_the_archive(tmp_path: Path) -> None:
    with city(tmp_path / "小.db", 50) as small, city(tmp_path / "大.db", 800) as large:
        assert years(large) == years(small) == (2022, 2021, 2020)
        assert steps(large, years) <= steps(small, years) + 20


FORMS = st.tuples(
    st.sampled_from((2020, 2021, 2022, "二〇二一", "2019年度")),
    st.sampled_from(("甲", "乙", " ", "")),
    st.sampled_from(("一局", "二局")),
    st.integers(0, 4),
    st.sampled_from(("draft", "final", "trashed", "sample")),
)


@given(st.lists(FORMS, max_size=10))
def test_one_look_at_all_finds_what_a_look_at_each_finds(
    rows: list[tuple[int | str, str, str, int, str]],
) -> None:
    with TemporaryDirectory() as folder, Archive.create(Path(folder) / "档案.db") as archive:
        for number, (year, project, unit, follows, kind) in enumerate(rows, start=1):
            last = follows if 0 < follows < number else None
            form = Evaluation(project=project, unit=unit, year=year)
            archive.add(form, Summary(), follows=last, sample=kind == "sample")
            if kind == "final":
                archive.finalize(number, errors=0)
            elif kind == "trashed":
                archive.remove(number)
        listed = {year_number(entry) for entry in archive.list() if not entry.is_sample}
        assert set(years(archive)) == listed - {None}
        for year in (2020, 2021, 2022):
            each = {entry.id: archive.previous(entry.id) for entry in archive.list(year)}
            found = {number: last for number, last in each.items() if last is not None}
            assert archive.all_previous(year) == found
