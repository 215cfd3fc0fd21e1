"""``说明.txt`` in the data folder: what lies there, for whoever finds it without the program."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from core.output import PRIVATE, OutputError, write_whole

NAME = "说明.txt"

TEXT = """\
这个文件夹是自评通的数据，请不要删除。

自评档案.db
    全部自评表的档案，含每张表的历次版本、定稿和签章扫描件。它是一个 SQLite 数据库文件，
    表都在这一个文件里（拷走以前请先关闭自评通）。
自评档案-佐证材料
    登记过的佐证材料，每个文件只存一份，以校验码为名，没有扩展名；请不要改动。搬档案时和上面的
    文件一起拷走，或用自评通做交接包。
自评档案.db.lock
    正在使用档案的人和电脑的记录，程序关闭后可以删除（不支持文件锁的网络文件夹里是 .held）。
自评档案.损坏_日期_时间.db、自评档案.恢复前-….db、自评档案.升级前-….db
    被换下的旧档案，确认不再需要之前请保留。
窗口设置.json、誊录.json、错误记录.txt
    窗口的样子和备份的位置；录入条的顺序和到了哪一项；程序出错时写下的说明。
空表\\
    主管部门发的空表，原样留存，导出“上级空表”时用；不在档案里，换电脑时请一起拷走。
备份\\自评档案_日期_时间_原因.db
    备份，每一份都经过打开核对。两天内的全部保留，以后每天、每周、每月、每年各留一份。
    佐证材料在旁边的“佐证材料”文件夹里，各份备份合用一份。
    恢复：在自评通里选“从备份恢复”，或把一份备份复制为“自评档案.db”。

没有自评通也能查看：用任何能打开 SQLite 的程序（如 DB Browser for SQLite、Datasette）打开
自评档案.db，其中这些视图可以直接看、导出：
    自评一览      每张表一行：年度、项目、单位、状态、总分、等级
    历次版本      每个版本一行：何时保存、总分、是否定稿、内容（JSON 原文）
    指标明细      现行版本的每个指标一行：指标值、完成值、分值、得分、偏差原因
    项目资金      现行版本的每一行资金：预算数、执行数、执行率
查看时请用只读方式；直接改动数据库会被自评通的校验码发现。
"""


def lay_note(folder: Path) -> None:
    """Put the note into a data folder, in the words of this program; a refusal costs nothing."""
    path = folder / NAME
    data = TEXT.replace("\n", "\r\n").encode("utf-8-sig")  # for the editor of Windows
    with suppress(OSError, OutputError):
        plain = path.is_file() and not path.is_symlink()
        if not plain or path.stat().st_size != len(data) or path.read_bytes() != data:
            write_whole(path, data, mode=PRIVATE, own=True)
