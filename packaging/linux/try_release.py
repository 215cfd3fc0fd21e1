"""Try the release files as a user gets them, in fresh minimal systems (as root).

    python packaging/linux/try_release.py [--older PACKAGE] bullseye bookworm trixie

In each the Debian package is installed with nothing but what it declares, used by a plain user,
with a window under Xvfb, and removed; then the folder to be carried along is used, from a path as
offices have them, read only.  With one of the libraries that the program takes from the system
gone, its sentence must name it, in a dialog where there can be one, else in a file.  With a package
of an older program, whose archives have an older format, both are put in each other's place.
"""

from __future__ import annotations

import shutil
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(HERE.parent)]

from root import Root, RootError  # noqa: E402  (found on the path set above)

RELEASE = ROOT / "dist" / "linux"
SAMPLE = ROOT / "resources" / "samples" / "社会保险服务费-2021.json"
OLD = ROOT / "tests" / "golden" / "archives" / "format-1001.db"
PLACE = "/srv/财务 科（一）"
TAKEN_AWAY = ("libGL.so.1", "libEGL.so.1", "libxcb.so.1")

LIFE = r"""
set -eu
cd "$HOME"
"$ZPT" --diagnose > 诊断.txt
grep -q '缺少的系统库：没有' 诊断.txt || { cat 诊断.txt; exit 1; }
"$ZPT" demo --into demo > demo.txt
"$ZPT" score sample.json --json | grep -q '"total_score": "96.70"'
"$ZPT" print sample.json -o sample.pdf
for kind in xlsx docx; do
    "$ZPT" export sample.json -o "表.$kind"
    "$ZPT" score "表.$kind" --json | grep -q '"total_score": "96.70"'
done
"$ZPT" import 表.xlsx --archive 新.db
"$ZPT" print 1 --archive 新.db -o 新.pdf
"$ZPT" identify 新.pdf --archive 新.db
sed 's/社会保险服务费/𠮷𠮷服务费/' sample.json > 罕用字.json
"$ZPT" print 罕用字.json -o 罕用字.pdf
test -s 罕用字.pdf
"""

WINDOW = r"""
set -eu
cd "$HOME"
rm -f display.txt
Xvfb -displayfd 3 -screen 0 1366x768x24 -nolisten tcp 3> display.txt 2> /dev/null &
screen=$!
trap 'kill $screen || true' EXIT
for _ in $(seq 300); do test -s display.txt && break; sleep 0.1; done
export DISPLAY=":$(cat display.txt)"
mkdir -p "$DATA"
"$ZPT" import sample.json --archive "$DATA/自评档案.db"
"$PROGRAM" > window.txt 2>&1 &
program=$!
for _ in $(seq 600); do
    window=$(xdotool search --onlyvisible --name '社会保险服务费 - 自评通' 2>/dev/null) && break
    sleep 0.1
done
test -n "$window"
"$ZPT" show 1 --archive "$DATA/自评档案.db" > before.json
for _ in $(seq 100); do
    # No window manager gives it the keys.
    xdotool windowfocus "$window" key ctrl+Home type 5 && xdotool key Return
    "$ZPT" show 1 --archive "$DATA/自评档案.db" > after.json
    cmp -s before.json after.json || break
done
if cmp -s before.json after.json; then echo 没有打进字; exit 1; fi
kill "$program"; wait "$program" || true
test ! -s window.txt || { cat window.txt; exit 1; }
"""

UPGRADE = r"""
set -eu
cd "$HOME"
"$ZPT" list --archive 旧.db --json > old.json
if ls 旧.升级前-*.db 2> /dev/null; then exit 1; fi
"$ZPT" import 表.xlsx --archive 旧.db
test -s 旧.升级前-*.db
"$ZPT" verify --archive 旧.db
if "$ZPT" list --archive 新版.db 2> newer.txt; then exit 1; fi
grep -q '请升级程序' newer.txt
"""

LACK = r"""
set -eu
cd "$HOME"
told() { grep -q "$LIBRARY" "$1" && grep -q 'apt-get install' "$1" || { cat "$1"; exit 1; }; }
rm -f 自评通打不开的原因.txt dialog.txt
DISPLAY=:987 "$PROGRAM" 2> lack.txt && exit 1
told lack.txt
told 自评通打不开的原因.txt
mkdir -p bin
printf '#!/bin/sh\nprintf "%%s\n" "$@" > "$HOME/dialog.txt"\n' > bin/zenity
chmod +x bin/zenity
DISPLAY=:987 PATH="$HOME/bin:$PATH" "$PROGRAM" 2> /dev/null && exit 1
told dialog.txt
rm -r bin
"""

DIALOG = r"""
set -eu
user='setpriv --reuid=clerk --regid=clerk --clear-groups env -i'
user="$user HOME=/home/clerk LANG=C.UTF-8 PATH=/usr/bin:/bin"
display=$(mktemp)
$user Xvfb -displayfd 3 -screen 0 1366x768x24 -nolisten tcp 3> "$display" 2> /dev/null &
screen=$!
for _ in $(seq 300); do test -s "$display" && break; sleep 0.1; done
export DISPLAY=":$(cat "$display")"
found=$(ls /usr/lib/*-linux-gnu/"$LIBRARY")
mv "$found" "$found.gone"
trap 'mv "$found.gone" "$found"; kill $screen || true; rm "$display"' EXIT
$user DISPLAY="$DISPLAY" "$PROGRAM" 2> /dev/null &
for _ in $(seq 600); do
    dialog=$(xdotool search --onlyvisible --name '自评通|zipingtong' 2>/dev/null) && break
    sleep 0.1
done
test -n "$dialog" || { cat /home/clerk/自评通打不开的原因.txt; exit 1; }
"""

OLDER = r"""
set -eu
cd "$HOME"
mkdir -p 往年
"$ZPT" import sample.json --archive 往年/档案.db
"$ZPT" show 1 --archive 往年/档案.db > before.json
"""

NEWER = r"""
set -eu
cd "$HOME"
"$ZPT" list --archive 往年/档案.db > /dev/null
if ls 往年/档案.升级前-*.db 2> /dev/null; then exit 1; fi
"$ZPT" import sample.json --archive 往年/档案.db 2> said.txt
copy=$(ls 往年/档案.升级前-*.db)
grep -q "${copy#往年/}" said.txt
"$ZPT" verify --archive 往年/档案.db
"$ZPT" show 1 --archive 往年/档案.db | cmp - before.json
"$ZPT" show 1 --archive "$copy" | cmp - before.json
"""

OLDER_AGAIN = r"""
set -eu
cd "$HOME"
sha256sum 往年/档案.db > sum.txt
for command in list verify 'show 1' 'import sample.json'; do
    if "$ZPT" $command --archive 往年/档案.db 2> said.txt; then exit 1; fi
    grep -q '请升级程序' said.txt
done
sha256sum --check --quiet sum.txt
"$ZPT" show 1 --archive 往年/档案.升级前-*.db | cmp - before.json
"""


def main(arguments: list[str]) -> int:
    """Try in each of these; the exit status."""
    older = Path(arguments[1]) if len(arguments) > 1 and arguments[0] == "--older" else None
    suites = arguments[2:] if older else arguments
    if not suites or suites[0].startswith("-"):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        for suite in suites:
            for line in trial(suite, older):
                print(f"· {suite}：{line}", flush=True)
    except RootError as error:
        print(f"没有通过：{error}", file=sys.stderr)
        return 1
    return 0


def trial(suite: str, older: Path | None = None) -> Iterator[str]:
    """A line for each thing that went well. Raises ``RootError``."""
    root = Root(ROOT / "build" / "linux" / f"try-{suite}")
    shutil.rmtree(root.folder, ignore_errors=True)
    root.make(suite)
    files = root.folder / "srv"
    (package,) = RELEASE.glob("*.deb")
    (carried,) = RELEASE.glob("*.tar.xz")
    shutil.copyfile(package, files / "zipingtong.deb")
    shutil.copyfile(carried, files / "carried.tar.xz")
    root.run("useradd", "--create-home", "clerk")
    home = root.folder / "home" / "clerk"
    shutil.copyfile(SAMPLE, home / "sample.json")
    root.run("chown", "-R", "clerk", "/home/clerk")
    root.install("/srv/zipingtong.deb")
    use(root, LIFE, ZPT="/usr/bin/zpt")
    yield "装上只靠声明的依赖，命令行做完一遍"
    put_archives(home)
    root.run("chown", "-R", "clerk", "/home/clerk")
    use(root, UPGRADE, ZPT="/usr/bin/zpt")
    yield "旧档案先备份再升级，更新的程序做的档案不打开"
    for library in TAKEN_AWAY:
        with_library_gone(root, library)
    yield f"缺 {'、'.join(TAKEN_AWAY)} 中的一个时，说得出是哪一个"
    root.install("xvfb", "xdotool", "x11-utils", "xz-utils")
    data = "/home/clerk/Documents/自评档案"
    use(root, WINDOW, ZPT="/usr/bin/zpt", PROGRAM="/usr/bin/zipingtong", DATA=data)
    yield "窗口打开样表，打字，存好"
    for library in TAKEN_AWAY[:2]:  # without the third no dialog opens either
        root.run("sh", "-c", DIALOG, PROGRAM="/usr/bin/zipingtong", LIBRARY=library)
    yield f"缺 {'、'.join(TAKEN_AWAY[:2])} 时有对话框"
    if older is not None:
        exchange_packages(root, older)
        yield f"和 {older.name} 换来换去：旧档案先备份再升级，旧程序不打开新档案"
    before = sorted(path.name for path in home.rglob("*"))
    root.run("apt-get", "remove", "--yes", "--quiet", "--quiet", "zipingtong")
    if (root.folder / "opt" / "zipingtong").exists() or (root.folder / "usr/bin/zpt").is_symlink():
        message = "删除以后还有程序的文件"
        raise RootError(message)
    if sorted(path.name for path in home.rglob("*")) != before:
        message = "删除程序时动了数据"
        raise RootError(message)
    yield "删除干净，数据还在"
    root.run("mkdir", PLACE)
    root.run("tar", "--extract", "--file", "/srv/carried.tar.xz", "--directory", PLACE)
    (folder,) = (root.folder / PLACE.strip("/")).iterdir()
    root.run("chmod", "-R", "a-w", PLACE)
    for name in ("demo", "Documents", ".cache"):  # as for somebody who begins anew
        shutil.rmtree(home / name)
    (home / "新.db").unlink()
    inside = f"{PLACE}/{folder.name}"
    use(root, LIFE, ZPT=f"{inside}/zpt")
    use(root, WINDOW, ZPT=f"{inside}/zpt", PROGRAM=f"{inside}/自评通", DATA=data)
    yield f"便携文件夹在 {inside} 里也一样"


def exchange_packages(root: Root, older: Path) -> None:
    """An older program makes archives, this one takes them over, the older one refuses them then.

    Raises ``RootError``.
    """
    shutil.copyfile(older, root.folder / "srv" / "older.deb")
    for package, script in (
        ("older", OLDER), ("zipingtong", NEWER), ("older", OLDER_AGAIN), ("zipingtong", ""),
    ):  # fmt: skip
        root.run("dpkg", "--install", f"/srv/{package}.deb")
        use(root, script or "true", ZPT="/usr/bin/zpt")


def use(root: Root, script: str, **environment: str) -> None:
    """Do a script as a plain user."""
    # Standard output is not a terminal's, nor is there any locale but C: as little as there can be.
    words = [f"{name}={value}" for name, value in environment.items()]
    user = ("setpriv", "--reuid=clerk", "--regid=clerk", "--clear-groups", "env", "-i")
    path = "PATH=/usr/bin:/bin"
    root.run(*user, "HOME=/home/clerk", "LANG=C.UTF-8", path, *words, "sh", "-c", script)


def put_archives(home: Path) -> None:
    """One of the first format, and one that a program of the future wrote."""
    shutil.copyfile(OLD, home / "旧.db")
    shutil.copyfile(OLD, home / "新版.db")
    connection = sqlite3.connect(home / "新版.db")
    connection.execute("PRAGMA user_version = 9001")
    connection.close()


def with_library_gone(root: Root, library: str) -> None:
    """Hide a library and open the window: the sentence must name it."""
    (folder,) = (root.folder / "usr" / "lib").glob("*-linux-gnu")
    found = folder / library
    gone = found.rename(f"{found}.gone")
    try:
        use(root, LACK, PROGRAM="/usr/bin/zipingtong", LIBRARY=library)
    finally:
        gone.rename(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
