"""Objects of our own in a document that ReportLab writes, so that one pass makes the whole file."""

from __future__ import annotations

from reportlab.pdfbase import pdfdoc


def stream(
    doc: pdfdoc.PDFDocument, content: bytes, name: str, *, packed: bool = True, **entries: object
) -> object:
    """A reference to a new stream; ``entries`` go into its dictionary."""
    made = pdfdoc.PDFStream(content=content)
    made.dictionary.dict.update(entries)
    made.filters = [pdfdoc.PDFZCompress] if packed else []
    return reference(doc, made, name)


def dictionary(doc: pdfdoc.PDFDocument, entries: dict[str, object], name: str) -> object:
    """A reference to a new dictionary."""
    return reference(doc, pdfdoc.PDFDictionary(entries), name)


def reference(doc: pdfdoc.PDFDocument, item: pdfdoc.PDFObject, name: str) -> object:
    """What stands for an object wherever it is used."""
    made: object = doc.Reference(item, name)  # type: ignore[no-untyped-call]
    return made
