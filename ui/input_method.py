"""Which input method Qt is told to use: the one that answers, whatever the system names.

Qt's packages carry a plug-in for ibus and none for fcitx, whose fcitx5 answers under the names of
ibus.  So the session bus is asked who is there, before Qt is loaded; this file knows no Qt and
needs nothing but the standard library and the libdbus that Qt itself needs.

The plug-ins of Debian for fcitx 4 and fcitx5 are no way out: made against the private parts of
Qt 6.4, they miss ``QWindowSystemInterface::handleExtendedKeyEvent`` of that form in Qt 6.9.

Of ibus, Qt's plug-in takes the portal only when told to, and the other way only where it finds a
program called ibus-daemon, which a machine with fcitx5 alone lacks.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Callable, Mapping
from enum import Enum
from pathlib import Path

from msgspec import Struct

PORTAL = "org.freedesktop.portal.IBus"
IBUS = "org.freedesktop.IBus"
FCITX5 = "org.fcitx.Fcitx5"
FCITX4 = "org.fcitx.Fcitx"

INSTALL = "sudo apt-get install fcitx5 fcitx5-chinese-addons"

_PASSING_ON = frozenset({"GNOME", "KDE"})

_CARRIED = {"", "ibus", "compose", "wayland", "qtvirtualkeyboard"}
"""What a system may name that tells nothing of a plug-in of the user's own."""


class Way(Enum):
    """How the letters reach the window."""

    PORTAL = "portal"
    IBUS = "ibus"
    OWN = "own"
    """A plug-in for this very Qt that somebody has put in."""
    SYSTEM = "system"
    """Windows, macOS or the Wayland compositor: Qt needs nothing from us."""
    NONE = "none"


class Choice(Struct, frozen=True):
    """What was found: the way, and who answers on the session bus."""

    way: Way
    answering: frozenset[str] = frozenset()

    @property
    def settings(self) -> dict[str, str]:
        """The variables that make Qt go this way."""
        if self.way is Way.PORTAL:
            return {**_named("ibus"), "IBUS_USE_PORTAL": "1"}
        return _named("ibus") if self.way is Way.IBUS else {}


def choose(
    environment: Mapping[str, str],
    plugins: frozenset[str],
    owned: Callable[[str], bool],
    *,
    daemon: bool,
) -> Choice:
    """The input method for a session with this environment.

    ``plugins``: the names of the input plug-ins that this Qt has.  ``owned``: whether a name of
    the session bus answers.  ``daemon``: whether the program ibus-daemon is there.
    """
    answering = frozenset(name for name in (PORTAL, IBUS, FCITX5, FCITX4) if owned(name))
    named = _names(environment)
    if any(name in plugins and name not in _CARRIED for name in named):
        return Choice(Way.OWN, answering)
    if PORTAL in answering:
        return Choice(Way.PORTAL, answering)
    if IBUS in answering and daemon:
        return Choice(Way.IBUS, answering)
    return Choice(Way.SYSTEM if _is_wayland(environment) else Way.NONE, answering)


def look(plugins_folder: Path) -> Choice:
    """Choose for this very session."""
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    if not sys.platform.startswith("linux") or platform.startswith(_WITHOUT_KEYBOARD):
        return Choice(Way.SYSTEM)
    return choose(
        os.environ,
        _plugins(plugins_folder),
        _session_bus(),
        daemon=shutil.which("ibus-daemon") is not None,
    )


def prepare(plugins_folder: Path) -> Choice:
    """Choose for this very session and tell Qt, which must not be running yet."""
    choice = look(plugins_folder)
    if by_compositor(choice, os.environ):
        os.environ["QT_IM_MODULES"] = "wayland;ibus"
        os.environ.pop("QT_IM_MODULE", None)
    else:
        os.environ.update(choice.settings)
    return choice


def by_compositor(choice: Choice, environment: Mapping[str, str]) -> bool:
    """Whether Qt shall first ask the Wayland compositor for texts, and only then the bus.

    A compositor may offer to pass texts on with nobody behind it (weston does, tried with
    ``make input-methods``), and Qt then never asks the bus.  So it comes first only on desktops
    that are known to pass them on, where the list of words stands at the right place that way.
    """
    desktops = environment.get("XDG_CURRENT_DESKTOP", "").split(":")
    known = not _PASSING_ON.isdisjoint(desktops)
    return bool(choice.settings) and _is_wayland(environment) and known


def works(text: str, *, committed: bool) -> bool:
    """Whether an input method has put Chinese in."""
    return committed and any(not char.isascii() for char in text)


def verdict(choice: Choice, text: str, *, composed: bool, committed: bool) -> str:
    """What somebody is told who tries to type 测试.

    ``text``: what stands in the field; ``composed``: whether letters were seen being composed;
    ``committed``: whether an input method has put a text in.
    """
    if works(text, committed=committed):
        return "输入法工作正常：汉字已经送到窗口里"
    if committed:
        return "输入法已经接上，送来的是英文：请切换到中文，再打“测试”"
    if composed:
        return "输入法已经接上，正在组字：请按空格或数字键选出“测试”"
    if not text:
        return "还没有打字"
    if any(not char.isascii() for char in text):
        return "这些字不是输入法打进来的（也许是粘贴的）：请清空，再用输入法打“测试”"
    return advice(choice)


def advice(choice: Choice) -> str:
    """One sentence on what is missing and the exact line that mends it; nothing where all is well.

    It is shown where somebody tried to type Chinese and could not.
    """
    if choice.way in {Way.SYSTEM, Way.OWN}:
        return "输入法没有响应：请在系统托盘里确认已选中中文输入法，再试一次"
    if choice.way in {Way.PORTAL, Way.IBUS}:
        return (
            "输入法已经连上，但没有送来中文：请按 Ctrl+空格 切换到拼音再试；"
            "仍不行请重新登录一次系统"
        )
    if FCITX5 in choice.answering:
        return (
            "fcitx5 正在运行，但它的 ibus 接口没有打开：请在 fcitx5 配置的“附加组件”里勾选"
            "“IBus 前端”，重新登录后再试"
        )
    if FCITX4 in choice.answering:
        return (
            "这台电脑用的是旧的 fcitx 4，它和本程序的 Qt 接不上，窗口里不能直接打中文；"
            f"请换用 fcitx5：{INSTALL}，重新登录后再试。换好以前可在别处打好再粘贴进来"
        )
    if IBUS in choice.answering:
        return "ibus 正在运行，但找不到程序 ibus-daemon：请执行 sudo apt-get install ibus，重新登录"
    return f"没有找到正在运行的中文输入法：请执行 {INSTALL}，重新登录后再试"


def _named(name: str) -> dict[str, str]:
    return {"QT_IM_MODULE": name, "QT_IM_MODULES": name}


def _names(environment: Mapping[str, str]) -> list[str]:
    """The plug-ins that the session asks Qt for, first choice first."""
    several = environment.get("QT_IM_MODULES", "")
    return [*several.split(";"), environment.get("QT_IM_MODULE", "")]


def _is_wayland(environment: Mapping[str, str]) -> bool:
    chosen = environment.get("QT_QPA_PLATFORM", "")
    if chosen:
        return chosen.startswith("wayland")
    return bool(
        environment.get("WAYLAND_DISPLAY") or environment.get("XDG_SESSION_TYPE") == "wayland"
    )


def _plugins(folder: Path) -> frozenset[str]:
    files = (folder / "platforminputcontexts").glob("lib*platforminputcontextplugin.so")
    return frozenset(
        file.name.removeprefix("lib").removesuffix("platforminputcontextplugin.so")
        for file in files
    )


def _session_bus() -> Callable[[str], bool]:
    """Whether a name answers on the session bus; nobody does where there is no such bus."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    # Without an address libdbus would start a bus of its own.
    if not os.environ.get("DBUS_SESSION_BUS_ADDRESS") and not (
        runtime and Path(runtime, "bus").exists()
    ):
        return lambda _: False
    try:
        library = ctypes.CDLL("libdbus-1.so.3")
    except OSError:
        return lambda _: False
    library.dbus_bus_get_private.restype = ctypes.c_void_p
    # No error structure: a failure is a null pointer or a 0, and nothing is told of it.
    connection = ctypes.c_void_p(library.dbus_bus_get_private(_SESSION, None))
    if not connection.value:
        return lambda _: False
    library.dbus_connection_set_exit_on_disconnect(connection, 0)
    names = {
        name
        for name in (PORTAL, IBUS, FCITX5, FCITX4)
        if library.dbus_bus_name_has_owner(connection, name.encode(), None)
    }
    library.dbus_connection_close(connection)
    library.dbus_connection_unref(connection)
    return names.__contains__


_WITHOUT_KEYBOARD = ("offscreen", "minimal")
_SESSION = 0
"""DBUS_BUS_SESSION."""
