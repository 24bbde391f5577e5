"""Every reason for a refusal, each with the ways to provoke it: one row a way."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.interviews.model import Actor, Preferences, Search, Seen, Side
from bot.interviews.people.people import Newcomer, Profile
from bot.interviews.plans import (
    Ask,
    Attending,
    GivenFeedback,
    Handover,
    InterviewChange,
    Leaving,
    Reminding,
    RemindingNow,
    RunningLate,
    Taking,
    Undo,
)
from bot.interviews.refusals import KINDS, Refusal

NOW = datetime(2026, 11, 16, 9, tzinfo=UTC)
START = datetime(2026, 11, 20, 14, tzinfo=UTC)  # Ana's interview with Pat
LATER = START + timedelta(hours=3)  # Bob's with Pat, where there is one
HOUR, DAY, MOMENT = timedelta(hours=1), timedelta(days=1), timedelta(milliseconds=1)
UNKNOWN = 999_999

Way = Callable[[Any, Any], object]  # given the house and Ana's interview with Pat


def by_deed(verb: str, *arguments: Any, **given: Any) -> Way:
    return lambda house, kept: getattr(house, verb)(kept, *arguments, **given)


def changing(**fields: Any) -> Way:
    return by_deed("change", **fields)


def booking(**given: Any) -> Way:
    return lambda house, _: house.book_one(**given)


def carrying_out_sams_draft(house: Any, _: Any) -> None:
    house.interviews.carry_out(house.draft_id, by=house.by("rita"))


def carrying_out_no_draft(house: Any, _: Any) -> None:
    house.interviews.carry_out("none", by=house.by("sam"))


def changing_what_was_seen_first(house: Any, kept: Any) -> None:
    house.do(InterviewChange(location="Room 3"), kept, "sam", version=1)


def undoing(by: str = "sam", *, after: timedelta = timedelta(0), **given: Any) -> Way:
    def undo(house: Any, kept: Any) -> None:
        if after:
            house.clock.move_to(house.clock.now() + after)
        house.do(Undo(**given), kept, by)

    return undo


def handing_over_to(name: str | None) -> Way:
    def hand_over(house: Any, kept: Any) -> None:
        house.do(Handover(owner_id=house.person(name).id if name else UNKNOWN), kept)

    return hand_over


def by_plan(plan: Any, by: str) -> Way:
    return lambda house, kept: house.do(plan, kept, by)


def asking(name: str | None) -> Way:
    return lambda house, kept: house.do(
        Ask(person_id=house.person(name).id if name else UNKNOWN), kept
    )


def introducing(name: str, by: str = "sam") -> Way:
    return lambda house, _: house.people.introduce(Newcomer(name=name), by=house.by(by))


def picking(**given: Any) -> Way:
    profile = Profile(slack_user_id="U_NEW", name="Kim", **given)
    return lambda house, _: house.people.pick(1, profile, "interviewer_id")


def dismissing(name: str, by: str = "rita") -> Way:
    return lambda house, _: house.people.dismiss(house.person(name).id, by=house.by(by))


def appointing(person_id: int, by: str = "sam") -> Way:
    return lambda house, _: house.people.appoint(person_id, by=house.by(by))


def appointing_pat(house: Any, _: Any) -> None:
    house.people.appoint(house.person("pat").id, by=house.by("sam"))


def finding(by: str) -> Way:
    return lambda house, _: house.people.find("ana", by=house.by(by))


def applications(by: str) -> Way:
    return lambda house, _: house.people.open_applications(house.person("ana"), by=house.by(by))


def keep_a_draft(house: Any, kept: Any) -> None:
    plan = InterviewChange(location="Room 2")
    house.draft_id = house.interviews.draft(plan, by=house.by("sam"), interview_id=kept.id)[0].id


def hand_over_and_dismiss(house: Any, kept: Any) -> None:
    handing_over_to("rita")(house, kept)
    dismissing("rita", by="sam")(house, kept)


def let_the_proposal_pass(house: Any, kept: Any) -> None:
    house.propose(kept, "ana", NOW + HOUR)
    house.clock.move_to(NOW + 2 * HOUR)


def propose_what_is_taken_then(house: Any, kept: Any) -> None:
    house.propose(kept, "ana", LATER)
    house.book_one(start_at=LATER, interviewee="bob")


def at_the_staffs_desk(name: str, way: Callable[[Any, Actor], object]) -> Way:
    return lambda house, _: way(house, house.by(name).but(acts_as=Side.INTERVIEWER))


def booking_at_once(house: Any, by: Actor) -> object:
    return house.do(house.booking(), None, by)


def searching(house: Any, by: Actor) -> object:
    return house.interviews.search(Search(), by=by)


def changing_what_was_seen_otherwise(house: Any, kept: Any) -> object:
    return house.do(InterviewChange(location="Room 2"), kept, as_seen=lambda _: False)


def reminding(*lead_times: timedelta) -> Way:
    return lambda house, kept: house.do(Reminding(lead_times=lead_times), kept)


def reminding_now(house: Any, kept: Any) -> object:
    return house.do(RemindingNow(), kept)


def forgetting(name: str, by: str = "sam") -> Way:
    return lambda house, _: house.forgetting.forget(house.person(name).id, by=house.by(by))


def forget_ana(house: Any, kept: Any) -> None:
    house.clock.move_to(START + DAY)
    forgetting("ana")(house, kept)


def writing(text: str) -> Way:
    return lambda house, _: house.writes(text, once=text)


def five_times(house: Any, _: Any) -> None:
    for number in range(5):
        house.writes(f"question {number}?", once=str(number))


def answering(text: str, to: str = "ana", by: str = "sam") -> Way:
    return lambda house, kept: house.passing_on.answer(
        kept.id, house.person(to).id, text, by=house.by(by), once="2"
    )


def preferring(**preferences: Any) -> Way:
    def prefer(house: Any, _: Any) -> None:
        house.preferring.prefer(Preferences(**preferences), by=house.by("pat"))

    return prefer


def interviewed_by_rita(house: Any, kept: Any) -> None:
    house.change(kept, interviewer_id=house.person("rita").id)


def it_took_place(house: Any, kept: Any) -> None:
    house.clock.move_to(START + DAY)
    house.do(Attending(came=True), kept)


def it_was_good(house: Any, kept: Any) -> None:
    house.clock.move_to(START + DAY)
    house.do(GivenFeedback(recommendation="yes"), kept, "pat")


PREPARE: dict[str, Way] = {
    "": lambda *_: None,
    "bob is with pat later": booking(start_at=LATER, interviewee="bob"),
    "sam keeps a draft": keep_a_draft,
    "rita has it and is dismissed": hand_over_and_dismiss,
    "rita changed it": by_deed("change", "rita", location="Room 2"),
    "ana proposed": by_deed("propose", "ana"),
    "ana's proposal passed": let_the_proposal_pass,
    "what ana proposed is taken": propose_what_is_taken_then,
    "ana accepted": by_deed("accept", "ana"),
    "pat cannot": by_deed("cannot", "pat"),
    "cancelled": by_deed("cancel"),
    "rejected": by_deed("reject"),
    "over": lambda house, _: house.clock.move_to(START + DAY),
    "it took place": it_took_place,
    "it was good": it_was_good,
    "undone": lambda house, kept: house.do(Undo(), house.move(kept, LATER)),
    "started": lambda house, _: house.clock.move_to(START),
    "pat left": lambda house, _: house.set_person("pat", active=False),
    "just reminded": reminding_now,
    "rita left": lambda house, _: house.set_person("rita", active=False),
    "ana was forgotten": forget_ana,
    "ana has written": writing("When is it?"),
    "ana has written five times": five_times,
}
THEN = Seen(start_at=START)  # what was seen before a proposal

WAYS: dict[Refusal, list[tuple[str | None, str, Way]]] = {
    # the field that is named, the situation, and what is refused
    Refusal.NO_SUCH_INTERVIEW: [
        (None, "", lambda house, _: house.cancel(UNKNOWN)),
        (None, "", lambda house, _: house.cancel(None)),
        (None, "", by_deed("accept", "zoe")),
    ],
    Refusal.NO_SUCH_DRAFT: [
        (None, "", carrying_out_no_draft),
        (None, "sam keeps a draft", carrying_out_sams_draft),
    ],
    Refusal.ONLY_RECRUITERS: [
        (None, "", forgetting("zoe", by="pat")),
        (None, "", changing(by="pat", kind="phone_call")),
        (None, "", booking(by="lee", interviewee="bob")),
        (None, "", introducing("Kim", by="pat")),
        (None, "", finding(by="ana")),
        (None, "ana has written", answering("At two", by="pat")),
        (None, "", applications(by="ana")),
    ],
    Refusal.ONLY_ITS_PEOPLE: [(None, "rita has it and is dismissed", by_deed("accept", "rita"))],
    Refusal.ONLY_THE_INTERVIEWER: [(None, "", by_deed("cannot", "ana"))],
    Refusal.ONLY_THE_INTERVIEWER_RATES: [
        (None, "over", by_plan(GivenFeedback(recommendation="yes"), "sam"))
    ],
    Refusal.ONLY_THE_INTERVIEWEE: [(None, "", by_deed("reject", "sam"))],
    Refusal.ONLY_STAFF_SAY: [(None, "started", by_plan(Attending(came=True), "ana"))],
    Refusal.ONLY_STAFF_CANCEL: [(None, "", by_deed("cancel", "ana"))],
    Refusal.ONLY_FOR_ONESELF: [
        (None, "", by_deed("accept", "ana", side=Side.INTERVIEWER)),
        (None, "ana proposed", by_deed("decline", "ana", side=Side.INTERVIEWER)),
        (None, "", by_deed("propose", "sam", side=Side.INTERVIEWEE)),
    ],
    Refusal.ONLY_APPOINTERS: [
        (None, "", appointing(UNKNOWN, by="pat")),
        (None, "", dismissing("rita", by="ana")),
    ],
    Refusal.ONLY_STAFF: [
        (None, "", at_the_staffs_desk("ana", lambda house, by: house.interviews.get(1, by=by))),
        (None, "", at_the_staffs_desk("ana", lambda house, by: house.accept(UNKNOWN, by))),
        (None, "", at_the_staffs_desk("ana", booking_at_once)),
        (None, "", at_the_staffs_desk("zoe", searching)),
        (None, "", at_the_staffs_desk("zoe", lambda house, by: house.interviews.admit(by))),
    ],
    Refusal.STALE: [
        (None, "rita changed it", changing_what_was_seen_first),
        (None, "", changing_what_was_seen_otherwise),
    ],
    Refusal.MOVED_MEANWHILE: [
        (None, "", by_deed("accept", seen=Seen(start_at=START - HOUR))),
    ],
    Refusal.PROPOSED_MEANWHILE: [
        (None, "ana proposed", by_deed("accept", "pat", seen=THEN)),
        (None, "ana proposed", by_deed("decline", "pat", seen=THEN)),
    ],
    Refusal.ALREADY_CANCELLED: [(None, "cancelled", by_deed("accept"))],
    Refusal.ALREADY_REJECTED: [(None, "rejected", by_deed("cancel"))],
    Refusal.ALREADY_ANSWERED: [
        (None, "ana accepted", by_deed("accept", "ana")),
        (None, "pat cannot", by_deed("cannot", "pat")),
    ],
    Refusal.NOTHING_PROPOSED: [(None, "ana accepted", by_deed("decline"))],
    Refusal.OWN_PROPOSAL: [(None, "ana proposed", by_deed("accept", "ana"))],
    Refusal.NO_LONGER_ASKED: [
        (None, "", by_plan(Taking(), "pat")),
        (None, "", by_plan(Leaving(), "zoe")),
    ],
    Refusal.TOO_EARLY: [
        (None, "", by_plan(Attending(came=True), "pat")),
        (None, "", by_plan(RunningLate(minutes=5), "ana")),
        (None, "", by_plan(GivenFeedback(recommendation="yes"), "pat")),
    ],
    Refusal.TOOK_PLACE: [
        (None, "it took place", by_deed("cancel")),
        (None, "it took place", by_deed("cancel", "pat")),
        (None, "it was good", by_deed("move", NOW + 30 * DAY)),
        (None, "it was good", interviewed_by_rita),
    ],
    Refusal.ALREADY_OVER: [(None, "over", by_plan(RunningLate(minutes=5), "ana"))],
    Refusal.NO_COVER_NEEDED: [(None, "", asking("rita"))],
    Refusal.WHOSE_ANSWER: [(None, "", by_deed("accept", "sam"))],
    Refusal.NOTHING_TO_UNDO: [(None, "undone", undoing())],
    Refusal.UNDO_NOT_YOURS: [
        (None, "", undoing("ana")),
        (None, "rita changed it", undoing()),
    ],
    Refusal.UNDO_TOO_LATE: [(None, "", undoing(after=timedelta(minutes=2) + MOMENT))],
    Refusal.ALREADY_STARTED: [("amend_start_at", "started", by_deed("propose"))],
    Refusal.REQUIRED: [
        ("kind", "", changing(kind=None)),
        ("start_at", "", changing(start_at=None)),
        ("end_at", "", changing(end_at=None)),
        ("interviewee_id", "", changing(interviewee_id=None)),
        ("interviewer_id", "", changing(interviewer_id=None)),
        ("name", "", introducing(" ")),
        ("text", "", writing(" \n ")),
        ("text", "ana has written", answering(" ")),
    ],
    Refusal.END_BEFORE_START: [
        ("end_at", "", changing(end_at=START)),
        ("end_at", "", changing(end_at=START - HOUR)),
        ("end_at", "", booking(interviewee="bob", end_at=START)),
        ("amend_end_at", "", by_deed("propose", amend_end_at=START)),
    ],
    Refusal.TOO_LONG: [
        ("end_at", "", changing(end_at=START + DAY + MOMENT)),
        ("amend_end_at", "", by_deed("propose", amend_end_at=START + 9 * DAY)),
    ],
    Refusal.IN_THE_PAST: [
        ("start_at", "", by_deed("move", NOW - timedelta(minutes=6))),
        ("start_at", "", booking(start_at=NOW - HOUR)),
        ("amend_start_at", "", by_deed("propose", "ana", NOW - HOUR)),
        ("start_at", "ana's proposal passed", by_deed("accept", "pat")),
    ],
    Refusal.UNKNOWN_PERSON: [
        ("person", "", lambda house, _: house.forgetting.forget(UNKNOWN, by=house.by("sam"))),
        (None, "ana has written", answering("Hello", to="pat")),
        ("interviewee_id", "", changing(interviewee_id=UNKNOWN)),
        ("interviewer_id", "", changing(interviewer_id=UNKNOWN)),
        ("interviewee_id", "", booking(interviewee_id=UNKNOWN)),
        ("interviewer_id", "", booking(interviewer_id=UNKNOWN)),
        ("owner_id", "", handing_over_to(None)),
        ("person_id", "pat cannot", asking(None)),
        ("person", "", appointing(UNKNOWN)),
        ("person", "pat left", appointing_pat),
    ],
    Refusal.DEACTIVATED_PERSON: [
        ("interviewer_id", "pat left", by_deed("move", LATER)),
        ("interviewer_id", "pat left", booking(interviewee="bob")),
        ("interviewer_id", "", picking(deactivated=True)),
    ],
    Refusal.BOT_PERSON: [("interviewer_id", "", picking(is_bot=True))],
    Refusal.SAME_PERSON: [
        ("interviewer_id", "", changing(interviewer="ana")),
        ("interviewer_id", "", booking(interviewee="bob", interviewer="bob")),
    ],
    Refusal.SAME_TIME: [("amend_start_at", "", by_deed("propose", "ana", START))],
    Refusal.BUSY: [
        ("start_at", "", booking(interviewee="bob")),
        ("start_at", "", booking(interviewer="lee")),
        ("start_at", "bob is with pat later", by_deed("move", LATER)),
        ("amend_start_at", "bob is with pat later", by_deed("propose", "sam", LATER)),
        ("start_at", "what ana proposed is taken", by_deed("accept", "sam")),
    ],
    Refusal.TAKEN: [
        ("amend_start_at", "bob is with pat later", by_deed("propose", "ana", LATER)),
        ("amend_start_at", "bob is with pat later", by_deed("propose", "ana", LATER, force=True)),
        ("start_at", "what ana proposed is taken", by_deed("accept", "pat", force=True)),
    ],
    Refusal.LOCATION_TOO_LONG: [
        ("room", "", preferring(room="x" * 2001)),
        ("location", "", changing(location="x" * 2001)),
        ("location", "", booking(location="x" * 2001)),
    ],
    Refusal.REASON_TOO_LONG: [
        ("notes", "started", by_plan(GivenFeedback(recommendation="no", notes="x" * 2_001), "pat")),
        (
            "private_notes",
            "started",
            by_plan(GivenFeedback(recommendation="no", private_notes="x" * 2_001), "pat"),
        ),
        ("reason", "", by_deed("cancel", reason="x" * 2001)),
        ("reason", "", by_deed("reject", reason="x" * 2001)),
        ("reason", "", by_deed("cannot", reason="x" * 2001)),
    ],
    Refusal.NAME_TOO_LONG: [("name", "", introducing("x" * 201))],
    Refusal.TEXT_TOO_LONG: [("text", "", writing("x" * 2_001))],
    Refusal.WRITES_A_LOT: [("text", "ana has written five times", writing("and one more"))],
    Refusal.NOT_A_RECRUITER: [
        ("owner_id", "", handing_over_to("pat")),
        ("owner_id", "rita left", handing_over_to("rita")),
        ("person", "", dismissing("pat")),
    ],
    Refusal.LATE_BY: [
        ("minutes", "started", by_plan(RunningLate(minutes=0), "ana")),
        ("minutes", "started", by_plan(RunningLate(minutes=61), "ana")),
    ],
    Refusal.NOT_ASKED_HOW_IT_WAS: [
        (None, "started", by_plan(GivenFeedback(recommendation="yes"), "ana"))
    ],
    Refusal.CANNOT_BE_ASKED: [("person_id", "pat cannot", asking("ana"))],
    Refusal.RECRUITER_BY_SETTINGS: [("person", "", dismissing("sam"))],
    Refusal.UNREADABLE_TEXT: [
        ("location", "", changing(location="Room\x00")),
        ("reason", "", by_deed("reject", reason="\x07")),
        ("name", "", introducing("K\x1bm")),
        ("text", "", writing("When\x00?")),
        ("room", "", preferring(room="Room\x00")),
    ],
    Refusal.LEAD_TIMES: [
        ("lead_times", "", reminding(14 * DAY + MOMENT)),
        ("lead_times", "", reminding(HOUR, timedelta(minutes=1) - MOMENT)),
        ("lead_times", "", reminding(*(number * HOUR for number in range(1, 8)))),
        ("lead_times", "", preferring(lead_times=(15 * DAY,))),
    ],
    Refusal.JUST_REMINDED: [(None, "just reminded", reminding_now)],
    Refusal.HAS_BEGUN: [(None, "started", reminding_now)],
    Refusal.UNKNOWN_ZONE: [
        ("time_zone", "", preferring(time_zone="Europe/Atlantis")),
        ("time_zone", "", preferring(time_zone="../etc/passwd")),
    ],
    Refusal.FORGET_ONESELF: [("person", "", forgetting("sam"))],
    Refusal.IS_A_RECRUITER: [("person", "", forgetting("rita"))],
    Refusal.STILL_TO_COME: [
        ("person", "", forgetting("ana")),
        ("person", "", forgetting("pat")),
        ("person", "started", forgetting("ana")),
    ],
    Refusal.FORGOTTEN: [
        (None, "ana was forgotten", by_plan(GivenFeedback(recommendation="yes"), "pat"))
    ],
}
ROWS = [
    pytest.param(key, *row, id=f"{key}-{number}")
    for key, rows in WAYS.items()
    for number, row in enumerate(rows, start=1)
]


def test_every_reason_for_a_refusal_is_provoked_and_has_its_kind() -> None:
    assert set(WAYS) == set(KINDS) == set(Refusal)
    assert all(WAYS.values())


@pytest.mark.parametrize(("key", "field", "situation", "way"), ROWS)
def test_what_cannot_be_done_is_refused_under_its_field_and_nothing_is_stored(
    house: Any, key: Refusal, field: str | None, situation: str, way: Way
) -> None:
    kept = house.book_one()
    PREPARE[situation](house, kept)
    house.refuses(lambda: way(house, kept), key, field)


def test_a_recruiter_is_told_which_interview_is_in_the_way(house: Any) -> None:
    kept = house.book_one()
    refused = house.refuses(lambda: house.book_one(interviewee="bob"), Refusal.BUSY, "start_at")
    told = {name: refused.values[name] for name in ("person", "other_id", "other_start")}
    assert told == {"person": "pat", "other_id": kept.id, "other_start": START}


def test_who_is_named_as_busy_is_who_is_busy(house: Any) -> None:
    house.book_one()
    refused = house.refuses(lambda: house.book_one(interviewer="lee"), Refusal.BUSY, "start_at")
    assert refused.values["person"] == "ana"


def test_others_only_hear_that_the_time_is_taken(house: Any) -> None:
    kept = house.book_one()
    house.book_one(start_at=LATER, interviewee="bob")
    refused = house.refuses(
        lambda: house.propose(kept, "ana", LATER), Refusal.TAKEN, "amend_start_at"
    )
    assert refused.values == {"person": "pat"}
