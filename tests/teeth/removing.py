"""A pytest plugin: notes which rules make a difference in which test, then removes them in turn.

It takes its task from the file `TASK` (JSON) and appends an answer for each rule to its file
`answers`, one line of JSON each. With "record" as what to do, the tests run as always.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
import standing
from _pytest.runner import runtestprotocol

import bot.interviews


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--task", type=Path)


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    task = json.loads(config.getoption("task").read_text(encoding="utf-8"))
    assert Path(bot.interviews.__file__).is_relative_to(task["copy"]), "these are other rules"
    config.pluginmanager.register(Removing(task))


class Next(pytest.Item):
    """Said to come next, so that nothing stays of a test but what the whole session shares."""

    def runtest(self) -> None:
        """Never comes."""


class Removing:
    """Runs the tests as the task says."""

    def __init__(self, task: dict[str, Any]) -> None:
        self._task = task
        self._answers = Path(task["answers"])

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Record, or remove rules, instead of running everything once."""
        self._items = {item.nodeid: item for item in session.items}
        self._next = Next.from_parent(session, name="next")
        if self._task["do"] == "record":
            self._record()
        else:
            self._warm_up()
            for rule, ways in self._task["rules"].items():
                killed = {way: self._killer(rule, tests) for way, tests in ways.items()}
                self._answer({"rule": rule, "killed": killed})
        return True

    def _record(self) -> None:
        for nodeid, item in self._items.items():
            if not hasattr(item.obj, "hypothesis"):  # type: ignore[attr-defined]  # all are functions
                reports, fired = self._run(item)
                passed = all(report.passed for report in reports)
                took = sum(report.duration for report in reports)
                fired = sorted(fired) if passed else []
                self._answer({"test": nodeid, "passed": passed, "took": took, "fired": fired})

    def _warm_up(self) -> None:
        """Let what all tests share be made while all rules stand."""
        for folder in ("tests/interviews", "tests/test_doors"):
            first = next((each for each in self._items if each.startswith(folder)), None)
            if first is not None:
                self._run(self._items[first])

    def _killer(self, rule: str, tests: Sequence[str]) -> str | None:
        """Give the first of these tests that fails without the rule."""
        standing.REMOVED.add(rule)
        try:
            return next((test for test in tests if self._fails(self._items[test])), None)
        finally:
            standing.REMOVED.clear()

    def _fails(self, item: pytest.Item) -> bool:
        self._answer({"begins": item.nodeid})
        reports, _ = self._run(item)
        return any(report.failed for report in reports)

    def _run(self, item: pytest.Item) -> tuple[Sequence[pytest.TestReport], Iterable[str]]:
        """Run one test with everything that is its own, leaving what is shared."""
        item._initrequest()  # type: ignore[attr-defined]  # what a plugin that repeats tests does
        standing.FIRED.clear()
        reports = runtestprotocol(item, log=False, nextitem=self._next)
        return reports, set(standing.FIRED)

    def _answer(self, answer: dict[str, Any]) -> None:
        with self._answers.open("a", encoding="utf-8") as answers:
            answers.write(json.dumps(answer) + "\n")
