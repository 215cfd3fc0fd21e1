"""Comfort is remembered, and its loss costs nothing."""

from pathlib import Path

import pytest

from ui.settings import NAME, Settings, load_settings, store_settings


def test_what_is_stored_comes_back(tmp_path: Path) -> None:
    settings = Settings(width=1366, left_open=False, evaluation=7, folder="文件夹")
    store_settings(tmp_path, settings)
    assert load_settings(tmp_path) == settings


@pytest.mark.parametrize("text", ["", "[]", "{", '{"width": "wide", "left": true, "x": 1}', "\0"])
def test_what_cannot_be_read_is_as_at_the_first_start(tmp_path: Path, text: str) -> None:
    (tmp_path / NAME).write_text(text, encoding="utf-8")
    assert load_settings(tmp_path) == Settings()


def test_nothing_fails_where_nothing_can_be_written(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "没有") == Settings()
    store_settings(tmp_path / "没有", Settings())
