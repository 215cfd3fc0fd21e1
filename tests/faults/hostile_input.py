"""Settings files of any content, and clipboards made to freeze a window, at the real window.

Each family runs in a process of its own: ``python -m tests.faults.hostile_input FAMILY TIMES
FOLDER`` prints how each try ended as one line of JSON.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.faults.tally import Tally, in_words

ROOT = Path(__file__).parents[2]
SEED = 2021
SLOWEST_PASTE = 2.0
"""Seconds, on a slow and busy machine, until the window has answered."""


def damaged_settings(folder: Path, times: int, tally: Tally) -> None:
    """Whatever 窗口设置.json holds, a window opens and the file is kept."""
    _run("settings", folder, times, tally)


def clipboard_bombs(folder: Path, times: int, tally: Tally) -> None:
    """Whatever is on the clipboard, the window answers at once."""
    _run("clipboard", folder, times, tally)


def _run(family: str, folder: Path, times: int, tally: Tally) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CACHE_HOME": str(folder)}
    command = [sys.executable, "-m", "tests.faults.hostile_input", family, str(times), str(folder)]
    run = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=600, check=False
    )
    if run.returncode:
        tally.broke(f"结束于 {run.returncode}：{run.stderr[-500:]}")
        return
    for how, what in json.loads(run.stdout.splitlines()[-1]):
        if how == "broke":
            tally.broke(what)
        else:
            tally.end(what)


def _settings(times: int, folder: Path) -> Iterator[tuple[str, str]]:
    from PySide6.QtWidgets import QApplication

    from ui.app import make_window, open_last
    from ui.settings import NAME, Settings, load_settings, store_settings
    from ui.shelf import Shelf

    chance = random.Random(SEED)  # noqa: S311  (not for secrets)
    shelf = Shelf(folder / "自评档案.db")
    for number in range(times):
        place = folder / f"{number}"
        place.mkdir()
        content = _any_settings(chance, place / NAME)
        loaded, sentence = load_settings(place)
        kept = [path for path in place.iterdir() if path.name != NAME]
        if number % 5 == 0:
            window = make_window(shelf, loaded)
            open_last(window)
            window.show()
            QApplication.processEvents()
            if not window.isVisible() or window.width() < 100:
                yield "broke", f"{content!r}：窗口没有打开"
            window.close()
            window.deleteLater()
        store_settings(place, loaded)
        if load_settings(place) != (loaded, ""):
            yield "broke", f"{content!r}：存下的设置读不回"
        elif sentence and not (in_words(Exception(sentence)) and kept):
            yield "broke", f"{content!r}：{sentence}"
        elif not sentence and loaded != Settings() and content is None:
            yield "broke", "读了不是文件的东西"
        else:
            yield "end", "说明，原文件留存" if sentence else "照用"


def _any_settings(chance: random.Random, path: Path) -> str | None:
    """Make the file; its content, ``None`` where it is none."""
    from ui.settings import Settings

    names = list(Settings.__struct_fields__)
    match chance.randrange(6):
        case 0:
            make: Callable[[], object] = chance.choice(
                [
                    path.mkdir,
                    lambda: os.mkfifo(path),
                    lambda: path.symlink_to("/etc/passwd"),
                    lambda: path.symlink_to(path),
                    lambda: path.symlink_to("/dev/zero"),
                ]
            )
            make()
            return None
        case 1:
            content = chance.randbytes(chance.randrange(200)).decode("latin-1")
        case 2:
            content = chance.choice(["[", '{"zoom":', "1", "9" * 50, " ", "\0"]) * 30_000
        case 3:
            content = json.dumps({"second_places": [f"/媒体/{at}" for at in range(20_000)]})
        case _:
            chosen = chance.sample(names, chance.randrange(1, 6))
            content = json.dumps({name: _any_value(chance) for name in chosen})
    path.write_text(content, encoding="utf-8")
    return content[:60]


def _any_value(chance: random.Random) -> Any:  # noqa: ANN401  (that is the matter)
    values: list[Any] = [
        *(float("nan"), float("inf"), -1, 0, 1, 10**6, 10**30, -(10**30), 2**63, 0.001, 1e300),
        *(
            None,
            True,
            False,
            "",
            "dark",
            "<img src=x>",
            "\0",
            "/" * 9_000,
            "2026-02-30",
            "2026-02-03",
        ),
        *([], ["/a"], [1], [["/a"]], {}, {"/a": "2026-02-03T04:05:06"}, {"/a": 1}, {"": {}}),
    ]
    return chance.choice(values)


def _clipboard(times: int, folder: Path) -> Iterator[tuple[str, str]]:
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QApplication

    from core.model.evaluation import Indicator
    from core.model.path import Path as Field
    from core.model.path import find
    from tests.archived_forms import put_own
    from ui.app import make_window, open_last
    from ui.form.paste_preview import PastePreview
    from ui.settings import Settings
    from ui.shelf import Shelf

    shelf = Shelf(folder / "自评档案.db")
    shelf.ask(put_own)
    window = make_window(shelf, Settings())
    open_last(window)
    window.show()
    told: list[str] = []
    window.form.message.connect(lambda sentence, _: told.append(sentence))
    row = next(window.document.evaluation.indicators).id
    for name, flavour, content in list(_bombs())[:times]:
        data = QMimeData()
        (data.setHtml if flavour == "html" else data.setText)(content)
        QGuiApplication.clipboard().setMimeData(data)
        assert isinstance(find(window.document.evaluation, row), Indicator)
        window.form.go_to(Field(row, "actual"))
        told.clear()
        begin = time.monotonic()
        window.form.table.blocks.paste()
        QApplication.processEvents()
        seconds = time.monotonic() - begin
        shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, PastePreview)]
        for preview in [*shown, *window.findChildren(PastePreview)]:
            preview.close()
        while window.document.undo_stack.canUndo():
            window.document.undo_stack.undo()
        if seconds > SLOWEST_PASTE:
            yield "broke", f"{name}：{seconds:.1f} 秒"
        else:
            refused = bool(told) and "没有粘贴" in told[-1]
            yield "end", "说明" if refused else "先给看" if shown else "粘贴或不动"


def _bombs() -> Iterator[tuple[str, str, str]]:
    cell = "<td rowspan=9999 colspan=9999>x</td>"
    table = "<table><tr><td>x"
    yield "rowspan", "html", "<table><tr>" + cell * 250 + "</tr>" + "<tr><td>y" * 1_900
    yield "one rowspan", "html", f"<table><tr>{cell}</tr>" + "<tr><td>y</td></tr>" * 1_900
    yield "cells", "html", "<table>" + ("<tr>" + "<td>x" * 256) * 1_000
    yield "rows", "html", "<table>" + "<tr><td>x" * 100_000
    yield "nested", "html", "<table><tr><td>" * 60_000
    yield "open tags", "html", table + "<a" * 900_000
    yield "open ends", "html", table + "</" * 900_000
    yield "declarations", "html", table + "<!" * 900_000
    yield "comments", "html", table + "<!--" * 450_000
    yield "instructions", "html", table + "<?" * 900_000
    yield "entities", "html", table + "&" * 1_900_000
    yield "attributes", "html", "<table><tr><td " + "a " * 900_000 + ">x"
    yield "breaks", "html", table + "<br>" * 450_000
    yield "blanks", "html", table + " " * 1_900_000 + "x"
    yield "digits", "html", table + "9" * 20_000
    yield "too long", "html", table + "长" * 3_000_000
    yield "lines", "text", "x\n" * 900_000
    yield "tabs", "text", "\t" * 1_900_000
    yield "quotes", "text", '"' * 1_900_000
    yield "figure", "text", "9" * 20_000


def main(family: str, times: int, folder: Path) -> None:
    """Try one family in this process."""
    from tests.faults.monkey import no_system_dialogs
    from ui.app import make_application

    no_system_dialogs()
    make_application([])
    tries = {"settings": _settings, "clipboard": _clipboard}[family]
    print(json.dumps(list(tries(times, folder))), flush=True)
    os._exit(0)  # what is open is of no interest any more


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
