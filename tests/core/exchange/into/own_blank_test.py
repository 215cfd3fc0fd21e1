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
from tests.core.exchange.into.hand_drawn import HEADS, SMALL, document, fill, workbook
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


def signed(data: bytes) -> bytes:
    """The file with a signature, as Office keeps it in parts of its own."""
    kinds = "http://schemas.openxmlformats.org/package/2006/relationships"
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "_rels/.rels":
                line = (f'<Relationship Id="rIdS" Type="{kinds}/digital-signature/origin" '
                        'Target="_xmlsignatures/origin.sigs"/>')  # fmt: skip
                content = content.replace(b"</Relationships>", line.encode() + b"</Relationships>")
            new.writestr(name, content)
        new.writestr("_xmlsignatures/origin.sigs", b"")
        line = (
            f'<Relationship Id="r1" Type="{kinds}/digital-signature/signature" Target="sig1.xml"/>'
        )
        new.writestr("_xmlsignatures/_rels/origin.sigs.rels",
                     f'<Relationships xmlns="{kinds}">{line}</Relationships>')  # fmt: skip
        new.writestr("_xmlsignatures/sig1.xml", b"<Signature/>")
    return stream.getvalue()


@pytest.mark.parametrize("data", [document(), workbook([HEADS, [""] * 8])], ids=["docx", "xlsx"])
def test_a_signature_that_holds_no_more_goes_and_is_told(data: bytes) -> None:
    found = fill(signed(data))
    with zipfile.ZipFile(BytesIO(found.data)) as file:
        assert not [name for name in file.namelist() if "signature" in name]
        assert b"signature" not in file.read("_rels/.rels")
    assert any("数字签名" in line for line in found.told)
    assert not any("数字签名" in line for line in fill(data).told)
