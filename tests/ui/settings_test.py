"""Comfort is remembered, and its loss costs nothing."""

import json
import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as profile
from hypothesis import strategies as st
from msgspec.structs import asdict
from PySide6.QtCore import QObject, QStandardPaths
from pytestqt.qtbot import QtBot

from ui import settings_file
from ui.settings import NAME, FileUse, Settings, load_settings, store_settings
from ui.settings_file import SettingsFile

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=6,
)


def test_what_is_stored_comes_back(tmp_path: Path) -> None:
    kept = {str(tmp_path): "2026-01-02T03:04:05"}
    settings = Settings(width=1366, left_open=False, evaluation=7, folder="文件夹", zoom=1.3)
    settings.second_places, settings.second_kept = [str(tmp_path)], kept
    settings.second_asked = "2026-01-02"
    settings.margins, settings.duplex = [30.0, 12.5, 18.0, 20.0], True
    store_settings(tmp_path, settings)
    assert load_settings(tmp_path) == (settings, "")


@pytest.mark.parametrize(
    "text",
    [
        *("", "[]", "{", "\0", "null", "[" * 100_000, '{"a":' * 100_000, "1" * 50_000),
        *('{"zoom": NaN}', '{"zoom": Infinity}', '{"zoom": 1e300}', '{"width": -5}'),
        *('{"evaluation": 99999999999999999999}', '{"width": "wide"}', '{"chrome": "<b>"}'),
        *('{"margins": [28, 5, 18, 18]}', '{"margins": [28]}', '{"margins": [28, "15", 18, 18]}'),
        *('{"second_kept": {"/a": "yesterday"}}', '{"second_places": ["relative"]}'),
        json.dumps({"second_places": [f"/x/{number}" for number in range(20_000)]}),
        json.dumps({"folder": "/" * 100_000}),
        json.dumps({"folder": "a\0b"}),
        " " * 2_000_000,
    ],
)
def test_what_cannot_be_used_is_as_at_the_first_start_and_kept(tmp_path: Path, text: str) -> None:
    (tmp_path / NAME).write_text(text, encoding="utf-8")
    loaded, sentence = load_settings(tmp_path)
    assert loaded == Settings()
    (kept,) = tmp_path.iterdir()
    assert kept.name != NAME
    assert kept.name in sentence
    assert kept.read_text(encoding="utf-8") == text
    assert "\n" not in sentence


def test_what_else_is_in_the_file_is_used(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text('{"zoom": NaN, "width": 1000, "later": {}}', encoding="utf-8")
    assert load_settings(tmp_path).settings == Settings(width=1000)


@pytest.mark.skipif(os.name != "posix", reason="links and pipes of POSIX")
def test_what_is_no_file_is_set_aside_unopened(tmp_path: Path) -> None:
    other = tmp_path / "别处"
    other.write_text('{"width": 1000}', encoding="utf-8")
    for make in (
        Path.mkdir,
        os.mkfifo,
        lambda path: path.symlink_to(other),
        lambda path: path.symlink_to("/dev/zero"),
        lambda path: path.symlink_to(path),
    ):
        make(tmp_path / NAME)
        loaded, sentence = load_settings(tmp_path)
        assert (loaded, sentence[:6]) == (Settings(), "窗口设置文件")
        store_settings(tmp_path, Settings(width=1234))
        assert load_settings(tmp_path) == (Settings(width=1234), "")
        (tmp_path / NAME).unlink()
    assert other.read_text(encoding="utf-8") == '{"width": 1000}'


def test_a_link_that_came_since_is_not_written_through(tmp_path: Path) -> None:
    other = tmp_path / "别处"
    other.write_text("kept", encoding="utf-8")
    (tmp_path / NAME).symlink_to(other)
    store_settings(tmp_path, Settings())
    assert other.read_text(encoding="utf-8") == "kept"


@profile(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(Settings.__struct_fields__), anything)
def test_any_value_of_any_setting_is_in_its_range_or_not_taken(
    tmp_path: Path, name: str, value: object
) -> None:
    (tmp_path / NAME).write_text(json.dumps({name: value}), encoding="utf-8")
    loaded = load_settings(tmp_path).settings
    store_settings(tmp_path, loaded)
    assert load_settings(tmp_path) == (loaded, "")
    for path in tmp_path.iterdir():
        path.unlink()


def test_nothing_fails_where_nothing_can_be_written(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "没有") == (Settings(), "")
    store_settings(tmp_path / "没有", Settings(folder="\ud800"))
    store_settings(tmp_path, Settings(folder="\ud800"))
    assert asdict(load_settings(tmp_path).settings)["folder"] == "?"


@pytest.mark.skipif(sys.platform != "linux", reason="Linux shows itself as files")
def test_no_dialog_begins_in_what_the_system_shows_of_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(tmp_path))
    way = tmp_path / "way"
    way.symlink_to("/proc/self")
    for folder in (Path("/proc"), Path("/proc/self/fd"), Path("/sys"), Path("/dev"), way):
        settings.note_folder(FileUse.SCAN, folder)
        assert settings.start_of(FileUse.SCAN) == str(tmp_path)


def test_each_kind_of_file_begins_where_it_was_last_else_in_documents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings, documents = Settings(), tmp_path / "文档"
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(documents))
    assert settings.start_of(FileUse.SCAN) == str(Path.home())
    documents.mkdir()
    assert settings.start_of(FileUse.SCAN) == str(documents)
    scans, papers = tmp_path / "扫描件", tmp_path / "导出"
    for folder in (scans, papers):
        folder.mkdir()
    settings.note_folder(FileUse.SCAN, scans)
    assert settings.start_of(FileUse.EXPORT) == str(scans)
    settings.note_folder(FileUse.EXPORT, papers)
    assert settings.start_of(FileUse.SCAN) == str(scans)
    assert settings.start_of(FileUse.EXPORT) == str(papers)
    papers.rmdir()  # a stick that was taken out
    assert settings.start_of(FileUse.EXPORT) == str(documents)


def test_a_change_is_stored_while_the_window_stands(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings_file, "PAUSE", 0)
    settings, window = Settings(), QObject()
    SettingsFile(tmp_path, settings, window).begin()
    settings.person = "李芳"
    settings.keys["check"] = "F6"
    qtbot.waitUntil(lambda: load_settings(tmp_path) == (settings, ""))
    window.deleteLater()


def test_settings_that_are_as_before_are_not_written_again(tmp_path: Path, qtbot: QtBot) -> None:
    del qtbot
    settings, window = Settings(), QObject()
    keeper = SettingsFile(tmp_path, settings, window)
    keeper.store()
    assert not (tmp_path / NAME).exists()
    settings.folders["export"] = "表"
    keeper.store()
    before = (tmp_path / NAME).stat().st_ino
    keeper.store()
    assert (tmp_path / NAME).stat().st_ino == before


def test_settings_that_could_not_be_written_are_written_later(tmp_path: Path, qtbot: QtBot) -> None:
    del qtbot
    folder, settings, window = tmp_path / "数据", Settings(), QObject()
    keeper = SettingsFile(folder, settings, window)
    settings.person = "李芳"
    keeper.store()
    folder.mkdir()
    keeper.store()
    assert load_settings(folder).settings.person == "李芳"
