"""An archive in a shared folder is told of once, and moves to this computer on a click."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox

from core.archive.archive import Archive
from core.archive.lock import locked
from core.places import BLANKS_FOLDER, DATA_VARIABLE, RETYPING_NAME, archive_file
from core.storage import storage_of
from tests.faults.forms import archive_in
from ui.app import place_for
from ui.safety.safekeeping import backup_folders
from ui.settings import Settings, load_settings


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive in 文档, which a program synchronises."""
    monkeypatch.delenv(DATA_VARIABLE, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(tmp_path / "OneDrive" / "文档"))
    folder = tmp_path / "OneDrive" / "文档" / "自评档案"
    folder.mkdir(parents=True)
    return archive_in(folder)


@pytest.fixture(params=[0])
def pressed(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    asked: list[str] = []

    def press(box: QMessageBox) -> int:
        asked.append(box.text())
        box.buttons()[request.param].click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", press)
    return asked


@pytest.mark.usefixtures("application")
def test_it_moves_and_is_found_again(shared: Path, pressed: list[str], tmp_path: Path) -> None:
    assert archive_file() == shared
    blanks = shared.parent / BLANKS_FOLDER
    blanks.mkdir()
    (blanks / "市局.xlsx").write_bytes(b"blank")
    (blanks / "链接.xlsx").symlink_to(shared)
    (shared.parent / RETYPING_NAME).write_bytes(b"{}")
    settings = Settings()
    moved, said = place_for(shared, settings)
    assert "OneDrive" in pressed[0]
    assert "已搬到本机" in said
    assert moved == tmp_path / "自评档案" / "自评档案.db" == archive_file()
    assert not storage_of(moved.parent).advice
    with Archive.open(moved) as archive:
        assert len(archive.list()) == 3
    there = [path.read_bytes() for path in (moved.parent / BLANKS_FOLDER).iterdir()]
    assert there == [b"blank"]
    assert (moved.parent / RETYPING_NAME).read_bytes() == b"{}"
    assert not shared.exists()
    (kept,) = shared.parent.glob("*.已搬到本机-*.db")
    with Archive.open(kept, read_only=True) as archive:
        assert len(archive.list()) == 3
    assert shared.parent in {place.parent for place in backup_folders(moved, settings)}
    assert load_settings(moved.parent).settings.second_places == settings.second_places


@pytest.mark.usefixtures("application")
@pytest.mark.parametrize("pressed", [1], indirect=True)
def test_it_stays_and_is_told_once(shared: Path, pressed: list[str]) -> None:
    settings = Settings()
    for _ in range(2):
        assert place_for(shared, settings) == (shared, "")
    assert len(pressed) == 1


@pytest.mark.usefixtures("application", "pressed")
def test_one_that_is_in_use_stays_where_it_is(shared: Path) -> None:
    with locked(shared):
        moved, said = place_for(shared, Settings())
    assert moved == shared
    assert said.startswith("没有搬到本机")
    assert shared.exists()


@pytest.mark.usefixtures("application")
def test_a_folder_that_was_named_is_only_told_of(
    shared: Path, pressed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(DATA_VARIABLE, str(shared.parent))
    moved, said = place_for(shared, Settings())
    assert (moved, pressed) == (shared, [])
    assert "OneDrive" in said
