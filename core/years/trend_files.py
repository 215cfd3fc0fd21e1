"""The years side by side on paper: the picture and its figures on A4."""

from __future__ import annotations

from core.sheet.page_setup import UPRIGHT, PageSetup
from core.sheet.trend_sheet import lay_out_trend
from core.years.trend import HEAD, Trend
from core.years.trend_picture import picture


def trend_pdf(trend: Trend, setup: PageSetup = UPRIGHT) -> bytes:
    """The page as a PDF."""
    from core.report.archival import Description
    from core.report.pdf_writer import render
    from core.report.running import Running

    lines = [one.cells for one in trend.years]
    return render(
        lay_out_trend(trend.title, trend.subject, picture(trend), HEAD, lines),
        Description(title=trend.title, author="", subject=trend.subject),
        setup=setup,
        running=Running(f"{trend.title}　{trend.subject}"),
    )
