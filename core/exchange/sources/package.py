"""The zipped parts of an Office file (OPC), each unpacked within bounds and parsed without DTDs."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final, TypeAlias

from core.exchange.sources.bounds import MAX_PART, MAX_PARTS, SourceError

Element: TypeAlias = Any
"""An lxml element; the library has no types."""

NO_SHEET: Final = "这个工作簿里没有可见的工作表"
NO_PART: Final = (
    "这个工作簿里没有能读的工作表，文件可能已经损坏，请用 Excel 或 WPS 打开后另存一份再导入"
)
DAMAGED: Final = "文件已经损坏，读不出来，请用 Excel、Word 或 WPS 打开后另存一份再导入"
LOCKED: Final = "文件有密码，请先在 Excel、Word 或 WPS 中取消密码后再导入"
_BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, KeyError,
    IndexError,
)  # fmt: skip
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Package:
    """The parts of a zipped file by name. Every method raises ``SourceError`` only."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            infos = self._zip.infolist()
        except RuntimeError as error:
            raise SourceError(LOCKED) from error
        except _BROKEN as error:
            raise SourceError(DAMAGED) from error
        if len(infos) > MAX_PARTS:
            raise SourceError("文件里的部件太多，不像自评表，没有读取")
        self._infos = {_key(info.filename): info for info in infos}
        self._left = 2 * MAX_PART

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._infos

    @property
    def names(self) -> list[str]:
        """The names of all parts, in small letters."""
        return list(self._infos)

    def read(self, name: str) -> bytes:
        """The bytes of a part; what the file says of its size is not believed."""
        info = self._infos.get(_key(name))
        if info is None:
            raise SourceError(DAMAGED)
        if info.flag_bits & 1:
            raise SourceError(LOCKED)
        if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise SourceError(DAMAGED)  # no Office file is packed so
        limit = min(MAX_PART, self._left)
        try:
            with self._zip.open(info) as stream:
                data = stream.read(limit + 1)
        except RuntimeError as error:
            raise SourceError(LOCKED) from error
        except _BROKEN as error:
            raise SourceError(DAMAGED) from error
        if len(data) > limit:
            raise SourceError("文件解压后过大，不像自评表，没有读取")
        self._left -= len(data)
        return data

    def parse(self, name: str) -> Element:
        """The root element of an XML part."""
        return parse_xml(self.read(name))

    @property
    def infos(self) -> list[zipfile.ZipInfo]:
        """All parts as the file lists them, in its order."""
        return list(self._infos.values())

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """Of a part's relations: id -> (the last word of its type, the part it leads to)."""
        folder, file = posixpath.split(_key(name))
        path = posixpath.join(folder, "_rels", f"{file}.rels")
        if path not in self:
            return {}
        found = {}
        for one in self.parse(path).iter(_RELATIONS):
            target = one.get("Target") or ""
            if one.get("TargetMode") == "External" or not target:
                continue
            whole = target if target.startswith("/") else posixpath.join(folder, target)
            kind = (one.get("Type") or "").rpartition("/")[2]
            found[one.get("Id") or ""] = (kind, _key(posixpath.normpath(whole)))
        return found


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def parse_xml(data: bytes, *, whole: bool = False) -> Element:
    """The root of an XML text. A DTD has no place in an Office file and is refused with it.

    ``whole``: comments and instructions are kept, for what is to be written again.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=not whole, remove_pis=not whole,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceError(DAMAGED) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise SourceError("文件里有 Office 文件不该有的定义，为安全起见没有读取")
    return root


def walk_xml(data: bytes, tags: tuple[str, ...]) -> Iterator[Element]:
    """The elements with these tags as they end, each freed after it was looked at."""
    from lxml import etree

    try:
        for _, element in etree.iterparse(
            BytesIO(data), events=("end",), tag=tags, resolve_entities=False, no_network=True,
            load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True,
        ):  # fmt: skip
            if element.getroottree().docinfo.internalDTD is not None:
                raise SourceError("文件里有 Office 文件不该有的定义，为安全起见没有读取")
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceError(DAMAGED) from error
