"""A check that remembers: quick where nothing changed, and never more lenient for it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from core import sealed_file
from core.archive import examined as examined_module
from core.archive import verify as verify_module
from core.archive.archive import Archive
from core.archive.archive_rows import findable, findable_lines
from core.archive.codec import digest
from core.archive.examined import Examined, cache_key, forget_examined
from core.archive.records import Summary
from core.archive.verify import CHUNK, FEW, Held
from core.sample import sample

COUNT = 6


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "缓存"
    monkeypatch.setattr(examined_module, "cache_folder", lambda: folder)
    return folder


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = Archive.create(tmp_path / "自评档案.db")
    for number in range(COUNT):
        made.add(replace(sample(), project=f"项目{number}"), Summary())
    return made


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The evaluations that were read out of their texts."""
    numbers: list[int] = []
    before = verify_module._read

    def counted(held: Held) -> str:
        numbers.append(held.evaluation)
        return before(held)

    monkeypatch.setattr(verify_module, "_read", counted)
    return numbers


EVERY = [*range(1, COUNT + 1)]


def test_a_version_is_read_once_and_again_when_it_has_changed(
    archive: Archive, cache: Path, read: list[int]
) -> None:
    for expected in (EVERY, []):
        read.clear()
        assert archive.verify(full=False) == ()
        assert read == expected
    archive.save(2, replace(archive.load(2), goal_actual="另一个结果"), Summary())
    read.clear()
    assert archive.verify(full=False) == ()
    assert read == [2]
    read.clear()
    assert archive.verify() == ()
    assert read == EVERY
    forget_examined()
    read.clear()
    assert archive.verify(full=False) == ()
    assert read == EVERY
    assert [path.stat().st_mode & 0o077 for path in cache.iterdir()] == [0, 0]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE versions SET content = replace(content, '服务', '服条') WHERE evaluation = 3",
        "UPDATE evaluations SET project = '别的项目' WHERE id = 3",
        "UPDATE evaluations SET year = 1999 WHERE id = 3",
        "UPDATE search_words SET words = 'x' WHERE evaluation = 3",
        *(
            f"UPDATE evaluations SET {name} = 7 WHERE id = 3"  # noqa: S608  (our own names)
            for name in Summary.__struct_fields__
        ),
    ],
)
def test_whatever_is_wrong_is_found_though_it_was_sound_before(
    archive: Archive, cache: Path, sql: str
) -> None:
    assert archive.verify(full=False) == ()
    assert cache.exists()
    archive.database.execute(sql)
    archive.database.commit()
    (found,) = archive.verify(full=False)
    assert found.startswith("第 3 号自评表第 1 版")
    assert archive.verify(full=False) == archive.verify() == (found,)


def test_the_list_shows_the_figures_of_a_final_version_until_another_one_is_begun(
    archive: Archive,
) -> None:
    archive.finalize(3)
    archive.reopen(3)
    archive.save(3, archive.load(3), Summary("1.00", errors=2))
    assert archive.verify() == ()
    archive.save(3, replace(archive.load(3), goal_actual="另一个结果"), Summary("1.00", errors=2))
    assert archive.entry(3).summary == Summary("1.00", errors=2)
    assert archive.verify() == ()


@given(st.lists(st.text()))
def test_lines_are_made_findable_at_once_as_one_by_one(texts: list[str]) -> None:
    assert findable_lines(texts) == "\n".join(map(findable, texts))


def test_a_form_that_cannot_be_read_is_never_remembered_as_sound(
    archive: Archive, cache: Path
) -> None:
    text = '{"codec": 1, "form": {}}'
    archive.database.execute(
        "UPDATE versions SET content = ?, digest = ? WHERE evaluation = 3", [text, digest(text)]
    )
    archive.database.commit()
    for _ in range(3):
        (found,) = archive.verify(full=False)
        assert "已损坏" in found
    assert cache.exists()


def flip(data: bytes) -> bytes:
    return data[:-1] + bytes([data[-1] ^ 1])


@pytest.mark.parametrize("name", ["examined.bin", "examined.key"])
@pytest.mark.parametrize(
    "spoil",
    [
        flip,
        lambda data: flip(data[::-1])[::-1],
        lambda data: data[: len(data) // 2],
        lambda data: data + data,
        lambda _: b"",
    ],
)
def test_a_damaged_memory_is_none(
    archive: Archive, cache: Path, read: list[int], name: str, spoil: Callable[[bytes], bytes]
) -> None:
    assert archive.verify(full=False) == ()
    (cache / name).write_bytes(spoil((cache / name).read_bytes()))
    read.clear()
    assert archive.verify(full=False) == ()
    assert read == EVERY


def test_a_memory_that_somebody_else_made_is_none(archive: Archive, tmp_path: Path) -> None:
    key = cache_key("0" * 64, None)
    theirs, ours = (Examined.load(tmp_path / name) for name in ("甲", "乙"))
    for one in (theirs, ours):
        one.add(key)
        one.save()
    assert key in Examined.load(tmp_path / "乙")
    (tmp_path / "甲" / "examined.bin").replace(tmp_path / "乙" / "examined.bin")
    assert key not in Examined.load(tmp_path / "乙")
    assert archive.verify() == ()


def test_another_version_of_the_program_remembers_nothing_of_this_one(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, examined = cache_key("0" * 64, [2021]), Examined.load()
    examined.add(key)
    examined.save()
    assert key in Examined.load()
    monkeypatch.setattr(sealed_file, "_build", lambda: "9.9.9")
    assert key not in Examined.load()
    assert cache.exists()


def test_a_link_in_place_of_the_memory_is_not_followed(
    archive: Archive, cache: Path, tmp_path: Path
) -> None:
    assert archive.verify(full=False) == ()
    for name in ("examined.bin", "examined.key"):
        aside = tmp_path / name
        (cache / name).replace(aside)
        (cache / name).symlink_to(aside)
    assert not Examined.load(cache)._known


def test_a_cache_that_cannot_be_written_does_no_harm(archive: Archive, cache: Path) -> None:
    cache.write_bytes(b"a file, where a folder should be")
    assert archive.verify(full=False) == ()
    assert cache.is_file()


def test_the_oldest_are_forgotten_first(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examined_module, "MOST", 3)
    for number in range(5):
        examined = Examined.load()
        examined.add(cache_key(str(number), None))
        examined.save()
    keys = [number for number in range(5) if cache_key(str(number), None) in Examined.load()]
    assert len(keys) == 3
    assert keys[-1] == 4
    assert (cache / "examined.bin").stat().st_size == 4 * 32


def test_thousands_are_read_by_workers_and_told_in_order(
    archive: Archive, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert CHUNK < FEW
    monkeypatch.setattr(verify_module, "FEW", 2)
    monkeypatch.setattr(verify_module, "CHUNK", 2)
    archive.database.execute("UPDATE evaluations SET project = '别的' WHERE id IN (2, 5)")
    archive.database.execute("UPDATE versions SET digest = '' WHERE evaluation IN (1, 4)")
    archive.database.commit()
    found = archive.verify(full=False)
    assert [sentence[:8] for sentence in found] == [f"第 {n} 号自评表第"[:8] for n in (1, 2, 4, 5)]
    assert archive.verify() == found
    assert list(cache.iterdir())
