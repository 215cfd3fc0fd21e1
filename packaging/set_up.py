"""Make this checkout ready to use, with nothing but Python, pip and the network.

    python packaging/set_up.py                 environment, system libraries, typefaces
    python packaging/set_up.py run [ARGS…]     that, then the program
    python packaging/set_up.py test            that, then style, types and all tests

What is in place already is left alone: a second call takes well under a second. Only the standard
library is used, and the syntax of older Pythons, so that even those can say what is missing.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"
FACES = ROOT / "core" / "report" / "faces.py"
FONTS = ROOT / "resources" / "fonts"
VENV = ROOT / ".venv"
STAMP = VENV / "requirements.stamp"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")

OLDEST, NEWEST = (3, 11), (3, 13)
VERSIONS = ("3.12", "3.13", "3.11")

# What PySide6 takes from the system, by Debian's names; UOS, Kylin and Ubuntu share them.
LIBRARIES = """
    libdbus-1-3 libegl1 libfontconfig1 libfreetype6 libgl1 libglib2.0-0 libgssapi-krb5-2
    libxkbcommon0
"""
# What its window on an X display takes besides.
DISPLAY_LIBRARIES = """
    libx11-xcb1 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0
    libxcb-render-util0 libxcb-shape0 libxcb-sync1 libxcb-xfixes0 libxcb-xkb1 libxkbcommon-x11-0
"""

# Loading the X plugin needs no display, so a lack is found before a window is asked for.
PROBE = """
import ctypes, pathlib, sys
import PySide6
from PySide6.QtWidgets import QApplication
QApplication([])
if "display" in sys.argv:
    ctypes.CDLL(str(pathlib.Path(PySide6.__file__).parent / "Qt/plugins/platforms/libqxcb.so"))
"""

TYPES = ["-m", "mypy"]
CHECKS = {
    "ruff check": ["-m", "ruff", "check", "--quiet"],
    "ruff format": ["-m", "ruff", "format", "--check", "--quiet"],
    # A file's tests stay in one process: they share what its fixtures have built. A process that
    # dies ends the run with the name of its test (tests/run_watch.py): no other one tries again.
    "pytest": [
        *("-m", "pytest", "--numprocesses=auto", "--dist=loadfile", "--quiet"),
        *("--max-worker-restart=0", "--no-loadscope-reorder"),
    ],
}


class SetUpError(Exception):
    """Something only the person at the machine can mend; the message says how."""


def main(arguments: list[str]) -> int:
    """Set up, then do what the first argument asks for."""
    command, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if command not in {"", "run", "test"}:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        # The tests load the plug-in of X displays, whether there is a display or not.
        set_up(display=command == "test" or bool(os.environ.get("DISPLAY")))
    except SetUpError as error:
        print(f"没有装好：{error}", file=sys.stderr)
        return 1
    if command == "run":
        return run(rest)
    return check() if command == "test" else 0


def set_up(*, display: bool) -> None:
    """Bring the environment, the system libraries and the typefaces up to date."""
    install_packages()
    provide_libraries(display=display)
    if faces_are_old():
        say("转换宋体、黑体，约一分钟，只做这一次")
        if subprocess.run([PYTHON, "-m", "core.report.faces"], cwd=ROOT, check=False).returncode:
            raise SetUpError("字体没有转换成功，原因见上面几行")


def run(arguments: list[str]) -> int:
    """Become the program: as told, else its window, else the same job without a display."""
    folder = ROOT / "build" / "run"
    environment = {"ZIPINGTONG_DATA": str(folder / "data"), **os.environ}
    command = [str(PYTHON), str(ROOT / "main.py"), *arguments]
    archive = folder / "data" / "自评档案.db"
    if not arguments and not has_display():
        os.chdir(ROOT)
        command += ["demo", "--into", str(folder.relative_to(ROOT))]
    elif not arguments and environment["ZIPINGTONG_DATA"] == str(archive.parent):
        put_form(archive)
    if not WINDOWS:
        os.execve(PYTHON, command, environment)  # noqa: S606 - no shell is wanted
    # There exec would let the console go on while the program still runs.
    return subprocess.run(command, env=environment, check=False).returncode


def put_form(archive: Path) -> None:
    """Let the window find a form to work on in an archive that was never there."""
    if not archive.parent.exists():
        archive.parent.mkdir(parents=True)
        form = next((ROOT / "resources" / "samples").glob("*.json"))
        command = [str(PYTHON), str(ROOT / "main.py"), "import", str(form)]
        subprocess.run([*command, "--archive", str(archive)], cwd=ROOT, check=False)


def check() -> int:
    """Run every check to its end, so that one call tells everything that is wrong."""
    # The programs that tests start load much faster where Python may keep what it has compiled.
    environment = {**os.environ}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    failed = []
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as told:
        # Beside the tests: in the first and last seconds of their run a processor has little to do.
        begin = time.monotonic()
        types = subprocess.Popen(
            [PYTHON, *TYPES], cwd=ROOT, env=environment, stdout=told, stderr=subprocess.STDOUT
        )
        for name, command in CHECKS.items():
            start = time.monotonic()
            done = subprocess.run([PYTHON, *command], cwd=ROOT, env=environment, check=False)
            failed += [name] * _say_end(name, done.returncode, start)
        code = types.wait()
        told.seek(0)
        print(told.read(), end="")
        failed += ["mypy"] * _say_end("mypy", code, begin)
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def _say_end(name: str, code: int, begin: float) -> bool:
    """Say how a check has ended, and after how long; whether it failed."""
    print(f"{name}: {'FAILED' if code else 'ok'}, {time.monotonic() - begin:.1f} s", flush=True)
    return code != 0


def install_packages() -> None:
    """Install exactly the locked packages, unless these very ones are there already."""
    version = version_of([str(PYTHON)])
    if not fits(version):
        say("建立 .venv")
        make_environment()
        version = version_of([str(PYTHON)])
    wanted = f"{version} {hashlib.sha256(LOCK.read_bytes()).hexdigest()}"
    if STAMP.exists() and STAMP.read_text() == wanted:
        return
    say("安装 requirements.lock 所列的软件包")
    pip = [
        str(PYTHON),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-input",
    ]
    pip += ["--require-hashes", "--only-binary=:all:", "--requirement", str(LOCK)]
    if subprocess.run(pip, env=pip_environment(), check=False).returncode:
        raise SetUpError("pip 没有装成，原因见上面几行；请检查网络或 pip 的镜像设置后再试")
    STAMP.write_text(wanted)


def pip_environment() -> dict[str, str]:
    """The environment without the settings that lead pip past .venv."""
    elsewhere = {"PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT"}
    return {name: value for name, value in os.environ.items() if name not in elsewhere}


def make_environment() -> None:
    """Create .venv with the first suitable Python of this machine."""
    interpreter = find_python()
    asked = subprocess.run(
        [*interpreter, "-c", "import ensurepip"], capture_output=True, check=False
    )
    if asked.returncode:
        version = ".".join(map(str, version_of(interpreter) or OLDEST))
        install_system_packages([f"python{version}-venv"], "这个 Python 不带 ensurepip")
    make = [*interpreter, "-m", "venv", "--clear", str(VENV)]
    subprocess.run(make, env=pip_environment(), check=True)


def find_python() -> list[str]:
    """Prefer the Python that runs this script, else look for one of another name."""
    # A name alone proves nothing: version managers put stand-ins for absent versions on the path.
    named = [["py", f"-{v}"] if WINDOWS else [f"python{v}"] for v in VERSIONS]
    for command in [[sys.executable], *named]:
        if fits(version_of(command)):
            return command
    found = ".".join(map(str, sys.version_info[:2]))
    raise SetUpError(f"需要 Python 3.11、3.12 或 3.13，这里是 {found}；请先安装其中一个")


def version_of(command: list[str]) -> tuple[int, ...] | None:
    """Ask a Python for its version; None if there is none that answers."""
    question = "import sys; print(*sys.version_info[:2])"
    try:
        answer = subprocess.run([*command, "-c", question], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return tuple(map(int, answer.stdout.split()))


def fits(version: tuple[int, ...] | None) -> bool:
    """Tell whether the packages are made for this version."""
    return version is not None and OLDEST <= version <= NEWEST


def provide_libraries(*, display: bool) -> None:
    """Try Qt; where the system lacks a library it needs, install those, or say which."""
    lack = what_qt_lacks(display=display)
    if lack is None:
        return
    if not sys.platform.startswith("linux"):
        raise SetUpError(lack)
    install_system_packages((LIBRARIES + DISPLAY_LIBRARIES).split(), lack)
    lack = what_qt_lacks(display=display)
    if lack is not None:
        raise SetUpError(lack)


def what_qt_lacks(*, display: bool) -> str | None:
    """Start Qt without a display, and load what a ``display`` takes besides.

    The last line of its complaint, ``None`` if it starts.
    """
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen")
    purpose = ["display"] if display and sys.platform.startswith("linux") else []
    probe = subprocess.run(
        [PYTHON, "-c", PROBE, *purpose], env=environment, capture_output=True, check=False
    )
    if probe.returncode == 0:
        return None
    lines = probe.stderr.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else f"Qt 异常退出（{probe.returncode}）"


def install_system_packages(names: list[str], reason: str) -> None:
    """Install Debian packages where that needs no password, else print the line to run."""
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *names]
    prefix = apt_prefix()
    if prefix is None:
        line = f"sudo apt-get update && sudo {' '.join(install)}"
        advice = "请先执行下面一行（其他发行版请安装同名的库），再重来一次："
        raise SetUpError(f"{reason}。{advice}\n{line}")
    say(f"安装系统软件包（{reason}）")
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    for command in (["apt-get", "update", "--quiet"], install):
        subprocess.run([*prefix, *command], env=environment, stdout=subprocess.DEVNULL, check=False)


def apt_prefix() -> list[str] | None:
    """Give what stands before apt-get so that it may install; None where it may not."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ["sudo", "-n"] if asked.returncode == 0 else None


def faces_are_old() -> bool:
    """Tell whether the converted faces are missing or older than what they are made from."""
    targets = [FONTS / "song.ttf", FONTS / "hei.ttf"]
    if not all(target.exists() for target in targets):
        return True
    site = "Lib/site-packages" if WINDOWS else "lib/python3*/site-packages"
    sources = [FACES, *VENV.glob(f"{site}/pylopdf_fonts_zh_cn/__init__.py")]
    newest = max(source.stat().st_mtime for source in sources)
    return min(target.stat().st_mtime for target in targets) < newest


def has_display() -> bool:
    """Tell whether a window could be shown here."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def say(step: str) -> None:
    """Tell the person who waits what is being done."""
    print(f"· {step}……", flush=True)


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        # Old consoles and C locales cannot write Chinese: better signs than a traceback.
        getattr(stream, "reconfigure", lambda **_: None)(errors="replace")
    sys.exit(main(sys.argv[1:]))
