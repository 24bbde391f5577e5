"""How fast an interview is moved over the API, beside three peers.

    python tests/benchmarks/patch.py [--postgresql] [--seconds N] [--connections 1,16]

The product is a real `interview-bot serve`, with the API alone, on a database that was filled by
`interview-bot import`: an SQLite file or, for all of them, in a PostgreSQL server of their own.
Beside it (a) a bare ASGI app with hand-written SQL that does the same writes, notices and history,
(b) a plain FastAPI and ORM endpoint as most people would write it,
and (c) a one-file Rails app, both without rules and notices; each in a process of its own, as is
the client. Every request really moves an interview, and at the end the databases must say so, row
by row. They are measured in turns, so that other people's work on the machine hits them alike;
what is printed is the median of the turns. On Linux. Trust the ratios of one run.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import click
from patch_book import LASTS, RECRUITER, moved_until, start_of, write
from patch_databases import Databases, databases, second
from patch_load import Order
from processes import PORT, ROOT, Process, running

from bot.clock import machine_now

HERE = Path(__file__).parent
SECRET = "for-the-benchmark-and-nothing-else-"
OURS, FLOOR, PLAIN, RAILS = (
    "interview-bot serve", "(a) bare ASGI, hand-written SQL", "(b) FastAPI and ORM", "(c) Rails",
)  # fmt: skip
WARM = 300  # requests before anything is measured
# Notices that a move writes, to the two people: what moved; ahead of the start; at it and after.
TOLD, REMINDED, OF_THE_DAY = 2, 5, 3
GOALS = ((FLOOR, 0.5), (RAILS, 2.0), (PLAIN, 1.8))
P99_AT_16 = {"sqlite": 50.0, "postgresql": 80.0}  # ms


@dataclass
class Contender:
    """A server, its database, and what was measured."""

    what: str
    process: Process
    database: str
    keeps_notices: bool
    requests: int = 0
    bad: int = 0
    example: str = ""
    turns: dict[int, list[dict[str, Any]]] = field(default_factory=dict)

    def take(self, order: dict[str, Any]) -> dict[str, Any]:
        """Send requests from another process; give what it measured."""
        given = json.dumps(asdict(Order(port=self.process.port, before=self.requests, **order)))
        told = subprocess.run(  # noqa: S603 - our own command
            [sys.executable, str(HERE / "patch_load.py"), given], stdout=subprocess.PIPE, check=True
        )
        measured: dict[str, Any] = json.loads(told.stdout)
        self.requests += measured["requests"]
        self.bad += measured["bad"]
        self.example = self.example or measured["example"]
        return measured

    def measure(self, order: dict[str, Any], connections: int, seconds: float) -> None:
        """Take one turn."""
        before = self.process.worked()
        measured = self.take(order | {"connections": connections, "seconds": seconds})
        measured["work"] = 1000 * (self.process.worked() - before) / max(measured["requests"], 1)
        self.turns.setdefault(connections, []).append(measured)

    def median(self, connections: int, name: str) -> float:
        """Give the median of a figure over the turns."""
        return statistics.median(turn[name] for turn in self.turns[connections])


def environment(folder: Path, url: str) -> dict[str, str]:
    """Give what the product is told: an API without a limit, and no Slack."""
    return {
        "HOME": str(folder),
        "PYTHONPATH": str(ROOT),
        "INTERVIEW_BOT_DATABASE_URL": url,
        "INTERVIEW_BOT_JWT_SECRET": SECRET,
        "INTERVIEW_BOT_API_RATE": "0",
    }


def prepare(folder: Path, kept: Databases, base: datetime, interviews: int) -> str:
    """Fill the databases; give a token that both the product and the peers take."""
    lines = folder / "interviews.jsonl"
    write(lines, base, interviews)

    def run(*words: str) -> str:
        done = subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-m", "bot", *words],
            env=environment(folder, kept.url("ours")), cwd=folder,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise SystemExit(done.stderr)
        return done.stdout

    run("migrate")
    run("import", str(lines))
    kept.copy("ours", "floor")
    plain = [str(HERE / "patch_plain.py"), "0", for_orm(kept.url("plain")), SECRET, str(lines)]
    subprocess.run([sys.executable, *plain], check=True)  # noqa: S603 - our own command
    kept.copy("plain", "rails")
    return run("token", "--user", str(RECRUITER)).strip()


@contextlib.contextmanager
def contenders(folder: Path, kept: Databases) -> Iterator[list[Contender]]:
    """Start them all."""
    python = sys.executable
    floor, plain = kept.url("floor"), for_orm(kept.url("plain"))
    servers: list[tuple[str, str, list[str], dict[str, str] | None]] = [
        (OURS, "ours", [python, "-m", "bot", "serve", "--port", PORT],
         environment(folder, kept.url("ours"))),
        (FLOOR, "floor", [python, str(HERE / "patch_floor.py"), PORT, floor, SECRET], None),
        (PLAIN, "plain", [python, str(HERE / "patch_plain.py"), PORT, plain, SECRET], None),
    ]  # fmt: skip
    url = kept.url("rails")
    if _has_rails("sqlite3" if url.startswith("sqlite") else "pg"):
        # One thread: the driver of SQLite for Ruby waits for a lock with all other threads stopped,
        # the one that has it too, so that more of them mostly wait for their five seconds to end.
        threads = "1:1" if url.startswith("sqlite") else "5:5"
        rails = ["puma", "-q", "-e", "production", "-t", threads, "-b", f"tcp://127.0.0.1:{PORT}"]
        servers.append(
            (RAILS, "rails", [*rails, str(HERE / "patch_rails.ru")], _rails(folder, url))
        )
    else:
        click.echo("Rails is left out: apt-get install ruby-rails ruby-jwt puma ruby-sqlite3 "
                   "ruby-pg ruby-bootsnap brings it.")  # fmt: skip
    with contextlib.ExitStack() as started:
        found = []
        for what, name, command, variables in servers:
            process = started.enter_context(running(command, variables, Process))
            process.listen()
            found.append(Contender(what, process, name, name in {"ours", "floor"}))
        yield found


def for_orm(url: str) -> str:
    """Give an address as SQLAlchemy takes it."""
    return url.replace("postgresql:", "postgresql+psycopg:")


def _has_rails(driver: str) -> bool:
    needed = f"require 'rails'; require 'jwt'; require '{driver}'"
    if not (shutil.which("ruby") and shutil.which("puma")):
        return False
    tried = subprocess.run(["ruby", "-e", needed], capture_output=True, check=False)  # noqa: S603, S607 - Debian's
    return tried.returncode == 0


def _rails(folder: Path, url: str) -> dict[str, str]:
    address, _, host = url.partition("?host=")
    if host:  # as Ruby reads addresses
        address = f"{address.replace('postgres@', '')}?pool=5"
    else:
        address = f"{address.replace('sqlite:///', 'sqlite3:')}?pool=5&timeout=5000"
    return {
        "PGHOST": host,
        "PGUSER": "postgres",
        "PATH": os.environ["PATH"],  # noqa: TID251 - where Debian's programs are
        "HOME": str(folder),
        "RAILS_ENV": "production",
        "DATABASE_URL": address,
        "SECRET": SECRET,
    }


def check(kept: Databases, contender: Contender, base: datetime, interviews: int) -> None:
    """Compare the database with what was sent, row by row; end when they differ."""
    name = contender.database
    found = kept.ask(name, "SELECT id, start_at, end_at FROM interviews ORDER BY id")
    expected = []
    for number in range(interviews):
        moved = moved_until(contender.requests, number, interviews)
        start_at = start_of(base, number, moved)
        expected.append((number + 1, second(start_at), second(start_at + LASTS)))
    wrong = sum(
        (row[0], second(row[1]), second(row[2])) != each
        for row, each in zip(found, expected, strict=True)
    )
    # A peer that gives up under load leaves its row as it was, and is counted by its answer.
    excused = 0 if contender.keeps_notices else min(wrong, contender.bad)
    counted = {"rows that are not as they were sent": (wrong, excused)}
    if contender.keeps_notices:
        counted |= _written(partial(kept.ask, name), contender.requests, interviews)
        counted["bad answers"] = (contender.bad, 0)
    for what, (number, should) in counted.items():
        if number != should:
            raise SystemExit(
                f"{contender.what}: {what}: {number} instead of {should}. {contender.example}"
            )


def _written(
    ask: Callable[[str], list[tuple[Any, ...]]], moves: int, interviews: int
) -> dict[str, tuple[int, int]]:
    def count(query: str) -> int:
        return int(ask(f"SELECT count(*) FROM {query}")[0][0])  # noqa: S608 - ours

    found = {
        "versions": (int(ask("SELECT sum(version - 1) FROM interviews")[0][0]), moves),
        "history": (count("history WHERE deed = 'change'"), moves),
        "moved, told": (count("notices WHERE what = 'moved'"), TOLD * moves),
    }
    for what, number in (("'reminder'", REMINDED), ("'begun', 'feedback'", OF_THE_DAY)):
        these = f"notices WHERE what IN ({what})"
        planned = count(f"{these} AND state = 'planned'")
        found[what] = (count(these), number * (moves + interviews))
        found[f"{what}, planned"] = (planned, number * interviews)
    return found


def show(found: list[Contender], connections: list[int]) -> None:
    """Print the medians, and what the product is beside each of the others."""
    click.echo(f"{'':34}conn   per s     p50     p99  longest  bad   CPU ms   ours is")
    for many in connections:
        ours = found[0].median(many, "rate")
        for contender in found:
            rate, p50, p99, longest, work = (
                contender.median(many, name) for name in ("rate", "p50", "p99", "longest", "work")
            )
            click.echo(
                f"{contender.what:34}{many:4}{rate:8,.0f}{p50:8.2f}{p99:8.1f}{longest:9.1f}"
                f"{sum(turn['bad'] for turn in contender.turns[many]):5}{work:9.2f}"
                f"{ours / rate:9.2f} ×"
            )


def show_bad(found: list[Contender]) -> None:
    """Print one bad answer of each that had any."""
    for contender in found:
        if contender.bad:
            said = " ".join(contender.example.split())[:200]
            click.echo(f"{contender.what} had {contender.bad} bad answers, the first: {said}")


def show_goals(found: list[Contender], connections: list[int], most: float) -> None:
    """Print what is promised, and whether it was met."""
    ours, *peers = found
    click.echo()
    for many in connections:
        for what, least in GOALS:
            for peer in (peer for peer in peers if peer.what == what):
                ratio = ours.median(many, "rate") / peer.median(many, "rate")
                met = "" if ratio >= least else "   NOT MET"
                click.echo(f"{many:3} conn, of {what:32}{ratio:6.2f} (goal: {least:g}){met}")
        if many == 16:
            p99 = ours.median(many, "p99")
            met = "" if p99 <= most else "   NOT MET"
            click.echo(f"{many:3} conn, p99 {p99:.1f} ms (goal: at most {most:g}){met}")


@click.command()
@click.option("--seconds", default=4.0, help="How long each turn takes.")
@click.option("--turns", default=3, type=click.IntRange(1), help="How often each is measured.")
@click.option("--connections", default="1,16", help="How many at once, separated by commas.")
@click.option("--interviews", default=10_000, type=click.IntRange(16), help="In each database.")
@click.option("--warm", default=WARM, help="Requests before anything is measured.")
@click.option("--postgresql", is_flag=True, help="Keep all of it in PostgreSQL.")
def main(
    seconds: float, turns: int, connections: str, interviews: int, warm: int, *, postgresql: bool
) -> None:
    """Measure, check and print."""
    at_once = [int(each) for each in connections.split(",")]
    base = machine_now().replace(minute=0, second=0, microsecond=0) + timedelta(days=30)
    with tempfile.TemporaryDirectory() as name, databases(Path(name), postgresql) as kept:
        folder = Path(name)
        token = prepare(folder, kept, base, interviews)
        order = {"token": token, "base": base.isoformat(), "interviews": interviews}
        with contenders(folder, kept) as found:
            for contender in found:
                contender.take(order | {"connections": 4, "seconds": 60, "requests": warm})
            for _ in range(turns):
                for many in at_once:
                    for contender in found:
                        contender.measure(order, many, seconds)
        for contender in found:
            check(kept, contender, base, interviews)
    show(found, at_once)
    show_bad(found)
    show_goals(found, at_once, P99_AT_16["postgresql" if postgresql else "sqlite"])


if __name__ == "__main__":
    main()
