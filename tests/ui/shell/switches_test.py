"""A command that turns something on and off bears a tick while it is on, whoever turned it."""

from ui.main_window import MainWindow

SWITCHES = ("left_dock", "right_dock", "cuts", "chrome")


def ticked(window: MainWindow) -> set[str]:
    """What the menu shows as on, once it is open."""
    for menu in window.top_bar.menu_bar.menus:
        menu.aboutToShow.emit()
    return {name for name in SWITCHES if window.commands[name].isChecked()}


def test_a_switch_shows_what_it_turned_and_back(window: MainWindow) -> None:
    for name in SWITCHES:
        action = window.commands[name]
        assert action.isCheckable()
        before = ticked(window)
        action.trigger()
        assert ticked(window) == before ^ {name}
        action.trigger()
        assert ticked(window) == before


def test_the_tick_follows_what_another_way_turned(window: MainWindow) -> None:
    window.panes.open_left(shown=False)
    assert "left_dock" not in ticked(window)
    window.panes.open_left(shown=True)
    assert "left_dock" in ticked(window)


def test_what_was_said_of_a_form_is_gone_with_it(window: MainWindow) -> None:
    window.notices.say("这一行有错误", ("去改", lambda: None))
    assert not window.notice.isHidden()
    window.area.go_home()
    assert window.notice.isHidden()
