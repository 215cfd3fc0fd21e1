"""The file keeps: it carries its data, says what it is, and comes out the same."""

import io
import re
import zlib
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pypdfium2
import pytest
from hypothesis import given, settings
from msgspec.structs import replace
from PIL import Image, ImageCms

from core.exchange.pdf_attachment import attachment
from core.issuing.form_pdf import annex_pdf, pdf
from core.issuing.options import PrintOptions
from core.issuing.stamping import Filing, content_code
from core.model.evaluation import Evaluation, NamedText
from core.model.file_values import FormFileError
from core.model.selfeval import dumps, loads
from core.report.archival import Description
from core.report.colour import srgb_profile
from core.report.pdf_writer import render
from core.sample import sample
from tests.core.report.pdf_writer_test import (
    assessed,
    objects_of,
    pages_of,
    profile,
    sample_sheet,
    text_of,
)
from tests.examples import examples
from tests.strategies import evaluations

PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
DC = "{http://purl.org/dc/elements/1.1/}"
FILING = Filing(12, 3, final=True, saved=datetime(2022, 1, 14, 20, tzinfo=UTC))


def streams_of(data: bytes) -> list[bytes]:
    found = re.findall(rb"\nstream\n(.*?)\nendstream\n", data, flags=re.DOTALL)
    assert len(found) == data.count(b"/Length ")
    return [one if one.startswith(b"<?xpacket") else zlib.decompress(one) for one in found]


def metadata_of(data: bytes) -> ET.Element:
    packet = next(stream for stream in streams_of(data) if stream.startswith(b"<?xpacket"))
    return ET.fromstring(packet.decode())  # noqa: S314  (our own)


@settings(max_examples=examples(30))
@given(evaluations())
def test_what_was_printed_is_read_back(evaluation: Evaluation) -> None:
    written = dumps(evaluation)
    read = attachment(pdf(evaluation, rules=profile())) or b""
    assert dumps(loads(read)) == written == dumps(loads(written))


def test_a_pdf_without_data_is_refused_in_a_sentence() -> None:
    for data in (render(sample_sheet(), Description("表", "单位")), annex()):
        assert attachment(data) is None
    with pytest.raises(FormFileError, match="损坏"):
        attachment(b"%PDF-1.7 nothing")


def annex() -> bytes:
    return annex_pdf(sample(), assessed(sample()), profile())


def test_the_metadata_say_what_the_file_is() -> None:
    data = pdf(sample(), filing=FILING)
    root = metadata_of(data)
    texts = {item.tag: "".join(item.itertext()).strip() for item in root.iter()}
    assert (texts[PDFA + "part"], texts[PDFA + "conformance"]) == ("3", "A")
    assert texts[DC + "title"] == sample().title
    assert texts[DC + "creator"] == sample().unit
    assert texts[DC + "language"] == "zh-CN"
    assert texts["{http://ns.adobe.com/xap/1.0/}CreateDate"] == "2022-01-14T20:00:00+00:00"
    document = pypdfium2.PdfDocument(data)
    assert document.get_metadata_value("CreationDate") == "D:20220114200000+00'00'"
    assert document.get_metadata_value("Producer") == "zipingtong (ReportLab)"
    document.close()


def test_odd_texts_leave_the_metadata_well_formed() -> None:
    odd = "<表> & \0\x0b]]> \ufffe\uffff\ud800"
    metadata_of(render(sample_sheet(), Description(odd, odd, odd)))


def test_the_structure_is_that_of_an_archival_file() -> None:
    text = objects_of(pdf(sample(), filing=FILING))
    for part in (
        "/AFRelationship /Data",
        "/Subtype /application#2Fjson",
        "/EmbeddedFiles",
        "/AF [",
        "/S /GTS_PDFA1",
        "/DestOutputProfile",
        "/Lang (zh-CN)",
        "/Type /Metadata",
    ):
        assert part in text.replace("\n", " "), part
    for forbidden in ("/Encrypt", "/JavaScript", "/SMask", "/Group", "/CA ", "/LZWDecode"):
        assert forbidden not in text


def test_the_colour_profile_is_srgb() -> None:
    ours = ImageCms.ImageCmsProfile(io.BytesIO(srgb_profile()))
    theirs = ImageCms.createProfile("sRGB")
    picture = Image.effect_noise((64, 64), 80).convert("RGB")
    turned = ImageCms.profileToProfile(picture, ours, theirs)
    assert turned is not None
    pairs = zip(picture.tobytes(), turned.tobytes(), strict=True)
    assert max(abs(a - b) for a, b in pairs) <= 1


def test_the_bytes_depend_on_nothing_but_the_form(monkeypatch: pytest.MonkeyPatch) -> None:
    once = pdf(sample(), filing=FILING)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")
    assert pdf(sample(), filing=FILING) == once
    other = pdf(replace(sample(), goal_actual="别的"), filing=FILING)
    ids = {re.findall(rb"/ID\s*\[(<?.*?)\]", data, re.DOTALL)[0] for data in (once, other)}
    assert len(ids) == 2


def test_a_stamp_stands_on_each_page() -> None:
    plain = pdf(sample(), options=PrintOptions(plain=True))
    stamped = pdf(sample(), filing=FILING)
    texts = ["".join(page.get_textpage().get_text_range().split()) for page in pages_of(stamped)]
    assert len(list(pages_of(plain))) <= len(texts) <= 3
    for text in texts:
        assert "第12号第3版定稿2022-01-15" in text
        assert "核对码" in text
    for unstamped in (plain, pdf(sample(), filing=FILING, options=PrintOptions(plain=True))):
        assert "核对码" not in text_of(unstamped)


def test_a_form_outside_an_archive_tells_its_content_only() -> None:
    text = text_of(pdf(sample()))
    assert f"核对码{content_code(sample())}" in text
    assert "版" not in text.rpartition("核对码")[2]


def test_a_draft_in_an_archive_is_marked_until_it_is_final() -> None:
    draft = replace(FILING, final=False)
    assert text_of(pdf(sample(), filing=draft)).startswith("草稿")
    assert "草稿" not in text_of(pdf(sample(), filing=FILING))
    assert "草稿" not in text_of(pdf(sample(), filing=draft, options=PrintOptions(plain=True)))


@pytest.mark.parametrize("template", ["上海", "湖北", "衔接资金"])
def test_the_published_file_names_nobody_anywhere(template: str) -> None:
    people = {
        "填报人": "赵钱孙",
        "联系电话": "13812345678",
        "项目负责人及电话": "周吴郑 021-5551234",
    }
    secrets = ["赵钱孙", "13812345678", "周吴郑", "021-5551234", "冯陈褚", "蒋沈韩"]
    form = replace(
        sample(),
        template=template,
        signatures=tuple(
            NamedText(id=900 + at, name=name, text=text)
            for at, (name, text) in enumerate(people.items())
        ),
        sections=(NamedText(id=950, name="主要负责人签批意见", text="同意。冯陈褚"),),
        extra=(("经手人", '"蒋沈韩"'),),
    )
    told = pdf(form, filing=FILING, options=PrintOptions(sign=True))
    for secret in secrets[:4]:
        assert secret.encode() in b"".join(streams_of(told))
    public = pdf(form, filing=FILING, options=PrintOptions(public=True, sign=True))
    whole = public + b"\0".join(streams_of(public))
    for secret in secrets:
        kinds = (
            secret.encode(),
            secret.encode("utf-16-be"),
            secret.encode("utf-16-be").hex().encode(),
            secret.encode("utf-16-be").hex().upper().encode(),
            "".join(f"\\u{ord(char):04x}" for char in secret).encode(),
        )
        assert not any(kind in whole for kind in kinds)
        assert secret not in text_of(public)
        assert not set(secret[:3]) & set("赵钱孙周吴郑冯陈褚蒋沈韩") & set(text_of(public))
    assert content_code(form) not in text_of(public)


def test_a_form_outside_an_archive_tells_no_date_and_prints_the_same_again() -> None:
    data = pdf(sample())
    assert data == pdf(sample())
    document = pypdfium2.PdfDocument(data)
    assert document.get_metadata_value("CreationDate") == ""
    assert document.get_metadata_value("ModDate") == ""
    assert document.get_metadata_value("Creator") == "自评通"
    document.close()
    assert b"CreateDate" not in data
