"""The draft of the 自评报告 as a file."""

from __future__ import annotations

from core.exchange.report_docx import report_docx
from core.model.evaluation import Evaluation
from core.scoring.profile import RuleProfile
from core.scoring.score import score
from core.years.last_year import LastForm
from core.years.report_draft import report_draft


def self_report(form: Evaluation, rules: RuleProfile, last: LastForm | None = None) -> bytes:
    """A Word file; ``last``: last year's form of the same project, where there is one."""
    draft = report_draft(form, score(form, rules), last)
    parts = [(part.heading, part.paragraphs) for part in draft.parts]
    return report_docx(draft.title, draft.note, parts)
