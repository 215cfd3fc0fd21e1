"""Chinese typed with the real fcitx5 and ibus into a field of the program's, on a real display.

    make input-methods

On X11, and on Wayland in a weston that is itself a window of that X11.  Each session has a display,
a bus and a home folder of its own.  Wanted: Xvfb, openbox, xdotool, weston, dbus-run-session and
the two input methods with their pinyin; what is missing is named.  It is no part of ``make test``:
no office machine and no build machine has all of them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

TOOLS = (
    *("Xvfb", "xvfb-run", "openbox", "xdotool", "weston", "dbus-run-session"),
    *("fcitx5", "ibus-daemon"),
)
PACKAGES = (
    "xvfb openbox xdotool weston dbus fcitx5 fcitx5-chinese-addons ibus ibus-libpinyin"
    " fonts-noto-cjk"
)
WANTED = "测试"
PATIENCE = 20.0
"""Seconds until an input method, the window or a text must be there."""

PROFILE = """\
[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin
[Groups/0/Items/0]
Name=pinyin
[GroupOrder]
0=Default
"""

NAMED: tuple[dict[str, str], ...] = (
    {},
    {"QT_IM_MODULE": "fcitx"},
    {"QT_IM_MODULE": "fcitx5"},
    {"QT_IM_MODULES": "wayland;fcitx"},
)
SHELLS = ("desktop-shell.so", "kiosk-shell.so")
"""Of weston: the first offers to pass texts on, with nobody behind it; the second does not."""
WAYLAND = {"QT_QPA_PLATFORM": "wayland", "XDG_SESSION_TYPE": "wayland"}
SESSIONS = [
    (server, shell, named)
    for server in ("fcitx5", "fcitx5 alone", "ibus")
    for shell, given in (("", NAMED), *((shell, NAMED[:1]) for shell in SHELLS))
    for named in given
]


def main() -> int:
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        print(f"missing: {', '.join(missing)}; sudo apt-get install {PACKAGES}")
        return 2
    failed = 0
    for server, shell, named in SESSIONS:
        typed = _session(server, shell, named)
        failed += typed != WANTED
        said = " ".join(f"{name}={value}" for name, value in named.items()) or "nothing named"
        where = shell or "X11"
        print(
            f"{server:13} {where:17} {said:34} {typed!r:10} {'ok' if typed == WANTED else 'FAILED'}"
        )
    return 1 if failed else 0


def _session(server: str, shell: str, named: dict[str, str]) -> str:
    """What a field holds after c e s h i and a space, in a session of this input method."""
    with tempfile.TemporaryDirectory(prefix="input-") as folder:
        home = Path(folder)
        profile = home / ".config" / "fcitx5" / "profile"
        profile.parent.mkdir(parents=True)
        profile.write_text(PROFILE)
        (home / "run").mkdir(mode=0o700)
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith("QT_")
        }
        environment |= {"HOME": folder, "XDG_RUNTIME_DIR": str(home / "run"), "LANG": "C.UTF-8"}
        if server == "fcitx5 alone":
            environment["PATH"] = _path_without("ibus-daemon", home)
        command = [sys.executable, "-m", "tests.bench.input_methods", "--inside", server, shell]
        run = subprocess.run(
            ["xvfb-run", "--auto-servernum", "dbus-run-session", "--", *command],
            env=environment | named, capture_output=True, text=True, check=False,
        )  # fmt: skip
        lines = run.stdout.splitlines()
        return lines[-1] if lines else f"({run.stderr.strip()[-60:]})"


def _path_without(program: str, home: Path) -> str:
    """A folder of links to all programs but one: the search path of a machine that lacks it."""
    links = home / "bin"
    links.mkdir()
    for folder in os.environ["PATH"].split(os.pathsep):
        for file in Path(folder).glob("*"):
            if file.name != program and not (links / file.name).exists():
                (links / file.name).symlink_to(file)
    return str(links)


def _inside(server: str, shell: str) -> int:
    """In the session: the input method, a window manager, the window, and the keys."""
    kept = [subprocess.Popen(["openbox"])]
    window = ["xdotool", "search", "--name", "Weston Compositor" if shell else "输入法"]
    environment = dict(os.environ)
    if shell:
        weston = ["weston", "--backend=x11-backend.so", f"--shell={shell}", "--socket=wayland-t"]
        kept.append(subprocess.Popen(weston, stderr=subprocess.DEVNULL))
        _wait_for(Path(os.environ["XDG_RUNTIME_DIR"], "wayland-t").exists)
        environment |= WAYLAND | {"WAYLAND_DISPLAY": "wayland-t"}
    try:
        if server == "ibus":
            kept.append(subprocess.Popen(["ibus-daemon", "--xim", "--panel", "disable"]))
            _wait_for(lambda: _succeeds(["ibus", "engine", "libpinyin"]))
        else:
            kept.append(subprocess.Popen(["fcitx5"], stderr=subprocess.DEVNULL))
            owner = ["fcitx5-remote"]
            _wait_for(lambda: _succeeds(owner))
        kept.append(subprocess.Popen([sys.executable, __file__, "--window"], env=environment))
        _wait_for(lambda: _succeeds(window))
        _succeeds([*window, "windowactivate", "--sync"])
        text = Path(os.environ["XDG_RUNTIME_DIR"], "text")
        _wait_for(text.exists)
        _succeeds(["xdotool", "type", "--delay", "150", "ceshi"])
        _succeeds(["xdotool", "key", "space"])
        _wait_for(lambda: WANTED in text.read_text() or " " in text.read_text())
        print(text.read_text())
    finally:
        for process in reversed(kept):
            process.terminate()
            process.wait()
    return 0


def _succeeds(command: list[str]) -> bool:
    run = subprocess.run(command, capture_output=True, check=False, timeout=PATIENCE)
    return run.returncode == 0


def _wait_for(true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and not true():
        time.sleep(0.1)


def _window() -> None:
    """A field of the program's, whose text is written down as it changes."""
    from PySide6.QtWidgets import QLineEdit

    from ui.app import make_application

    application = make_application(["自评通"])
    field = QLineEdit()
    text = Path(os.environ["XDG_RUNTIME_DIR"], "text")
    field.textChanged.connect(text.write_text)
    field.setWindowTitle("输入法")
    field.resize(400, 60)
    field.show()
    field.activateWindow()
    field.setFocus()
    text.write_text("")
    application.exec()


if __name__ == "__main__":
    if "--inside" in sys.argv:
        sys.exit(_inside(*sys.argv[-2:]))
    if "--window" in sys.argv:
        sys.path.insert(0, str(Path(__file__).parents[2]))
        _window()
    else:
        sys.exit(main())
