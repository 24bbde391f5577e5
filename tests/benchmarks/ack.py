"""How fast Slack is answered, how fast `serve` starts, and how much memory it takes.

    python tests/benchmarks/ack.py [--seconds N] [--long]

A real `interview-bot serve` with a few hundred interviews in its database, and beside it a Bolt
app that does nothing but ack, each in a process of its own, as are the Slack that `serve` calls
(the playground) and the one that sends the signed commands. On Linux. Trust the ratios of one
run, and the processor time, which knows nothing of other people's work on the same machine.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
from ack_book import fill
from ack_processes import Commanded, database_url, peer, serving

CONNECTIONS = (1, 16, 64)
SHOW, MOVE, BEFORE, AFTER = (
    "/interview 27",
    "/interview 27 move +1m … +400m, read back",
    "a Bolt app that only acks",
    "the same in Bolt's default mode",
)
SHOWN, READ_BACK = ("27", "#27"), ("27 move +{}m", "do_draft")  # what is typed, what must come
WARM = 3_000  # commands before anything is measured: what is loaded beside is there by then


@dataclass(frozen=True)
class Row:
    """One line at one number of connections. `work`: processor time for each command. In ms.

    `bad`: answers that said something else, such as that it took too long.
    """

    what: str
    connections: int
    rate: float
    p50: float
    p99: float
    longest: float
    work: float
    memory: float
    bad: int


def measure(
    process: Commanded, what: str, said: tuple[str, str], seconds: float, warm: int
) -> Iterator[Row]:
    """Send one line at each number of connections."""
    process.take(*said, connections=4, requests=warm)
    for connections in CONNECTIONS:
        before = process.worked()
        told = process.take(*said, connections=connections, seconds=seconds)
        yield Row(
            what,
            connections,
            told["rate"],
            told["p50"],
            told["p99"],
            told["longest"],
            1000 * (process.worked() - before) / max(told["requests"], 1),
            process.memory(),
            told["bad"],
        )


def speeds(folder: Path, slack: Commanded, seconds: float, warm: int) -> list[Row]:
    """Measure ours and the peers."""
    rows: list[Row] = []
    for kind, what in (("before", BEFORE), ("after", AFTER)):
        with peer(kind) as bare:
            bare.wait("27", "")
            rows += measure(bare, what, ("27", ""), seconds, warm)
    with serving(folder, slack) as serve:
        serve.wait(*SHOWN)
        rows += measure(serve, SHOW, SHOWN, seconds, warm)
        rows += measure(serve, MOVE, READ_BACK, seconds, warm)
    return rows


def starts(folder: Path, slack: Commanded, times: int) -> list[float]:
    """Start `serve` that often; give the seconds to the first answer of each."""
    taken = []
    for _ in range(times):
        with serving(folder, slack) as serve:
            taken.append(serve.wait(*SHOWN))
    return sorted(taken)


def memory(folder: Path, slack: Commanded, commands: tuple[int, ...]) -> list[float]:
    """Give the memory of `serve` in MB, at first and after each number of further commands."""
    with serving(folder, slack) as serve:
        serve.wait(*SHOWN)
        taken = [serve.memory()]
        for number in commands:
            serve.take(*SHOWN, connections=16, requests=number * 9 // 10)
            serve.take(*READ_BACK, connections=16, requests=number - number * 9 // 10)
            taken.append(serve.memory())
    return taken


def show_speeds(rows: list[Row]) -> None:
    """Print what was measured as one table."""
    floor = {row.connections: row for row in rows if row.what == BEFORE}
    click.echo(f"{'':42}conn   per s    p50    p99  longest  bad   CPU ms   MB   of the bare app")
    for row in rows:
        bare = floor[row.connections]
        click.echo(
            f"{row.what if row.connections == CONNECTIONS[0] else '':42}{row.connections:4}"
            f"{row.rate:8,.0f}{row.p50:7.2f}{row.p99:7.1f}{row.longest:9.1f}{row.bad:5}{row.work:9.2f}"
            f"{row.memory:5.0f}{row.rate / bare.rate:10.2f} rate{row.work / bare.work:6.1f} CPU"
        )


def show_goals(rows: list[Row], started: list[float], taken: list[float], short: int) -> None:
    """Print what is promised, and whether it was met."""
    at = {row.connections: row for row in rows if row.what == SHOW}
    goals = [
        ("/interview 27, p50 at 1 connection", at[1].p50, "ms", 2.0),
        ("/interview 27 at 16 connections, each", 1000 / at[16].rate, "ms", 1000 / 800),
        ("longest ack at 64 connections", max(r.longest for r in rows if r.connections == 64
                                              and r.what in {SHOW, MOVE}), "ms", 300.0),
        ("start to first answered command", started[len(started) // 2], "s", 1.5),
        (f"memory after {short:,} commands", taken[1], "MB", 150.0),
    ]  # fmt: skip
    if len(taken) > 2:
        goals.append(("memory that the rest added", taken[2] - taken[1], "MB", 5.0))
    click.echo()
    for what, measured, unit, most in goals:
        met = "" if measured <= most else "   NOT MET"
        click.echo(f"{what:40}{measured:9.2f} {unit:3} (goal: at most {most:g}){met}")


@click.command()
@click.option("--seconds", default=3.0, help="How long each line is sent at each load.")
@click.option("--interviews", default=300, type=click.IntRange(27), help="In the database.")
@click.option("--starts", "times", default=3, help="How often serve is started.")
@click.option("--commands", default=10_000, help="Sent before memory is looked at.")
@click.option("--warm", default=WARM, help="Commands before anything is measured.")
@click.option("--long", "is_long", is_flag=True, help="Look again after five times as many more.")
def main(
    seconds: float, interviews: int, times: int, commands: int, warm: int, *, is_long: bool
) -> None:
    """Measure and print."""
    with contextlib.ExitStack() as open_things:
        folder = Path(open_things.enter_context(tempfile.TemporaryDirectory()))
        fill(database_url(folder), interviews)
        slack = open_things.enter_context(peer("slack"))
        slack.listen()
        started = starts(folder, slack, times)
        rows = speeds(folder, slack, seconds, warm)
        more = (commands * 5,) if is_long else ()
        taken = memory(folder, slack, (commands, *more))
    show_speeds(rows)
    show_goals(rows, started, taken, commands)
    click.echo("Starts: " + ", ".join(f"{each:.2f} s" for each in started), nl=False)
    click.echo("; memory: " + ", ".join(f"{each:.0f} MB" for each in taken))


if __name__ == "__main__":
    main()
