"""A key that stands for one very object: unchanged branches are known without being compared."""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T")


class Same(Generic[T]):
    """Equal to another ``Same`` of the very same object. It keeps the object alive.

    Snapshots share what an edit did not touch, so whatever was derived from a shared branch can be
    kept under this key, at the price of one pointer comparison.
    """

    __slots__ = ("value",)

    def __init__(self, value: T) -> None:
        self.value = value

    def __hash__(self) -> int:
        """The object's place in memory."""
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        """Whether both are of the very same object."""
        return isinstance(other, Same) and self.value is other.value
