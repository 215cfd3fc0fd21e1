"""What is noted of the present format is what the migrations lead to; opening needs no more."""

import subprocess
import sys
from pathlib import Path

from core.archive.archive import Archive
from core.archive.connection import format_number
from core.archive.migrations import STEPS
from core.archive.present_format import SCHEMA
from core.archive.records import Summary
from core.archive.schema import _schema_after, digest_of
from core.sample import sample

ROOT = Path(__file__).parents[3]


def test_the_noted_format_is_that_of_the_migrations() -> None:
    """Whoever adds a migration notes here what it leads to."""
    assert format_number() == format_number(STEPS)
    assert digest_of(_schema_after(STEPS, len(STEPS._migrations))) == SCHEMA


def test_reading_and_saving_need_no_sqlite_utils(tmp_path: Path) -> None:
    """Loading it would hold up a start, or a key."""
    path = tmp_path / "档案.db"
    with Archive.create(path) as archive:
        archive.add(sample(), Summary())
    script = """
import sys
from msgspec.structs import replace
from pathlib import Path
from core.archive.archive import Archive
archive = Archive.open(Path(sys.argv[1]))
form, entry = archive.load(1), archive.list()[0]
archive.save(1, replace(form, project="另一个项目"), entry.summary)
assert archive.load(1).project == "另一个项目"
assert "sqlite_utils" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", script, path], cwd=ROOT, check=True)
