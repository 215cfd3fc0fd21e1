"""The score bar: every part in sight or counted, and nothing painted that stays as it is."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import integers, lists, sampled_from
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.model.evaluation import Category, Evaluation, Group, Indicator
from core.model.path import Path
from core.sample import sample
from core.scoring.profile_file import profile_for
from tests.examples import examples
from ui.document import Document
from ui.main_window import MainWindow
from ui.scoring.bar import ScoreBar
from ui.scoring.meters import HEIGHT, WIDEST, Meter, Meters, Part
from ui.theme import LIGHT, interface_font


def with_levels(count: int) -> Evaluation:
    """The sample with this many first levels of one row each."""
    categories = tuple(
        Category(
            id=1000 + at,
            name=f"一级{at}指标",
            groups=(Group(id=2000 + at, indicators=(Indicator(id=3000 + at, points="1"),)),),
        )
        for at in range(count)
    )
    return replace(sample(), categories=categories)


def shown_meters(bar: ScoreBar) -> list[Meter]:
    return [meter for meter in bar.findChildren(Meter) if meter.isVisible()]


def test_more_first_levels_than_have_room_are_counted(
    qtbot: QtBot, application: QApplication
) -> None:
    del application
    bar = ScoreBar(Document(with_levels(20), profile_for("")), LIGHT)
    qtbot.addWidget(bar)
    bar.resize(900, bar.height())
    bar.show()
    assert bar.minimumSizeHint().width() < 700
    meters = shown_meters(bar)
    assert 3 <= len(meters) < 21
    more = bar._meters._more
    assert more.isVisible()
    assert more.text() == f"另 {21 - len(meters)} 项"
    assert len(more.toolTip().splitlines()) == 21 - len(meters)
    assert max(meter.geometry().right() for meter in meters) < more.geometry().left()
    assert more.geometry().right() < bar._meters.width()
    bar.resize(3000, bar.height())
    assert len(shown_meters(bar)) == 21
    assert not more.isVisible()


def test_levels_that_come_and_go_are_followed(qtbot: QtBot, application: QApplication) -> None:
    del application
    document = Document(with_levels(3), profile_for(""))
    bar = ScoreBar(document, LIGHT)
    qtbot.addWidget(bar)
    bar.resize(1300, bar.height())
    bar.show()
    assert len(shown_meters(bar)) == 4
    document.load(with_levels(1), profile_for(""))
    assert len(shown_meters(bar)) == 2
    document.load(with_levels(5), profile_for(""))
    assert len(shown_meters(bar)) == 6


def test_figures_stand_close_together_whatever_stood_there_before(
    qtbot: QtBot, application: QApplication
) -> None:
    del application
    document = Document(sample(), profile_for(""))
    bar = ScoreBar(document, LIGHT)
    qtbot.addWidget(bar)
    bar.resize(1000, bar.height())
    bar.show()
    for evaluation in (Evaluation(), sample(), with_levels(20)):
        document.load(evaluation, profile_for(""))
        QApplication.processEvents()
        for label in (bar._total, bar._placed):
            metrics = label.fontMetrics()
            assert label.width() - metrics.horizontalAdvance(label.text()) < metrics.height()


class Painted(QObject):
    """Notes which widgets are painted."""

    def __init__(self) -> None:
        super().__init__()
        self.widgets: set[QObject] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.widgets.add(watched)
        return False


def test_a_key_that_changes_no_figure_paints_no_figure(window: MainWindow) -> None:
    row = next(r for r in window.document.evaluation.indicators if r.name == "培训出勤率")
    assert row.score  # given: it stays, whatever is typed as the actual value
    window.form.go_to(Path(row.id, "actual"), edit=True)
    editor = window.form.table.editor
    assert editor is not None
    QTest.keyClicks(editor, "1")
    window.document.updates.make_all()
    window.autosave._wait.stop()  # a save would be said, and painted, in the midst of it
    painted, before = Painted(), window.document.evaluation
    application = QApplication.instance()
    assert application is not None
    application.installEventFilter(painted)
    for _ in range(100):
        painted.widgets.clear()
        QApplication.processEvents()
        if not painted.widgets:  # all that was still to be laid out and painted is
            break
    QTest.keyClick(editor, Qt.Key.Key_2)
    QApplication.processEvents()
    application.removeEventFilter(painted)
    assert window.document.evaluation != before
    assert editor.viewport() in painted.widgets
    bar = window.score_bar
    still: list[QWidget] = [bar._total, bar._placed, bar._grade, *shown_meters(bar)]
    still += [window.outline.view.viewport(), window.problems.view.viewport(), window.status]
    assert not painted.widgets & set(still)


def test_a_form_without_points_shows_no_sum_of_points(
    qtbot: QtBot, application: QApplication
) -> None:
    del application
    rows = (Indicator(id=3000, score="40"), Indicator(id=3001))
    levels = (Category(id=1000, name="产出指标", groups=(Group(id=2000, indicators=rows),)),)
    form = replace(sample(), funds=(), categories=levels, total_points="", total_score="")
    bar = ScoreBar(Document(form, profile_for("")), LIGHT)
    qtbot.addWidget(bar)
    bar.resize(1200, 60)
    bar.show()
    assert (bar._total.text(), bar._placed.text()) == ("40", "/ —")
    assert not bar._grade.isVisible()
    assert [meter.toolTip() for meter in shown_meters(bar)] == ["产出 得 40 分，分值 — 分"]


@given(got=integers(0, 200), placed=integers(0, 100))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
def test_a_total_above_all_points_looks_as_wrong_as_a_part_above_its_own(
    got: int, placed: int, application: QApplication
) -> None:
    del application
    rows = (Indicator(id=3000, points=str(placed), score=str(got)),)
    levels = (Category(id=1000, name="产出指标", groups=(Group(id=2000, indicators=rows),)),)
    form = replace(sample(), funds=(), categories=levels, total_points="", total_score="")
    bar = ScoreBar(Document(form, profile_for("")), LIGHT)
    over = 0 < placed < got
    assert (bar._total.property("tone") == "over") == over
    assert bool(bar._total.toolTip()) == over
    bar.deleteLater()


@pytest.mark.parametrize("width", range(76, 100, 3))
def test_a_figure_that_does_not_fit_is_never_cut_to_another_one(
    width: int, qtbot: QtBot, application: QApplication
) -> None:
    del application
    page = QWidget()
    qtbot.addWidget(page)
    meter = Meter(LIGHT, page)
    meter.show_part(Part("产出", Decimal("1234567938.12"), Decimal(50), short=False))
    meter.resize(width, HEIGHT)
    figures = meter.grab(QRect(0, 0, 1, HEIGHT - 12)).toImage()
    ground = page.palette().window().color()
    assert {figures.pixel(0, y) for y in range(figures.height())} == {ground.rgb()}


@pytest.mark.parametrize(
    ("score", "points", "over"),
    [("51", "50", True), ("50", "50", False), ("3", "0", False), ("3", None, False)],
)
def test_more_points_than_there_may_be_stand_red_and_are_told(
    score: str, points: str | None, over: bool, qtbot: QtBot
) -> None:
    placed = None if points is None else Decimal(points)
    part = Part("产出", Decimal(score), placed, short=False)
    page = QWidget()
    qtbot.addWidget(page)
    meter = Meter(LIGHT, page)
    meter.resize(WIDEST, HEIGHT)
    meter.show_part(part)
    picture = meter.grab().toImage()
    bar = {picture.pixelColor(x, HEIGHT - 5).name() for x in range(4, 9)}
    assert (bar == {LIGHT.error}) == over
    assert ("超过分值" in part.said) == over


@pytest.mark.parametrize("width", range(76, 200, 4))
def test_a_rate_that_does_not_fit_is_left_out_and_not_cut(
    width: int, qtbot: QtBot, application: QApplication
) -> None:
    del application
    page = QWidget()
    qtbot.addWidget(page)
    pictures = []
    for detail in ("97.00%", "97.01%", ""):
        meter = Meter(LIGHT, page)
        meter.show_part(Part("预算执行", Decimal("9.7"), Decimal(10), short=False, detail=detail))
        meter.resize(width, HEIGHT)
        pictures.append(meter.grab().toImage())
    whole, other, without = pictures
    assert (whole == without) == (width < room_for("预算执行 97.00%", "9.7 / 10"))
    assert whole != other or whole == without


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(60))
@given(
    names=lists(
        sampled_from(["产出", "预算执行", "满意度", "服务对象满意程度"]), min_size=1, max_size=9
    ),
    score=sampled_from(["9", "1047", "12.375", "1234567"]),
    width=integers(0, 900),
)
def test_what_a_part_is_called_and_has_is_seen_or_it_is_counted(
    names: list[str], score: str, width: int, application: QApplication
) -> None:
    del application
    meters = Meters(LIGHT)
    parts = [Part(name, Decimal(score), Decimal(50), short=False) for name in names]
    meters.resize(width, HEIGHT)
    meters.show_parts(parts)
    meters.show()
    shown = [meter for meter in meters.findChildren(Meter) if meter.isVisible()]
    for part, meter in zip(parts, shown, strict=False):
        seen = part.name if len(part.name) <= 4 else part.name[:3] + "…"
        assert meter.width() >= min(WIDEST, room_for(seen, part.figures))
    assert len(shown) == len(parts) or meters._more.text() == f"另 {len(parts) - len(shown)} 项"
    meters.deleteLater()


def room_for(name: str, figures: str) -> int:
    metrics = QFontMetrics(interface_font(LIGHT, LIGHT.size_hint))
    return metrics.horizontalAdvance(name) + 6 + metrics.horizontalAdvance(figures)
