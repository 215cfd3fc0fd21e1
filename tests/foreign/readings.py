"""How well foreign files are read: field recall and precision for each layout and kind of file.

``python -m tests.foreign.readings`` reads the golden files and, made at once, a hundred others;
with LibreOffice also some old Excel files and PDFs. ``--make [START]`` draws
the golden files (whose names start so) anew.
"""

from __future__ import annotations

import shutil
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import zip_longest
from random import Random

from core.exchange.sources.recognition import read_source
from core.model import selfeval
from core.reading.drafting import drafts
from tests.drawn_forms import JsonObject
from tests.foreign.cases import FILES, PRINTED, Case, golden_cases, random_case

ONE_TEXT = (
    *("title", "project", "department", "unit", "year", "money_unit"),
    *("goal_expected", "goal_actual", "total_points", "total_score"),
)
TARGET = 0.995
_FRESH = 100
_FRESH_PRINTED = 6


@dataclass
class Reading:
    """The fields of one file or of many: wanted, read, read rightly."""

    wanted: int = 0
    read: int = 0
    right: int = 0
    silent: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Wrong or missing and not doubtful: place -> wanted, read."""
    wrong: dict[str, tuple[str, str]] = field(default_factory=dict)

    def add(self, other: Reading) -> None:
        """Count another file's fields too."""
        self.wanted += other.wanted
        self.read += other.read
        self.right += other.right
        self.silent |= other.silent
        self.wrong |= other.wrong

    @property
    def recall(self) -> float:
        """The share of wanted fields that were read rightly."""
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def precision(self) -> float:
        """The share of read fields that are right."""
        return self.right / self.read if self.read else 1.0


def fields(form: JsonObject) -> dict[str, str]:
    """All texts of a form by place, without white space; blank ones left out."""
    found = {name: str(form.get(name, "")) for name in ONE_TEXT}
    for table in ("funds", "indicators"):
        for index, row in enumerate(form.get(table, [])):
            found |= {f"{table}/{index}/{k}": v for k, v in row.items() if isinstance(v, str)}
    for table in ("sections", "signatures"):
        found |= {f"{table}/{name}": text for name, text in form.get(table, {}).items()}
    return {place: bare for place, text in found.items() if (bare := "".join(text.split()))}


def measured(case: Case, data: bytes) -> Reading:
    """How well the file of a case is read."""
    result = Reading()
    read = drafts(read_source(data))
    for number, (wanted, draft) in enumerate(zip_longest(case.wanted(), read)):
        want = fields(wanted) if wanted is not None else {}
        got = fields(selfeval.to_dict(draft.evaluation)) if draft is not None else {}
        doubts = draft.doubts if draft is not None else {}
        result.wanted += len(want)
        result.read += len(got)
        result.right += sum(got.get(place) == text for place, text in want.items())
        for place in sorted(want.keys() | got.keys()):
            pair = (want.get(place, ""), got.get(place, ""))
            if pair[0] != pair[1]:
                result.wrong[f"{case.name} {number} {place}"] = pair
                if place not in doubts:
                    result.silent[f"{case.name} {number} {place}"] = pair
    return result


def fresh_cases() -> list[Case]:
    """Other files than the golden ones; printed ones only where LibreOffice is."""
    printed = shutil.which("soffice") is not None
    random = Random(20)  # noqa: S311  (the same ones each time)
    layouts = ["A", "B", "C", "D", "E", "F", "K", "L", "cost"]
    cases = [
        random_case(random, random.choice(layouts), random.choice(["xlsx", "docx"]), 1000 + at)
        for at in range(_FRESH)
    ]
    cases += [
        random_case(random, random.choice(layouts), kind, 3000 + at)
        for at in range(_FRESH // 4)
        for kind in PRINTED
    ]
    if printed:
        cases += [
            random_case(random, random.choice(layouts), kind, 2000 + at)
            for at in range(_FRESH_PRINTED)
            for kind in ("xls", "word.pdf", "excel.pdf")
        ]
    return cases


def make(starts: str) -> None:
    """Draw golden files anew (needs LibreOffice; two minutes for all)."""
    for case in golden_cases():
        if not case.name.startswith(starts):
            continue
        case.path.parent.mkdir(parents=True, exist_ok=True)
        case.path.write_bytes(case.bytes())
        print(case.path.name, case.path.stat().st_size)


def main() -> None:
    """Print the table, and what is wrong without being doubtful."""
    table: dict[tuple[str, str], Reading] = defaultdict(Reading)
    for case in golden_cases():
        table[case.layout, case.kind].add(measured(case, case.path.read_bytes()))
    for case in fresh_cases():
        table[case.layout, case.kind].add(measured(case, case.bytes()))
    whole, unruled = Reading(), Reading()
    print(f"{'layout':8}" + "".join(f"{kind:>20}" for kind in (*FILES, *PRINTED)))
    for layout in dict.fromkeys(layout for layout, _ in table):
        line = f"{layout:8}"
        for kind in (*FILES, *PRINTED):
            one = table.get((layout, kind), Reading())
            (unruled if kind == "plain.pdf" else whole).add(one)
            line += f"{f'{one.recall:.2%} / {one.precision:.2%}':>20}" if one.wanted else " " * 20
        print(line)
    print(f"\nrecall {whole.recall:.3%}, precision {whole.precision:.3%} of {whole.wanted} fields")
    print(f"beside them unruled PDFs, all in doubt: recall {unruled.recall:.2%}")
    print(f"wrong or missing {len(whole.wrong)}, of these not doubtful {len(whole.silent)}")
    for place, (want, got) in list(whole.silent.items())[:40]:
        print(f"  {place}: {want[:40]!r} read as {got[:40]!r}")


if __name__ == "__main__":
    make(*sys.argv[2:3] or [""]) if "--make" in sys.argv else main()
