"""The release notes name everything in the package, or there are none."""

from pathlib import Path

import pytest

PACKAGING = Path(__file__).parents[2] / "packaging"


@pytest.fixture(autouse=True)
def packaging_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(PACKAGING)


@pytest.fixture
def program(tmp_path: Path) -> Path:
    for name in ("zipingtong", "reportlab", "PySide6_Essentials"):
        (tmp_path / "_internal" / "licences" / name).mkdir(parents=True)
    (tmp_path / "_internal" / "PySide6" / "Qt" / "lib").mkdir(parents=True)
    for name in ("libglib-2.0.so.0", "PySide6/Qt/lib/libQt6Core.so.6", "libstdc++.so.6"):
        (tmp_path / "_internal" / name).touch()
    return tmp_path


def test_all_parts_are_named_with_their_licence(program: Path) -> None:
    import release_notes

    parts = {name: licence for name, _, licence in release_notes.parts(program)}
    assert parts["自评通"] == "MIT"
    assert "BSD" in parts["reportlab"]
    assert parts["libglib-2.0.so.0"] == "LGPL-2.1+"
    assert parts["libstdc++.so.6"].startswith("GPL-3")
    assert "LGPL" in parts["PySide6_Essentials"]
    notes = release_notes.release_notes(program, "1.2.3", "Linux")
    assert notes.startswith("# 自评通 1.2.3")
    assert "### Filling in" in notes


def test_a_library_without_a_known_licence_stops_the_release(program: Path) -> None:
    import release_notes

    (program / "_internal" / "libstranger.so.1").touch()
    with pytest.raises(release_notes.NotesError, match=r"libstranger\.so\.1"):
        list(release_notes.parts(program))
