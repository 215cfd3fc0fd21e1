"""What the window remembers from one day to the next, in a file beside the archive.

Only comfort lies here: a lost or broken file means a window in its first shape, nothing else.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final, NamedTuple

from msgspec import Struct, field
from msgspec.structs import asdict, astuple

from core.filling.beginning import UnitDetails
from core.home import home_folder
from core.issuing.options import PrintOptions
from core.output import PRIVATE, OutputError, write_whole
from core.quoting import shown
from core.sheet.page_setup import NAMES, USUAL, Margins, MarginsError, PageSetup
from core.storage import answers

NAME = "窗口设置.json"


class FileUse(StrEnum):
    """What files are for: those of a use are kept together."""

    EXPORT = "export"
    DATA = "data"
    IMPORT = "import"
    BLANK = "blank"
    SCAN = "scan"
    EVIDENCE = "evidence"
    HANDOVER = "handover"
    BACKUP = "backup"


class Settings(Struct):
    """Sizes are logical pixels."""

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
    """Where the clerk last chose a file or put one."""
    folders: dict[str, str] = field(default_factory=dict)
    """The same for each use of files (a ``FileUse``'s value)."""
    exported: str = ""
    """The kind of file that was exported last (a ``Paper``'s value)."""
    blank: str = ""
    """The name of the bureau's blank that was filled in last."""
    strip: list[int] = field(default_factory=list)
    """Where the strip for retyping stands: left and top; nothing: at its first place."""
    chrome: str = ""
    """``light`` or ``dark``; nothing: as the system is."""
    stamped: bool = True
    """Whether pages bear their QR, code and version."""
    landscape: bool = False
    """Whether forms are printed across."""
    duplex: bool = False
    """Whether pages are printed on both sides."""
    margins: list[float] = field(default_factory=lambda: [*astuple(USUAL)])
    """订口, 切口, 天头, 地脚 in millimetres."""
    second_places: list[str] = field(default_factory=list)
    """Folders with backups beside the one at the archive."""
    second_kept: dict[str, str] = field(default_factory=dict)
    """When each of these folders got its last backup (ISO 8601): a stick may be elsewhere."""
    second_asked: str = ""
    """The day (ISO 8601) on which a second place was asked for last."""
    keys: dict[str, str] = field(default_factory=dict)
    """Keys that the clerk gave to commands, by their ids; nothing: the command has none."""
    person: str = ""
    """Who works here; stands with each version that is saved."""
    person_asked: bool = False
    """Whether the name was asked for: that is done once."""
    own_unit: str = ""
    own_department: str = ""
    own_reporter: str = ""
    own_telephone: str = ""
    """What new forms say of the unit and of who fills them in."""
    input_tested: bool = False
    """Whether Chinese has come through an input method in 输入法测试."""
    blank_rows: dict[str, int] = field(default_factory=dict)
    """How many blank rows the clerk said shall stay, by the number of the form."""
    storage_told: str = ""
    """What was said last about the place of the archive: it is said once."""

    def start_of(self, use: FileUse) -> str:
        """Where a dialog for files begins: where such a file was last, else any, else 文档.

        A folder that is gone (a stick that was taken out, a share that does not answer) is none.
        """
        from PySide6.QtCore import QStandardPaths

        documents = QStandardPaths.StandardLocation.DocumentsLocation
        usual = QStandardPaths.writableLocation(documents)
        known = (self.folders.get(use.value, ""), self.folder, usual)
        return next(
            (one for one in known if one and answers(Path(one))), str(home_folder() or usual)
        )

    def note_folder(self, use: FileUse, folder: Path) -> None:
        """The clerk chose a file of this use there, or put one there."""
        self.folder = self.folders[use.value] = str(folder)

    def let_blank_rows_stay(self, form: int | None, count: int) -> None:
        """So many blank rows of this form are meant; those of the forms asked last are known."""
        if form is not None:
            self.blank_rows.pop(str(form), None)
            self.blank_rows[str(form)] = count
            for old in list(self.blank_rows)[:-_MOST_FORMS]:
                del self.blank_rows[old]

    @property
    def unit_details(self) -> UnitDetails:
        """What new forms say of the unit and of who fills them in."""
        return UnitDetails(
            self.own_unit, self.own_department, self.own_reporter, self.own_telephone
        )

    @unit_details.setter
    def unit_details(self, details: UnitDetails) -> None:
        self.own_unit, self.own_department = details.unit, details.department
        self.own_reporter, self.own_telephone = details.reporter, details.telephone

    @property
    def print_options(self) -> PrintOptions:
        """How pages were printed last."""
        return PrintOptions(plain=not self.stamped, setup=self.page_setup)

    @property
    def page_setup(self) -> PageSetup:
        """How pages lay on their sheets last."""
        return PageSetup(self.landscape, self.duplex, Margins(*self.margins))


class Loaded(NamedTuple):
    """The settings, and a sentence where something in the file was not usable."""

    settings: Settings
    sentence: str = ""


def load_settings(folder: Path) -> Loaded:
    """The settings kept in ``folder``; what is not usable there is as at the first start.

    A file that is damaged, or no file at all, is set aside under another name: whatever it holds,
    the window opens.
    """
    path = folder / NAME
    settings = Settings()
    try:
        data = _read(path)
    except FileNotFoundError:
        return Loaded(settings)
    except (OSError, ValueError, RecursionError, MemoryError):
        return Loaded(settings, _set_aside(path, "不能读取，窗口按初始的样子打开"))
    if not isinstance(data, dict):
        return Loaded(settings, _set_aside(path, "不能读取，窗口按初始的样子打开"))
    known = data.keys() & set(Settings.__struct_fields__)
    usable = {name for name in known if _USABLE[name](data[name])}
    for name in usable:
        setattr(settings, name, data[name])
    if usable == known:
        return Loaded(settings)
    return Loaded(settings, _set_aside(path, "有几处不能用，这几处按初始的样子"))


def text_of(settings: Settings) -> str:
    """The settings as their file holds them."""
    return json.dumps(asdict(settings), ensure_ascii=False, indent=1) + "\n"


def store_settings(folder: Path, settings: Settings) -> bool:
    """Keep the settings; where that is impossible the next start just looks like the first.

    ``False`` then.
    """
    content = text_of(settings).encode("utf-8", "replace")
    path = folder / NAME
    try:
        write_whole(path, content, mode=PRIVATE, own=True)
    except OutputError:
        return False
    return True


def _read(path: Path) -> object:
    """The JSON in the file: never through a link, from a pipe, or without end."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    with os.fdopen(os.open(path, flags), "rb") as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise ValueError("no file")
        text = stream.read(_MOST_BYTES + 1)
    if len(text) > _MOST_BYTES:
        raise ValueError("too large")
    return json.loads(text.decode("utf-8"))


def _set_aside(path: Path, what: str) -> str:
    """Keep the file under a name that is free; the sentence about it."""
    said = f"窗口设置文件{shown(path.name)}{what}"
    for number in range(1, _MOST_KEPT):
        kept = path.with_name(f"{path.stem}（有问题 {number}）{path.suffix}")
        if not os.path.lexists(kept):
            with suppress(OSError):
                path.rename(kept)
                return f"{said}；原文件改名为{shown(kept.name)}留存"
            break
    return said


_MOST_BYTES: Final = 1_000_000
_MOST_KEPT: Final = 100
_MOST_PIXELS: Final = 20_000
_MOST_PLACES: Final = 20
_LONGEST_PATH: Final = 4_096
LONGEST_LINE: Final = 255
"""Characters of a name of a unit, a file, a blank."""
_MOST_KEYS: Final = 500
_MOST_FORMS: Final = 200
_LONGEST_KEYS: Final = 60


def _pixels(value: object) -> bool:
    return type(value) is int and 0 <= value <= _MOST_PIXELS


def _size(value: object) -> bool:
    return type(value) is int and 100 <= value <= _MOST_PIXELS


def _point(value: object) -> bool:
    """Nothing, or a place on some screen; one may lie left of or above the first."""
    return isinstance(value, list) and len(value) in {0, 2} and all(map(_coordinate, value))


def _coordinate(value: object) -> bool:
    return type(value) is int and abs(value) <= _MOST_PIXELS


def _switch(value: object) -> bool:
    return isinstance(value, bool)


def _margins(value: object) -> bool:
    if not isinstance(value, list) or len(value) != len(NAMES):
        return False
    if any(type(figure) not in (int, float) for figure in value):
        return False
    try:
        Margins(*value)
    except MarginsError:
        return False
    return True


def _number(value: object) -> bool:
    """An evaluation's, as SQLite can have them."""
    return type(value) is int and 0 <= value < 2**63


def _zoom(value: object) -> bool:
    return type(value) in (int, float) and (value == 0 or 0.1 <= value <= 10)  # type: ignore[operator]


def _path(value: object) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST_PATH and "\0" not in value


def _name(value: object) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_LINE


def _chrome(value: object) -> bool:
    return value in ("", "light", "dark")


def _moment(value: object) -> bool:
    if not isinstance(value, str):
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _places(value: object) -> bool:
    return isinstance(value, list) and len(value) <= _MOST_PLACES and all(map(_place, value))


def _place(value: object) -> bool:
    return _path(value) and Path(str(value)).is_absolute()


def _backup_days(value: object) -> bool:
    few = isinstance(value, dict) and len(value) <= 10 * _MOST_PLACES
    return few and all(_path(place) and _moment(day) for place, day in value.items())  # type: ignore[attr-defined]


def _folders(value: object) -> bool:
    few = isinstance(value, dict) and len(value) <= _MOST_PLACES
    return few and all(_short(use) and _path(place) for use, place in value.items())  # type: ignore[attr-defined]


def _keys(value: object) -> bool:
    few = isinstance(value, dict) and len(value) <= _MOST_KEYS
    return few and all(_short(name) and _short(keys) for name, keys in value.items())  # type: ignore[attr-defined]


def _counts(value: object) -> bool:
    few = isinstance(value, dict) and len(value) <= _MOST_FORMS
    return few and all(_short(form) and _number(count) for form, count in value.items())  # type: ignore[attr-defined]


LONGEST_NAME: Final = 40
"""Characters of a person's name."""


def _person(value: object) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_NAME and value.isprintable()


def _line(value: object) -> bool:
    return _name(value) and str(value).isprintable()


def _short(value: object) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST_KEYS


_SWITCHES: Final = (
    "maximized",
    "left_open",
    "right_open",
    "stamped",
    "landscape",
    "duplex",
    "person_asked",
    "input_tested",
)
_OWN: Final = ("own_unit", "own_department", "own_reporter", "own_telephone")

_USABLE: Final[dict[str, Callable[[object], bool]]] = {
    **dict.fromkeys(("width", "height"), _size),
    **dict.fromkeys(("left", "right", "explanation"), _pixels),
    **dict.fromkeys(_SWITCHES, _switch),
    **dict.fromkeys(_OWN, _line),
    "margins": _margins,
    "evaluation": _number,
    "strip": _point,
    "zoom": _zoom,
    **dict.fromkeys(("folder", "storage_told"), _path),
    "chrome": _chrome,
    "second_places": _places,
    "second_kept": _backup_days,
    "folders": _folders,
    "keys": _keys,
    "blank_rows": _counts,
    "person": _person,
    **dict.fromkeys(("exported", "blank"), _name),
    "second_asked": lambda value: value == "" or _moment(value),
}
"""For each setting whether a value read from the file can be used: its type and its range."""
