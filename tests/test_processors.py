"""The threads of a process stay together on one processor."""

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread

import pytest

from bot.processors import gather

ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only there can threads be placed")


@pytest.fixture
def other() -> Iterator[int]:
    """Another thread of this process; at the end all of them may run anywhere again."""
    anywhere, ended = os.sched_getaffinity(0), Event()
    thread = Thread(target=ended.wait)
    thread.start()
    assert thread.native_id is not None
    yield thread.native_id
    for task in Path("/proc/self/task").iterdir():
        with suppress(ProcessLookupError):  # it has just ended
            os.sched_setaffinity(int(task.name), anywhere)
    ended.set()
    thread.join()


@ON_LINUX
def test_all_threads_follow_to_the_processor_of_the_one_that_looks(other: int) -> None:
    anywhere = os.sched_getaffinity(0)
    gather()
    (found,) = os.sched_getaffinity(other)
    assert found in anywhere


@ON_LINUX
def test_the_one_that_looks_stays_free_to_run_anywhere(other: int) -> None:
    anywhere = os.sched_getaffinity(0)
    gather()
    assert os.sched_getaffinity(0) == anywhere
    os.sched_setaffinity(0, {max(anywhere)})
    gather()
    assert os.sched_getaffinity(other) == {max(anywhere)}
