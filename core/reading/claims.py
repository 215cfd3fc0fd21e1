"""Fields of the head that several labels ask for: each goes to its surest label."""

from __future__ import annotations

from core.reading.collector import Claim, Collector
from core.regex import regex

_DEPARTMENT = regex(r"[^单位]*部门(?:名称)?(?:及?(?:代码|编码))?")


def settle(collector: Collector) -> None:
    """Give each field of the head to its surest label; the others are sections of their own."""
    _tell_department(collector)
    for name in ("project", "department", "unit", "year", "total_score"):
        claims = [claim for claim in collector.claims if claim.field == name]
        claims.sort(key=lambda claim: (not claim.found.text, claim.rank))
        if not claims:
            continue
        best, *others = claims
        if name in {"year", "total_score"} and not collector.put(name, best.found):
            others = claims
        elif name not in {"year", "total_score"}:
            collector.fields[name] = best.found
        for other in others:
            same = name in {"year", "total_score"} or other.label == best.label
            collector.repeat(name if same else f"sections/{other.label}", other.found)
            if other.found.text and other.found.text != collector.fields[name].text:
                collector.add_named(f"sections/{other.label}", other.found)
            elif other.found.text:  # said twice
                collector.labels += other.found.spots


def _tell_department(collector: Collector) -> None:
    """Of 预算部门 beside 预算单位 on the form of a project, the first is the 主管部门."""
    fields = {claim.field for claim in collector.claims}
    units = [claim for claim in collector.claims if claim.field == "unit"]
    above = [claim for claim in units if _DEPARTMENT.fullmatch(claim.label)]
    if "project" in fields and "department" not in fields and 0 < len(above) < len(units):
        told = [Claim("department", c.rank, c.label, c.found) if c in above else c for c in units]
        collector.claims[:] = [c for c in collector.claims if c not in units] + told
