"""What the clerk chooses on a row: direction and method."""

from hypothesis import given
from hypothesis import strategies as st

from core.filling.row_choices import DIRECTIONS, direct, has_direction, method_known, score_by
from core.model.evaluation import Indicator
from core.quoting import one_line
from core.scoring.methods import CHOICES, parse_method

ROW = Indicator(id=7, target="≥95%")


def test_only_a_figure_has_a_direction() -> None:
    targets = {"≥95%": True, "90次": True, "有效": False, "": False, "2021年12月底前": False}
    for target, directed in targets.items():
        assert has_direction(Indicator(id=1, target=target)) is directed


def test_every_choice_is_known_and_free_words_are_kept() -> None:
    assert all(method_known(choice) for choice in CHOICES)
    assert not method_known("看情况")
    assert score_by(ROW, " 每降5%扣1分 ").text == "每降5%扣1分"
    assert score_by(ROW, "按比例").text == score_by(ROW, "").text == ""


@given(st.text(max_size=20))
def test_what_is_written_never_says_more_than_what_was_meant(text: str) -> None:
    edit = score_by(ROW, text)
    # What cannot be seen is not meant: signs of control are left out of what is written.
    assert parse_method(edit.text) == parse_method(one_line(text))
    assert direct(ROW, text).text in DIRECTIONS
