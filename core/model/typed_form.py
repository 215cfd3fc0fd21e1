"""A form's JSON read in one pass into values of the right types: how thousands are read.

``selfeval`` reads any file and tells what is wrong with it; here a form is read only where each
key is one of ours and each value of its type, in a third of the time.  Whatever else stands there
(another program's key, a text that is too long) is no ``FormShape``, and ``selfeval`` reads it.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from operator import attrgetter
from typing import Annotated, Any, Final, Literal

from msgspec import Meta, Struct, defstruct

from core.model.evaluation import Evaluation, Fund, Indicator, NamedText
from core.model.fields import FIELDS, Kind, Written
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


def _shape(kind: type, *further: tuple[str, Any, Any]) -> Any:  # noqa: ANN401  (a class made here)
    """The class into which an object of the file is read: a node's fields, by their keys."""
    fields = [
        (field.name, *_TYPES.get(field.kind, (_Text, "")))
        for field in FIELDS[kind]
        if field.kind not in _BELOW
    ]
    return defstruct(
        f"{kind.__name__}Shape",
        [*fields, *further],
        rename={field.name: field.key for field in FIELDS[kind] if field.key},
        forbid_unknown_fields=True,
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


def evaluation_of(shape: Any) -> Evaluation:  # noqa: ANN401  (a FormShape)
    """The form, with the ids that ``selfeval`` gives. Raises ``ValueError`` where it must read."""
    ids = itertools.count(1)
    return Evaluation(
        **_HEAD.of(shape),
        funds=tuple(Fund(id=next(ids), **_FUND.of(fund)) for fund in shape.funds),
        categories=tree_of(
            [
                (row.level1, row.level2, Indicator(id=next(ids), **_ROW.of(row)))
                for row in shape.indicators
            ],
            ids,
        ),
        sections=_named(shape.sections, ids),
        signatures=_named(shape.signatures, ids),
    )


def _named(texts: Mapping[str, str], ids: itertools.count[int]) -> tuple[NamedText, ...]:
    return tuple(NamedText(id=next(ids), name=name, text=text) for name, text in texts.items())


class _Values:
    """Takes the values of a kind of node out of its shape: the usual ones, then what is rare."""

    def __init__(self, kind: type[Struct]) -> None:
        known = [field for field in FIELDS[kind] if field.kind not in _BELOW]
        rare = [field for field in known if field.written is Written.OURS]
        self._usual = tuple(field.name for field in known if field not in rare)
        self._get_usual = attrgetter(*self._usual)
        self._rare = {field.name: field.kind for field in rare}
        self._none = tuple(_TYPES.get(field.kind, (_Text, ""))[1] for field in rare)
        self._get_rare = attrgetter(*self._rare) if len(rare) > 1 else lambda _: ()

    def of(self, shape: Any) -> dict[str, Any]:  # noqa: ANN401
        found = dict(zip(self._usual, self._get_usual(shape), strict=True))
        rare = self._get_rare(shape)
        if rare != self._none:
            for (name, kind), value in zip(self._rare.items(), rare, strict=True):
                found[name] = _rarely(kind, value)
        return found


def _rarely(kind: Kind, value: Any) -> Any:  # noqa: ANN401
    if kind is Kind.WAIVED:
        return tuple(sorted(value.items()))
    if kind is not Kind.FILES:
        return value
    if not is_files(value):
        raise ValueError(value)
    return evidence_of(value, "")


_HEAD, _FUND, _ROW = _Values(Evaluation), _Values(Fund), _Values(Indicator)
