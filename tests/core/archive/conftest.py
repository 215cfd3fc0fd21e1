"""An archive with one form, and two places for its backups: beside it, and on a stick."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.archive.archive import Archive
from core.archive.records import Summary
from core.sample import sample

FIGURES = Summary("96.70", "100.00", "优", "0.969976", 0, 5)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "自评档案.db") as store:
        store.add(sample(), FIGURES)
        yield store


@pytest.fixture
def places(tmp_path: Path) -> list[Path]:
    (tmp_path / "U盘").mkdir()
    return [tmp_path / "备份", tmp_path / "U盘" / "备份"]
