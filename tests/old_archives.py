"""Archives of earlier formats, as they lie in the repository: copied before a test opens one."""

import shutil
from pathlib import Path

from core.archive.evidence_files import folder_of

FOLDER = Path(__file__).parent / "golden" / "archives"


def old_archives(pattern: str = "*") -> list[str]:
    """The names of those that fit."""
    return sorted(path.name for path in FOLDER.glob(f"{pattern}.db"))


def put_old_archive(name: str, folder: Path) -> Path:
    """A copy in this folder, with the evidence that lies beside it."""
    path = folder / name
    shutil.copyfile(FOLDER / name, path)
    if (evidence := folder_of(FOLDER / name)).is_dir():
        shutil.copytree(evidence, folder_of(path))
    return path
