"""How late people are told when many notices are due at one instant, beside peers.

    python tests/benchmarks/courier.py [--due 1000] [--stored 10000] [--turns 3] [--only WORD]

From the instant at which they are due to when each is handed to a port that takes 1 ms, limits
switched off. Beside the courier (on SQLite, and on PostgreSQL where it is installed) a raw sweep
by the `sqlite3` of Python, which looks at nothing and only claims, hands over and marks;
APScheduler with one job for each reminder, as it comes and tuned; and Procrastinate, which needs
PostgreSQL. Each in a process of its own, in turns; printed is the median of the turns. The courier
has told a few before, as one that has been up for a while. Trust the ratios of one run.

`courier_slack.py` says how late they are through Slack's client, and `courier_sizes.py` what the
courier and a deed cost when a million interviews are stored.
"""

from __future__ import annotations

import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import click

HERE = Path(__file__).parent
sys.path += [str(HERE.parent / "faults"), str(HERE.parent / "plugins")]

from courier_book import all_at_once, prepare  # noqa: E402 - the path comes first
from courier_peers import (  # noqa: E402 - the same
    AT_ONCE,
    PATIENCE,
    Port,
    by_apscheduler,
    by_procrastinate,
    by_raw_sweep,
    wait_for,
)
from patch_databases import AS_TRUSTED  # noqa: E402 - the same
from postgresql_server import Server, find_programs  # noqa: E402 - the same

import storage  # noqa: E402 - the same
from bot.clock import Clock, machine_now  # noqa: E402 - the same
from bot.garbage import collect_less  # noqa: E402 - the same
from bot.interviews.planning.reminders import LeadTimes  # noqa: E402 - the same
from bot.interviews.sending.courier import Courier  # noqa: E402 - the same
from bot.processors import gather  # noqa: E402 - the same
from bot.scheduler import Heartbeat  # noqa: E402 - the same

OURS, OURS_PG, RAW = "the courier, SQLite", "the courier, PostgreSQL", "raw sweep, sqlite3"
PLAIN, TUNED = "APScheduler, a job each", "APScheduler, tuned"
DEFERRED = "Procrastinate, PostgreSQL"
GOALS = {(OURS, 1_000): 100, (OURS_PG, 1_000): 130, (OURS, 10_000): 1_200}  # ms, p99


def by_courier(url: str, port: Port, due: int) -> dict[str, float]:
    """Let the heart-beat wake the courier; measure its idle cost before."""
    with closing(storage.open_book(url)) as book:
        clock = Clock()
        courier = Courier(book, port, clock, machine_now, LeadTimes(), at_once=AT_ONCE)
        courier.sweep()
        before = time.process_time()
        for _ in range(20):
            courier.sweep()
        idle = (time.process_time() - before) / 20
        heartbeat = Heartbeat(courier, clock)
        port.await_those(all_at_once(url, due))
        heartbeat.start()
        gather()  # as serve does
        wait_for(port, due)
        heartbeat.stop()
    return {"idle": 1000 * idle}


WAYS: dict[str, Callable[[str, Port, int], dict[str, float]]] = {
    OURS: by_courier,
    RAW: by_raw_sweep,
    PLAIN: lambda *given: by_apscheduler(*given, tuned=False),
    TUNED: lambda *given: by_apscheduler(*given, tuned=True),
    OURS_PG: by_courier,
    DEFERRED: by_procrastinate,
}
IN_POSTGRESQL = {OURS_PG, DEFERRED}
WITHOUT_OUR_BOOK = {PLAIN, TUNED, DEFERRED}


def measure(what: str, url: str, due: int) -> dict[str, float]:
    """Be the process of one contender."""
    port = Port()
    collect_less()  # as `serve` does
    before = time.process_time()
    found = WAYS[what](url, port, due)
    late = sorted(port.late) or [PATIENCE]
    return found | {
        "told": len(port.late),
        "p50": 1000 * late[len(late) // 2],
        "p99": 1000 * late[int(len(late) * 0.99) - 1 if len(late) > 1 else 0],
        "rate": len(late) / max(late[-1], 0.001),
        "work": 1000 * (time.process_time() - before) / max(len(port.late), 1),
        "memory": most_memory(),
    }


def most_memory() -> float:
    """Give how many megabytes this process had at most; 0 where nobody knows."""
    status = Path("/proc/self/status")
    found = re.search(r"VmHWM:\s*(\d+)", status.read_text()) if status.exists() else None
    return int(found[1]) / 1024 if found else 0


def turn(what: str, url: str, due: int, stored: int) -> dict[str, float]:
    """Prepare, and have another process measure."""
    if what not in WITHOUT_OUR_BOOK:
        prepare(url, due, stored)
    given = json.dumps({"what": what, "url": url, "due": due})
    told = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, __file__, "--one", given], check=True,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    measured: dict[str, float] = json.loads(told.stdout)
    return measured


def show(turns: dict[str, list[dict[str, float]]], due: int) -> None:
    """Print the medians."""
    click.echo(f"{'':28}told    p50 ms    p99 ms   per s  CPU ms   MB  idle sweep ms")
    for what, measured in turns.items():
        of = {name: statistics.median(each.get(name, 0) for each in measured)
              for name in ("told", "p50", "p99", "rate", "work", "memory", "idle")}  # fmt: skip
        goal = GOALS.get((what, due))
        met = "" if goal is None or of["p99"] <= goal else f"   GOAL {goal} NOT MET"
        click.echo(
            f"{what:26}{of['told']:6.0f}{of['p50']:10.0f}{of['p99']:10.0f}{of['rate']:8.0f}"
            f"{of['work']:8.2f}{of['memory']:5.0f}{of['idle']:8.2f}{met}"
        )


@contextmanager
def databases() -> Iterator[Callable[[str], str | None]]:
    """Give a function that makes a database for a contender; None = PostgreSQL is missing."""
    programs = find_programs()
    server = Server(programs, AS_TRUSTED) if programs else None
    try:
        with tempfile.TemporaryDirectory() as folder:

            def make(what: str) -> str | None:
                if what in IN_POSTGRESQL:
                    return server and server.create()
                return f"sqlite:///{tempfile.mkdtemp(dir=folder)}/book.sqlite3"

            yield make
    finally:
        if server:
            server.remove()


@click.command()
@click.option("--due", default=1_000, help="How many are due at one instant.")
@click.option("--stored", default=10_000, help="How many others are stored.")
@click.option("--turns", default=3, type=click.IntRange(1), help="How often each is measured.")
@click.option("--only", default="", help="Only those with this word in their names.")
@click.option("--one", hidden=True)
def main(due: int, stored: int, turns: int, only: str, one: str | None) -> None:
    """Measure and print."""
    if one:
        click.echo(json.dumps(measure(**json.loads(one))))
        return
    found: dict[str, list[dict[str, float]]] = {}
    with databases() as make:
        for _ in range(turns):
            for what in WAYS:
                url = make(what) if only.lower() in what.lower() else None
                if url:
                    found.setdefault(what, []).append(turn(what, url, due, stored))
    show(found, due)


if __name__ == "__main__":
    main()
