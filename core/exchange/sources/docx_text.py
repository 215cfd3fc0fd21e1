"""The text of Word paragraphs as it is shown: revisions accepted, hidden runs left out.

Elements are told by their local names: Word writes two namespaces (ISO strict and the older one).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from core.exchange.sources.bounds import whole_number
from core.exchange.sources.package import Element

_NEVER: Final = frozenset({
    "del", "moveFrom", "delText", "instrText", "delInstrText", "rt", "rPr", "pPr", "sdtPr",
    "sdtEndPr", "tblPr", "footnoteReference", "endnoteReference", "annotationRef", "softHyphen",
})  # fmt: skip
_SIGNS: Final = {
    "tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-",
}  # fmt: skip
_DRAWN: Final = frozenset({"drawing", "pict", "object"})
_OFF: Final = frozenset({"0", "false", "off", "none"})

_SYMBOLS: Final = {
    "symbol": {0xB3: "≥", 0xA3: "≤", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈",
               0xB0: "°", 0xB7: "•", 0xA5: "∞", 0xAE: "→"},
    "wingdings": {0xFE: "☑", 0xFD: "☒", 0xA8: "□", 0x6F: "□", 0x71: "□", 0xFC: "√", 0xFB: "×",
                  0xAB: "★", 0x6C: "●", 0x6E: "■", 0xA1: "○", 0xE0: "→"},
    "wingdings 2": {0x52: "☑", 0x53: "☒", 0x54: "☒", 0x50: "√", 0x4F: "×", 0xA3: "□", 0x30: "□",
                    0x2A: "□"},
}  # fmt: skip
"""What signs of the symbol faces look like (their codes stand at U+F000 and above)."""


def local(element: Element) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def child(element: Element | None, *names: str) -> Element | None:
    """The element's first child of that name, and so on down the names."""
    for name in names:
        if element is None:
            return None
        element = next((one for one in element if local(one) == name), None)
    return element


def value(element: Element | None, name: str = "val") -> str | None:
    """An attribute by its local name."""
    if element is None:
        return None
    for key, text in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(text)
    return None


def is_on(element: Element | None) -> bool:
    """Whether a switch such as ``w:vanish`` is there and not turned off."""
    return element is not None and value(element) not in _OFF


def is_placeholder(element: Element) -> bool:
    """Whether a content control shows only its prompt (单击此处输入文字)."""
    return child(element, "sdtPr", "showingPlcHdr") is not None


def alternative(element: Element) -> Element | None:
    """Of ``mc:AlternateContent`` the first form that has content."""
    return next((one for one in element if len(one)), None)


def has_formula(element: Element) -> bool:
    """Whether Word computes what stands here (``=SUM(ABOVE)``)."""
    for one in element.iter():
        name = local(one)
        text = (one.text or "") if name == "instrText" else ""
        if name == "fldSimple":
            text = value(one, "instr") or ""
        if text.strip().startswith("="):
            return True
    return False


class RunText:
    """Collects what the runs of a paragraph show, and what is drawn between them."""

    def __init__(self) -> None:
        self.boxes: list[Element] = []
        """Text boxes anchored in the paragraph (``w:txbxContent``)."""
        self.hidden = False
        self.pictures = False
        self.struck = ""
        self._parts: list[str] = []

    def read(self, element: Element) -> str:
        """The text of ``element``'s runs."""
        self._collect(element)
        return "".join(self._parts)

    def _collect(self, element: Element) -> None:
        for one in element:
            name = local(one)
            if name == "t":
                self._parts.append(one.text or "")
            elif name == "r":
                self._run(one)
            elif name in _SIGNS:
                self._parts.append(_SIGNS[name])
            elif name == "AlternateContent":
                chosen = alternative(one)
                if chosen is not None:
                    self._collect(chosen)
            elif name in _DRAWN:
                self._drawing(one)
            elif name in {"sym", "fldChar"}:
                self._parts.append(_symbol(one) if name == "sym" else _form_field(one))
            elif name not in _NEVER and not is_placeholder(one):
                self._collect(one)

    def _run(self, run: Element) -> None:
        if is_on(child(run, "rPr", "vanish")):
            self.hidden = self.hidden or any(local(one) == "t" for one in run)
        elif is_on(child(run, "rPr", "strike")) or is_on(child(run, "rPr", "dstrike")):
            self.struck += "".join(one.text or "" for one in run if local(one) == "t")
        else:
            self._collect(run)

    def _drawing(self, element: Element) -> None:
        boxes = list(_boxes(element))
        self.boxes += boxes
        self.pictures = self.pictures or not boxes


def _boxes(element: Element) -> Iterator[Element]:
    for one in element:
        name = local(one)
        if name == "txbxContent":
            yield one
        elif name == "AlternateContent":
            chosen = alternative(one)
            if chosen is not None:
                yield from _boxes(chosen)
        else:
            yield from _boxes(one)


def _symbol(element: Element) -> str:
    try:
        code = int(value(element, "char") or "", 16)
    except ValueError:
        return ""
    known = _SYMBOLS.get((value(element, "font") or "").lower(), {})
    low = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    if low in known:
        return known[low]
    return chr(code) if 0x20 <= code < 0xD800 else "\N{REPLACEMENT CHARACTER}"


def _form_field(element: Element) -> str:
    """What a box to tick or a list to choose from shows (the fields of old Word forms)."""
    box = child(element, "ffData", "checkBox")
    if box is not None:
        ticked = child(box, "checked")
        return "☑" if is_on(ticked if ticked is not None else child(box, "default")) else "□"
    choice = child(element, "ffData", "ddList")
    if choice is None:
        return ""
    entries = [value(one) or "" for one in choice if local(one) == "listEntry"]
    at = whole_number(value(child(choice, "result")), 0)
    return entries[at] if at < len(entries) else ""
