"""The folders of the computer on which the day is lived."""

HOME, CHOSEN, STICK, PASSING, ELSEWHERE = "家", "选定的文件夹", "U盘", "临时", "别处"
