"""A way through the menus that a text names is one that there is."""

import re
from pathlib import Path

import pytest

from ui.shell.command_table import COMMANDS, MENUS

ROOT = Path(__file__).parents[3]
TEXTS = {
    path: path.read_text("utf-8")
    for path in (
        *(ROOT / "core").rglob("*.py"),
        *(ROOT / "ui").rglob("*.py"),
        *(ROOT / "resources" / "manual").glob("*.md"),
    )
}
WAY = re.compile(rf"“((?:{'|'.join(MENUS)})\s*(?:→|—)[^”]+)”")


def ways() -> set[str]:
    found = (way for text in TEXTS.values() for way in WAY.findall(text))
    return {" → ".join(re.split(r"\s*[→—]\s*", way)) for way in found}


@pytest.mark.parametrize("way", sorted(ways()))
def test_a_named_way_leads_there(way: str) -> None:
    menu, *steps = [step.removesuffix("…") for step in way.split(" → ")]
    there = {one.text.removesuffix("…"): one for one in COMMANDS if one.menu == menu}
    command = next(there[step] for step in steps if step in there)
    at = steps.index(command.text.removesuffix("…"))
    assert steps[:at] == [command.submenu] * bool(command.submenu)
    for button in steps[at + 1 :]:
        assert any(f'"{button}…"' in text for text in TEXTS.values())


def test_such_ways_are_found() -> None:
    assert len(ways()) > 5
