"""What a day of use asks of the system, written down by the system itself (strace, on Linux)."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

from core.foreign import CHILD_COMMAND
from core.workers import WORKER_COMMAND
from tests.faults.tally import Tally
from tests.offline.computer import Computer, outside
from tests.offline.folders import CHOSEN, STICK

CALLS = (
    *("network", "open", "openat", "openat2", "creat", "mkdir", "mkdirat", "mknod", "mknodat"),
    *("rename", "renameat", "renameat2", "unlink", "unlinkat", "rmdir", "link", "linkat"),
    *("symlink", "symlinkat", "truncate", "chmod", "fchmodat", "utimensat", "execve"),
)
_CALL = re.compile(r"^\d+ +(?:<\.\.\. )?(\w+)[( ]")
_TEXT = re.compile(r'(?:<((?:[^<>]|\\74|\\76)*)>, )?"((?:[^"\\]|\\.)*)"')
_OCTAL = re.compile(rb"\\([0-7]{1,3})")
_WRITING = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC")
_NETWORK = re.compile(r"socket|connect|bind|listen|accept|send(to|msg|mmsg)|recv(from|msg|mmsg)")


def nothing_leaves(folder: Path, times: int, tally: Tally) -> None:
    """No socket, no other program, no file written but where it may be."""
    if shutil.which("strace") is None:
        print("    没有 strace，系统调用没有试（apt-get install strace）", flush=True)
        tally.name += "（没有试）"
        return
    for turn in range(times):
        root = folder.resolve() / f"{turn}"
        root.mkdir()
        log = folder / f"{turn}.txt"
        computer = Computer(root)
        try:
            computer.live(
                *("strace", "-f", "-y", "-qq", "-e", "signal=none", "-s", "9999"),
                *("-o", str(log), "-e", f"trace={','.join(CALLS)}"),
            )
        except AssertionError as error:  # the day itself did not end well
            tally.broke(str(error))
            continue
        lines = log.read_text("utf-8", "replace").splitlines()
        for line in lines[1:]:  # the first one starts the program itself
            _judge(line, computer, tally)


def _judge(line: str, computer: Computer, tally: Tally) -> None:
    found = _CALL.match(line)
    call = found[1] if found else ""
    if not call or "resumed>" in line:
        return
    if call == "execve" and _is_our_child(line, computer):
        tally.end("自己的子进程")
        return
    if _NETWORK.fullmatch(call) or call == "execve":
        tally.broke(line)
        return
    if call.startswith("open") and not _WRITING.search(line):
        tally.end("只读")
        return
    for path in _paths(line, computer):
        if path.parts[1] in {"dev", "proc"}:  # a device, or a file that has no name yet
            tally.end("设备")
        elif outside([path], computer.allowed):
            tally.broke(line)
        else:
            where = path.relative_to(computer.root).parts
            tally.end({CHOSEN: "选定的文件夹", STICK: "第二备份处"}.get(where[0], "数据和缓存"))


def _is_our_child(line: str, computer: Computer) -> bool:
    """The program itself, with a hidden command: to read foreign files or to work for it."""
    words = [_plain(text) for _, text in _TEXT.findall(line)]
    program = str(computer.elsewhere / sys.executable)
    *started, hidden = words
    whole = [program, program, str(Path(__file__).parents[2] / "main.py")]
    return started == whole and hidden in {CHILD_COMMAND, WORKER_COMMAND}


def _paths(line: str, computer: Computer) -> list[Path]:
    """The files that a call names; a relative one starts from the folder named before it."""
    paths = []
    for start, name in _TEXT.findall(line.rpartition(" = ")[0]):
        whole = Path(_plain(start)) / _plain(name) if start else Path(_plain(name))
        paths.append(computer.elsewhere / whole)
    return paths


def _plain(text: str) -> str:
    raw = text.encode("utf-8", "surrogateescape")
    return _OCTAL.sub(lambda found: bytes([int(found[1], 8)]), raw).decode("utf-8", "replace")
