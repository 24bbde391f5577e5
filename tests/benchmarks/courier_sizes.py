"""What must not grow with what is stored: an idle sweep, a deed, and the start of `serve`.

    python tests/benchmarks/courier_sizes.py [--many 1000000] [--turns 5] [--postgresql]

Each in a database with few interviews and in one with many, in turns: a sweep that finds nothing
due, with the question after it when the next one will be; moving an interview to and fro, any of
those that are stored; and `interview-bot serve` until it answers for the first time. A sweep is
measured as it passes, with whatever the database takes, and in our own processor time.
"""

from __future__ import annotations

import http.client
import statistics
import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random

import click

HERE = Path(__file__).parent
sys.path += [str(HERE.parent / "faults"), str(HERE.parent / "plugins")]

from courier import databases  # noqa: E402 - the path comes first
from courier_book import BEFORE, prepare  # noqa: E402 - the same
from courier_peers import Port  # noqa: E402 - the same
from patch import environment  # noqa: E402 - the same
from processes import PORT, Process, running  # noqa: E402 - the same

import storage  # noqa: E402 - the same
from bot.clock import Clock, machine_now  # noqa: E402 - the same
from bot.interviews.model import Actor, Door, Person, Role  # noqa: E402 - the same
from bot.interviews.planning.reminders import LeadTimes  # noqa: E402 - the same
from bot.interviews.plans import InterviewChange  # noqa: E402 - the same
from bot.interviews.sending.courier import Courier  # noqa: E402 - the same
from bot.interviews.service import Interviews  # noqa: E402 - the same

SWEEPS, DEEDS = 100, 50
MOST_SWEEP, SWEEP_GROWS, DEED_GROWS, MOST_START = 0.5, 1.5, 1.3, 1_500  # ms, times, times, ms


@dataclass
class Found:
    """Milliseconds."""

    sweep: list[float] = field(default_factory=list)
    work: list[float] = field(default_factory=list)  # of a sweep, in processor time
    deed: list[float] = field(default_factory=list)
    start: list[float] = field(default_factory=list)


class Place:
    """A database of a size, and what was found there."""

    def __init__(self, url: str, stored: int) -> None:
        self.stored, self.found = stored, Found()
        self._url = url
        self._dice = Random(1)  # noqa: S311 - nothing here is a secret
        prepare(url, 0, stored)
        self._book = storage.open_book(url)
        clock = Clock()
        self._courier = Courier(self._book, Port(), clock, machine_now, LeadTimes(), at_once=32)
        self._deeds = Interviews(self._book, clock, LeadTimes(), lambda: None)
        with self._book.write() as pages:
            sam = Person(id=0, workspace_id=1, title="Sam", role=Role.OPERATOR)
            self._by = Actor(person=pages.add_person(sam), door=Door.API)
        self.look()
        self.move()

    def look(self) -> None:
        """Sweep, and ask when the next one will be."""
        self._courier.sweep()
        self._courier.coming()

    def move(self) -> None:
        """Move one of those that are stored."""
        number = self._dice.randrange(BEFORE // 2 + 1, BEFORE // 2 + self.stored)
        with self._book.read() as pages:
            kept = pages.interview(1, number)
        assert kept is not None
        later = kept.interview.start_at + timedelta(minutes=1)
        change = InterviewChange(start_at=later, end_at=later + kept.length, force=True)
        self._deeds.do(change, by=self._by, interview_id=number)

    def start(self) -> float:
        """Give the milliseconds until `serve` answers."""
        variables = environment(HERE, self._url)
        command = [sys.executable, "-m", "bot", "serve", "--port", PORT]
        with running(command, variables, Process) as process:
            while not _answers(process.port):
                if not process.is_coming():
                    process.gave_up()
                time.sleep(0.005)
            return 1000 * (time.perf_counter() - process.since)

    def close(self) -> None:
        self._book.close()


def _answers(port: int) -> bool:
    with suppress(OSError), closing(http.client.HTTPConnection("127.0.0.1", port)) as connection:
        connection.request("GET", "/health")
        return connection.getresponse().status > 0
    return False


def each(times: int, what: Callable[[], object]) -> tuple[float, float]:
    """Give the milliseconds that it takes, of which half take less; and of processor time."""
    took = []
    worked = time.process_time()
    for _ in range(times):
        before = time.perf_counter()
        what()
        took.append(time.perf_counter() - before)
    return 1000 * statistics.median(took), 1000 * (time.process_time() - worked) / times


def show(few: Place, many: Place) -> None:
    """Print the medians, and how the goals are met."""
    click.echo(f"{'':34}{few.stored:>12,}{many.stored:>12,}   times")
    for name, what in (
        ("sweep", "idle sweep, ms"),
        ("work", "idle sweep, ms of processor time"),
        ("deed", "moving an interview, ms"),
        ("start", "serve, until it answers, ms"),
    ):
        first, second = (statistics.median(getattr(each.found, name)) for each in (few, many))
        met = "" if _meets(name, first, second) else "   GOAL NOT MET"
        click.echo(f"{what:34}{first:12.2f}{second:12.2f}{second / first:8.2f}{met}")


def _meets(name: str, first: float, second: float) -> bool:
    if name in {"sweep", "work"}:
        return second <= MOST_SWEEP and second <= SWEEP_GROWS * first
    return second <= DEED_GROWS * first if name == "deed" else second <= MOST_START


@click.command()
@click.option("--few", default=10_000, help="How many interviews are few.")
@click.option("--many", default=1_000_000, help="How many are many.")
@click.option("--turns", default=5, type=click.IntRange(1), help="How often each is measured.")
@click.option("--postgresql", is_flag=True, help="In PostgreSQL instead of SQLite.")
def main(few: int, many: int, turns: int, postgresql: bool) -> None:
    """Measure and print."""
    with databases() as make:
        places = []
        for stored in (few, many):
            url = make("the courier, PostgreSQL" if postgresql else "")
            if url is None:
                raise SystemExit("PostgreSQL is needed.")
            places.append(Place(url, stored))
        for _ in range(turns):
            for place in places:
                place.look()  # it tells what the last moves have people told
                passed, worked = each(SWEEPS, place.look)
                place.found.sweep.append(passed)
                place.found.work.append(worked)
                place.found.deed.append(each(DEEDS, place.move)[0])
                place.found.start.append(place.start())
        for place in places:
            place.close()
    show(*places)


if __name__ == "__main__":
    main()
