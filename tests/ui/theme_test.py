"""Both chromes can be read, and neither colours the paper."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from msgspec.structs import asdict
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from tests.ui.pixels import colours
from ui.main_window import MainWindow
from ui.style_sheet import TEMPLATE, style_sheet
from ui.theme import AS_SYSTEM, DARK, DARK_CHROME, LIGHT, LIGHT_CHROME, Theme, chosen

TEXT, SIGN = 4.5, 3.0
"""The contrast that WCAG 2.1 asks of running text, and of large text and signs."""
GROUNDS = ("chrome", "surface", "desk", "hover")
"""Where text without a ground of its own may stand."""
PAINTED = [
    # What is painted by hand, and what stands in a widget whose ground another rule gives.
    *[(ink, "accent_wash", TEXT) for ink in ("ink", "ink_2", "ink_3", "error", "warn_ink")],
    *[(ink, "computed_wash", TEXT) for ink in ("ink", "ink_2", "ink_3")],
    *[(sign, "surface", SIGN) for sign in ("warn", "error", "good", "accent")],
    *[(sign, "chrome", SIGN) for sign in ("warn", "error", "good", "accent")],
    *[("field_line", ground, SIGN) for ground in ("chrome", "surface")],
    *[("notice_ink", "notice", TEXT), ("notice_accent", "notice", TEXT)],
    *[("notice_line", ground, SIGN) for ground in ("surface", "chrome", "desk", "paper")],
    ("notice", "paper", SIGN),
    ("surface", "error", TEXT),
]
ON_PAPER = [
    *[("paper_ink", ground, TEXT) for ground in ("paper", "paper_label", "warn_wash")],
    *[("paper_ink", ground, TEXT) for ground in ("reason_wash", "error_wash", "accent_wash")],
    *[("computed", "computed_wash", TEXT), ("ink", "paper_label", TEXT)],
    *[("ink_3", ground, TEXT) for ground in ("paper", "reason_wash", "error_wash")],
    *[("accent", "paper", SIGN), ("error", "error_wash", SIGN), ("paper_line", "paper", SIGN)],
]
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
FIELDS = re.compile(r"QLineEdit|QSpinBox|QComboBox(?!.*View)|QPlainTextEdit|::indicator")


def styled() -> list[tuple[str, str, float]]:
    """Every pair of tokens that the style sheet puts upon each other, with the least contrast."""
    found = set[tuple[str, str, float]]()
    sheet = re.sub(r"\$\{(\w+)\}", r"$\1", TEMPLATE.template)
    for selector, body in RULE.findall(sheet):
        if ":disabled" in selector:
            continue  # what cannot be used need not be read
        ink = re.search(r"(?<![-\w])color: \$(\w+)", body)
        ground = re.search(r"(?<!-)background: \$(\w+)", body)
        if ink:
            grounds = [ground[1]] if ground else GROUNDS if _free(selector) else []
            found |= {(ink[1], one, TEXT) for one in grounds}
        line = re.search(r"border: [^;]*\$(\w+)", body)
        if line and FIELDS.search(selector) and ":focus" not in selector:
            found |= {(line[1], one, SIGN) for one in ("chrome", "surface")}
    return sorted(found)


def _free(selector: str) -> bool:
    """Whether what is styled stands on the chrome, not on a ground that a rule above gives it."""
    return not any(part in selector for part in ("#notice", "#primary", "QMenu", "#carried"))


def luminance(colour: str) -> float:
    parts = (QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF())
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "least"), [*styled(), *PAINTED])
def test_what_is_written_stands_out(theme: Theme, ink: str, ground: str, least: float) -> None:
    tokens = asdict(theme)
    assert contrast(tokens[ink], tokens[ground]) >= least


@pytest.mark.parametrize(("ink", "ground", "least"), ON_PAPER)
def test_the_paper_can_be_read(ink: str, ground: str, least: float) -> None:
    tokens = asdict(LIGHT)
    assert contrast(tokens[ink], tokens[ground]) >= least


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_a_marked_row_is_seen_to_be_marked(theme: Theme) -> None:
    assert contrast(theme.accent_wash, theme.surface) >= 1.2
    assert contrast(theme.ink, theme.disabled) >= 1.8  # nor does what is disabled look enabled


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_parts_of_a_bar_are_told_apart(theme: Theme) -> None:
    parts = [theme.part_1, theme.part_2, theme.part_3, theme.part_4, theme.part_5]
    for one, next_one in pairwise(parts):
        assert contrast(one, next_one) >= 1.4
    for one in parts:
        assert contrast(one, theme.chrome) >= 1.4


def test_the_style_sheet_is_looked_through() -> None:
    assert len(styled()) > 30


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


def test_the_command_changes_the_window_at_once_and_back(
    window: MainWindow, application: QApplication
) -> None:
    window.form.show_cuts(wanted=False)  # they come when they come
    window.resize(1200, 700)
    light = window.grab().toImage()
    window.commands["chrome"].trigger()
    assert window.settings.chrome == DARK_CHROME
    assert application.palette().window().color() == QColor(DARK.chrome)
    dark = window.grab().toImage()
    corner = QPoint(window.score_bar.width() // 2, window.score_bar.y() + 3)
    assert light.pixelColor(corner) == QColor(LIGHT.chrome)
    assert dark.pixelColor(corner) == QColor(DARK.chrome)
    inks = [_inks(picture, window.top_bar.geometry()) for picture in (light, dark)]
    assert inks[0]
    assert inks[1]
    assert not inks[0] & inks[1]  # the icons, too
    window.commands["chrome"].trigger()
    assert window.settings.chrome == LIGHT_CHROME
    assert window.grab().toImage() == light


def _inks(picture: QImage, place: QRect) -> frozenset[int]:
    """The colours of the icons of undo and redo, and of the text of menus."""
    names = (LIGHT.ink_2, LIGHT.disabled, DARK.ink_2, DARK.disabled)
    return colours(picture, place) & {QColor(name).rgb() for name in names}
