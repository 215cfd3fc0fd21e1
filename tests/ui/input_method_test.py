"""The input method is the one that answers, whatever the system's variables name."""

import pytest

from ui.input_method import FCITX4, FCITX5, IBUS, PORTAL, Choice, Way, advice, by_compositor, choose

PLUGINS = frozenset({"compose", "ibus", "qtvirtualkeyboard"})
NAMES = (PORTAL, IBUS, FCITX5, FCITX4)
ENVIRONMENTS: tuple[dict[str, str], ...] = (
    {},
    {"QT_IM_MODULE": "fcitx"},
    {"QT_IM_MODULE": "fcitx5"},
    {"QT_IM_MODULE": "ibus"},
    {"QT_IM_MODULE": "xim"},
    {"QT_IM_MODULES": "wayland;fcitx"},
    {"QT_IM_MODULES": "wayland;fcitx;ibus", "WAYLAND_DISPLAY": "wayland-0"},
)


def chosen(
    answering: set[str],
    environment: dict[str, str] | None = None,
    plugins: frozenset[str] = PLUGINS,
    *,
    daemon: bool = False,
) -> Choice:
    return choose(environment or {}, plugins, answering.__contains__, daemon=daemon)


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_fcitx5_alone_is_reached_by_the_portal_of_ibus(environment: dict[str, str]) -> None:
    choice = chosen({FCITX5, PORTAL, IBUS}, environment)
    assert choice.way is Way.PORTAL
    assert choice.settings == {
        "QT_IM_MODULE": "ibus",
        "QT_IM_MODULES": "ibus",
        "IBUS_USE_PORTAL": "1",
    }


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_ibus_without_its_portal_is_reached_as_ever(environment: dict[str, str]) -> None:
    choice = chosen({IBUS}, environment, daemon=True)
    assert choice.way is Way.IBUS
    assert "IBUS_USE_PORTAL" not in choice.settings


def test_the_portal_is_never_named_where_nobody_answers_there() -> None:
    for daemon in (False, True):
        for names in ({IBUS}, {FCITX5}, {FCITX4}, set[str]()):
            assert "IBUS_USE_PORTAL" not in chosen(names, daemon=daemon).settings


def test_a_plugin_of_the_users_own_goes_before_all() -> None:
    plugins = PLUGINS | {"fcitx"}
    choice = chosen({PORTAL, FCITX4}, {"QT_IM_MODULE": "fcitx"}, plugins)
    assert (choice.way, choice.settings) == (Way.OWN, {})
    assert chosen({PORTAL}, {"QT_IM_MODULE": "ibus"}, plugins).way is Way.PORTAL


def test_the_compositor_is_left_to_itself_where_no_bus_answers() -> None:
    assert chosen(set(), {"WAYLAND_DISPLAY": "wayland-0"}).way is Way.SYSTEM
    assert chosen(set(), {"QT_QPA_PLATFORM": "xcb", "WAYLAND_DISPLAY": "w"}).way is Way.NONE


@pytest.mark.parametrize("desktop", ["", "UKUI", "Deepin", "sway", "weston", "KDE", "ubuntu:GNOME"])
def test_a_compositor_comes_first_only_where_it_is_known_to_pass_texts_on(desktop: str) -> None:
    wayland = {"WAYLAND_DISPLAY": "wayland-0", "XDG_CURRENT_DESKTOP": desktop}
    known = desktop.endswith(("KDE", "GNOME"))
    assert by_compositor(chosen({PORTAL}, wayland), wayland) is known
    assert not by_compositor(chosen({PORTAL}), {"XDG_CURRENT_DESKTOP": desktop})
    assert not by_compositor(chosen(set(), wayland), wayland)


@pytest.mark.parametrize(
    ("names", "word"),
    [
        (set[str](), "sudo apt-get install fcitx5"),
        ({FCITX4}, "fcitx 4"),
        ({FCITX5}, "IBus 前端"),
        ({IBUS}, "sudo apt-get install ibus"),
        ({PORTAL, FCITX5}, "Ctrl+空格"),
    ],
)
def test_who_cannot_type_is_told_what_mends_it(names: set[str], word: str) -> None:
    assert word in advice(chosen(names))
