"""Try a built program as its user gets it: in another folder, without Python, PATH or display.

Whatever it prints and draws must be what the program in the checkout prints and draws, and its own
folder must stay as it was: it may lie on a disk that nobody may write to.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import contents

PLACE = Path("财务 科（一）", "自评 表")
"""Blanks, full-width signs and Chinese, as folders of offices are called."""

SAMPLE = Path("resources", "samples", "社会保险服务费-2021.json")
RARE = "𠮷"
"""In neither of the faces that the program brings."""
MADE = ("自评档案.db", "自评表.pdf", "窗口.png")
HANGS = 120
"""Seconds after which a program that has not done its work is taken to do nothing at all; how long
it took is only told: machines differ, and other work goes on beside."""

Snapshot = dict[str, tuple[int, int]]


class TrialError(Exception):
    """The built program does not do what it must; the message says what."""


def try_out(program: Path, root: Path) -> Iterator[str]:
    """Do the headless job with a copy of the program, show its window; a line for each step."""
    with tempfile.TemporaryDirectory() as temporary:
        here = Path(temporary) / PLACE
        shutil.copytree(program, here, symlinks=True)
        work = Path(temporary) / "工作"
        work.mkdir()
        form = work / "自评表.json"
        shutil.copyfile(root / SAMPLE, form)
        before = snapshot(here)
        for name in contents.PROGRAMS:
            if contents.PROGRAMS[name] or sys.platform != "win32":  # a windowed one prints nowhere
                yield from _do_commands(executable(here, name), form, root)
        yield from _do_whole_job(executable(here, "zpt"), work)
        yield _print_rare_character(executable(here, "zpt"), work)
        yield from _open_window(executable(here, contents.NAME), work)
        changed = set(before.items()) ^ set(snapshot(here).items())
        if changed:
            raise TrialError(f"程序改动了自己的文件夹：{min(changed)[0]}")
        yield "自己的文件夹没有改动"


def executable(folder: Path, name: str) -> Path:
    """The file to start."""
    return folder / (f"{name}.exe" if sys.platform == "win32" else name)


def bare(home: Path) -> dict[str, str]:
    """An environment with no PATH, no Python, no locale and no display in it."""
    system = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP") if name in os.environ}
    return {**system, "PATH": str(home / "没有"), "HOME": str(home), "USERPROFILE": str(home)}


def snapshot(folder: Path) -> Snapshot:
    """Everything in a folder, with size and time of change."""
    found = {path.relative_to(folder).as_posix(): path.lstat() for path in folder.rglob("*")}
    return {name: (state.st_size, state.st_mtime_ns) for name, state in found.items()}


def _do_commands(zpt: Path, form: Path, root: Path) -> Iterator[str]:
    """Score, check and print; each must give what the checkout gives."""
    source = [sys.executable, str(root / "main.py")]
    for command in ("score", "check"):
        words = [command, str(form), "--json"]
        built = _run([str(zpt), *words], bare(form.parent))
        if built != _run([*source, *words], os.environ):
            raise TrialError(f"{zpt.name} {command} 的结果和源代码的不同")
    papers = [form.with_name(f"{kind}.pdf") for kind in ("built", "source")]
    _run([str(zpt), "print", str(form), "-o", str(papers[0])], bare(form.parent))
    _run([*source, "print", str(form), "-o", str(papers[1])], os.environ)
    if papers[0].read_bytes() != papers[1].read_bytes():
        raise TrialError(f"{zpt.name} print 的 PDF 和源代码的不同")
    begin = time.monotonic()
    _run([str(zpt), "score", str(form)], bare(form.parent))
    took = time.monotonic() - begin
    yield f"{zpt.name} score、check、print 和源代码的结果一致；score {took:.2f} 秒"


def _do_whole_job(zpt: Path, work: Path) -> Iterator[str]:
    """Archive, paper and picture of the window, without a display."""
    begin = time.monotonic()
    _run([str(zpt), "demo", "--into", str(work / "demo")], bare(work))
    made = [work / "demo" / name for name in MADE]
    for path in made:
        if not path.exists() or path.stat().st_size < 10_000:
            raise TrialError(f"demo 没有做出 {path.name}")
    # What reads PDF files and what writes Excel files are other people's libraries too.
    _run([str(zpt), "score", str(made[1])], bare(work))
    # Workers are the program once more: they must start from where it is.
    papers = work / "全部"
    _run([str(zpt), "export-all", "--archive", str(made[0]), "-o", str(papers)], bare(work))
    if not list(papers.glob("*.pdf")):
        raise TrialError("export-all 没有做出 PDF")
    table = work / "汇总.xlsx"
    options = ["--archive", str(made[0]), "--year", "2021", "-o", str(table)]
    _run([str(zpt), "summary", *options], bare(work))
    # So are those that write and read the files of offices; a blank is read by its headings.
    for ending in ("xlsx", "docx"):
        office, filled = work / f"表.{ending}", work / f"填好.{ending}"
        _run([str(zpt), "export", str(made[1]), "-o", str(office)], bare(work))
        _run([str(zpt), "score", str(office)], bare(work))
        form = str(made[1])
        _run([str(zpt), "export", form, "-o", str(filled), "--into", str(office)], bare(work))
    sizes = "，".join(f"{path.name} {path.stat().st_size // 1000} kB" for path in [*made, table])
    yield f"zpt demo：{sizes}；{time.monotonic() - begin:.1f} 秒"


def _print_rare_character(zpt: Path, work: Path) -> str:
    """A character of none of our faces, by one that somebody installed for it."""
    environment = {**bare(work), "LOCALAPPDATA": str(work)}
    folder = work / ("Microsoft/Windows/Fonts" if sys.platform == "win32" else ".fonts")
    folder.mkdir(parents=True)
    make_face(folder / "rare.ttf", RARE)
    form, paper = work / "罕用字.json", work / "罕用字.pdf"
    text = (work / "自评表.json").read_text(encoding="utf-8")
    form.write_text(text.replace("社会保险", RARE, 1), encoding="utf-8")
    _run([str(zpt), "print", str(form), "-o", str(paper)], environment)
    if b"+TrialRare" not in paper.read_bytes():
        raise TrialError(f"{RARE} 没有用本机安装的字体印出")
    return f"{RARE} 用本机安装的字体印出"


def make_face(path: Path, char: str) -> None:
    """A face with a square for one character."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    for point in ((0, 800), (800, 800), (800, 0)):
        pen.lineTo(point)
    pen.closePath()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "rare"])
    builder.setupCharacterMap({ord(char): "rare"})
    builder.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "rare": pen.glyph()})
    builder.setupHorizontalMetrics(dict.fromkeys((".notdef", "rare"), (1000, 0)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    names = {"familyName": "Trial", "styleName": "Regular", "psName": "TrialRare"}
    builder.setupNameTable(names)
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120)
    builder.setupPost()
    builder.save(path)


def _open_window(program: Path, work: Path) -> Iterator[str]:
    """Open the window on a new archive; it must stay open and have nothing to complain of."""
    with _display() as display:
        environment = {**bare(work), **display, "ZIPINGTONG_DATA": str(work / "data")}
        begin = time.monotonic()
        with subprocess.Popen(
            [str(program)], env=environment, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL
        ) as process:
            try:
                archive = work / "data" / "自评档案.db"
                while not archive.exists() and process.poll() is None:
                    if time.monotonic() - begin > HANGS:
                        break
                    time.sleep(0.02)
                took = time.monotonic() - begin
                time.sleep(3)  # long enough for a fault of drawing to be a fault
                ended = process.poll()
            finally:
                process.terminate()
            complaint = (process.communicate()[1] or b"").decode(errors="replace").strip()
        if ended is not None or complaint or not archive.exists():
            raise TrialError(f"窗口没有打开，或有怨言：{complaint or ended}")
        yield f"窗口在 {next(iter(display.values()), '桌面')} 打开，{took:.1f} 秒后见到档案"


@contextmanager
def _display() -> Iterator[Mapping[str, str]]:
    """A display of our own where there can be one, else Qt's drawing without any."""
    if not sys.platform.startswith("linux"):
        yield {}
        return
    locale = {"LANG": "C.UTF-8"}
    server = shutil.which("Xvfb")
    if server is None:
        yield {"QT_QPA_PLATFORM": "offscreen", **locale}
        return
    reader, writer = os.pipe()
    command = [server, "-displayfd", str(writer), "-screen", "0", "1440x900x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL) as process:
        os.close(writer)
        with os.fdopen(reader) as answer:
            number = answer.readline().strip()
        try:
            yield {"DISPLAY": f":{number}", **locale}
        finally:
            process.terminate()


def _run(command: list[str], environment: Mapping[str, str]) -> bytes:
    """What a command prints; it must do its work without a word of complaint."""
    run = subprocess.run(command, env=environment, capture_output=True, check=False, timeout=HANGS)
    if run.returncode or run.stderr:
        said = run.stderr.decode(errors="replace").strip()
        raise TrialError(f"{Path(command[0]).name} {command[1]}：{said or run.returncode}")
    return run.stdout
