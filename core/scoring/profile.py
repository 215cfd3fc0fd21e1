"""A rule profile: the numbers and choices by which a form is scored.

Only numbers, names and choices are data; algorithms stay in Python and are chosen by name.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from msgspec import Struct

from core.model.number import plain

DEFAULT_PROFILE = "财政部2020"


class ProfileError(ValueError):
    """The profile is unknown or wrong; the message is one Chinese sentence naming place and key."""


class Tier(Struct, frozen=True):
    """A name that holds from a limit (included) upwards: a grade or a band of judgement."""

    name: str
    limit: Decimal


class Example(Struct, frozen=True):
    """A worked example: a row (target, actual) or an execution (annual, executed)."""

    target: str
    actual: str
    annual: str
    executed: str
    points: str
    suggested: str


class RuleProfile(Struct, frozen=True, eq=False):
    """The rules of one place and time. Points are points, limits are ratios (0.9 = 90 %).

    Compared by identity: a profile is a key of the rows' kept scores, looked up at each key.
    """

    name: str
    title: str
    place: str
    valid_from: date
    valid_to: date | None
    source: str
    execution_points: Decimal
    category_points: tuple[tuple[str, Decimal], ...]
    execution_source: str
    execution_low: Decimal
    quantity_source: str
    inverse: str
    overshoot: Decimal
    judgement_source: str
    left_out: str
    bands: tuple[Tier, ...]
    digits: int
    grades: tuple[Tier, ...]
    examples: tuple[Example, ...]
    text: str
    """The very file: it is kept with each archived version, which then scores as it always did."""

    @property
    def described(self) -> str:
        """What it is, in a line: whose rules, and how the points are shared out."""
        shares = "、".join(f"{name} {plain(points)}" for name, points in self.category_points)
        return f"{self.title}，预算执行 {plain(self.execution_points)} 分，{shares}"

    def grade(self, score: Decimal) -> str:
        """The grade of a total score."""
        lowest = self.grades[-1].name  # also of a negative total
        return next((tier.name for tier in self.grades if score >= tier.limit), lowest)

    def band(self, name: str) -> tuple[Decimal, Decimal] | None:
        """The shares of the points, from (included) and to, of a band; ``None`` if unknown."""
        top = Decimal(1)
        for tier in self.bands:
            if tier.name == name:
                return tier.limit, top
            top = tier.limit
        return None

    @property
    def lowest_band_limit(self) -> Decimal:
        """The limit under which a judgement lies in the lowest band."""
        return self.bands[-2].limit
