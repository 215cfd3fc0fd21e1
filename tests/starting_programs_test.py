"""No data ever starts a program: where a program can be started at all, read in the source."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

STARTING = {
    *("Popen", "QProcess", "check_call", "check_output", "execv", "execve", "execvp", "fork"),
    *("forkpty", "openUrl", "popen", "posix_spawn", "spawnv", "startDetached", "startfile"),
    *("subprocess", "system", "webbrowser"),
}
ALLOWED = {
    # This very program once more, in UTF-8 mode, before anything else is loaded.
    "main.py": {"execv"},
    # The child that reads foreign files: this very program.
    "core/foreign/process.py": {"subprocess", "Popen"},
    # The workers for long work: this very program.
    "core/workers/process.py": {"subprocess", "Popen"},
    # The desktop's own dialog, for a sentence of ours where no window of ours can open.
    "ui/desktop_message.py": {"subprocess"},
    "ui/crash.py": {"system"},
    # The settings of the system for dates, no program.
    "ui/qt_words.py": {"system"},
    # A file that was just written, or its folder, on a click.
    "ui/show_file.py": {"openUrl"},
}
GUESSING = {"formats"}


def names(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (node.module or "", *(alias.name for alias in node.names))


def sources() -> list[Path]:
    return [ROOT / "main.py", *sorted((ROOT / "core").rglob("*.py")), *(ROOT / "ui").rglob("*.py")]


def test_programs_are_started_in_these_places_only() -> None:
    found = {path.relative_to(ROOT).as_posix(): set(names(path)) & STARTING for path in sources()}
    assert {place: used for place, used in found.items() if used} == ALLOWED


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.stem)
def test_pictures_are_opened_as_the_kinds_that_we_read(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(text)) if "Image" in text else ():
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Image.open":
            assert {keyword.arg for keyword in node.keywords} >= GUESSING
