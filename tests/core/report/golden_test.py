"""The sample's pages, line by line: a change of the paper is seen here before it is printed.

After looking at the pages and finding the change right:
``UPDATE_GOLDEN=1 .venv/bin/pytest tests/core/report/golden_test.py``
"""

import os
from collections.abc import Iterator
from pathlib import Path

from core.assessment import assess
from core.report.page_composition import compose
from core.sample import sample
from core.scoring.profile_file import load_profile
from core.sheet.form import lay_out
from core.sheet.page_setup import MM

GOLDEN = Path(__file__).parents[2] / "golden" / "sample_pages.txt"


def described() -> Iterator[str]:
    """Each page with its texts: place and size of the cell in millimetres, lines parted by ｜."""
    plan = compose(lay_out(sample(), assess(sample(), load_profile("财政部2020"))))
    for number, page in enumerate(plan.pages, 1):
        yield f"第{number}页"
        for piece in page.pieces:
            cell = plan.cells[piece.cell]
            lines = cell.again if piece.again else cell.lines[: piece.count]
            box = (cell.left, piece.top, cell.width, piece.height)
            place = " ".join(f"{side / MM:6.1f}" for side in box)
            yield f"{place}  {'｜'.join(line.text for line in lines)}".rstrip()


def test_the_pages_of_the_sample_are_as_they_were_signed() -> None:
    found = "\n".join(described()) + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(found, encoding="utf-8", newline="\n")
    assert found == GOLDEN.read_text(encoding="utf-8")
