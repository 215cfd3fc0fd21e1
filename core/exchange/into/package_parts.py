"""The parts of an Office file of which some are changed and all others copied as they are."""

from __future__ import annotations

import posixpath
import zipfile
from io import BytesIO
from typing import Final

from core.exchange.sources.package import Element, Package, parse_xml

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

UNSEALED: Final = "空表带有数字签名，填写以后签名不再有效，已经去掉"


class Parts:
    """The parts of a package by name; those that were taken by ``edit`` are written anew."""

    def __init__(self, data: bytes) -> None:
        self.package = Package(data)
        self._roots: dict[str, Element] = {}
        self._removed: set[str] = set()

    def edit(self, name: str) -> Element:
        """The root of a part that will be changed."""
        name = name.lower()
        if name not in self._roots:
            self._roots[name] = parse_xml(self.package.read(name), whole=True)
        return self._roots[name]

    def leave(self, name: str) -> None:
        """Copy a part as it is after all."""
        self._roots.pop(name.lower(), None)

    def look(self, name: str) -> Element:
        """The root of a part that is only looked at."""
        root = self._roots.get(name.lower())
        return self.package.parse(name) if root is None else root

    def remove(self, name: str) -> None:
        """Leave a part out, with whatever leads to it."""
        name = name.lower()
        folder, file = posixpath.split(name)
        self._removed |= {name, posixpath.join(folder, "_rels", f"{file}.rels")}
        types = self.edit("[content_types].xml")
        for one in list(types):
            if (one.get("PartName") or "").lstrip("/").lower() == name:
                types.remove(one)
        for relations in [part for part in self.package.names if part.endswith(".rels")]:
            folder = posixpath.dirname(posixpath.dirname(relations))
            root = self.look(relations)
            if any(_leads_to(one, folder, name) for one in root.iter(_RELATION)):
                root = self.edit(relations)
                for one in [r for r in root.iter(_RELATION) if _leads_to(r, folder, name)]:
                    root.remove(one)

    def unseal(self) -> bool:
        """Leave out signatures, which hold no more; whether there were any."""
        found = [part for kind, part in self.package.relations("").values() if kind == "origin"]
        for part in found:
            for _, signature in self.package.relations(part).values():
                self.remove(signature)
            self.remove(part)
        return bool(found)

    def bytes(self) -> bytes:
        """The whole file."""
        from lxml import etree

        stream = BytesIO()
        with zipfile.ZipFile(stream, "w") as target:
            for info in self.package.infos:
                name = info.filename.replace("\\", "/").lstrip("/").lower()
                if name in self._removed:
                    continue
                root = self._roots.get(name)
                if root is None:
                    data = self.package.read(name)
                else:
                    data = etree.tostring(
                        root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True
                    )
                copy = zipfile.ZipInfo(info.filename, info.date_time)
                copy.compress_type = zipfile.ZIP_DEFLATED if info.compress_type else 0
                copy.external_attr = info.external_attr
                target.writestr(copy, data)
        return stream.getvalue()


def _leads_to(relation: Element, folder: str, name: str) -> bool:
    if relation.get("TargetMode") == "External":
        return False
    target = (relation.get("Target") or "").lower()
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/") == name
