"""The shipped sample is marked, and counts nowhere until a clerk makes it a form of his own."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from core.archive.archive import Archive
from core.archive.backup import restore, write_backup
from core.archive.backups import snapshot
from core.archive.handover import archive_in, hand_over
from core.archive.overview import line
from core.archive.records import Summary
from core.commands.archives import list_entries
from core.filling.beginning import doubles
from core.model.edits import SetField, apply
from core.model.evaluation import ROOT, Evaluation
from core.model.path import Path as Field
from core.sample import sample
from core.years.carry_over import candidates
from tests.old_archives import put_old_archive


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """The sample, and the same form as the unit's own."""
    with Archive.create(tmp_path / "档案.db") as store:
        store.add(sample(), Summary(), sample=True)
        store.add(sample(), Summary())
        yield store


def with_unit(form: Evaluation, unit: str) -> Evaluation:
    return apply(form, SetField(Field(ROOT, "unit"), unit))


def test_what_was_put_in_as_the_sample_is_it_not_what_reads_like_it(archive: Archive) -> None:
    assert [entry.is_sample for entry in archive.list()] == [True, False]
    assert [entry.label for entry in archive.list()] == ["样例", "草稿"]
    assert "样例" in line(archive.entry(1))
    assert "样例" not in line(archive.entry(2))


def test_whoever_puts_an_own_unit_over_it_makes_it_his_own(archive: Archive) -> None:
    archive.save(1, replace(sample(), goal_actual="练习"), Summary())
    assert archive.entry(1).is_sample
    archive.save(1, with_unit(sample(), "某县社保中心"), Summary())
    assert not archive.entry(1).is_sample
    archive.save(1, sample(), Summary())
    assert archive.entry(1).is_sample


def test_it_is_listed_as_one(archive: Archive) -> None:
    listed = json.loads(list_entries(str(archive.path), year=None, search="", json=True).text)
    assert [one.get("sample") for one in listed] == [True, None]
    assert "样例" in list_entries(str(archive.path), year=None, search="", json=False).text


def test_it_is_not_carried_over_nor_last_years_nor_a_double(archive: Archive) -> None:
    assert [entry.id for entry in candidates(archive.list())] == [2]
    next_year = archive.add(replace(sample(), year=2022), Summary())
    assert archive.previous(next_year) == 2
    archive.remove(2)
    assert archive.previous(next_year) is None
    follower = archive.add(replace(sample(), year=2022), Summary(), follows=1)
    assert archive.previous(follower) is None
    assert doubles([archive.entry(1)], [sample()]) == ()
    assert doubles([archive.entry(2)], [sample()]) == (0,)


def test_it_survives_backup_and_restore_and_is_not_handed_over(
    archive: Archive, tmp_path: Path
) -> None:
    archive.add(replace(sample(), year=2022), Summary(), follows=1)
    target = tmp_path / "copy.db"
    write_backup(archive, target)
    restore(target, tmp_path / "back.db")
    with Archive.open(tmp_path / "back.db") as back:
        assert [entry.is_sample for entry in back.list()] == [True, False, False]
    done = hand_over(snapshot(archive, [tmp_path]), tmp_path / "交接.zip")
    assert done.evaluations == 2
    with archive_in(done.path, tmp_path) as packed, Archive.open(packed, read_only=True) as copy:
        assert [entry.id for entry in copy.list()] == [2, 3]
        assert copy.entry(3).follows is None
        assert copy.verify() == ()
        assert [entry.id for entry in copy.list(search="培训")] == [2, 3]
    assert [entry.id for entry in archive.list()] == [1, 2, 3]


def test_in_an_old_archive_it_is_what_began_with_its_very_words(tmp_path: Path) -> None:
    with Archive.open(put_old_archive("format-1001.db", tmp_path)) as archive:
        both = (*archive.list(), *archive.list(trashed=True))
        assert [(entry.id, entry.is_sample) for entry in both] == [
            (1, False),
            (2, False),
            (3, True),
        ]
