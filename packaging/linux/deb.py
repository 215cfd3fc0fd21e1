"""The Debian package of the built program: menu entry, icons, kinds of files, man page.

It holds the program and nothing of its user's: there is no script in it that could touch data.
"""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import glibc
from glibc import machine_code
from licence_files import package_of

from ui.display import debian_package

HERE = Path(__file__).resolve().parent
NAME = "zipingtong"
PLACE = Path("opt", NAME)
"""Where programs go that are not of the distribution; UOS and Kylin expect them there."""

Draw = Callable[[int, Path], None]
"""Paints the program's mark so many pixels wide and high as a PNG."""

ICONS = (16, 22, 24, 32, 48, 64, 128, 256)

CONTROL = """\
Package: {name}
Version: {version}
Architecture: {architecture}
Maintainer: 自评通
Installed-Size: {kilobytes}
Depends: {depends}
Recommends: {recommends}
Section: misc
Priority: optional
Description: 财政项目支出绩效自评表的填报、计分、核对、打印与归档
 离线桌面程序：表格照纸面填写，得分随时算出，问题列在一处，
 定稿打印成 PDF，历年的自评表存成一个档案文件。
 程序不联网，数据只写在“文档/自评档案”里；删除程序不会删除数据。
"""


@dataclass(frozen=True, slots=True)
class Package:
    """What goes into it besides the files of this folder."""

    program: Path
    """The folder of the built program."""
    version: str
    architecture: str
    """As Debian names it: amd64, arm64."""
    man_page: str
    application_id: int
    """By which a SQLite file is known to be an archive of ours."""
    licence: Path
    changelog: Path

    @property
    def file_name(self) -> str:
        """As Debian names packages."""
        return f"{NAME}_{self.version}_{self.architecture}.deb"


def build(package: Package, folder: Path, draw: Draw) -> Path:
    """Make the package in this folder, with Debian's own tools; its path."""
    tree = folder / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    lay_out(package, tree, draw)
    depends, recommends = relations(tree / PLACE)
    control = tree / "DEBIAN" / "control"
    control.parent.mkdir()
    control.write_text(
        CONTROL.format(
            name=NAME, version=package.version, architecture=package.architecture,
            kilobytes=sum(path.lstat().st_size for path in tree.rglob("*")) // 1024,
            depends=", ".join(depends), recommends=", ".join(recommends),
        ),
        encoding="utf-8",
    )  # fmt: skip
    target = folder / package.file_name
    command = ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(tree), str(target)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    shutil.rmtree(tree)
    return target


def lay_out(package: Package, tree: Path, draw: Draw) -> None:
    """Every file where the system will have it."""
    shutil.copytree(package.program, tree / PLACE)
    share = tree / "usr" / "share"
    for folder in (tree / "usr" / "bin", share / "applications", share / "mime" / "packages"):
        folder.mkdir(parents=True)
    for name in (NAME, "zpt"):
        (tree / "usr" / "bin" / name).symlink_to(f"/{PLACE.as_posix()}/{package.program.name}")
    shutil.copyfile(HERE / f"{NAME}.desktop", share / "applications" / f"{NAME}.desktop")
    kinds = (HERE / f"{NAME}.xml").read_text(encoding="utf-8")
    kinds = kinds.replace("@APPLICATION_ID@", f"0x{package.application_id:08x}")
    (share / "mime" / "packages" / f"{NAME}.xml").write_text(kinds, encoding="utf-8")
    for size in ICONS:
        icon = share / "icons" / "hicolor" / f"{size}x{size}" / "apps" / f"{NAME}.png"
        icon.parent.mkdir(parents=True)
        draw(size, icon)
    pages = share / "man" / "man1"
    pages.mkdir(parents=True)
    compress(package.man_page.encode(), pages / "zpt.1.gz")
    (pages / f"{NAME}.1.gz").symlink_to("zpt.1.gz")
    documents = share / "doc" / NAME
    documents.mkdir(parents=True)
    shutil.copyfile(package.licence, documents / "copyright")
    compress(package.changelog.read_bytes(), documents / "changelog.gz")
    for path in tree.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)


def compress(content: bytes, target: Path) -> None:
    """As Debian wants it: the strongest, without the time and the name."""
    target.write_bytes(gzip.compress(content, 9, mtime=0))


def relations(program: Path) -> tuple[list[str], list[str]]:
    """The packages that the program depends on, and those that it is better with.

    Found by looking: what its machine code links to and it does not bring. What this system, which
    can show its window, does without belongs to a plug-in for other displays (Wayland).  Wanted:
    ``readelf`` and ``dpkg-query``.
    """
    files = list(machine_code(program))
    brought = {path.name for path in files}
    wanted = {name for path in files for name in linked(path)} - brought
    packages = {name: package_of(name) for name in wanted}
    newest = ".".join(map(str, max(glibc.needed(program).values())))
    there = set(filter(None, packages.values())) - {"libc6"}
    absent = {debian_package(name) for name, package in packages.items() if not package}
    return [f"libc6 (>= {newest})", *sorted(there)], sorted(absent)


def linked(path: Path) -> list[str]:
    """The names of the libraries that a file links to."""
    command = ["readelf", "--dynamic", "--wide", str(path)]
    told = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    return re.findall(r"\(NEEDED\)\s+Shared library: \[([^\]]+)\]", told)
