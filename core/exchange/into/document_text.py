"""The texts of Word paragraphs and cells, replaced within their runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy

from core.exchange.into.runs import Run, Share, replaced
from core.exchange.into.xml_text import storable
from core.exchange.sources.docx_text import RunText, child, is_placeholder, local, value
from core.exchange.sources.package import Element
from core.reading.cell_text import clean_text

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SHOWN = frozenset({"t", "tab", "ptab", "br", "cr", "noBreakHyphen", "sym"})
_AROUND = frozenset({"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink"})


def write_result(element: Element, text: str) -> None:
    """Let a field show a text till Word computes it, which it does when it opens the file."""
    shown = False
    for run in [one for one in element.iter() if local(one) == "r"]:
        mark = child(run, "fldChar")
        kind = value(mark, "fldCharType")
        if mark is not None and kind == "begin":
            mark.set(mark.tag.replace("}fldChar", "}dirty"), "true")
        shown = kind == "separate" or (shown and kind != "end")
        simple = local(run.getparent()) == "fldSimple"
        if (shown or simple) and mark is None:
            _set_run(run, text)
            text = ""


def choices_of(element: Element) -> list[str]:
    """The entries of the drop-down list of a content control."""
    around = element.getparent()
    boxes = [one for one in element.iter() if local(one) == "sdt"]
    if local(around) == "sdtContent":
        boxes.append(around.getparent())
    for box in boxes:
        for name in ("dropDownList", "comboBox"):
            entries = child(box, "sdtPr", name)
            if entries is not None and (name == "dropDownList"):
                return [value(one, "displayText") or value(one) or "" for one in entries]
    return []


def replace_text(cell: Element, text: str) -> None:
    """Let a cell hold nothing but a text, in the format of what stood first in it."""
    _end_prompts(cell)
    paragraphs = list(_paragraphs(cell))
    if not paragraphs:
        paragraph = cell.makeelement(cell.tag.replace("}tc", "}p"))
        cell.append(paragraph)
        paragraphs = [paragraph]
    kept = next((one for one in paragraphs if _runs(one)), paragraphs[0])
    for other in paragraphs:
        if other is not kept:
            other.getparent().remove(other)
    lines = storable(text).split("\n")
    _set_line(kept, lines[0])
    for line in reversed(lines[1:]):
        more = kept.makeelement(kept.tag)
        properties = child(kept, "pPr")
        if properties is not None:
            more.append(deepcopy(properties))
        _add_run(more, line, _look(kept))
        kept.addnext(more)


def take_look(cell: Element, other: Element) -> None:
    """Let a cell's paragraphs and runs have the formats of another cell's first ones."""
    model = next(_paragraphs(other), None)
    if model is None:
        return
    shapes, look = child(model, "pPr"), _look(model)
    for paragraph in _paragraphs(cell):
        _put_first(paragraph, child(paragraph, "pPr"), shapes)
        for run in _runs(paragraph):
            _put_first(run.look, child(run.look, "rPr"), look)


def _put_first(element: Element, known: Element | None, wanted: Element | None) -> None:
    if known is not None:
        element.remove(known)
    if wanted is not None:
        element.insert(0, deepcopy(wanted))


def clear_text(cell: Element) -> None:
    """Take all texts out of a cell, its formats stay."""
    if any(_runs(one) for one in _paragraphs(cell)):
        replace_text(cell, "")


def replace_shares(element: Element, shown: str, shares: Sequence[Share]) -> None:
    """Replace shares of a paragraph's or a cell's text, counted in ``shown``, what it reads as."""
    _end_prompts(element)
    paragraphs = [element] if local(element) == "p" else list(_paragraphs(element))
    at = 0
    for paragraph in paragraphs:
        runs = _runs(paragraph)
        raw = "".join(run.text for run in runs)
        clean = clean_text(raw)
        place = shown.find(clean, at) if clean else -1
        if place < 0:
            continue
        own = [
            Share(share.start - place, min(_end(share, shown) - place, len(clean)), share.text)
            for share in shares
            if place <= share.start <= place + len(clean)
            and (share.start > place or share.start == 0 or at == place)
        ]
        at = place + len(clean)
        shares = [s for s in shares if not place <= s.start <= at]
        if own:
            _write_runs(runs, replaced(runs, own))


def _end(share: Share, shown: str) -> int:
    return len(shown) if share.end is None else share.end


def _write_runs(before: Sequence[Run[Element]], after: Sequence[Run[Element]]) -> None:
    for run in before:
        text = "".join(one.text for one in after if one.look is run.look)
        if text != run.text:
            _set_run(run.look, text)


def _end_prompts(element: Element) -> None:
    """A content control that gets a text shows its prompt no more."""
    around = element.getparent()
    boxes = [one for one in element.iter() if local(one) == "sdt"]
    if around is not None and local(around) == "sdtContent":
        boxes.append(around.getparent())
    for box in boxes:
        if not is_placeholder(box):
            continue
        prompt = child(box, "sdtPr", "showingPlcHdr")
        if prompt is not None:
            prompt.getparent().remove(prompt)
        for run in [one for one in box.iter() if local(one) == "r"]:
            style = child(run, "rPr", "rStyle")
            if style is not None:
                style.getparent().remove(style)
            _set_run(run, "")


def _paragraphs(cell: Element) -> Iterator[Element]:
    for one in cell:
        if local(one) == "p":
            yield one
        elif local(one) in _AROUND:
            yield from _paragraphs(one)


def _runs(paragraph: Element) -> list[Run[Element]]:
    """The runs that show something, with their elements."""
    found = []
    for one in _run_elements(paragraph):
        text = RunText().read(one) if child(one, "rPr", "vanish") is None else ""
        if text:
            found.append(Run(text, one))
    return found


def _run_elements(element: Element) -> Iterator[Element]:
    for one in element:
        if local(one) == "r":
            yield one
        elif local(one) in _AROUND:
            yield from _run_elements(one)


def _look(paragraph: Element) -> Element | None:
    """The format of a paragraph's first run, else the one that its end mark has."""
    for run in _run_elements(paragraph):
        if (look := child(run, "rPr")) is not None:
            return look
        return None
    return child(paragraph, "pPr", "rPr")


def _set_line(paragraph: Element, text: str) -> None:
    runs = list(_run_elements(paragraph))
    shown = [run for run in runs if any(local(one) in _SHOWN for one in run)]
    target = (shown or [r for r in runs if not any(local(o) == "drawing" for o in r)] or [None])[0]
    for run in shown:
        if run is not target:
            _set_run(run, "")
    if target is not None:
        _set_run(target, text)
    elif text:
        _add_run(paragraph, text, _look(paragraph))


def _add_run(paragraph: Element, text: str, look: Element | None) -> None:
    name = paragraph.tag.rpartition("}")[0] + "}"
    run = paragraph.makeelement(f"{name}r")
    if look is not None:
        properties = deepcopy(look)
        properties.tag = f"{name}rPr"
        for one in list(properties):
            if local(one) in {"ins", "del", "moveFrom", "moveTo", "rPrChange"}:
                properties.remove(one)
        run.append(properties)
    paragraph.append(run)
    _set_run(run, text)


def _set_run(run: Element, text: str) -> None:
    """Let a run show a text; what else hangs on it stays."""
    name = run.tag.rpartition("}")[0] + "}"
    for one in list(run):
        if local(one) in _SHOWN:
            run.remove(one)
    for number, line in enumerate(storable(text).split("\n")):
        if number:
            run.append(run.makeelement(f"{name}br"))
        if line:
            piece = run.makeelement(f"{name}t")
            piece.text = line
            piece.set(_SPACE, "preserve")
            run.append(piece)
