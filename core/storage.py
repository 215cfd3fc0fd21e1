"""On what a folder lies, as far as the system tells: a network, a synchronised folder, a stick.

An archive is one file that is written in place.  On a share two computers can lose each other's
locks, a synchronising program carries half a save away or brings an old file back, a stick is
pulled out.  So the clerk is told once, and offered a folder of this computer.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from enum import Enum
from pathlib import Path
from threading import Thread

from msgspec import Struct

from core.home import home_folder, own_folder
from core.regex import regex


class Kind(Enum):
    """What a folder lies on, in the clerk's words."""

    LOCAL = "这台电脑"
    NETWORK = "网络文件夹"
    SYNCED = "自动同步的文件夹"
    REMOVABLE = "U 盘或移动硬盘"


class Storage(Struct, frozen=True):
    """The kind, and the name of the program or file system that tells it."""

    kind: Kind
    name: str = ""

    @property
    def advice(self) -> str:
        """What that means for an archive; nothing for a local disk."""
        told = f"（{self.name}）" if self.name else ""
        what = _MEANS.get(self.kind)
        return f"档案在{self.kind.value}{told}里：{what}" if what else ""


LOCAL = Storage(Kind.LOCAL)

_MEANS = {
    Kind.NETWORK: "断网或两台电脑同时打开时可能出错，最好放在本机，网络文件夹用来放备份",
    Kind.SYNCED: "同步程序可能传走写到一半的档案，或换回旧的，最好放在本机，同步文件夹用来放备份",
    Kind.REMOVABLE: "没关程序就拔出可能损坏，最好放在本机，U 盘用来放备份",
}

_WORDS = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    **dict.fromkeys(("seafile", "nextcloud", "owncloud", "synologydrive", "syncthing"), "同步盘"),
}
"""Words with which the names of folders begin that a synchronising program keeps."""
_BEGINNINGS = {
    **dict.fromkeys(("坚果云", "我的坚果云"), "坚果云"),
    **dict.fromkeys(("百度网盘", "百度云", "baidunetdisk", "baiduyun", "baidusync"), "百度网盘"),
    **dict.fromkeys(("阿里云盘", "aliyundrive", "adrive"), "阿里云盘"),
    "微云": "微云",
    "腾讯微云": "微云",
    "googledrive-": "Google Drive",
    "115网盘": "网盘",
}
"""The same, also in the middle of a word; here and below without blanks."""
_NAMES = {
    **dict.fromkeys(("nutstore", "nutstorefiles"), "坚果云"),
    **dict.fromkeys(("icloud", "iclouddrive", "icloudphotos", "mobiledocuments"), "iCloud"),
    "com~apple~clouddocs": "iCloud",
    "weiyun": "微云",
    "ecloud": "网盘",
    **dict.fromkeys(("googledrive", "google云端硬盘", "我的云端硬盘"), "Google Drive"),
    **dict.fromkeys(("wps云盘", "wps云文档", "wpsdrive"), "WPS 云盘"),
    **{
        f"{whose}云盘{kind}": "网盘"
        for whose in ("", "天翼", "移动", "和彩", "联通")
        for kind in ("", "同步", "同步盘", "同步空间")
    },
}
"""Whole names."""
_NETWORKS = frozenset(
    {
        *("nfs", "cifs", "smb", "smbfs", "ncpfs", "afs", "davfs", "ceph", "glusterfs", "lustre"),
        *("fuse.sshfs", "fuse.rclone", "fuse.gvfsd-fuse", "fuse.davfs", "fuse.curlftpfs"),
        *("fuse.s3fs", "fuse.smbnetfs", "fuse.glusterfs"),
    }
)
"""Without the number of a version behind: nfs4, davfs2."""
_MEDIA = ("/media/", "/run/media/", "/mnt/usb")
_OCTAL = regex(rb"\\([0-7]{3})", needs=b"\\")


PATIENCE = 1.0
"""Seconds in which a folder must answer before a dialog is to begin in it."""


_NO_FILES = {"proc", "sys", "dev"}
"""What the system shows of itself below its root: endless, changing, and no place for files."""


def answers(folder: Path, seconds: float = PATIENCE) -> bool:
    """Whether a folder for files can be looked into within this time.

    A share whose server is gone holds whoever asks for minutes, and nothing calls them back: so
    another thread asks, and is left to itself where that takes too long.
    """
    found: list[bool] = []

    def look() -> None:
        with suppress(OSError), os.scandir(folder) as entries:
            next(entries, None)
            found.append(not _shows_system(folder))

    asking = Thread(target=look, name="folder", daemon=True)
    asking.start()
    asking.join(seconds)
    return any(found)


def _shows_system(folder: Path) -> bool:
    root, *inner = Path(os.path.realpath(folder)).parts
    return root == "/" and bool(inner) and inner[0] in _NO_FILES


def storage_of(folder: Path) -> Storage:
    """On what a folder lies, or would lie; local where nothing tells otherwise."""
    place = Path(os.path.realpath(folder))
    for path in (folder.absolute(), place):
        for part in path.parts:
            if program := _synchronising(part):
                return Storage(Kind.SYNCED, program)
    return _drive(place) if sys.platform == "win32" else _mount(place)


def _synchronising(part: str) -> str:
    """The program that keeps a folder of this name; nothing where it is a name like others."""
    written = part.casefold()
    name = written.replace(" ", "")
    for word, program in _WORDS.items():
        behind = written.removeprefix(word)[:1]
        if written.startswith(word) and not (behind.isalnum() or behind == "_"):
            return program
    begun = (program for start, program in _BEGINNINGS.items() if name.startswith(start))
    return _NAMES.get(name) or next(begun, "")


def _mount(place: Path) -> Storage:
    """By the table of mounts that Linux keeps; other systems have none."""
    found, kind = "", ""
    for mounted, file_system in mounts():
        inside = place.is_relative_to(mounted)
        if inside and len(mounted) >= len(found):  # of several on one place the last one counts
            found, kind = mounted, file_system
    if kind.rstrip("0123456789") in _NETWORKS:
        return Storage(Kind.NETWORK, kind.removeprefix("fuse."))
    if f"{found}/".startswith(_MEDIA):
        return Storage(Kind.REMOVABLE)
    return LOCAL


def mounts(table: Path = Path("/proc/self/mounts")) -> list[tuple[str, str]]:
    """Each mounted folder with the name of its file system, in the order of mounting."""
    told = []
    with suppress(OSError):
        for line in table.read_bytes().splitlines():
            words = line.split(b" ")
            if len(words) > 2:  # noqa: PLR2004  (device, folder, system)
                folder = _OCTAL.sub(lambda code: bytes([int(code[1], 8) & 0xFF]), words[1])
                told.append((os.fsdecode(folder), os.fsdecode(words[2])))
    return told


def _drive(place: Path) -> Storage:
    if place.drive.startswith("\\\\"):
        return Storage(Kind.NETWORK)
    kind = 0
    if sys.platform == "win32":
        import ctypes

        kind = ctypes.windll.kernel32.GetDriveTypeW(place.anchor)
    return {2: Storage(Kind.REMOVABLE), 4: Storage(Kind.NETWORK)}.get(kind, LOCAL)


def local_folder() -> Path | None:
    """A folder of this computer in which an archive could lie; ``None`` where none is known."""
    from platformdirs import user_data_path, user_documents_path

    data = own_folder(lambda: user_data_path("zipingtong", appauthor=False))
    for home in (own_folder(user_documents_path), home_folder(), data):
        if home and storage_of(home).kind is Kind.LOCAL:
            return home / "自评档案"
    return None
