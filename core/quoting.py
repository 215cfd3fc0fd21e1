"""How a text of the form stands in a sentence, a list or a terminal: on one line, cut where long.

What is shown so is never written back: the form keeps every character.
"""

from __future__ import annotations

QUOTED = 24
"""So many characters of a text are enough to know it by in a sentence."""


def one_line(text: str) -> str:
    """A text without line breaks and without anything that could steer a terminal."""
    if not text.isprintable():  # hardly any; a year's table asks for a hundred thousand
        text = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(text.split())


def shortened(text: str, most: int = QUOTED) -> str:
    """A text of at most ``most`` characters; of a longer one its last character is the mark."""
    return text if len(text) <= most else text[: most - 1] + "…"
