"""An empty Word document on A4 with the faces of the paper and page numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from core.exchange import form_face as face
from core.reading.cell_text import writable_text
from core.sheet.page_setup import A4, MM

if TYPE_CHECKING:
    from docx.document import Document

NAMESPACE: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

_STANDING_IN: Final = {
    face.SONG: "SimSun,NSimSun,Noto Serif CJK SC,Source Han Serif SC",
    face.HEI: "SimHei,Noto Sans CJK SC,Source Han Sans SC,Microsoft YaHei",
}
"""What may stand in for a face where it is missing (UOS, macOS)."""
_FOOT: Final = 10 * MM
_LONGEST_TITLE: Final = 255


def style_of(font: face.Face) -> str:
    """The id of the paragraph style with this font."""
    return f"Form{'Hei' if font.font == face.HEI else 'Song'}{font.size:g}".replace(".", "h")


def blank_document(title: str) -> Document:
    """The document; ``title`` is what its properties say."""
    import docx
    from docx.shared import Pt

    document = docx.Document()
    properties = document.core_properties
    properties.title = writable_text(title)[:_LONGEST_TITLE]
    properties.author = properties.comments = properties.last_modified_by = ""
    section = document.sections[0]
    section.page_width, section.page_height = map(Pt, A4)
    section.left_margin, section.right_margin = Pt(face.LEFT), Pt(face.RIGHT)
    section.top_margin, section.bottom_margin = Pt(face.TOP), Pt(face.BOTTOM)
    section.header_distance = section.footer_distance = Pt(_FOOT)
    normal = document.styles["Normal"]
    _set_font(normal, face.Face(face.SONG, 10.5))
    for font in face.FACES:
        add_style(document, font)
    _speak_chinese(document)
    _name_faces(document)
    _number_pages(section.footer)
    return document


def add_style(document: Any, font: face.Face) -> None:  # noqa: ANN401  (python-docx types no XML)
    """Let the document have a paragraph style with this font."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    style = document.styles.add_style(style_of(font), WD_STYLE_TYPE.PARAGRAPH)
    _set_font(style, font)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = 1.0


def _set_font(style: Any, font: face.Face) -> None:  # noqa: ANN401
    from docx.oxml.ns import qn
    from docx.shared import Pt

    style.font.name, style.font.size = font.font, Pt(font.size)
    style.font.bold = font.bold or None
    style.element.rPr.rFonts.set(qn("w:eastAsia"), font.font)


def _speak_chinese(document: Any) -> None:  # noqa: ANN401
    """Chinese breaks lines and stands in the faces for Chinese."""
    from docx.oxml.ns import qn

    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    for language in document.settings.element.iter(qn("w:themeFontLang")):
        language.set(qn("w:eastAsia"), "zh-CN")


def _name_faces(document: Any) -> None:  # noqa: ANN401
    """Tell programs without a face which others will do."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    fonts = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    lines = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/>'
        '<w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for name, others in _STANDING_IN.items()
    )
    head, end, tail = fonts.blob.rpartition(b"</w:fonts>")
    fonts._blob = head + lines.encode() + end + tail  # noqa: SLF001  (the library has no other way)


def _number_pages(footer: Any) -> None:  # noqa: ANN401
    from docx.oxml import parse_xml

    def field(name: str) -> str:
        return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'

    def text(words: str) -> str:
        return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'

    footer.is_linked_to_previous = False
    line = footer.paragraphs[0]._p  # noqa: SLF001
    style = style_of(face.Face(face.SONG, 9))
    numbers = f"{text('第 ')}{field('PAGE')}{text(' 页 共 ')}{field('NUMPAGES')}{text(' 页')}"
    line.getparent().replace(
        line,
        parse_xml(
            f'<w:p xmlns:w="{NAMESPACE}"><w:pPr><w:pStyle w:val="{style}"/><w:jc w:val="center"/>'
            f"</w:pPr>{numbers}</w:p>"
        ),
    )
