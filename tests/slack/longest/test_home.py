"""The Home, the digest, and who could stand in, at their longest."""

from datetime import time
from itertools import product
from typing import Any

import pytest

from bot.interviews.digest import Days, Digest, Summary
from bot.interviews.doing.cover import Candidate
from bot.interviews.model import Preferences, Role, Status
from bot.interviews.refusals import Refusal, Refused
from bot.slack.cards import digest_card, home, how_late, standing_in
from bot.slack.cards.home import FEW, Part

MANY = 40  # more than are shown
PARTS = ("unanswered", "my_answer", "today", "week")


def several(longest: Any, number: int, status: Status) -> list[Any]:
    """So many interviews at their longest, each with a number of its own."""
    return [longest.kept(status, id=2_000_000_000 + each) for each in range(number)]


@pytest.mark.parametrize("status", [Status.PENDING, Status.AMENDED])
def test_the_home_of_everybody_with_all_that_can_stand_there(
    longest: Any, fits: Any, status: Status
) -> None:
    kepts = several(longest, FEW, status)
    only_musts = Preferences(only_musts=True)
    readers = (*longest.readers.values(), longest.pat.but(role=Role.INTERVIEWER))
    for reader, asking in product(readers, PARTS[:2]):
        parts = [
            Part(key, kepts, 10_000, "x" * 2_000, asks=key == asking)
            for key in (asking, *PARTS[2:])
        ]
        refused = Refused(Refusal.ONLY_RECRUITERS, who=", ".join([longest.sort.name] * 3))
        view = home(
            _told_apart(parts),
            *longest.given(None, reader.but(preferences=only_musts))[1:],
            cannot_book=None if reader.is_recruiter else longest.words(reader).refused(refused),
            is_new=True,
        )
        fits.view(view, "home")


def _told_apart(parts: list[Part]) -> list[Part]:
    """Give each part interviews of its own: one stands in one part only, but for what waits."""
    return [
        Part(
            part.key,
            [
                kept.but(interview=kept.interview.but(id=kept.id + 100 * number))
                for kept in part.interviews
            ],
            part.total,
            part.more,
            asks=part.asks,
        )
        for number, part in enumerate(parts)
    ]


def test_a_digest_of_a_day_with_more_than_it_shows(longest: Any, fits: Any) -> None:
    kepts = several(longest, MANY, Status.PENDING)
    digest = Digest(
        workspace_id=1, channel="C1", by_id=3, days=Days.DAILY, at=time(9),
        time_zone="America/Argentina/ComodRivadavia",
    )  # fmt: skip
    summary = Summary(
        digest=digest,
        day=kepts[0].interview.start_at.date(),
        interviews=tuple(kepts),
        unanswered=MANY,
        conflicts=MANY,
    )
    message = digest_card(summary, longest.words(longest.sam))
    fits.message(message)
    shown = str(message.blocks)
    assert fits.SURNAME not in shown
    assert f"#{kepts[29].id}" in shown


def test_who_could_stand_in_and_how_late(longest: Any, fits: Any) -> None:
    kept, words = longest.kept(), longest.words(longest.sam)
    found = [Candidate(longest.person(10 + each), 999) for each in range(5)]
    for candidates in (found, []):
        fits.message(standing_in(kept, candidates, words))
    fits.message(how_late(kept, kept.interviewee_person, words))
