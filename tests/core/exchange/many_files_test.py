"""Many files at once: folders stand for what is in them, and no file stops the others."""

from pathlib import Path
from threading import Event

import pytest

from core.exchange.errors import CancelledError
from core.exchange.form_files import FormFile
from core.exchange.many_files import RefusedFile, files_in, read_files
from core.model.selfeval import dumps
from core.sample import sample


def test_a_folder_stands_for_the_readable_files_in_it(tmp_path: Path) -> None:
    for name in ("乙.xlsx", "甲.json", "说明.txt", "~$乙.xlsx", ".藏.json", "下级/丙.pdf"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    alone = tmp_path / "说明.txt"
    found = [path.name for path in files_in([tmp_path, alone])]
    assert sorted(found[:-1]) == ["丙.pdf", "乙.xlsx", "甲.json"]
    assert found[-1] == "说明.txt"


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
