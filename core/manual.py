"""The manual: one text for the window, for paper and for reading in the repository."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from core.regex import regex
from core.resources import resource

FOLDER = resource("manual")
FILE = "手册.md"
PAPER = "手册.pdf"
"""The same as a PDF, beside the text; made for release."""

_HEADING = regex(r"^## (?:[一二三四五六七八九十]+、)?(.+)$", re.MULTILINE)
_SECTION = regex(r"^### (.+)$", re.MULTILINE)
_COMMENT = regex(r"<!--.*?-->\n?")
_CHINESE = "\u2e80-\u9fff\uff00-\uffef\u2014\u2026\u201c\u201d"
_WITHIN = regex(
    rf"(?<=[{_CHINESE}])\n {{0,3}}(?=[{_CHINESE}])|(?<=[，。、；：！？）])\n {{0,3}}(?=`(?!``))"
)
"""The end of a line within a paragraph: Markdown makes it a blank, which Chinese does not want."""


class Chapter(Struct, frozen=True):
    """``title``: without its number; ``text``: Markdown, with its heading."""

    title: str
    text: str


def chapters() -> tuple[Chapter, ...]:
    """What the manual holds, in its order; the first one is what stands before the chapters."""
    return divided((FOLDER / FILE).read_text(encoding="utf-8"))


def divided(text: str) -> tuple[Chapter, ...]:
    """A manual's text at its headings of the second level."""
    text = _WITHIN.sub("", _COMMENT.sub("", text))
    heads = list(_HEADING.finditer(text))
    begins = [head.start() for head in heads] + [len(text)]
    first = text[: begins[0]]
    name = first.partition("\n")[0].removeprefix("# ").strip()
    return (
        Chapter(name, first.strip()),
        *(
            Chapter(head[1].strip(), text[head.start() : end].strip())
            for head, end in zip(heads, begins[1:], strict=True)
        ),
    )


def places(found: Sequence[Chapter]) -> dict[str, int]:
    """What a window may name to be explained: each chapter and each section, with its chapter."""
    named: dict[str, int] = {}
    for at, chapter in enumerate(found):
        named |= {heading[1].strip(): at for heading in _SECTION.finditer(chapter.text)}
    return named | {chapter.title: at for at, chapter in enumerate(found)}


def paper() -> Path | None:
    """The manual as a PDF, where the program brings one."""
    path = FOLDER / PAPER
    return path if path.is_file() else None
