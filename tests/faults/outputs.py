"""Commands that write where something is already: an archive, one in use, anybody's file."""

import contextlib
import io
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from core.archive.archive import Archive
from core.archive.lock import locked
from core.command_line import main
from tests.faults.forms import FIGURES, archive_in, marked
from tests.faults.kill import ROOT, kill
from tests.faults.tally import Tally, in_words

PACKER = """
import sys
from pathlib import Path
from core.commands.archives import hand_over_archive
print("ready", flush=True)
hand_over_archive(sys.argv[1], Path(sys.argv[2]), replace=True)
"""
TARGETS = ("别的.db", "在用.db", "文字.txt", "链接.db", "文件夹", "别的.db-journal", "在用.db.lock")
COMMANDS = tuple(
    tuple(words.split())
    for words in (
        "backup --archive {db} -o {out}",
        "handover --archive {db} -o {out}",
        "print 1 --archive {db} -o {out}",
        "check 1 --archive {db} --report {out}",
        "export 1 --archive {db} -o {out}",
        "summary --archive {db} --year 2021 -o {out}",
        "restore {db} --archive {out}",
        "import {form} --archive {out}",
    )
)
ENDINGS = ("", ".pdf", ".json", ".xlsx")


def outputs(folder: Path, times: int, tally: Tally) -> None:
    """Whatever a command does, each file that was there is there, or kept beside."""
    cases = [
        (command, target, ending, replace)
        for command in COMMANDS
        for target in ("自评档案.db", *TARGETS)
        for ending in (ENDINGS if command[0] in {"print", "check", "export", "summary"} else ("",))
        for replace in (False, True)
    ]
    for number, case in enumerate(cases[:: max(1, len(cases) // times)]):
        root = folder / f"{number}"
        root.mkdir()
        _judge(root, *case, tally)
        shutil.rmtree(root)


def _judge(
    root: Path, command: tuple[str, ...], target: str, ending: str, replace: bool, tally: Tally
) -> None:
    path = archive_in(root, 1)
    form = root / "表.json"
    shutil.copyfile(next((ROOT / "resources" / "samples").glob("*.json")), form)
    _furnish(root, path)
    out = root / (target + ending)
    if ending and (root / target).is_file() and not out.exists():
        shutil.copyfile(root / target, out)  # an archive under the name of a page
    before = _digests(root)
    words = [part.format(db=path, out=out, form=form) for part in command]
    if replace and command[0] in {"backup", "handover", "restore"}:
        words.append("--replace")
    said = io.StringIO()
    with (
        locked(root / "在用.db"),
        contextlib.redirect_stderr(said),
        contextlib.redirect_stdout(io.StringIO()),
    ):
        status = _command(words)
    case = f"{' '.join(command)} {target}{ending}"
    lost = {name for name, digest in before.items() if digest not in _digests(root).values()}
    if command[0] == "import" and status == 0:  # that is what it is for
        lost -= {out.name}
    lost -= {out.name + "-journal"}  # no journal, under the name of one: SQLite takes it away
    if lost:
        tally.broke(f"{case}：没有了 {lost}")
    elif status not in {0, 1} and not in_words(Exception(said.getvalue().strip())):
        tally.broke(f"{case}：{status} {said.getvalue()}")
    elif "内部出错" in said.getvalue() or list(root.glob(".*")):
        tally.broke(f"{case}：{said.getvalue()} {list(root.glob('.*'))}")
    else:
        tally.end("说明" if status not in {0, 1} else "写下，原有的都在")


def _command(words: list[str]) -> int:
    # The door sets the streams up; these are only texts.
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure = lambda **_: None  # type: ignore[union-attr]
    return main(words, lambda *_: None)


def _furnish(root: Path, path: Path) -> None:
    for name in ("别的.db", "在用.db"):
        shutil.copyfile(path, root / name)
        with Archive.open(root / name) as archive:
            archive.add(marked(len(name)), FIGURES)
    (root / "文字.txt").write_text("不能丢")
    (root / "文件夹").mkdir()
    (root / "文件夹" / "里面.txt").write_text("也不能丢")
    (root / "别的.db-journal").write_text("日志")
    if os.name == "posix":
        (root / "链接.db").symlink_to(root / "在用.db")


def _digests(root: Path) -> dict[str, str]:
    return dict(_each(root))


def _each(root: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(root.rglob("*")):
        if path.is_file() and not path.name.endswith(".lock"):
            yield str(path.relative_to(root)), sha256(path.read_bytes()).hexdigest()


def killed_while_packing(folder: Path, times: int, tally: Tally) -> None:
    """A 交接包 is killed at some moment; the next one sweeps up and is whole."""
    path = archive_in(folder, 30)
    chosen = folder / "U 盘"
    chosen.mkdir()
    chance = random.Random(2021)  # noqa: S311  (not for secrets)
    longest = 0.3
    left = 0
    for _ in range(times):
        process = subprocess.Popen(
            [sys.executable, "-c", PACKER, str(path), str(chosen / "交接包.zip")],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.uniform(0, longest))
        kill(process.pid)
        process.stdout.close()
        process.wait()
        left += len(list(chosen.glob(".*")))
    done = subprocess.run(
        [sys.executable, "-c", PACKER, str(path), str(chosen / "交接包.zip")],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    rest = [file.name for file in chosen.glob(".*")]
    if done.returncode or rest or not (chosen / "交接包.zip").exists():
        tally.broke(f"留下 {rest} {done.stderr.decode()[-300:]}")
    tally.ends["终止"] += times
    tally.ends["留下的半成品已清理"] += left
