"""Everybody's dialogues while anything may go wrong at Slack.

    python tests/faults/random_faults.py --seeds 50

Each seed is a company of its own. Each call to Slack meets a fault with some chance (5 %): it
fails, is refused for being one too many, is slow, or its reply is lost. People behave as people
do: who sees no success tries again, and now and then somebody presses once more although it was
done. Then Slack is well again, all that waits is told, and everything is compared: what was done
with what was meant, what stands before people with what is kept, how each notice ended, and of
whoever was forgotten that there is not a word left.

With one seed people do the same in the same order, and the tenth call of a method meets the same
fault each time. Which call is the tenth is up to the threads that make them, and so is what is
tried again how often; so a seed that was WRONG may be right when it is played again, the more so
the more faults there are.
"""

from __future__ import annotations

import argparse
import contextlib
import logging
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from company import MEMBERS, NOW, Company, Dialogue
from compared import TERMS, recover, wrong
from dialogues import DIALOGUES
from ending import say

from bot.clock import Clock
from bot.deadline import Patience
from bot.demo import Demo
from bot.playground.driver import Driver
from bot.playground.weather import Chance

CHANCE = 0.05
SLOW = 0.4  # seconds


class Counted(Chance):
    """Faults by chance, and how many there were of each."""

    def __init__(self, seed: int, chance: float) -> None:
        super().__init__(seed, chance, SLOW)
        self.met: Counter[str] = Counter()

    def fault_for(self, method: str) -> Any:
        fault = super().fault_for(method)
        self.met.update([fault.kind] if fault else [])
        return fault


def play(seed: int, dialogues: Sequence[Dialogue], weather: Counted) -> list[str]:
    """Play these dialogues, in some order, under faults; give what is wrong then."""
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        demo = Demo(
            f"sqlite:///{Path(folder) / 'book.sqlite3'}", clock=Clock(NOW), team=MEMBERS, mail=True,
            patience=Patience(work=1.6), ack_seconds=3.0, pause=timedelta(0),
        )  # fmt: skip
        demo.house.terms = TERMS
        stack.enter_context(demo)
        driver = stack.enter_context(contextlib.closing(Driver(demo.url)))
        company = Company(demo, driver, seed)
        demo.playground.faults.turn(weather)
        for dialogue in company.dice.sample(dialogues, len(dialogues)):
            try:
                dialogue(company)
            except AssertionError as stuck:
                return [f"{dialogue.__name__}: {stuck}"]
        recover(company)
        return list(wrong(company))


def main() -> int:
    """Play the seeds one after the other; 1 when anything was wrong."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seeds", type=int, default=50, help="how many companies (50)")
    asked.add_argument(
        "--first",
        type=int,
        default=1,
        help="the first seed (1); threads may make the same one end differently",
    )
    asked.add_argument("--share", default="1/1", help="which part of the dialogues (1/1: all)")
    asked.add_argument("--chance", type=float, default=CHANCE, help="of a fault, for each call")
    asked.add_argument("--only", nargs="+", default=[], help="the names of dialogues (all)")
    given = asked.parse_args()
    part, parts = map(int, given.share.split("/"))
    chosen = [each for each in DIALOGUES if not given.only or each.__name__ in given.only]
    logging.getLogger().addHandler(logging.NullHandler())  # what breaks off is logged all over
    failed = 0
    for seed in range(given.first, given.first + given.seeds):
        began, weather = time.monotonic(), Counted(seed, given.chance)
        problems = play(seed, chosen[part - 1 :: parts], weather)
        failed += bool(problems)
        faults = ", ".join(f"{times} {kind}" for kind, times in sorted(weather.met.items()))
        took = time.monotonic() - began
        say(f"seed {seed}: {'WRONG' if problems else 'right'}, {took:.1f} s ({faults})")
        for problem in problems:
            say(f"    {problem}")
    say(f"{given.seeds - failed} of {given.seeds} right")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
