"""How fast times are read: warm, first after start-up, as a process, and a line far too long.

    python tests/benchmarks/when_speed.py [--times N]

Reads this project's own tables of phrases. Goals: warm median 1 ms and p99 5 ms, the first answer
50 ms after `warm()`, `interview-bot when TEXT` 0.6 s as a process, 10,000 characters refused
within 5 ms. Processor time stands beside the time on the wall, for it knows nothing of other
people's work on the same machine.
"""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from bot.when import read, warm

TABLES = Path(__file__).parents[1] / "when" / "phrases"
BOT = str(Path(sysconfig.get_path("scripts")) / "interview-bot")
FIRST = """
import time
from datetime import datetime
from zoneinfo import ZoneInfo
from bot.when import read, warm
warm()
now, zone = datetime.fromisoformat("2026-11-23T09:12:00-05:00"), ZoneInfo("America/New_York")
began, worked = time.perf_counter(), time.process_time()
read("nächsten Dienstag 3. Februar 15-16 Uhr Berlin", now, zone, "de-DE")
print(1000 * (time.perf_counter() - began), 1000 * (time.process_time() - worked))
"""
Scene = tuple[str, datetime, ZoneInfo, str]


def phrases() -> Iterator[Scene]:
    """Give every phrase of the tables with its present, zone and language."""
    for table in sorted(TABLES.glob("*.txt")):
        scene: tuple[datetime, ZoneInfo, str] | None = None
        for line in table.read_text(encoding="utf-8").splitlines():
            if line.startswith("@"):
                now, zone, locale = line.removeprefix("@").split()[:3]
                scene = datetime.fromisoformat(now), ZoneInfo(zone), locale
            elif " => " in line and scene:
                yield line.partition(" => ")[0], *scene


def taken(work: Callable[[], object]) -> tuple[float, float]:
    """Give the milliseconds on the wall and on the processor that something takes."""
    began, worked = time.perf_counter(), time.process_time()
    work()
    return 1000 * (time.perf_counter() - began), 1000 * (time.process_time() - worked)


def show(what: str, found: list[tuple[float, float]], goal: str) -> None:
    """Print the median and the 99th in a hundred, on the wall and on the processor."""
    columns = [sorted(column) for column in zip(*found, strict=True)]
    median, last = (
        [column[int(len(column) * share)] for column in columns] for share in (0.5, 0.99)
    )
    click.echo(f"{what:42} median {median[0]:8.2f} ({median[1]:7.2f})   "
               f"p99 {last[0]:8.2f} ({last[1]:7.2f})   goal {goal}")  # fmt: skip


def process(*command: str) -> tuple[float, float]:
    """Run a command; give its milliseconds on the wall, and those that it says itself if any."""
    began = time.perf_counter()
    ran = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own commands
    wall = 1000 * (time.perf_counter() - began)
    said = ran.stdout.split()
    return (float(said[0]), float(said[1])) if command[0] == sys.executable else (wall, wall)


@click.command()
@click.option("--times", default=5, show_default=True, help="How often each process is started.")
def main(times: int) -> None:
    """Measure; milliseconds on the wall, and of the processor in brackets."""
    warm()
    lines = list(phrases())
    for line in lines:
        read(*line)
    show(f"{len(lines)} phrases, warm", [taken(lambda line=line: read(*line)) for line in lines],
         "1 / 5")  # fmt: skip
    text, *scene = lines[0]
    long = [taken(lambda: read(text * 1000, *scene)) for _ in range(100)]
    show("a line of ten thousand characters", long, "5")
    first = [process(sys.executable, "-c", FIRST) for _ in range(times)]
    show("the first answer after warm()", first, "50")
    whole = [process(BOT, "when", "fri 3pm") for _ in range(times)]
    show("interview-bot when, as a process", whole, "600")


if __name__ == "__main__":
    main()
