"""The counts of one fault."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Tally:
    """How often a fault ended how; ``broken`` holds what should never be."""

    name: str
    ends: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)

    def end(self, how: str) -> None:
        self.ends[how] += 1

    def broke(self, what: str) -> None:
        self.ends["没有守住"] += 1
        self.broken.append(what)

    @property
    def sentence(self) -> str:
        ends = "，".join(f"{how} {count}" for how, count in self.ends.most_common())
        return f"{self.name}  {sum(self.ends.values())} 次：{ends or '没有试'}"


def in_words(error: Exception) -> bool:
    """Whether a refusal is one Chinese sentence that a clerk can act on."""
    text = str(error)
    return "\n" not in text and any("\u4e00" <= char <= "\u9fff" for char in text)
