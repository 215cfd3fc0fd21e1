"""A number in a foreign file may be of any length and script: that spoils one cell at most."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.exchange.errors import ExchangeError
from core.exchange.into.blank import fill_blank
from core.exchange.sources.bounds import whole_number
from core.exchange.sources.recognition import read_source
from core.sample import sample
from core.scoring.profile_file import load_profile

FOREIGN = Path(__file__).parents[2] / "golden" / "foreign"
NUMBER = re.compile(rb'(?<=[">])\d{1,9}(?=["<])')
NAME = re.compile(rb"[A-Za-z:]{1,20}[^A-Za-z]*$")
ODD = ("9" * 5_000, "٣", "²", "①", "-1", "1_0", "99999999999")
"""Python refuses to read the first one, and reads some of the others that no program writes."""


@pytest.mark.parametrize("text", [*ODD, "", " ", "1.0", None])
def test_what_is_no_number_is_told_apart(text: str | None) -> None:
    assert whole_number(text, 7) == 7


def test_a_number_is_read_with_blanks_around_it() -> None:
    assert [whole_number(text, 7) for text in ("0", " 12\n", "0012", "9999999")] == [
        0,
        12,
        12,
        9999999,
    ]


def changed(data: bytes, odd: bytes) -> Iterator[tuple[str, bytes]]:
    """The file, each time with another number of one of its parts replaced."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    for name, part in parts.items():
        kinds: dict[bytes, tuple[int, int]] = {}
        for match in NUMBER.finditer(part):  # one of each kind, told by the name before it
            start, end = match.span()
            kinds.setdefault(NAME.findall(part[:start][-40:])[-1], (start, end))
        for start, end in kinds.values():
            whole = {**parts, name: part[:start] + odd + part[end:]}
            written = io.BytesIO()
            with zipfile.ZipFile(written, "w") as target:
                for each, content in whole.items():
                    target.writestr(each, content)
            yield name, written.getvalue()


@pytest.mark.parametrize(
    ("name", "odd"), [("A-0.xlsx", "9" * 5_000), ("A-0.xlsx", "٣"), ("A-2.docx", "9" * 5_000)]
)
def test_no_number_keeps_a_file_from_being_read_or_filled(name: str, odd: str) -> None:
    data, rules = (FOREIGN / name).read_bytes(), load_profile("财政部2020")
    for _, file in changed(data, odd.encode()):
        try:
            read_source(file)
            fill_blank(file, sample(), rules, Path(name).suffix)
        except ExchangeError:  # a sentence of its own
            continue
