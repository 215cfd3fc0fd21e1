"""A form's JSON read in one pass into values of the right types: how thousands are read.

``selfeval`` reads any file and tells what is wrong with it; here a form is read only where each
key is one of ours and each value of its type, in a third of the time.  Whatever else stands there
(another program's key, a text that is too long) is no ``FormShape``, and ``selfeval`` reads it.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

from msgspec import Meta, Struct, defstruct

from core.model.evaluation import Evaluation, Files, Fund, Indicator, Kept, NamedText
from core.model.fields import FIELDS, Kind
from core.model.file_values import MAX_TEXT, evidence_of, is_files
from core.model.selfeval import FORMAT, MAX_ROWS, tree_of

_Text = Annotated[str, Meta(max_length=MAX_TEXT)]
_Texts = dict[_Text, _Text]
_TYPES: Final[dict[Kind, tuple[Any, Any]]] = {
    Kind.YEAR: (int | _Text, ""),
    Kind.WAIVED: (_Texts, {}),
    Kind.FILES: (list[Any], []),
}
"""How a value of a kind is read, and what stands for none; all others are texts."""
_BELOW: Final = (Kind.NODES, Kind.UNKNOWN)


def _shape(kind: type, *further: tuple[str, Any, Any], only: tuple[str, ...] = ()) -> Any:  # noqa: ANN401  (a class made here)
    """The class into which an object of the file is read: a node's fields, by their keys.

    ``only``: just these are read, whatever else the object holds.
    """
    fields = [
        (field.name, *_TYPES.get(field.kind, (_Text, "")))
        for field in FIELDS[kind]
        if field.kind not in _BELOW and (not only or field.name in only)
    ]
    return defstruct(
        f"{kind.__name__}Shape",
        [*fields, *further],
        rename={field.name: field.key for field in FIELDS[kind] if field.key},
        forbid_unknown_fields=not only,
        frozen=True,
        gc=False,
    )


_ROWS: Final = Meta(max_length=MAX_ROWS)
_LEVELS: Final = (("level1", _Text, ""), ("level2", _Text, ""))
FormShape: Final[Any] = _shape(
    Evaluation,
    ("format", Literal[FORMAT], ...),
    ("funds", Annotated[list[_shape(Fund)], _ROWS], []),  # type: ignore[misc]
    ("indicators", Annotated[list[_shape(Indicator, *_LEVELS)], _ROWS], []),  # type: ignore[misc]
    ("sections", _Texts, {}),
    ("signatures", _Texts, {}),
)
"""What a form is read into; ``evaluation_of`` makes the form of it.

Its texts have the names that they have in an ``Evaluation``, and those of its ``indicators``, too.
"""

ANSWERING: Final = ("name", "deviation", "kept")
"""What of a row may answer what was promised the year before."""
RowsShape: Final[Any] = defstruct(
    "RowsShape",
    [
        ("format", Literal[FORMAT]),
        ("indicators", list[_shape(Indicator, *_LEVELS, only=ANSWERING)], []),  # type: ignore[misc]
    ],
    frozen=True,
    gc=False,
)
"""What a form is read into for only that of its rows."""


def evaluation_of(shape: Any) -> Evaluation:  # noqa: ANN401  (a FormShape)
    """The form, with the ids that ``selfeval`` gives. Raises ``ValueError`` where it must read."""
    ids = itertools.count(1)
    funds = tuple([_FUND(fund, next(ids)) for fund in shape.funds])
    rows = [(row.level1, row.level2, _ROW(row, next(ids))) for row in shape.indicators]
    categories = tree_of(rows, ids)
    named = _named(shape.sections, ids), _named(shape.signatures, ids)
    form: Evaluation = _HEAD(shape, funds, categories, *named)
    return form


def _named(texts: Mapping[str, str], ids: itertools.count[int]) -> tuple[NamedText, ...]:
    return tuple(NamedText(id=next(ids), name=name, text=text) for name, text in texts.items())


def _maker(kind: type[Struct], *given: str) -> Any:  # noqa: ANN401  (a function made here)
    """Makes a node out of its shape and of the values that are ``given``, in this order.

    One call with a keyword for each field is made in a tenth of the time that a dictionary of them
    takes, and there are half a million rows; so it is compiled, as dataclasses compile theirs.
    """
    rare = {Kind.WAIVED: _waived, Kind.FILES: _files}
    values = [f"{name}={name}" for name in given]
    for field in FIELDS[kind]:
        value = f"shape.{field.name}"
        if field.kind in rare:
            value = f"{field.kind.name}({value}) if {value} else ()"
        if field.kind not in _BELOW:
            values.append(f"{field.name}={value}")
    names = {"make": kind} | {kind.name: read for kind, read in rare.items()}
    text = f"lambda shape, {', '.join(given)}: make({', '.join(values)})"
    return eval(text, names)  # noqa: S307  (our own names)


def _waived(texts: dict[str, str]) -> Kept:
    return tuple(sorted(texts.items()))


def _files(values: list[Any]) -> Files:
    if not is_files(values):
        raise ValueError(values)
    return evidence_of(values, "")


_HEAD = _maker(Evaluation, "funds", "categories", "sections", "signatures")
_FUND, _ROW = _maker(Fund, "id"), _maker(Indicator, "id")
