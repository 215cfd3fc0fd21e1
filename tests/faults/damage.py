"""Copies of an archive with single bytes changed, pieces overwritten, ends cut off."""

import random
from pathlib import Path

from core.archive.archive import Archive
from core.archive.errors import ArchiveError
from core.model.evaluation import Evaluation
from tests.faults.forms import FIGURES, archive_in, marked
from tests.faults.tally import Tally, in_words


def damaged_copies(folder: Path, times: int, tally: Tally) -> None:
    path = archive_in(folder)
    with Archive.open(path) as archive:
        archive.finalize(2, errors=0)
        archive.file_scan(2, "签章.pdf", b"%PDF" * 2000, 3)
        wanted = [archive.load(number) for number in (1, 2, 3)]
    whole = path.read_bytes()
    chance = random.Random(2021)  # noqa: S311  (not for secrets)
    copy = folder / "损坏.db"
    for _ in range(times):
        content = spoilt(whole, chance)
        copy.write_bytes(content)
        try:
            tally.end(_used(copy, wanted))
        except ArchiveError as error:
            if in_words(error):
                tally.end("说明")
            else:
                tally.broke(str(error))
        except Exception as error:  # noqa: BLE001  (that is what is looked for)
            tally.broke(repr(error))
        for side in folder.glob("损坏.db-*"):
            side.unlink()


def _used(path: Path, wanted: list[Evaluation]) -> str:
    """Use it as the window does: never another text without a word."""
    with Archive.open(path) as archive:
        findings = archive.verify()
        archive.list(search="钉钉")
        archive.history(1)
        read = [archive.load(number) for number in (1, 2, 3)]
        if read != wanted:
            message = "读出了别的内容而没有说明"
            raise AssertionError(message)
        if findings:
            return "核对时说明，内容读出"
        archive.save(1, marked(5), FIGURES)
        if archive.verify() or archive.load(1) != marked(5):
            message = "写进损坏的档案而没有说明"
            raise AssertionError(message)
    return "没有伤到内容"


def spoilt(content: bytes, chance: random.Random) -> bytes:
    spoilt = bytearray(content)
    match chance.randrange(4):
        case 0:
            for _ in range(chance.randrange(1, 20)):
                spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        case 1:
            del spoilt[chance.randrange(len(spoilt)) :]
        case 2:
            at = chance.randrange(len(spoilt))
            piece = chance.randbytes(chance.randrange(1, 5000))
            spoilt[at : at + len(piece)] = piece
        case _:
            at = chance.randrange(len(spoilt)) // 4096 * 4096
            spoilt[at : at + 4096] = bytes(4096)
    return bytes(spoilt)
