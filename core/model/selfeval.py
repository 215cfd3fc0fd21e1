"""``selfeval/1``: one form as JSON (the contract with other programs).

Reading is strict about the file and lenient about the content: whatever the clerk wrote is kept
verbatim, unknown keys are kept and written back, and only what is no such file is refused, with
one Chinese sentence that names the place.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from operator import itemgetter
from typing import Any

from msgspec.structs import replace

from core.model.evaluation import (
    Category,
    Evaluation,
    Extra,
    Files,
    Fund,
    Group,
    Indicator,
    Kept,
    NamedText,
    year_from_text,
)
from core.model.fields import FIELDS, Field, Kind, Written
from core.model.file_values import (
    MAX_TEXT,
    FormFileError,
    as_text,
    checked_text,
    evidence_of,
    is_files,
    json_of,
    printable,
    refuse,
)

FORMAT = "selfeval/1"
ATTACHMENT = "selfeval.json"
"""What a form is called that is attached to a PDF."""
MAX_BYTES = 32 * 1024 * 1024
MAX_ROWS = 10_000
MAX_NAMES = 1_000
"""Unknown keys, sections or signatures at one place."""
MAX_FORMS = 5_000
"""In one file."""


_SAVED: dict[type, tuple[Field, ...]] = {
    kind: FIELDS[kind] for kind in (Evaluation, Fund, Indicator)
}
"""What is an object in the file. Levels are names in its rows; a named text is one key."""
_TEXTS = {
    kind: tuple(
        (field.name, field.key or field.name)
        for field in known
        if field.is_text and field.written is not Written.OURS and field.kind is not Kind.YEAR
    )
    for kind, known in _SAVED.items()
}
_USUAL = {
    kind: (tuple(name for name, _ in texts), itemgetter(*(key for _, key in texts)))
    for kind, texts in _TEXTS.items()
}
"""The names of all texts of an object, and what takes their values out of it in that order."""
_BEYOND = {
    kind: tuple(field for field in known if field.written is Written.OURS)
    for kind, known in _SAVED.items()
}
_OURS = {
    kind: tuple(field for field in known if field.kind is not Kind.UNKNOWN)
    for kind, known in _BEYOND.items()
}
_KNOWN = {
    kind: frozenset(field.key or field.name for field in known if field.written is not Written.OURS)
    for kind, known in _SAVED.items()
}
_KNOWN[Evaluation] |= {"format"}
_KNOWN[Indicator] |= {"level1", "level2"}


def loads(data: bytes | str) -> Evaluation:
    """Read a form from the bytes (UTF-8) or text of a file. Raises ``FormFileError``."""
    return from_dict(_decoded(data))


def loads_all(data: bytes | str) -> tuple[Evaluation, ...]:
    """Read the form, or all forms of a list of them. Raises ``FormFileError``.

    A year that another program wrote as a text is an integer where it can be read as one.
    """
    return tuple(map(_with_plain_year, _each(_decoded(data))))


def _with_plain_year(form: Evaluation) -> Evaluation:
    year = form.year
    return replace(form, year=year_from_text(year)) if isinstance(year, str) else form


def _each(parsed: object) -> tuple[Evaluation, ...]:
    if not isinstance(parsed, list):
        return (from_dict(parsed),)
    if not parsed:
        refuse("文件里的列表是空的，没有自评表内容")
    if len(parsed) > MAX_FORMS:
        refuse(f"文件里有 {len(parsed)} 份自评表，超过 {MAX_FORMS} 份的上限")
    forms = []
    for number, one in enumerate(parsed, start=1):
        try:
            forms.append(from_dict(one))
        except FormFileError as error:
            raise FormFileError(f"第 {number} 份：{error}") from None
    return tuple(forms)


def dumps_all(forms: Iterable[Evaluation]) -> str:
    """Several forms as one JSON list, ending in a line feed."""
    data = [to_dict(form) for form in forms]
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _decoded(data: bytes | str) -> Any:  # noqa: ANN401  (JSON is anything)
    if len(data) > MAX_BYTES:
        refuse(f"文件超过 {MAX_BYTES // 1024 // 1024} MB，不像一份自评表，请核对文件")
    if isinstance(data, bytes):
        try:
            data = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            message = f"文件不是 UTF-8 编码（第 {error.start + 1} 个字节处），请另存为 UTF-8 后再试"
            raise FormFileError(message) from None
    if not data.strip():
        refuse("文件是空的，没有自评表内容")
    from core.model.strict_json import parsed_json  # the archive's own forms need it not

    return parsed_json(data)


def from_dict(data: object) -> Evaluation:
    """Read a form from parsed JSON. Raises ``FormFileError``."""
    if not isinstance(data, dict):
        refuse("文件内容不是一份自评表（应为 JSON 对象）")
    if data.get("format") != FORMAT:
        written = data.get("format")
        shown = f"“{str(written)[:40]}”" if written else "没有写明"
        refuse(f"文件格式{printable(shown)}，本程序只读 {FORMAT}")
    ids = itertools.count(1)
    texts = _fields(Evaluation, data)
    return Evaluation(
        **texts,
        year=_year(data),
        funds=tuple(
            Fund(id=next(ids), **_fields(Fund, row, place)) for place, row in _rows(data, "funds")
        ),
        categories=_tree(data, ids),
        sections=_named_texts(data, "sections", ids),
        signatures=_named_texts(data, "signatures", ids),
    )


def _tree(data: Mapping[str, object], ids: Iterator[int]) -> tuple[Category, ...]:
    rows = [
        (
            _text(row, "level1", place),
            _text(row, "level2", place),
            Indicator(id=next(ids), **_fields(Indicator, row, place)),
        )
        for place, row in _rows(data, "indicators")
    ]
    return tree_of(rows, ids)


_LEVEL1, _LEVEL2 = itemgetter(0), itemgetter(1)


def tree_of(rows: Iterable[tuple[str, str, Indicator]], ids: Iterator[int]) -> tuple[Category, ...]:
    """Rows with the names of their first and second level, as neighbours of one name lie in it."""
    return tuple(
        Category(
            id=next(ids),
            name=level1,
            groups=tuple(
                Group(id=next(ids), name=level2, indicators=tuple(row[2] for row in in_group))
                for level2, in_group in itertools.groupby(in_category, key=_LEVEL2)
            ),
        )
        for level1, in_category in itertools.groupby(rows, key=_LEVEL1)
    )


def _fields(kind: type, data: Mapping[str, object], place: str = "") -> dict[str, Any]:
    """What a node holds beside its id and the nodes below it."""
    known = _KNOWN[kind]
    found: dict[str, Any] = _usual_texts(kind, data) or {
        name: _text(data, key, place) for name, key in _TEXTS[kind]
    }
    # Ten thousand rows are read when an archive is looked through: the usual one has no other key.
    if data.keys() <= known:
        return found
    ours = {field.name for field in _OURS[kind] if _is_ours(field, data.get(field.name))}
    found |= {
        field.name: _own_value(field, data, place)
        for field in _OURS[kind]
        if field.name in ours and field.kind is not Kind.NODES
    }
    return found | {"extra": _extra(data, known | ours, place or "文件")}


def _usual_texts(kind: type, data: Mapping[str, object]) -> dict[str, Any] | None:
    """The texts where all are there and sound, which one look at them together tells; else none.

    When an archive is looked through, millions of texts are read, and hardly one is otherwise.
    """
    names, values_of = _USUAL[kind]
    try:
        values = values_of(data)
        together = "".join(values)
        together.encode()
    except (KeyError, TypeError, UnicodeEncodeError):
        return None
    return dict(zip(names, values, strict=True)) if len(together) <= MAX_TEXT else None


def _is_ours(field: Field, value: object) -> bool:
    """Whether a key beyond the format's table holds what we write there."""
    if field.kind is Kind.FILES:
        return is_files(value)
    return isinstance(value, str) if field.is_text else _is_texts(value)


def _own_value(field: Field, data: Mapping[str, object], place: str) -> str | Kept | Files:
    match field.kind:
        case Kind.WAIVED:
            return _waived(data, place or "文件")
        case Kind.FILES:
            return evidence_of(data[field.name], f"{place or '文件'}/{field.name}")
        case _:
            return _text(data, field.name, place)


def _waived(data: Mapping[str, object], place: str) -> Kept:
    texts = data["kept"]
    assert isinstance(texts, dict)  # noqa: S101  (narrows the type)
    return tuple(
        sorted(
            (checked_text(code, f"{place}/kept"), checked_text(text, f"{place}/kept"))
            for code, text in texts.items()
        )
    )


def _rows(data: Mapping[str, object], name: str) -> Iterator[tuple[str, Mapping[str, object]]]:
    column = data.get(name, [])
    if not isinstance(column, list):
        refuse(f"{name} 应是一个列表")
    if len(column) > MAX_ROWS:
        refuse(f"{name} 有 {len(column)} 行，超过 {MAX_ROWS} 行的上限")
    for index, row in enumerate(column):
        place = f"{name}/{index}"
        if not isinstance(row, dict):
            refuse(f"{place} 应是一行内容（JSON 对象）")
        yield place, row


def _text(data: Mapping[str, object], name: str, place: str = "") -> str:
    value = data.get(name, "")
    if isinstance(value, str) and len(value) <= MAX_TEXT:  # the usual one, for speed
        try:
            value.encode()
        except UnicodeEncodeError:
            pass
        else:
            return value
    return as_text(value, f"{place}/{name}" if place else name)


def _year(data: Mapping[str, object]) -> int | str:
    value = data.get("year", "")
    if isinstance(value, bool) or not isinstance(value, int | str):
        refuse("year 应是整数或文字")
    return value if isinstance(value, int) else checked_text(value, "year")


def _is_texts(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(text, str) for text in value.values())


def _named_texts(
    data: Mapping[str, object], name: str, ids: Iterator[int]
) -> tuple[NamedText, ...]:
    texts = data.get(name, {})
    if name == "signatures" and not _is_texts(texts):
        return ()  # another program's: it stays among the unknown keys
    if not isinstance(texts, dict):
        refuse(f"{name} 应是一组有名称的文字（JSON 对象）")
    _refuse_too_many(texts, name)
    return tuple(
        NamedText(
            id=next(ids),
            name=checked_text(key, f"{name} 的名称"),
            text=as_text(text, f"{name}/{printable(key[:40])}"),
        )
        for key, text in texts.items()
    )


def _refuse_too_many(named: Mapping[str, object], place: str) -> None:
    if len(named) > MAX_NAMES:
        refuse(f"{place} 有 {len(named)} 个栏目，超过 {MAX_NAMES} 个的上限，不像一份自评表")


def _extra(row: Mapping[str, object], known: AbstractSet[str], place: str) -> Extra:
    if row.keys() <= known:
        return ()
    unknown = {key: value for key, value in row.items() if key not in known}
    _refuse_too_many(unknown, place)
    return tuple(
        (
            checked_text(key, f"{place} 的键名"),
            checked_text(json_of(value, f"{place}/{printable(key[:40])}"), f"{place}/{key[:40]}"),
        )
        for key, value in unknown.items()
    )


def to_dict(evaluation: Evaluation) -> dict[str, object]:
    """The form as a ``selfeval/1`` object, keys in the contract's order."""
    data: dict[str, object] = {"format": FORMAT}
    for field in FIELDS[Evaluation]:
        if field.name == "funds":
            data["funds"] = [_written(fund) for fund in evaluation.funds]
        elif field.name == "categories":
            data["indicators"] = [
                row_to_dict(category.name, group.name, row)
                for category, group, row in evaluation.rows
            ]
        else:
            data |= _entry(evaluation, field)
    return data


def row_to_dict(level1: str, level2: str, row: Indicator) -> dict[str, object]:
    """One of the form's ``indicators``."""
    return {"level1": level1, "level2": level2} | _written(row)


def check_row(data: Mapping[str, object]) -> None:
    """Read one of the form's ``indicators``. Raises ``FormFileError``, without its place."""
    _text(data, "level1")
    _text(data, "level2")
    _fields(Indicator, data)


def _written(node: Fund | Indicator) -> dict[str, object]:
    # The usual row holds nothing beyond the format's own texts.
    data: dict[str, object] = {key: getattr(node, name) for name, key in _TEXTS[type(node)]}
    for field in _BEYOND[type(node)]:
        if getattr(node, field.name):
            data |= _entry(node, field)
    return data


def _entry(node: Evaluation | Fund | Indicator, field: Field) -> dict[str, Any]:
    """What a field puts into the file."""
    value = getattr(node, field.name)
    if not value and field.written is not Written.ALWAYS:
        return {}
    if field.kind is Kind.UNKNOWN:
        return {key: json.loads(text) for key, text in value}
    if field.kind is Kind.WAIVED:
        value = dict(value)
    elif field.kind is Kind.FILES:
        value = [{"name": one.name, "sha256": one.sha256, "size": one.size} for one in value]
    elif field.kind is Kind.NODES:
        value = _texts(value)
    return {field.key or field.name: value}


def _texts(parts: Iterable[NamedText]) -> dict[str, str]:
    """Texts by name. A JSON object cannot hold two parts of one name: their texts are joined."""
    texts: dict[str, str] = {}
    for part in parts:
        texts[part.name] = f"{texts[part.name]}\n{part.text}" if part.name in texts else part.text
    return texts


def dumps(evaluation: Evaluation, *, indent: int | None = 1) -> str:
    """The form as JSON text, the same for the same content, ending in a line feed."""
    return json.dumps(to_dict(evaluation), ensure_ascii=False, indent=indent) + "\n"
