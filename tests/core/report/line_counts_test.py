"""The lines of a text are those in which it will be set."""

from hypothesis import given, settings
from hypothesis import strategies as st

from core.report.fonts import face
from core.report.line_counts import LineCount, line_count
from core.report.punctuation import width_of
from core.report.text import Setting, clean, clusters, wrap
from tests.examples import examples

TEXTS = [
    "中心城区一个半小时内；郊区三个小时内",
    "2022年进一步加强长效管理机制，促进服务水平",
    "“钉钉”日使用人数（含“随申办”）。",
    "https://www.example.gov.cn/a/path?with=query&and=more",
    "提升参保单位和群众对社会保险经办服务的便利度、体验度",
    ">=500人",
    "AB cd 达到 12 个；\n另有 3 个",
]
WIDTHS = st.floats(1_500, 40_000)


@settings(max_examples=examples(200))
@given(
    st.sampled_from(TEXTS) | st.text("一二三，。（）“”12.5%年月日 ab", max_size=40),
    WIDTHS,
    st.sampled_from((Setting.RUNNING, Setting.BALANCED)),
)
def test_a_count_is_that_of_the_lines_that_are_set(
    text: str, width: float, setting: Setting
) -> None:
    text = clean(text)
    lines = len(wrap(text, width, face("song"), setting))
    found = LineCount(text, setting, face("song")).at(width)
    words = (word for part in text.split("\n") for word in clusters(part.rstrip(), setting))
    if all(width_of(word.rstrip(), face("song")) <= width for word in words):
        assert found == lines
    else:  # what follows the end of a torn word may stand behind it
        assert lines <= found <= 2 * lines


def test_a_text_of_very_many_lines_is_counted_at_once() -> None:
    count = line_count("一\n" * 400_000 + "二", Setting.RUNNING, "song")
    assert count.at(5_000) == 400_001
    assert all(count.at(width) == 400_001 for width in range(2_000, 8_000))
