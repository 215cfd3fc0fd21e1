"""The sRGB colour space as an ICC profile, made from its published numbers (IEC 61966-2-1).

An archival PDF says by such a profile what its blacks and greys mean; ours is made here, so no
file of somebody else's lies in the repository and no clock gets into it.
"""

from __future__ import annotations

import functools
import struct
from typing import Final

_WHITE: Final = (0.9642, 1.0, 0.8249)  # D50, as every profile has it
_PRIMARIES: Final = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
}
_STEPS: Final = 1024
_NAME: Final = b"sRGB IEC61966-2.1"


@functools.cache
def srgb_profile() -> bytes:
    """An ICC profile of version 2: three primaries and one curve."""
    curve = struct.pack(f">4s4xL{_STEPS}H", b"curv", _STEPS, *map(_light, range(_STEPS)))
    tags = {
        b"desc": struct.pack(f">4s4xL{len(_NAME) + 1}s78x", b"desc", len(_NAME) + 1, _NAME),
        b"cprt": b"text\0\0\0\0No copyright, use freely\0",
        b"wtpt": _xyz(_WHITE),
        **{tag: _xyz(place) for tag, place in _PRIMARIES.items()},
        **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve),
    }
    places: dict[bytes, int] = {}
    body, start = b"", 128 + 4 + 12 * len(tags)
    for data in tags.values():
        if data not in places:
            places[data] = start + len(body)
            body += data + bytes(-len(data) % 4)
    table = struct.pack(">L", len(tags)) + b"".join(
        struct.pack(">4sLL", tag, places[data], len(data)) for tag, data in tags.items()
    )
    header = struct.pack(
        ">L4sL4s4s4s6H4s",
        start + len(body),
        bytes(4),
        0x02100000,
        b"mntr",
        b"RGB ",
        b"XYZ ",
        *(2000, 1, 1, 0, 0, 0),
        b"acsp",
    )
    header = header.ljust(68, b"\0") + b"".join(map(_fixed, _WHITE))
    return header.ljust(128, b"\0") + table + body


def _light(step: int) -> int:
    """How much light a level gives, out of 65535."""
    level = step / (_STEPS - 1)
    light: float = level / 12.92 if level <= 0.04045 else ((level + 0.055) / 1.055) ** 2.4
    return round(light * 0xFFFF)


def _xyz(place: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(map(_fixed, place))


def _fixed(number: float) -> bytes:
    return struct.pack(">l", round(number * 0x10000))
