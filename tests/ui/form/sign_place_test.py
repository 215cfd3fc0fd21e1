"""A sign touches no text, however full its cell is, nor the frame of the current cell."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from core.checks.problem import Severity
from core.model.path import Path
from core.sheet.sheet import Align, Band, Cell, Role
from tests.examples import examples
from ui.form.cell_marks import PLAIN, Mark
from ui.form.metrics import LEAST_ROW, NO_EDGES, Edges, text_margin
from ui.form.painting import CellPainter, Spot
from ui.form.typesetting import Kind, Typesetter
from ui.theme import LIGHT

ROOM = 9
"""Pixels between a line and a text that hold the frame and the smallest sign."""
TEXTS = st.text("十分1234567890.%无达", min_size=1, max_size=14)


def _picture(spot: Spot, painter: CellPainter, size: QSize) -> QImage:
    picture = QImage(size, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    brush = QPainter(picture)
    painter.paint(brush, [spot], QRect(QPoint(), size))
    brush.end()
    return picture


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
    max_examples=examples(400),
)
@given(
    text=TEXTS,
    width=st.integers(33, 130),
    zoom=st.sampled_from([0.8, 0.84, 1.0, 1.25, 1.5, 2.0]),
    align=st.sampled_from([Align.CENTER, Align.LEFT, Align.RIGHT]),
    severity=st.sampled_from(list(Severity)),
)
def test_a_sign_touches_no_text(
    application: QApplication,
    text: str,
    width: int,
    zoom: float,
    align: Align,
    severity: Severity,
) -> None:
    del application
    wide = round(width * zoom)
    setter = Typesetter(LIGHT, zoom)
    cell = Cell(0, 0, 1, 1, text, Role.INPUT, align, path=Path(1, "score"))
    height = setter.height(text, wide, Kind.BODY, align) + 1 + 2 * text_margin(cell, zoom)
    high = max(height, round(LEAST_ROW * zoom))
    edges = Edges(((0, wide),), (0, high), NO_EDGES.gaps)
    painter, size = CellPainter(LIGHT, setter, edges), QSize(wide + 1, high + 1)
    bare = _picture(Spot(cell, Band.INDICATOR, PLAIN), painter, size)
    signed = _picture(Spot(cell, Band.INDICATOR, Mark(sign=severity)), painter, size)
    ground = bare.pixel(1, 1)
    inside = [(x, y) for x in range(1, wide) for y in range(1, high)]
    ink = {(x, y) for x, y in inside if bare.pixel(x, y) != ground}
    sign = {(x, y) for x, y in inside if bare.pixel(x, y) != signed.pixel(x, y)}
    assert sign
    assert not ink & sign
    above, below = min(y for _, y in ink), max(y for _, y in ink)
    if min(above, high - below) < ROOM:
        return
    framed = signed.copy()
    brush = QPainter(framed)
    painter.current(brush, QRect(0, 0, wide, high))
    brush.end()
    covered = {(x, y) for x, y in sign if framed.pixel(x, y) != signed.pixel(x, y)}
    assert not covered
