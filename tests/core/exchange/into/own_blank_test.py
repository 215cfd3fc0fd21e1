"""A file of our own that serves as the blank: it carries nothing of the form that it held."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import pytest

from core.exchange.form_docx import form_docx
from core.exchange.form_xlsx import form_xlsx
from core.exchange.sources.recognition import read_source
from core.model import selfeval
from core.reading.drafting import drafts
from core.scoring.profile_file import profile_for
from tests.core.exchange.into.hand_drawn import SMALL, fill
from tests.foreign.cases import form


@pytest.mark.parametrize("write", [form_xlsx, form_docx])
def test_what_was_carried_goes_and_the_new_form_is_read(write: object) -> None:
    old = {"format": "selfeval/1", **form("社会保险服务费-2021"), "留存": "旧表的秘密"}
    assert callable(write)
    blank = write(selfeval.from_dict(old), profile_for(""))
    assert read_source(blank).carried
    data = fill(blank).data
    found = read_source(data)
    assert not found.carried
    with zipfile.ZipFile(BytesIO(data)) as file:
        left = {name: file.read(name) for name in file.namelist()}
    assert not [name for name, content in left.items() if b"urn:zipingtong" in content]
    targets = [one for name, content in left.items() if name.endswith(".rels")
               for one in re.findall(rb"item(?:Props)?\d+[.]xml", content)]  # fmt: skip
    assert {one.decode() for one in targets} <= {name.rpartition("/")[2] for name in left}
    (draft,) = drafts(found)
    names = [row.name for *_, row in draft.evaluation.rows if row.name]
    assert names == [row["level3"] for row in SMALL["indicators"]]
    assert draft.evaluation.project == SMALL["project"]
