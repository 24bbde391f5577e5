"""A storm of 429s, and an hour in which Slack is away, by a clock that is moved.

    python tests/faults/storms.py --notices 5000

One courier tells everybody; whenever it has nothing to do, the clock is moved to when it has. In
the end each message must stand in Slack once, and the ledger say where.
"""

from __future__ import annotations

import argparse
import contextlib
import logging
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
sys.path.append(str(Path(__file__).parents[1] / "plugins"))

from bad_slack import Slack
from ending import say, settled, wrong
from thousand import fill

import storage
from bot.clock import Clock
from bot.interviews.people.people import People
from bot.interviews.planning.reminders import LeadTimes
from bot.interviews.sending.courier import Courier
from bot.interviews.sending.terms import Terms
from bot.playground.faults import Weather
from bot.playground.weather import Outage, Storm
from bot.slack.buckets import NO_LIMIT, Buckets
from bot.slack.calls import OneTryClient
from bot.slack.cards import Setting
from bot.slack.post import SlackPost

AN_HOUR = timedelta(hours=1)


def storm(clock: Clock) -> Weather:
    """For an hour one of three calls gets through."""
    return Storm(of=3, seconds=30, lasts=for_an_hour(clock))


def outage(clock: Clock) -> Weather:
    """For an hour nothing does."""
    return Outage(lasts=for_an_hour(clock))


def for_an_hour(clock: Clock) -> Callable[[], bool]:
    ends_at = clock.now() + AN_HOUR
    return lambda: clock.now() < ends_at


DAYS: dict[str, Callable[[Clock], Weather]] = {"storm": storm, "outage": outage}


def run(url: str, day: str, many: int) -> tuple[list[str], timedelta]:
    """Let everybody be told on such a day; give what is wrong then, and how long it took."""
    storage.migrate(url)
    fill(url, many, starts_in=timedelta(days=1))
    clock = Clock()
    began = clock.now()
    with (
        Slack(Terms(), DAYS[day](clock)) as slack,
        contextlib.closing(storage.open_book(url)) as book,
    ):
        courier = courier_of(book, clock, slack.url)
        while not settled(book):
            courier.sweep()
            due, runs_out, _ = courier.coming()
            move(clock, due, runs_out)
        return [*wrong(book, slack.posted(), many)], clock.now() - began


def courier_of(book: storage.SqlBook, clock: Clock, slack: str) -> Courier:
    """Give a courier to whom the moved clock is the machine's own too."""
    people = People(book, clock, frozenset)
    client = OneTryClient("xoxb-faults", slack)
    buckets = Buckets(NO_LIMIT, lambda: clock.now().timestamp())
    setting = Setting(company="Acme")
    post = SlackPost(client, setting, clock, people.remember_channel, buckets, clock.now)
    return Courier(book, post, clock, clock.now, LeadTimes())


def move(clock: Clock, *instants: datetime | None) -> None:
    """Move the clock to the first of these instants, unless it has passed."""
    first = min((instant for instant in instants if instant is not None), default=None)
    with contextlib.suppress(ValueError):  # it has come by itself
        clock.move_to(first or clock.now())


def main() -> int:
    """Have one such day after the other; 1 when anything was lost, doubled or denied."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--notices", type=int, default=5_000, help="on each day (5,000)")
    given = asked.parse_args()
    logging.getLogger().addHandler(logging.NullHandler())  # what fails is logged all over
    problems = 0
    with tempfile.TemporaryDirectory() as folder:
        for day in DAYS:
            found, took = run(f"sqlite:///{Path(folder) / day}.sqlite3", day, given.notices)
            problems += len(found)
            say(f"{day}: {given.notices} told within {took}, {len(found)} problems")
            for problem in found[:20]:
                say(f"    {problem}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
