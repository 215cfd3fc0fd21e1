"""What is said of many forms that go out: before, and at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.issuing.batch import Done, Expected, Made, Outcome
from core.quoting import one_line

LOST = "空表里没有位置、不会写入的内容："
TOLD = "请核对："


def remarks_ahead(expected: Sequence[Expected]) -> str:
    """What should be read before the files are written, form by form; blank where nothing."""
    blocks = [_block(one.title, _ahead(one)) for one in expected if one.why or one.lost or one.told]
    return "\n\n".join(blocks)


def trial_of(made: Made) -> str:
    """What comes of a form in a blank before it is filled in for good."""
    lines = [*_listed(LOST, made.lost), *_listed(TOLD, made.told)]
    return "\n".join(lines) or "这份表的内容在空表里都有位置。"


def summary_of(done: Sequence[Done]) -> str:
    """How many came to what end, in one sentence."""
    counts = {outcome: sum(one.outcome is outcome for one in done) for outcome in Outcome}
    said = {
        Outcome.WRITTEN: "已导出 {} 份",
        Outcome.SKIPPED: "{} 份已有同名文件，没有动",
        Outcome.REFUSED: "{} 份没有导出，原因见下",
        Outcome.STOPPED: "其余 {} 份已停止",
    }
    kept = [words.format(counts[outcome]) for outcome, words in said.items() if counts[outcome]]
    return "；".join(kept) or "没有可以导出的自评表"


def remarkable(done: Sequence[Done]) -> bool:
    """Whether there is more to be said than that all was written."""
    return any(one.outcome is not Outcome.WRITTEN or one.lost or one.told for one in done)


def report(done: Sequence[Done]) -> str:
    """What became of each form, to be read."""
    return "\n".join(_block(_head(one), _after(one)) for one in done)


def report_table(done: Sequence[Done]) -> str:
    """The same as lines with tabs, for a table or a letter."""
    rows = [("项目", "结果", "文件", "没有位置的内容", "请核对")]
    for one in done:
        name = one.path.name if one.path is not None else ""
        result = f"{one.outcome.value}：{one.why}" if one.why else one.outcome.value
        rows.append((one.title, result, name, "；".join(one.lost), "；".join(one.told)))
    return "\n".join("\t".join(one_line(cell) for cell in row) for row in rows)


def _ahead(one: Expected) -> Iterator[str]:
    if one.why:
        yield f"不能导出：{one.why}"
    yield from _listed(LOST, one.lost)
    yield from _listed(TOLD, one.told)


def _head(one: Done) -> str:
    name = f"：{one.path.name}" if one.path is not None else ""
    return f"{one.title}　{one.outcome.value}{name}"


def _after(one: Done) -> Iterator[str]:
    if one.why:
        yield one.why
    yield from _listed(LOST.replace("不会", "没有"), one.lost)
    yield from _listed(TOLD, one.told)


def _listed(head: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield head
        yield from (f"· {line}" for line in lines)


def _block(head: str, lines: Iterator[str]) -> str:
    return "\n".join((head, *("    " + line.replace("\n", "\n      ") for line in lines)))
