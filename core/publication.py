"""The form as it is published: without the names and phone numbers of people."""

from __future__ import annotations

import re
from dataclasses import replace

from core.model.evaluation import Evaluation

_PERSONAL = re.compile("电话|手机|联系|填报人|填表人|经办人|负责人|领导|签字|签章|身份证")


def for_publication(evaluation: Evaluation) -> Evaluation:
    """The same form without signatures, and with the sections blank that name people."""
    sections = tuple(
        replace(section, text="") if _PERSONAL.search(section.name) else section
        for section in evaluation.sections
    )
    return replace(evaluation, signatures=(), sections=sections)
