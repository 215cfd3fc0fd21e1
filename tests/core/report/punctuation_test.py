"""标点挤压: what marks give away, and that figures stay whole."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.issuing.form_pdf import pdf
from core.issuing.options import PrintOptions
from core.report import page_style
from core.report.fonts import face
from core.report.punctuation import (
    CLOSING,
    OPENING,
    gaps,
    measure,
    moved_left,
    squeezable,
    width_of,
)
from core.report.text import wrap
from core.sample import sample
from tests.core.report.pdf_writer_test import boxes_on, pages_of
from tests.core.report.text_test import EM

marked = st.text(st.sampled_from(CLOSING + OPENING + "养老金a1 "), max_size=40)


@pytest.mark.parametrize(
    ("text", "ems"),
    [
        ("好。”", 2.0),
        ("。”好", 2.5),
        ("“钉钉”日", 4.5),
        ("（续）", 2.0),
        ("好：“好", 3.5),
        ("“‘好", 2.0),
        ("好，好", 3.0),
        ("abc (d)", 3.5),
        ("。", 1.0),
    ],
)
def test_marks_give_away_their_blank_half(text: str, ems: float) -> None:
    assert width_of(text, EM) == ems * 1000


@given(marked, st.sampled_from((0.0, 0.25, 1.0)))
def test_what_is_drawn_is_as_wide_as_what_was_measured(text: str, squeeze: float) -> None:
    text = text.strip()
    drawn = measure(text, EM) - sum(moved_left(text, 0.0, squeeze).values())
    edges = 500 * (text[:1] in OPENING and bool(text)) + 500 * (
        len(text) > 1 and text[-1] in CLOSING
    )
    assert drawn - edges == width_of(text, EM) - squeeze * squeezable(text)


@given(st.lists(st.sampled_from(("Windows Server", "2022年", "养老金", " ")), max_size=8))
def test_latin_words_are_not_letter_spaced(parts: list[str]) -> None:
    text = "".join(parts).strip()
    moved = moved_left(text, 40.0)
    shares = sum(at not in moved for at in range(max(0, len(text) - 1)))
    assert shares == gaps(text)
    for at in moved:
        assert not text[at].isspace()
        assert not text[at + 1].isspace()


def test_no_figure_date_or_amount_is_torn_in_500_texts() -> None:
    lot = random.Random(20)  # noqa: S311
    advances = face("song")
    for _ in range(500):
        figures = (
            f"{lot.randint(1, 12)}月{lot.randint(1, 28)}日",
            f"20{lot.randint(10, 30)}年{lot.randint(1, 12)}月{lot.randint(1, 28)}日",
            f"{lot.randint(1, 10**9):,}.{lot.randint(0, 99):02}元",
            f"{lot.randint(1, 100)}.{lot.randint(0, 99)}%",
            f"{lot.randint(1, 9999)}人次",
        )
        chosen = [lot.choice(figures) for _ in range(6)]
        words = ("养老金按时足额发放，", "完成“钉钉”培训；", "投入", "共", "（含上年结转）")
        text = "".join(lot.choice(words) + figure for figure in chosen)
        lines = [line.text for line in wrap(text, lot.randint(9_000, 32_000), advances)]
        at = 0
        for figure in chosen:
            at = text.index(figure, at)
            assert any(figure in line for line in lines), (figure, lines)


def test_no_line_is_stretched_by_more_than_a_twelfth_where_other_breaks_avoid_it() -> None:
    text = "确保养老金按时足额发放工作" * 3 + "投入14,044,028.98元" + "方便市民领取" * 6
    lines = wrap(text, 20_300, EM)
    for line in lines[:-1]:
        assert 20_300 - line.width <= 20_300 / 12 + 1
    assert len(lines) == len(wrap(text.replace("14,044,028.98元", "一" * 7), 20_300, EM))


def test_a_quotation_at_the_start_of_a_cell_stands_flush() -> None:
    page = next(pages_of(pdf(sample(), options=PrintOptions(plain=True))))
    chars = list(boxes_on(page))
    text = "".join(char for char, _ in chars)
    mark = chars[text.index("“钉钉”日使用人数")][1]
    plain = chars[text.index("保安人员数量")][1]
    assert mark[0] == pytest.approx(plain[0], abs=0.25 * page_style.BODY.size)


@given(st.text(st.sampled_from("a1é\u1fff\u2000\u3000养（， \t\x1c\x85\xa0"), max_size=12))
def test_a_line_gives_way_everywhere_but_within_latin_words(text: str) -> None:
    latin = [char < "\u2000" and not char.isspace() for char in text]
    within = {at for at in range(len(text) - 1) if latin[at] and latin[at + 1]}
    assert gaps(text) == max(0, len(text) - 1) - len(within)
    assert {at: left for at, left in moved_left(text, 7.0).items() if left % 500} == dict.fromkeys(
        within, 7.0
    )
