"""Which characters the machine's faces can draw, kept in the cache folder.

Reading every installed face takes seconds and some of them have thirty thousand characters, so it
is done once for each file and again only when the file is another. A face is closed as soon as
its characters are known.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from core.output import OWNER_ONLY, PRIVATE, OutputError, write_whole

NAME: Final = "installed-faces-1.json"
"""Raise the number whenever what is written is to be made anew."""

_MAY_NOT_BE_EMBEDDED: Final = 0x0002
_MOST_BYTES: Final = 64 * 1024 * 1024
_ITALIC: Final = 0x0001
_REGULAR: Final = 400
_SONG: Final = r"song|serif|宋|明|ming|mincho|simsun|sun-?ext"
_NEARLY: Final = r"fang|仿|kai|楷"
_HEI: Final = r"hei|黑|sans|gothic|yahei|雅"
_CHINESE: Final = r"\b(sc|cn|gb|gbk)\b|simplified|sim(sun|hei)|[简简宋黑楷]体"
_OTHER_CHINESE: Final = r"\b(tc|hk|tw)\b|traditional|mingliu|[繁體]"
_JAPANESE: Final = r"\b(jp|j)\b|japan|mincho|日本|明朝"
_KOREAN: Final = r"\b(kr|k)\b|korea|batang|malgun"
_CODE_PAGES: Final = {18: 0, 20: 1, 17: 3, 19: 4}
"""Bits of OS/2's code pages: 简, 繁, 日, 韩."""


class KnownFace(Struct, frozen=True):
    """A face in a file, what it can draw, and how gladly it is used (least first)."""

    path: Path
    index: int
    rank: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def draws(self, code: int) -> bool:
        """Whether it has this character."""
        at = bisect_right(self.starts, code) - 1
        return at >= 0 and code <= self.ends[at]


def known_faces(files: Iterable[Path], cache: Path) -> list[KnownFace]:
    """The faces in these files, the first choice first; ``cache`` is the folder of the index."""
    index = cache / NAME
    before, now = _load(index), dict[str, Any]()
    for path in files:
        try:
            state = path.stat()
        except OSError:
            continue
        stamp = [state.st_mtime_ns, state.st_size]
        known = before.get(str(path))
        if known is None or known["stamp"] != stamp:
            known = {"stamp": stamp, "faces": list(_read(path))}
        now[str(path)] = known
    if now != before:
        _store(index, now)
    faces = (_face(Path(path), one) for path, known in now.items() for one in known["faces"])
    return sorted(faces, key=lambda face: (face.rank, str(face.path), face.index))


def _face(path: Path, one: dict[str, Any]) -> KnownFace:
    spans = one["spans"]
    return KnownFace(path, one["index"], tuple(one["rank"]), tuple(spans[::2]), tuple(spans[1::2]))


def _load(index: Path) -> dict[str, Any]:
    """What was written last; nothing where it is damaged."""
    try:
        if index.stat().st_size > _MOST_BYTES:
            return {}
        found = json.loads(index.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {path: known for path, known in found.items() if _is_sound(known)}


def _is_sound(known: object) -> bool:
    match known:
        case {"stamp": [int(), int()], "faces": list(faces)}:
            return all(map(_is_sound_face, faces))
    return False


def _is_sound_face(face: object) -> bool:
    match face:
        case {"index": int(), "rank": [int(), int(), int(), int()], "spans": list(spans)}:
            whole = all(isinstance(code, int) for code in spans)
            return whole and len(spans) % 2 == 0 and all(a <= b for a, b in pairwise(spans))
    return False


def _store(index: Path, now: dict[str, Any]) -> None:
    # Where it cannot be kept, the next start reads the faces again.
    with suppress(OSError, OutputError):
        index.parent.mkdir(mode=OWNER_ONLY, parents=True, exist_ok=True)
        write_whole(index, json.dumps(now).encode(), mode=PRIVATE)


@contextmanager
def opened(path: Path, index: int) -> Iterator[Any]:
    """A face of a file by fontTools, closed after the block. Raises whatever it makes of it."""
    from fontTools.ttLib import TTFont

    with path.open("rb") as stream:
        yield TTFont(stream, fontNumber=index, lazy=True)


def _read(path: Path) -> Iterator[dict[str, Any]]:
    """The faces in a file that may be embedded."""
    for index in range(_faces_in(path)):
        try:
            yield _read_face(path, index)
        except ImportError:
            raise  # a part of the program is missing, not a face broken
        except Exception:  # noqa: BLE001, S112  (fontTools raises whatever a broken file is)
            continue


def _read_face(path: Path, index: int) -> dict[str, Any]:
    with opened(path, index) as font:
        if not ({"glyf", "CFF "} & set(font.keys())):
            raise ValueError("no outlines")
        if font["OS/2"].fsType & _MAY_NOT_BE_EMBEDDED:
            raise ValueError("may not be embedded")
        return {
            "index": index,
            "rank": rank(_names(font), font["OS/2"]),
            "spans": spans(font.getBestCmap() or {}),
        }


def _names(font: Any) -> str:  # noqa: ANN401  (fontTools' own)
    records = (record for record in font["name"].names if record.nameID in (1, 2, 4, 16, 17))
    return " ".join(record.toUnicode(errors="replace") for record in records)


def rank(names: str, table: Any) -> list[int]:  # noqa: ANN401
    """Song before hei, regular before bold, Chinese before Japanese; upright before slanted.

    ``names`` are those that the face gives itself, ``table`` is its OS/2.
    """
    # 仿宋 is no 宋, “sans serif” no serif.
    kinds = ((_NEARLY, 1), (_HEI, 2), (_SONG, 0))
    kind = next((place for words, place in kinds if _says(words, names)), len(kinds))
    slanted = int(bool(table.fsSelection & _ITALIC))
    return [slanted, kind, abs(int(table.usWeightClass) - _REGULAR), _language(names, table)]


def _language(names: str, table: Any) -> int:  # noqa: ANN401
    for words, place in ((_JAPANESE, 3), (_KOREAN, 4), (_OTHER_CHINESE, 1), (_CHINESE, 0)):
        if _says(words, names):
            return place
    pages = int(getattr(table, "ulCodePageRange1", 0))
    told = [place for bit, place in _CODE_PAGES.items() if pages >> bit & 1]
    return min(told, default=2)


def _says(words: str, names: str) -> bool:
    return re.search(words, names, re.IGNORECASE) is not None


def spans(codes: Iterable[int]) -> list[int]:
    """Characters as first and last of each unbroken run."""
    found: list[int] = []
    for code in sorted(codes):
        if found and code == found[-1] + 1:
            found[-1] = code
        else:
            found += (code, code)
    return found


def first_with(faces: Sequence[KnownFace], code: int) -> Iterator[KnownFace]:
    """The faces that have this character, the first choice first."""
    return (face for face in faces if face.draws(code))


def _faces_in(path: Path) -> int:
    try:
        with path.open("rb") as stream:
            start = stream.read(12)
    except OSError:
        return 0
    return min(int.from_bytes(start[8:12], "big"), 256) if start[:4] == b"ttcf" else 1
