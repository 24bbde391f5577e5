"""A notice, and how things stand about it when it is to be sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.interviews.model import Kept, Person
from bot.interviews.notices import Card, Notice

ToWhom = tuple[int, int]  # interview and person
TOGETHER = timedelta(hours=1)  # how near two interviews begin of which one reminder tells


@dataclass(frozen=True)
class Standing:
    """How things stand about some notices.

    Interviews are by their ids. `others` are, of each interview and person, those notices that were
    not asked about.
    """

    interviews: Mapping[int, Kept]
    cards: Mapping[ToWhom, Card]
    others: Mapping[ToWhom, tuple[Notice, ...]]


@dataclass(frozen=True)
class Case:
    """All that has to be known of a notice before it is sent.

    `card` is the person's living message about the interview, `others` are the other notices to
    the same person about it; `beside` are the early reminders of the person's interviews that begin
    within the hour, where this is an early one too.
    """

    notice: Notice
    kept: Kept
    person: Person
    card: Card | None
    others: tuple[Notice, ...]
    beside: tuple[Case, ...] = ()
