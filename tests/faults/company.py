"""A company at which anything may go wrong, what its people mean to have done, and how they insist.

`meant` are the deeds of each interview, each meant once; `told` is what must stand before somebody
in the end, once.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from bot.demo import ANA, BOB, LEE, PAT, SAM, TEAM, Demo
from bot.interviews.model import HistoryEntry, Kept, Search
from bot.interviews.model import Person as Known
from bot.interviews.notices import Notice
from bot.playground import Member
from bot.playground.driver import AppFailedError, Driver, Person
from bot.playground.looking import NotPossibleError

STUCK = 60  # seconds of trying again: many times, even on a machine that is busy with more
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MADRID = ZoneInfo("Europe/Madrid")  # where Sam types times
CLOSING_TIME = 18  # of the day on which interviews are soon
FORGOTTEN = "somebody forgotten"
# Max can stand in and recruit, Xenia is forgotten; of the two Anas one reads Spanish;
# Kim has no interviews.
MAX = Member("U0MAX", "max", "Max Weber", "max@acme.example", "Europe/Berlin", "en-GB")
XENIA = Member("U0XENIA", "xenia", "Xenia Quill", "x@canary.example", "Europe/London", "en-GB")
ANNE = Member("U0ANNE", "anne", "Ana Prat", "prat@example.com", "Europe/Madrid", "es-ES")
KIM = Member("U0KIM", "kim", "Kim Park", "kim@acme.example", "Europe/Berlin", "en-GB")
MEMBERS = (*TEAM, MAX, XENIA, ANNE, KIM)
NAMES = {
    "sam": SAM, "pat": PAT, "lee": LEE, "ana": ANA, "bob": BOB,
    "max": MAX.id, "xenia": XENIA.id, "anne": ANNE.id, "kim": KIM.id,
}  # fmt: skip

Act = Callable[[Person], object]
Dialogue = Callable[["Company"], None]


class Company:
    """The house, its people, and what they mean to have done."""

    def __init__(self, demo: Demo, driver: Driver, seed: int) -> None:
        self.house = demo.house
        self.playground = demo.playground
        self.driver = driver
        self.dice = Random(seed)  # noqa: S311 - nothing here is a secret
        self.people = {name: driver.person(user) for name, user in NAMES.items()}
        self.meant: dict[int, list[tuple[str, str]]] = {}
        self.told: list[tuple[str, str]] = []
        self.began: set[int] = set()
        channels = self.playground.workspace.conversations.values()
        self.hiring = next(each.id for each in channels if each.name == "hiring")
        self._taken = 0
        self._busy_until = NOW

    def all(self) -> tuple[Kept, ...]:
        with self.house.book.read() as pages:
            return pages.search(self.house.workspace_id, Search(per_page=100)).interviews

    def booked(self) -> int:
        """Say how many interviews there are, which is the number of the last one too."""
        with self.house.book.read() as pages:
            return pages.search(self.house.workspace_id, Search(per_page=1)).total

    def kept(self, number: int) -> Kept:
        with self.house.book.read() as pages:
            kept = pages.interview(self.house.workspace_id, number)
        assert kept is not None
        return kept

    def has_begun(self, kept: Kept) -> bool:
        """Whether it has, or had before it was moved: maybe before all was told that had to be."""
        return kept.id in self.began or kept.interview.start_at <= self.house.clock.now()

    def history(self, number: int) -> tuple[HistoryEntry, ...]:
        with self.house.book.read() as pages:
            return pages.history(self.house.workspace_id, number)

    def notices(self, number: int) -> tuple[Notice, ...]:
        with self.house.book.read() as pages:
            return pages.notices(self.house.workspace_id, number)

    def known(self, who: str) -> Known | None:
        return self.house.people.known(self.house.workspace_id, NAMES[who])

    def free_time(self) -> str:
        """Give a time that nobody else takes, in everybody's working week: from next Monday on."""
        day, hour = divmod(self._taken, 6)
        self._taken += 1
        week, weekday = divmod(day, 5)
        monday = datetime(2026, 11, 30, 10 + hour)  # noqa: DTZ001 - by the clock of who types it
        return f"{monday + timedelta(days=7 * week + weekday):%d %b %Y %H:%M}"

    def soon(self, within: timedelta = timedelta(minutes=10)) -> datetime:
        """Give a time so soon, while people are at work; for half an hour nobody else takes it."""
        earliest = max(self.house.clock.now() + within, self._busy_until)
        start_at = earliest.replace(second=0, microsecond=0) + timedelta(
            minutes=5 - earliest.minute % 5
        )
        if start_at.astimezone(MADRID).hour >= CLOSING_TIME:
            morning = start_at.astimezone(MADRID).replace(hour=9, minute=0) + timedelta(days=1)
            self.turns_clock(morning)
            return self.soon(within)
        self._busy_until = start_at + timedelta(minutes=30)
        return start_at

    def turns_clock(self, to: datetime) -> None:
        """Turn the clock forward to an instant; what is due by then is told, as far as it goes."""
        if to > self.house.clock.now():
            self.driver.moves_clock(to=to)

    def insists(
        self, who: str, act: Act, done: Callable[[], Any], *, once_more: bool = True
    ) -> None:
        """Let somebody act until it is done; at times once more than that."""
        person = self.people[who]
        until = time.monotonic() + STUCK
        while not done():
            if time.monotonic() > until:
                raise AssertionError(f"{who} cannot go on. Before them:\n{person.sees()[-2000:]}")
            self._tries(person, act)
        if once_more and self.dice.random() < 0.3:
            self._tries(person, act)
        while person.state()["views"]:
            with contextlib.suppress(AppFailedError):
                person.closes(everything=True)

    def does(self, number: int, who: str, deed: str, act: Act, *, once_more: bool = True) -> None:
        """Let somebody do one deed on one interview, and note that it was meant once."""
        before = len(self.history(number))
        self.insists(who, act, lambda: len(self.history(number)) > before, once_more=once_more)
        self.meant[number].append((deed, who))

    def sees(self, who: str, act: Act, *words: str) -> None:
        """Let somebody ask until all these words are in what is before them."""
        person = self.people[who]
        self.insists(who, act, lambda: all(each in person.sees() for each in words))

    def _tries(self, person: Person, act: Act) -> None:
        try:
            act(person)
        except AppFailedError:
            pass  # they see that it failed, and try again
        except NotPossibleError:
            time.sleep(0.05)  # until it stands there


def wait_for(came: Callable[[], Any], seconds: float = 10) -> None:
    """Wait for what comes by itself; NotPossibleError when it does not."""
    until = time.monotonic() + seconds
    while not came():
        if time.monotonic() > until:
            raise NotPossibleError(f"it did not come within {seconds} s")
        time.sleep(0.02)
