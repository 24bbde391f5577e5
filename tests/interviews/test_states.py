"""Every pair of status and deed, and everybody who may do it: each with its case."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.interviews.doing.transitions import TABLE
from bot.interviews.model import Kept, Status
from bot.interviews.permissions import PERMITTED
from bot.interviews.plans import (
    Ask,
    Attending,
    Deed,
    GivenFeedback,
    Handover,
    Reminding,
    RemindingNow,
    RunningLate,
    Undo,
)
from bot.interviews.refusals import Refusal, RefusalKind

DO: dict[Deed, Callable[[Any, Kept, str], Any]] = {
    Deed.BOOK: lambda house, _, by: house.book_one(by, interviewee="bob", interviewer="lee"),
    Deed.CHANGE: lambda house, kept, by: house.move(kept, house.START + timedelta(days=1), by),
    Deed.AMEND: lambda house, kept, by: house.propose(kept, by, house.START + timedelta(days=2)),
    Deed.ACCEPT: lambda house, kept, by: house.accept(kept, by),
    Deed.DECLINE: lambda house, kept, by: house.decline(kept, by),
    Deed.CANNOT: lambda house, kept, by: house.cannot(kept, by),
    Deed.CANCEL: lambda house, kept, by: house.cancel(kept, by),
    Deed.REJECT: lambda house, kept, by: house.reject(kept, by),
    Deed.HAND_OVER: lambda house, kept, by: (
        house.do(Handover(owner_id=house.person("rita").id), kept, by).after
    ),
    Deed.ASK: lambda house, kept, by: (
        house.do(Ask(person_id=house.person("rita").id), kept, by).after
    ),
    Deed.TAKE: lambda house, kept, by: house.take(kept, by),
    Deed.LEAVE: lambda house, kept, by: house.leave(kept, by),
    Deed.LATE: lambda house, kept, by: house.do(RunningLate(minutes=10), kept, by).after,
    Deed.ATTEND: lambda house, kept, by: house.do(Attending(came=True), kept, by).after,
    Deed.FEEDBACK: lambda house, kept, by: (
        house.do(GivenFeedback(recommendation="yes"), kept, by).after
    ),
    Deed.UNDO: lambda house, kept, by: house.do(Undo(), kept, by).after,
    Deed.REMIND: lambda house, kept, by: house.do(Reminding(lead_times=()), kept, by).after,
    Deed.REMIND_NOW: lambda house, kept, by: house.do(RemindingNow(), kept, by).after,
}
BY_ASKED = {Deed.ASK: {"lee"}}  # who is asked sees it, and does no more than answer
ON_THE_DAY = {Deed.LATE, Deed.ATTEND, Deed.FEEDBACK}
STANDING_IN = {Deed.ASK, Deed.TAKE, Deed.LEAVE}  # once Pat can't make it, and Lee is asked

# Ana has said yes to what is scheduled, and proposed what is amended.
BY = {
    Deed.CHANGE: "sam",
    Deed.AMEND: "pat",
    Deed.ACCEPT: "pat",
    Deed.DECLINE: "pat",
    Deed.CANNOT: "pat",
    Deed.CANCEL: "sam",
    Deed.REJECT: "ana",
    Deed.HAND_OVER: "sam",
    Deed.ASK: "sam",
    Deed.TAKE: "lee",
    Deed.LEAVE: "lee",
    Deed.LATE: "ana",
    Deed.ATTEND: "pat",
    Deed.FEEDBACK: "pat",
    Deed.REMIND: "sam",
    Deed.REMIND_NOW: "sam",
}
BROUGHT_ABOUT_BY = {"pending": "sam", "cancelled": "sam"}  # whoever can undo it; others: Ana

PENDING, SCHEDULED, AMENDED = Status.PENDING, Status.SCHEDULED, Status.AMENDED
CANCELLED, REJECTED = Status.CANCELLED, Status.REJECTED
CASES: dict[tuple[Status, Deed], Status | Refusal] = {
    (PENDING, Deed.CHANGE): PENDING,
    (PENDING, Deed.AMEND): AMENDED,
    (PENDING, Deed.ACCEPT): SCHEDULED,
    (PENDING, Deed.DECLINE): Refusal.NOTHING_PROPOSED,
    (PENDING, Deed.CANNOT): PENDING,
    (PENDING, Deed.CANCEL): CANCELLED,
    (PENDING, Deed.REJECT): REJECTED,
    (PENDING, Deed.HAND_OVER): PENDING,
    (PENDING, Deed.ASK): PENDING,
    (PENDING, Deed.TAKE): SCHEDULED,
    (PENDING, Deed.LEAVE): PENDING,
    (PENDING, Deed.LATE): PENDING,
    (PENDING, Deed.ATTEND): PENDING,
    (PENDING, Deed.FEEDBACK): PENDING,
    (PENDING, Deed.UNDO): CANCELLED,
    (PENDING, Deed.REMIND): PENDING,
    (PENDING, Deed.REMIND_NOW): PENDING,
    (SCHEDULED, Deed.CHANGE): PENDING,
    (SCHEDULED, Deed.AMEND): AMENDED,
    (SCHEDULED, Deed.ACCEPT): SCHEDULED,
    (SCHEDULED, Deed.DECLINE): Refusal.NOTHING_PROPOSED,
    (SCHEDULED, Deed.CANNOT): SCHEDULED,
    (SCHEDULED, Deed.CANCEL): CANCELLED,
    (SCHEDULED, Deed.REJECT): REJECTED,
    (SCHEDULED, Deed.HAND_OVER): SCHEDULED,
    (SCHEDULED, Deed.ASK): SCHEDULED,
    (SCHEDULED, Deed.TAKE): SCHEDULED,
    (SCHEDULED, Deed.LEAVE): SCHEDULED,
    (SCHEDULED, Deed.LATE): SCHEDULED,
    (SCHEDULED, Deed.ATTEND): SCHEDULED,
    (SCHEDULED, Deed.FEEDBACK): SCHEDULED,
    (SCHEDULED, Deed.UNDO): PENDING,
    (SCHEDULED, Deed.REMIND): SCHEDULED,
    (SCHEDULED, Deed.REMIND_NOW): SCHEDULED,
    (AMENDED, Deed.CHANGE): PENDING,
    (AMENDED, Deed.AMEND): AMENDED,
    (AMENDED, Deed.ACCEPT): SCHEDULED,
    (AMENDED, Deed.DECLINE): PENDING,
    (AMENDED, Deed.CANNOT): AMENDED,
    (AMENDED, Deed.CANCEL): CANCELLED,
    (AMENDED, Deed.REJECT): REJECTED,
    (AMENDED, Deed.HAND_OVER): AMENDED,
    (AMENDED, Deed.ASK): AMENDED,
    (AMENDED, Deed.TAKE): SCHEDULED,
    (AMENDED, Deed.LEAVE): AMENDED,
    (AMENDED, Deed.LATE): AMENDED,
    (AMENDED, Deed.ATTEND): AMENDED,
    (AMENDED, Deed.FEEDBACK): AMENDED,
    (AMENDED, Deed.UNDO): PENDING,
    (AMENDED, Deed.REMIND): AMENDED,
    (AMENDED, Deed.REMIND_NOW): AMENDED,
    (CANCELLED, Deed.CHANGE): Refusal.ALREADY_CANCELLED,
    (CANCELLED, Deed.AMEND): Refusal.ALREADY_CANCELLED,
    (CANCELLED, Deed.ACCEPT): Refusal.ALREADY_CANCELLED,
    (CANCELLED, Deed.DECLINE): Refusal.ALREADY_CANCELLED,
    (CANCELLED, Deed.CANNOT): Refusal.ALREADY_CANCELLED,
    (CANCELLED, Deed.CANCEL): Refusal.ALREADY_CANCELLED,
    (CANCELLED, Deed.REJECT): Refusal.ALREADY_CANCELLED,
    (CANCELLED, Deed.HAND_OVER): Refusal.ALREADY_CANCELLED,
    (CANCELLED, Deed.ASK): Refusal.ALREADY_CANCELLED,
    (CANCELLED, Deed.TAKE): Refusal.NO_LONGER_ASKED,
    (CANCELLED, Deed.LEAVE): Refusal.NO_LONGER_ASKED,
    (CANCELLED, Deed.LATE): Refusal.ALREADY_CANCELLED,
    (CANCELLED, Deed.ATTEND): Refusal.ALREADY_CANCELLED,
    (CANCELLED, Deed.FEEDBACK): Refusal.ALREADY_CANCELLED,
    (CANCELLED, Deed.UNDO): PENDING,
    (CANCELLED, Deed.REMIND): Refusal.ALREADY_CANCELLED,
    (CANCELLED, Deed.REMIND_NOW): Refusal.ALREADY_CANCELLED,
    (REJECTED, Deed.CHANGE): Refusal.ALREADY_REJECTED,
    (REJECTED, Deed.AMEND): Refusal.ALREADY_REJECTED,
    (REJECTED, Deed.ACCEPT): Refusal.ALREADY_REJECTED,
    (REJECTED, Deed.DECLINE): Refusal.ALREADY_REJECTED,
    (REJECTED, Deed.CANNOT): Refusal.ALREADY_REJECTED,
    (REJECTED, Deed.CANCEL): Refusal.ALREADY_REJECTED,
    (REJECTED, Deed.REJECT): Refusal.ALREADY_REJECTED,
    (REJECTED, Deed.HAND_OVER): Refusal.ALREADY_REJECTED,
    (REJECTED, Deed.ASK): Refusal.ALREADY_REJECTED,
    (REJECTED, Deed.TAKE): Refusal.NO_LONGER_ASKED,
    (REJECTED, Deed.LEAVE): Refusal.NO_LONGER_ASKED,
    (REJECTED, Deed.LATE): Refusal.ALREADY_REJECTED,
    (REJECTED, Deed.ATTEND): Refusal.ALREADY_REJECTED,
    (REJECTED, Deed.FEEDBACK): Refusal.ALREADY_REJECTED,
    (REJECTED, Deed.UNDO): PENDING,
    (REJECTED, Deed.REMIND): Refusal.ALREADY_REJECTED,
    (REJECTED, Deed.REMIND_NOW): Refusal.ALREADY_REJECTED,
}

# Sam is a recruiter, Pat and Ana are its interviewer and its interviewee.
MAY: dict[Deed, set[str]] = {
    Deed.BOOK: {"sam"},
    Deed.CHANGE: {"sam"},
    Deed.AMEND: {"sam", "pat", "ana"},
    Deed.ACCEPT: {"sam", "pat", "ana"},
    Deed.DECLINE: {"sam", "pat", "ana"},
    Deed.CANNOT: {"pat"},
    Deed.CANCEL: {"sam", "pat"},
    Deed.REJECT: {"ana"},
    Deed.HAND_OVER: {"sam"},
    Deed.ASK: {"sam"},
    Deed.TAKE: {"lee"},
    Deed.LEAVE: {"lee"},
    Deed.LATE: {"sam", "pat", "ana"},
    Deed.ATTEND: {"sam", "pat"},
    Deed.FEEDBACK: {"pat"},
    Deed.UNDO: {"sam", "pat", "ana"},
    Deed.REMIND: {"sam"},
    Deed.REMIND_NOW: {"sam"},
}
NOT_THEIR_TURN = {  # permitted all the same
    (Deed.ACCEPT, "ana"): Refusal.OWN_PROPOSAL,
    (Deed.UNDO, "sam"): Refusal.UNDO_NOT_YOURS,
    (Deed.UNDO, "pat"): Refusal.UNDO_NOT_YOURS,
}


def brought_about(house: Any, status: Status, deed: Deed) -> Kept:
    kept: Kept = house.put_into(status)
    if deed in STANDING_IN and kept.is_live:
        kept = house.cannot(kept)
    if deed in ON_THE_DAY:
        house.clock.move_to(house.START)
    return kept


def to_a_stranger(deed: Deed) -> Refusal:
    """Who was asked once hears that they no longer are, and so does anybody else."""
    unasked = deed in {Deed.TAKE, Deed.LEAVE}
    return Refusal.NO_LONGER_ASKED if unasked else Refusal.NO_SUCH_INTERVIEW


def test_every_pair_of_status_and_deed_has_its_case() -> None:
    pairs = {(status, deed) for status, row in TABLE.items() for deed in row}
    assert pairs == set(CASES)
    assert pairs == {(status, deed) for status in Status for deed in Deed if deed is not Deed.BOOK}


@pytest.mark.parametrize(("status", "deed"), CASES)
def test_a_deed_leads_to_its_status_or_is_refused(house: Any, status: Status, deed: Deed) -> None:
    kept = brought_about(house, status, deed)
    expected = CASES[status, deed]
    by = BY.get(deed) or BROUGHT_ABOUT_BY.get(status, "ana")
    if isinstance(expected, Refusal):
        house.refuses(lambda: DO[deed](house, kept, by), expected)
    else:
        done = DO[deed](house, kept, by)
        assert house.stored(kept) == done
        assert done.interview.status is expected
        assert done.version == kept.version + 1


def test_every_deed_says_who_may_do_it() -> None:
    assert set(MAY) == set(PERMITTED) == set(Deed)


def why_not(deed: Deed, name: str) -> Refusal:
    """Say why somebody with a part in it may not: how it was is not asked of Ana."""
    is_asked_in_vain = (deed, name) == (Deed.FEEDBACK, "ana")
    return Refusal.NOT_ASKED_HOW_IT_WAS if is_asked_in_vain else PERMITTED[deed][1]


@pytest.mark.parametrize("name", ["sam", "pat", "ana", "lee", "zoe"])
@pytest.mark.parametrize("deed", Deed)
def test_only_those_who_may_do_a_deed_can(house: Any, deed: Deed, name: str) -> None:
    kept = brought_about(house, AMENDED, deed)
    if name in MAY[deed]:
        if (deed, name) in NOT_THEIR_TURN:
            house.refuses(lambda: DO[deed](house, kept, name), NOT_THEIR_TURN[deed, name])
        else:
            DO[deed](house, kept, name)
    elif deed is Deed.BOOK or name in {"sam", "pat", "ana", *BY_ASKED.get(deed, ())}:
        refused = house.refuses(lambda: DO[deed](house, kept, name), why_not(deed, name))
        assert refused.kind is RefusalKind.FORBIDDEN
    else:
        house.refuses(lambda: DO[deed](house, kept, name), to_a_stranger(deed))


@pytest.mark.parametrize("deed", [deed for deed in Deed if deed is not Deed.BOOK])
def test_somebody_who_only_booked_it_and_is_no_longer_a_recruiter_sees_it_and_does_nothing(
    house: Any, deed: Deed
) -> None:
    kept = house.book_one("rita")
    house.people.dismiss(house.person("rita").id, by=house.by("sam"))
    assert house.interviews.get(kept.id, by=house.by("rita")).id == kept.id
    house.refuses(lambda: DO[deed](house, kept, "rita"), PERMITTED[deed][1])


def test_who_may_do_it_instead_is_named(house: Any) -> None:
    kept = house.book_one()
    refused = house.refuses(
        lambda: house.move(kept, house.START + timedelta(days=1), "ana"), Refusal.ONLY_RECRUITERS
    )
    assert refused.values["who"] == "rita, sam"
    assert (refused.values["interviewer"], refused.values["interviewee"]) == ("pat", "ana")


@pytest.mark.parametrize("name", ["lee", "zoe"])
def test_an_interview_of_others_is_neither_shown_nor_listed(house: Any, name: str) -> None:
    kept = house.book_one()
    house.refuses(
        lambda: house.interviews.get(kept.id, by=house.by(name)), Refusal.NO_SUCH_INTERVIEW
    )


def test_an_interview_that_nobody_owns_is_not_everybodys(house: Any) -> None:
    kept = house.book_one()
    with house.book.write() as pages:
        pages.save_interview(kept.but(owner=None))
    house.refuses(
        lambda: house.interviews.get(kept.id, by=house.by("zoe")), Refusal.NO_SUCH_INTERVIEW
    )


@pytest.mark.parametrize("deed", Deed)
def test_who_may_not_do_a_deed_hears_so_before_a_form_opens(house: Any, deed: Deed) -> None:
    kept = brought_about(house, AMENDED, deed)
    for name in {"sam", "pat", "ana"} - MAY[deed]:
        house.refuses(
            lambda by=name: house.interviews.check(deed, by=house.by(by), kept=kept),
            why_not(deed, name),
        )


def test_a_recruiter_may_open_the_form_for_a_booking(house: Any) -> None:
    house.interviews.check(Deed.BOOK, by=house.by("sam"))


def test_only_another_time_is_too_late_once_it_has_begun(house: Any) -> None:
    kept = house.book_one()
    house.clock.move_to(house.START)
    house.interviews.check(Deed.CHANGE, by=house.by("sam"), kept=kept)
    house.refuses(
        lambda: house.interviews.check(Deed.AMEND, by=house.by("ana"), kept=kept),
        Refusal.ALREADY_STARTED,
        "amend_start_at",
    )


def test_before_it_begins_nobody_can_say_how_it_was(house: Any) -> None:
    kept = house.book_one()
    pat = house.by("pat")
    house.refuses(
        lambda: house.interviews.check(Deed.FEEDBACK, by=pat, kept=kept), Refusal.TOO_EARLY
    )
    house.clock.move_to(house.START)
    house.interviews.check(Deed.FEEDBACK, by=pat, kept=kept)


def test_there_is_no_interview_from_another_workspace(house: Any) -> None:
    kept = house.book_one()
    with house.book.write() as pages:
        other = pages.workspace("T2", "Elsewhere")
        sam = house.person("sam").but(workspace_id=other, slack_user_id="U_ELSEWHERE")
        stranger = house.by("sam").but(person=pages.add_person(sam))
    house.refuses(lambda: house.interviews.get(kept.id, by=stranger), Refusal.NO_SUCH_INTERVIEW)
    house.refuses(
        lambda: house.do(house.booking(), None, stranger),
        Refusal.UNKNOWN_PERSON,
        "interviewee_id",
    )


@pytest.mark.parametrize(("status", "deed"), CASES)
def test_what_is_refused_in_this_state_is_refused_before_a_form_opens(
    house: Any, status: Status, deed: Deed
) -> None:
    kept = brought_about(house, status, deed)
    expected = CASES[status, deed]

    def checks(name: str) -> None:
        house.interviews.check(deed, by=house.by(name), kept=kept)

    if isinstance(expected, Refusal):
        house.refuses(lambda: checks(BY.get(deed, "sam")), expected)
    else:
        checks(BY.get(deed, "sam"))
    house.refuses(lambda: checks("zoe"), to_a_stranger(deed))
