"""Both chromes can be read, and neither colours the paper."""

from __future__ import annotations

from dataclasses import asdict

import pytest
from PySide6.QtGui import QColor

from core.archive.archive import Archive
from ui.main_window import MainWindow
from ui.style_sheet import style_sheet
from ui.theme import AS_SYSTEM, DARK, DARK_CHROME, LIGHT, LIGHT_CHROME, Theme, chosen

TEXT, SIGN = 4.5, 3.0
"""The contrast that WCAG 2.1 asks of running text, and of large text and signs."""
PAIRS = [
    *[(ink, ground, TEXT) for ink in ("ink", "ink_2") for ground in ("chrome", "surface", "hover")],
    *[("ink_3", ground, 4.3) for ground in ("chrome", "surface")],
    *[("ink", ground, TEXT) for ground in ("accent_wash", "reason_wash", "computed_wash")],
    *[("accent_ink", "accent", TEXT), ("accent_ink", "accent_strong", TEXT)],
    *[
        ("warn_ink", "reason_wash", TEXT),
        ("error", "error_wash", TEXT),
        ("good", "good_wash", TEXT),
    ],
    *[("accent", "surface", TEXT), ("warn", "surface", SIGN), ("error", "surface", TEXT)],
    *[("surface", "ink", TEXT), ("surface", "error", TEXT), ("accent_wash", "ink", TEXT)],
]


def luminance(colour: str) -> float:
    parts = (QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF())
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_what_is_written_stands_out(theme: Theme, ink: str, ground: str, least: float) -> None:
    tokens = asdict(theme)
    assert contrast(tokens[ink], tokens[ground]) >= least


def test_the_paper_is_the_same_in_any_chrome() -> None:
    paper = {name for name in asdict(LIGHT) if name.startswith("paper")}
    assert {name: asdict(DARK)[name] for name in paper} == {
        name: asdict(LIGHT)[name] for name in paper
    }
    assert DARK.on_paper is LIGHT
    assert style_sheet(DARK) != style_sheet(LIGHT)


def test_a_wish_goes_before_the_system() -> None:
    assert chosen(AS_SYSTEM, dark_system=True) is DARK
    assert chosen(AS_SYSTEM, dark_system=False) is LIGHT
    assert chosen(LIGHT_CHROME, dark_system=True) is LIGHT
    assert chosen(DARK_CHROME, dark_system=False) is DARK


def test_the_command_turns_the_next_start_and_back(window: MainWindow) -> None:
    assert window.shelf.ask(Archive.list)
    window.commands["chrome"].trigger()
    assert window.settings.chrome == DARK_CHROME
    assert "深色" in window.notice.text()
    window.commands["chrome"].trigger()
    assert window.settings.chrome == LIGHT_CHROME
