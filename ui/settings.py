"""What the window remembers from one day to the next, in a file beside the archive.

Only comfort lies here: a lost or broken file means a window in its first shape, nothing else.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from core.output import OutputError, write_whole

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
    folder: str = ""


def load_settings(folder: Path) -> Settings:
    """The settings kept in ``folder``; whatever cannot be read there is as at the first start."""
    try:
        data = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    settings = Settings()
    if isinstance(data, dict):
        for field in fields(Settings):
            value = data.get(field.name)
            if type(value) is type(getattr(settings, field.name)):
                setattr(settings, field.name, value)
    return settings


def store_settings(folder: Path, settings: Settings) -> None:
    """Keep the settings; where that is impossible the next start just looks like the first."""
    text = json.dumps(asdict(settings), ensure_ascii=False, indent=1) + "\n"
    try:
        write_whole(folder / NAME, text.encode())
    except OutputError:
        return
