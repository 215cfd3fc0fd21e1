"""The custom part of an Office file that carries the form's data (``core.reading.carried``).

It is an ordinary 自定义 XML part: Excel, Word and WPS keep it when they save the file.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from html import escape
from io import BytesIO
from typing import Final

from core.exchange.sources.bounds import SourceError
from core.exchange.sources.package import Package

_NAMESPACE: Final = "urn:zipingtong:form:1"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_STORED_ID: Final = "{5A49504E-4754-4F52-4D00-000000000001}"
"""Names the kind of data to Office; the same in every file of ours."""
_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PROPERTIES: Final = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_DATE: Final = (1980, 1, 1, 0, 0, 0)
_LEVEL: Final = 3
"""Of compression: the library has done it once already, and a tenth of 10 kB is no gain."""
_MOST_PARTS: Final = 50
_TYPES, _TYPES_END = "[Content_Types].xml", b"</Types>"
_RELATIONS_END: Final = b"</Relationships>"


def with_carried(data: bytes, main: str, carried: str, body: bytes | None = None) -> bytes:
    """An Office file that was just written, with the part; ``main``: the name of its main part.

    ``body`` takes the place of what the main part holds.

    All members get the same date, so that the same form makes the same bytes.
    """
    folder, file = posixpath.split(main)
    relations = f"{folder}/_rels/{file}.rels"
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        taken = {name.lower() for name in source.namelist()}
        number = next(n for n in range(1, 99) if f"customxml/item{n}.xml" not in taken)
        item = f"customXml/item{number}"
        properties = f"customXml/itemProps{number}"
        added = {
            f"{item}.xml": f'<form xmlns="{_NAMESPACE}">{escape(carried, quote=False)}</form>',
            f"{properties}.xml": (
                f'<ds:datastoreItem ds:itemID="{_STORED_ID}" xmlns:ds="{_OFFICE}/customXml">'
                f'<ds:schemaRefs><ds:schemaRef ds:uri="{_NAMESPACE}"/></ds:schemaRefs>'
                "</ds:datastoreItem>"
            ),
            f"customXml/_rels/item{number}.xml.rels": (
                '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                + _relation("rId1", "customXmlProps", f"itemProps{number}.xml")
                + "</Relationships>"
            ),
        }
        for info in source.infolist():
            content = source.read(info)
            if info.filename == main and body is not None:
                content = body
            elif info.filename == _TYPES:
                content = _before_end(content, _TYPES_END, _types(content, properties))
            elif info.filename == relations:
                identity = _free_id(content)
                line = _relation(identity, "customXml", f"../{item}.xml")
                content = _before_end(content, _RELATIONS_END, line)
            _put(target, info.filename, content)
        for name, text in added.items():
            _put(target, name, (_XML + text).encode())
    return out.getvalue()


def undated(data: bytes) -> bytes:
    """An Office file that was just written, its members of one date: the same makes the same."""
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for info in source.infolist():
            _put(target, info.filename, source.read(info))
    return out.getvalue()


def carried_in(package: Package, main: str) -> str:
    """The text of the part in a file, blank where there is none of ours."""
    return next((text for _, text in _carried(package, main)), "")


def carrying_parts(package: Package, main: str) -> list[str]:
    """The names of the parts of ours in a file, with those that belong to them."""
    found = [part for part, _ in _carried(package, main)]
    return [*found, *(beside for part in found for _, beside in package.relations(part).values())]


def _carried(package: Package, main: str) -> Iterator[tuple[str, str]]:
    """Name and text of each part of ours."""
    parts = [part for kind, part in package.relations(main).values() if kind == "customXml"]
    for part in parts[:_MOST_PARTS]:
        try:
            root = package.parse(part)
        except SourceError:
            continue  # whatever it is, the cells are there
        if root.tag == f"{{{_NAMESPACE}}}form":
            yield part, root.text or ""


def _types(types: bytes, properties: str) -> str:
    """The lines that the list of content types still needs."""
    default = "" if b'Extension="xml"' in types else (
        '<Default Extension="xml" ContentType="application/xml"/>'
    )  # fmt: skip
    return f'{default}<Override PartName="/{properties}.xml" ContentType="{_PROPERTIES}"/>'


def _relation(identity: str, kind: str, target: str) -> str:
    return (
        f'<Relationship Id="{identity}" Type="{_OFFICE}/relationships/{kind}" Target="{target}"/>'
    )


def _free_id(relations: bytes) -> str:
    taken = [int(number) for number in re.findall(rb'Id="rId(\d+)"', relations)]
    return f"rId{max(taken, default=0) + 1}"


def _before_end(content: bytes, end: bytes, line: str) -> bytes:
    head, found, tail = content.rpartition(end)
    assert found  # noqa: S101  (libraries write both lists so)
    return head + line.encode() + found + tail


def _put(target: zipfile.ZipFile, name: str, content: bytes) -> None:
    info = zipfile.ZipInfo(name, _DATE)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    target.writestr(info, content, compresslevel=_LEVEL)
