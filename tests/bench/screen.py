"""An X display whose pixels are looked at from outside, so that all programs are timed alike.

Xvfb keeps its picture in a file (X window dump) that is mapped here; looking costs the program
under test nothing.
"""

from __future__ import annotations

import mmap
import os
import shutil
import signal
import struct
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SIZE = (1440, 900)
STEP = 61
"""One pixel out of so many is compared: enough of each letter, little of our own time."""
ALIKE = 0.97
"""A picture with so much of the final one is painted: cursors blink, a notice may come later."""
BLINK = 0.003
"""A picture that differs in no more than so much is the same one."""
LOOK = 0.003
STILL = 1.0
"""Seconds without change after which a picture is the final one."""
PATIENCE = 60.0


class ScreenError(Exception):
    """There is no Xvfb, or nothing came to stand on the screen."""


@dataclass(frozen=True, slots=True)
class Screen:
    """A display and the file that holds its picture."""

    name: str
    picture: mmap.mmap

    def look(self) -> memoryview:
        """The pixels compared, of four bytes each."""
        header = struct.unpack_from(">20I", self.picture)
        start = header[0] + header[19] * 12
        size = header[12] * header[5]
        pixels = memoryview(self.picture)[start : start + size].cast("I")
        return memoryview(pixels[::STEP].tobytes()).cast("I")


@contextmanager
def screen(folder: Path) -> Iterator[Screen]:
    """A display that stands while the block runs. Raises ``ScreenError`` without Xvfb."""
    program = shutil.which("Xvfb")
    if program is None:
        message = "Xvfb is not here"
        raise ScreenError(message)
    width, height = SIZE
    command = [program, "-displayfd", "1", "-fbdir", str(folder), "-nolisten", "tcp"]
    command += ["-noreset", "-screen", "0", f"{width}x{height}x24"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
        assert server.stdout is not None
        try:
            name = f":{int(server.stdout.readline())}"
            with (folder / "Xvfb_screen0").open("rb") as file:
                yield Screen(name, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        finally:
            server.terminate()


@contextmanager
def shown(
    on: Screen, command: Sequence[str | Path], environment: Mapping[str, str], final: memoryview
) -> Iterator[float]:
    """Start a program; the seconds until the screen looks like ``final``.

    The program is ended with the block. Raises ``ScreenError`` where it never looks so.
    """
    ground = on.look()
    # What no program paints is no sign of it.
    painted = [at for at, pixel in enumerate(final) if pixel != ground[at]]
    with _started(on, command, environment) as (process, begin):
        while True:
            now = on.look()
            took = time.perf_counter() - begin
            if sum(now[at] == final[at] for at in painted) >= ALIKE * len(painted):
                break
            if took > PATIENCE or process.poll() is not None:
                message = f"{command[0]} shows something else, or nothing"
                raise ScreenError(message)
            time.sleep(LOOK)
        yield took


@contextmanager
def settled(
    on: Screen, command: Sequence[str | Path], environment: Mapping[str, str]
) -> Iterator[tuple[memoryview, int]]:
    """Start a program; how the screen looks once all is shown that comes by itself; its process.

    The program is ended with the block. Raises ``ScreenError`` where nothing is shown.
    """
    ground = on.look()
    with _started(on, command, environment) as (process, begin):
        last, since = ground, begin
        while True:
            now = on.look()
            moment = time.perf_counter()
            differs = sum(one != other for one, other in zip(now, last, strict=True))
            if differs > len(now) * BLINK:
                last, since = now, moment
            elif last != ground and moment - since > STILL:
                break
            if moment - begin > PATIENCE or process.poll() is not None:
                message = f"{command[0]} shows nothing that stays"
                raise ScreenError(message)
            time.sleep(LOOK * 10)
        yield last, process.pid


@contextmanager
def _started(
    on: Screen, command: Sequence[str | Path], environment: Mapping[str, str]
) -> Iterator[tuple[subprocess.Popen[bytes], float]]:
    """A program on the display for as long as the block runs; when it was started."""
    given = {**environment, "DISPLAY": on.name}
    ground = on.look()
    begin = time.perf_counter()
    with subprocess.Popen(
        [str(part) for part in command], env=given,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    ) as process:  # fmt: skip
        try:
            yield process, begin
        finally:
            os.killpg(process.pid, signal.SIGTERM)  # some programs are started by a script
    end = time.perf_counter() + PATIENCE
    while on.look() != ground and time.perf_counter() < end:  # its window goes with it
        time.sleep(LOOK)
