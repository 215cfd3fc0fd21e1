"""The values of a form file, each checked before it is believed; and how it is refused."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NoReturn

from core.model.evaluation import Evidence, Files
from core.regex import regex

MAX_TEXT = 100_000
MAX_DEPTH = 100
"""How deeply an unknown key's value may be nested: writing it back must never fail."""
MAX_FILES = 1_000
"""Of evidence with one row or form."""
_SHA256 = regex("[0-9a-f]{64}")


class FormFileError(ValueError):
    """The file is no ``selfeval/1`` form; the message is one Chinese sentence for the clerk."""


def as_text(value: object, place: str) -> str:
    """A value that is a text. Raises ``FormFileError``."""
    if not isinstance(value, str):
        refuse(f"{place} 应是文字（加引号）")
    return checked_text(value, place)


def checked_text(text: str, place: str) -> str:
    """A text of bounded length that can be written. Raises ``FormFileError``."""
    if len(text) > MAX_TEXT:
        refuse(f"{place} 的文字有 {len(text)} 个字，超过 {MAX_TEXT} 个字的上限")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        message = f"{place} 的第 {error.start + 1} 个字不是有效字符，请在来源文件里改正"
        raise FormFileError(message) from None
    return text


def is_files(value: object) -> bool:
    """Whether a value lists evidence as we write it; another program's key stays unknown."""
    return isinstance(value, list) and all(
        isinstance(one, dict)
        and one.keys() == {"name", "sha256", "size"}
        and isinstance(one["name"], str)
        and isinstance(one["sha256"], str)
        and _SHA256.fullmatch(one["sha256"]) is not None
        and type(one["size"]) is int
        and 0 <= one["size"] < 2**53
        for one in value
    )


def evidence_of(value: object, place: str) -> Files:
    """The evidence that ``is_files`` found. Raises ``FormFileError``."""
    assert isinstance(value, list)  # noqa: S101  (narrows the type)
    if len(value) > MAX_FILES:
        refuse(f"{place} 有 {len(value)} 份佐证材料，超过 {MAX_FILES} 份的上限")
    return tuple(
        Evidence(checked_text(one["name"], place), one["sha256"], one["size"]) for one in value
    )


def json_of(value: object, place: str) -> str:
    """The text of an unknown value, of bounded depth. Raises ``FormFileError``."""
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            break
    else:
        refuse(f"{place} 的 JSON 嵌套超过 {MAX_DEPTH} 层")
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False)
    except ValueError:
        message = f"{place} 里有一个过大的数，请改用文字（加引号）"
        raise FormFileError(message) from None


def _inside(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def printable(text: str) -> str:
    """A text as it may stand in a sentence."""
    return "".join(char if char.isprintable() else "?" for char in text)


def refuse(message: str) -> NoReturn:
    """Raise ``FormFileError``."""
    raise FormFileError(message)
