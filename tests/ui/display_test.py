"""Where no window can be shown, one sentence says so, and what to do."""

import ast
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import PySide6
import pytest

from ui import display

ROOT = Path(__file__).parents[2]
QT = Path(PySide6.__file__).parent / "Qt"

# Elsewhere a window can always be shown, and a skipped test would count as failed.
__test__ = sys.platform.startswith("linux")


@pytest.fixture(autouse=True)
def no_session(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("ZIPINGTONG_DATA", str(tmp_path / "data"))


def refused(*options: str, path: str = "") -> str:
    """Start the window in a process of its own; what it says before it ends."""
    environment = {**os.environ, "PYTHONPATH": path, "LC_ALL": "C"}
    run = subprocess.run(
        [sys.executable, *options, "main.py"],
        cwd=ROOT, env=environment, capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    said = run.stderr.decode()
    assert (run.returncode, run.stdout, said.count("\n")) == (2, b"", 1), said
    return said.rstrip()


def test_no_display_is_said() -> None:
    assert refused() == display.NO_DISPLAY


@pytest.mark.parametrize(
    ("name", "value"),
    [("DISPLAY", ":987"), ("QT_QPA_PLATFORM", "xcb"), ("QT_QPA_PLATFORM", "dxcb;xcb:x")],
)
def test_a_display_that_does_not_answer_is_none(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    assert refused() == display.NO_DISPLAY


def test_a_missing_library_is_named_with_its_package(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A copy of Qt's plug-in that asks for a library of a name that nowhere exists."""
    qt = tmp_path / "PySide6" / "Qt"
    plugins = qt / "plugins" / "platforms"
    plugins.mkdir(parents=True)
    (tmp_path / "PySide6" / "__init__.py").touch()
    (qt / "lib").mkdir()
    for library in (QT / "lib").iterdir():
        if library.name != "libQt6XcbQpa.so.6":
            (qt / "lib" / library.name).symlink_to(library)
    plugin = "plugins/platforms/libqxcb.so"
    (qt / plugin).write_bytes((QT / plugin).read_bytes())
    program = (QT / "lib" / "libQt6XcbQpa.so.6").read_bytes()
    absent = program.replace(b"libxcb-cursor.so.0", b"libxcb-cursor.so.9")
    assert absent != program
    (qt / "lib" / "libQt6XcbQpa.so.6").write_bytes(absent)
    monkeypatch.setenv("DISPLAY", ":987")
    said = refused(path=str(tmp_path))
    assert said == display.NO_LIBRARY.format("libxcb-cursor.so.9", "libxcb-cursor9")


def test_a_library_that_only_a_part_left_out_wants_is_not_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "Qt" / "lib").mkdir(parents=True)
    spec = SimpleNamespace(submodule_search_locations=[str(tmp_path)])
    monkeypatch.setattr(display, "find_spec", lambda _: spec)

    def load(name: str) -> None:
        if name.startswith("libgssapi"):
            raise OSError(f"{name}: cannot open shared object file: No such file or directory")

    monkeypatch.setattr("ctypes.CDLL", load)
    assert display.missing_libraries() == []
    (tmp_path / "Qt" / "lib" / "libQt6Network.so.6").touch()
    assert display.missing_libraries() == ["libgssapi_krb5.so.2"]


def test_without_the_packages_the_command_that_sets_them_up_is_named() -> None:
    # -S leaves out the packages of the environment.
    assert refused("-S") == display.NOT_SET_UP.format("缺 PySide6")
    assert "make run" in display.NOT_SET_UP


def test_a_platform_of_another_qt_is_not_meant_for_this_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Desktops name their own plug-in for all programs: UOS has ``dxcb``."""
    monkeypatch.setenv("QT_QPA_PLATFORM", "dxcb")
    assert display.obstacle() == display.NO_DISPLAY
    assert "QT_QPA_PLATFORM" not in os.environ
    monkeypatch.setenv("QT_QPA_PLATFORM", "dxcb;offscreen")
    assert not display.obstacle()


def test_only_what_the_loader_misses_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """One missing library keeps those from loading that link to it; they are not missing."""

    def load(name: str) -> None:
        if name.startswith("libxcb-"):
            told = "libxcb.so.1: cannot open shared object file: No such file or directory"
            # As in the built program, whose ctypes hides what the loader said.
            raise OSError(f"Failed to load {name}") from OSError(told)

    monkeypatch.setattr("ctypes.CDLL", load)
    said = display.lack(ImportError("libxcb.so.1: cannot open shared object file: …"))
    assert said == display.NO_LIBRARY.format("libxcb.so.1", "libxcb1")


def test_nothing_stands_in_the_way_of_a_platform_without_a_display(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb;offscreen")
    assert not display.obstacle()


def test_an_error_of_loading_becomes_a_sentence_and_our_own_mistake_does_not() -> None:
    missing = ImportError(
        "libEGL.so.77: cannot open shared object file: No such file or directory",
        name="PySide6.QtGui",
    )
    assert "apt-get install libegl77" in display.lack(missing)
    assert "缺 sqlite_utils" in display.lack(ModuleNotFoundError(name="sqlite_utils"))
    old = ImportError("libc.so.6: version `GLIBC_2.28' not found", name="PySide6.QtCore")
    assert "不能加载（libc.so.6" in display.lack(old)
    with pytest.raises(ImportError, match="cannot import name 'nowhere'"):
        display.lack(ImportError("cannot import name 'nowhere'", name="ui.app"))


def test_packages_are_called_as_set_up_calls_them() -> None:
    set_up = (ROOT / "packaging" / "set_up.py").read_text(encoding="utf-8")
    names = {display.debian_package(library) for library in display.LIBRARIES}
    assert names <= set(set_up.split()), names - set(set_up.split())


def test_an_old_python_can_read_what_refuses_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("main.py", "ui/__init__.py", "ui/display.py"):
        ast.parse((ROOT / name).read_text(encoding="utf-8"), feature_version=(3, 7))
    monkeypatch.setattr(sys, "version_info", (3, 7, 3, "final", 0))
    assert display.obstacle() == display.OLD_PYTHON.format(3, 7)
