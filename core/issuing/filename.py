"""A sensible name for the file of a form, allowed on every system."""

from __future__ import annotations

import unicodedata
from pathlib import PurePath

from core.model.evaluation import Evaluation
from core.regex import regex

_FORBIDDEN = regex(r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f\ud800-\udfff]+')
_RESERVED = regex(r"(?i:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?=\.|$)")
"""Names of devices: Windows takes a file for one whatever follows the first dot."""
LONGEST = 60
"""Characters of a name without its ending."""
MOST_BYTES = 240
"""Systems allow 255 bytes for the whole name; a number may still be added to it."""


def safe_name(name: str) -> str:
    """A file's name without what no system allows in one; its ending stays an ending."""
    clean = _clean(name)[-LONGEST:].strip(" .")
    ending = PurePath(name).suffix
    if ending and ending == f".{clean}":  # nothing before it is allowed in a name
        clean = f"文件{ending}"
    return _not_reserved(clean) or "文件"


def file_name(evaluation: Evaluation, suffix: str) -> str:
    """``单位_项目_年度`` with ``suffix`` (``.pdf``), without what no system allows in a name."""
    parts = (evaluation.unit, evaluation.project, str(evaluation.year))
    cleaned = [safe_part(part) for part in parts]
    stem = ("_".join(part for part in cleaned if part) or "自评表")[:LONGEST]
    while len((stem + suffix).encode()) > MOST_BYTES and len(stem) > 1:
        stem = stem[:-1]
    return _not_reserved(stem.rstrip(" .") + suffix)


def safe_part(text: str) -> str:
    """A text as one part of a file's name, perhaps blank."""
    return _clean(text)[:24].strip(" .")


def _clean(text: str) -> str:
    """On one line; marks that turn the direction of writing would let a name read as another."""
    shown = "".join(char for char in text if unicodedata.category(char) != "Cf")
    return _FORBIDDEN.sub(" ", " ".join(shown.split())).strip(" .")


def _not_reserved(name: str) -> str:
    return f"_{name}" if _RESERVED.match(name) else name
