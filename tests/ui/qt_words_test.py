"""Qt's own dialogs write dates as here, without costing the program its encoding."""

import locale
import os

import pytest

from ui import qt_words


@pytest.fixture(autouse=True)
def no_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LC_TIME", raising=False)


def test_a_locale_that_the_system_lacks_is_not_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(qt_words, "CHINESE", "zz_ZZ.UTF-8")
    before = locale.setlocale(locale.LC_TIME)
    qt_words.prepare_dates()
    assert "LC_TIME" not in os.environ
    assert locale.setlocale(locale.LC_TIME) == before


def test_a_locale_that_is_there_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(qt_words, "CHINESE", "C")
    qt_words.prepare_dates()
    assert os.environ["LC_TIME"] == "C"
    monkeypatch.delenv("LC_TIME")
