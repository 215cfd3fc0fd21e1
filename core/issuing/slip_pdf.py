"""修改单: what changed between two versions of a form, as a PDF to be filed with the signed one."""

from __future__ import annotations

from msgspec.structs import replace

from core.issuing.heading import heading
from core.issuing.stamping import Filing, stamp_of
from core.model.evaluation import Evaluation, year_name
from core.quoting import one_line
from core.sheet.page_setup import UPRIGHT, PageSetup
from core.sheet.slip_sheet import Slip, lay_out_slip
from core.years.comparison import changes


def slip_pdf(
    old: Evaluation,
    new: Evaluation,
    before: str,
    after: str,
    filing: Filing | None = None,
    setup: PageSetup = UPRIGHT,
) -> bytes:
    """What changed from ``old`` to ``new``; ``before`` and ``after`` say which they are.

    ``filing``: where an archive has the newer one.
    """
    from core.report.archival import Description
    from core.report.page_marks import Printed
    from core.report.pdf_writer import render
    from core.report.running import Running

    reason = new.correction_reason
    if not old.correction_reason:  # why a 更正 was begun stands above all changes
        old = replace(old, correction_reason=reason)
    lines = tuple((one.name, one.old, one.new, one.reason) for one in changes(old, new))
    return render(
        lay_out_slip(Slip(new, before, after, lines, one_line(reason))),
        Description(
            title="绩效自评表修改单",
            author=new.unit,
            subject=f"{new.project}（{year_name(new.year)} 年度）：{before} → {after}",
            made=None if filing is None else filing.saved,
        ),
        setup=setup,
        stamp=stamp_of(new, None, filing, Printed.SLIP),
        running=Running(heading(new), new.unit, Printed.SLIP.title),
    )
