"""``make faults``: what happens to an archive when machines and people do their worst.

Each fault is tried many times, and each try must end in one of two ways: everything that was
saved is there, or one Chinese sentence says what to do.  Prints the counts; ends with 1 where a
promise was broken.  ``QUICK=1`` tries a tenth.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

from tests.faults import (
    cells,
    clocks,
    damage,
    disk,
    evidence,
    folders,
    hostile_files,
    hostile_forms,
    hostile_input,
    journals,
    kill,
    links,
    monkey,
    offline,
    others,
    outputs,
    schemas,
    window,
)
from tests.faults.tally import Tally

FAULTS = (
    ("打字时终止", window.killed_while_typing, 1_000),
    ("存盘时终止", kill.killed_while_saving, 1_000),
    ("日志截断", kill.journal_cut, 200),
    ("磁盘写满", disk.disk_full, 60),
    ("只读文件夹", disk.read_only_folder, 20),
    ("文件被替换", others.replaced_under_the_program, 50),
    ("被别处占用", others.held_elsewhere, 20),
    ("档案损坏", damage.damaged_copies, 2_000),
    ("外来的结构", schemas.foreign_schemas, 1_000),
    ("改了类型的格", cells.wrong_cells, 1_000),
    ("旧日志", journals.old_journals, 100),
    ("链接和管道", links.links, 1_000),
    ("时钟", clocks.wrong_clocks, 60),
    ("语言和文件夹", folders.locales_and_folders, 24),
    ("写到已有的文件", outputs.outputs, 1_000),
    ("做交接包时终止", outputs.killed_while_packing, 60),
    ("损坏的 PDF", hostile_files.damaged_pdfs, 2_000),
    ("损坏的图片", hostile_files.damaged_pictures, 2_000),
    ("损坏的压缩文件", hostile_files.damaged_zips, 2_000),
    *(
        (f"损坏的 {kind} 表", hostile_forms.damaged(kind), 2_000)
        for kind in ("xlsx", "xls", "docx", "csv", "html", "pdf")
    ),
    ("佐证材料", evidence.harmed_evidence, 400),
    ("文件炸弹", hostile_files.bombs, 20),
    ("窗口设置", hostile_input.damaged_settings, 200),
    ("剪贴板炸弹", hostile_input.clipboard_bombs, 20),
    ("猴子", monkey.monkey_at_the_window, 5_000),
    ("断网与落笔", offline.nothing_leaves, 1),
)


def main() -> int:
    share = 10 if os.environ.get("QUICK") == "1" else 1
    broken = 0
    for name, fault, times in FAULTS:
        start = time.perf_counter()
        tally = Tally(name)
        with tempfile.TemporaryDirectory(prefix="faults-") as folder:
            fault(Path(folder), max(1, times // share), tally)
        print(f"{tally.sentence}  （{time.perf_counter() - start:.0f} 秒）", flush=True)
        for line in tally.broken[:5]:
            print(f"    !! {line}", flush=True)
        broken += len(tally.broken)
    print("全部守住" if not broken else f"{broken} 次没有守住")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
