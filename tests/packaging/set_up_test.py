"""Set-up: what it finds, what it leaves alone, and what it tells a person to do."""

import importlib.util
import re
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from core.archive.archive import Archive

ROOT = Path(__file__).parents[2]


@pytest.fixture
def set_up() -> ModuleType:
    spec = importlib.util.spec_from_file_location("set_up", ROOT / "packaging" / "set_up.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_only_pythons_the_packages_are_made_for_fit(set_up: ModuleType) -> None:
    offered = [(3, 10), (3, 11), (3, 12), (3, 13), (3, 14), None]
    assert [set_up.fits(version) for version in offered] == [False, True, True, True, False, False]


def test_a_name_without_a_python_behind_it_has_no_version(set_up: ModuleType) -> None:
    assert set_up.version_of([sys.executable]) == sys.version_info[:2]
    assert set_up.version_of(["python-that-is-nowhere"]) is None
    assert set_up.version_of(["false"]) is None


def test_no_suitable_python_is_said_in_words(
    set_up: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(set_up, "version_of", lambda _: (3, 9))
    with pytest.raises(set_up.SetUpError, match=r"需要 Python 3\.11、3\.12 或 3\.13"):
        set_up.find_python()


def test_without_rights_the_line_to_run_is_told(
    set_up: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(set_up, "apt_prefix", lambda: None)
    with pytest.raises(set_up.SetUpError, match=r"sudo apt-get install .* libegl1 libgl1"):
        set_up.install_system_packages(["libegl1", "libgl1"], "缺少 libEGL.so.1")


@pytest.mark.parametrize("name", ["PIP_USER", "PIP_TARGET"])
def test_settings_that_lead_pip_elsewhere_are_left_out(
    set_up: ModuleType, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "1")
    monkeypatch.setenv("PIP_INDEX_URL", "https://example.org/simple")
    environment = set_up.pip_environment()
    assert name not in environment
    assert environment["PIP_INDEX_URL"] == "https://example.org/simple"


def test_qt_lacks_nothing_here(set_up: ModuleType) -> None:
    assert set_up.what_qt_lacks(display=False) is None
    assert set_up.what_qt_lacks(display=True) is None


def test_faces_are_made_again_only_when_their_making_changed(
    set_up: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    recipe = tmp_path / "faces.py"
    recipe.touch()
    monkeypatch.setattr(set_up, "FACES", recipe)
    monkeypatch.setattr(set_up, "VENV", tmp_path)
    monkeypatch.setattr(set_up, "FONTS", tmp_path)
    assert set_up.faces_are_old()
    for name in ("song.ttf", "hei.ttf"):
        (tmp_path / name).touch()
    assert not set_up.faces_are_old()
    later = recipe.stat().st_mtime + 10
    set_up.os.utime(recipe, (later, later))
    assert set_up.faces_are_old()


def test_the_window_of_a_checkout_finds_a_form_and_what_is_there_stays(
    set_up: ModuleType, tmp_path: Path
) -> None:
    path = tmp_path / "data" / "自评档案.db"
    set_up.put_form(path)
    with Archive.open(path) as archive:
        assert [entry.is_sample for entry in archive.list()] == [False]
        archive.remove(1)
    set_up.put_form(path)
    with Archive.open(path) as archive:
        assert archive.list() == ()


def test_an_unknown_word_sets_nothing_up(
    set_up: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    assert set_up.main(["instal"]) == 2
    assert "set_up.py run" in capsys.readouterr().err


def test_the_lock_holds_every_package_by_hash_and_no_address() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = [project["project"]["dependencies"], *project["dependency-groups"].values()]
    names = {re.split("[<>=]", wanted)[0].lower() for group in groups for wanted in group}
    entries = re.findall(r"^([\w.-]+)==\S+[^\n]*\\\n    --hash=sha256:", lock, re.MULTILINE)
    assert names <= set(entries)
    assert len(entries) == len(re.findall("^[a-z]", lock, re.MULTILINE))
    assert "/" not in lock
    assert "@" not in lock
