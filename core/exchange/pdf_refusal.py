"""Why a PDF was not opened, in a sentence with its remedy."""

from __future__ import annotations

from typing import Final

DAMAGED: Final = "这不是 PDF 文件，或者已经损坏，请重新导出后再试"


def why_unopened(error: Exception) -> str:
    """What PDFium's own error means for the clerk."""
    return "这个 PDF 有密码，请先解除密码" if "password" in str(error).lower() else DAMAGED
