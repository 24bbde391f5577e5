"""Where couriers are born to be killed: a process that forks one for each line it is sent.

    python tests/faults/nursery.py '{"url": …, "slack": …, "scale": …, "at_once": …, "clock": …,
        "without": …}'

It answers each line with the process's id. `without` names a safety that is cut out of the
sources before they are loaded (`MUTANTS`), or is null. `clock` is a file that says by how many
seconds their machine's clock is wrong just now, or null.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from dataclasses import replace
from datetime import datetime, timedelta
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType
from typing import Any

ROOT = Path(__file__).parents[2]

# What is cut out -> (the module, its text, what stands there instead).
MUTANTS = {
    "reconciliation": (
        "bot.interviews.sending.delivery",
        "found = self._look_for(case) if self.in_doubt(case.notice) else None",
        "found = None",
    ),
    "fence": ("storage.marks", "ledger.c.lease_token == token", "sa.true()"),
    "second look": (
        "bot.interviews.sending.delivery",
        "if now - first < self._terms.grace:",
        "if False:",
    ),
}


class Without(SourceFileLoader):
    """Loads a module with one thing missing from its source."""

    @classmethod
    def find_spec(cls, name: str, path: Any, target: Any = None) -> ModuleSpec | None:
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and spec.origin is not None and name == cls.module:
            spec.loader = cls(name, spec.origin)
        return spec

    def get_code(self, fullname: str) -> CodeType:
        source = Path(self.path).read_text(encoding="utf-8")
        assert source.count(self.text) == 1, f"{fullname} no longer says {self.text!r}"
        return compile(source.replace(self.text, self.instead), self.path, "exec")

    module: str
    text: str
    instead: str

    @classmethod
    def cut_out(cls, safety: str) -> None:
        """Have it missing from what is loaded from now on."""
        cls.module, cls.text, cls.instead = MUTANTS[safety]
        sys.meta_path.insert(0, cls)  # type: ignore[arg-type]  # a class will do


def work(url: str, slack: str, scale: float, at_once: int, clock: str | None) -> None:
    """Be a courier until killed."""
    from stamped import Stamped  # noqa: PLC0415 - cut first

    import storage  # noqa: PLC0415 - cut first
    from bot.clock import machine_now, monotonic  # noqa: PLC0415 - cut first
    from bot.interviews.people.people import People  # noqa: PLC0415 - cut first
    from bot.interviews.planning.reminders import LeadTimes  # noqa: PLC0415 - cut first
    from bot.interviews.sending.courier import Courier  # noqa: PLC0415 - cut first
    from bot.interviews.sending.terms import Terms  # noqa: PLC0415 - cut first
    from bot.slack.buckets import NO_LIMIT, Buckets  # noqa: PLC0415 - cut first
    from bot.slack.cards import Setting  # noqa: PLC0415 - cut first
    from bot.slack.post import SlackPost  # noqa: PLC0415 - cut first

    class Machines:
        """The couriers' clock, by which the house goes too."""

        def now(self) -> datetime:
            wrong = int(Path(clock).read_text(encoding="utf-8")) if clock else 0
            return machine_now() + timedelta(seconds=wrong)

    terms, house = Terms().scaled(scale), Machines()
    book = storage.open_book(url)
    people = People(book, house, frozenset)
    client = Stamped("xoxb-faults", slack, terms.timeout.total_seconds())
    buckets = Buckets(replace(NO_LIMIT, longest_away=NO_LIMIT.longest_away * scale), monotonic)
    post = SlackPost(
        client, Setting(company="Acme"), house, people.remember_channel, buckets, house.now
    )
    courier = Courier(book, post, house, house.now, LeadTimes(), terms, at_once)
    while True:
        try:
            courier.sweep()
        except Exception as error:  # noqa: BLE001 - as the heart-beat does, it goes on
            sys.stderr.write(f"{type(error).__name__}\n")
        time.sleep(0.05)


def main() -> None:
    """Fork a courier for each line that comes in."""
    given = json.loads(sys.argv[1])
    sys.path.insert(0, str(ROOT))
    without = given.pop("without")
    if without:
        Without.cut_out(without)
    import bot.house  # noqa: F401, PLC0415 - so that each courier is there at once

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for _ in sys.stdin:
        child = os.fork()
        if not child:
            work(**given)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
