"""Which forms are drawn how: the cases of the golden files, and endless others by a seed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from tests.drawn_forms import LAYOUTS, JsonObject, Style, draw, expected
from tests.foreign.printed import Print, printed
from tests.foreign.written import Habits, converted, excel, word

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests/golden/foreign"
FILES = ("xlsx", "xls", "docx", "word.pdf", "excel.pdf")
"""The last two are the Word and the Excel file, printed."""
PRINTED = ("ruled.pdf", "plain.pdf")
"""Printed by a program of its own, with narrow columns, with lines and without."""
_COST = "51-invented-cost-2023"


@dataclass(frozen=True)
class Case:
    """Some forms drawn in one way into one file."""

    name: str
    layout: str
    kind: str
    """One of ``FILES``."""
    forms: tuple[str, ...]
    """Names of the forms' own files."""
    style: Style
    habits: Habits
    seed: int

    @property
    def path(self) -> Path:
        """The golden file."""
        return GOLDEN / self.name

    def wanted(self) -> list[JsonObject]:
        """What the file shows of the forms."""
        return [self._shown(form(name)) for name in self.forms]

    def _shown(self, drawn: JsonObject) -> JsonObject:
        shown = expected(drawn, self.style)
        if not drawn.get("funds") and self.style.unit != "above":
            shown["money_unit"] = ""  # it would stand in the funds' head
        return shown

    def bytes(self) -> bytes:
        """The file, made now. Old Excel files and PDFs need LibreOffice."""
        sections = [draw(form(name), self.style) for name in self.forms]
        if self.kind in PRINTED:
            how = Print(ruled=self.kind == "ruled.pdf", torn=self.seed % 2 == 1)
            return printed(sections[0], how)
        if self.kind in {"docx", "word.pdf"}:
            data = word(sections, landscape=self.seed % 3 == 1)
            return data if self.kind == "docx" else converted(data, "docx", "pdf")
        data = excel(sections, self.habits, self.seed)
        return data if self.kind == "xlsx" else converted(data, "xlsx", self.kind[-3:])


@cache
def form(name: str) -> JsonObject:
    """A form with all that a drawing asks for; texts as a cell can hold them."""
    folders = (ROOT / "tests/golden/forms", ROOT / "resources/samples")
    path = next(path for folder in folders for path in folder.glob(f"{name}.json"))
    found: JsonObject = json.loads(path.read_text("utf-8"))
    for key in ("title", "project", "department", "unit", "goal_expected", "goal_actual"):
        found.setdefault(key, "")
    found.setdefault("year", 2021)
    found.setdefault("money_unit", "万元")
    return found


@cache
def names() -> tuple[str, ...]:
    """All forms that can be drawn."""
    folders = (ROOT / "resources/samples", ROOT / "tests/golden/forms")
    return tuple(path.stem for folder in folders for path in sorted(folder.glob("*.json")))


def golden_cases() -> list[Case]:
    """The sample in each kind of file, and each layout in each kind in a way of its own."""
    sample = ("社会保险服务费-2021",)
    plain = [Case(f"sample.{k}", "A", k, sample, Style(), Habits(), 0) for k in FILES]
    layouts = ["A", "B", "C", "D", "E", "F", "K", "L", "cost"]
    return plain + [
        random_case(Random(f"{layout} {kind}"), layout, kind, 100 * at + number)  # noqa: S311
        for at, layout in enumerate(layouts)
        for number, kind in enumerate(FILES)
    ]


def random_case(random: Random, layout: str, kind: str, seed: int) -> Case:
    """A case of a layout (``cost``: a form with costs in layout A) and kind."""
    drawn = "A" if layout == "cost" else layout
    pool = [_COST] if layout == "cost" else [name for name in names() if _fits(name, drawn)]
    several = kind not in {"excel.pdf", *PRINTED} and random.random() < 0.2
    forms = tuple(random.sample(pool, min(2 if several else 1, len(pool))))
    style = Style(
        layout=drawn,
        groups=random.choice(["merged", "merged", "first", "each", "own"]),
        year=random.choice(["title", "line", "paragraph", "label"]),
        unit=random.choice(["above", "label", "heads"]),
        head=random.choice(["pairs", "pairs", "inline", "paragraphs"]),
        goals=random.choice(["beside", "below"]),
        parts=random.random() < 0.3,
        label=random.random() < 0.7 or kind in PRINTED,
        templates=random.random() < 0.3,
        notes=random.random() < 0.5,
        spaced=random.random() < 0.3,
    )
    habits = Habits(
        figures=random.random() < 0.8,
        units=random.random() < 0.5,
        formulas=random.random() < 0.4,
        hidden=random.random() < 0.3,
        cover=random.random() < 0.3,
    )
    return Case(f"{layout}-{seed}.{kind}", layout, kind, forms, style, habits, seed)


def _fits(name: str, layout: str) -> bool:
    """A form on the whole department has no project; E prints the first fund's points only."""
    found = form(name)
    first: JsonObject = next(iter(found.get("funds", [])), {})
    heads = layout != "E" or not found.get("funds") or bool(first.get("points"))
    return bool(found["project"]) and layout in LAYOUTS and heads
