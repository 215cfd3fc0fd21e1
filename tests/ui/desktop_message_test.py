"""Where the window cannot open and nobody reads standard error, the desktop says why."""

import os
from pathlib import Path

import pytest

from ui import desktop_message
from ui.display import NO_LIBRARY


@pytest.fixture
def programs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder of programs, the only one of the path, on a display."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("DISPLAY", ":987")
    return tmp_path


def install(folder: Path, name: str, body: str) -> None:
    program = folder / name
    program.write_text(f"#!/bin/sh\n{body}\n")
    program.chmod(0o755)


def test_the_first_dialog_of_the_desktop_shows_the_sentence(programs: Path) -> None:
    told = programs / "told"
    install(programs, "kdialog", f'echo "$4" >> {told}; echo "$LD_LIBRARY_PATH" >> {told}')
    install(programs, "notify-send", f"echo more >> {told}")
    desktop_message.show("缺少 libGL.so.1")
    assert told.read_text(encoding="utf-8").splitlines() == ["缺少 libGL.so.1", ""]


def test_one_that_fails_at_once_gives_way_to_the_next(programs: Path) -> None:
    told = programs / "told"
    install(programs, "zenity", "exit 1")
    install(programs, "notify-send", f'echo "$2" > {told}')
    desktop_message.show("缺少 libGL.so.1")
    assert told.read_text(encoding="utf-8") == "缺少 libGL.so.1\n"


def test_what_cannot_show_chinese_is_told_names_and_commands(
    programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = programs / "told"
    install(programs, "xmessage", f'echo "$4" > {told}')
    monkeypatch.setattr(desktop_message, "folders", lambda: [programs])
    sentence = NO_LIBRARY.format("libGL.so.1", "libgl1")
    desktop_message.show(sentence)
    text = told.read_text(encoding="ascii")
    assert text.splitlines()[1:] == ["libGL.so.1", "sudo apt-get install libgl1"]
    assert (programs / desktop_message.FILE).read_text(encoding="utf-8") == f"{sentence}\n"


def test_without_any_the_reason_is_left_in_a_file(
    programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    readable = programs / "程序"
    readable.mkdir()
    absent = programs / "没有"
    monkeypatch.setattr(desktop_message, "folders", lambda: [absent, readable])
    desktop_message.show("缺少 libGL.so.1")
    left = readable / desktop_message.FILE
    assert left.read_text(encoding="utf-8") == "缺少 libGL.so.1\n"


def test_a_checkout_is_not_written_into() -> None:
    assert desktop_message.folders() == []


def test_programs_of_the_system_load_their_own_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", "/brought")
    assert "LD_LIBRARY_PATH" not in desktop_message.environment(os.environ)
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/theirs")
    assert desktop_message.environment(os.environ)["LD_LIBRARY_PATH"] == "/theirs"
