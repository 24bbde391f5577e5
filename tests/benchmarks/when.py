"""How many times that people type are read right, beside other libraries.

    python tests/benchmarks/when.py FILE.jsonl … [--alone] [--wrong] [--missed] [--by-rule]

Each line has text, reference, tz, locale, expect (ok, ambiguous, refuse), start, end, grain,
kind and context. A line on which a house rule demands a question counts as right when that
question comes; `--by-rule` lists these. "wrong" is a time that was not meant. Beside it stand
dateparser and whichever of parsedatetime, recurrent, timefhuman and ctparse are installed.
"""

from __future__ import annotations

import json
import statistics
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click
from when_readers import Named, readers, timid
from when_scores import ASKED, REFUSED, RIGHT, WRONG, Score, score

from bot.when import Context, Outcome

ALL = "all"


@dataclass
class Tally:
    """How the lines of one group came out."""

    verdicts: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, verdict: str) -> None:
        """Count one line."""
        self.verdicts[verdict] += 1

    def row(self) -> str:
        """Give the count, and each verdict in percent."""
        count = sum(self.verdicts.values())
        shares = (100 * self.verdicts[each] / count for each in (RIGHT, WRONG, ASKED, REFUSED))
        return f"{count:6}" + "".join(f"{share:9.2f}" for share in shares)


@dataclass(frozen=True)
class Judged:
    """A line, what came of it, and how long it took."""

    line: dict[str, Any]
    outcome: Outcome
    score: Score
    ms: float

    def groups(self) -> Iterator[tuple[str, str]]:
        """Give what the line is counted under."""
        yield "language", self.line["lang"]
        yield "file", self.line["file"]
        yield "class", _class(self.line)
        yield "", ALL


def _class(line: dict[str, Any]) -> str:
    if line["expect"] != "ok":
        return f"{line['expect']}: {line.get('reason')}"
    return "with an interview" if line.get("context") else line.get("kind") or "recruiter"


def lines_of(files: Iterable[Path]) -> list[dict[str, Any]]:
    """Read the lines of files."""
    return [
        {"file": file.stem, **json.loads(line)}
        for file in files
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]


def judged(line: dict[str, Any], reader: Named) -> Judged:
    """Let a reader read a line."""
    said = line.get("context") or {}
    context = Context(*map(datetime.fromisoformat, said.values())) if said else None
    now, zone = datetime.fromisoformat(line["reference"]), ZoneInfo(line["tz"])
    began = time.perf_counter()
    outcome = timid(reader.reads)(line["text"], now, line["locale"], zone, context)
    taken = (time.perf_counter() - began) * 1000
    return Judged(line, outcome, score(line, outcome), taken)


def report(name: str, found: list[Judged]) -> None:
    """Print how one reader came out."""
    if not found:
        return
    tallies: dict[tuple[str, str], Tally] = defaultdict(Tally)
    for each in found:
        for group in each.groups():
            tallies[group].add(each.score.verdict)
    click.echo(f"\n{name:32}{'lines':>6}" + "".join(f"{each:>9}" for each in _HEADS))
    for (kind, value), tally in sorted(tallies.items()):
        click.echo(f"{kind:9}{value:23}{tally.row()}")
    taken = sorted(each.ms for each in found)
    median, last = statistics.median(taken), taken[int(len(taken) * 0.99)]
    click.echo(f"ms: median {median:.2f}, p99 {last:.2f}, longest {taken[-1]:.2f}")


_HEADS = (f"{RIGHT} %", f"{WRONG} %", f"{ASKED} %", f"{REFUSED} %")


def show(found: list[Judged], heading: str) -> None:
    """Print lines with what came of them."""
    for each in found:
        line = each.line
        wanted = (line["expect"], line["start"], line.get("end"), line.get("accept") or "")
        click.echo(f"{heading}: {line['id']} {line['text']!r} at {line['reference']}")
        click.echo(f"    expected {wanted}")
        click.echo(f"    came     {each.outcome}")


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--alone", is_flag=True, help="Without the other libraries.")
@click.option("--wrong", is_flag=True, help="List the lines that were read wrongly.")
@click.option("--missed", is_flag=True, help="List the lines that were asked about or refused.")
@click.option("--by-rule", is_flag=True, help="List the lines on which a question was right.")
def main(files: tuple[Path, ...], *, alone: bool, wrong: bool, missed: bool, by_rule: bool) -> None:
    """Score the lines of FILES."""
    lines = lines_of(files)
    ours, *others = readers().items()
    found = judged_by(ours[1], lines)
    report(ours[0], found)
    listed = {"Wrong": {WRONG} if wrong else {}, "Missed": {ASKED, REFUSED} if missed else {}}
    for heading, verdicts in listed.items():
        show([each for each in found if each.score.verdict in verdicts], heading)
    for each in found if by_rule else ():
        if each.score.rule:
            click.echo(f"rule {each.score.rule}: {each.line['id']} {each.line['text']!r}")
    for name, reader in others if not alone else ():
        report(name, judged_by(reader, lines))


def judged_by(reader: Named, lines: list[dict[str, Any]]) -> list[Judged]:
    """Let a reader read the lines of the languages that it knows."""
    return [judged(line, reader) for line in lines if reader.knows(line["lang"])]


if __name__ == "__main__":
    main()
