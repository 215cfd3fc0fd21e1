"""What goes into the built program, and what stays out.

PyInstaller takes along whatever might be wanted: the whole of Qt's plug-ins, the libraries of
GTK behind one of them, the faces as they came beside the converted ones. Here is what this
program wants.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import distribution
from pathlib import Path, PurePath

Entry = tuple[str, str, str]
"""As PyInstaller lists a file: where it goes, where it comes from, of what kind it is."""

NAME = "自评通"
PROGRAMS = {NAME: False, "zpt": True}
"""The executables, and whether they have a console.

On Windows one file cannot be both: a windowed one prints nowhere, a console one opens a black
window. On Linux there is no such difference; there the second is a script with the other name, so
that every manual and shortcut says the same on both systems.
"""

FACES = ("fonts/song.ttf", "fonts/hei.ttf")

EXCLUDED = (
    # What the faces are made from: the program brings them ready.
    "pylopdf_fonts_zh_cn",
    # Nothing goes over a network, so neither TLS nor OpenSSL; hashlib has its own SHA-256.
    "PySide6.QtDBus",
    "PySide6.QtNetwork",
    "_hashlib",
    "_ssl",
    "ssl",
    "asyncio",
    # Of the libraries for fonts and for XML only what reads them.
    "fontTools.designspaceLib",
    "fontTools.feaLib.builder",
    "fontTools.feaLib.lexer",
    "fontTools.feaLib.parser",
    "fontTools.merge",
    "fontTools.subset",
    "fontTools.ufoLib",
    "lxml.html",
    "lxml.isoschematron",
    "lxml.objectify",
    # sqlite-utils' own command line, and what only that needs.
    "sqlite_utils.cli",
    "tabulate",
    # We draw with ReportLab's canvas alone.
    "reportlab.graphics",
    "reportlab.platypus",
    "multiprocessing",
    # ReportLab reads pictures with Pillow: PNG and JPEG do.
    "PIL._avif",
    "PIL._imagingcms",
    "PIL._imagingft",
    "PIL._imagingtk",
    "PIL._webp",
    "PIL.ImageQt",
    "PIL.ImageTk",
    "charset_normalizer",
    # A programmer's tools.
    "_distutils_hack",
    "distutils",
    "doctest",
    "packaging",
    "pdb",
    "pydoc",
    "readline",
    "setuptools",
    "tkinter",
    "unittest",
)

OF_THE_WINDOW = frozenset(
    {"core", "ui", "PySide6", "shiboken6", "platformdirs", "msgspec", "typing_extensions"}
)
UNPACKED = OF_THE_WINDOW | sys.stdlib_module_names
"""What is imported before the window is there lies about as files of bytecode: to load it out of
the archive in the executable takes a sixth of the start.  The rest takes half the room there."""

PLUGINS = frozenset(
    {
        "platforms/qwindows",
        "platforms/qxcb",
        "platforms/qwayland-generic",
        "platforms/qoffscreen",  # the window without a display: zpt demo
        "platforminputcontexts/composeplatforminputcontextplugin",
        "platforminputcontexts/ibusplatforminputcontextplugin",
        "platformthemes/qxdgdesktopportal",
        "wayland-shell-integration/xdg-shell",
        "wayland-decoration-client/bradient",
        "iconengines/qsvgicon",
        "imageformats/qsvg",
    }
)
"""Qt's plug-ins by folder and name. The window is painted without OpenGL, PNG is in Qt itself."""

OF_THE_SYSTEM = frozenset({"libfontconfig.so.1", "libfreetype.so.6"})
"""Libraries that must fit how their system is set up: an older fontconfig complains of the settings
of a newer one. Every desktop has them; the Debian package depends on them."""

HOOKS_LEFT_OUT = frozenset({"pyi_rth_inspect", "pyi_rth_multiprocessing", "pyi_rth_pkgutil"})
"""What PyInstaller runs at each start for programs that look at their own source, start themselves
again or search their own packages. This one does neither, and starts sooner without."""

TRANSLATIONS = frozenset({"qtbase_zh_cn.qm"})


UNPACKED_TEMPLATE = "default-docx-template"
"""What python-docx begins a document from, once more as loose files that it never reads."""


def resources(root: Path) -> list[tuple[str, str]]:
    """Every data file with the folder it goes to, as the spec file wants them."""
    folder = root / "resources"
    return [
        (str(path), path.parent.relative_to(root).as_posix())
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".") and path.suffix != ".part"
    ]


def binaries(found: Iterable[Entry], asked_for: Callable[[str], Iterable[str]]) -> list[Entry]:
    """Keep what Python loads, the plug-ins wanted, and the libraries that these ask for.

    ``asked_for`` tells the names of the libraries that a file links to.
    """
    wanted = [entry for entry in found if _wanted_plugin(entry[0])]
    libraries = {_file_name(entry[0]): entry for entry in wanted if _is_library(entry)}
    libraries = {name: libraries[name] for name in libraries if name not in OF_THE_SYSTEM}
    kept = [entry for entry in wanted if not _is_library(entry)]
    for entry in kept:  # grows while it is walked through
        names = [PurePath(name).name.lower() for name in asked_for(entry[1])]
        kept += [libraries.pop(name) for name in names if name in libraries]
    return kept


def data(found: Iterable[Entry]) -> list[Entry]:
    """Keep of Qt's translations the Chinese one of its dialogs, and no links between files.

    Each of Qt's files knows itself where the others are, and a memory stick has no links.
    """
    return [
        entry
        for entry in found
        if entry[2] != "SYMLINK"
        and (not entry[0].endswith(".qm") or _file_name(entry[0]) in TRANSLATIONS)
        and UNPACKED_TEMPLATE not in _place(entry[0]).parts
    ]


def way_to_templates() -> list[Entry]:
    """python-docx goes to its templates by way of docx/parts/.., so that folder must be there."""
    typed = distribution("python-docx").locate_file("docx/py.typed")
    return [("docx/parts/py.typed", str(typed), "DATA")]


def ways_to_keep_modules() -> dict[str, str]:
    """How PyInstaller is to keep each package that it is not to keep in its archive."""
    return dict.fromkeys(UNPACKED, "pyc")


def modules(found: Iterable[Entry]) -> Iterator[str]:
    """The names of the modules among these files."""
    for destination, _, kind in found:
        if kind == "PYMODULE":
            yield destination
        elif destination.endswith(".pyc"):
            yield ".".join(_place(destination).with_suffix("").parts)


def scripts(found: Iterable[Entry]) -> list[Entry]:
    """What runs at the start: the program, and what tells Qt where it is."""
    return [entry for entry in found if entry[0] not in HOOKS_LEFT_OUT]


def _place(destination: str) -> PurePath:
    return PurePath(destination.replace("\\", "/"))


def _file_name(destination: str) -> str:
    return _place(destination).name.lower()


def _wanted_plugin(destination: str) -> bool:
    """Whether it is a plug-in that is wanted, or none at all."""
    place = _place(destination)
    name = place.stem.removeprefix("lib")
    return "plugins" not in place.parts or f"{place.parent.name}/{name}" in PLUGINS


def _is_library(entry: Entry) -> bool:
    """Whether it is there only because something may link to it."""
    place = _place(entry[0])
    if entry[2] != "BINARY" or "plugins" in place.parts or re.match(r"(lib)?python3", place.name):
        return False
    return len(place.parts) == 1 or place.parts[0].endswith((".libs", "PySide6"))
