"""What the rules need to tell somebody something: a post that delivers. `bot.slack` has one."""

from __future__ import annotations

from datetime import timedelta
from typing import Protocol

from bot.interviews.model import Kept, Person, Value
from bot.interviews.notices import Card, Notice, Reason


class Receipt(Value):
    """Where a message stands, once it was delivered.

    `card_stays`: it went another way than the living card, which could not be drawn along just now.
    """

    channel: str
    ts: str
    card_stays: bool = False


class Undelivered(Exception):  # noqa: N818 - an outcome that the courier decides upon
    """A message was not delivered, or nobody can tell.

    `for_good`: trying again is of no use. `certain`: it certainly was not posted; otherwise it
    may have been. `retry_after`: when the channel asks to be left alone. `shut_out`: the channel
    takes nothing of ours at all, until somebody has seen to it.
    """

    def __init__(
        self,
        detail: str,
        *,
        reason: Reason | None = None,
        for_good: bool = False,
        certain: bool = True,
        retry_after: timedelta | None = None,
        shut_out: bool = False,
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.reason = reason
        self.for_good = for_good
        self.certain = certain
        self.retry_after = retry_after
        self.shut_out = shut_out


class NotBegun(Undelivered):
    """Nothing was tried, and what was in doubt before still is: the post is told to stop."""


class Post(Protocol):
    """Delivers what a notice says, through the channel that its person has."""

    def reaches(self, person: Person) -> bool:
        """Whether there is a way to that person at all."""
        ...

    def deliver(self, notice: Notice, kept: Kept, person: Person, card: Card | None) -> Receipt:
        """Post a new message (a loud notice) or edit the living card; Undelivered otherwise.

        Nothing new is posted when the notice's lease would run out before there is an answer.
        A loud one makes the earlier card, if there is one, shrink to a line pointing to it.
        """
        ...

    def pause(self) -> timedelta:
        """Say for how long nothing can leave at all: the channel is away, or wants to be alone."""
        ...

    def turn(self, notice: Notice, person: Person, longest: timedelta) -> timedelta:
        """Say how long this must wait for its turn; a wait up to the longest is kept for it."""
        ...

    def stop(self) -> None:
        """Post nothing more, and look for nothing: from now on that is NotBegun.

        What has begun ends within its time-out, and a card shrinks if that is a matter of a moment.
        """
        ...

    def find(self, notice: Notice, kept: Kept, person: Person, card: Card | None) -> Receipt | None:
        """Look for the message of a loud notice that may have been posted; None = it was not.

        One that is there makes the earlier card shrink as well. Undelivered: it cannot be looked
        for, now or (`for_good`) at all.
        """
        ...
