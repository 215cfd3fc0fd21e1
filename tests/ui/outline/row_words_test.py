"""A row of the outline in little room: its name is known as long as anything is."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from tests.examples import examples
from ui.elided import least_name
from ui.outline.row_words import APART, row_words
from ui.theme import LIGHT, interface_font


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(100))
@given(
    name=st.sampled_from(
        ["", "产出", "数量指标", "提升参保单位和群众的便利度", "https://example.cn/a"]
    ),
    count=st.sampled_from(["", " · 5", " · 120"]),
    figures=st.sampled_from(["", "2/2", "17.25/20", "1234567890.12/50"]),
    room=st.integers(60, 400),
)
def test_name_and_figures_keep_within_the_room_and_the_name_is_known(
    name: str, count: str, figures: str, room: int, application: QApplication
) -> None:
    del application
    metrics = QFontMetrics(interface_font(LIGHT))
    wide = metrics.horizontalAdvance
    said, right = row_words(name, count, figures, room, metrics)
    assert said.startswith(least_name(name).removesuffix("…")) or wide(least_name(name)) > room
    assert wide(said) + wide(right) <= room
    assert right == figures or right.startswith("…") or not right
    whole = wide(name) + wide(count) + APART + wide(figures)
    if whole <= room:
        assert (said, right) == (name + count, figures)
