"""A notice, and how things stand about it when it is to be sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from bot.interviews.model import Kept, Person
from bot.interviews.notices import Card, Notice, State, What
from bot.interviews.ports import Pages

TOGETHER = timedelta(hours=1)  # how near two interviews begin of which one reminder tells
EARLY = timedelta(hours=1)  # a reminder that comes later than this tells of its own alone
INSTANT = timedelta(milliseconds=1)


@dataclass(frozen=True)
class Case:
    """All that has to be known of a notice before it is sent.

    `card` is the person's living message about the interview, `others` are all notices of the
    interview, this one included; `beside` are the early reminders of the person's interviews that
    begin within the hour, where this is an early one too.
    """

    notice: Notice
    kept: Kept
    person: Person
    card: Card | None
    others: tuple[Notice, ...]
    beside: tuple[Case, ...] = ()


def case_of(pages: Pages, notice: Notice) -> Case | None:
    """Look at how things stand about a notice; None = its interview or its person is gone."""
    kept = pages.interview(notice.workspace_id, notice.interview_id)
    if kept is None:
        return None
    person = pages.person(notice.workspace_id, notice.person_id)
    if person is None:
        return None
    card = pages.card(notice.workspace_id, notice.interview_id, notice.person_id)
    others = pages.notices(notice.workspace_id, notice.interview_id)
    beside = tuple(_beside(pages, notice, kept, person)) if _is_early(notice) else ()
    return Case(notice, kept, person, card, others, beside)


def _beside(pages: Pages, notice: Notice, kept: Kept, person: Person) -> Iterator[Case]:
    start_at = kept.interview.start_at
    near = pages.overlapping(
        kept.workspace_id, [person.id], start_at - TOGETHER, start_at + TOGETHER + INSTANT,
        except_id=kept.id,
    )  # fmt: skip
    for other in near:
        if abs(other.interview.start_at - start_at) > TOGETHER:
            continue
        card = pages.card(kept.workspace_id, other.id, person.id)
        theirs = pages.notices(kept.workspace_id, other.id)
        for each in theirs:
            waits = each.state is State.PLANNED and abs(each.due_at - notice.due_at) <= TOGETHER
            if waits and each.person_id == person.id and _is_early(each):
                yield Case(each, other, person, card, theirs)


def _is_early(notice: Notice) -> bool:
    """Whether it is a reminder that comes an hour or more before the start, as planned."""
    if notice.what is not What.REMINDER or notice.is_asked_for:
        return False
    return notice.lead_time is not None and notice.lead_time >= EARLY
