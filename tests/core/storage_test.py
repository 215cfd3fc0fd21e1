"""Network folders, synchronised ones and sticks are known by what the system tells of them."""

from pathlib import Path
from threading import Event

import pytest

from core import storage
from core.storage import LOCAL, Kind, answers, local_folder, mounts, storage_of

TABLE = [
    ("/", "ext4"),
    ("/home/li/共享 文件", "cifs"),
    ("/mnt/nas", "nfs4"),
    ("/run/user/1000/gvfs", "fuse.gvfsd-fuse"),
    ("/run/media/li/KINGSTON", "vfat"),
    ("/mnt/nas/local", "ext4"),
]


@pytest.fixture(autouse=True)
def table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "mounts", lambda: TABLE)


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/li/文档/自评档案", Kind.LOCAL),
        ("/home/li/共享 文件/自评档案", Kind.NETWORK),
        ("/home/li/共享 文件2/自评档案", Kind.LOCAL),
        ("/mnt/nas/绩效", Kind.NETWORK),
        ("/mnt/nas/local/绩效", Kind.LOCAL),
        ("/run/user/1000/gvfs/smb-share:server=x/绩效", Kind.NETWORK),
        ("/run/media/li/KINGSTON/自评档案", Kind.REMOVABLE),
        ("/home/li/OneDrive - 人社局/自评档案", Kind.SYNCED),
        ("/home/li/我的坚果云/自评档案", Kind.SYNCED),
        ("/home/li/Nutstore Files/自评档案", Kind.SYNCED),
        ("/home/li/BaiduNetdiskWorkspace/自评档案", Kind.SYNCED),
        ("/home/li/百度网盘同步空间/自评档案", Kind.SYNCED),
        ("/home/li/Dropbox/自评档案", Kind.SYNCED),
        ("/home/li/Library/Mobile Documents/自评档案", Kind.SYNCED),
        ("/home/li/Google 云端硬盘/自评档案", Kind.SYNCED),
        ("/home/li/iCloud Drive/自评档案", Kind.SYNCED),
        ("/home/li/天翼云盘同步盘/自评档案", Kind.SYNCED),
        ("/home/li/115 网盘下载/自评档案", Kind.SYNCED),
        ("/home/li/Nextcloud/自评档案", Kind.SYNCED),
        ("/home/li/Nextcloud_2/自评档案", Kind.LOCAL),
        ("/home/li/onedriver/自评档案", Kind.LOCAL),
        ("/home/li/云盘使用说明/自评档案", Kind.LOCAL),
    ],
)
def test_what_the_system_tells(folder: str, kind: Kind) -> None:
    found = storage_of(Path(folder))
    assert found.kind is kind
    assert bool(found.advice) == (kind is not Kind.LOCAL)


def test_a_link_into_a_synchronised_folder_is_one(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "自评档案").symlink_to(tmp_path / "Dropbox")
    assert storage_of(tmp_path / "自评档案").name == "Dropbox"


def test_the_table_is_read_as_the_system_writes_it(tmp_path: Path) -> None:
    (tmp_path / "mounts").write_text(
        "//nas/a /mnt/\\345\\205\\261\\040x cifs rw 0 0\nbad\nproc /proc proc rw 0 0\n"
    )
    assert mounts(tmp_path / "mounts") == [("/mnt/共 x", "cifs"), ("/proc", "proc")]
    assert mounts(tmp_path / "none") == []


def test_the_proposed_folder_is_a_local_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/li/Dropbox")
    monkeypatch.setenv("XDG_DATA_HOME", "/var/lib/li")
    found = local_folder()
    assert found is not None
    assert storage_of(found) == LOCAL


def test_a_folder_that_is_there_answers(tmp_path: Path) -> None:
    assert answers(tmp_path)
    assert not answers(tmp_path / "没有")
    (tmp_path / "文件").touch()
    assert not answers(tmp_path / "文件")


def test_a_share_that_does_not_answer_holds_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = Event()

    def hold(_: Path) -> None:
        gone.wait()
        raise OSError

    monkeypatch.setattr("core.storage.os.scandir", hold)
    assert not answers(tmp_path, 0.01)
    gone.set()
