"""Everything in the built program has the text of its licence beside it."""

import sys
from collections.abc import Iterator
from pathlib import Path, PurePath
from types import ModuleType

import pytest

PACKAGING = Path(__file__).parents[2] / "packaging"


@pytest.fixture
def licences(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(PACKAGING)
    import licence_files

    yield licence_files
    sys.modules.pop("licence_files")


def test_packages_faces_and_python_have_theirs(licences: ModuleType) -> None:
    wanted = ["reportlab.pdfgen.canvas", "core.x", "PySide6.QtCore", "shiboken6", "pypdfium2_raw"]
    entries = licences.licence_files(wanted, [])
    folders = {PurePath(place).parts[1] for place, _, _ in entries}
    assert folders - {"Python"} == {
        *("zipingtong", "reportlab", "PySide6_Essentials", "shiboken6", "pypdfium2"),
        "pylopdf-fonts-zh-cn",
    }
    places = {place for place, _, _ in entries}
    assert len(places) == len(entries)
    assert all(Path(source).stat().st_size > 0 for _, source, _ in entries)
    assert {f"licences/shiboken6/{text}" for text in licences.LGPL} <= places
    lesser = next(Path(source) for place, source, _ in entries if place.endswith("/LGPL-3.0.txt"))
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in lesser.read_text(encoding="utf-8")


def test_a_package_without_a_text_stops_the_build(
    licences: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(licences, "NOT_BROUGHT", {})
    with pytest.raises(licences.LicenceError, match="shiboken6"):
        licences.licence_files(["shiboken6"], [])


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("x-1.dist-info/LICENSE", "LICENSE"),
        ("x-1.dist-info/licenses/LICENSE.txt", "LICENSE.txt"),
        ("x-1.dist-info/licenses/BUILD/zlib.txt", "BUILD/zlib.txt"),
        ("x-1.dist-info/METADATA", ""),
        ("x/licenses/not_ours.py", ""),
    ],
)
def test_a_licence_is_known_by_its_place(licences: ModuleType, path: str, place: str) -> None:
    assert licences._within(PurePath(path)) == place


def test_libraries_have_the_text_of_their_package(licences: ModuleType) -> None:
    """Where the system is a Debian; elsewhere nothing is asked for."""
    found = licences.licence_files([], ["/x/libno-such.so.9"])
    assert not any(f"/{licences.SYSTEM}/" in place for place, _, _ in found)
    package = licences.package_of("libc.so.6")
    if Path("/usr/share/doc", package or "?", "copyright").is_file():
        places = [place for place, _, _ in licences.licence_files([], ["/x/libc.so.6"])]
        assert f"licences/{licences.SYSTEM}/{package}.txt" in places
