"""Why the operating system refused, in one Chinese clause."""

from __future__ import annotations

import errno

_SHARING_VIOLATIONS = frozenset({32, 33})
"""What Windows says when another program has the file open."""

_REASONS = {
    "ENOENT": "没有这个文件或文件夹",
    "EEXIST": "已有同名的文件",
    "EISDIR": "这是文件夹，不是文件",
    "ENOTDIR": "路径中有一段不是文件夹",
    "EACCES": "没有权限",
    "EPERM": "没有权限",
    "EROFS": "所在的磁盘是只读的",
    "ENOSPC": "磁盘空间不足",
    "EDQUOT": "磁盘配额已用完",
    "EFBIG": "文件过大，所在的磁盘放不下",
    "ENAMETOOLONG": "文件名过长",
    "EINVAL": "文件名或路径不合规定",
    "ELOOP": "它是链接或特殊文件，程序不跟随，请把它移走",
    "EMLINK": "链接过多",
    "ENOLCK": "所在的网络文件夹不支持文件锁",
    "EBUSY": "文件正被其他程序使用",
    "ETXTBSY": "文件正被其他程序使用",
    "EMFILE": "打开的文件过多",
    "ENFILE": "打开的文件过多",
    "EIO": "磁盘读写出错，请检查磁盘或 U 盘",
    "ENODEV": "磁盘或 U 盘已不在",
    "ENXIO": "磁盘或 U 盘已不在",
    "ESTALE": "网络文件夹已断开",
    "ENOTSUP": "所在的磁盘不支持这样做",
    "EOPNOTSUPP": "所在的磁盘不支持这样做",
}


def reason(error: OSError) -> str:
    """The reason of ``error`` as a clause without a full stop."""
    if getattr(error, "winerror", None) in _SHARING_VIOLATIONS:
        return _REASONS["EBUSY"]
    # By name: not every system has every number.
    name = errno.errorcode.get(error.errno or 0, "")
    return _REASONS.get(name) or f"系统报告错误 {error.errno or '（无编号）'}"
