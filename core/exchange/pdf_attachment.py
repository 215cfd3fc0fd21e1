"""What our own PDF carries: the form as ``selfeval/1`` that is attached to it.

This opens foreign files: ``core.exchange.foreign`` has it done in a child process.
"""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import Any, Final

from core.exchange.pdf_refusal import why_unopened
from core.model.file_values import FormFileError
from core.model.selfeval import ATTACHMENT, MAX_BYTES

_MOST: Final = 100
"""Attachments that are looked at."""


def attachment(data: bytes | Path) -> bytes | None:
    """What is attached as the form's data; ``None`` where nothing is. Raises ``FormFileError``."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise FormFileError(why_unopened(error)) from error
    try:
        return _attached(document, pypdfium2.raw)
    finally:
        document.close()


def _attached(document: Any, raw: Any) -> bytes | None:  # noqa: ANN401  (pypdfium2 has no types)
    count = min(raw.FPDFDoc_GetAttachmentCount(document.raw), _MOST)
    for index in range(count):
        item = raw.FPDFDoc_GetAttachment(document.raw, index)
        if _name(item, raw) == ATTACHMENT:
            size = ctypes.c_ulong()
            if not raw.FPDFAttachment_GetFile(item, None, 0, ctypes.byref(size)):
                continue
            if size.value > MAX_BYTES:
                message = "这个 PDF 里的数据过大，不像一份自评表"
                raise FormFileError(message)
            buffer = ctypes.create_string_buffer(size.value)
            raw.FPDFAttachment_GetFile(item, buffer, size.value, ctypes.byref(size))
            return buffer.raw[: size.value]
    return None


def _name(item: Any, raw: Any) -> str:  # noqa: ANN401
    length = raw.FPDFAttachment_GetName(item, None, 0)
    buffer = (ctypes.c_ushort * (length // 2))()
    raw.FPDFAttachment_GetName(item, buffer, length)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")
