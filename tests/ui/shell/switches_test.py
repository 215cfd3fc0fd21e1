"""A command that turns something on and off bears a tick while it is on, whoever turned it."""

from PySide6.QtWidgets import QApplication, QToolButton

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


def test_without_a_menu_the_switches_follow_the_panes(window: MainWindow) -> None:
    for width in (1500, 1000, 640, 1500):
        window.resize(width, 500)
        QApplication.processEvents()
        for name, pane in (("left_dock", window.panes.left), ("right_dock", window.panes.right)):
            assert window.commands[name].isChecked() == (not pane.isHidden()), width
    window.area.go_home()
    assert not window.commands["left_dock"].isChecked()


def test_the_buttons_of_the_panes_are_not_pressed_while_those_are_shown(
    window: MainWindow,
) -> None:
    window.panes.open_left()
    QApplication.processEvents()
    button = next(
        one
        for one in window.status.findChildren(QToolButton)
        if one.defaultAction() is window.commands["left_dock"]
    )
    shown = button.grab().toImage()
    window.panes.open_left(shown=False)
    QApplication.processEvents()
    assert button.grab().toImage() == shown


def test_what_was_said_of_a_form_is_gone_with_it(window: MainWindow) -> None:
    window.notices.say("这一行有错误", ("去改", lambda: None))
    assert not window.notice.isHidden()
    window.area.go_home()
    assert window.notice.isHidden()
