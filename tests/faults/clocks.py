"""Couriers on a machine whose clock is set forward and back by two hours, again and again.

    python tests/faults/clocks.py --sets 20

Three processes tell three hundred people on one database while Slack loses replies, and some of
them are killed. Slack has the right time. In the end each message must stand there once, and the
ledger say where.
"""

from __future__ import annotations

import argparse
import contextlib
import logging
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from random import Random

sys.path.append(str(Path(__file__).parent))
sys.path.append(str(Path(__file__).parents[1] / "plugins"))

from bad_slack import BadDay, Slack
from ending import say, settled, states, wrong
from kills import PATIENCE, SCALE, Couriers, Plan, Violence, databases
from thousand import fill

import storage
from bot.interviews.sending.terms import Terms

VIOLENCE = Violence(pause=0.4, kills=0.2, latency=0.2, chance=0.05)
WRONG_BY = (0, 7200, -7200)  # seconds


def run(url: str, seed: int, many: int, sets: int) -> list[str]:
    """Let everybody be told while the clock is set that often; say what is wrong in the end."""
    dice = Random(seed)  # noqa: S311 - nothing here is a secret
    terms = Terms().scaled(SCALE)
    storage.migrate(url)
    fill(url, many, starts_in=timedelta(days=1))
    with (
        tempfile.TemporaryDirectory() as folder,
        Slack(terms, BadDay(seed, terms, ("dropped", "reset", "lost", "broken"), 0.05)) as slack,
        contextlib.closing(storage.open_book(url)) as book,
    ):
        clock = Path(folder) / "wrong by"
        clock.write_text("0", encoding="utf-8")
        slack.playground.faults.latency = VIOLENCE.latency
        plan = Plan(url, seed, VIOLENCE)
        with contextlib.closing(Couriers(plan, slack, clock)) as couriers:
            for _ in range(sets):
                set_clock(clock, dice.choice(WRONG_BY))
                time.sleep(dice.uniform(0, 2 * VIOLENCE.pause))
                if dice.random() < VIOLENCE.kills:
                    couriers.kill(dice)
            set_clock(clock, 0)
            until = time.monotonic() + PATIENCE
            while not settled(book):
                if time.monotonic() > until:
                    return [f"not everybody was told: {states(book)}"]
                time.sleep(0.1)
        return [*wrong(book, slack.posted(), many)]


def set_clock(clock: Path, wrong_by: int) -> None:
    """Set it, all of a sudden."""
    new = clock.with_suffix(".new")
    new.write_text(str(wrong_by), encoding="utf-8")
    new.replace(clock)


def main() -> int:
    """Make a run on either database; 1 when anything was lost, doubled or denied."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--sets", type=int, default=20, help="how often the clock is set (20)")
    asked.add_argument("--notices", type=int, default=300, help="in each run (300)")
    asked.add_argument("--seeds", type=int, default=2, help="how many runs (2)")
    given = asked.parse_args()
    logging.getLogger().addHandler(logging.NullHandler())  # what breaks off is logged all over
    problems = 0
    with databases("both") as addresses:
        for seed in range(given.seeds):
            url = next(addresses)
            found = run(url, seed, given.notices, given.sets)
            problems += len(found)
            say(f"seed {seed}, {url.partition(':')[0]}: {len(found)} problems")
            for problem in found[:20]:
                say(f"    {problem}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
