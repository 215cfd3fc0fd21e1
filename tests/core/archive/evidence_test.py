"""佐证材料: kept once by digest, in every backup and 交接包, and never anywhere else than there."""

import os
import shutil
import sqlite3
import stat
import zipfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from core.archive import backups, evidence_files, filed_evidence
from core.archive.archive import Archive
from core.archive.backup import restore, write_backup
from core.archive.backups import back_up, backups_in, snapshot
from core.archive.contents import copied
from core.archive.digest import Contents
from core.archive.errors import ArchiveError, DamagedError
from core.archive.evidence_files import SHARED_FOLDER, carry, folder_of
from core.archive.filed_evidence import (
    LONGEST_NAME,
    all_evidence,
    clean,
    content_of_evidence,
    file_evidence,
    findings,
    lacking_in_words,
    name_of,
)
from core.archive.handover import archive_in, hand_over
from core.archive.moving import move
from core.archive.records import Summary
from core.commands import archives as commands
from core.model.edits import File, apply
from core.model.evaluation import ROOT, Evidence
from core.sample import sample

SCAN = b"%PDF-1.7 accepted"


def filed(archive: Archive, content: bytes = SCAN, name: str = "验收单.pdf") -> Evidence:
    """File something with the first row and the whole form of evaluation 1."""
    one = file_evidence(archive, name, content)
    form = archive.load(1)
    row = next(form.indicators)
    form = apply(apply(form, File(ROOT, (*form.evidence, one))), File(row.id, (one,)))
    archive.save(1, form, Summary())
    return one


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def test_a_file_is_kept_once_however_often_it_is_filed(archive: Archive) -> None:
    one = filed(archive)
    again = file_evidence(archive, "另一个名字.pdf", SCAN)
    assert (again.sha256, again.name) == (one.sha256, "另一个名字.pdf")
    folder = folder_of(archive.path)
    assert files(folder) == [one.sha256]
    assert content_of_evidence(archive, one) == SCAN
    assert findings(archive) == ()
    if os.name == "posix":
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert stat.S_IMODE((folder / one.sha256).stat().st_mode) == 0o600


def test_what_is_empty_or_too_large_is_refused_in_words(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ArchiveError, match="空的"):
        file_evidence(archive, "空.pdf", b"")
    monkeypatch.setattr(evidence_files, "MOST_BYTES", 10)
    with pytest.raises(ArchiveError, match="不能登记为佐证材料"):
        file_evidence(archive, "大.pdf", SCAN)
    assert not files(folder_of(archive.path))


@given(st.text(max_size=400))
def test_a_name_is_one_line_without_folders_or_what_cannot_be_seen(text: str) -> None:
    name = name_of(text)
    assert name
    assert len(name) <= LONGEST_NAME
    assert not set(name) & {"/", "\\", "\n", "\0", "\u202e", "\u2066", "\u200f"}
    name.encode()
    assert name_of(name) == name


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Windows\\a.pdf", "a.pdf"),
        ("报告\u202efdp.exe", "报告fdp.exe"),
        ("/", "未命名"),
        ("长" * 500 + ".pdf", "长" * 195 + "….pdf"),
    ],
)
def test_names_from_anywhere(path: str, name: str) -> None:
    assert name_of(path) == name


def test_a_damaged_or_missing_file_is_told(archive: Archive) -> None:
    one = filed(archive)
    path = folder_of(archive.path) / one.sha256
    path.write_bytes(b"X" * len(SCAN))
    with pytest.raises(DamagedError, match="校验码"):
        content_of_evidence(archive, one)
    (told,) = findings(archive)
    assert "验收单.pdf" in told
    path.unlink()
    with pytest.raises(ArchiveError, match="不在了"):
        content_of_evidence(archive, one)
    assert "1 件" in lacking_in_words(archive.path)
    assert commands.verify(str(archive.path)).status == 2
    # Filing it anew mends it.
    file_evidence(archive, "验收单.pdf", SCAN)
    assert findings(archive) == ()


def test_a_damaged_version_hides_no_lost_file(archive: Archive) -> None:
    """Both are told; and nothing is taken away, for what the version named nobody knows."""
    one = filed(archive)
    archive.save(1, sample(), Summary(), new_version=True)
    damaged = "UPDATE versions SET content = '{\"sha256\": ' WHERE number = 1"
    archive.database.execute(damaged)
    (folder_of(archive.path) / one.sha256).unlink()
    (told,) = findings(archive)
    assert "缺失或与校验码不符" in told
    answer = commands.verify(str(archive.path))
    assert told in answer.text
    assert answer.complaint.endswith("发现 2 处问题，请从备份恢复")
    with pytest.raises(ArchiveError):
        clean(archive)


def test_what_was_never_filed_here_is_no_damage(archive: Archive) -> None:
    """A form from elsewhere names files that this archive never had."""
    stranger = Evidence("别处的.pdf", "ab" * 32, 9)
    archive.save(1, replace(sample(), evidence=(stranger,)), Summary())
    assert findings(archive) == ()
    with pytest.raises(ArchiveError, match="没有登记在这个档案里"):
        content_of_evidence(archive, stranger)


def test_each_place_of_backups_has_it_once(archive: Archive, places: list[Path]) -> None:
    one = filed(archive)
    back_up(archive, places, "退出")
    archive.save(1, replace(archive.load(1), project="改了"), Summary())
    back_up(archive, places, "退出")
    for place in places:
        assert len(backups_in(place)) == 2
        assert files(place / SHARED_FOLDER) == [one.sha256]
    copied = place / SHARED_FOLDER / one.sha256
    before = copied.stat().st_mtime_ns
    back_up(archive, places, "手动")
    assert copied.stat().st_mtime_ns == before


def test_what_one_place_lost_comes_back_from_another(archive: Archive, places: list[Path]) -> None:
    one = filed(archive)
    back_up(archive, places, "退出")
    (folder_of(archive.path) / one.sha256).unlink()
    (places[1] / SHARED_FOLDER / one.sha256).unlink()
    done = back_up(archive, places, "手动")
    assert [place.lacking for place in done] == [0, 0]
    assert files(places[1] / SHARED_FOLDER) == [one.sha256]


def test_what_nobody_has_lacks_in_the_backup_and_hinders_none(
    archive: Archive, places: list[Path]
) -> None:
    one = filed(archive)
    (folder_of(archive.path) / one.sha256).unlink()
    done = back_up(archive, places, "退出")
    assert [(place.made, place.trouble, place.lacking) for place in done] == [(True, "", 1)] * 2


def test_a_restore_brings_it_back(archive: Archive, places: list[Path], tmp_path: Path) -> None:
    one = filed(archive)
    (done, _) = back_up(archive, places, "退出")
    assert done.path is not None
    target = tmp_path / "别处" / "自评档案.db"
    restore(done.path, target)
    with Archive.open(target) as found:
        assert content_of_evidence(found, all_evidence(found.load(1))[0]) == SCAN
        assert findings(found) == ()
    shutil.rmtree(folder_of(archive.path))
    archive.close()
    restore(done.path, archive.path, replace=True)
    with Archive.open(archive.path) as found:
        assert content_of_evidence(found, one) == SCAN
    assert lacking_in_words(archive.path) == ""


@pytest.mark.parametrize("harm", [b"X" * len(SCAN), b"X", None])
def test_a_restore_mends_what_was_damaged(
    archive: Archive, places: list[Path], harm: bytes | None
) -> None:
    """The remedy that a damaged file is told with."""
    one = filed(archive)
    (done, _) = back_up(archive, places, "退出")
    assert done.path is not None
    path = folder_of(archive.path) / one.sha256
    path.unlink()
    if harm is not None:
        path.write_bytes(harm)
    archive.close()
    restore(done.path, archive.path, replace=True)
    with Archive.open(archive.path) as found:
        assert content_of_evidence(found, one) == SCAN
        assert findings(found) == ()


def test_a_single_copy_has_its_folder_beside_it(archive: Archive, tmp_path: Path) -> None:
    one = filed(archive)
    target = tmp_path / "拷贝" / "某日.db"
    target.parent.mkdir()
    write_backup(archive, target)
    assert files(target.parent) == ["某日-佐证材料", "某日.db"]
    with Archive.open(target, read_only=True) as copy:
        assert content_of_evidence(copy, one) == SCAN


def test_a_handover_has_it_and_proves_it(archive: Archive, tmp_path: Path) -> None:
    one = filed(archive)
    away = filed(archive, b"gone", "没了.txt")
    (folder_of(archive.path) / away.sha256).unlink()
    target = tmp_path / "交接包.zip"
    done = hand_over(snapshot(archive, [tmp_path]), target)
    assert (done.evidence, done.evidence_size, done.lacking) == (1, len(SCAN), 1)
    assert "另有 1 件" in done.sentence
    with zipfile.ZipFile(target) as packed:
        assert f"佐证材料/{one.sha256}" in packed.namelist()
        assert "佐证材料 1 件" in packed.read("清单.txt").decode("utf-8-sig")
        assert f"{one.sha256}  佐证材料/{one.sha256}" in packed.read("校验码.txt").decode()
    with archive_in(target, tmp_path) as found:
        restore(found, tmp_path / "接手" / "自评档案.db")
    with Archive.open(tmp_path / "接手" / "自评档案.db") as successor:
        assert content_of_evidence(successor, one) == SCAN


@pytest.mark.parametrize("linked", [False, True])
def test_a_handover_packs_what_is_whole_wherever_it_lies(
    archive: Archive, tmp_path: Path, linked: bool
) -> None:
    """Of two files of a size only one is what was filed."""
    one = filed(archive)
    spare = tmp_path / SHARED_FOLDER
    spare.mkdir()
    path = folder_of(archive.path) / one.sha256
    path.rename(spare / one.sha256)
    if linked:
        (tmp_path / "secret").write_bytes(b"X" * len(SCAN))
        path.symlink_to(tmp_path / "secret")
    else:
        path.write_bytes(b"X" * len(SCAN))
    done = hand_over(snapshot(archive, [tmp_path]), tmp_path / "交接包.zip")
    assert (done.evidence, done.lacking) == (1, 0)
    with zipfile.ZipFile(done.path) as packed:
        assert packed.read(f"佐证材料/{one.sha256}") == SCAN


def test_a_handover_brings_nothing_that_its_archive_does_not_name(
    archive: Archive, tmp_path: Path
) -> None:
    one = filed(archive)
    target = tmp_path / "交接包.zip"
    hand_over(snapshot(archive, [tmp_path]), target)
    with zipfile.ZipFile(target, "a") as packed:
        packed.writestr("佐证材料/../../evil.txt", b"evil")
        packed.writestr("佐证材料/" + "0" * 64, b"evil")
    with archive_in(target, tmp_path) as found:
        assert files(folder_of(found)) == [one.sha256]
    assert not list(tmp_path.rglob("evil*"))


def test_a_damaged_list_leaves_no_snapshot_behind(archive: Archive, tmp_path: Path) -> None:
    moment = "2026-01-01T00:00:00+00:00"
    archive.database.execute("INSERT INTO evidence VALUES (?, ?, ?)", ["../evil", 3, moment])
    before = files(tmp_path)
    with pytest.raises(DamagedError, match="登记已损坏"):
        snapshot(archive, [tmp_path])
    assert files(tmp_path) == before


@pytest.mark.parametrize("name", ["../evil", "A" * 64, "", "ab" * 31])
def test_an_archive_that_names_a_path_as_digest_is_refused(archive: Archive, name: str) -> None:
    moment = "2026-01-01T00:00:00+00:00"
    archive.database.execute("INSERT INTO evidence VALUES (?, ?, ?)", [name, 3, moment])
    with pytest.raises(DamagedError, match="登记已损坏"):
        findings(archive)


def test_links_are_not_followed(archive: Archive, tmp_path: Path) -> None:
    """A synchronised folder may bring a link; nothing else of this computer is ever read."""
    one = filed(archive)
    secret = tmp_path / "secret"
    secret.write_bytes(SCAN)
    path = folder_of(archive.path) / one.sha256
    path.unlink()
    path.symlink_to(secret)
    with pytest.raises(ArchiveError, match="校验码"):
        content_of_evidence(archive, one)
    lacking, _ = carry(filed_evidence.stored_evidence(archive), [path.parent], tmp_path / "U盘")
    assert [found.sha256 for found in lacking] == [one.sha256]


def test_only_what_no_version_names_for_a_month_is_taken_away(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = filed(archive)
    archive.save(1, sample(), Summary(), new_version=True)  # version 1 has it still
    unused = file_evidence(archive, "多余.txt", b"unused")
    assert clean(archive) == 0
    later = datetime.now(UTC) + timedelta(days=31)

    class Later(datetime):
        @classmethod
        def now(cls, tz: object = None) -> "datetime":  # type: ignore[override]  # noqa: ARG003
            return later

    monkeypatch.setattr(filed_evidence, "datetime", Later)
    assert clean(archive) == 1
    assert files(folder_of(archive.path)) == [one.sha256]
    assert content_of_evidence(archive, one) == SCAN
    with pytest.raises(ArchiveError):
        content_of_evidence(archive, unused)


def test_an_archive_that_moves_takes_it_along(archive: Archive, tmp_path: Path) -> None:
    one = filed(archive)
    archive.close()
    target = move(archive.path, tmp_path / "本机")
    with Archive.open(target) as found:
        assert content_of_evidence(found, one) == SCAN
    assert [name for name in files(tmp_path) if "已搬到本机" in name and "佐证" in name]


def test_commands_tell_of_it(archive: Archive, tmp_path: Path) -> None:
    filed(archive)
    path = str(archive.path)
    assert "1 件佐证材料" in commands.verify(path).text
    told = commands.back_up(path, tmp_path / "副本.db", replace=False)
    assert "1 件佐证材料 1 KB" in told.text
    assert told.complaint == ""
    shutil.rmtree(folder_of(tmp_path / "副本.db"))
    restored = commands.bring_back(
        str(tmp_path / "副本.db"), str(tmp_path / "新.db"), replace=False
    )
    assert "1 件佐证材料的文件没有找到" in restored.complaint


def test_nothing_is_filed_between_the_copy_of_a_backup_and_its_list(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = filed(archive)

    def meddle(source: Archive, empty: Path) -> Contents:
        other = sqlite3.connect(source.path, timeout=0, isolation_level=None)
        with closing(other), pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("DELETE FROM evidence")
        return copied(source, empty)

    monkeypatch.setattr(backups, "copied", meddle)
    taken = snapshot(archive, [tmp_path / "备份"])
    assert [stored.sha256 for stored in taken.evidence] == [one.sha256]


def test_only_files_that_nothing_refers_to_are_taken_away(tmp_path: Path) -> None:
    """What still counts stays though it is named as gone, and so does what is no evidence."""
    folder = tmp_path / "佐证材料文件"
    folder.mkdir()
    counted, unused = "a" * 64, "b" * 64
    others = ["别人的.txt", "c" * 63, "A" * 64]
    for name in (counted, unused, *others):
        (folder / name).write_bytes(b"x")
    (tmp_path / unused).write_bytes(b"x")
    evidence_files.clean(folder, [counted], [counted, unused, f"../{unused}", *others])
    assert {path.name for path in folder.iterdir()} == {counted, *others}
    assert (tmp_path / unused).exists()
