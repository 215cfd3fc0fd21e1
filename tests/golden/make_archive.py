"""Makes the golden archive of the present format: one that has lived, kept for ever.

    python -m tests.golden.make_archive

To be run once for each new format, on the day it is born; a file that is there is never made anew.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from msgspec.structs import replace

from core.archive.archive import Archive
from core.archive.backup import write_backup
from core.archive.connection import format_number
from core.archive.filed_evidence import file_evidence
from core.assessment import assess
from core.issuing.finalizing import finalize
from core.model.edits import File, SetField, apply
from core.model.evaluation import ROOT, Evaluation
from core.model.path import Path as Field
from core.sample import sample
from core.scoring.profile_file import load_profile
from core.summary import summarize
from core.years.carry_over import carry_over

FOLDER = Path(__file__).parent / "archives"
RULES = load_profile()


def put(archive: Archive, form: Evaluation, follows: int | None = None) -> int:
    found = summarize(form, assess(form, RULES))
    return archive.add(form, found, rules=RULES.text, follows=follows)


def save(archive: Archive, number: int, form: Evaluation) -> None:
    found = summarize(form, assess(form, RULES))
    archive.save(number, form, found, rules=RULES.text, new_version=True)


def live(archive: Archive) -> None:
    """定稿 taken back and done again, signed, corrected; next year's begun; one thrown away."""
    first = put(archive, replace(sample(), goal_actual="初稿"))
    save(archive, first, sample())
    finalize(archive, first)
    archive.reopen(first)
    unit = SetField(Field(ROOT, "unit"), "上海市社会保险事业管理中心（本级）")
    save(archive, first, apply(sample(), unit))
    finalize(archive, first)
    archive.file_scan(first, "签章.png", b"\x89PNG\r\n\x1a\n signed", 1)
    correction = archive.correct(first)
    save(archive, correction, apply(archive.load(correction), SetField(unit.path, sample().unit)))
    archive.issue(correction, archive.entry(correction).version)
    put(archive, carry_over(archive.load(first), 2022), follows=first)
    archive.author = "张三"
    wrong = put(archive, replace(sample(), project="放错的一份"))
    filed = file_evidence(archive, "验收单.png", b"\x89PNG\r\n\x1a\n accepted")
    save(archive, wrong, apply(archive.load(wrong), File(ROOT, (filed,))))
    archive.remove(wrong)


def main() -> None:
    target = FOLDER / f"format-{format_number()}-lived.db"
    if target.exists():
        print(f"{target.name} is there already")  # noqa: T201  (a script tells what it did)
        return
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "自评档案.db"
        with Archive.create(made) as archive:
            live(archive)
            write_backup(archive, target)
    target.chmod(0o644)
    print(f"{target.name}  {target.stat().st_size / 1000:.0f} kB")  # noqa: T201


if __name__ == "__main__":
    main()
