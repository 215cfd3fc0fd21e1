"""The licences of everything in the built program, as files: each must lie beside what it is of."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, distribution, packages_distributions
from pathlib import Path, PurePath

HERE = Path(__file__).resolve().parent
FOLDER = "licences"
SYSTEM = "system"
"""The folder below it with the licences of the system's libraries."""

Entry = tuple[str, str, str]

FACES = "pylopdf_fonts_zh_cn"
LGPL = ("LGPL-3.0.txt", "GPL-3.0.txt")
"""The first one speaks of the second as a part of itself."""
NOT_BROUGHT = {"PySide6_Essentials": LGPL, "shiboken6": LGPL}
"""Packages that come without the text of their licence, with what it is."""

_NAMED = re.compile(r"(?i)(licen[cs]e|copying|notice)")


class LicenceError(Exception):
    """The text of a licence is not to be had; the message names the package."""


def licence_files(modules: Iterable[str], libraries: Iterable[str]) -> list[Entry]:
    """As PyInstaller lists files: our own, Python's, those of packages, faces and libraries.

    ``modules``: names; what they are packaged in is looked up.  ``libraries``: their paths.
    Raises ``LicenceError``.
    """
    return [
        (f"{FOLDER}/zipingtong/LICENSE", str(HERE.parent / "LICENSE"), "DATA"),
        *_of_python(),
        *(entry for name in _packages(modules) for entry in _of_package(distribution(name))),
        *_of_system(libraries),
    ]


def _packages(modules: Iterable[str]) -> list[str]:
    tops = {module.partition(".")[0] for module in modules} | {FACES}
    known = packages_distributions()
    return sorted({name for top in tops for name in known.get(top, ())})


def _of_package(package: Distribution) -> Iterator[Entry]:
    name = package.metadata["Name"]
    texts = [(_within(path), Path(str(path.locate()))) for path in package.files or ()]
    found = [(place, path) for place, path in texts if place]
    found += [(text, HERE / "licences" / text) for text in NOT_BROUGHT.get(name, ())]
    if not found:
        message = f"{name} 没有带许可的全文（packaging/licence_files.py）"
        raise LicenceError(message)
    yield from ((f"{FOLDER}/{name}/{place}", str(path), "DATA") for place, path in found)


def _within(path: PurePath) -> str:
    """Where a file of a package goes below its folder of licences; nothing where it is none."""
    if not path.parts[0].endswith(".dist-info"):
        return ""
    if "licenses" in path.parts[1:-1]:
        return "/".join(path.parts[path.parts.index("licenses") + 1 :])
    return path.name if _NAMED.match(path.name) else ""


def _of_python() -> Iterator[Entry]:
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    base = Path(sys.base_prefix)
    places = (base, base / "lib" / version, Path("/usr/share/doc") / version)
    for path in (place / name for place in places for name in ("LICENSE.txt", "copyright")):
        if path.is_file():
            yield f"{FOLDER}/Python/LICENSE.txt", str(path), "DATA"
            return


def _of_system(libraries: Iterable[str]) -> Iterator[Entry]:
    """Those of the Debian packages that libraries are from; elsewhere nothing tells."""
    packages = {package_of(PurePath(library).name) for library in libraries} - {""}
    for package in sorted(packages):
        path = Path("/usr/share/doc", package, "copyright")
        if path.is_file():
            yield f"{FOLDER}/{SYSTEM}/{package}.txt", str(path), "DATA"


def package_of(library: str) -> str:
    """The Debian package that a library of this system is from; nothing where it is not there."""
    command = ["dpkg-query", "--search", f"*/{library}"]
    try:
        run = subprocess.run(command, check=False, capture_output=True, encoding="utf-8")
    except OSError:  # no Debian
        return ""
    return run.stdout.partition(":")[0]
