"""How texts stand in the XML of a workbook: runs, escapes, shared formulas, names of columns."""

from __future__ import annotations

from typing import Final

from core.exchange.into.runs import Run
from core.exchange.into.xml_text import storable
from core.exchange.sources.package import Element
from core.regex import regex

_LONGEST: Final = 32_767


def item_runs(item: Element) -> list[Run[Element | None]]:
    """The runs of a shared or inline string with their formats."""
    runs: list[Run[Element | None]] = []
    for child in item:
        name = str(child.tag).rpartition("}")[2]
        if name == "t":
            runs.append(Run(_unescaped(child.text or ""), None))
        elif name == "r":
            text = "".join(one.text or "" for one in child.iterfind("{*}t"))
            runs.append(Run(_unescaped(text), child.find("{*}rPr")))
    return runs


def shared_formula(text: str, origin: str, target: str) -> str:
    """A shared formula as another cell has it."""
    from openpyxl.formula.tokenizer import TokenizerError
    from openpyxl.formula.translate import Translator, TranslatorError

    try:
        return str(Translator("=" + text, origin).translate_formula(target))[1:]
    except (TokenizerError, TranslatorError, ValueError, IndexError):
        return text


_ESCAPE = regex(r"_x([0-9A-Fa-f]{4})_")


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)


def escaped(text: str) -> str:
    """A text as the file can hold it: what looks like a written sign is written out."""
    clean = storable(text)[:_LONGEST]
    return _ESCAPE.sub(lambda match: f"_x005F_{match.group()[1:]}", clean)


def column_number(letters: str) -> int:
    """The number of a column by its letters, from 1."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
