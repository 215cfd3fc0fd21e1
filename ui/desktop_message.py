"""A sentence shown by whatever the desktop has, where our own window cannot open.

Knows no Qt and needs nothing but the standard library.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from core.home import home_folder

TITLE = "自评通"
FILE = "自评通打不开的原因.txt"

WAYS = (
    ("zenity", "--error", "--no-markup", "--title", TITLE, "--width", "480", "--text", "{}"),
    ("kdialog", "--title", TITLE, "--error", "{}"),
    ("notify-send", TITLE, "{}"),
)
"""Programs of desktops that show a sentence, the best first, with what they are told."""

PLAIN_WAY = ("xmessage", "-center", "-title", "zipingtong", "{}")
"""It is on most systems and shows the bytes of Chinese as other signs: only names and commands can
be read in it."""

AT_ONCE = 0.5
"""Seconds within which nobody reads and closes a dialog: a program that ends with an error sooner
has shown nothing."""


def show(sentence: str) -> None:
    """Show it in a dialog and wait until that is closed; without any, leave it in a text file."""
    if sys.platform.startswith("linux") and not any(_shown(way, sentence) for way in WAYS):
        write(sentence, folders())
        _shown(PLAIN_WAY, readable_anywhere(sentence))


def readable_anywhere(sentence: str) -> str:
    """What of a sentence any face can show: the names and commands in it, a line for each."""
    parts = (part.strip() for part in re.findall(r"[!-~][ -~]+", sentence))
    return "\n".join(("zipingtong cannot open its window:", *filter(None, parts)))


def write(sentence: str, places: list[Path]) -> None:
    """Leave the sentence in the first of these folders that takes it."""
    for folder in places:
        with suppress(OSError):
            (folder / FILE).write_text(sentence + "\n", encoding="utf-8")
            return


def folders() -> list[Path]:
    """Where somebody who opened the built program would look; nowhere for a checkout."""
    if not getattr(sys, "frozen", False):
        return []
    home = home_folder()
    return [Path(sys.executable).parent, *([home / "Desktop", home / "桌面", home] if home else [])]


def environment(own: Mapping[str, str]) -> dict[str, str]:
    """What a program of the system is started with: its own libraries, not those we brought."""
    theirs = {name: value for name, value in own.items() if name != "LD_LIBRARY_PATH"}
    before = own.get("LD_LIBRARY_PATH_ORIG")
    return {**theirs, "LD_LIBRARY_PATH": before} if before else theirs


def _shown(way: tuple[str, ...], sentence: str) -> bool:
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    command = [word.replace("{}", sentence) for word in way]
    begin = time.monotonic()
    try:
        ended = subprocess.run(  # noqa: S603  (one of WAYS)
            command, env=environment(os.environ), check=False,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        ).returncode  # fmt: skip
    except OSError:
        return False
    return ended == 0 or time.monotonic() - begin > AT_ONCE
