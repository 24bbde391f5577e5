"""A company that lives through weeks of random deeds, and what must be true of it at every step.

People book, move, propose, answer, stand in, are late, come or not, say how it was, take back what
they did, write, change their settings, leave, come back and are forgotten; the clock goes on, by
minutes or by days, with the courier awake or asleep; messages get lost or are refused. Some of them
are not in Slack. `Weeks` is hypothesis's state machine of that; a `Witness` says what holds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as some
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from office import DAY, HOUR, SECOND, Company
from random_deeds import DEEDS, MINUTE, Draw, Suits
from random_people import PEOPLE, booking

from bot.interviews.model import Kept

GOES_BY, NOBODY_SENDS = "time goes by", "nobody sends"
# Everything comes once in so many steps, and this more often.
ROUND = [
    *DEEDS, *PEOPLE, *["book"] * 2, *["try what is refused"] * 2, *["have trouble"] * 2, "prefer",
    *[GOES_BY] * 2, NOBODY_SENDS,
]  # fmt: skip
AMONG_THESE = 8  # of ten times one that it suits
LONG = some.sampled_from([20 * SECOND, 3 * MINUTE, HOUR, 7 * HOUR, DAY])
UNSENT = some.sampled_from([MINUTE, HOUR, 10 * HOUR, 2 * DAY])
THINKS_AGAIN = some.sampled_from([None] * 8 + [0 * SECOND, 5 * SECOND, 20 * SECOND, 3 * MINUTE])


class Weeks(RuleBasedStateMachine):
    """The machine. `open_house` opens a house in its beginnings; `chronicle` counts what comes."""

    def __init__(
        self,
        open_house: Callable[[], AbstractContextManager[Any]],
        chronicle: Counter[tuple[str, str]],
    ) -> None:
        super().__init__()
        self._opened = open_house()
        self.house = self._opened.__enter__()
        self.chronicle = chronicle
        self.to_come: list[str] = []
        self.sound = False

    def teardown(self) -> None:
        """Let everything be seen to, and leave the house."""
        try:
            if self.sound:
                self.company.slack.troubles.clear()
                self.company.time_goes_by(self.company.now + HOUR)
                self.all_holds()
                self.company.witness.nothing_is_left_in_slack()
        finally:
            self._opened.__exit__(None, None, None)

    @initialize(mails=some.booleans())
    def open_in_the_morning(self, mails: bool) -> None:
        company = self.company = Company(self.house, self.chronicle, mails=mails)
        start = company.house.NOW + DAY
        for who, with_, by, days in (("ana", "pat", "sam", 1), ("bob", "lee", "rita", 0)):
            company.books(booking(company, who, with_, start + days * DAY), by)

    @rule(data=some.data())
    def somebody_does_something(self, data: Any) -> None:
        """Let the next thing happen: each comes in its turn, in any order."""
        self.to_come = self.to_come or sorted(ROUND)
        what = data.draw(some.sampled_from(self.to_come))
        self.to_come.remove(what)
        company, draw = self.company, data.draw
        if what in DEEDS:
            self.do(what, draw)
        elif what in PEOPLE:
            PEOPLE[what](company, draw)
        elif what == GOES_BY:
            company.time_goes_by(company.now + draw(LONG))
        else:
            company.turn_to(company.now + draw(UNSENT))

    def do(self, what: str, draw: Draw) -> None:
        """Do a deed with an interview, and now and then take it back a little later."""
        suits, scene = DEEDS[what]
        kept = self.chosen(suits, draw)
        if kept is None:
            return
        self.company.last = None  # what is older may share an application that changed since
        for each in scene(self.company, kept, draw):
            if isinstance(each, datetime):
                self.company.time_goes_by(each)
            else:
                self.company.does(kept.id, *each)
        later: timedelta | None = draw(THINKS_AGAIN)
        if later is not None:
            self.company.time_goes_by(self.company.now + later)
            self.company.takes_back(versioned=draw(some.booleans()))

    def chosen(self, suits: Suits, draw: Draw) -> Kept | None:
        """Give an interview: mostly one that it suits, now and then any of the last ones."""
        coming = self.company.coming()
        found = [kept for kept in coming if suits(kept, self.company.now)] or coming
        if draw(some.integers(1, 10)) > AMONG_THESE:
            found = self.company.lately()
        return draw(some.sampled_from(found)) if found else None

    @invariant()
    def all_holds(self) -> None:
        self.sound = False  # nothing more is looked at once something was wrong
        self.company.witness.looks()
        self.sound = True


def live(
    open_house: Callable[[], AbstractContextManager[Any]], *, runs: int, steps: int
) -> Counter[tuple[str, str]]:
    """Let so many companies live for so many steps each; give how often what was done or not."""
    chronicle: Counter[tuple[str, str]] = Counter()
    run_state_machine_as_test(
        lambda: Weeks(open_house, chronicle),
        settings=settings(
            max_examples=runs,
            stateful_step_count=steps,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],  # making fifty steps fewer takes minutes
        ),
    )
    return chronicle
