"""What an archive holds, counted in one pass with its digests, and not twice for nothing."""

from dataclasses import replace
from pathlib import Path

import pytest

from core.archive import contents as contents_module
from core.archive.archive import Archive
from core.archive.backup import write_backup
from core.archive.contents import contents, contents_since, written_until
from core.archive.digest import contents_as_digested, is_sound
from core.archive.records import Summary
from core.sample import sample


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = Archive.create(tmp_path / "自评档案.db")
    for number in range(3):
        made.add(replace(sample(), project=f"项目{number}"), Summary("96.70"))
    made.finalize(2, errors=0)
    made.file_scan(2, "扫描.pdf", b"%PDF scan", 1)
    made.keep_paper(2, 1, b"%PDF paper", "0.1.0")
    return made


def test_both_ways_of_counting_tell_the_same(archive: Archive) -> None:
    assert contents_as_digested(archive.database) == contents(archive)
    assert is_sound(archive.database)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE versions SET content = content || ' ' WHERE evaluation = 3",
        "UPDATE versions SET digest = upper(digest) WHERE evaluation = 3",
        "UPDATE scans SET content = x'25'",
        "UPDATE papers SET sha256 = ''",
    ],
)
def test_whatever_is_not_as_digested_is_unsound(archive: Archive, sql: str) -> None:
    archive.database.execute(sql)
    archive.database.commit()
    assert contents_as_digested(archive.database) is None
    assert not is_sound(archive.database)


def test_a_text_that_was_kept_as_bytes_is_unsound(archive: Archive) -> None:
    database = archive.database
    database.execute("PRAGMA ignore_check_constraints = ON")
    database.execute("UPDATE versions SET content = CAST(content AS BLOB)")
    database.commit()
    assert contents_as_digested(database) is None


def test_contents_are_looked_at_again_only_if_anybody_wrote(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = written_until(archive)
    before = contents(archive)
    looks: list[Archive] = []

    def counted(looked_at: Archive) -> object:
        looks.append(looked_at)
        return contents(looked_at)

    monkeypatch.setattr(contents_module, "contents", counted)
    assert contents_since(archive, before, moment) == before
    assert looks == []
    archive.save(1, replace(archive.load(1), goal_actual="另一句"), Summary())
    assert contents_since(archive, before, moment) != before
    moment = written_until(archive)
    with Archive.open(archive.path) as other:
        other.save(1, replace(other.load(1), goal_actual="又一句"), Summary())
    contents_since(archive, before, moment)
    assert len(looks) == 2


def test_a_backup_of_what_another_window_saves_meanwhile_is_one(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = Archive.copy_to

    def interrupted(one: Archive, empty: Path) -> None:
        with Archive.open(archive.path) as other:
            other.save(1, replace(other.load(1), goal_actual="其间"), Summary())
        copy(one, empty)

    monkeypatch.setattr(Archive, "copy_to", interrupted)
    write_backup(archive, tmp_path / "备份.db")
    with Archive.open(tmp_path / "备份.db", read_only=True) as found:
        assert found.load(1).goal_actual == "其间"
