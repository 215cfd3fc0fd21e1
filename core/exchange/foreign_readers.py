"""What the child can read: the table of readers, by name.

A reader gets a path and options and gives the parts of its answer, each as JSON with bytes beside
it. ``core.exchange.foreign`` asks for them from the other side. Libraries are imported when they
are needed: a child that reads pictures loads nothing of PDFs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from core.exchange.errors import ExchangeError
from core.foreign.child import Item, Reader, serve
from core.model.file_values import FormFileError


def main() -> int:
    """Be the child; the exit status."""
    return serve(READERS, (ExchangeError, FormFileError))


def _symbols(path: Path, _options: Mapping[str, Any]) -> Iterator[Item]:
    """The texts of the QR symbols on each page: a list for each."""
    from core.exchange.scans import symbols_in

    for texts in symbols_in(path):
        yield texts, b""


def _pages(path: Path, _options: Mapping[str, Any]) -> Iterator[Item]:
    """The size of each page in points."""
    from core.exchange.scans import page_sizes

    yield page_sizes(path), b""


def _page(path: Path, options: Mapping[str, Any]) -> Iterator[Item]:
    """One page as a picture: how many pages there are, its size, its pixels as RGB."""
    from core.exchange.scans import draw_page

    pages, picture = draw_page(path, options["page"], options["width"])
    yield [pages, picture.width, picture.height], picture.tobytes()


def _attachment(path: Path, _options: Mapping[str, Any]) -> Iterator[Item]:
    """The form's data in a PDF of ours: whether there are any, and the bytes."""
    from core.exchange.pdf_attachment import attachment

    found = attachment(path)
    yield found is not None, found or b""


def _source(path: Path, options: Mapping[str, Any]) -> Iterator[Item]:
    """What a file of other programs shows, by the suffix of its format."""
    from core.exchange.formats import FORMATS
    from core.reading.source_json import encoded

    suffix = options["suffix"]
    for known in FORMATS:
        if suffix in known.suffixes and known.open_source is not None:
            yield encoded(known.open_source(path)), b""
            return
    raise ExchangeError(f"不能读取 {suffix} 文件")


def _filled(path: Path, options: Mapping[str, Any]) -> Iterator[Item]:
    """A blank with a form in it: what is to be known of it, and the file."""
    from core.exchange.into.blank import fill_blank
    from core.exchange.sources.bounds import MAX_FILE
    from core.model.selfeval import loads
    from core.scoring.profile_file import read_profile

    rules = read_profile(options["rules"], "")
    with path.open("rb") as stream:
        data = stream.read(MAX_FILE + 1)
    filled = fill_blank(data, loads(options["form"]), rules, options["suffix"])
    yield [list(filled.lost), list(filled.told)], filled.data


READERS: Final[Mapping[str, Reader]] = {
    "symbols": _symbols,
    "pages": _pages,
    "page": _page,
    "attachment": _attachment,
    "source": _source,
    "filled": _filled,
}
