"""Which 佐证材料 of a final form came after its 定稿, when and by whom: in words, for a list."""

from __future__ import annotations

from core.archive.archive import Archive
from core.archive.late_evidence import added_evidence, with_same_paper
from core.archive.overview import moment
from core.quoting import one_line


def late_files(archive: Archive, evaluation_id: int) -> dict[tuple[int, str], str]:
    """``定稿后 2022-03-01 15:20 王五登记`` by row and SHA-256. Raises ``ArchiveError``."""
    history = {info.number: info for info in archive.history(evaluation_id)}
    numbers = with_same_paper(tuple(history.values()), archive.entry(evaluation_id).version)
    forms = [archive.load(evaluation_id, number) for number in numbers]
    told: dict[tuple[int, str], str] = {}
    for before, after, number in zip(forms, forms[1:], numbers[1:], strict=False):
        info = history[number]
        words = f"定稿后 {moment(info.saved)} {one_line(info.author)}".rstrip() + "登记"
        told |= {(node, one.sha256): words for node, one in added_evidence(before, after)}
    return told
