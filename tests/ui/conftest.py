"""A document on the sample, and the application dressed as the program dresses it."""

import pytest
from PySide6.QtWidgets import QApplication

from core.sample import sample
from core.scoring.profile import profile_for
from ui.app import dress
from ui.document import Document


@pytest.fixture(scope="session")
def application(qapp: QApplication) -> QApplication:
    return dress([])


@pytest.fixture
def document(application: QApplication) -> Document:
    return Document(sample(), profile_for(""))
