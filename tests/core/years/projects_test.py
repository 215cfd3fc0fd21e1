"""A city's year is read by workers; it is the year that one process reads."""

from collections.abc import Callable
from pathlib import Path as File
from threading import Event
from typing import Any

import pytest
from msgspec.structs import replace

from core.archive.archive import Archive
from core.archive.errors import ArchiveError
from core.archive.records import Entry
from core.archive.version_text import VersionText
from core.assessment import assess
from core.model.edits import SetField, apply
from core.model.evaluation import Evaluation
from core.model.path import Path
from core.sample import sample
from core.scoring.profile_file import load_profile
from core.summary import summarize
from core.years import project_cache, projects
from core.years.yearly import year_in_steps, year_of

Work = Callable[[Archive], Any]


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


def test_a_form_whose_text_is_no_text_is_told(archive: Archive) -> None:
    archive.database.execute("PRAGMA ignore_check_constraints = 1")
    archive.database.execute("UPDATE versions SET content = CAST(content AS BLOB)")
    with pytest.raises(ArchiveError, match="content 一栏内容类型不对"):
        year_of(archive, 2021)


def test_a_later_form_that_cannot_be_read_takes_no_figure_away(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.database.execute("UPDATE versions SET digest = '' WHERE evaluation = 4")
    archive.database.commit()
    alone = year_of(archive, 2021)
    by_workers(monkeypatch)
    assert year_of(archive, 2021) == alone
    assert not any(one.answer for one in alone.projects[1].shortfalls)


class Asking:
    """Has an archive do pieces of work, and counts the texts that each of them reads."""

    def __init__(self, archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
        self.archive, self.texts = archive, list[int]()
        read = archive.text

        def counted(entry: Entry) -> VersionText:
            self.texts[-1] += 1
            return read(entry)

        monkeypatch.setattr(archive, "text", counted)

    def __call__(self, work: Work) -> Any:  # noqa: ANN401  (whatever the work finds)
        self.texts.append(0)
        return work(self.archive)


@pytest.fixture(params=[1, 100], ids=["cached", "uncached"])
def in_pieces(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Asking:
    monkeypatch.setattr(projects, "CHUNK", 2)
    monkeypatch.setattr(projects, "UNCACHED", request.param)
    return Asking(archive, monkeypatch)


def test_the_archive_is_never_asked_for_many_texts_at_once(
    archive: Archive, in_pieces: Asking
) -> None:
    told: list[tuple[int, int]] = []
    found = year_in_steps(in_pieces, 2021, on_progress=lambda *so_far: told.append(so_far))
    assert 0 < max(in_pieces.texts) <= 4  # of two forms and of those of the year after
    assert told == [(count, 7) for count in range(1, 8)]
    assert found == year_of(archive, 2021)


def test_what_was_saved_meanwhile_is_read_once_more(archive: Archive, in_pieces: Asking) -> None:
    """Even within the same second, and with the same figures in the list."""
    at_piece = 4

    def ask(work: Work) -> Any:  # noqa: ANN401
        if len(in_pieces.texts) == at_piece:
            entry = archive.entry(1)
            form = replace(archive.load(1), department="改了的部门")
            archive.save(1, form, entry.summary)
            archive.remove(5)
        return in_pieces(work)

    found = year_in_steps(ask, 2021)
    assert found.projects[0].department == "改了的部门"
    assert [one.entry.id for one in found.projects] == [1, 3, 7, 9, 11, 13]
    assert found == year_of(archive, 2021)


def test_who_saves_all_the_time_keeps_no_year_from_its_end(
    archive: Archive, in_pieces: Asking
) -> None:
    def ask(work: Work) -> Any:  # noqa: ANN401
        for number in (1, 5, 9):
            form = replace(archive.load(number), department=f"第 {len(in_pieces.texts)} 次")
            archive.save(number, form, archive.entry(number).summary)
        return in_pieces(work)

    assert year_in_steps(ask, 2021) == year_of(archive, 2021)


def test_it_can_be_stopped(archive: Archive, in_pieces: Asking) -> None:
    cancel = Event()
    with pytest.raises(ArchiveError, match="已停止"):
        year_in_steps(in_pieces, 2021, on_progress=lambda *_: cancel.set(), cancel=cancel)
    assert len(year_of(archive, 2021).projects) == 7
