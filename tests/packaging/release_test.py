"""The walk through a release stops at what is not right."""

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

PACKAGING = Path(__file__).parents[2] / "packaging"


@pytest.fixture
def release(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(PACKAGING)
    import release

    yield release
    sys.modules.pop("release")


def test_the_first_step_that_fails_ends_it(
    release: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    done: list[str] = []

    def well(name: str) -> str:
        done.append(name)
        return "well"

    def ill() -> str:
        raise release.NotReadyError("this is missing")

    steps = {"a": lambda: well("a"), "b": lambda: well("b"), "c": ill, "d": lambda: well("d")}
    monkeypatch.setattr(release, "STEPS", steps)
    assert release.main(["b"]) == 1
    assert done == ["b"]
    assert "✕ c: this is missing" in capsys.readouterr().err
    steps["c"] = lambda: well("c")
    assert release.main([]) == 0
    assert done == ["b", "a", "b", "c", "d"]


def test_an_unknown_step_does_nothing(release: ModuleType) -> None:
    assert release.main(["nowhere"]) == 2


def test_version_and_change_log_are_looked_at(
    release: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert release.version() == release.VERSION
    monkeypatch.setattr(release, "ROOT", tmp_path)
    (tmp_path / "pyproject.toml").write_text('[project]\nversion = "9.9.9"', encoding="utf-8")
    with pytest.raises(release.NotReadyError, match=r"9\.9\.9"):
        release.version()
    log = tmp_path / "CHANGELOG.md"
    log.write_text(f"# Changelog\n\n## [{release.VERSION}] - Unreleased\n", encoding="utf-8")
    with pytest.raises(release.NotReadyError, match="must begin"):
        release.changelog()
    today = release.date.today()
    log.write_text(f"## [{release.VERSION}] - {today:%Y-%m-%d}\n", encoding="utf-8")
    assert release.VERSION in release.changelog()


@pytest.mark.parametrize(
    ("names", "rows", "sentence"),
    [
        ([], 0, "0 release notes"),
        (["a-发布说明.md", "b-发布说明.md"], 9, "2 release notes"),
        (["a-发布说明.md"], 2, "names 2 parts"),
        (["a-发布说明.md"], 3, ""),
    ],
)
def test_release_notes_are_looked_at(
    release: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
    names: list[str], rows: int, sentence: str,
) -> None:  # fmt: skip
    monkeypatch.setattr(release, "ROOT", tmp_path)
    monkeypatch.setattr(release, "RELEASE", tmp_path)
    for name in names:
        (tmp_path / name).write_text("| 名称 |" + "\n| x |" * rows, encoding="utf-8")
    if sentence:
        with pytest.raises(release.NotReadyError, match=sentence):
            release.notes()
    else:
        assert "3 parts" in release.notes()


def test_what_is_measured_is_packed_before(release: ModuleType) -> None:
    names = list(release.STEPS)
    assert names.index("package") < names.index("try") < names.index("bench")


def test_every_target_of_make_is_there(release: ModuleType) -> None:
    makefile = (PACKAGING.parent / "Makefile").read_text(encoding="utf-8")
    for target in ("test", "faults", "bench", "package-linux", "try-linux"):
        assert f"\n{target}: set-up\n" in makefile or f"\n{target}:\n" in makefile
    assert "test" in release.STEPS
