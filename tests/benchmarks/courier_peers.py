"""What others would do: a raw sweep, or a job for each, of APScheduler or of Procrastinate."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any

import procrastinate
import sqlalchemy as sa
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from courier_book import BEFORE, all_at_once

from bot.clock import machine_now, machine_time
from bot.interviews.ports.post import Receipt

AT_ONCE = 32
TAKES = 0.001  # seconds, of the port
PATIENCE = 10.0  # seconds
OFTEN = 0.02  # seconds


class Port:
    """A port that takes a millisecond, and notes how late each notice comes."""

    def __init__(self) -> None:
        self.due_at = machine_time()
        self.late: list[float] = []

    def await_those(self, due_at: datetime) -> None:
        """Forget what has come so far, and count from when the others are due."""
        self.due_at = due_at.timestamp()
        self.late.clear()

    def take(self, *_: object) -> None:
        self.note()
        time.sleep(TAKES)

    def note(self) -> None:
        self.late.append(machine_time() - self.due_at)

    def reaches(self, _person: object) -> bool:
        return True

    def pause(self) -> timedelta:
        return timedelta(0)

    def turn(self, *_: object) -> timedelta:
        return timedelta(0)

    def stop(self) -> None:
        pass

    def find(self, *_: object) -> None:
        """Nothing is ever in doubt."""

    def deliver(self, *_: object) -> Receipt:
        self.take()
        return Receipt(channel="D1", ts="1.1")


def wait_for(port: Port, due: int) -> None:
    """Wait until all have come; end when for long none has."""
    come, until = -1, 0.0
    while len(port.late) < due:
        if come != len(port.late) or machine_time() < port.due_at:
            come, until = len(port.late), machine_time() + PATIENCE
        if machine_time() > until:
            return
        time.sleep(0.02)


def by_raw_sweep(url: str, port: Port, due: int) -> dict[str, float]:
    """Claim a hundred at a time, hand them over by threads, mark them together."""
    file = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    file.execute("PRAGMA synchronous = FULL")
    file.execute("UPDATE notices SET state = 'sent' WHERE id <= ?", (BEFORE,))
    port.await_those(all_at_once(url, due))
    now = int(port.due_at * 1_000_000)
    time.sleep(max(port.due_at - machine_time(), 0))
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


def by_apscheduler(url: str, port: Port, due: int, *, tuned: bool) -> dict[str, float]:
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
    due_at = machine_now() + timedelta(seconds=2 + due / 200)
    port.await_those(due_at)
    for number in range(due):
        scheduler.add_job(job, "date", run_date=due_at, id=str(number))
    scheduler.resume()
    wait_for(port, due)
    scheduler.shutdown(wait=False)
    return {}


def _tune(connection: Any) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")


def by_procrastinate(url: str, port: Port, due: int) -> dict[str, float]:
    """Defer a job for each, and have a worker look for them as often as it may."""
    connector = procrastinate.PsycopgConnector(conninfo=url.replace("+psycopg", ""))
    app = procrastinate.App(connector=connector)

    @app.task
    async def take() -> None:
        port.note()
        await asyncio.sleep(TAKES)

    async def work() -> None:
        async with app.open_async():
            await app.schema_manager.apply_schema_async()
            due_at = machine_now() + timedelta(seconds=2 + due / 1_000)
            port.await_those(due_at)
            later = take.configure(schedule_at=due_at)
            await later.batch_defer_async(*({} for _ in range(due)))
            worker = asyncio.create_task(
                app.run_worker_async(
                    concurrency=AT_ONCE, fetch_job_polling_interval=OFTEN,
                    install_signal_handlers=False,
                )
            )  # fmt: skip
            await asyncio.to_thread(wait_for, port, due)
            worker.cancel()
            await asyncio.gather(worker, return_exceptions=True)

    asyncio.run(work())
    return {}
