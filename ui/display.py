"""Whether this machine can show the window, asked before Qt is: Qt's own answer is an abort.

Knows no Qt and needs nothing but the standard library.
"""

from __future__ import annotations

import ctypes
import os
import re
import sys
from importlib.util import find_spec
from pathlib import Path

REFUSED = 2

NO_DISPLAY = "没有可用的显示，窗口打不开；可以用命令行，见 --help"
NOT_SET_UP = "自评通所用的软件包不全（{}），请在它的文件夹里执行 make run"
INCOMPLETE = "程序文件不完整（{}），请重新复制整个自评通文件夹"
NOT_LOADED = "{} 在这台电脑上不能加载（{}），窗口打不开"
OLD_PYTHON = "需要 Python 3.11、3.12 或 3.13，这里是 {}.{}；请在自评通的文件夹里执行 make run"
NO_LIBRARY = (
    "打开窗口缺少系统库 {}，请安装软件包后再打开：sudo apt-get install {}"
    "（其他发行版请安装同名的库）"
)

LIBRARIES = (
    "libEGL.so.1",
    "libGL.so.1",
    "libX11-xcb.so.1",
    "libdbus-1.so.3",
    "libfontconfig.so.1",
    "libfreetype.so.6",
    "libglib-2.0.so.0",
    "libgssapi_krb5.so.2",
    "libxcb-cursor.so.0",
    "libxcb-icccm.so.4",
    "libxcb-image.so.0",
    "libxcb-keysyms.so.1",
    "libxcb-randr.so.0",
    "libxcb-render-util.so.0",
    "libxcb-shape.so.0",
    "libxcb-sync.so.1",
    "libxcb-xfixes.so.0",
    "libxcb-xkb.so.1",
    "libxkbcommon-x11.so.0",
    "libxkbcommon.so.0",
)
"""What Qt's window on an X display takes from the system."""

ASKED_FOR_BY = {"libgssapi_krb5.so.2": "libQt6Network.so.6"}
"""Those of them that only one of Qt's own libraries wants, which the built program leaves out."""

PLUGINS = {"wayland": "libqwayland-generic.so"}
"""Files of platforms that are not simply called libq….so."""


def refuse(sentence: str) -> int:
    """Say why there is no window, in UTF-8 wherever that is; the exit status.

    On standard error, and where nobody reads that (the program was opened by a click) by what the
    desktop has to show a sentence with.
    """
    if sys.stderr is not None:
        sys.stderr.buffer.write((sentence + "\n").encode())
        sys.stderr.flush()
    if sys.stderr is None or not sys.stderr.isatty():
        from ui.desktop_message import show

        show(sentence)
    return REFUSED


def obstacle() -> str:
    """A sentence if a window surely cannot be shown here, else nothing."""
    # Whoever starts main.py outside the environment has the Python of the system.
    if sys.version_info < (3, 11):  # noqa: UP036
        return OLD_PYTHON.format(*sys.version_info)
    if not sys.platform.startswith("linux"):
        return ""
    package = find_spec("PySide6")
    if package is None or not package.submodule_search_locations:
        return lack(ModuleNotFoundError(name="PySide6"))
    folder = Path(package.submodule_search_locations[0], "Qt", "plugins", "platforms")
    if not folder.is_dir():  # a Qt of the system: it knows better where its plug-ins are
        return ""
    troubles = [_trouble(folder, platform) for platform in _platforms(folder)]
    return "" if "" in troubles else (troubles or [NO_DISPLAY])[-1]


def lack(error: ImportError) -> str:
    """Why the program's parts could not be loaded; a mistake of our own is raised again."""
    library = _missing_library(_complaint(error))
    if library:
        return _install(library)
    package = (error.name or "").partition(".")[0]
    if package in {"", "core", "ui"}:
        raise error
    if not isinstance(error, ModuleNotFoundError):  # it is there, and the loader refuses it
        return NOT_LOADED.format(package, error)
    return (INCOMPLETE if getattr(sys, "frozen", False) else NOT_SET_UP).format(f"缺 {package}")


def debian_package(library: str) -> str:
    """The Debian package of a shared library, as its policy names it."""
    name, _, version = library.lower().replace("_", "-").partition(".so.")
    if name in {"libglib-2.0", "libgthread-2.0"}:
        return "libglib2.0-0"
    return name + ("-" if name[-1].isdigit() else "") + version.partition(".")[0]


def missing_libraries() -> list[str]:
    """What the window takes from the system and the system does not have."""
    wanted = [name for name in LIBRARIES if _is_asked_for(name)]
    return sorted({*map(_lacked, wanted)} - {""})


def _platforms(folder: Path) -> list[str]:
    """The kinds of display that Qt will try: what it was told to, else what the session has.

    Desktops name a plug-in of their own Qt for every program (UOS: ``dxcb``).  Where this Qt has
    none of those named, the name was not meant for it and is forgotten.
    """
    chosen = os.environ.get("QT_QPA_PLATFORM", "")
    named = [name.partition(":")[0] for name in chosen.split(";") if name]
    there = [name for name in named if _plugin(folder, name).exists()]
    if there:
        return there
    os.environ.pop("QT_QPA_PLATFORM", None)
    wayland = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("XDG_SESSION_TYPE") == "wayland"
    return ["wayland"] * bool(wayland) + ["xcb"] * bool(os.environ.get("DISPLAY"))


def _trouble(folder: Path, platform: str) -> str:
    """Why Qt cannot show a window on this kind of display; nothing where it can, or may."""
    plugin = _plugin(folder, platform)
    try:
        # Qt loads the very same file and what it links to right after this.
        ctypes.CDLL(str(plugin))
    except OSError as error:
        complaint = _complaint(error)
        library = _missing_library(complaint)
        return _install(library) if library else NOT_LOADED.format("Qt", complaint)
    reached = {"xcb": _reaches_x, "wayland": _reaches_wayland}.get(platform)
    return NO_DISPLAY if reached is not None and not reached() else ""


def _plugin(folder: Path, platform: str) -> Path:
    return folder / PLUGINS.get(platform, f"libq{platform}.so")


def _reaches_x() -> bool:
    """Whether an X server answers under the name in DISPLAY."""
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    failed: int = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return failed == 0


def _reaches_wayland() -> bool:
    """Whether the compositor's socket is where it is said to be."""
    folder = os.environ.get("XDG_RUNTIME_DIR", "")
    return Path(folder, os.environ.get("WAYLAND_DISPLAY") or "wayland-0").exists()


def _complaint(error: BaseException) -> str:
    """What the loader itself said; in the built program PyInstaller says something of its own."""
    return str(error.__cause__ or error)


def _missing_library(complaint: str) -> str:
    """The name of the library that the loader did not find; nothing if it complains otherwise."""
    found = re.match(r"(lib\S+\.so[.\d]*): cannot open shared object file", complaint)
    return found[1] if found else ""


def _install(library: str) -> str:
    """Name everything that is missing at once: nobody wants to hear of it one by one."""
    missing = {library, *missing_libraries()}
    names = sorted({debian_package(name) for name in missing})
    return NO_LIBRARY.format("、".join(sorted(missing)), " ".join(names))


def _is_asked_for(library: str) -> bool:
    by = ASKED_FOR_BY.get(library)
    package = find_spec("PySide6") if by else None
    if by is None or package is None or not package.submodule_search_locations:
        return True
    return Path(package.submodule_search_locations[0], "Qt", "lib", by).exists()


def _lacked(library: str) -> str:
    """What must be installed to load a library: often not itself but one that it links to."""
    try:
        ctypes.CDLL(library)
    except OSError as error:
        return _missing_library(_complaint(error))
    return ""
