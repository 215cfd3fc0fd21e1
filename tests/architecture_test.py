"""The plan of the house as a test: who may know whom, how long a file is, what it is called."""

import ast
import subprocess
import sys
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]

# Anybody may use these parts of core: they know nothing of forms.
FREE = {
    *(
        "beijing",
        "foreign",
        "home",
        "leftovers",
        "output",
        "own_files",
        "own_program",
        "places",
        "quoting",
        "regex",
    ),
    *("resources", "sealed_file", "storage", "system_errors", "version", "workers"),
}

# Which other parts each part of core may import. What is not listed joins parts together and may
# import any of them; so no part in this table may import what is not listed.
CHAIN = ["model", "values", "scoring", "checks", "assessment", "sheet"]
KNOWS = {part: set(CHAIN[:place]) for place, part in enumerate(CHAIN)} | {
    "report": set(CHAIN),
    "reading": set(CHAIN),
    "exchange": {*CHAIN, "reading"},
    "archive": {"model"},
    "templates": {"model"},
    "sample": {"model"},
}

# The command line is a face, as the window is: nothing of the core behind it asks for it, but for
# the door.
ASK_FOR_COMMANDS = {"commands", "command_line"}

# A folder of ui holds one panel, or what is done with whole forms; which of the others each may
# import. The files beside the folders are free to all, and know none of them, but for the joiners.
GROUPS: dict[str, set[str]] = {
    "form": set(),
    "problems": set(),
    "scoring": set(),
    "shell": set(),
    "help": set(),
    "printing": set(),
    "outline": {"shell"},
    "archive": {"printing"},
    "exporting": {"printing"},
    "retyping": set(),
    "safety": {"archive", "printing"},
    "importing": {"archive", "printing"},
}
JOINERS = {"app", "features", "main_window"}

# Money, points and rates are Decimal in these parts; a file:line here would be an exception.
EXACT = ["model", "values", "scoring", "checks"]
FLOATS_ALLOWED: set[str] = set()

LONGEST = {"core": 400, "ui": 400, "packaging": 400, "tests": 450}
NAMES_WITHOUT_AN_IDEA = {"base", "common", "helper", "helpers", "manager", "misc", "util", "utils"}


def sources(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def part_of(path: Path) -> str:
    """``core/model/path.py`` -> ``model``, ``core/assessment.py`` -> ``assessment``."""
    return Path(path.relative_to(ROOT).parts[1]).stem


class Facts(NamedTuple):
    """What is asked of a file. Its tree is not kept: half a million nodes make garbage dear."""

    imports: tuple[str, ...]
    by_name: tuple[int, ...]
    """Imports of a name that only a run tells: no arrow shows them."""
    greys: tuple[int, ...]
    floats: tuple[int, ...]


@cache
def facts(path: Path) -> Facts:
    package = path.relative_to(ROOT).parent.parts
    imported, by_name, greys, floats = list[str](), list[int](), list[int](), list[int]()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Import():
                imported += (alias.name for alias in node.names)
            case ast.ImportFrom():
                above = package[: len(package) - node.level + 1] if node.level else ()
                module = ".".join([*above, *([node.module] if node.module else [])])
                imported += (f"{module}.{alias.name}" for alias in node.names)
            case ast.Attribute(attr="import_module") | ast.Name(id="__import__"):
                by_name.append(node.lineno)
            case ast.Attribute(attr="setEnabled" | "setDisabled") | ast.Constant(value="enabled"):
                greys.append(node.lineno)
            case ast.Constant(value=float()) | ast.Name(id="float"):
                floats.append(node.lineno)
    return Facts(tuple(imported), tuple(by_name), tuple(greys), tuple(floats))


def imports(path: Path) -> tuple[str, ...]:
    """Every module a file imports at any depth of the code, with its full dotted name."""
    return facts(path).imports


def known_parts(path: Path, folder: str) -> set[str]:
    """The parts of ``folder`` that a file imports, its own left out."""
    names = (name.split(".") for name in imports(path))
    return {name[1] for name in names if name[0] == folder and len(name) > 1} - {part_of(path)}


@pytest.mark.parametrize("part", KNOWS)
def test_arrows_in_core_run_one_way(part: str) -> None:
    wrong = {
        f"{place(path)} imports {', '.join(sorted(forbidden))}"
        for path in sources("core")
        if part_of(path) == part and (forbidden := known_parts(path, "core") - KNOWS[part] - FREE)
    }
    assert not wrong


def test_the_plan_names_no_part_that_is_gone() -> None:
    there = {part_of(path) for path in sources("core")}
    assert there >= FREE | KNOWS.keys() | ASK_FOR_COMMANDS
    assert {part_of(path) for path in sources("ui")} >= GROUPS.keys() | JOINERS


def test_parts_of_core_go_round_in_no_circle() -> None:
    graph: dict[str, set[str]] = {}
    for path in sources("core"):
        graph.setdefault(part_of(path), set()).update(known_parts(path, "core"))
    TopologicalSorter(graph).prepare()  # raises CycleError and names the circle


@cache
def modules() -> dict[str, Path]:
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for folder in ("core", "ui")
        for path in sources(folder)
    }


def module_of(name: str) -> str:
    """The module of ours that holds what an import names; blank for others'."""
    while name and name not in modules():
        name = name.rpartition(".")[0]
    return name


def test_modules_go_round_in_no_circle_not_even_inside_functions() -> None:
    graph = {
        module: {module_of(name) for name in imports(path)} - {module, ""}
        for module, path in modules().items()
    }
    TopologicalSorter(graph).prepare()  # raises CycleError and names the circle


def test_what_is_imported_is_written_where_it_is() -> None:
    hidden = {
        f"{place(path)}:{line}" for path in modules().values() for line in facts(path).by_name
    }
    assert not hidden


def test_core_knows_neither_qt_nor_the_window() -> None:
    strangers = {"PySide6", "shiboken6", "ui", "tests"}
    assert not [place(path) for path in sources("core")
                if strangers & {name.split(".")[0] for name in imports(path)}]  # fmt: skip


def test_no_module_of_core_loads_qt() -> None:
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in sources("core")]
    program = (
        "import importlib, sys; [importlib.import_module(name) for name in sys.argv[1:]]\n"
        "print(*(name for name in sys.modules if name.startswith(('PySide6', 'shiboken6'))))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, *(name.removesuffix(".__init__") for name in names)],
        cwd=ROOT, capture_output=True, check=False, text=True,
    )  # fmt: skip
    assert (run.stderr, run.stdout.strip()) == ("", "")


def test_the_library_of_pdfs_is_loaded_by_one_module() -> None:
    # Imported in the plain way it would run files of the home: ``core/report/pdf_library.py``.
    found = {
        path.relative_to(ROOT).as_posix()
        for folder in ("core", "ui")
        for path in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        and any(
            name.partition(".")[0] == "reportlab"
            for name in (getattr(node, "module", None) or "", *(one.name for one in node.names))
        )
    }
    assert found == {"core/report/pdf_library.py"}


@pytest.mark.parametrize(
    ("call", "place"), [(".astimezone()", "core/beijing.py"), ("Path.home", "core/home.py")]
)
def test_what_this_computer_may_refuse_is_asked_in_one_place(call: str, place: str) -> None:
    # A zone that cannot be, a user without a home: both raise what no caller thinks of.
    paths = [path for folder in ("core", "ui") for path in (ROOT / folder).rglob("*.py")]
    asking = [path for path in paths if call in path.read_text(encoding="utf-8")]
    assert [path.relative_to(ROOT).as_posix() for path in asking] == [place]


def test_the_core_does_not_know_its_command_line() -> None:
    wrong = {
        place(path)
        for path in sources("core")
        if part_of(path) not in ASK_FOR_COMMANDS and "commands" in known_parts(path, "core")
    }
    assert not wrong


def test_the_window_does_not_know_the_command_line() -> None:
    wrong = {
        place(path)
        for path in sources("ui")
        if any(name.startswith(("core.commands", "core.command_line")) for name in imports(path))
    }
    assert not wrong


def test_every_value_is_a_struct() -> None:
    wrong = {
        place(path)
        for path in [*sources("core"), *sources("ui")]
        if "dataclasses.dataclass" in imports(path)
    }
    assert not wrong  # making the class of a dataclass costs the start a millisecond each


def test_panels_do_not_know_each_other() -> None:
    folders = {path.name for path in (ROOT / "ui").iterdir() if (path / "__init__.py").exists()}
    assert folders == set(GROUPS)
    wrong = {
        f"{place(path)} imports {name}"
        for path in sources("ui")
        if part_of(path) not in JOINERS
        for name in known_parts(path, "ui") & (folders | JOINERS)
        if name not in GROUPS.get(part_of(path), set())
    }
    assert not wrong


def test_nothing_in_the_window_turns_grey_without_a_word() -> None:
    wrong = {f"{place(path)}:{line}" for path in sources("ui") for line in facts(path).greys}
    assert all(one.startswith("ui/offering.py:") for one in wrong), wrong


def test_money_and_points_are_never_floats() -> None:
    floats = {
        f"{place(path)}:{line}"
        for path in sources("core")
        if part_of(path) in EXACT
        for line in facts(path).floats
    }
    assert floats == FLOATS_ALLOWED


@pytest.mark.parametrize("folder", LONGEST)
def test_a_file_holds_one_idea_and_its_name_says_which(folder: str) -> None:
    for path in sources(folder):
        length = len(path.read_text(encoding="utf-8").splitlines())
        assert length <= LONGEST[folder], f"{place(path)} has {length} lines"
        names = {part.removesuffix(".py").removesuffix("_test") for part in path.parts}
        assert not names & NAMES_WITHOUT_AN_IDEA, place(path)
