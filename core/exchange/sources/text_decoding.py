"""Bytes of a text file as text: UTF-8, UTF-16 or GB18030, by mark, by declaration, by trial."""

from __future__ import annotations

import codecs

from core.exchange.sources.bounds import SourceError
from core.regex import regex

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"),
          (codecs.BOM_UTF16_BE, "utf-16-be"))  # fmt: skip
_DECLARED = regex(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_-]{2,20})""")
_HEAD = 4_096


def decode_text(data: bytes, *, declared: bool = False) -> str:
    """The text; where it is ``declared``, markup names its encoding. Raises ``SourceError``."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    names = ["utf-8", "gb18030"]
    found = _DECLARED.search(data[:_HEAD]) if declared else None
    if found:
        names.insert(0, _encoding(found[1].decode("ascii")))
    for name in names:
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    if declared:  # one broken letter in a saved page is no reason to refuse it
        return data.decode(names[0], "replace")
    raise SourceError(
        "里面的文字读不出来：文件可能已损坏，或者不是表格和文档；"
        "请用 Excel 或 WPS 打开看看，另存为 .xlsx 再导入"
    )


def _encoding(name: str) -> str:
    """gb2312 and gbk are read as what contains them; unknown names and odd codecs as UTF-8."""
    if name.lower().replace("-", "").replace("_", "") in {"gb2312", "gbk", "gb18030", "cp936"}:
        return "gb18030"
    return name.lower() if name.lower() in {"utf-8", "big5", "utf-16"} else "utf-8"
