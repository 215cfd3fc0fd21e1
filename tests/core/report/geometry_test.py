"""Chinese setting as it stands on the page: marks squeezed, figures whole; from the PDF alone."""

import random

import pytest
from msgspec.structs import replace
from pypdfium2 import raw

from core.issuing.form_pdf import pdf
from core.issuing.options import PrintOptions
from core.model.evaluation import Evaluation, Indicator
from core.report import page_style
from core.sample import sample
from core.sheet.layout import layout_names
from tests.core.report.pdf_writer_test import boxes_on, pages_of
from tests.core.report.ruled import read_text

PLAIN = PrintOptions(plain=True)
WORDS = ("养老金按时足额发放，", "完成“钉钉”培训；", "投入", "共", "（含上年结转）")


def with_texts(texts: list[str], template: str) -> Evaluation:
    """The sample with these texts as reasons, targets and goals."""
    form, ids = sample(), iter(range(10_000, 20_000))
    model = next(iter(form.indicators))
    rows: list[Indicator] = [
        replace(model, id=next(ids), name=f"第{number}项", actual=actual, deviation=reason)
        for number, (actual, reason) in enumerate(zip(texts[::2], texts[1::2], strict=True))
    ]
    first = form.categories[0]
    group = replace(first.groups[0], id=next(ids), indicators=tuple(rows))
    return replace(
        form,
        template=template,
        goal_expected="".join(texts[:20]),
        categories=(replace(first, id=next(ids), groups=(group,)),),
    )


def lines_of(data: bytes) -> list[str]:
    """Each line of text as it stands on a page."""
    lines = []
    for page in pages_of(data):
        words = page.get_textpage()
        lines += [read_text(item, words) for item in page.get_objects([raw.FPDF_PAGEOBJ_TEXT])]
    return lines


@pytest.mark.parametrize("template", layout_names())
def test_no_figure_of_500_texts_is_torn_on_paper(template: str) -> None:
    lot = random.Random(7)  # noqa: S311
    figures, texts = [], []
    for number in range(500):
        figure = lot.choice(
            (
                f"20{lot.randint(10, 30)}年{lot.randint(1, 12)}月{lot.randint(1, 28)}日",
                f"{number + 1000:,}.{lot.randint(0, 99):02}元",
                f"{number}.{lot.randint(0, 99):02}%",
                f"{number + 1000}人次",
            )
        )
        figures.append(figure)
        texts.append(lot.choice(WORDS) + lot.choice(WORDS) + figure + lot.choice(WORDS))
    lines = set(lines_of(pdf(with_texts(texts, template), options=PLAIN)))
    whole = "\n".join(lines)
    shown = figures if template != "湖北" else figures[::2]  # reasons stand in a section there
    assert [figure for figure in shown if figure not in whole] == []


def test_marks_that_meet_share_one_blank_half() -> None:
    text = "他说：“很好。”“可以，”见附件（二）。"
    page = next(pages_of(pdf(replace(sample(), goal_actual=text), options=PLAIN)))
    chars = list(boxes_on(page))
    at = "".join(char for char, _ in chars).index("他说")
    left = [box[0] for _, box in chars[at : at + len(text)]]
    em = page_style.BODY.size
    for pair, most in (("：“", 1.25), ("。”", 0.75), ("”“", 1.25), ("，”", 0.75), ("）。", 0.75)):
        place = text.index(pair)
        assert left[place + 1] - left[place] < most * em, pair
    place = text.index("可以")
    assert left[place + 1] - left[place] == pytest.approx(em, abs=0.15 * em)
