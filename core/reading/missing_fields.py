"""Which fields that every form has were not found, and what is said of it."""

from __future__ import annotations

from msgspec.structs import replace

from core.reading.collector import Collector
from core.reading.form_map import FoundField

_WANTED = {
    "project": "项目名称",
    "department": "主管部门",
    "unit": "实施单位",
    "year": "年度",
    "money_unit": "金额单位",
}
_WHOLE_DEPARTMENT = "整体"
"""A form for a whole 部门 has no project and no department above it."""


def missing(collector: Collector) -> dict[str, str]:
    """Why fields are blank that every form has."""
    title = collector.fields.get("title", FoundField(())).text
    units = [claim.label for claim in collector.claims if claim.field == "unit"]
    whole = _WHOLE_DEPARTMENT in title or any("部门" in label for label in units)
    doubts = {
        name: f"没有找到{label}"
        for name, label in _WANTED.items()
        if name not in collector.fields
        and not (whole and name in {"project", "department"})
        and not (name == "money_unit" and not collector.funds)
    }
    if "title" not in collector.fields:
        doubts["title"] = "没有找到表名"
    keys = {place.key for head in collector.indicator_heads for place in head.columns}
    if "actual" not in keys and "title" in collector.fields:
        found = collector.fields["title"]
        doubt = "表里没有实际完成值一栏，只能作为自评表的开头"
        collector.fields["title"] = replace(found, doubt=found.doubt or doubt)
    return doubts
