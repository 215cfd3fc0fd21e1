"""Features are made when they are first asked for, and do the commands that stand beside them."""

import pytest

from ui.feature import Feature
from ui.features import COMMANDS
from ui.main_window import MainWindow


def test_a_window_makes_no_feature_before_its_first_command(window: MainWindow) -> None:
    assert not vars(window.features).keys() & COMMANDS.keys()
    window.commands["trend"].trigger()
    assert vars(window.features).keys() & COMMANDS.keys() == {"trends"}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_feature_does_the_commands_that_stand_beside_it(
    shared_window: MainWindow, name: str
) -> None:
    feature: Feature = getattr(shared_window.features, name)
    assert set(feature.handlers()) == set(COMMANDS[name])


def test_what_a_feature_says_is_heard(window: MainWindow) -> None:
    window.features.trends.message.emit("一句话", None)
    assert window.notice.text() == "一句话"
