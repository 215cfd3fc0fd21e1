"""What Windows shows of the program under 属性 › 详细信息, in the form that PyInstaller reads."""

from __future__ import annotations

TEMPLATE = """\
VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0, OS=0x40004,
                    fileType=1, subtype=0, date=(0, 0)),
  kids=[
    StringFileInfo([StringTable("080404B0", [
      StringStruct("ProductName", "自评通"),
      StringStruct("ProductVersion", "{version}"),
      StringStruct("FileDescription", "{description}"),
      StringStruct("FileVersion", "{version}"),
      StringStruct("OriginalFilename", "{name}.exe"),
      StringStruct("LegalCopyright", "MIT"),
    ])]),
    VarFileInfo([VarStruct("Translation", [0x0804, 0x04B0])]),
  ],
)
"""
"""0x0804 is simplified Chinese, 0x04B0 is Unicode."""

DESCRIPTION = "财政项目支出绩效自评表"


def version_resource(version: str, name: str, *, console: bool) -> str:
    """The text of the resource for one executable; ``version`` has three numbers."""
    numbers = (*map(int, version.split(".")), 0)
    description = f"{DESCRIPTION}（命令行）" if console else DESCRIPTION
    return TEMPLATE.format(numbers=numbers, version=version, name=name, description=description)
