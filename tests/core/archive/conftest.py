"""Two places for backups: one beside the archive, one on a stick."""

from pathlib import Path

import pytest


@pytest.fixture
def places(tmp_path: Path) -> list[Path]:
    (tmp_path / "U盘").mkdir()
    return [tmp_path / "备份", tmp_path / "U盘" / "备份"]
