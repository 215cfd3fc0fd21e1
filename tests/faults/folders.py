"""Locales and folders as they should not be: the commands of a day, in a process of their own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from core.sample import sample
from tests.faults.kill import ROOT
from tests.faults.tally import Tally, in_words

SAMPLE = ROOT / "resources" / "samples"
LOCALES = (
    *("zh_CN.GB18030", "zh_CN.GBK", "en_US.ISO-8859-1"),
    *("C", "POSIX", "xx_YY.nonsense", "zh_CN.UTF-8"),
)
NAMES = (
    *("自评 档案", "a#b?c%d&e", "𠮷家湾e\u0301", "\u202egpj.档案", "行\n行", "-o"),
    *("长" * 85, "长" * 85 + "x", "~nobody", "~没有这个人", "x/" * 2100),
)
"""Names of a folder: 255 bytes are the most that a system takes, 256 too many."""


def locales_and_folders(folder: Path, times: int, tally: Tally) -> None:
    """Each ends with the work done, under names that are UTF-8, or with one sentence."""
    cases = [*_locales(folder), *_folders(folder), *_traps(folder)]
    for case, place, environment in cases[:: max(1, len(cases) // times)]:
        _make_locale(environment)
        _live(case, place, environment, tally)


def _locales(folder: Path) -> Iterator[tuple[str, Path, dict[str, str]]]:
    made = folder / "locales"
    made.mkdir()
    for number, name in enumerate(LOCALES):
        place = folder / f"语言{number}"
        place.mkdir()
        yield f"LANG={name}", place, {"LANG": name, "LC_ALL": name, "LOCPATH": str(made)}


def _make_locale(environment: dict[str, str]) -> None:
    """Few systems have the old ones; where none can be made, the name alone is tried."""
    name = environment.get("LANG", "")
    language, _, encoding = name.partition(".")
    if encoding and shutil.which("localedef"):
        target = Path(environment["LOCPATH"]) / name
        command = ["localedef", "-i", language, "-f", encoding, str(target)]
        subprocess.run(command, check=False, capture_output=True)


def _folders(folder: Path) -> Iterator[tuple[str, Path, dict[str, str]]]:
    for name in NAMES:
        yield f"文件夹 {name[:20]!r}", folder / "名字" / name, {}


def _traps(folder: Path) -> Iterator[tuple[str, Path, dict[str, str]]]:
    (folder / "文件").write_text("不是文件夹")
    yield "一个文件", folder / "文件" / "里面", {}
    (folder / "空链接").symlink_to(folder / "没有")
    yield "空链接", folder / "空链接", {}
    (folder / "圈").symlink_to(folder / "圈")
    yield "绕圈", folder / "圈" / "里面", {}
    yield "设备", Path("/dev/null/里面"), {}
    yield "没有 HOME", folder / "无家", {"HOME": ""}
    yield "没有临时文件夹", folder / "无临时", {"TMPDIR": str(folder / "没有")}


def _live(case: str, place: Path, environment: dict[str, str], tally: Tally) -> None:
    form = next(SAMPLE.glob("*.json"))
    archive = place / "自评档案.db"
    commands = (
        ["import", str(form), "--archive", str(archive)],
        ["list", "--archive", str(archive), "--search", sample().project[:4]],
        ["handover", "--archive", str(archive), "-o", str(place / "交接包.zip")],
    )
    base = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG"))}
    refused = 0
    for command in commands:
        done = subprocess.run(
            [sys.executable, "main.py", *command],
            cwd=ROOT,
            env=base | environment,
            capture_output=True,
            check=False,
        )
        said = done.stderr.decode("utf-8", "replace").strip()
        if done.returncode not in {0, 2} or (done.returncode and not in_words(Exception(said))):
            tally.broke(f"{case}：{command[0]} {done.returncode} {said[-300:]}")
            return
        if "内部出错" in said or "\ufffd" in done.stdout.decode("utf-8", "replace"):
            tally.broke(f"{case}：{command[0]} {said}")
            return
        refused += done.returncode != 0
    wanted = {"自评档案.db", "交接包.zip"}
    if refused in {0, len(commands)}:
        if refused == 0 and {file.name for file in place.iterdir()} != wanted:
            tally.broke(f"{case}：留下 {sorted(file.name for file in place.iterdir())}")
        else:
            tally.end("说明" if refused else "照常")
    else:
        tally.broke(f"{case}：{refused} 条命令没有做成")
