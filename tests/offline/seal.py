"""A process that Linux kills at its first socket, whoever asks for it: Python, Qt or SQLite.

That is done by a filter of system calls (seccomp), which needs no power and no program.
"""

from __future__ import annotations

import ctypes
import platform
import struct
import sys

PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, FILTER = 38, 22, 2
LOAD, EQUAL, RETURN = 0x20, 0x15, 0x06
NUMBER_AT, MACHINE_AT = 0, 4
ALLOW, KILL = 0x7FFF0000, 0x80000000
MACHINES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""How the kernel calls the machine, and its number of ``socket``."""


def seal() -> bool:
    """Let no socket be made from now on; ``False`` where this system cannot do that."""
    machine = MACHINES.get(platform.machine())
    if sys.platform != "linux" or machine is None:
        return False
    name, socket = machine
    steps = (
        (LOAD, 0, 0, MACHINE_AT),
        (EQUAL, 0, 3, name),
        (LOAD, 0, 0, NUMBER_AT),
        (EQUAL, 0, 1, socket),
        (RETURN, 0, 0, KILL),
        (RETURN, 0, 0, ALLOW),
    )
    program = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *one) for one in steps))
    header = ctypes.create_string_buffer(struct.pack("@HP", len(steps), ctypes.addressof(program)))
    prctl = ctypes.CDLL(None).prctl
    done = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), prctl(PR_SET_SECCOMP, FILTER, header, 0, 0)
    return done == (0, 0)
