"""What the window finds on this computer: display, libraries, input method. Knows no Qt.

So it can be told where Qt cannot even be loaded.
"""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path

from ui import display, input_method

VARIABLES = (
    *("DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE", "XDG_CURRENT_DESKTOP"),
    *("QT_QPA_PLATFORM", "QT_SCALE_FACTOR", "QT_FONT_DPI"),
)
INPUT_VARIABLES = ("QT_IM_MODULE", "QT_IM_MODULES", "XMODIFIERS", "GTK_IM_MODULE")

WAYS = {
    input_method.Way.PORTAL: "fcitx5 的 ibus 接口",
    input_method.Way.IBUS: "ibus",
    input_method.Way.OWN: "本机另装的 Qt 插件",
    input_method.Way.SYSTEM: "由系统直接处理",
    input_method.Way.NONE: "没有",
}


def surroundings() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Sections for the diagnosis: a heading and its lines each."""
    return ("窗口", tuple(_window())), ("输入法", tuple(_input_method()))


def qt_folder() -> Path | None:
    """Where Qt's plug-ins and libraries lie; ``None`` where there is no Qt of our own."""
    package = find_spec("PySide6")
    if package is None or not package.submodule_search_locations:
        return None
    folder = Path(package.submodule_search_locations[0])
    return folder if sys.platform == "win32" else folder / "Qt"


def _window() -> list[str]:
    chosen = {name: os.environ[name] for name in VARIABLES if os.environ.get(name)}
    trouble = display.obstacle()
    lines = [f"能不能打开窗口：{trouble or '能'}", *_set(chosen)]
    if sys.platform.startswith("linux"):
        missing = display.missing_libraries()
        lines.append(f"缺少的系统库：{'、'.join(missing) or '没有'}")
    folder = qt_folder()
    plugins = sorted((folder / "plugins" / "platforms").glob("*q*")) if folder else []
    lines.append(
        f"显示插件：{'，'.join(file.stem.removeprefix('lib') for file in plugins) or '没有'}"
    )
    return lines


def _input_method() -> list[str]:
    chosen = {name: os.environ[name] for name in INPUT_VARIABLES if os.environ.get(name)}
    folder = qt_folder()
    if folder is None:
        return _set(chosen)
    choice = input_method.look(folder / "plugins")
    answering = "，".join(sorted(choice.answering)) or "没有"
    lines = [f"打字的路：{WAYS[choice.way]}", *_set(chosen)]
    if choice.way is input_method.Way.NONE:
        lines.append(input_method.advice(choice))
    return [*lines, f"总线上应答的：{answering}"]


def _set(variables: dict[str, str]) -> list[str]:
    told = "，".join(f"{name}={value}" for name, value in variables.items())
    return [f"环境变量：{told or '没有设置'}"]
