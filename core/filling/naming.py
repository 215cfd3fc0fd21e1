"""The usual names of first and second levels, offered where one is added (财预〔2020〕10号)."""

from __future__ import annotations

USUAL: dict[str, tuple[str, ...]] = {
    "产出指标": ("数量指标", "质量指标", "时效指标", "成本指标"),
    "效益指标": ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"),
    "满意度指标": ("服务对象满意度指标",),
    "成本指标": ("经济成本指标", "社会成本指标", "生态环境成本指标"),
}
"""First level names, each with the second level names that stand below it."""


def categories(taken: tuple[str, ...]) -> tuple[str, ...]:
    """The usual first levels that a form does not have yet."""
    return tuple(name for name in USUAL if name not in taken)


def groups(category: str, taken: tuple[str, ...]) -> tuple[str, ...]:
    """The usual second levels that a first level does not have yet; all, below an unusual one."""
    below = next((USUAL[name] for name in USUAL if name[:2] == category.strip()[:2]), None)
    if below is None:
        below = tuple(name for names in USUAL.values() for name in names)
    return tuple(name for name in below if name not in taken)


def short(name: str) -> str:
    """A level's name without the word 指标, for narrow places."""
    stripped = name.strip().removesuffix("指标")
    return stripped or name.strip()
