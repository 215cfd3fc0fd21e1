"""What is lent to the child that draws it is the owner's only, and is taken back."""

import os
from pathlib import Path

import pytest

from core.issuing import viewing_copies
from core.output import OutputError


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(viewing_copies, "cache_folder", lambda: tmp_path / "缓存")
    return tmp_path / "缓存"


def test_a_lent_file_lies_in_the_cache_for_its_owner_only(cache: Path) -> None:
    lent = viewing_copies.copy_for_viewing(b"%PDF")
    assert lent.read_bytes() == b"%PDF"
    assert lent.parent == cache / "扫描件"
    if os.name == "posix":
        assert lent.stat().st_mode & 0o777 == 0o600
        assert lent.parent.stat().st_mode & 0o777 == 0o700
    assert viewing_copies.copy_for_viewing(b"%PDF-2") != lent


def test_it_is_taken_back(cache: Path) -> None:
    viewing_copies.remove_copies()
    viewing_copies.remove_copy(viewing_copies.copy_for_viewing(b"%PDF"))
    assert list((cache / "扫描件").iterdir()) == []
    viewing_copies.copy_for_viewing(b"%PDF")
    viewing_copies.remove_copies()
    assert list(cache.iterdir()) == []


def test_where_nothing_can_be_lent_it_is_said(cache: Path) -> None:
    cache.write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(OutputError, match="无法写入"):
        viewing_copies.copy_for_viewing(b"%PDF")
