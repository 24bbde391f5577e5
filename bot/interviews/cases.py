"""A notice, and how things stand about it when it is to be sent."""

from __future__ import annotations

from dataclasses import dataclass

from bot.interviews.model import Kept, Person
from bot.interviews.notices import Card, Notice
from bot.interviews.ports import Pages


@dataclass(frozen=True)
class Case:
    """All that has to be known of a notice before it is sent.

    `card` is the person's living message about the interview, `others` are all notices of the
    interview, this one included.
    """

    notice: Notice
    kept: Kept
    person: Person
    card: Card | None
    others: tuple[Notice, ...]


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
    return Case(notice, kept, person, card, others)
