"""The dataclass of this program: the standard one, but its class costs a tenth to make.

For each class the standard decorator writes the source of up to nine methods and compiles it when
the module is loaded; the hundred classes of the first window took a sixth of the start. Here each
of the three methods that have to be as quick as if written by hand is compiled when it is first
called, and the others are closures over the names of the fields.

``field``, ``fields``, ``replace``, ``asdict`` and ``FrozenInstanceError`` are those of the standard
module, and for a type checker the decorator is the standard one. It takes only the options below,
and no ``InitVar``.
"""

from __future__ import annotations

import dataclasses
import operator
from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, fields
from types import MemberDescriptorType
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

Method = Callable[..., Any]
Source = tuple[str, list[str], dict[str, object]]
"""Parameters and lines of a method, and what the lines call by name: ``_``, a field's name, why."""


def _dataclass(
    cls: type | None = None,
    /,
    *,
    eq: bool = True,
    order: bool = False,
    frozen: bool = False,
    kw_only: bool = False,
    slots: bool = False,
) -> type | Callable[[type], type]:
    def made(plain: type) -> type:
        standing = frozenset(vars(plain))  # what a class defines itself stays
        done = _without_methods(plain, kw_only=kw_only, slots=slots)
        init = _frozen_init if frozen else _init
        methods: dict[str, Method | None] = {
            "__init__": _at_first_call(done, "__init__", init),
            "__repr__": _repr(done),
        }
        if eq:
            methods["__eq__"] = _at_first_call(done, "__eq__", _eq)
            methods["__hash__"] = _at_first_call(done, "__hash__", _hash) if frozen else None
        if order:
            methods |= {f"__{name}__": _ordering(done, name) for name in ("lt", "le", "gt", "ge")}
        if frozen:
            methods |= _FROZEN | (_FROZEN_STATE if slots else {})
        for name, method in methods.items():
            if name not in standing:
                setattr(done, name, method)
        return done

    return made if cls is None else made(cls)


if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    dataclass = _dataclass


def _without_methods(cls: type, *, kw_only: bool, slots: bool) -> type:
    only_fields = dataclasses.dataclass(
        init=False, repr=False, eq=False, kw_only=kw_only, slots=slots
    )
    return only_fields(cls)


def _at_first_call(cls: type, name: str, write: Callable[[type], Source]) -> Method:
    """A method that puts the one compiled from its source into its place."""

    def method(self: object, *given: object, **named: object) -> object:
        parameters, lines, known = write(cls)
        source = "\n ".join([f"def {name}({parameters}):", *lines])
        exec(source, known)  # noqa: S102  (made of the names of fields alone)
        compiled: Method = known[name]  # type: ignore[assignment]
        compiled.__qualname__ = f"{cls.__qualname__}.{name}"
        setattr(cls, name, compiled)
        return compiled(self, *given, **named)

    return method


def _init(cls: type) -> Source:
    values, known = _initial_values(cls)
    lines = [f"self.{name} = {value}" for name, value in values.items()]
    return _parameters(cls), _and_after(cls, lines), known


def _frozen_init(cls: type) -> Source:
    """Slots are filled by their descriptors, quicker than ``object.__setattr__``."""
    values, known = _initial_values(cls)
    known["_set"] = object.__setattr__
    lines = []
    for name, value in values.items():
        slot = getattr(cls, name, None)
        if isinstance(slot, MemberDescriptorType):
            known[f"_{name}_slot"] = slot.__set__
            lines.append(f"_{name}_slot(self, {value})")
        else:
            lines.append(f"_set(self, {name!r}, {value})")
    return _parameters(cls), _and_after(cls, lines), known


def _parameters(cls: type) -> str:
    def parameter(one: Field[Any]) -> str:
        if one.default_factory is not MISSING:
            return f"{one.name}=_missing"
        return one.name if one.default is MISSING else f"{one.name}=_{one.name}_default"

    given = [one for one in _fields(cls) if one.init]
    named = [parameter(one) for one in given if one.kw_only]
    placed = [parameter(one) for one in given if not one.kw_only]
    return ", ".join(["self", *placed, *(["*"] if named else []), *named])


def _initial_values(cls: type) -> tuple[dict[str, str], dict[str, object]]:
    """The expression for each field that ``__init__`` fills, and what the expressions name."""
    values: dict[str, str] = {}
    known: dict[str, object] = {"_missing": MISSING}
    for one in _fields(cls):
        name = one.name
        if one.default_factory is not MISSING:
            known[f"_{name}_factory"] = one.default_factory
            made = f"_{name}_factory()"
            values[name] = f"{made} if {name} is _missing else {name}" if one.init else made
        elif one.init:
            values[name] = name
        elif one.default is not MISSING:
            values[name] = f"_{name}_default"
        known[f"_{name}_default"] = one.default
    return values, known


def _and_after(cls: type, lines: list[str]) -> list[str]:
    return [*lines, "self.__post_init__()" if hasattr(cls, "__post_init__") else "pass"]


def _eq(cls: type) -> Source:
    compared = [one.name for one in _fields(cls) if one.compare]
    lines = [
        "if other.__class__ is self.__class__:",
        f" return {_tuple('self', compared)} == {_tuple('other', compared)}",
        "return NotImplemented",
    ]
    return "self, other", lines, {}


def _hash(cls: type) -> Source:
    hashed = [one.name for one in _fields(cls) if (one.compare if one.hash is None else one.hash)]
    return "self", [f"return hash({_tuple('self', hashed)})"], {}


def _tuple(of: str, names: list[str]) -> str:
    return f"({''.join(f'{of}.{name}, ' for name in names)})"


def _ordering(cls: type, name: str) -> Method:
    compare: Method = getattr(operator, name)
    names = [one.name for one in _fields(cls) if one.compare]

    def method(self: object, other: object) -> object:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return compare(*(tuple(getattr(one, name) for name in names) for one in (self, other)))

    return method


def _repr(cls: type) -> Method:
    shown = [one.name for one in _fields(cls) if one.repr]

    def method(self: object) -> str:
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
        return f"{self.__class__.__qualname__}({values})"

    return method


def _fields(one: object) -> tuple[Field[Any], ...]:
    """Of a dataclass or of an instance of one."""
    return fields(one)  # type: ignore[arg-type]


def _refuse_assignment(_self: object, name: str, _value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_deletion(_self: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: object) -> list[object]:
    return [getattr(self, one.name) for one in _fields(self)]


def _fill(self: object, state: list[object]) -> None:
    for one, value in zip(_fields(self), state, strict=True):
        object.__setattr__(self, one.name, value)


_FROZEN: dict[str, Method] = {"__setattr__": _refuse_assignment, "__delattr__": _refuse_deletion}
_FROZEN_STATE: dict[str, Method] = {"__getstate__": _state, "__setstate__": _fill}
"""For pickling and copying, which would assign."""
