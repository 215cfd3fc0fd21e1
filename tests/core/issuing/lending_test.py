"""What is lent to other programs is the owner's only, and is taken back."""

import os
from pathlib import Path

import pytest

from core.issuing import lending


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(lending, "cache_folder", lambda: tmp_path / "缓存")
    return tmp_path / "缓存"


def test_a_lent_file_lies_in_the_cache_for_its_owner_only(cache: Path) -> None:
    lent = lending.lend("1_../签章.pdf", b"%PDF")
    assert lent.read_bytes() == b"%PDF"
    assert lent.parent == cache / "扫描件"
    if os.name == "posix":
        assert lent.stat().st_mode & 0o777 == 0o600
        assert lent.parent.stat().st_mode & 0o777 == 0o700
    assert lending.lend("1_../签章.pdf", b"%PDF-2").read_bytes() == b"%PDF-2"


def test_it_is_taken_back(cache: Path) -> None:
    lending.take_back()
    lending.lend("签章.pdf", b"%PDF")
    lending.take_back()
    assert list(cache.iterdir()) == []
