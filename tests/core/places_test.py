"""Where the data lie, and what is said where there is no such place."""

import sys
from pathlib import Path

import pytest

from core.places import (
    DATA_VARIABLE,
    PORTABLE_MARKER,
    PlaceError,
    archive_file,
    cache_folder,
    data_folder,
    is_chosen,
)


def test_a_chosen_folder_counts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    assert archive_file().parent == tmp_path


def test_the_home_of_nobody_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATA_VARIABLE, "~没有这个人/数据")
    with pytest.raises(PlaceError, match=f"{DATA_VARIABLE}.*没有这个人"):
        data_folder()


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The folder of a built program."""
    folder = tmp_path / "自评通（便携）"
    folder.mkdir()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(folder / "zpt"))
    monkeypatch.delenv(DATA_VARIABLE, raising=False)
    return folder


def test_data_go_with_a_folder_that_is_marked_as_portable(program: Path) -> None:
    assert not is_chosen()
    assert not archive_file().is_relative_to(program)
    (program / PORTABLE_MARKER).touch()
    assert is_chosen()
    assert archive_file().parent == program / "数据"
    assert cache_folder().is_relative_to(program / "数据")


def test_the_variable_counts_before_the_marker(
    program: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (program / PORTABLE_MARKER).touch()
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    assert data_folder() == tmp_path
