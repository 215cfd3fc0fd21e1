"""Where forms that were read can go."""

from __future__ import annotations

from enum import Enum


class Destination(Enum):
    """Its value is what the clerk chooses by."""

    NEW = "存为新的自评表"
    OPEN = "填入现在打开的表"
    THERE = "填入档案里已有的那一份"
    CARRY = "作为上年的表，并结转出下一年度的"
    LAST = "作为现在打开的表的上年"

    @property
    def takes_one(self) -> bool:
        """Whether exactly one form can go there."""
        return self in {Destination.OPEN, Destination.THERE, Destination.LAST}

    @property
    def explanation(self) -> str:
        """What becomes of the form there, in a sentence."""
        return {
            Destination.NEW: "每份存成档案里的一份新表，原文件不动。",
            Destination.OPEN: "下一步列出能填的格子，默认只填空白格；填入后可以一次撤销。",
            Destination.THERE: "先打开档案里那一份，再列出两份不同的格子，由您选；可以一次撤销。",
            Destination.CARRY: "读到的表存进档案；再按它的项目、指标和目标建下一年度的表，"
            "上年写的改进措施在每行旁边提示。",
            Destination.LAST: "读到的表存进档案，打开的表旁边就能对照上年的数和改进措施；"
            "撤销记录从这时重新开始。",
        }[self]
