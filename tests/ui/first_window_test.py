"""What the first window loads, by name: whatever creeps in is paid at each start.

The model, the rules and the archive are what a form on the paper needs. Of the rest of ``core`` a
window takes only what stands here; the others wait in the functions that call them.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

PACKAGES = {"PySide6", "shiboken6", "shibokensupport", "signature_bootstrap", "platformdirs"}
"""Of other people's packages."""

FREELY = {"archive", "assessment", "checks", "model", "scoring", "sheet", "values"}
"""Parts of core that a form on the paper is made of."""

BESIDES = {
    "exchange": {"clipboard_formats", "errors"},
    "filling": {
        *("approval", "arrangement", "autoscore", "beginning", "correction", "drafting"),
        "fund_totals",
        *(
            "history",
            "money_unit",
            "naming",
            "next_cell",
            "reading_order",
            "revision",
            "running_text",
        ),
        *("sharing", "signature_block", "spoken", "typing_steps", "waiving"),
    },
    "foreign": {"bounds", "errors"},
    "issuing": {"blanks", "filename", "options", "page_ends", "stamping", "viewing_copies"},
    "report": {
        *("faces", "page_marks", "page_setup"),
        # The columns of the paper, which are as wide as the texts in their faces need.
        *("columns", "decimal_points", "font_index", "fonts", "installed", "line_counts"),
        *("page_style", "punctuation", "sfnt", "text", "text_costs"),
    },
    "workers": {"errors", "messages", "process"},  # for the page ends
    "years": {"last_year", "row_pairs"},
}
"""Of the other parts only these modules."""

ALONE = {
    "dataclass",
    "initials",
    "leftovers",
    "output",
    "own_files",
    "places",
    "reasons",
    "regex",
    "resources",
}
ALONE |= {"rules", "sample", "storage", "summary", "templates", "version"}
"""Modules that are no part."""

PROBE = """
import sys
from pathlib import Path
standing = set(sys.modules)
from ui.app import make_application, make_window, open_last
from ui.settings import Settings
from ui.shelf import Shelf
path = Path(sys.argv[1])
application = make_application([])
if sys.argv[2] == "first":
    from tests.archived_forms import put_own
    shelf = Shelf(path)
    shelf.ask(put_own)
    shelf.close()
else:
    shelf = Shelf(path)
    window = make_window(shelf, Settings())
    open_last(window)
    window.show()
    application.processEvents()
    assert window.on_paper
    print(*sorted(set(sys.modules) - standing))
    window.safekeeping.rest()
    window.close()
    shelf.close()
"""


def loaded(folder: Path) -> set[str]:
    def run(which: str) -> str:
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8"}
        done = subprocess.run(
            [sys.executable, "-c", PROBE, folder / "自评档案.db", which],
            cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    run("first")
    return set(run("then").split())


def test_a_window_loads_only_what_stands_here(tmp_path: Path) -> None:
    modules = loaded(tmp_path)
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
    assert not {name for name in own if name.startswith("ui.") and name.endswith("_dialog")} - {
        "ui.problems.waiver_dialog",  # holds the line of the panel, too
    }
