"""Chinese line breaking: nothing is lost, nothing overflows, what belongs together stays."""

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.report.punctuation import measure, squeezable, width_of
from core.report.text import CLOSING, OPENING, Setting, clean, clusters, wrap
from tests.strategies import texts


class Em(dict[str, float]):
    """Widths as in any face: Chinese takes the whole em, Latin half of it."""

    def __missing__(self, char: str) -> float:
        return 500.0 if char.isascii() else 1000.0


EM = Em()
SAMPLE = (
    "按时足额完成养老金发放；及时、准确完成异地发放人员资格认证（含“上门”服务）工作。"
    "2022年12月31日前投入14,044,028.98元，占全年预算的97.00%，培训1034人次！"
)
odd_texts = texts(SAMPLE, "=100%", "养老金发放完成率").map(clean)
widths = st.integers(500, 40_000)
settings_of_text = st.sampled_from((Setting.RUNNING, Setting.BALANCED, Setting.LABEL))


def shown(text: str, width: float, setting: Setting = Setting.RUNNING) -> list[str]:
    return [line.text for line in wrap(text, width, EM, setting)]


def bare(text: str) -> str:
    return "".join(text.split())


@given(odd_texts, widths, st.sampled_from(Setting))
def test_no_character_is_lost_or_moved(text: str, width: int, setting: Setting) -> None:
    assert bare("".join(shown(text, width, setting))) == bare(text)


@given(odd_texts, widths, st.sampled_from(Setting))
def test_no_line_is_wider_than_its_cell_but_for_a_single_character(
    text: str, width: int, setting: Setting
) -> None:
    for line in wrap(text, width, EM, setting):
        assert line.width == width_of(line.text, EM) - line.squeeze * squeezable(line.text)
        assert 0 <= line.squeeze <= 1
        assert line.width <= width + 1 or len(line.text) == 1


@given(odd_texts, st.integers(2_000, 40_000), settings_of_text)
def test_a_line_ends_between_clusters_or_in_one_that_no_line_could_hold(
    text: str, width: int, setting: Setting
) -> None:
    for paragraph in text.split("\n"):
        lines = shown(paragraph, width, setting)
        ends = list(accumulate(len(bare(line)) for line in lines))[:-1]
        kinds = [setting, Setting.LABEL] if setting is Setting.BALANCED else [setting]
        for kind in kinds:
            start, torn = 0, set(ends)
            for cluster in clusters(paragraph, kind):
                size = len(bare(cluster))
                if width_of(cluster.rstrip(), EM) > width:
                    torn -= set(range(start, start + size))
                torn.discard(start)
                start += size
            if not torn:
                break
        assert not torn


@given(odd_texts, widths, st.sampled_from(Setting))
def test_line_ends_that_were_typed_are_kept(text: str, width: int, setting: Setting) -> None:
    if setting is Setting.UPRIGHT:
        return
    lines = wrap(text, width, EM, setting)
    assert sum(not line.soft for line in lines) == text.count("\n") + 1


@given(odd_texts, widths)
def test_balancing_takes_no_line_more(text: str, width: int) -> None:
    assert len(shown(text, width, Setting.BALANCED)) <= len(shown(text, width))


@pytest.mark.parametrize("width", range(4_000, 30_000, 500))
@pytest.mark.parametrize("setting", [Setting.RUNNING, Setting.BALANCED])
def test_marks_never_stand_at_the_wrong_end_of_a_line(width: int, setting: Setting) -> None:
    whole = {cluster.strip() for cluster in clusters(SAMPLE)}
    longest = max(measure(cluster, EM) for cluster in whole)
    if width < longest:
        return
    lines = shown(SAMPLE, width, setting)
    assert not any(line[0] in CLOSING for line in lines)
    assert not any(line[-1] in OPENING for line in lines)
    for figure in ("14,044,028.98元，", "97.00%，", "2022年", "12月", "31日", "1034人次！", "“上"):
        assert any(figure in line for line in lines)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        (">=500人", [">=500人"]),
        ("占97.82%；", ["占", "97.82%；"]),
        ("第1季度末", ["第1季度", "末"]),
        ("（含“钉钉”）", ["（含", "“钉", "钉”）"]),
        ("——是……", ["——", "是……"]),
        ("AB cd", ["AB ", "cd"]),
        ("1.5小时内", ["1.5小时", "内"]),
        ("300万元以上", ["300万元", "以", "上"]),
        ("￥1,000.00", ["￥1,000.00"]),
        ("3个工作日内", ["3个工作日", "内"]),
        ("达到 12 个；", ["达", "到 ", "12 个；"]),
        ("一个半小时内；", ["一个半小时", "内；"]),
        ("三个小时", ["三个小时"]),
        ("十二个月", ["十二个月"]),
        ("第三季度", ["第三季度"]),
        ("两万余户", ["两万", "余", "户"]),
        ("百分之九十五", ["百分之九十五"]),
        ("统一规范", ["统", "一", "规", "范"]),
    ],
)
def test_what_belongs_together(text: str, pieces: list[str]) -> None:
    assert list(clusters(text)) == pieces


@pytest.mark.parametrize(
    ("text", "ems", "lines"),
    [
        ("社会效益指标", 4, ["社会效益", "指标"]),
        ("可持续影响指标", 5, ["可持续", "影响指标"]),
        ("服务对象满意度指标", 5, ["服务对象", "满意度指标"]),
        ("偏差原因分析及改进措施", 7, ["偏差原因分析", "及改进措施"]),
        ("产出指标(50分)", 3, ["产出", "指标", "(50分)"]),
        ("项目管理(13分)", 4, ["项目管理", "(13分)"]),
        ("项目决策(2分)", 4, ["项目决策", "(2分)"]),
    ],
)
def test_labels_break_between_words(text: str, ems: int, lines: list[str]) -> None:
    assert shown(text, ems * 1000, Setting.LABEL) == lines


def test_centred_answers_break_between_words_where_that_is_free() -> None:
    assert shown("达成预期指标", 5_000, Setting.BALANCED) == ["达成预期", "指标"]
    assert shown("在项目计划完成时间内完成", 6_000, Setting.BALANCED) == [
        "在项目计划完",
        "成时间内完成",
    ]


def test_the_last_line_of_a_name_is_never_a_lone_character() -> None:
    assert shown("资格认证通知寄发准确率", 10_000) == ["资格认证通知寄发准", "确率"]
    assert shown("资格认证通知寄发准确率。", 10_000) == ["资格认证通知寄发准", "确率。"]


def test_an_upright_label_has_one_character_a_line() -> None:
    assert shown("绩效指标", 5_000, Setting.UPRIGHT) == list("绩效指标")


def test_a_figure_wider_than_its_cell_breaks_rather_than_overflows() -> None:
    assert shown("1" * 25, 5_000) == ["1" * 10, "1" * 10, "1" * 5]


def test_controls_draw_nothing_and_line_ends_are_of_one_kind() -> None:
    assert clean("a\0b\x07c\u200bd\ufe0fe\ufeff") == "abcde"
    assert clean("a\r\nb\rc\vd\u2028e\u0085f") == "a\nb\nc\nd\ne\nf"
    assert clean("a\tb") == "a    b"
    assert clean("text\n\n") == "text"
    assert clean("\n  indented") == "\n  indented"
    assert clean("\ud800") == "\ufffd"
    assert clean("<b>&amp;</b>") == "<b>&amp;</b>"


@given(st.text())
def test_cleaning_once_is_enough(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert clean(text).replace("\n", "").replace("\u00a0", " ").count("\0") == 0


@pytest.mark.parametrize(
    "text", ["长文字，" * 25_000, "1" * 100_000, " " * 100_000 + "x", "（" * 100_000]
)
def test_a_text_of_the_greatest_length_is_broken(text: str) -> None:
    lines = wrap(clean(text), 8_000, EM)
    assert bare("".join(line.text for line in lines)) == bare(text)
