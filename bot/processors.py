"""Keeping the threads of a process together on one processor, wherever the system likes it best.

Python runs one thread at a time. Spread over several processors they have to wake each other there
for each piece of work, and find at hand what others have used meanwhile: moving an interview over
the API then takes half as much processor time again (`tests/benchmarks/patch.py`). Which processor
it is stays the system's choice: it puts the one thread that is free to run anywhere, each time that
this one wakes, where there is most room, and all others are told to follow.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from threading import get_native_id

EVERY = 1.0  # seconds: how often it is worth looking
THREADS = Path("/proc/self/task")
PROCESSOR = 36  # the place of that figure behind a thread's name and state, as proc(5) counts


def gather() -> None:
    """Have all other threads run where this one does. On Linux; elsewhere nothing happens."""
    if not THREADS.is_dir():
        return
    ours = get_native_id()
    here = int((THREADS / str(ours) / "stat").read_bytes().rpartition(b")")[2].split()[PROCESSOR])
    for thread in THREADS.iterdir():
        if thread.name != str(ours):
            with suppress(OSError):  # it has just ended, or the system does not let us
                os.sched_setaffinity(int(thread.name), {here})
