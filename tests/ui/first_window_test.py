"""What the first window loads, by name: whatever creeps in is paid at each start.

The model, the rules and the archive are what a form on the paper needs. Of the rest of ``core`` a
window takes only what stands here; the others wait in the functions that call them.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

PACKAGES = {
    *("PySide6", "shiboken6", "shibokensupport", "signature_bootstrap", "platformdirs"),
    *("msgspec", "typing_extensions"),
}
"""Of other people's packages."""

FREELY = {"archive", "assessment", "checks", "model", "scoring", "sheet", "values"}
"""Parts of core that a form on the paper is made of."""

BESIDES = {
    "exchange": {"errors", "pasted_text"},
    "filling": {
        *("approval", "arrangement", "autoscore", "beginning", "row_choices", "reason_draft"),
        *("fund_totals", "history", "money_unit", "naming", "next_cell", "reading_order"),
        *("revision", "running_text"),
        *("sharing", "spoken", "typing_steps", "waiving"),
    },
    "issuing": {"options"},
    "report": {
        "faces",
        "column_cache",
        "line_breaks",
        "punctuation",
        "text",
    },
    "years": {"last_year", "row_pairs"},
}
"""Of the other parts only these modules."""

ALONE = {
    "leftovers",
    "output",
    "own_files",
    "places",
    "quoting",
    "regex",
    "resources",
}
ALONE |= {"rules", "storage", "summary", "system_errors", "templates", "version"}
"""Modules that are no part."""

UNSEEN = {
    *("ui.archive.home", "ui.archive.archive_table", "ui.archive.first_day"),
    *("ui.printing.preview", "ui.printing.pages_view", "ui.printing.page_source"),
    *("core.report.columns", "core.report.text_costs", "core.sheet.width_search"),
}
"""Of panels that are not in sight, and what found the widths that are remembered."""

MOST = 262
"""Modules of our own: each is found, read and run before anything is painted."""

PROBE = """
import sys
from pathlib import Path
standing = set(sys.modules)
from ui.app import make_application, open_window
from ui.settings import Settings
from ui.shelf import Shelf
path = Path(sys.argv[1])
application = make_application([])
shelf = Shelf(path)
if sys.argv[2] == "first":
    from tests.archived_forms import put_own
    shelf.ask(put_own)
window = open_window(shelf, Settings())
window.show()
application.processEvents()
assert window.on_paper
print(*sorted(set(sys.modules) - standing))
import PySide6.QtWidgets
print(*sorted(vars(PySide6.QtWidgets)))
window.safekeeping.rest()
window.form.table.cache_columns()
window.close()
shelf.close()
"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> list[set[str]]:
    """What a window on a form loads that was open before, and the kinds of widgets it makes."""
    folder = tmp_path_factory.mktemp("window")
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8"}
    environment["XDG_CACHE_HOME"] = environment["LOCALAPPDATA"] = str(folder / "cache")
    told = ""
    for which in ("first", "then"):
        done = subprocess.run(
            [sys.executable, "-c", PROBE, folder / "自评档案.db", which],
            cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        told = done.stdout
    return [set(line.split()) for line in told.splitlines()]


@pytest.fixture(scope="module")
def modules(loaded: list[set[str]]) -> set[str]:
    """The names of the modules."""
    return loaded[0]


def test_no_kind_of_widget_is_made_that_the_window_has_not(loaded: list[set[str]]) -> None:
    """PySide makes the class of each kind for the first widget that it does not know."""
    assert "QTableView" in loaded[1]
    assert not loaded[1] & {"QCalendarWidget", "QColorDialog", "QMdiArea", "QWizard"}


def test_no_dialog_is_made_before_it_is_opened(loaded: list[set[str]]) -> None:
    assert not {name for name in loaded[1] if "Dialog" in name or "MessageBox" in name}
    assert not loaded[0] & {"ui.boxes", "ui.dialog", "ui.plain_box"}


def test_what_is_not_in_sight_is_not_loaded(modules: set[str]) -> None:
    assert not modules & UNSEEN


def test_no_process_is_begun_and_no_more_is_loaded_than_is_needed(modules: set[str]) -> None:
    assert not modules & {"subprocess", "pickle", "multiprocessing", "PySide6.QtSvgWidgets"}
    assert not modules & {"calendar", "html", "secrets", "sqlite_utils", "click", "pluggy"}
    own = [name for name in modules if name.partition(".")[0] in {"core", "ui"}]
    assert len(own) <= MOST


def test_a_window_loads_only_what_stands_here(modules: set[str]) -> None:
    own = {name for name in modules if name.partition(".")[0] in {"core", "ui"}}
    packages = {name.partition(".")[0] for name in modules - own} - sys.stdlib_module_names
    assert {name for name in packages if not name.startswith("_")} <= PACKAGES
    unknown = set()
    for name in own:
        top, _, rest = name.partition(".")
        part, _, module = rest.partition(".")
        if top == "core" and part not in FREELY | ALONE | {""}:
            unknown |= {name} if module and module not in BESIDES.get(part, set()) else set()
    assert not unknown, " ".join(sorted(unknown))
    assert not {name for name in own if name.startswith("ui.") and name.endswith("_dialog")}
