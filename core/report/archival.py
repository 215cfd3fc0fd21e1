"""What makes a PDF keep: it says what it is, what its greys mean, and carries its own data.

The structure is that of PDF/A-3a (ISO 19005-3): metadata as XMP, an output intent, the data of the
form as an associated file, and the tags of ``tagging``. What a validator says of it, and what none
was to be had for, ``tests/bench/bench_archival.py`` prints. All is written in ReportLab's own pass,
and the same input gives the same bytes.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from core.model.selfeval import ATTACHMENT
from core.regex import regex
from core.report.colour import srgb_profile
from core.report.objects import dictionary, document_of, reference, stream
from core.report.pdf_library import pdfdoc
from core.report.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.report.pdf_library import Canvas

PROGRAM: Final = "自评通"
PRODUCER: Final = "zipingtong (ReportLab)"
LANGUAGE: Final = "zh-CN"
KEYWORDS: Final = "预算绩效,绩效自评"
"""(ReportLab writes some in any case, and the metadata must say the same.)"""

_PRIVATE: Final = regex("[\ue000-\uf8ff\U000f0000-\U0010ffff]")

NO_DATE: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""Of the data attached to a file whose date nobody told; the file itself then has none."""


class Description(Struct, frozen=True):
    """What a file says of itself; ``data`` is the form as ``selfeval/1``, ``made`` its date."""

    title: str
    author: str
    subject: str = ""
    data: bytes = b""
    made: datetime | None = None


def describe(canvas: Canvas, description: Description, texts: Iterable[str]) -> None:
    """Put all of it into the document of a canvas that has no page yet; ``texts``: its content."""
    doc: Any = document_of(canvas)
    made = (description.made or NO_DATE).astimezone(UTC)
    title, author, subject = (
        " ".join(clean(text).split("\n"))
        for text in (description.title, description.author, description.subject)
    )
    if description.made is None:
        doc.info = _Undated()
    canvas.setTitle(title)
    canvas.setAuthor(author)
    canvas.setSubject(subject)
    canvas.setKeywords(KEYWORDS)
    canvas.setCreator(PROGRAM)
    canvas.setProducer(PRODUCER)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.setViewerPreference("PrintScaling", "None")
    doc._timeStamp = SimpleNamespace(  # noqa: SLF001  (there is no other door)
        t=made.timestamp(), YMDhms=made.timetuple()[:6], dhh=0, dmm=0
    )
    # Of this the file's ID is made, with all that is drawn.
    doc.signature = hashlib.md5(description.data, usedforsecurity=False)
    doc.updateSignature(f"{made:%Y%m%d%H%M%S}")
    catalog = doc.Catalog
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents", "AF"]
    catalog.Metadata = stream(
        doc,
        _xmp(title, author, subject, description.made, conformance(texts)).encode(),
        "metadata",
        packed=False,  # so that a program without a PDF reader finds it too
        Type="/Metadata",
        Subtype="/XML",
    )
    catalog.OutputIntents = pdfdoc.PDFArray([_output_intent(doc)])
    if description.data:
        attached = _attachment(doc, description.data, made)
        names = pdfdoc.PDFArray([pdfdoc.PDFString(ATTACHMENT), attached])
        tree = pdfdoc.PDFDictionary({"Names": names})
        catalog.Names = reference(
            doc, pdfdoc.PDFDictionary({"EmbeddedFiles": tree}), "names of attachments"
        )
        catalog.AF = pdfdoc.PDFArray([attached])


def conformance(texts: Iterable[str]) -> str:
    """``A``, or ``B`` where a text holds a character to which everybody gives his own meaning.

    Of such a one nobody can say what it reads like, which level A asks for (6.2.11.7).
    """
    return "B" if any(map(_PRIVATE.search, texts)) else "A"


def _output_intent(doc: pdfdoc.PDFDocument) -> pdfdoc.PDFDictionary:
    name = pdfdoc.PDFString("sRGB IEC61966-2.1")
    return pdfdoc.PDFDictionary(
        {
            "Type": "/OutputIntent",
            "S": "/GTS_PDFA1",
            "OutputConditionIdentifier": name,
            "Info": name,
            "DestOutputProfile": stream(doc, srgb_profile(), "sRGB", N=3),
        }
    )


def _attachment(doc: pdfdoc.PDFDocument, data: bytes, made: datetime) -> object:
    date = pdfdoc.PDFString(f"D:{made:%Y%m%d%H%M%S}+00'00'")
    checksum = hashlib.md5(data, usedforsecurity=False).hexdigest()
    params = {"Size": len(data), "ModDate": date, "CheckSum": f"<{checksum}>"}
    file = stream(
        doc,
        data,
        "data",
        Type="/EmbeddedFile",
        Subtype="/application#2Fjson",
        Params=pdfdoc.PDFDictionary(params),
    )
    name = pdfdoc.PDFString(ATTACHMENT)
    entries: dict[str, object] = {
        "Type": "/Filespec",
        "F": name,
        "UF": name,
        "Desc": pdfdoc.PDFString("这份自评表的数据（selfeval/1）"),
        "AFRelationship": "/Data",
        "EF": pdfdoc.PDFDictionary({"F": file, "UF": file}),
    }
    return dictionary(doc, entries, "attachment")


class _Undated(pdfdoc.PDFInfo):
    """What a file says of itself where nobody told when it was made: no date at all."""

    def format(self, document: pdfdoc.PDFDocument) -> Any:  # noqa: ANN401  (ReportLab has no types)
        """The dictionary, without the dates that ReportLab puts into each."""
        names = ("Title", "Author", "Producer", "Creator", "Subject", "Keywords")
        said: dict[str, object] = {
            name: pdfdoc.PDFString(getattr(self, name.lower())) for name in names
        }
        said["Trapped"] = pdfdoc.PDFName(self.trapped)
        return pdfdoc.PDFDictionary(said).format(document)


_ESCAPED: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
"""As xml.sax does it, which brings urllib, http and email along."""


def _xmp(title: str, author: str, subject: str, made: datetime | None, level: str) -> str:
    title, author, subject = (text.translate(_ESCAPED) for text in (title, author, subject))
    dates = ""
    if made is not None:
        date = f"{made.astimezone(UTC):%Y-%m-%dT%H:%M:%S}+00:00"
        dates = (
            f"<xmp:CreateDate>{date}</xmp:CreateDate>\n<xmp:ModifyDate>{date}</xmp:ModifyDate>\n"
        )
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>{level}</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt>\
</dc:description>
<dc:language><rdf:Bag><rdf:li>{LANGUAGE}</rdf:li></rdf:Bag></dc:language>
<pdf:Keywords>{KEYWORDS}</pdf:Keywords>
<pdf:Producer>{PRODUCER}</pdf:Producer>
<xmp:CreatorTool>{PROGRAM}</xmp:CreatorTool>
{dates}</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""
