"""The built program: what goes in and what stays out. Building it is for ``make package``."""

import ast
import importlib.util
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from core.archive.archive import Archive
from core.places import ARCHIVE_NAME
from tests.archived_forms import put_own

ROOT = Path(__file__).parents[2]
PACKAGING = ROOT / "packaging"


@pytest.fixture(scope="module")
def contents() -> ModuleType:
    return load("contents")


@pytest.fixture(scope="module")
def build() -> Iterator[ModuleType]:
    # Run as a script it finds its neighbours by itself.
    sys.path.insert(0, str(PACKAGING))
    yield load("build")
    sys.path.remove(str(PACKAGING))


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, PACKAGING / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def modules(folder: str) -> set[str]:
    """The modules of core or ui."""
    paths = (path.relative_to(ROOT).with_suffix("") for path in (ROOT / folder).rglob("*.py"))
    return {".".join(path.parts).removesuffix(".__init__") for path in paths}


def imported(folder: str) -> set[str]:
    """Every module that the files of a folder import, at any depth of the code."""
    found: set[str] = set()
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module)
    return found


def test_every_resource_goes_in(contents: ModuleType) -> None:
    taken = contents.resources(ROOT)
    there = {
        path
        for path in (ROOT / "resources").rglob("*")
        if path.is_file()
        and path.suffix in {".json", ".md", ".pdf", ".png", ".svg", ".toml", ".ttf"}
    }
    assert {Path(source) for source, _ in taken} == there
    for source, place in taken:
        assert Path(place, Path(source).name) == Path(source).relative_to(ROOT)


def test_all_that_is_wanted_loads_where_what_is_left_out_is_missing(
    contents: ModuleType,
) -> None:
    """In a Python that refuses the modules left out, and the packages these need no less."""
    program = """
import importlib, sys
class Refuse:
    def find_spec(self, name, path=None, target=None):
        if any(name == left or name.startswith(left + ".") for left in LEFT_OUT):
            raise ModuleNotFoundError(f"left out of the program: {name}", name=name)
LEFT_OUT, modules = sys.argv[1].split(), sys.argv[2].split()
sys.meta_path.insert(0, Refuse())
for module in modules:
    importlib.import_module(module)
"""
    # What the faces are made from is imported where they are made, and only there.
    makers = ("pylopdf_fonts_zh_cn",)
    wanted = {
        name
        for folder in ("core", "ui")
        for name in modules(folder) | imported(folder)
        if not name.startswith(makers)
    }
    # Of Python's own modules some belong to one system only: their names are looked at.
    own = {name for name in wanted if name.partition(".")[0] in sys.stdlib_module_names}
    assert not own & set(contents.EXCLUDED)
    wanted -= own
    run = subprocess.run(
        [sys.executable, "-c", program, " ".join(contents.EXCLUDED), " ".join(sorted(wanted))],
        cwd=ROOT, capture_output=True, check=False, encoding="utf-8",
    )  # fmt: skip
    assert (run.returncode, run.stderr) == (0, "")


def test_all_that_the_window_imports_lies_unpacked(contents: ModuleType, tmp_path: Path) -> None:
    """Out of the archive in the executable it would start later."""
    program = """
import sys
before = set(sys.modules)
from pathlib import Path
from ui.app import save_picture
save_picture(Path(sys.argv[1]), 1, Path(sys.argv[2]))
print(*{name.partition(".")[0] for name, module in sys.modules.items()
        if Path(getattr(module, "__file__", None) or "/no file").is_file()
        and name not in before})
"""
    with Archive.create(tmp_path / "a.db") as archive:
        put_own(archive)
    run = subprocess.run(
        [sys.executable, "-c", program, tmp_path / "a.db", tmp_path / "a.png"],
        cwd=ROOT, capture_output=True, check=True, encoding="utf-8",
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8"},
    )  # fmt: skip
    assert {"core", "ui"} <= set(run.stdout.split()) <= contents.UNPACKED
    assert set(contents.ways_to_keep_modules().values()) == {"pyc"}


def test_modules_are_known_packed_and_unpacked(contents: ModuleType) -> None:
    found = [
        ("reportlab.pdfgen", "/from/reportlab/pdfgen/__init__.py", "PYMODULE"),
        ("core/model/path.pyc", "/from/path.pyc", "DATA"),
        ("resources/manual/手册.md", "/from/手册.md", "DATA"),
    ]
    assert list(contents.modules(found)) == ["reportlab.pdfgen", "core.model.path"]


@pytest.mark.parametrize(
    ("place", "wanted"),
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/plugins/platforms/libqvnc.so", False),
        ("PySide6\\plugins\\platforms\\qwindows.dll", True),
        ("PySide6\\plugins\\platforms\\qdirect2d.dll", False),
        ("PySide6/Qt/plugins/imageformats/libqsvg.so", True),
        ("PySide6/Qt/plugins/imageformats/libqpdf.so", False),
    ],
)
def test_only_some_plugins_go_in(contents: ModuleType, place: str, wanted: bool) -> None:
    entry = (place, f"/from/{place}", "BINARY")
    assert contents.binaries([entry], lambda _: []) == ([entry] if wanted else [])


def test_a_library_goes_in_only_if_something_that_goes_in_links_to_it(
    contents: ModuleType,
) -> None:
    places = {
        "PySide6/QtGui.abi3.so": "EXTENSION",
        "PySide6/Qt/plugins/platforms/libqxcb.so": "BINARY",
        "PySide6/Qt/plugins/tls/libqopensslbackend.so": "BINARY",
        "PySide6/Qt/lib/libQt6Gui.so.6": "BINARY",
        "PySide6/Qt/lib/libQt6Core.so.6": "BINARY",
        "PySide6/Qt/lib/libQt6Network.so.6": "BINARY",
        "libxcb-cursor.so.0": "BINARY",
        "libfontconfig.so.1": "BINARY",
        "libcrypto.so.3": "BINARY",
        "libpython3.11.so.1.0": "BINARY",
        "pypdfium2_raw/libpdfium.so": "BINARY",
    }
    links = {
        "PySide6/QtGui.abi3.so": ["/somewhere/libQt6Gui.so.6", "libc.so.6", "libfontconfig.so.1"],
        "PySide6/Qt/lib/libQt6Gui.so.6": ["LIBQT6CORE.SO.6"],
        "PySide6/Qt/plugins/platforms/libqxcb.so": ["libxcb-cursor.so.0", "libQt6Gui.so.6"],
        "PySide6/Qt/plugins/tls/libqopensslbackend.so": ["libcrypto.so.3", "libQt6Network.so.6"],
    }
    found = [(place, place, kind) for place, kind in places.items()]
    kept = {place for place, _, _ in contents.binaries(found, lambda name: links.get(name, []))}
    assert set(places) - kept == {
        "PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "PySide6/Qt/lib/libQt6Network.so.6",
        "libcrypto.so.3",
        "libfontconfig.so.1",  # it must fit its system's settings
    }


def test_no_links_and_one_translation_go_in(contents: ModuleType) -> None:
    found = [
        ("libQt6Core.so.6", "PySide6/Qt/lib/libQt6Core.so.6", "SYMLINK"),
        ("PySide6/Qt/translations/qtbase_zh_CN.qm", "a", "DATA"),
        ("PySide6/Qt/translations/qtbase_de.qm", "b", "DATA"),
        ("resources/icons/mark.svg", "c", "DATA"),
    ]
    assert contents.data(found) == [found[1], found[3]]


def test_a_program_grown_too_large_is_refused(build: ModuleType, tmp_path: Path) -> None:
    assert 100 <= build.LARGEST <= 250
    (tmp_path / "a").write_bytes(b"x" * 2_000_000)
    assert "2.0 MB  共 1 个文件" in build.report(tmp_path)
    with pytest.raises(build.BuildError, match="超过了 1 MB"):
        build.report(tmp_path, 1)


def test_the_trial_tries_what_demo_makes(build: ModuleType, tmp_path: Path) -> None:
    assert build.trial.MADE[0] == ARCHIVE_NAME
    assert (ROOT / build.trial.SAMPLE).is_file()
    assert "PATH" in build.trial.bare(tmp_path)
    Archive.create(tmp_path / "a.db").close()
    before = build.trial.snapshot(tmp_path)
    (tmp_path / "a.db").write_bytes(b"")
    assert before != build.trial.snapshot(tmp_path)


def test_the_mark_becomes_an_icon(build: ModuleType, tmp_path: Path) -> None:
    build.icons.draw(256, tmp_path / "mark.ico")
    assert (tmp_path / "mark.ico").read_bytes()[:4] == b"\0\0\1\0"


def test_the_builder_is_among_the_tools() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert any(tool.startswith("pyinstaller") for tool in project["dependency-groups"]["dev"])
    assert "packaging/build.py --check" in (ROOT / "Makefile").read_text(encoding="utf-8")


def test_an_unknown_word_builds_nothing(
    build: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build.main(["--chek"]) == 2
    assert "build.py --check" in capsys.readouterr().err
