"""Objects of our own in a document that ReportLab writes, so that one pass makes the whole file."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from core.report.pdf_library import pdfdoc

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.report.pdf_library import Canvas


class Stream(pdfdoc.PDFStream):
    """A stream whose end stands on a line of its own, as archival files want it."""

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """As ReportLab writes it, with that line end."""
        written: bytes = super().format(document)
        return written.removesuffix(b"endstream\n") + b"\nendstream\n"


def document_of(canvas: Canvas) -> pdfdoc.PDFDocument:
    """The document that a canvas draws."""
    doc: pdfdoc.PDFDocument = canvas._doc  # type: ignore[attr-defined]  # noqa: SLF001
    return doc


@contextmanager
def marked(canvas: Canvas, mark: str) -> Iterator[None]:
    """All that is drawn in this block stands between this mark and its end."""
    canvas.addLiteral(mark)
    yield
    canvas.addLiteral("EMC")


def end_pages(doc: pdfdoc.PDFDocument) -> None:
    """Give each page that is done such a stream for what is drawn on it."""
    for item in vars(doc)["idToObject"].values():
        if isinstance(item, pdfdoc.PDFPage):
            drawn = vars(item)["stream"]
            item.Contents = Stream(content=drawn, filters=[pdfdoc.PDFZCompress])


def stream(
    doc: pdfdoc.PDFDocument, content: bytes, name: str, *, packed: bool = True, **entries: object
) -> object:
    """A reference to a new stream; ``entries`` go into its dictionary."""
    made = Stream(content=content, filters=[pdfdoc.PDFZCompress] if packed else None)
    made.dictionary.dict.update(entries)
    return reference(doc, made, name)


def dictionary(doc: pdfdoc.PDFDocument, entries: dict[str, object], name: str) -> object:
    """A reference to a new dictionary."""
    return reference(doc, pdfdoc.PDFDictionary(entries), name)


def reference(doc: pdfdoc.PDFDocument, item: pdfdoc.PDFObject, name: str) -> object:
    """What stands for an object wherever it is used."""
    made: object = doc.Reference(item, name)  # type: ignore[no-untyped-call]
    return made
