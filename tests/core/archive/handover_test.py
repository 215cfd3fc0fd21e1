"""A 交接包 is done when it was brought back; what is not one is told in words."""

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from core.archive import handover
from core.archive.archive import Archive
from core.archive.backups import snapshot
from core.archive.contents import contents
from core.archive.errors import ArchiveError
from core.archive.handover import archive_in, hand_over
from core.archive.records import Summary
from core.commands import archives as commands
from core.places import ARCHIVE_NAME
from core.sample import sample

FIGURES = Summary("96.70", "100.00", "优", "0.969976", 0, 5)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "数据" / "自评档案.db") as store:
        store.add(sample(), FIGURES)
        store.add(replace(sample(), project="=1+1\n换行", year=2022), FIGURES)
        store.remove(2)
        yield store


@pytest.fixture
def chosen(tmp_path: Path) -> Path:
    (tmp_path / "U盘").mkdir()
    return tmp_path / "U盘"


@pytest.fixture
def packed(archive: Archive, chosen: Path) -> Path:
    target = chosen / "交接包.zip"
    hand_over(snapshot(archive, [chosen]), target)
    return target


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_it_holds_the_archive_a_note_a_list_and_their_sums(
    archive: Archive, packed: Path, chosen: Path
) -> None:
    assert names(chosen) == ["交接包.zip"]
    with zipfile.ZipFile(packed) as inside:
        assert inside.namelist() == [ARCHIVE_NAME, "交接说明.txt", "清单.txt", "校验码.txt"]
        listed = inside.read("清单.txt").decode("utf-8-sig")
    assert "社会保险服务费" in listed
    assert "回收站 1 份" in listed
    with archive_in(packed, chosen) as found, Archive.open(found, read_only=True) as copy:
        assert contents(copy) == contents(archive)
    assert names(chosen) == ["交接包.zip"]


def test_it_is_brought_back_by_the_restore_of_backups(packed: Path, tmp_path: Path) -> None:
    target = tmp_path / "新机器" / "自评档案.db"
    target.parent.mkdir()
    said = commands.bring_back(str(packed), str(target), replace=False)
    assert "已由" in said.text
    with Archive.open(target) as archive:
        assert archive.verify() == ()
        assert archive.load(1) == sample()
    assert names(target.parent) == ["自评档案.db"]


def test_a_file_that_is_no_archive_file_is_itself(archive: Archive, chosen: Path) -> None:
    with archive_in(archive.path, chosen) as found:
        assert found == archive.path


def test_the_command_hands_over(archive: Archive, chosen: Path) -> None:
    said = commands.hand_over_archive(str(archive.path), chosen / "给小李.zip", replace=False)
    assert "试恢复核对无误：2 份自评表、2 个版本" in said.text
    assert names(chosen) == ["给小李.zip"]


def spoilt(archive: Archive, target: Path) -> None:
    archive.copy_to(target)
    target.write_bytes(target.read_bytes()[:-4096])


def nothing(_: Archive, target: Path) -> None:
    target.write_bytes(b"")


@pytest.mark.parametrize("badly", [spoilt, nothing])
def test_what_cannot_be_brought_back_is_no_handover(
    archive: Archive,
    chosen: Path,
    badly: Callable[[Archive, Path], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    taken = snapshot(archive, [chosen])
    pack = zipfile.ZipFile.write

    def write(self: zipfile.ZipFile, path: Path, name: str) -> None:
        badly(archive, bad := path.with_name("坏.db"))
        pack(self, bad, name)
        bad.unlink()

    monkeypatch.setattr(zipfile.ZipFile, "write", write)
    with pytest.raises(ArchiveError):
        hand_over(taken, chosen / "交接包.zip")
    assert names(chosen) == []


def test_a_damaged_one_is_told_in_words(packed: Path, chosen: Path) -> None:
    whole = packed.read_bytes()
    said = []
    for at in range(0, len(whole) - 1, max(1, len(whole) // 80)):
        packed.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        try:
            with archive_in(packed, chosen) as found:
                assert found == packed or found.exists()
        except ArchiveError as error:
            said.append(str(error))
    assert len(said) > 60
    assert all("交接包" in sentence or "校验码" in sentence for sentence in said)
    assert names(chosen) == ["交接包.zip"]


@pytest.mark.parametrize("tenths", range(1, 10))
def test_one_that_was_cut_short_is_told_as_a_handover(
    packed: Path, chosen: Path, tenths: int
) -> None:
    whole = packed.read_bytes()
    packed.write_bytes(whole[: len(whole) * tenths // 10])
    with pytest.raises(ArchiveError, match="向交接人重新要一份"), archive_in(packed, chosen):
        pass
    assert names(chosen) == ["交接包.zip"]


def test_another_zip_is_no_handover(chosen: Path) -> None:
    other = chosen / "别的.zip"
    with zipfile.ZipFile(other, "w") as inside:
        inside.writestr("../../逃.txt", "x")
    with pytest.raises(ArchiveError, match="不是自评通的交接包"), archive_in(other, chosen):
        pass
    assert names(chosen) == ["别的.zip"]


@pytest.mark.parametrize(
    ("name", "size", "sentence"), [("LARGE", 1_000, "大出几百倍"), ("SPARE", 1 << 60, "放不下")]
)
def test_one_that_would_fill_the_disk_is_refused_before_anything_is_written(
    packed: Path, chosen: Path, monkeypatch: pytest.MonkeyPatch, name: str, size: int, sentence: str
) -> None:
    monkeypatch.setattr(handover, name, size)
    if name == "LARGE":
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as inside:
            inside.writestr("校验码.txt", "")
            inside.writestr(ARCHIVE_NAME, bytes(3_000_000))
    with pytest.raises(ArchiveError, match=sentence), archive_in(packed, chosen):
        pass
    assert names(chosen) == ["交接包.zip"]
