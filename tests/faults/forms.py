"""The archives that the faults are tried on."""

from pathlib import Path

from msgspec.structs import replace

from core.archive.archive import Archive
from core.archive.records import Summary
from core.model.evaluation import Evaluation
from core.sample import sample

FIGURES = Summary("96.70", "100.00", "优", "0.969976", 0, 5)


def marked(count: int) -> Evaluation:
    """The sample with a number on it that tells which save it was."""
    return replace(sample(), project=str(count))


def archive_in(folder: Path, forms: int = 3) -> Path:
    path = folder / "自评档案.db"
    with Archive.create(path) as archive:
        for _ in range(forms):
            archive.add(marked(0), FIGURES)
    return path
