"""The door: without arguments the window opens, with arguments a command is done."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

from core.foreign import CHILD_COMMAND
from core.workers import WORKER_COMMAND

OPEN = "open"
"""The word by which a desktop hands over the files that somebody opens with the program."""
DIAGNOSE = "--diagnose"
"""Prints a page about this computer, for whoever is called to help; loads no Qt."""


def main() -> int:
    """Open the window or do a command; the exit status."""
    _insist_on_utf8()
    arguments = sys.argv[1:]
    if not arguments or arguments[0] == OPEN or sys.version_info < (3, 11):
        return _open_window(arguments[1:])
    if arguments == [DIAGNOSE]:
        return _diagnose()
    if arguments == [CHILD_COMMAND]:
        from core.exchange.foreign_readers import main as read_foreign_files

        return read_foreign_files()
    if arguments == [WORKER_COMMAND]:
        from core.workers.worker import main as work

        return work()
    # A command is a short life: looking for garbage all the time takes a tenth of a long print.
    gc.set_threshold(70_000, 10, 10)
    from core.command_line import main as do

    return do(arguments, _draw)


def _insist_on_utf8() -> None:
    """Begin anew in Python's UTF-8 mode where the locale is another (``LANG=zh_CN.GB18030``).

    The names of our own files are UTF-8.  Paths on the command line stay the very bytes that were
    typed.
    """
    named = sys.getfilesystemencoding().replace("-", "").lower()
    if os.name != "posix" or named == "utf8" or sys.flags.utf8_mode:
        return
    try:
        # The bytes themselves, where the system tells them: not every encoding gives them back.
        told = Path("/proc/self/cmdline")
        given = (
            told.read_bytes().split(b"\0")[1:-1]
            if told.exists()
            else list(map(os.fsencode, sys.orig_argv[1:]))
        )
        program = os.fsencode(sys.executable)
    except (OSError, UnicodeError):
        return
    os.environ["PYTHONUTF8"] = "1"
    os.execv(program, [program, b"-X", b"utf8", *given])  # noqa: S606  (this very program)


def _open_window(files: list[str]) -> int:
    # Looking for garbage takes a tenth of the start and finds none; ui.garbage does it later.
    gc.disable()
    from ui import display

    try:
        sentence = display.obstacle()
        if sentence:
            return display.refuse(sentence)
        from ui.app import run
    except ImportError as error:
        return display.refuse(display.lack(error))
    return run(sys.argv[:1], [Path(name).absolute() for name in files])


def _diagnose() -> int:
    from core.diagnosis import diagnosis
    from ui.surroundings import surroundings

    sys.stdout.buffer.write(diagnosis(None, surroundings()).encode())
    return 0


def _draw(archive: Path, evaluation: int, picture: Path) -> None:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # Qt wants a UTF-8 locale and complains at length of none.
    os.environ.setdefault("LANG", "C.UTF-8")
    try:
        from ui.app import save_picture
    except ImportError as error:
        from core.commands.answer import CommandError
        from ui import display

        raise CommandError(display.lack(error)) from error
    save_picture(archive, evaluation, picture)


if __name__ == "__main__":
    sys.exit(main())
