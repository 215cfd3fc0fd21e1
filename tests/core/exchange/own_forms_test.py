"""Which files are taken for our own data."""

from pathlib import Path

import pytest

from core.exchange.errors import ExchangeError
from core.exchange.own_forms import own_forms

OTHERS = [
    b"{\\rtf1\\ansi 0}",
    b"[2021],1",
    "[说明]\t甲".encode("gb18030"),
    "{项目名称}".encode(),
    b"%PDF-1.7",
    b"<table><tr><td>1",
]
OWN = [b"{}", b"[]", b'{"format": 1}', b"\xef\xbb\xbf \n{", b"[{", b'[\r\n {"a"', b"{   ", b" \n "]


@pytest.mark.parametrize("data", OTHERS)
def test_what_only_begins_with_a_bracket_is_somebody_elses(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "表.doc").write_bytes(data)
    assert own_forms(tmp_path / "表.doc") is None


@pytest.mark.parametrize("data", OWN)
def test_what_is_no_form_is_refused_as_data(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "表.txt").write_bytes(data)
    with pytest.raises(ExchangeError):
        own_forms(tmp_path / "表.txt")
