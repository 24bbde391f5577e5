"""Removes each rule of `bot/interviews` in turn, and expects a test that fails without it.

    python tests/teeth/remove_rules.py [--only NAME] [--door NAME] [--tests TEST] [--processes 2]

A rule has to be missed by a test in `tests/interviews`, and what refuses a deed also by a test
in `tests/test_doors.py` at each door that has the deed and can come to the refusal. The rules
are removed in a copy in a temporary folder, never in the working tree. First all tests run once
with all rules, which shows in which of them a rule makes a difference; then each rule is removed
and just those tests run. `--tests` names the only ones of `tests/interviews` that are asked, and
`tests/test_doors.py` is then asked about these rules alone. Exits with 1 if a rule is missed by
nobody, and its name is not in `unmissed.toml`, where each has its reason.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
import rules
from rules import Rule

TEETH = Path(__file__).parent
ROOT = TEETH.parents[1]
RULES_TESTS, DOOR_TESTS = "tests/interviews", "tests/test_doors.py"
DOORS = ("command", "form", "button", "http")
IN_THE_RULES = "rules"  # the name of the way to a rule that needs no door
PATIENCE = 60.0  # seconds without a word, after which a test hangs
TO_BEGIN = 300.0  # seconds to find all tests, on a machine that has much else to do

Table = Mapping[str, Mapping[str, Any]]


def read_table(path: Path) -> Table:
    return tomllib.loads(path.read_text(encoding="utf-8"))


DEEDS = read_table(ROOT / "tests" / "doors" / "deeds.toml")
REFUSALS = read_table(ROOT / "tests" / "doors" / "refusals.toml")
UNMISSED = read_table(TEETH / "unmissed.toml")


@dataclass
class Recorded:
    """What was seen while all rules stood: for each rule the tests in which it matters."""

    tests: dict[str, list[str]] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)


class Workshop:
    """A temporary folder with the copy of the package, and the processes that test it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._all: list[Task] = []
        self.rules = rules.write_copy(ROOT / "bot", folder)

    def start(self, tests: Sequence[str], **task: Any) -> Task:
        """Start pytest on a task; its answers come from `Task.answers`."""
        file = self._folder / f"task{len(self._all)}.json"
        answers = file.with_suffix(".answers")
        answers.touch()
        task |= {"copy": str(self._folder), "answers": str(answers)}
        file.write_text(json.dumps(task), encoding="utf-8")
        inherited = os.environ.items()  # noqa: TID251 - the pytest around this one's left out
        environment = {name: value for name, value in inherited if not name.startswith("PYTEST_")}
        environment["PYTHONPATH"] = os.pathsep.join((str(self._folder), str(TEETH)))
        environment["PYTHONDONTWRITEBYTECODE"] = "1"
        output = file.with_suffix(".output").open("w")
        options = ["-q", "-n0", "-p", "no:cacheprovider", "-p", "removing"]
        process = subprocess.Popen(  # noqa: S603 - our own tests
            [sys.executable, "-P", "-m", "pytest", *options, f"--task={file}", *tests],
            cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT,
        )  # fmt: skip
        task_at_work = Task(process, answers, file.with_suffix(".output"))
        self._all.append(task_at_work)
        return task_at_work

    def close(self) -> None:
        """Let nothing go on."""
        for task in self._all:
            task.process.kill()
            task.process.wait()


@dataclass(eq=False)
class Task:
    """Pytest at work on some rules."""

    process: subprocess.Popen[bytes]
    file: Path
    output: Path
    heard_at: float = field(default_factory=time.monotonic)
    _read: int = 0

    def answers(self) -> Iterator[dict[str, Any]]:
        """Give what came in since the last time."""
        with self.file.open(encoding="utf-8") as file:
            file.seek(self._read)
            while (line := file.readline()).endswith("\n"):
                self._read = file.tell()
                self.heard_at = time.monotonic()
                yield json.loads(line)

    @property
    def is_over(self) -> bool:
        return self.process.poll() is not None

    @property
    def hangs(self) -> bool:
        patience = PATIENCE if self._read else TO_BEGIN
        return time.monotonic() - self.heard_at > patience


def record(workshop: Workshop, suites: Sequence[Sequence[str]], processes: int) -> Recorded:
    """Run the tests with all rules standing."""
    tests: list[dict[str, Any]] = []
    waiting = list(suites)
    running: list[Task] = []
    while waiting or running:
        while waiting and len(running) < processes:
            running.append(workshop.start(waiting.pop(0), do="record"))
        time.sleep(0.2)
        for task in list(running):
            over = task.is_over
            tests += task.answers()
            if over or task.hangs:
                task.process.kill()
                running.remove(task)
                if task.process.wait() not in {0, 1}:
                    raise click.ClickException(task.output.read_text(encoding="utf-8")[-4000:])
    recorded = Recorded(broken=[test["test"] for test in tests if not test["passed"]])
    for test in sorted(tests, key=lambda test: (len(test["fired"]), test["took"])):
        for rule in test["fired"]:  # those that know few rules first: they are about this one
            recorded.tests.setdefault(rule, []).append(test["test"])
    return recorded


def door_of(test: str) -> str:
    """Give the door that a test goes through; the rules' own tests go through none."""
    if not test.startswith(DOOR_TESTS):
        return IN_THE_RULES
    found = re.search(rf"-({'|'.join(DOORS)})\]$", test)
    return found[1] if found else ""


def ways_to(rule: Rule) -> list[str]:
    """Give where a rule has to be missed: in the rules' own tests, and at which doors."""
    ways = [IN_THE_RULES]
    if rule.refusal is not None:
        row = REFUSALS[rule.refusal]
        ways += [
            door
            for door in DOORS
            if isinstance(row[door], list)
            and (not rule.deeds or any(isinstance(DEEDS[d][door], list) for d in rule.deeds))
        ]
    reasons = UNMISSED.get(rule.name, {})
    return [way for way in ways if way not in reasons]


def remove(
    workshop: Workshop, work: dict[str, dict[str, list[str]]], processes: int
) -> Iterator[tuple[str, dict[str, str | None]]]:
    """Remove each rule; give for each way the test that failed, or None."""
    shares = [dict(list(work.items())[n::processes]) for n in range(processes)]
    running = {start_removing(workshop, share): share for share in shares if share}
    while running:
        time.sleep(0.2)
        for task, share in list(running.items()):
            over = task.is_over
            for answer in task.answers():
                if "rule" in answer:
                    del share[answer["rule"]]
                    yield answer["rule"], answer["killed"]
            if over or task.hangs:
                task.process.kill()
                task.process.wait()
                del running[task]
                if share:  # the first of them brought everything to a stop, which nobody overlooks
                    stopped = next(iter(share))
                    yield stopped, dict.fromkeys(share.pop(stopped), "(everything stopped)")
                if share:
                    running[start_removing(workshop, share)] = share


def start_removing(workshop: Workshop, share: dict[str, dict[str, list[str]]]) -> Task:
    return workshop.start(tests_of(share), do="remove", rules=share)


def tests_of(share: Mapping[str, Mapping[str, Iterable[str]]]) -> list[str]:
    """Give all tests that some rules need, and two that let what they share be made."""
    needed = {test for ways in share.values() for tests in ways.values() for test in tests}
    files = {test.partition("::")[0] for test in needed} | {RULES_TESTS + "/test_texts.py"}
    return sorted(files)


def suites(chosen: Sequence[Rule], doors: Sequence[str], tests: Sequence[str]) -> list[list[str]]:
    """Give the tests that know these rules, as lists of arguments for pytest."""
    of_rules = [list(tests) or [RULES_TESTS]] if not doors or IN_THE_RULES in doors else []
    if doors == (IN_THE_RULES,) or not any(rule.refusal for rule in chosen):
        return of_rules
    if not tests:
        return [*of_rules, [DOOR_TESTS]]
    words = {f"[{rule.refusal}-" for rule in chosen if rule.refusal}
    for rule in chosen:
        if rule.kind == "table":
            words |= {f"statuses_and_deeds[{deed}-" for deed in rule.deeds}
    return [*of_rules, [DOOR_TESTS, "-k", " or ".join(sorted(words))]]


def is_meant(rule: Rule, only: Sequence[str]) -> bool:
    return not only or any(each in rule.name for each in only)


def asked(rule: Rule, doors: Sequence[str]) -> list[str]:
    """Give the ways to a rule that are to be looked at; without `doors` all."""
    return [way for way in ways_to(rule) if not doors or way in doors]


def short(test: str) -> str:
    return test.removeprefix("tests/").removeprefix("interviews/")


@click.command(help=__doc__)
@click.option("--only", multiple=True, help="Only rules with this in their name, or one of these.")
@click.option(
    "--door",
    "doors",
    multiple=True,
    type=click.Choice([IN_THE_RULES, *DOORS]),
    help="Only this way, or these.",
)
@click.option("--processes", default=1, show_default=True)
@click.option("--tests", multiple=True, help="Only this of the rules' own tests, or these.")
@click.option("--list", "only_list", is_flag=True, help="Only name the rules.")
def main(
    only: tuple[str, ...],
    doors: tuple[str, ...],
    tests: tuple[str, ...],
    processes: int,
    *,
    only_list: bool,
) -> None:
    began = time.monotonic()
    with (
        tempfile.TemporaryDirectory() as folder,
        contextlib.closing(Workshop(Path(folder))) as workshop,
    ):
        chosen = [rule for rule in workshop.rules if is_meant(rule, only) and asked(rule, doors)]
        if only_list:
            for rule in chosen:
                click.echo(f"{rule.name} ({rule.kind}): {', '.join(asked(rule, doors))}")
            return
        recorded = record(workshop, suites(chosen, doors, tests), processes)
        for test in recorded.broken:
            click.echo(f"fails with all rules standing, so it tells nothing: {test}")
        known = f"{len(chosen)} rules of {len({rule.kind for rule in chosen})} kinds"
        click.echo(f"{known}; all tests ran once ({time.monotonic() - began:.0f} s)")
        work = {rule.name: candidates(rule, recorded, doors) for rule in chosen}
        survivors: list[str] = []
        for number, (name, killed) in enumerate(remove(workshop, work, processes), start=1):
            click.echo(f"[{number}/{len(work)}] {name}")
            for way, test in killed.items():
                click.echo(f"    {way:8} {short(test) if test else 'MISSED BY NOBODY'}")
                survivors += [] if test else [f"{name} ({way})"]
    unknown = sorted(UNMISSED.keys() - {rule.name for rule in workshop.rules})
    for name in unknown:
        click.echo(f"unmissed.toml names a rule that is not there: {name}")
    click.echo(f"\n{len(work)} rules removed in {time.monotonic() - began:.0f} s.")
    click.echo("\n".join(["Missed by nobody:", *survivors]) if survivors else "Each was missed.")
    sys.exit(bool(survivors or unknown))


def candidates(rule: Rule, recorded: Recorded, doors: Sequence[str]) -> dict[str, list[str]]:
    """Give for each way the tests in which the rule makes a difference."""
    tests = recorded.tests.get(rule.name, [])
    return {way: [test for test in tests if door_of(test) == way] for way in asked(rule, doors)}


if __name__ == "__main__":
    main()
