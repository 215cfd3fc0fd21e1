import pytest
from pytestqt.qtbot import QtBot

from ui.document import Document
from ui.problems.problem_panel import ProblemPanel
from ui.theme import LIGHT


@pytest.fixture
def panel(document: Document, qtbot: QtBot) -> ProblemPanel:
    panel = ProblemPanel(document, LIGHT)
    qtbot.addWidget(panel)
    panel.resize(316, 500)
    panel.show()
    return panel
