"""Every command of the window: one record each. Menus, buttons and the shortcut page read it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """``menu`` is the title of the menu it stands in; ``rule`` draws a line above it there."""

    id: str
    menu: str
    text: str
    icon: str
    keys: tuple[str, ...]
    tip: str
    rule: bool = False


FILE, EDIT, ROWS, FORM, VIEW, HELP = "文件", "编辑", "指标", "定稿", "查看", "帮助"
MENUS = (FILE, EDIT, ROWS, FORM, VIEW, HELP)

COMMANDS = (
    Command("new", FILE, "新建自评表…", "new", ("Ctrl+N",), "填写项目信息，新建一份空白自评表"),
    Command(
        "carry",
        FILE,
        "从上年结转…",
        "next",
        ("Ctrl+Alt+J",),
        "用上年的项目、指标和目标建本年的表；完成值、得分和原因不带过来",
    ),
    Command(
        "copy", FILE, "复制当前自评表", "copy", ("Ctrl+Shift+N",), "把当前自评表另存为一份新的"
    ),
    Command("sample", FILE, "样表副本", "sample", ("Ctrl+Alt+N",), "在档案里放入一份填好的样表"),
    Command("open", FILE, "打开…", "archive", ("Ctrl+O",), "到档案总览选一份自评表打开"),
    Command(
        "import",
        FILE,
        "导入…",
        "import",
        ("Ctrl+I",),
        "把自评表文件读入档案，不改动原文件",
        rule=True,
    ),
    Command(
        "preview",
        FILE,
        "打印预览…",
        "print",
        ("Ctrl+P",),
        "看到的就是印出来的；从这里打印或存为 PDF",
        rule=True,
    ),
    Command(
        "blank_paper",
        FILE,
        "打印空白表…",
        "new",
        ("Ctrl+Alt+W",),
        "打印一张空白表，手填用",
    ),
    Command(
        "export_pdf",
        FILE,
        "导出 PDF…",
        "pdf",
        ("Ctrl+Shift+E",),
        "按纸质表样导出 PDF 并打开",
    ),
    Command(
        "export_annex",
        FILE,
        "导出评分底稿…",
        "annex",
        ("Ctrl+Alt+E",),
        "导出每一行得分的计算过程和依据（PDF）并打开",
    ),
    Command(
        "export_json", FILE, "导出数据…", "data", ("Ctrl+E",), "导出为可再导入的数据文件（JSON）"
    ),
    Command(
        "identify",
        FILE,
        "核对纸质表…",
        "identify",
        ("Ctrl+Alt+K",),
        "由核对码或扫描件认出是哪一份的哪一版，内容是否仍一致",
    ),
    Command(
        "save",
        FILE,
        "立即保存",
        "save",
        ("Ctrl+S",),
        "每次修改都会自动保存；这里立即再存一次",
        rule=True,
    ),
    Command(
        "version",
        FILE,
        "另起一版",
        "version",
        ("Ctrl+Shift+S",),
        "留住现在的内容，今后的修改记为新的一版",
    ),
    Command(
        "history",
        FILE,
        "历次版本…",
        "history",
        ("Ctrl+H",),
        "查看、比较、重印以前的各版，或取回其中一版的内容",
    ),
    Command(
        "finalize",
        FORM,
        "定稿…",
        "check",
        ("Ctrl+Shift+F",),
        "内容定下来：编号、留存 PDF，不再改动",
    ),
    Command("reopen", FORM, "撤回定稿", "undo", ("Ctrl+Alt+R",), "没有签章的定稿可以撤回来修改"),
    Command(
        "scan",
        FORM,
        "登记签章扫描件…",
        "scan",
        ("Ctrl+Alt+S",),
        "把签字盖章后的扫描件存进档案，并核对是不是这一版",
        rule=True,
    ),
    Command("scans", FORM, "查看签章扫描件", "paper", ("Ctrl+Alt+V",), "看已登记的扫描件，可另存"),
    Command(
        "correct",
        FORM,
        "更正…",
        "correct",
        ("Ctrl+Alt+C",),
        "已定稿的表要改：另起一份更正，原定稿保持不变",
        rule=True,
    ),
    Command(
        "backup",
        FILE,
        "立即备份",
        "save",
        ("Ctrl+Alt+B",),
        "备份整个档案并打开核对；平时退出、每半小时和重要操作之前都会自动备份",
        rule=True,
    ),
    Command(
        "places",
        FILE,
        "备份位置…",
        "folder",
        ("Ctrl+Alt+P",),
        "看备份在哪里、是否正常；添加 U 盘或另一个磁盘",
    ),
    Command(
        "restore",
        FILE,
        "从备份恢复…",
        "restore",
        ("Ctrl+Alt+O",),
        "先看备份或交接包里有什么，再恢复；现在的档案会留存",
    ),
    Command(
        "handover",
        FILE,
        "做交接包…",
        "handover",
        ("Ctrl+Alt+H",),
        "整个档案装进一个文件交给接手的人，试恢复核对后才算做成",
    ),
    Command(
        "verify",
        FILE,
        "核对档案",
        "check",
        ("Ctrl+Alt+Y",),
        "逐一核对档案里的每个版本、定稿和扫描件是否完好",
    ),
    Command(
        "delete",
        FILE,
        "删除当前自评表",
        "remove",
        ("Ctrl+Shift+Del",),
        "移到回收站，可以恢复",
        rule=True,
    ),
    Command("quit", FILE, "退出", "quit", ("Ctrl+Q",), "保存并退出程序", rule=True),
    Command("undo", EDIT, "撤销", "undo", ("Ctrl+Z",), "撤销上一步"),
    Command("redo", EDIT, "重做", "redo", ("Ctrl+Y", "Ctrl+Shift+Z"), "重做撤销的一步"),
    Command(
        "autoscore",
        EDIT,
        "自动计分",
        "score",
        ("F9",),
        "清空所选各行的给分，得分随建议分；没有选择多行时，清空与建议分相同的给分",
        rule=True,
    ),
    Command(
        "adopt", EDIT, "采用建议分", "adopt", ("Ctrl+Shift+A",), "清空当前行的给分，得分随建议分"
    ),
    Command(
        "adopt_all",
        EDIT,
        "全部采用建议分…",
        "adopt",
        ("Ctrl+Alt+A",),
        "所有得分都随建议分，先列出会改变的得分",
    ),
    Command(
        "sum_up",
        EDIT,
        "填入资金合计",
        "sum",
        ("Alt+=",),
        "年度资金总额空着的，填入各资金来源之和",
    ),
    Command(
        "info",
        EDIT,
        "项目信息…",
        "paper",
        ("F4",),
        "修改项目名称、年度、单位、部门、金额单位，选择版式和规则包",
        rule=True,
    ),
    Command(
        "sign",
        EDIT,
        "签字栏",
        "rename",
        ("Ctrl+Alt+Q",),
        "在表后加上填报人、负责人、盖章、日期等签字栏，或去掉空着的",
    ),
    Command("find", EDIT, "查找…", "search", ("Ctrl+F",), "在这张表里查找文字", rule=True),
    Command("next", EDIT, "下一个问题", "next", ("F8",), "从光标处到下一个问题", rule=True),
    Command("previous", EDIT, "上一个问题", "previous", ("Shift+F8",), "从光标处回到上一个问题"),
    Command(
        "indicator", ROWS, "添加三级指标", "add", ("Ctrl+Shift+=",), "在当前行下面添加一行三级指标"
    ),
    Command("group", ROWS, "添加二级指标", "group", ("Ctrl+Alt+2",), "添加下一个常用的二级指标"),
    Command(
        "category", ROWS, "添加一级指标", "category", ("Ctrl+Alt+1",), "添加下一个常用的一级指标"
    ),
    Command(
        "duplicate", ROWS, "复制所选行", "copy", ("Ctrl+Shift+D",), "在下面添加同样的行", rule=True
    ),
    Command("rename", ROWS, "改名", "rename", ("Shift+F2",), "修改当前指标的名称"),
    Command("up", ROWS, "上移", "up", ("Alt+Up",), "上移所选行，可以移到上一组"),
    Command("down", ROWS, "下移", "down", ("Alt+Down",), "下移所选行，可以移到下一组"),
    Command(
        "share",
        ROWS,
        "均分分值",
        "share",
        ("Ctrl+Alt+0",),
        "把所选指标（或本组）的分值合计平均分配",
    ),
    Command(
        "remove",
        ROWS,
        "删除所选行",
        "remove",
        ("Ctrl+-",),
        "删除所选行及其下级，可以撤销",
        rule=True,
    ),
    Command(
        "home",
        VIEW,
        "档案总览",
        "archive",
        ("Ctrl+2", "Ctrl+Shift+H"),
        "全部自评表：查找、筛选、排序、打开、删除和恢复；再按一次回到表格",
    ),
    Command(
        "summary",
        VIEW,
        "年度汇总…",
        "outline",
        ("Ctrl+Alt+M",),
        "一个年度所有项目的汇总表（Excel、PDF）和决算公开用的一段话",
    ),
    Command("outline", VIEW, "提纲", "outline", ("Ctrl+1",), "到指标提纲"),
    Command("paper", VIEW, "表格", "paper", ("Ctrl+3",), "回到表格"),
    Command("problems", VIEW, "问题", "problems", ("Ctrl+4",), "到问题列表"),
    Command("left_dock", VIEW, "左栏", "left-dock", ("F6",), "收起或展开左栏", rule=True),
    Command("right_dock", VIEW, "右栏", "right-dock", ("F7",), "收起或展开右栏"),
    Command("zoom_in", VIEW, "放大", "zoom-in", ("Ctrl+Alt+=",), "放大表格", rule=True),
    Command("zoom_out", VIEW, "缩小", "zoom-out", ("Ctrl+Alt+-",), "缩小表格"),
    Command("zoom_reset", VIEW, "原大", "zoom-reset", ("Ctrl+0",), "表格恢复为 100%"),
    Command(
        "cuts",
        VIEW,
        "分页线",
        "preview",
        ("Ctrl+Alt+L",),
        "在表格上显示或隐藏打印时的分页位置",
    ),
    Command(
        "chrome",
        VIEW,
        "深色界面",
        "chrome",
        ("Ctrl+Alt+D",),
        "界面换成深色或浅色，下次打开时生效；纸面总是白的",
    ),
    Command(
        "palette",
        HELP,
        "命令面板…",
        "search",
        ("Ctrl+Shift+P",),
        "按名称或拼音首字母找到任何命令，回车执行",
    ),
    Command("keys", HELP, "快捷键", "keys", ("F1",), "查看全部快捷键"),
    Command("folder", HELP, "打开数据文件夹", "folder", ("Ctrl+Shift+O",), "打开存放档案的文件夹"),
    Command("about", HELP, "关于自评通", "about", ("Shift+F1",), "版本和许可", rule=True),
)

WITHOUT_FORM = frozenset(
    {
        *("new", "carry", "sample", "open", "import", "quit", "undo", "redo"),
        *("home", "summary", "backup", "places", "restore", "handover", "verify", "identify"),
        *("blank_paper", "paper", "palette", "chrome", "keys", "folder", "about"),
    }
)
"""Commands that mean something while no form is open; undo and redo know for themselves."""
NEEDS_FORM = tuple(command.id for command in COMMANDS if command.id not in WITHOUT_FORM)

CHANGES_FORM = frozenset(
    {
        *("autoscore", "adopt", "adopt_all", "sum_up", "info", "sign"),
        *("indicator", "group", "category", "duplicate", "rename", "up", "down", "share", "remove"),
    }
)
"""Commands that change the open form: there only while it takes edits."""

WRITES = frozenset(
    {
        *("new", "carry", "copy", "sample", "import", "save", "version", "delete"),
        *("finalize", "reopen", "scan", "correct", "backup", "places", "restore"),
    }
)
"""Commands that write into the archive: not there while it is open for reading only."""

TYPED_KEYS = (
    ("方向键", "在格子之间移动"),
    ("Tab　Shift+Tab", "到下一个、上一个要填的格子"),
    ("Enter", "确认并到下一行；在提纲、问题和档案总览里是打开"),
    ("F2　直接输入", "打开格子填写"),
    ("Esc", "放弃这一格的修改"),
    ("Alt+Enter", "在格子里换行"),
    ("Ctrl+Home　Ctrl+End", "到第一个、最后一个要填的格子"),
    ("Shift+方向键　Ctrl+A", "选择多个格子、全部格子"),
    ("Ctrl+C　Ctrl+X　Ctrl+V", "复制、剪切、粘贴格子，可以与 Excel、WPS 互相粘贴"),
    ("Ctrl+D", "用上面一格的内容填充"),
    ("Delete", "清空格子；在提纲和档案总览里是删除"),
    ("Ctrl+滚轮", "放大、缩小表格"),
    ("Ctrl+P　Ctrl+S　Esc", "在打印预览里：打印、存为 PDF、关闭"),
)
"""Keys that belong to the table and the lists themselves, for the shortcut page."""
