"""How late people are told when many notices are due at one instant, beside peers.

    python tests/benchmarks/courier.py [--due 1000] [--stored 10000] [--turns 3]

From the instant at which they are due to when each is handed to a port that takes 1 ms, limits
switched off. Beside the courier (on SQLite, and on PostgreSQL where it is installed) a raw sweep
by the `sqlite3` of Python, which looks at nothing and only claims, hands over and marks, and
APScheduler with one job for each reminder, as it comes and tuned. Each in a process of its own,
in turns; printed is the median of the turns. Trust the ratios of one run.
"""

from __future__ import annotations

import json
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click
import sqlalchemy as sa
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler

HERE = Path(__file__).parent
sys.path += [str(HERE.parent / "faults"), str(HERE.parent / "plugins")]

from courier_book import prepare  # noqa: E402 - the same
from postgresql_server import Server, find_programs  # noqa: E402 - the path comes first

import storage  # noqa: E402 - the same
from bot.clock import Clock, machine_now, machine_time  # noqa: E402 - the same
from bot.interviews.courier import Courier  # noqa: E402 - the same
from bot.interviews.ports import Receipt  # noqa: E402 - the same
from bot.interviews.reminders import LeadTimes  # noqa: E402 - the same
from bot.scheduler import Heartbeat  # noqa: E402 - the same

OURS, OURS_PG, RAW = "the courier, SQLite", "the courier, PostgreSQL", "raw sweep, sqlite3"
PLAIN, TUNED = "APScheduler, a job each", "APScheduler, tuned"
AT_ONCE = 32
TAKES = 0.001  # seconds, of the port
PATIENCE = 60.0  # seconds
GOALS = {(OURS, 1_000): 100, (OURS_PG, 1_000): 130, (OURS, 10_000): 1_200}  # ms, p99


class Port:
    """A port that takes a millisecond, and notes how late each notice comes."""

    def __init__(self, due_at: datetime) -> None:
        self._due_at = due_at.timestamp()
        self.late: list[float] = []

    def take(self, *_: object) -> None:
        self.late.append(machine_time() - self._due_at)
        time.sleep(TAKES)

    def reaches(self, _person: object) -> bool:
        return True

    def pause(self) -> timedelta:
        return timedelta(0)

    def turn(self, *_: object) -> timedelta:
        return timedelta(0)

    def find(self, *_: object) -> None:
        """Nothing is ever in doubt."""

    def deliver(self, *_: object) -> Receipt:
        self.take()
        return Receipt(channel="D1", ts="1.1")


def wait_for(port: Port, due: int) -> None:
    """Wait until all have come; end when some do not."""
    until = time.monotonic() + PATIENCE
    while len(port.late) < due and time.monotonic() < until:
        time.sleep(0.02)


def by_courier(url: str, due_at: datetime, port: Port, due: int) -> dict[str, float]:
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
        heartbeat.start()
        wait_for(port, due)
        heartbeat.stop()
    return {"idle": 1000 * idle, "early": due_at.timestamp()}


def by_raw_sweep(url: str, due_at: datetime, port: Port, due: int) -> dict[str, float]:
    """Claim a hundred at a time, hand them over by threads, mark them together."""
    file = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    file.execute("PRAGMA synchronous = FULL")
    time.sleep(max(due_at.timestamp() - machine_time(), 0))
    now = int(due_at.timestamp() * 1_000_000)
    with ThreadPoolExecutor(AT_ONCE) as hands, closing(file):
        while len(port.late) < due:
            file.execute("BEGIN IMMEDIATE")
            claimed = file.execute(
                "UPDATE notices SET state = 'claimed', attempt = attempt + 1 WHERE id IN (SELECT id"
                " FROM notices WHERE state = 'planned' AND due_at <= ? ORDER BY due_at LIMIT 100)"
                " RETURNING id", (now,),
            ).fetchall()  # fmt: skip
            file.execute("COMMIT")
            list(hands.map(port.take, claimed))
            file.execute("BEGIN IMMEDIATE")
            file.executemany("UPDATE notices SET state = 'sent', ts = '1.1' WHERE id = ?", claimed)
            file.execute("COMMIT")
    return {}


PORT: list[Port] = []  # where a job finds its port


def job() -> None:
    """Be what APScheduler runs for one reminder."""
    PORT[0].take()


def by_apscheduler(
    url: str, due_at: datetime, port: Port, due: int, *, tuned: bool
) -> dict[str, float]:
    """Add a job for each, and wait for them."""
    PORT[:] = [port]
    engine = sa.create_engine(url)
    if tuned:
        sa.event.listen(engine, "connect", lambda connection, _: _tune(connection))
    store = SQLAlchemyJobStore(engine=engine)
    options: dict[str, Any] = {"misfire_grace_time": None} if tuned else {}
    workers = {"default": {"type": "threadpool", "max_workers": AT_ONCE if tuned else 10}}
    scheduler = BackgroundScheduler(
        jobstores={"default": store}, executors=workers, job_defaults=options, timezone=UTC
    )
    scheduler.start(paused=True)
    for number in range(due):
        scheduler.add_job(job, "date", run_date=due_at, id=str(number))
    scheduler.resume()
    wait_for(port, due)
    scheduler.shutdown(wait=False)
    return {}


def _tune(connection: Any) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")


WAYS: dict[str, Callable[[str, datetime, Port, int], dict[str, float]]] = {
    OURS: by_courier,
    OURS_PG: by_courier,
    RAW: by_raw_sweep,
    PLAIN: lambda *given: by_apscheduler(*given, tuned=False),
    TUNED: lambda *given: by_apscheduler(*given, tuned=True),
}


def measure(what: str, url: str, due: int, due_at: datetime) -> dict[str, float]:
    """Be the process of one contender."""
    port = Port(due_at)
    found = WAYS[what](url, due_at, port, due)
    late = sorted(port.late) or [PATIENCE]
    return found | {
        "told": len(port.late),
        "p50": 1000 * late[len(late) // 2],
        "p99": 1000 * late[int(len(late) * 0.99) - 1 if len(late) > 1 else 0],
        "rate": len(late) / max(late[-1], 0.001),
        "work": 1000 * time.process_time() / max(len(port.late), 1),
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def turn(what: str, url: str, due: int, stored: int) -> dict[str, float]:
    """Prepare, and have another process measure."""
    starts_in = 5 + due / 250 + stored / 40_000
    due_at = datetime.fromtimestamp(round(machine_time() + starts_in), UTC)
    if what not in {PLAIN, TUNED}:
        prepare(url, due, stored, due_at)
    given = json.dumps({"what": what, "url": url, "due": due, "due_at": due_at.isoformat()})
    told = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, __file__, "--one", given], stdout=subprocess.PIPE, check=True
    )
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


@click.command()
@click.option("--due", default=1_000, help="How many are due at one instant.")
@click.option("--stored", default=10_000, help="How many others are stored.")
@click.option("--turns", default=3, type=click.IntRange(1), help="How often each is measured.")
@click.option("--one", hidden=True)
def main(due: int, stored: int, turns: int, one: str | None) -> None:
    """Measure and print."""
    if one:
        given = json.loads(one)
        due_at = datetime.fromisoformat(given["due_at"])
        click.echo(json.dumps(measure(given["what"], given["url"], given["due"], due_at)))
        return
    found: dict[str, list[dict[str, float]]] = {}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        programs = find_programs()
        server = Server(programs) if programs else None
        if server:
            stack.callback(server.remove)
        for number in range(turns):
            for what in WAYS:
                if what == OURS_PG and server is None:
                    continue
                file = folder / f"{number}-{what.replace(' ', '-')}.sqlite3"
                url = server.create() if server and what == OURS_PG else f"sqlite:///{file}"
                found.setdefault(what, []).append(turn(what, url, due, stored))
    show(found, due)


if __name__ == "__main__":
    assert threading.current_thread() is threading.main_thread()
    main()
