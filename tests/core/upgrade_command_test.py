"""A command that writes brings an older archive up to date, and says so."""

import shutil
from pathlib import Path

import pytest

from core.archive.archive import Archive
from core.archive.connection import format_number
from core.command_line import main

GOLDEN = Path(__file__).parents[1] / "golden" / "archives"
SAMPLE = Path(__file__).parents[2] / "resources" / "samples" / "社会保险服务费-2021.json"


@pytest.mark.parametrize("name", sorted(path.name for path in GOLDEN.glob("*-lived.db")))
def test_a_command_that_writes_says_that_it_upgraded(
    name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    archive, files = tmp_path / "档案.db", [tmp_path / f"{kind}.txt" for kind in "甲乙"]
    shutil.copyfile(GOLDEN / name, archive)
    for file in files:
        file.write_text(file.name, encoding="utf-8")

    def told(*arguments: object) -> str:
        given = [*map(str, arguments), "--archive", str(archive)]
        assert main(given, lambda *_: None) == 0
        return capfd.readouterr().err

    assert told("list") == ""  # it reads: nothing is upgraded
    copies = set(tmp_path.glob("档案.升级前-*.db"))
    assert not copies
    said = told("import", SAMPLE)
    copies = set(tmp_path.glob("档案.升级前-*.db"))
    if name == f"format-{format_number()}-lived.db":
        assert (said, copies) == ("", set())
    else:
        (copy,) = copies
        assert (said.count("\n"), copy.name in said) == (1, True)
        with Archive.open(copy, read_only=True) as before, Archive.open(archive) as after:
            assert before.load(1) == after.load(1)
    assert told("import", SAMPLE) == ""
    assert told("evidence", "add", 2, *files) == ""
