"""The archive that the benches measure is as sound as one that was saved form by form."""

from pathlib import Path

from msgspec.structs import replace

from core.archive.archive import Archive
from core.archive.records import FINAL
from core.years.yearly import year_of
from tests.bench.city import FIGURES, FIRST_YEAR, KINDS, YEARS, form_of, texts_of, write_city

COUNT = 80


def test_a_made_city_is_what_saving_each_form_would_make(tmp_path: Path) -> None:
    write_city(tmp_path / "城市.db", COUNT)
    with (
        Archive.open(tmp_path / "城市.db") as city,
        Archive.create(tmp_path / "逐份.db") as saved,
    ):
        assert city.verify() == ()
        for number in range(COUNT):
            project, unit, name, reason, year = texts_of(number)
            form = replace(form_of(number % KINDS), project=project, unit=unit, year=year)
            first, *others = form.categories
            group, *groups = first.groups
            row = replace(group.indicators[0], name=name, deviation=reason)
            group = replace(group, indicators=(row, *group.indicators[1:]))
            form = replace(form, categories=(replace(first, groups=(group, *groups)), *others))
            saved.add(form, FIGURES)
            assert city.load(number + 1) == form
        for text in ("体检", "第7批", "第3类", "因长宁调整"):
            found = [entry.id for entry in city.list(search=text)]
            assert found == [entry.id for entry in saved.list(search=text)] != []


def test_a_made_city_has_the_same_projects_each_year(tmp_path: Path) -> None:
    write_city(tmp_path / "城市.db", COUNT)
    with Archive.open(tmp_path / "城市.db") as city:
        assert {entry.state for entry in city.list()} == {FINAL}
        year = year_of(city, FIRST_YEAR + 1)
        assert len(year.projects) == COUNT // YEARS
        assert len(city.all_previous(FIRST_YEAR + 1)) == COUNT // YEARS
        assert all(2 <= len(project.shortfalls) < 5 for project in year.projects)
        assert any(one.answer or one.reason for p in year.projects for one in p.shortfalls)
