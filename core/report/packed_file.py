"""A document as the bytes of its file, with small objects packed (ISO 32000-1, 7.5.7 and 7.5.8).

A form of two thousand rows has some sixteen thousand elements of structure. ReportLab would write
each as an object by itself, uncompressed, with a line in the cross-reference table; so these are
put into object streams instead, which every reader since 2003 knows, and the table is a stream as
well. Everything else is written by ReportLab as ever.
"""

from __future__ import annotations

import zlib
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from core.report.pdf_library import pdfdoc

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_PACKED: Final = 500
"""Objects in one stream: a reader unpacks a whole stream for one of them."""

_FREE, _AT, _IN = 0, 1, 2
"""Kinds of entries in a cross-reference stream."""


def written(document: Any, packed: Mapping[int, str]) -> bytes:  # noqa: ANN401  (ReportLab's own)
    """The file: ReportLab's objects as it writes them, ``packed`` ones in object streams."""
    file: Any = pdfdoc.PDFFile(document._pdfVersion)  # noqa: SLF001  (there is no other door)
    entries: dict[int, tuple[int, int, int]] = {0: (_FREE, 0, 0xFFFF)}
    number = 0
    while number < document.objectcounter:  # writing one may add others
        number += 1
        if number not in packed:
            name = document.numberToId[number]
            item: Any = pdfdoc.PDFIndirectObject(name, document.idToObject[name])
            entries[number] = (_AT, file.add(item.format(document)), 0)
    for _, block in groupby(enumerate(packed.items()), lambda one: one[0] // _PACKED):
        number += 1
        objects = [one for _, one in block]
        entries |= {own: (_IN, number, at) for at, (own, _) in enumerate(objects)}
        entries[number] = (_AT, file.add(_object_stream(number, objects)), 0)
    number += 1
    start = file.add(b"")
    entries[number] = (_AT, start, 0)
    identity = document.ID().strip().splitlines()[0].decode("latin-1")
    root, info = (
        document.idToObjectNumberAndVersion[document.Reference(one).name][0]
        for one in (document.Catalog, document.info)
    )
    table = b"".join(
        [
            bytes([kind]) + offset.to_bytes(4, "big") + index.to_bytes(2, "big")
            for _, (kind, offset, index) in sorted(entries.items())
        ]
    )
    trailer = (
        f"/Type /XRef /Size {number + 1} /W [1 4 2] /Root {root} 0 R /Info {info} 0 R"
        f" /ID {identity}"
    )
    file.add(_stream(number, trailer, table))
    file.add(f"startxref\n{start}\n%%EOF\n")
    data: bytes = file.format(document)
    return data


def _object_stream(number: int, objects: Sequence[tuple[int, str]]) -> bytes:
    places, at = [], 0
    for own, text in objects:
        places.append(f"{own} {at}")
        at += len(text) + 1
    head = " ".join(places) + "\n"
    body = "\n".join([text for _, text in objects])
    content = (head + body).encode("ascii")
    return _stream(number, f"/Type /ObjStm /N {len(objects)} /First {len(head)}", content)


def _stream(number: int, entries: str, content: bytes) -> bytes:
    data = zlib.compress(content)
    head = f"{number} 0 obj\n<< {entries} /Filter /FlateDecode /Length {len(data)} >>\nstream\n"
    return head.encode("latin-1") + data + b"\nendstream\nendobj\n"
