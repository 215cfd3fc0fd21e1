"""自评报告 as a Word file: headings and paragraphs, what is to be filled in marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from io import BytesIO
from typing import Final

from core.exchange import form_face as face
from core.exchange.carried_part import undated
from core.exchange.docx_page import NAMESPACE, add_style, blank_document, style_of
from core.reading.cell_text import writable_text
from core.regex import regex

_HEADING, _TEXT = face.Face(face.HEI, 14), face.Face(face.SONG, 12)
_TITLE, _NOTE = face.Face(face.SONG, 18, bold=True), face.Face(face.SONG, 9)
_INDENT: Final = 480
"""Twips: two characters of the text."""
_BLANK = regex("(_{3,})")


def report_docx(title: str, note: str, parts: Sequence[tuple[str, Sequence[str]]]) -> bytes:
    """The file; ``parts``: each heading with its paragraphs."""
    from docx.oxml import parse_xml

    document = blank_document(title)
    for font in (_HEADING, _TEXT):
        add_style(document, font)
    body = document.element.body
    blocks = "".join(_blocks(title, note, parts))
    for element in list(parse_xml(f'<w:body xmlns:w="{NAMESPACE}">{blocks}</w:body>')):
        body.insert(len(body) - 1, element)  # before the properties of the section
    stream = BytesIO()
    document.save(stream)
    return undated(stream.getvalue())


def _blocks(title: str, note: str, parts: Sequence[tuple[str, Sequence[str]]]) -> Iterator[str]:
    yield _paragraph(title, _TITLE, '<w:jc w:val="center"/>')
    yield _paragraph(note, _NOTE, '<w:jc w:val="center"/>')
    for heading, paragraphs in parts:
        level = '<w:outlineLvl w:val="0"/>'
        yield _paragraph(heading, _HEADING, f'<w:keepNext/><w:spacing w:before="240"/>{level}')
        for text in paragraphs:
            for line in writable_text(text).split("\n"):
                if line.strip():
                    indent = f'<w:ind w:firstLine="{_INDENT}"/>'
                    yield _paragraph(line.strip(), _TEXT, f'<w:spacing w:line="360"/>{indent}')


def _paragraph(text: str, font: face.Face, properties: str) -> str:
    runs = "".join(_run(part) for part in _BLANK.split(writable_text(text)) if part)
    style = f'<w:pStyle w:val="{style_of(font)}"/>'
    return f"<w:p><w:pPr>{style}{properties}</w:pPr>{runs}</w:p>"


def _run(text: str) -> str:
    marked = '<w:rPr><w:highlight w:val="yellow"/></w:rPr>' if _BLANK.fullmatch(text) else ""
    shown = escape(text, quote=False).replace("\t", " ")
    return f'<w:r>{marked}<w:t xml:space="preserve">{shown}</w:t></w:r>'
