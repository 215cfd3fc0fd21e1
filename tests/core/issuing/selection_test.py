"""What SQLite finds of a year is what the year's summary counts; it reads no more than that."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.archive.archive import Archive
from core.archive.overview import year_of
from core.archive.records import Summary
from core.archive.selecting import chosen, last_changed, of_years, shipped_sample, units
from core.issuing.selection import counts_of_years, forms_of_year, titled
from core.model.evaluation import Evaluation
from core.years.yearly import standing
from tests.examples import examples
from tests.step_counter import steps

ROWS = st.tuples(
    st.sampled_from((2021, 2022, "2021", " 2021\n", "二〇二一", "")),
    st.sampled_from(("draft", "final")),
    st.booleans(),
    st.booleans(),
    st.none() | st.integers(1, 8),
)


def put(archive: Archive, rows: list[tuple[int | str, str, bool, bool, int | None]]) -> None:
    """Rows as they may stand in a file: corrections of anything, even of each other."""
    for number, (year, state, trashed, sample, corrects) in enumerate(rows, start=1):
        archive.add(Evaluation(year=year, project=f"项目{number}"), Summary(), sample=sample)
        values = [state, "2022" * trashed, corrects if (corrects or 9) <= len(rows) else None]
        archive.database.execute("PRAGMA foreign_keys = OFF")
        archive.database.execute(
            "UPDATE evaluations SET state = ?, trashed = ?, corrects = ? WHERE id = ?",
            [*values, number],
        )
    archive.database.commit()


@settings(max_examples=examples(60))
@given(st.lists(ROWS, max_size=8))
@example([(2021, "final", False, False, None), (2021, "final", True, False, 1)])
@example([(2021, "final", False, False, None), (2021, "draft", False, False, 1)])
def test_the_forms_of_each_year_are_those_that_stand(
    rows: list[tuple[int | str, str, bool, bool, int | None]],
) -> None:
    with TemporaryDirectory() as folder, Archive.create(Path(folder) / "档案.db") as archive:
        put(archive, rows)
        stand = standing(one for one in archive.list() if not one.is_sample)
        years = sorted({year_of(one) for one in stand}, reverse=True)
        of_years = {year: tuple(one for one in stand if year_of(one) == year) for year in years}
        counts = counts_of_years(archive)
        assert list(counts.items()) == [(year, len(found)) for year, found in of_years.items()]
        assert {year: forms_of_year(archive, year) for year in counts} == of_years


def test_the_chosen_come_in_their_order_and_none_out_of_the_bin(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "档案.db") as archive:
        put(archive, [(2021, "draft", number == 2, False, None) for number in range(1, 4)])
        assert titled(chosen(archive, [3, 9, 2, 1])) == ((3, "项目3（2021）"), (1, "项目1（2021）"))


def test_each_unit_is_told_once_and_no_samples(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "档案.db") as archive:
        for unit in ("乙", "甲", "乙", " ", "丙"):
            archive.add(Evaluation(unit=unit), Summary(), sample=unit == "丙")
        archive.add(Evaluation(unit="丁"), Summary())
        archive.remove(6)
        assert units(archive) == ("乙", "甲")


@settings(max_examples=examples(40))
@given(st.lists(ROWS, max_size=8), st.lists(st.sampled_from((2021, 2022, "2021", "")), max_size=3))
def test_what_is_looked_up_is_what_the_whole_list_has(
    rows: list[tuple[int | str, str, bool, bool, int | None]], years: list[int | str]
) -> None:
    with TemporaryDirectory() as folder, Archive.create(Path(folder) / "档案.db") as archive:
        put(archive, rows)
        every = archive.list()
        wanted = {(type(year), year) for year in years}
        found = tuple(one for one in every if (type(one.year), one.year) in wanted)
        assert of_years(archive, years) == found
        own = [one for one in every if not one.is_sample]
        for known, last in ((every, last_changed(archive)), (own, last_changed(archive, own=True))):
            assert last == max(known, key=lambda one: (one.changed, one.id), default=None)
        assert shipped_sample(archive) == next((one for one in every if one.is_sample), None)


def test_to_give_out_one_form_nobody_lists_them_all(tmp_path: Path) -> None:
    found = []
    for count in (50, 800):
        with Archive.create(tmp_path / f"{count}.db") as archive, archive.transaction():
            for number in range(count):
                archive.add(Evaluation(year=2000 + number % (count // 10)), Summary())
            few = steps(archive, lambda one: chosen(one, [7]))
            counted = steps(archive, counts_of_years)
        found.append((few, counted))
    (few, counted), (few_of_many, counted_of_many) = found
    assert few_of_many <= few + 20
    assert counted_of_many < 20 * counted  # sixteen times the forms
