"""The form as it is published: without the names and phone numbers of people.

Texts are nobody's to change: where one names a person, whoever publishes is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from core.model.evaluation import Evaluation
from core.model.fields import AMOUNTS, only
from core.model.selfeval import dumps
from core.quoting import first_of
from core.regex import regex

if TYPE_CHECKING:
    from core.sheet.sheet import Sheet

T = TypeVar("T")

_PERSONAL = regex("电话|手机|联系|填报人|填表人|经办人|负责人|领导|签字|签章|身份证")

_NUMBER = regex(
    r"(?<![0-9A-Za-z])(?:1[3-9][0-9]{9}|[0-9]{17}[0-9Xx]|0[0-9]{2,3}[-—－ ][0-9]{7,8})(?![0-9])"
)
"""Mobile and long-distance phone numbers, numbers of identity cards."""
_ASIDE = regex("[（(].*?[）)]|[\\s、，,;；/：:]+")
_PHONE = regex("[0-9][0-9-－—]{5,}")
_NAME = regex("[\u3400-\u9fff\U00020000-\U0003ffff·]{2,8}")
_SHOWN = 5


def for_publication(evaluation: Evaluation) -> Evaluation:
    """The same form without signatures, and with the sections blank that name people.

    What the file holds beside that (keys of another program, reasons for letting a warning stand)
    is no part of the form, and nobody has read whom it names: it is left out too.
    """
    from core.model.edits import map_columns

    sections = tuple(
        replace(section, text="") if _PERSONAL.search(section.name) else section
        for section in evaluation.sections
    )
    return map_columns(
        replace(_published(evaluation), sections=sections),
        lambda _parent, _column, nodes: tuple(map(_published, nodes)),
    )


def _published(node: T) -> T:
    return only(node, lambda field: field.published)


def still_personal(evaluation: Evaluation, sheet: Sheet) -> str:
    """A sentence about people whom texts of the published form name, by name and place.

    Looked for are the names and numbers of the signatures and sections that are left out, and
    whatever looks like a phone number or that of an identity card.  ``sheet``: the published form.
    """
    from core.report.missing import place_of

    known = sorted(set(_personal_words(evaluation)))
    found: dict[str, list[str]] = {}
    for cell in sheet.cells:
        if cell.path is not None and cell.path.field not in AMOUNTS:
            words = [word for word in known if word in cell.text]
            for word in dict.fromkeys([*words, *_NUMBER.findall(cell.text)]):
                found.setdefault(word, []).append(place_of(sheet, cell))
    attached = dumps(for_publication(evaluation))
    for word in known:
        if word in attached and word not in found:
            found[word] = ["随 PDF 附带的数据"]
    if not found:
        return ""
    listed = [
        f"“{word}”（{'、'.join(list(dict.fromkeys(places))[:3])}）"
        for word, places in found.items()
    ]
    named = first_of(listed, "处", _SHOWN)
    return f"公开版的文字里还有姓名或号码：{named}，要隐去请先在表里修改"


def _personal_words(evaluation: Evaluation) -> Iterator[str]:
    """Names and phone numbers in what the published form leaves out."""
    for part in evaluation.signatures:
        if _PERSONAL.search(part.name):
            yield from filter(_NAME.fullmatch, _ASIDE.split(part.text))
    for part in (*evaluation.signatures, *evaluation.sections):
        if _PERSONAL.search(part.name):
            yield from _PHONE.findall(part.text)
