"""Whatever becomes of one piece of work, the others are done, in order, and no process is left."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from threading import Event, Thread

import pytest

from core.workers.errors import WorkError
from core.workers.messages import send
from core.workers.process import Worker
from core.workers.spread import AHEAD, processors, spread
from tests.core.workers import pieces

ROOT = Path(__file__).parents[3]


def is_running(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    if not Path("/proc/self/stat").exists():  # nothing here tells one that is not waited for
        return True
    try:
        state = Path(f"/proc/{number}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):  # gone since
        return False
    return state.rpartition(")")[2].split()[0] != "Z"


def until(true: Callable[[], bool], seconds: float = 10) -> bool:
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.01)
    return true()


def test_results_come_in_the_order_of_their_arguments() -> None:
    found = [done.result() for done in spread(pieces.slow_when_first, range(20), workers=2)]
    assert found == [*range(20)]
    assert processors() >= 1


def test_the_work_is_done_in_other_processes_as_many_as_were_asked_for() -> None:
    work = spread(pieces.number_of_process, range(12), workers=2)
    numbers = {done.result() for done in work}
    assert os.getpid() not in numbers
    assert 1 <= len(numbers) <= 2
    assert until(lambda: not any(map(is_running, numbers)))


@pytest.mark.parametrize(
    ("function", "error"),
    [(pieces.fail_at_three, ValueError), (pieces.die_at_three, WorkError)],
)
def test_a_piece_that_fails_stops_no_other(
    function: Callable[[int], int], error: type[Exception]
) -> None:
    found = list(spread(function, range(8), workers=2))
    assert [at for at, done in enumerate(found) if done.exception()] == [3]
    assert isinstance(found[3].exception(), error)
    assert [done.result() for done in found if not done.exception()] == [0, 1, 2, 4, 5, 6, 7]


def test_a_piece_that_hangs_is_ended_in_time() -> None:
    found = list(spread(pieces.hang_at_three, range(5), workers=1, seconds=2))
    assert "用时过长" in str(found[3].exception())
    assert [done.result() for at, done in enumerate(found) if at != 3] == [0, 1, 2, 4]


def test_no_more_is_asked_for_than_there_is_room_for() -> None:
    asked: list[int] = []

    def arguments() -> Iterator[int]:
        for number in range(100):
            asked.append(number)
            yield number

    with closing(spread(pieces.square, arguments(), workers=2)) as work:
        assert next(work).result() == 0
        assert len(asked) <= 2 * AHEAD + 1


def test_cancelled_work_ends_at_once_with_its_workers() -> None:
    cancel = Event()
    seen = list[int]()

    def listen() -> None:
        for done in spread(pieces.hang_at_three, range(9), workers=2, cancel=cancel):
            seen.append(done.result())

    listener = Thread(target=listen)
    listener.start()
    assert until(lambda: seen == [0, 1, 2])
    cancel.set()
    listener.join(10)
    assert not listener.is_alive()
    assert seen == [0, 1, 2]


def test_what_goes_wrong_comes_back_as_it_was_or_named() -> None:
    with Worker() as worker:
        with pytest.raises(ValueError, match="3") as caught:
            worker.ask(pieces.fail_at_three, 3)
        assert any("fail_at_three" in note for note in caught.value.__notes__)
        for function in (pieces.raise_loudly, pieces.unpicklable):
            with pytest.raises(Exception, match=r"LoudError|pickle|lambda"):
                worker.ask(function, None)
        assert worker.ask(pieces.square, 7) == 49


def test_what_a_library_prints_is_no_answer() -> None:
    with Worker() as worker:
        assert worker.ask(pieces.print_and_read, "印出来的") == "印出来的"


def test_a_worker_is_kept_and_started_again_where_it_has_died() -> None:
    with Worker() as worker:
        first = worker.ask(pieces.number_of_process, 0)
        assert worker.number == worker.ask(pieces.number_of_process, 0) == first
        with pytest.raises(WorkError):
            worker.ask(pieces.stop_self, 0)
        assert worker.ask(pieces.number_of_process, 0) != first
    with pytest.raises(WorkError, match="已经停止"):
        worker.ask(pieces.square, 1)


def test_a_worker_that_cannot_be_started_is_one_sentence(tmp_path: Path) -> None:
    with Worker([str(tmp_path / "没有")]) as worker, pytest.raises(WorkError, match="不能启动"):
        worker.ask(pieces.square, 1)
    with Worker([sys.executable, "-c", ""]) as worker, pytest.raises(WorkError, match="没有做成"):
        worker.ask(pieces.square, 1)


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_worker_ends_with_its_program_in_the_middle_of_its_work(tmp_path: Path) -> None:
    told = tmp_path / "number"
    program = f"from tests.core.workers.pieces import *; ask_and_hang({str(told)!r})"
    with subprocess.Popen([sys.executable, "-c", program], cwd=ROOT) as parent:
        assert until(told.exists)
        number = int(told.read_text())
        assert is_running(number)
        parent.send_signal(signal.SIGKILL)
    assert until(lambda: not is_running(number))


def test_a_forgotten_worker_ends() -> None:
    worker = Worker()
    number = worker.ask(pieces.number_of_process, 0)
    del worker
    assert until(lambda: not is_running(number))


def test_a_pipe_that_was_closed_meanwhile_is_like_one_where_nobody_listens(tmp_path: Path) -> None:
    with (tmp_path / "pipe").open("wb") as stream:
        pass
    with pytest.raises(BrokenPipeError):
        send(stream, b"")
