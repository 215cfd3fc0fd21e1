"""What the window remembers from one day to the next, in a file beside the archive.

Only comfort lies here: a lost or broken file means a window in its first shape, nothing else.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

from core.output import PRIVATE, OutputError, write_whole

NAME = "窗口设置.json"


@dataclass
class Settings:
    """Sizes are logical pixels; ``folder`` is where the clerk last put an export."""

    width: int = 1440
    height: int = 900
    maximized: bool = False
    left: int = 0
    right: int = 0
    explanation: int = 0
    left_open: bool = True
    right_open: bool = True
    evaluation: int = 0
    zoom: float = 0.0
    """Of the paper; 0 means: as it fits the window."""
    folder: str = ""
    chrome: str = ""
    """``light`` or ``dark``; nothing: as the system is."""
    stamped: bool = True
    """Whether pages bear their QR, code and version."""
    landscape: bool = False
    """Whether forms are printed across."""
    second_places: list[str] = field(default_factory=list)
    """Folders with backups beside the one at the archive."""
    second_kept: dict[str, str] = field(default_factory=dict)
    """When each of these folders got its last backup (ISO 8601): a stick may be elsewhere."""
    second_asked: str = ""
    """The day (ISO 8601) on which a second place was asked for last."""


def load_settings(folder: Path) -> Settings:
    """The settings kept in ``folder``; whatever cannot be read there is as at the first start."""
    try:
        data = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    settings = Settings()
    if isinstance(data, dict):
        for own in fields(Settings):
            value = data.get(own.name)
            if isinstance(value, list):
                value = [item for item in value if isinstance(item, str)]
            if type(value) is type(getattr(settings, own.name)):
                setattr(settings, own.name, value)
    return settings


def store_settings(folder: Path, settings: Settings) -> None:
    """Keep the settings; where that is impossible the next start just looks like the first."""
    text = json.dumps(asdict(settings), ensure_ascii=False, indent=1) + "\n"
    try:
        write_whole(folder / NAME, text.encode(), mode=PRIVATE)
    except OutputError:
        return
