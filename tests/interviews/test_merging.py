"""What one late message tells for others, notice by notice."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.interviews.cases import Case
from bot.interviews.notices import BY_MAIL, Card, Notice, State, What
from bot.interviews.sending.merging import told_together

NOW = datetime.fromisoformat("2026-11-18T09:00:00Z")
HOUR = timedelta(hours=1)


class Late:
    """An interview, and notices to Ana about it that were to come an hour ago."""

    def __init__(self, house: Any) -> None:
        self.kept = house.book_one()
        self.ana = self.kept.interviewee_person

    def notice(self, what: What = What.BOOKED, number: int = 1, **more: Any) -> Notice:
        known: dict[str, Any] = {
            "id": number, "workspace_id": 1, "interview_id": self.kept.id, "what": what,
            "person_id": self.ana.id, "version": number, "loud": True, "due_at": NOW - HOUR,
            "key": f"k{number}", "created_at": NOW - HOUR,
        }  # fmt: skip
        return Notice(**known | more)

    def told(self, *notices: Notice) -> tuple[Notice, tuple[Notice, ...]]:
        """Have the first of them sent, while all are there."""
        return told_together(Case(notices[0], self.kept, self.ana, None, notices[1:]), NOW)


@pytest.fixture
def late(house: Any) -> Late:
    return Late(house)


def test_what_waits_behind_a_late_one_is_told_with_it(late: Late) -> None:
    waiting = late.notice(What.MOVED, 2)
    assert late.told(late.notice(), waiting)[1] == (waiting,)


def test_alone_it_says_what_it_says(late: Late) -> None:
    was = {"location": late.kept.interview.location}  # moved there and back, and told of it
    notice = late.notice(values={"by": "Sam", "was": was})
    assert late.told(notice) == (notice, ())


@pytest.mark.parametrize(
    "first", [{"what": What.CANCELLED}, {"what": What.MOVED, "loud": False}, {"created_at": NOW}]
)
def test_what_makes_no_sound_calls_it_off_or_is_in_time_speaks_for_itself(
    late: Late, first: dict[str, Any]
) -> None:
    notice = late.notice(**first)
    assert late.told(notice, late.notice(What.MOVED, 2)) == (notice, ())


@pytest.mark.parametrize("attempt", [1, 2])
def test_a_reminder_is_late_by_its_lead_time_and_not_by_its_booking(
    late: Late, attempt: int
) -> None:
    reminder = late.notice(
        What.REMINDER, start_at=NOW + HOUR, lead_time=HOUR, created_at=NOW - 48 * HOUR,
        due_at=NOW, attempt=attempt,
    )  # fmt: skip
    assert late.told(reminder, late.notice(What.MOVED, 2)) == (reminder, ())


def edited(late: Late, number: int, was: dict[str, Any], **more: Any) -> Notice:
    """What was edited into a card without a sound."""
    return late.notice(
        What.CHANGED, number, loud=False, state=State.SENT, values={"was": was}, **more
    )


def card_of(late: Late) -> Card:
    return Card(
        workspace_id=1, interview_id=late.kept.id, person_id=late.ana.id, channel="D", ts="1.0",
        notice_id=2,
    )  # fmt: skip


def test_what_was_only_edited_is_said_again_with_the_next_change(late: Late) -> None:
    card = card_of(late)
    seen = edited(late, 1, {"location": "Room 1"})
    unseen = edited(late, 3, {"kind": "phone_call"})
    there_and_back = edited(late, 4, {"end_at": late.kept.interview.end_at.isoformat()})
    next_one = late.notice(What.CHANGED, 5, loud=False, values={"was": {"interviewer": "Lee"}})
    others = (seen, unseen, there_and_back, next_one)
    told, _ = told_together(Case(next_one, late.kept, late.ana, card, others), NOW)
    assert set(told.values["was"]) >= {"kind", "interviewer"}
    assert "location" not in told.values["was"]


def test_what_made_a_sound_itself_is_not_said_again(late: Late) -> None:
    heard = edited(late, 3, {"kind": "phone_call"}).but(loud=True)
    next_one = late.notice(What.CHANGED, 5, loud=False, values={"was": {"interviewer": "Lee"}})
    told, _ = told_together(Case(next_one, late.kept, late.ana, card_of(late), (heard,)), NOW)
    assert told == next_one


def test_what_was_edited_before_a_letter_is_not_said_again_after_it(late: Late) -> None:
    """The letter has said it, and the card of before is still the one that stands in Slack."""
    edit = edited(late, 3, {"kind": "phone_call"})
    letter = late.notice(What.MOVED, 4, state=State.SENT, channel=BY_MAIL, ts="<1@acme>")
    next_one = late.notice(What.CHANGED, 5, values={"was": {"interviewer": "Lee"}})
    case = Case(next_one, late.kept, late.ana, card_of(late), (edit, letter))
    assert told_together(case, NOW)[0].values["was"] == {"interviewer": "Lee"}


def test_a_reminder_does_not_say_what_was_edited(late: Late) -> None:
    unseen = edited(late, 3, {"kind": "phone_call"})
    reminder = late.notice(What.REMINDER, 5, start_at=NOW + HOUR, lead_time=HOUR)
    told, _ = told_together(Case(reminder, late.kept, late.ana, card_of(late), (unseen,)), NOW)
    assert told == reminder
