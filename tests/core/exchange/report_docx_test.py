"""The draft of a report as a document: what stands where."""

from __future__ import annotations

from io import BytesIO

import docx

from core.exchange.report_docx import report_docx


def test_the_properties_of_the_section_stand_last_as_the_format_has_it() -> None:
    data = report_docx("自评报告", "初稿", [("一、概况", ["甲", "乙"]), ("二、结论", ["____"])])
    document = docx.Document(BytesIO(data))
    names = [element.tag.rpartition("}")[2] for element in document.element.body]
    assert names == ["p"] * 7 + ["sectPr"]
    told = [paragraph.text for paragraph in document.paragraphs]
    assert told == ["自评报告", "初稿", "一、概况", "甲", "乙", "二、结论", "____"]
