"""The two Chinese faces with TrueType outlines, the only kind ReportLab embeds.

The package ``pylopdf-fonts-zh-cn`` (SIL OFL) brings Noto Serif SC (宋) and Noto Sans SC (黑) with
PostScript outlines. They are converted once: at set-up or packaging into ``resources/fonts``, else
at the first need into the user's cache. Paper and screen then use the same file. Converting takes
about half a minute a face, so never do it where somebody waits for a print.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, get_args

from core.output import OutputError, replacing
from core.places import cache_folder
from core.resources import resource

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

FaceName = Literal["song", "hei"]
FACE_NAMES: Final[tuple[FaceName, ...]] = get_args(FaceName)

FONTS: Final = resource("fonts")

# Part of the cache's folder name: raise it whenever `convert` begins to write other bytes.
RECIPE: Final = 1

# One thousandth of the em, the grain of these faces: no eye and no printer sees the difference.
MAX_ERROR: Final = 1.0

# What a TrueType face needs, and no layout tables: ReportLab neither kerns nor substitutes, so the
# screen measures a text as the paper does only if Qt finds no kerning to apply either.
KEPT_TABLES: Final = frozenset({"head", "hhea", "hmtx", "maxp", "OS/2", "name", "cmap", "post"})


def face_file(name: FaceName) -> Path:
    """Give the TrueType file of a face, converting it into the user's cache if nowhere ready."""
    installed = FONTS / f"{name}.ttf"
    if installed.exists():
        return installed
    cached = cache_folder() / f"faces-{RECIPE}" / f"{name}.ttf"
    if not cached.exists():
        try:
            convert(_source(name), cached)
        except OutputError:
            # Windows lets nobody replace an open file: another process was quicker, all is well.
            if not cached.exists():
                raise
    return cached


def install_faces() -> list[Path]:
    """Convert both faces into ``resources/fonts``, side by side in two processes."""
    from concurrent.futures import ProcessPoolExecutor

    targets = [FONTS / f"{name}.ttf" for name in FACE_NAMES]
    with ProcessPoolExecutor(max_workers=len(targets)) as pool:
        list(pool.map(convert, map(_source, FACE_NAMES), targets))
    return targets


def convert(source: Path, target: Path) -> None:
    """Write the face ``source`` with TrueType outlines; the same source gives the same bytes.

    ``target`` appears whole or not at all. Of two processes that convert at once the later one
    replaces the file with an equal one.
    """
    from fontTools.ttLib import TTFont

    font = TTFont(source, recalcTimestamp=False)
    _replace_outlines(font)
    _keep_windows_character_maps(font)
    target.parent.mkdir(parents=True, exist_ok=True)
    with replacing(target, own=True) as temporary:
        font.save(temporary)


def _source(name: FaceName) -> Path:
    # Imported here: the packaged program brings the converted files instead.
    import pylopdf_fonts_zh_cn as package

    return {"song": package.serif_path, "hei": package.sans_path}[name]()


def _replace_outlines(font: TTFont) -> None:
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib import newTable

    order, outlines, metrics = font.getGlyphOrder(), font.getGlyphSet(), font["hmtx"].metrics
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(None)
        outlines[name].draw(Cu2QuPen(pen, MAX_ERROR, reverse_direction=True))
        glyphs[name] = glyph = pen.glyph()
        glyph.recalcBounds(None)
        # A TrueType glyph is shifted by the difference between its left edge and this bearing.
        metrics[name] = (metrics[name][0], getattr(glyph, "xMin", 0))
    for tag in set(font.keys()) - KEPT_TABLES - {"GlyphOrder"}:
        del font[tag]
    font["loca"] = newTable("loca")
    font["glyf"] = table = newTable("glyf")
    table.glyphOrder, table.glyphs = order, glyphs
    font["gasp"] = gasp = newTable("gasp")
    gasp.gaspRange = {0xFFFF: 0x000F}  # smooth at every size: there is no hinting to follow
    font["post"].formatType = 3.0
    _fill_maximum_profile(font["maxp"])
    font.sfntVersion = "\x00\x01\x00\x00"


def _fill_maximum_profile(profile: object) -> None:
    # No instructions, no composites; fontTools counts points and contours itself when it writes.
    names = (
        "maxTwilightPoints maxStorage maxFunctionDefs maxInstructionDefs maxStackElements "
        "maxSizeOfInstructions maxComponentElements maxComponentDepth"
    )
    vars(profile).update(dict.fromkeys(names.split(), 0), tableVersion=0x00010000, maxZones=1)


def _keep_windows_character_maps(font: TTFont) -> None:
    # Basic plane, all planes, variation sequences. ReportLab reads the last of the first two kinds.
    wanted = {(3, 1), (3, 10), (0, 5)}
    maps = font["cmap"]
    maps.tables = [part for part in maps.tables if (part.platformID, part.platEncID) in wanted]


if __name__ == "__main__":
    for path in install_faces():
        sys.stdout.write(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB\n")
