"""Where the data lie, and what is said where there is no such place."""

from pathlib import Path

import pytest

from core.places import DATA_VARIABLE, PlaceError, archive_file, data_folder


def test_a_chosen_folder_counts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    assert archive_file().parent == tmp_path


def test_the_home_of_nobody_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATA_VARIABLE, "~没有这个人/数据")
    with pytest.raises(PlaceError, match=f"{DATA_VARIABLE}.*没有这个人"):
        data_folder()
