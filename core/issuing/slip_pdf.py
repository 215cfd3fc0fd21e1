"""修改单: what changed between two versions of a form, as a PDF to be filed with the signed one."""

from __future__ import annotations

from core.model.evaluation import Evaluation, year_name
from core.sheet.slip_sheet import Slip, lay_out_slip
from core.years.comparison import changes


def slip_pdf(old: Evaluation, new: Evaluation, before: str, after: str) -> bytes:
    """What changed from ``old`` to ``new``; ``before`` and ``after`` say which they are."""
    from core.report.archival import Description
    from core.report.pdf_writer import render

    lines = tuple((change.name, change.old, change.new) for change in changes(old, new))
    return render(
        lay_out_slip(Slip(new, before, after, lines)),
        Description(
            title="绩效自评表修改单",
            author=new.unit,
            subject=f"{new.project}（{year_name(new.year)} 年度）：{before} → {after}",
        ),
    )
