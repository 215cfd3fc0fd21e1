"""What may be asked of this computer by one foreign file; looked at before it is parsed."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import TYPE_CHECKING, Final

from core.foreign.errors import ForeignFileError
from core.quoting import shown
from core.system_errors import reason

if TYPE_CHECKING:
    import zipfile

MEGABYTE: Final = 1024 * 1024

MOST_BYTES: Final = 100 * MEGABYTE
"""Of a file. A form in an office file has some 30 kB, a scan of ten pages some 20 MB."""
MOST_PIXELS: Final = 120_000_000
"""Of one picture or page: A3 at 600 dpi has 70 million."""
MOST_PAGES: Final = 200
"""Of one PDF or TIFF: forms have up to ten."""
MOST_MEMBERS: Final = 5_000
MOST_UNPACKED: Final = 400 * MEGABYTE
"""Of all files in a zip (office files are such) together."""
MOST_TIMES: Final = 200
"""How many times larger a file in a zip may become, once it is larger than ``LARGE_MEMBER``."""
_METHODS: Final = (0, 8)
"""Stored, deflated."""
LARGE_MEMBER: Final = 8 * MEGABYTE


def check_file(path: Path, most: int = MOST_BYTES) -> int:
    """The size of a regular file. Raises ``ForeignFileError`` for other things and larger ones."""
    try:
        state = path.stat()
    except (OSError, ValueError) as error:
        # ValueError: a path with a NUL in it.
        why = reason(error) if isinstance(error, OSError) else "文件名不合规定"
        message = f"无法读取{shown(path)}：{why}"
        raise ForeignFileError(message) from error
    if not stat.S_ISREG(state.st_mode):
        message = f"无法读取{shown(path)}：它是文件夹或设备，不是普通文件"
        raise ForeignFileError(message)
    if state.st_size > most:
        message = f"无法读取{shown(path)}：文件超过 {most // MEGABYTE} MB，请核对是不是选错了文件"
        raise ForeignFileError(message)
    return state.st_size


def check_pixels(width: float, height: float) -> None:
    """Refuse a picture or page of too many pixels. Raises ``ForeignFileError``."""
    if not (width >= 1 and height >= 1 and width * height <= MOST_PIXELS):
        raise ForeignFileError(f"图片或页面的大小不合理（{width:.0f}×{height:.0f} 像素）")


def check_pages(count: int) -> None:
    """Refuse a document of too many pages. Raises ``ForeignFileError``."""
    if count > MOST_PAGES:
        raise ForeignFileError(f"共 {count} 页，超过 {MOST_PAGES} 页，请拆成几个文件")


def broken_zip() -> tuple[type[Exception], ...]:
    """What ``zipfile`` raises, beside ``OSError``, for a file that is damaged or made to be."""
    import zipfile
    import zlib

    # RuntimeError: it has a password. ValueError: a name in no encoding.
    known = (EOFError, ValueError, LookupError, NotImplementedError, RuntimeError)
    return (zipfile.BadZipFile, zlib.error, *known)


def check_zip(path: Path, most_unpacked: int = MOST_UNPACKED) -> None:
    """Refuse what would unpack to too much. Raises ``ForeignFileError``.

    The sizes are those that the list in the file tells: ``zipfile`` never gives more of a member
    than it tells, so a list that lies only makes the file damaged.
    """
    import zipfile

    try:
        with zipfile.ZipFile(path) as packed:
            members = packed.infolist()
    except broken_zip() as error:
        message = "文件已经损坏，读不出来，请用原来的程序打开后另存一份，或向提供者重新要一份"
        raise ForeignFileError(message) from error
    if len(members) > MOST_MEMBERS:
        raise ForeignFileError(f"压缩文件里有 {len(members)} 个文件，超过 {MOST_MEMBERS} 个")
    if sum(member.file_size for member in members) > most_unpacked:
        size = most_unpacked // MEGABYTE
        raise ForeignFileError(f"压缩文件解开以后超过 {size} MB，可能是恶意文件")
    for member in members:
        check_member(member)


def check_member(member: zipfile.ZipInfo, large: int = LARGE_MEMBER) -> None:
    """Refuse what becomes larger than ``large`` and hundreds of times as large as it is packed.

    And what is packed as neither Office nor this program does: the other ways fail in ways of
    their own.
    """
    if member.compress_type not in _METHODS:
        raise ForeignFileError("压缩文件用了少见的压缩方法，读不了，请用原来的程序打开后另存一份")
    if member.file_size > max(large, MOST_TIMES * member.compress_size):
        raise ForeignFileError("压缩文件解开以后会大出几百倍，可能是恶意文件")
