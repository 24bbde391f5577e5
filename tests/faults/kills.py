"""Couriers that are killed, or stopped for longer than their leases, at random instants.

    python tests/faults/kills.py --kills 200

Three processes tell a thousand people, of as many interviews, on one database, while Slack has a
bad day: replies are lost, requests too, and some are accepted only after the time-out. Again and
again one of them is killed (`kill -9`) and replaced, or stopped until its leases are over, and goes
on. In the end each message must stand in Slack once, and the ledger say of each where. Runs are
made until there were enough kills, in turn on SQLite and on PostgreSQL; each has its own seed.

Lease, time-outs and grace are scaled by one factor; with `--scale 1` they are the real ones.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from random import Random

HERE = Path(__file__).parent
sys.path += [str(HERE), str(HERE.parent / "plugins")]

import sqlalchemy as sa  # noqa: E402 - the path comes first
from bad_slack import BadDay, Slack  # noqa: E402 - the same
from ending import rows, say, settled, states, wrong  # noqa: E402 - the same
from nursery import MUTANTS  # noqa: E402 - the same
from postgresql_server import Server, find_programs  # noqa: E402 - the same
from thousand import fill  # noqa: E402 - the same

import storage  # noqa: E402 - the same
from bot.interviews.notices import State  # noqa: E402 - the same
from bot.interviews.sending.terms import Terms  # noqa: E402 - the same
from bot.playground.faults import Kind as FaultKind  # noqa: E402 - the same
from storage.tables import notices  # noqa: E402 - the same

COURIERS = 3
SCALE = 1 / 30  # a lease of two seconds
PATIENCE = 120  # seconds in which somebody is told, at a scale of 1/30


@dataclass(frozen=True)
class Violence:
    """What is done to the couriers, and how Slack is that day."""

    pause: float  # seconds between two things that are done to them, on average
    kills: float = 0.0  # how likely each time
    stops: float = 0.0  # the same
    at_once: int = 3  # messages in the air, of each courier
    latency: float = 0.05  # seconds that each call takes at Slack
    kinds: tuple[FaultKind, ...] = ("dropped", "reset", "lost", "broken", "late")
    chance: float = 0.03  # of one of these, for each message that is posted


VIOLENCE = {
    "kills": Violence(pause=0.2, kills=0.8, stops=0.1),
    "stops": Violence(pause=0.3, stops=1.0, at_once=16, latency=0.2, chance=0),
    "late": Violence(pause=1.0, kills=0.2, kinds=("late",), chance=0.3),
}
# Which violence is withstood no longer without a safety.
SHOWN_BY = {"reconciliation": "kills", "fence": "stops", "second look": "late"}


@dataclass(frozen=True)
class Plan:
    """One run. `without`: a safety that is cut out."""

    url: str
    seed: int
    violence: Violence
    most: int = 50  # things that are done to them
    notices: int = 1_000
    scale: float = SCALE
    without: str | None = None


@dataclass
class Told:
    """What came of a run."""

    kills: int = 0
    stops: int = 0
    looked_for: int = 0
    problems: list[str] = field(default_factory=list)


class Couriers:
    """Three processes, replaced when they are killed; `clock` as in `nursery`."""

    def __init__(self, plan: Plan, slack: Slack, clock: Path | None = None) -> None:
        given = {
            "url": plan.url, "slack": slack.url, "scale": plan.scale, "without": plan.without,
            "at_once": plan.violence.at_once, "clock": str(clock) if clock else None,
        }  # fmt: skip
        self._nursery = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, str(HERE / "nursery.py"), json.dumps(given)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        self._at_work = [self._born() for _ in range(COURIERS)]
        self._stopped: int | None = None

    def kill(self, dice: Random) -> None:
        """Kill one, and replace it."""
        os.kill(self._at_work.pop(dice.randrange(len(self._at_work))), signal.SIGKILL)
        self._at_work.append(self._born())

    def stop(self, dice: Random) -> None:
        """Stop one in the middle of whatever it does."""
        self._stopped = self._at_work.pop(dice.randrange(len(self._at_work)))
        os.kill(self._stopped, signal.SIGSTOP)

    def let_go(self) -> None:
        """Let the one that was stopped go on."""
        if self._stopped:
            os.kill(self._stopped, signal.SIGCONT)
            self._at_work.append(self._stopped)
            self._stopped = None

    def close(self) -> None:
        self.let_go()
        for courier in self._at_work:
            os.kill(courier, signal.SIGKILL)
        self._nursery.communicate()

    def _born(self) -> int:
        assert self._nursery.stdin is not None
        assert self._nursery.stdout is not None
        self._nursery.stdin.write("one more\n")
        self._nursery.stdin.flush()
        return int(self._nursery.stdout.readline())


def run(plan: Plan) -> Told:
    """Let everybody be told, whatever happens to the couriers; say what is wrong in the end."""
    dice, told = Random(plan.seed), Told()  # noqa: S311 - nothing here is a secret
    terms, violence = Terms().scaled(plan.scale), plan.violence
    slower = max(plan.scale / SCALE, 1)
    storage.migrate(plan.url)
    fill(plan.url, plan.notices)
    with (
        Slack(terms, BadDay(plan.seed, terms, violence.kinds, violence.chance)) as slack,
        contextlib.closing(storage.open_book(plan.url)) as book,
        contextlib.closing(Couriers(plan, slack)) as couriers,
    ):
        slack.playground.faults.latency = violence.latency
        posted, since = 0, time.monotonic()
        while not settled(book):
            if time.monotonic() > since + PATIENCE * slower:
                told.problems.append(f"nobody is told any more: {states(book)}")
                return told
            time.sleep(dice.uniform(0, 2 * violence.pause) * slower)
            before, posted = posted, slack.posted().total()
            if posted != before:
                since = time.monotonic()
            if told.kills + told.stops == plan.most or posted == before:
                continue  # on a busy machine they would be killed before they did anything
            if dice.random() < violence.stops:
                couriers.stop(dice)
                told.stops += 1
                wait_until_taken_over(book, 3 * terms.lease)
                couriers.let_go()
            elif dice.random() < violence.kills:
                couriers.kill(dice)
                told.kills += 1
        time.sleep(2 * terms.sending.total_seconds())  # for what is accepted late
        told.problems += wrong(book, slack.posted(), plan.notices)
        told.looked_for = sum(row.attempt > 1 for row in rows(book))
    return told


def wait_until_taken_over(book: storage.SqlBook, longest: timedelta) -> None:
    """Wait until the others have looked twice for what one of them held, and are sending it."""
    until = time.monotonic() + longest.total_seconds()
    while time.monotonic() < until and not about_to_be_sent(book):
        time.sleep(0.01)


def about_to_be_sent(book: storage.SqlBook) -> bool:
    looked_twice = (notices.c.attempt > 2) & notices.c.looked_at.is_(None)
    wanted = sa.select(notices.c.id).where(notices.c.state == State.CLAIMED, looked_twice)
    with book.read() as pages:
        return pages._connection.execute(wanted.limit(1)).first() is not None


@contextlib.contextmanager
def databases(kind: str) -> Iterator[Iterator[str]]:
    """Give addresses of new databases: of one kind, or `both` in turn."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = None
        if kind != "sqlite":
            programs = find_programs()
            if programs is None:
                raise SystemExit("PostgreSQL is needed; or say --database sqlite.")
            server = Server(programs)
            stack.callback(server.remove)

        def addresses() -> Iterator[str]:
            number = 0
            while True:
                number += 1
                if server is None or (kind == "both" and number % 2):
                    yield f"sqlite:///{folder / f'{number}.sqlite3'}"
                else:
                    yield server.create()

        yield addresses()


def main() -> int:
    """Make runs until there were enough kills; 1 when anything was lost, doubled or denied."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--kills", type=int, default=200, help="how many in all (200)")
    asked.add_argument("--first", type=int, default=1, help="the first seed (1)")
    asked.add_argument("--notices", type=int, default=1_000, help="in each run (1,000)")
    asked.add_argument("--scale", type=float, default=SCALE, help="of lease and time-outs (1/30)")
    asked.add_argument("--database", choices=["sqlite", "postgresql", "both"], default="both")
    asked.add_argument("--violence", choices=sorted(VIOLENCE), default="kills")
    asked.add_argument("--runs", type=int, help="how many, however many kills that are")
    asked.add_argument("--most", type=int, default=50, help="things done to them in a run (50)")
    asked.add_argument("--without", choices=sorted(MUTANTS), help="cut a safety out")
    asked.add_argument("--latency", type=float, help="seconds that each call takes at Slack")
    given = asked.parse_args()
    logging.getLogger().addHandler(logging.NullHandler())  # what breaks off is logged all over
    violence = VIOLENCE[SHOWN_BY[given.without] if given.without else given.violence]
    if given.latency is not None:
        violence = replace(violence, latency=given.latency)
    total, seed, problems = 0, given.first, 0
    with databases(given.database) as addresses:
        while total < given.kills if given.runs is None else seed < given.first + given.runs:
            if given.without and problems:
                break  # it is missed: that is all that was asked
            began = time.monotonic()
            url = next(addresses)
            plan = Plan(
                url, seed, violence, given.most, given.notices, given.scale, without=given.without
            )
            told = run(plan)
            total += told.kills
            problems += len(told.problems)
            say(
                f"seed {seed}, {url.partition(':')[0]}: {told.kills} kills, {told.stops} stops, "
                f"{told.looked_for} tried more than once, {len(told.problems)} problems, "
                f"{time.monotonic() - began:.0f} s"
            )
            for problem in told.problems[:20]:
                say(f"    {problem}")
            seed += 1
    say(f"{total} kills, {problems} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
