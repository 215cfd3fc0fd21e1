"""The years at a glance on paper: the picture and its figures on A4."""

from __future__ import annotations

from core.sheet.glance_sheet import lay_out_glance
from core.sheet.page_setup import UPRIGHT, PageSetup
from core.years.glance import HEAD, Glance
from core.years.glance_picture import picture


def glance_pdf(glance: Glance, setup: PageSetup = UPRIGHT) -> bytes:
    """The page as a PDF."""
    from core.report.archival import Description
    from core.report.pdf_writer import render
    from core.report.running import Running

    lines = [one.cells for one in glance.years]
    return render(
        lay_out_glance(glance.title, glance.subject, picture(glance), HEAD, lines),
        Description(title=glance.title, author="", subject=glance.subject),
        setup=setup,
        running=Running(f"{glance.title}　{glance.subject}"),
    )
