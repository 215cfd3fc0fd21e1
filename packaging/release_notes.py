"""Release notes for an IT office: what is in the package, under which licence, what it does.

Made when the package is, of what really lies in it.
"""

from __future__ import annotations

import importlib.metadata
import platform
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from licence_files import SYSTEM, package_of

ROOT = Path(__file__).resolve().parents[1]

LICENCES = {
    "libX11": "MIT/X11", "libXau": "MIT/X11", "libXdmcp": "MIT/X11", "libxcb": "MIT/X11",
    "libxkbcommon": "MIT/X11", "libbrotli": "MIT", "libbsd": "BSD", "libdbus": "AFL-2.1 或 GPL-2+",
    "libexpat": "MIT", "libffi": "MIT", "libfontconfig": "MIT", "libfreetype": "FTL 或 GPL-2",
    "libgcc_s": "GPL-3 附运行库例外", "libstdc++": "GPL-3 附运行库例外", "libglib": "LGPL-2.1+",
    "libgthread": "LGPL-2.1+", "libmd": "BSD", "libpcre": "BSD", "libpng": "libpng",
    "libpython": "PSF-2.0", "libsqlite3": "公有领域", "libuuid": "BSD", "libz": "Zlib",
    "libzstd": "BSD", "liblzma": "公有领域", "liblz4": "BSD", "libicu": "Unicode-3.0",
}  # fmt: skip
"""Of the libraries that come from the system or are compiled for the package, by how their names
begin; a library of another name stops the release."""

TEXT = """\
# 自评通 {version}（{kind}）

给信息科：这份说明由打包程序照包里的东西写成。

## 它做什么，不做什么

- 离线填报、计分、核对、打印、归档《财政项目支出绩效自评表》。
- 不打开网络连接，不监听端口，不收集信息，不自动更新。
- 写：用户的“文档/自评档案”（档案、设置、备份），用户的缓存文件夹，用户选定的导出文件夹。
  不写程序自己的文件夹；Windows 安装程序只在当前用户的注册表里登记卸载信息。
- 安装：Linux 是 .deb 或免安装的 .tar.xz；Windows 只为当前用户安装，不要管理员。
- 系统：{system}。
- 删除程序不删除数据。换版先自动备份，核对过才换；旧版程序不打开新版的档案，会用一句话说明。

## 组成部分

| 名称 | 版本 | 许可 |
| --- | --- | --- |
{parts}

没有 OpenSSL：程序不联网，也不带 TLS。许可的全文在程序的 `_internal/licences` 里。

## Qt、PySide6 与 LGPL-3

Qt 和 PySide6 按 LGPL-3 使用，都是单独的动态库，在程序文件夹的 `_internal/PySide6` 和
`_internal/shiboken6` 里。您可以换成自己编译的同一版本：把那里的库文件换掉，程序不作检查，
照样启动。Qt 的源代码在 Qt 项目的发布页，版本见上表。

## 这一版的变化

{changes}
"""


class NotesError(Exception):
    """Something in the package has no known licence; the message names it."""


def release_notes(program: Path, version: str, system: str) -> str:
    """The notes for a built program; ``system``: in words, what it runs on."""
    rows = "\n".join(f"| {name} | {told} | {licence} |" for name, told, licence in parts(program))
    kind = f"{platform.system()} {platform.machine()}"
    return TEXT.format(version=version, kind=kind, system=system, parts=rows, changes=changes())


def parts(program: Path) -> Iterator[tuple[str, str, str]]:
    """Name, version and licence of everything in the package, our own first."""
    yield "自评通", _own_version(), "MIT"
    yield "Python", platform.python_version(), "PSF-2.0"
    yield "SQLite", sqlite3.sqlite_version, "公有领域"
    from PySide6.QtCore import qVersion

    yield "Qt", qVersion(), "LGPL-3.0"
    yield from sorted(_packages(program), key=lambda row: row[0].casefold())
    yield "PDFium（在 pypdfium2 里）", _pdfium(), "BSD-3-Clause、Apache-2.0"
    yield "思源宋体、思源黑体（Noto Serif SC、Noto Sans SC）", "见 licences", "OFL-1.1"
    yield from sorted(_libraries(program).values())


def changes() -> str:
    """The newest section of the change log."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    sections = re.split(r"^## ", text, flags=re.MULTILINE)
    return sections[1].partition("\n")[2].strip() if len(sections) > 1 else ""


def _own_version() -> str:
    from core.version import VERSION

    return VERSION


def _packages(program: Path) -> Iterator[tuple[str, str, str]]:
    """The Python packages whose licences lie in the program: those that are in it."""
    for folder in (program / "_internal" / "licences").iterdir():
        if folder.name not in {"zipingtong", "Python", SYSTEM}:
            told: Any = importlib.metadata.metadata(folder.name).json
            licence = told.get("license_expression") or _classifier(told.get("classifier", ()))
            short = told.get("license", "").partition("\n")[0]
            yield folder.name, told["version"], licence or short or "见 licences"


def _classifier(classifiers: Iterable[str]) -> str:
    found = [one for one in classifiers if one.startswith("License ::")]
    return found[0].rpartition(" :: ")[2] if found else ""


def _pdfium() -> str:
    from pypdfium2 import PDFIUM_INFO

    return str(PDFIUM_INFO)


def _libraries(program: Path) -> Mapping[str, tuple[str, str, str]]:
    """The system's libraries that the package brings. Raises ``NotesError`` for an unknown one."""
    found = {}
    inside = program / "_internal"
    folders = (inside, inside / "PySide6" / "Qt" / "lib")
    for path in (path for folder in folders for path in folder.glob("lib*.so*")):
        if path.name.startswith(("libQt6", "libpyside6", "libshiboken6")):
            continue
        known = [name for name in LICENCES if path.name.startswith(name)]
        if not known:
            message = f"{path.name} 的许可没有写明（packaging/release_notes.py）"
            raise NotesError(message)
        found[path.name] = (path.name, _version(path.name), LICENCES[max(known, key=len)])
    return found


def _version(library: str) -> str:
    """The version of the Debian package that a library is from, where it is from one."""
    if library.startswith("libicu"):
        return "随 Qt"
    if (Path(sys.base_prefix) / "lib" / library).exists():
        return "随程序编译"
    owner = package_of(library)
    if not owner:
        return "见文件"
    command = ["dpkg-query", "--show", "--showformat=${Version}", owner]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
