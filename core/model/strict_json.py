"""JSON of files, read strictly: what would be dropped or guessed is refused in one sentence."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from core.model.file_values import FormFileError, printable, refuse


def parsed_json(text: str) -> Any:  # noqa: ANN401  (JSON is anything)
    """The value. Raises ``FormFileError``: no constants, no endless numbers, no key twice."""
    try:
        return json.loads(
            text,
            parse_constant=_refuse_constant,
            parse_int=_integer,
            object_pairs_hook=_object,
        )
    except json.JSONDecodeError as error:
        message = f"文件不是完整的 JSON：第 {error.lineno} 行第 {error.colno} 列处无法读取"
        raise FormFileError(message) from None
    except RecursionError:
        message = "文件的 JSON 嵌套层数过多，不是自评表"
        raise FormFileError(message) from None


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """A JSON object. Of a key that stands twice one value would be dropped without a word."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in found if names.count(name) > 1)
        shown = printable(twice[:40])
        refuse(f"“{shown}”在同一处写了两次，不知道以哪个为准，请在来源文件里只留一个")
    return found


def _refuse_constant(name: str) -> NoReturn:
    refuse(f"文件里有 JSON 不允许的数 {name}")


def _integer(text: str) -> int:
    # Python refuses to convert very long digit strings; nothing in a form is such a number.
    if len(text) > 100:  # noqa: PLR2004
        refuse("文件里有一个位数过多的整数，请改用文字（加引号）")
    return int(text)
