"""The commands of the menus 查看 and 帮助."""

from __future__ import annotations

from ui.shell.command import HELP, NOTHING, VIEW, Command

VIEW_COMMANDS = (
    Command(
        "home",
        VIEW,
        "档案总览",
        "archive",
        ("Ctrl+2", "Ctrl+Shift+H"),
        "全部自评表：查找、筛选、排序、打开、删除和恢复；再按一次回到表格",
        needs=NOTHING,
    ),
    Command(
        "summary",
        VIEW,
        "年度汇总…",
        "outline",
        ("Ctrl+M",),
        "一个年度所有项目的汇总表（Excel、PDF）和决算公开用的一段话",
        needs=NOTHING,
    ),
    Command("outline", VIEW, "提纲", "outline", ("Ctrl+1",), "到指标提纲"),
    Command("paper", VIEW, "表格", "paper", ("Ctrl+3",), "回到表格", needs=NOTHING),
    Command("problems", VIEW, "问题", "problems", ("Ctrl+4",), "到问题列表"),
    Command("left_dock", VIEW, "左栏", "left-dock", ("F6",), "收起或展开左栏", rule=True),
    Command("right_dock", VIEW, "右栏", "right-dock", ("F7",), "收起或展开右栏"),
    Command("zoom_in", VIEW, "放大", "zoom-in", ("Ctrl++", "Ctrl+="), "放大表格", rule=True),
    Command("zoom_out", VIEW, "缩小", "zoom-out", ("Ctrl+-",), "缩小表格"),
    Command("zoom_reset", VIEW, "原大", "zoom-reset", ("Ctrl+0",), "表格恢复为 100%"),
    Command(
        "cuts",
        VIEW,
        "分页线",
        "preview",
        ("Shift+F3",),
        "在表格上显示或隐藏打印时的分页位置",
    ),
    Command(
        "chrome",
        VIEW,
        "深色界面",
        "chrome",
        ("Shift+F11",),
        "界面换成深色或浅色；纸面总是白的",
        needs=NOTHING,
    ),
    Command(
        "menus",
        VIEW,
        "菜单",
        "expand",
        ("F10",),
        "打开菜单，用方向键走、回车执行",
        rule=True,
        needs=NOTHING,
    ),
    Command(
        "notice",
        VIEW,
        "提示条上的按钮",
        "next",
        ("F12",),
        "把键盘移到提示条的按钮上，回车按下，Esc 回到原处",
        needs=NOTHING,
    ),
    Command(
        "palette",
        HELP,
        "命令面板…",
        "search",
        ("Ctrl+Shift+P",),
        "按名称或拼音首字母找到任何命令，回车执行",
        needs=NOTHING,
    ),
    Command("keys", HELP, "快捷键", "keys", ("F1",), "查看全部快捷键", needs=NOTHING),
    Command(
        "folder",
        HELP,
        "打开数据文件夹",
        "folder",
        ("Ctrl+Shift+O",),
        "打开存放档案的文件夹",
        needs=NOTHING,
    ),
    Command(
        "about", HELP, "关于自评通", "about", ("Shift+F1",), "版本和许可", rule=True, needs=NOTHING
    ),
)
