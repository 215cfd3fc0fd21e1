"""What is remembered of retyping, in a file beside the archive: orders by name, places by version.

Only comfort lies here: a file that is lost or damaged means the first orders and a fresh start.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from msgspec import Struct, field
from msgspec.structs import asdict, replace

from core.output import PRIVATE, OutputError, write_whole
from core.own_files import open_own
from core.places import RETYPING_NAME
from core.retyping.lane import Progress
from core.retyping.order import BY_KEY, PRESETS, UNITS, Order, named

_MOST_BYTES: Final = 4_000_000
_MOST_ORDERS: Final = 50
_MOST_FORMS: Final = 200
_MOST_MARKS: Final = 20_000
LONGEST_NAME: Final = 60
"""Characters of an order's name."""
_MARK: Final = 16
_MOST_DIGITS: Final = 18
"""Of numbers of evaluations, as SQLite can have them."""

Version = tuple[int, int]
"""An evaluation of the archive and its version."""


class Memory(Struct, frozen=True):
    """``places``: for each version, by the order's name; what was used last stands last."""

    orders: tuple[Order, ...] = PRESETS
    chosen: str = ""
    places: Mapping[Version, Mapping[str, Progress]] = field(default_factory=dict)

    @property
    def order(self) -> Order:
        """The order that is used."""
        return named(self.orders, self.chosen)

    def progress(self, version: Version) -> Progress:
        """Where one was in this version; else in the one before it, as far as it is the same."""
        number, at = version
        earlier = [one for one in self.places if one[0] == number and one[1] <= at]
        for one in sorted(earlier, reverse=True):
            found = self.places[one].get(self.order.name)
            if found is not None:
                return found
        return Progress()

    def with_progress(self, version: Version, progress: Progress) -> Memory:
        """Remember how far the order that is used has come."""
        places = dict(self.places)
        places[version] = {**places.pop(version, {}), self.order.name: progress}
        return replace(self, places=dict(list(places.items())[-_MOST_FORMS:]))

    def with_orders(
        self,
        orders: tuple[Order, ...],
        chosen: str,
        renamed: Mapping[str, str] = MappingProxyType({}),
    ) -> Memory:
        """Other orders, the first ones where none is left.

        ``renamed``: the former names of those that got another one; their places go with them.
        """
        kept = {order.name: renamed.get(order.name, order.name) for order in orders}
        places = {
            version: {new: by_order[old] for new, old in kept.items() if old in by_order}
            for version, by_order in self.places.items()
        }
        return replace(self, orders=orders[:_MOST_ORDERS] or PRESETS, chosen=chosen, places=places)


def load_memory(folder: Path) -> Memory:
    """What is remembered in a folder; what is not usable there is as at the first start."""
    try:
        handle = open_own(folder / RETYPING_NAME, os.O_RDONLY, create=False)
        with os.fdopen(handle, "rb") as stream:
            data = stream.read(_MOST_BYTES + 1)
        found = json.loads(data.decode()) if len(data) <= _MOST_BYTES else None
    except (OSError, ValueError, RecursionError, MemoryError):
        return Memory()
    if not isinstance(found, dict):
        return Memory()
    orders, chosen, places = (found.get(key) for key in ("orders", "chosen", "places"))
    name = chosen if isinstance(chosen, str) else ""
    return Memory(_orders(orders), name, _places(places))


def store_memory(folder: Path, memory: Memory) -> None:
    """Remember; where that is impossible the next start is the first."""
    places = {
        f"{number}/{version}": {
            name: {"at": one.at, "done": sorted(one.done)} for name, one in by_order.items()
        }
        for (number, version), by_order in memory.places.items()
    }
    data = {"orders": [asdict(order) for order in memory.orders], "chosen": memory.chosen}
    text = json.dumps(data | {"places": places}, ensure_ascii=False, indent=1)
    try:
        write_whole(folder / RETYPING_NAME, text.encode("utf-8", "replace"), mode=PRIVATE, own=True)
    except OutputError:
        return


def _orders(value: object) -> tuple[Order, ...]:
    found: dict[str, Order] = {}
    for one in value[:_MOST_ORDERS] if isinstance(value, list) else ():
        match one:
            case {
                "name": str(name),
                "columns": list(columns),
                "by_column": bool(by_column),
                "blanks": bool(blanks),
                "money_unit": str(unit),
            } if _is_name(name) and unit in UNITS:
                known = [key for key in columns if isinstance(key, str) and key in BY_KEY]
                columns_once = tuple(dict.fromkeys(known))
                found[name] = Order(name, columns_once, by_column, blanks, unit)
    return tuple(found.values()) or PRESETS


def _places(value: object) -> dict[Version, dict[str, Progress]]:
    found: dict[Version, dict[str, Progress]] = {}
    for key, by_order in list(value.items())[-_MOST_FORMS:] if isinstance(value, dict) else ():
        version = _version(key)
        if version is None or not isinstance(by_order, dict):
            continue
        places = {}
        for name, one in list(by_order.items())[:_MOST_ORDERS]:
            match one:
                case {"at": str(at), "done": list(done)} if _is_name(name):
                    marks = frozenset(filter(_is_mark, done[:_MOST_MARKS]))
                    places[name] = Progress(marks, at if _is_mark(at) else "")
        found[version] = places
    return found


def _version(key: str) -> Version | None:
    number, _, version = key.partition("/")
    digits = all(
        part.isascii() and part.isdigit() and len(part) <= _MOST_DIGITS
        for part in (number, version)
    )
    return (int(number), int(version)) if digits else None


def _is_name(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST_NAME and value.isprintable()


def _is_mark(value: object) -> bool:
    return isinstance(value, str) and len(value) == _MARK
