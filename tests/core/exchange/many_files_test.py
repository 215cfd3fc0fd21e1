"""Many files at once: folders stand for what is in them, and no file stops the others."""

import errno
import os
from pathlib import Path
from threading import Event

import pytest
from msgspec.structs import replace

from core.exchange import many_files
from core.exchange.errors import CancelledError
from core.exchange.form_files import FormFile
from core.exchange.form_xlsx import form_xlsx
from core.exchange.many_files import RefusedFile, files_in, read_files
from core.model.selfeval import dumps
from core.sample import sample
from core.scoring.profile_file import profile_for
from tests.core.workers import pieces


def test_a_folder_stands_for_the_readable_files_in_it(tmp_path: Path) -> None:
    for name in ("乙.xlsx", "甲.json", "说明.txt", "~$乙.xlsx", ".藏.json", "下级/丙.pdf"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    alone = tmp_path / "说明.txt"
    found = [path.name for path in files_in([tmp_path, alone]) if isinstance(path, Path)]
    assert sorted(found[:-1]) == ["丙.pdf", "乙.xlsx", "甲.json"]
    assert found[-1] == "说明.txt"


def test_what_of_a_folder_is_not_looked_at_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(many_files, "MOST_FILES", 2)
    for number in range(2):
        (tmp_path / f"{number}.json").touch()
    assert all(isinstance(one, Path) for one in files_in([tmp_path]))
    (tmp_path / "2.json").touch()
    *files, left = files_in([tmp_path])
    assert len(files) == 2
    assert isinstance(left, RefusedFile)
    assert tmp_path.name in left.why
    assert "2 个" in left.why


def test_a_folder_that_may_not_be_looked_into_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("上级/1.json", "上级/下级/2.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(dumps(sample()), "utf-8")
    scan = os.scandir

    def refuse(folder: str) -> object:  # whoever runs the tests may look into every folder
        if folder.endswith("下级"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), folder)
        return scan(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    read, left = read_files([tmp_path])
    assert isinstance(read, FormFile)
    assert isinstance(left, RefusedFile)
    assert left.path == tmp_path / "上级" / "下级"
    assert "下级”没有读" in left.why


def test_what_cannot_be_read_stops_no_other_and_all_is_told(tmp_path: Path) -> None:
    (tmp_path / "1好.json").write_text(dumps(sample()), "utf-8")
    (tmp_path / "2坏.xlsx").write_bytes(b"PK\x03\x04 nothing")
    (tmp_path / "3好.json").write_text(dumps(sample()), "utf-8")
    told: list[tuple[int, int]] = []
    found = list(read_files([tmp_path], told=lambda *at: told.append(at)))
    assert [type(one) for one in found] == [FormFile, RefusedFile, FormFile]
    assert isinstance(found[1], RefusedFile)
    assert "2坏.xlsx" in found[1].why
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_it_ends_when_nobody_wants_it_any_more(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.json").write_text(dumps(sample()), "utf-8")
    cancel = Event()
    reading = read_files([tmp_path], cancel)
    next(reading)
    cancel.set()
    with pytest.raises(CancelledError):
        next(reading)
    with pytest.raises(CancelledError):
        list(files_in([tmp_path], cancel))


def test_many_are_read_by_workers_as_one_process_reads_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(6):
        form = replace(sample(), project=f"项目{number}")
        (tmp_path / f"{number}.json").write_text(dumps(form), "utf-8")
    (tmp_path / "1坏.xlsx").write_bytes(b"PK\x03\x04 nothing")
    (tmp_path / "2表.xlsx").write_bytes(form_xlsx(sample(), profile_for("")))
    alone = list(read_files([tmp_path]))
    monkeypatch.setattr(many_files, "MANY", 2)
    monkeypatch.setattr(many_files, "CHUNK", 3)
    told: list[tuple[int, int]] = []
    assert list(read_files([tmp_path], told=lambda *at: told.append(at))) == alone
    assert told == [(done, 8) for done in range(9)]


def test_files_beside_one_that_kills_its_worker_are_read_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        (tmp_path / f"{number}.json").write_text(dumps(sample()), "utf-8")
    monkeypatch.setattr(many_files, "MANY", 2)
    monkeypatch.setattr(many_files, "CHUNK", 2)
    monkeypatch.setattr(many_files, "read_chunk", pieces.stop_self)
    found = list(read_files([tmp_path]))
    assert [type(one) for one in found] == [FormFile] * 4


def test_workers_end_when_nobody_wants_them_any_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(9):
        (tmp_path / f"{number}.json").write_text(dumps(sample()), "utf-8")
    monkeypatch.setattr(many_files, "MANY", 2)
    cancel = Event()
    reading = read_files([tmp_path], cancel)
    next(reading)
    cancel.set()
    with pytest.raises(CancelledError):
        next(reading)
