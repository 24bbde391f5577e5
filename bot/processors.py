"""Keeping the threads of a process together on one processor, wherever the system likes it best.

Python runs one thread at a time. Spread over several processors they wake each other from afar for
each piece of work, and each finds little of what it needs in its processor's cache: moving an
interview over the API then takes up to half as much processor time again, with
`tests/benchmarks/patch.py`. Which processor it is stays the system's choice: it puts the one thread
that is free to run anywhere, each time that this one wakes, where there is most room, and all
others follow.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from threading import get_native_id

EVERY = 1.0  # seconds: how often that is looked at
THREADS = Path("/proc/self/task")
PROCESSOR = 36  # the place of that figure behind a thread's name and state, as proc(5) counts


def gather() -> None:
    """Have all other threads run where this one does.

    On Linux, as far as the system lets us; elsewhere nothing happens.
    """
    with suppress(OSError):
        here, ours = _processor(), str(get_native_id())
        for thread in THREADS.iterdir():
            if thread.name != ours:
                os.sched_setaffinity(int(thread.name), {here})


def _processor() -> int:
    """Give the processor on which this thread runs."""
    stat = (THREADS / str(get_native_id()) / "stat").read_bytes()
    return int(stat.rpartition(b")")[2].split()[PROCESSOR])
