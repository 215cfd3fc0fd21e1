"""A year that was summed up before: quick, and never another figure for it."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path as File
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from core import sealed_file
from core.archive.archive import Archive
from core.archive.errors import ArchiveError
from core.archive.records import Entry, Summary
from core.assessment import assess
from core.model.edits import SetField, apply
from core.model.evaluation import Evaluation
from core.model.path import Path
from core.sample import sample
from core.scoring.profile_file import load_profile
from core.summary import summarize
from core.years import project_cache, projects
from core.years.improvement import Shortfall
from core.years.project import Project
from core.years.project_cache import ProjectCache, cache_key
from core.years.project_reading import ProjectTexts, read_projects
from core.years.yearly import year_in_steps, year_of

COUNT = 4
EVERY = [*range(1, COUNT + 1)]


@pytest.fixture(autouse=True)
def cache(tmp_path: File, monkeypatch: pytest.MonkeyPatch) -> File:
    monkeypatch.setattr(project_cache, "cache_folder", lambda: tmp_path / "缓存")
    monkeypatch.setattr(projects, "UNCACHED", 1)
    return tmp_path / "缓存" / "years"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The evaluations that were read out of their texts, here instead of by workers."""
    numbers: list[int] = []

    def counted(texts: Iterator[ProjectTexts], _: object, **_few: int) -> Iterator[Project]:
        for one in texts:
            numbers.append(one.entry.id)
            yield from read_projects([one])

    monkeypatch.setattr(projects, "_read_many", counted)
    return numbers


@pytest.fixture
def archive(tmp_path: File) -> Archive:
    """Final forms of 2021 and 2022 of the same projects, and one draft."""
    made = Archive.create(tmp_path / "自评档案.db")
    rules = load_profile()
    for year in (2021, 2022):
        for number in EVERY:
            form = replace(sample(), project=f"项目{number}", year=year)
            new = made.add(form, summarize(form, assess(form, rules)), rules=rules.text)
            if (number, year) != (COUNT, 2021):
                made.finalize(new, errors=0)
    return made


def changed(archive: Archive, number: int, form: Evaluation) -> None:
    archive.reopen(number)
    archive.save(number, form, Summary(), rules=load_profile().text)
    archive.finalize(number, errors=0)


def answering(form: Evaluation) -> Evaluation:
    """The form with another word about each shortfall."""
    for row in form.indicators:
        if row.deviation:
            form = apply(form, SetField(Path(row.id, "deviation"), "整改已全部完成"))
    return form


def test_only_what_has_changed_is_read_again(archive: Archive, read: list[int]) -> None:
    first = year_of(archive, 2021)
    assert read == EVERY
    read.clear()
    assert year_of(archive, 2021) == first
    assert read == []
    changed(archive, 2, replace(archive.load(2), goal_actual="另一个结果"))
    year_of(archive, 2021)
    assert read == [2]


def test_the_year_after_is_part_of_it(archive: Archive, read: list[int]) -> None:
    year_of(archive, 2021)
    read.clear()
    changed(archive, 5, answering(archive.load(5)))
    answered = year_of(archive, 2021)
    assert read == [1]
    assert {one.answer for one in answered.projects[0].shortfalls} == {"整改已全部完成"}


def test_what_the_list_says_is_never_remembered(archive: Archive, read: list[int]) -> None:
    year_of(archive, 2021)
    read.clear()
    archive.finalize(COUNT, errors=0)
    found = year_of(archive, 2021)
    assert found.drafts == ()
    archive.remove(1)
    assert [one.entry.id for one in year_of(archive, 2021).projects] == EVERY[1:]
    assert read == [COUNT]  # final, it brings its own rules


def test_other_rules_are_other_figures(
    archive: Archive, read: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    year_of(archive, 2021)
    read.clear()
    other = load_profile("湖北").text
    archive.database.execute("INSERT INTO rule_texts VALUES ('x', ?)", [other])
    archive.database.execute("UPDATE versions SET rules = 'x' WHERE evaluation = 1")
    archive.database.execute("UPDATE rule_texts SET digest = ? WHERE digest = 'x'", ["x"])
    monkeypatch.setattr("core.archive.codec.intact", lambda *_: True)
    archive.database.commit()
    year_of(archive, 2021)
    assert read == [1]


def test_the_profiles_of_today_are_part_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    before = cache_key("a", "b", "c")
    monkeypatch.setattr(project_cache, "_rules_of_today", lambda: "others")
    assert cache_key("a", "b", "c") != before
    assert len({cache_key("a", "b", ""), cache_key("a", "", "b"), cache_key("", "a", "b")}) == 3


def test_a_text_that_was_changed_behind_our_back_is_refused_as_ever(archive: Archive) -> None:
    year_of(archive, 2021)
    archive.database.execute("UPDATE versions SET content = content || ' ' WHERE evaluation = 3")
    archive.database.commit()
    for _ in range(2):
        with pytest.raises(ArchiveError, match="第 3 号自评表第 1 版与存档时的校验码不符"):
            year_of(archive, 2021)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data.replace(b"96.7", b"99.9"),
        lambda data: data[: len(data) // 2],
        lambda data: data + data,
        lambda _: b"",
    ],
)
def test_a_damaged_memory_is_none(
    archive: Archive, cache: File, read: list[int], spoil: Callable[[bytes], bytes]
) -> None:
    first = year_of(archive, 2021)
    (file,) = cache.glob("*.bin")
    assert b"96.7" in file.read_bytes()
    file.write_bytes(spoil(file.read_bytes()))
    read.clear()
    assert year_of(archive, 2021) == first
    assert read == EVERY


def test_one_year_is_not_taken_for_another(archive: Archive, cache: File, read: list[int]) -> None:
    year_of(archive, 2021)
    (one,) = cache.glob("*.bin")
    year_of(archive, 2022)
    (other,) = set(cache.glob("*.bin")) - {one}
    other.write_bytes(one.read_bytes())
    read.clear()
    year_of(archive, 2022)
    assert read == [number + COUNT for number in EVERY]


def test_another_build_of_the_program_remembers_nothing_of_this_one(
    archive: Archive, read: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    year_of(archive, 2021)
    read.clear()
    monkeypatch.setattr(sealed_file, "_build", lambda: "another")
    year_of(archive, 2021)
    assert read == EVERY


def test_a_year_that_was_given_up_is_gone_on_with(archive: Archive, read: list[int]) -> None:
    year_of(archive, 2021)
    for number in (2, 3):
        changed(archive, number, replace(archive.load(number), goal_actual="另一个结果"))
    read.clear()
    cancel = Event()

    def told(done: int, _: int) -> None:
        if done == 2:
            cancel.set()

    with pytest.raises(ArchiveError, match="已停止"):
        year_in_steps(lambda work: work(archive), 2021, on_progress=told, cancel=cancel)
    before = len(read)
    assert 0 < before <= 2
    assert [one.entry.id for one in year_of(archive, 2021).projects] == EVERY
    assert sorted(read) == [2, 3]


def test_few_projects_leave_no_trace(
    archive: Archive, cache: File, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(projects, "UNCACHED", COUNT + 1)
    year_of(archive, 2021)
    assert not cache.exists()


def test_the_oldest_years_are_forgotten(
    archive: Archive, cache: File, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(project_cache, "MOST_YEARS", 2)
    entry = archive.entry(1)
    for year in range(2015, 2020):
        memory = ProjectCache.load(archive.path, year)
        memory.add(b"key", Project(entry, "", "", "", None, None, None, None, ""))
        memory.save()
    assert len(list(cache.glob("*.bin"))) == 2
    assert ProjectCache.load(archive.path, 2019).find(b"key", entry)


def test_what_somebody_else_put_there_stays(
    archive: Archive, cache: File, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(project_cache, "MOST_YEARS", 1)
    cache.mkdir(parents=True)
    for name in ("固件.bin", "0123.bin"):
        (cache / name).write_bytes(b"mine")
    year_of(archive, 2021)
    year_of(archive, 2022)
    assert len(list(cache.glob("*.bin"))) == 2 + 1
    assert (cache / "固件.bin").read_bytes() == (cache / "0123.bin").read_bytes() == b"mine"


def test_nothing_is_written_through_a_linked_folder(
    archive: Archive, cache: File, tmp_path: File
) -> None:
    elsewhere = tmp_path / "别处"
    elsewhere.mkdir()
    cache.parent.mkdir(parents=True)
    cache.symlink_to(elsewhere, target_is_directory=True)
    first = year_of(archive, 2021)
    assert year_of(archive, 2021) == first
    assert list(elsewhere.iterdir()) == []


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
FIGURES = st.none() | st.decimals(allow_nan=False, allow_infinity=False)
ENTRY = Entry(1, 2021, "项目", "局", "", "final", "", "", 1, Summary(), "")
PROJECTS = st.builds(
    Project,
    st.just(ENTRY),
    *(TEXTS, TEXTS, TEXTS, FIGURES, FIGURES, FIGURES, FIGURES, TEXTS, TEXTS),
    st.booleans(),
    TEXTS,
    st.lists(st.builds(Shortfall, *(TEXTS,) * 6), max_size=2).map(tuple),
    st.lists(st.tuples(TEXTS, FIGURES.filter(lambda one: one is not None)), max_size=2).map(tuple),
)


@given(PROJECTS)
def test_a_project_comes_back_as_it_was(project: Project) -> None:
    text = json.dumps(project_cache._values(project), ensure_ascii=False)
    found = project_cache._project(json.loads(text), ENTRY)
    assert found == project
    amounts = ((one.initial, one.annual, one.executed, one.score) for one in (found, project))
    assert len({tuple(map(str, each)) for each in amounts}) == 1
