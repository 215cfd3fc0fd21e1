"""Where the data lie, and what is said where there is no such place."""

import os
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from core.archive.examined import Examined
from core.diagnosis import diagnosis
from core.home import home_folder
from core.places import (
    DATA_VARIABLE,
    PORTABLE_MARKER,
    PlaceError,
    archive_file,
    cache_folder,
    data_folder,
    is_chosen,
)
from core.report.installed import font_folders
from core.storage import local_folder


def test_a_chosen_folder_counts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    assert archive_file().parent == tmp_path


def test_the_home_of_nobody_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATA_VARIABLE, "~没有这个人/数据")
    with pytest.raises(PlaceError, match=f"{DATA_VARIABLE}.*没有这个人"):
        data_folder()


@pytest.fixture
def nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """A user without a name, as a service has it in a container."""
    import pwd

    for name in list(os.environ):
        if name == "HOME" or name.startswith("XDG_"):
            monkeypatch.delenv(name)
    monkeypatch.delenv(DATA_VARIABLE, raising=False)

    def unknown(number: int) -> None:
        raise KeyError(f"getpwuid(): uid not found: {number}")

    monkeypatch.setattr(pwd, "getpwuid", unknown)


@pytest.mark.usefixtures("nobody")
@pytest.mark.skipif(sys.platform != "linux", reason="these variables are of Linux")
@pytest.mark.parametrize("named", ["", "cache", "./cache", "~/cache"])
def test_no_cache_is_named_from_the_current_folder_on(
    named: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", named)
    folder = cache_folder()
    assert folder.is_absolute()
    with suppress(OSError):
        folder.mkdir(parents=True)
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("nobody")
@pytest.mark.skipif(sys.platform != "linux", reason="the number of a user is of Linux")
def test_who_has_no_home_has_no_folder_of_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert home_folder() is None
    assert local_folder() is None
    assert all(folder.is_absolute() for folder in font_folders())
    with pytest.raises(PlaceError, match="这个用户的“文档”"):
        archive_file()
    assert "找不到这个用户的“文档”文件夹" in diagnosis(None)
    examined = Examined.load()
    examined.add(b"key")
    examined.save()
    assert not list(tmp_path.iterdir())


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
