"""A city's year is read by workers; it is the year that one process reads."""

from pathlib import Path as File

import pytest
from msgspec.structs import replace

from core.archive.archive import Archive
from core.archive.errors import ArchiveError
from core.assessment import assess
from core.model.edits import SetField, apply
from core.model.evaluation import Evaluation
from core.model.path import Path
from core.sample import sample
from core.scoring.profile_file import load_profile
from core.summary import summarize
from core.years import project_cache, projects
from core.years.yearly import year_of


def answering(form: Evaluation) -> Evaluation:
    """The form with another word about each shortfall."""
    for row in form.indicators:
        if row.deviation:
            form = apply(form, SetField(Path(row.id, "deviation"), "整改已全部完成"))
    return form


@pytest.fixture
def archive(tmp_path: File) -> Archive:
    """Two years of some projects, drafts and final ones, by the rules of two places."""
    made = Archive.create(tmp_path / "自评档案.db")
    for number in range(7):
        for year in (2021, 2022):
            profile = "湖北" if number % 3 == 0 else ""
            form = sample() if year == 2021 else answering(sample())
            form = replace(form, project=f"项目{number}", year=year, profile=profile)
            rules = load_profile(profile or "财政部2020")
            new = made.add(form, summarize(form, assess(form, rules)), rules=rules.text)
            if number % 2:
                made.finalize(new, errors=0)
    return made


@pytest.fixture(autouse=True)
def cache(tmp_path: File, monkeypatch: pytest.MonkeyPatch) -> File:
    monkeypatch.setattr(project_cache, "cache_folder", lambda: tmp_path / "缓存")
    return tmp_path / "缓存"


def by_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(projects, "FEW", 1)
    monkeypatch.setattr(projects, "UNCACHED", 1)
    monkeypatch.setattr(projects, "CHUNK", 2)


def test_workers_find_what_one_process_finds(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = year_of(archive, 2021)
    assert len(alone.projects) == 7
    assert any(one.answer for project in alone.projects for one in project.shortfalls)
    by_workers(monkeypatch)
    assert year_of(archive, 2021) == alone


def test_a_form_that_cannot_be_read_is_told_alike(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.database.execute("UPDATE versions SET digest = '' WHERE evaluation = 7")
    archive.database.commit()
    with pytest.raises(ArchiveError, match="第 7 号自评表第 1 版与存档时的校验码不符") as alone:
        year_of(archive, 2021)
    by_workers(monkeypatch)
    with pytest.raises(ArchiveError) as spread:
        year_of(archive, 2021)
    assert str(spread.value) == str(alone.value)


def test_a_later_form_that_cannot_be_read_takes_no_figure_away(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.database.execute("UPDATE versions SET digest = '' WHERE evaluation = 4")
    archive.database.commit()
    alone = year_of(archive, 2021)
    by_workers(monkeypatch)
    assert year_of(archive, 2021) == alone
    assert not any(one.answer for one in alone.projects[1].shortfalls)
