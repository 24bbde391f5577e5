"""Who is told what after each deed, and whether it makes a sound."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.interviews.model import Side
from bot.interviews.notices import What
from bot.interviews.planning.tellings import told_to, untold
from bot.interviews.plans import (
    Ask,
    Attending,
    Deed,
    GivenFeedback,
    Handover,
    Leaving,
    Plan,
    Reminding,
    RemindingNow,
    RunningLate,
    Taking,
    Undo,
)

START = datetime(2026, 11, 20, 14, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

Way = Callable[[Any, Any], Any]


def by_deed(verb: str, *arguments: Any, **given: Any) -> Way:
    return lambda house, kept: getattr(house, verb)(kept, *arguments, **given)


def the_day_before(way: Way) -> Way:
    def do_it_then(house: Any, kept: Any) -> Any:
        house.clock.move_to(START - timedelta(hours=20))
        return way(house, kept)

    return do_it_then


def after(first: Way, then: Way) -> Way:
    return lambda house, kept: then(house, first(house, kept))


def to_rita(by: str) -> Way:
    return lambda house, kept: house.do(Handover(owner_id=house.person("rita").id), kept, by).after


def undone(way: Way, by: str, *, told: bool = True) -> Way:
    def undo(house: Any, kept: Any) -> Any:
        house.courier.sweep()
        kept = way(house, kept)
        if told:
            house.courier.sweep()
        return house.do(Undo(), kept, by).after

    return undo


def doing(plan: Plan) -> Way:
    return lambda house, kept: house.do(plan, kept).after


def book_oneself(house: Any, _: Any) -> Any:
    return house.book_one("sam", interviewer="sam", interviewee="bob")


def ask_rita(house: Any, kept: Any) -> Any:
    return house.do(Ask(person_id=house.person("rita").id), kept).after


def answer_of_lee(plan: Any) -> Way:
    return lambda house, kept: house.do(plan, kept, "lee").after


def nobody_else(way: Way, *busy: str) -> Way:
    """Do it while these (or all) colleagues have an interview at that time."""

    def do_it_then(house: Any, kept: Any) -> Any:
        for name, interviewee in zip(busy or ("lee", "rita"), ("bob", "mia"), strict=False):
            house.book_one(interviewer=name, interviewee=interviewee)
        return way(house, kept)

    return do_it_then


def on_the_day(plan: Any, by: str) -> Way:
    def do_it_then(house: Any, kept: Any) -> Any:
        house.clock.move_to(START)
        return house.do(plan, kept, by).after

    return do_it_then


ANA_PROPOSES = by_deed("propose", "ana")

# Ana with Pat, arranged by Sam. "!" is a new message; the others have their card edited.
TOLD: list[tuple[Deed, str, Way, str]] = [
    (Deed.BOOK, "by Sam", lambda _, kept: kept, "ana booked! pat booked! sam booked!"),
    (Deed.BOOK, "with oneself", book_oneself, "bob booked! sam booked!"),
    (Deed.CHANGE, "time", by_deed("move", START + HOUR), "ana moved! pat moved! sam moved"),
    (
        Deed.CHANGE, "time by another recruiter", by_deed("move", START + HOUR, "rita"),
        "ana moved! pat moved! sam moved",
    ),
    (
        Deed.CHANGE, "time in place of a proposed one",
        after(ANA_PROPOSES, by_deed("move", START + HOUR)), "ana moved! pat moved! sam moved",
    ),
    (
        Deed.CHANGE, "length", by_deed("change", end_at=START + HOUR),
        "ana moved! pat moved! sam moved",
    ),
    (
        Deed.CHANGE, "place", by_deed("change", location="2"),
        "ana changed pat changed sam changed",
    ),
    (
        Deed.CHANGE, "kind", by_deed("change", kind="phone_call"),
        "ana changed pat changed sam changed",
    ),
    (
        Deed.CHANGE, "place the day before", the_day_before(by_deed("change", location="2")),
        "ana changed! pat changed! sam changed",
    ),
    (
        Deed.CHANGE, "interviewer", by_deed("change", interviewer="lee"),
        "ana changed lee booked! sam changed pat replaced_you!",
    ),
    (
        Deed.CHANGE, "interviewer the day before",
        the_day_before(by_deed("change", interviewer="lee")),
        "ana changed! lee booked! sam changed pat replaced_you!",
    ),
    (
        Deed.CHANGE, "interviewer and length",
        by_deed("change", interviewer="lee", end_at=START + HOUR),
        "ana moved! lee booked! sam moved pat replaced_you!",
    ),
    (
        Deed.CHANGE, "interviewee", by_deed("change", interviewee="bob"),
        "bob booked! pat changed sam changed ana replaced_you!",
    ),
    (
        Deed.CHANGE, "interviewer to the recruiter who does it",
        by_deed("change", interviewer="sam"),
        "ana changed sam booked! pat replaced_you!",
    ),
    (
        Deed.CHANGE, "interviewer by the one who interviewed",
        after(by_deed("change", interviewer="rita"), by_deed("change", "rita", interviewer="lee")),
        "ana changed lee booked! sam changed rita replaced_you",
    ),
    (Deed.AMEND, "by Ana", ANA_PROPOSES, "ana proposed pat proposed! sam proposed"),
    (Deed.AMEND, "by Pat", by_deed("propose", "pat"), "ana proposed! pat proposed sam proposed"),
    (
        Deed.AMEND, "for Pat", by_deed("propose", "sam"),
        "ana proposed! pat proposed sam proposed",
    ),
    (
        Deed.AMEND, "by Ana again", after(ANA_PROPOSES, by_deed("propose", "ana", START + DAY)),
        "ana proposed pat proposed! sam proposed",
    ),
    (
        Deed.ACCEPT, "as it is", by_deed("accept", "ana"),
        "ana answered pat answered sam answered",
    ),
    (
        Deed.ACCEPT, "a proposal", after(ANA_PROPOSES, by_deed("accept", "pat")),
        "ana accepted! pat accepted sam accepted",
    ),
    (
        Deed.ACCEPT, "a proposal for Pat",
        after(ANA_PROPOSES, by_deed("accept", "sam", side=Side.INTERVIEWER)),
        "ana accepted! pat accepted! sam accepted",
    ),
    (
        Deed.DECLINE, "a proposal", after(ANA_PROPOSES, by_deed("decline", "pat")),
        "ana declined! pat declined sam declined!",
    ),
    (
        Deed.DECLINE, "a proposal for Pat",
        after(ANA_PROPOSES, by_deed("decline", "sam", side=Side.INTERVIEWER)),
        "ana declined! pat declined sam declined",
    ),
    (
        Deed.DECLINE, "one's own proposal", after(ANA_PROPOSES, by_deed("decline", "ana")),
        "ana withdrawn pat withdrawn sam withdrawn",
    ),
    (
        Deed.CANNOT, "by Pat", by_deed("cannot"),
        "ana cannot pat cannot sam cannot lee offered!",
    ),
    (
        Deed.CANNOT, "by Pat the day before", the_day_before(by_deed("cannot")),
        "ana cannot pat cannot sam cannot! lee offered!",
    ),
    (
        Deed.CANNOT, "by Pat, and everybody is busy", nobody_else(by_deed("cannot")),
        "ana cannot pat cannot sam cannot!",
    ),
    (
        Deed.ASK, "Rita by Sam", after(by_deed("cannot"), ask_rita),
        "ana cannot pat cannot sam cannot lee offer_over rita offered!",
    ),
    (
        Deed.TAKE, "by Lee", after(by_deed("cannot"), answer_of_lee(Taking())),
        "ana changed lee taken sam taken pat replaced_you!",
    ),
    (
        Deed.LEAVE, "by Lee", after(by_deed("cannot"), answer_of_lee(Leaving())),
        "ana cannot pat cannot sam cannot lee offer_over rita offered!",
    ),
    (
        Deed.LEAVE, "by Lee the day before",
        the_day_before(after(by_deed("cannot"), answer_of_lee(Leaving()))),
        "ana cannot pat cannot sam cannot lee offer_over rita offered!",
    ),
    (
        Deed.CHANGE, "place, while Lee is asked",
        after(by_deed("cannot"), by_deed("change", location="2")),
        "ana changed pat changed sam changed lee offered",
    ),
    (
        Deed.LEAVE, "by Lee, and nobody is left",
        nobody_else(after(by_deed("cannot"), answer_of_lee(Leaving())), "rita"),
        "ana cannot pat cannot sam unfilled! lee offer_over",
    ),
    (Deed.LATE, "by Ana", on_the_day(RunningLate(minutes=5), "ana"), "ana late pat late! sam late"),
    (Deed.LATE, "by Pat", on_the_day(RunningLate(minutes=5), "pat"), "ana late! pat late sam late"),
    (
        Deed.LATE, "by Sam for Ana",
        on_the_day(RunningLate(minutes=5, side=Side.INTERVIEWEE), "sam"),
        "ana late pat late! sam late",
    ),
    (
        Deed.ATTEND, "by Pat", on_the_day(Attending(came=True), "pat"),
        "ana attended pat attended sam attended",
    ),
    (
        Deed.ATTEND, "by Pat, who waited in vain", on_the_day(Attending(came=False), "pat"),
        "ana attended pat attended sam no_show!",
    ),
    (
        Deed.FEEDBACK, "by Pat", on_the_day(GivenFeedback(recommendation="yes"), "pat"),
        "pat rated sam rated",
    ),
    (Deed.CANCEL, "by Sam", by_deed("cancel"), "ana cancelled! pat cancelled! sam cancelled"),
    (
        Deed.CANCEL, "by Pat", by_deed("cancel", "pat"),
        "ana cancelled! pat cancelled sam cancelled!",
    ),
    (Deed.REJECT, "by Ana", by_deed("reject"), "ana rejected pat rejected! sam rejected!"),
    (
        Deed.HAND_OVER, "to Rita by Sam", to_rita("sam"),
        "ana handed_over pat handed_over rita handed_over! sam replaced_you",
    ),
    (
        Deed.HAND_OVER, "to Rita by Rita", to_rita("rita"),
        "ana handed_over pat handed_over rita handed_over sam replaced_you",
    ),
    (
        Deed.UNDO, "a booking", undone(lambda _, kept: kept, "sam"),
        "ana cancelled! pat cancelled! sam cancelled",
    ),
    (
        Deed.UNDO, "a move", undone(by_deed("move", START + HOUR), "sam"),
        "ana undone! pat undone! sam undone",
    ),
    (Deed.UNDO, "what nobody heard of", undone(by_deed("cancel"), "sam", told=False), ""),
    (
        Deed.UNDO, "an answer, without a sound", undone(by_deed("accept"), "ana"),
        "ana undone pat undone sam undone",
    ),
    (
        Deed.UNDO, "a swap", undone(by_deed("change", interviewer="lee"), "sam"),
        "ana undone pat undone! sam undone lee replaced_you!",
    ),
    (Deed.REMIND, "never", doing(Reminding(lead_times=())), "ana changed pat changed sam changed"),
    (Deed.REMIND_NOW, "by Sam", doing(RemindingNow()), ""),
]  # fmt: skip


def test_every_deed_tells_somebody() -> None:
    assert {deed for deed, *_ in TOLD} == set(Deed)


@pytest.mark.parametrize(
    ("way", "expected"),
    [pytest.param(way, told, id=f"{deed}-{by}") for deed, by, way, told in TOLD],
)
def test_everybody_concerned_is_told_and_a_new_message_only_where_it_matters(
    house: Any, way: Way, expected: str
) -> None:
    kept = way(house, house.book_one())
    told = [f"{who} {what}{'!' if loud else ''}" for who, what, loud in house.told(kept)]
    assert " ".join(told) == expected


@pytest.mark.parametrize(("deed", "by"), [("cancel", "sam"), ("reject", "ana"), ("cannot", "pat")])
def test_who_did_it_hears_nothing_new(house: Any, deed: str, by: str) -> None:
    kept = getattr(house, deed)(house.book_one(), by)
    assert (by, True) not in {(who, loud) for who, _, loud in house.told(kept)}


def test_what_is_told_names_who_did_it_what_it_was_and_why(house: Any) -> None:
    kept = house.book_one()
    house.move(kept, START + HOUR, "rita")
    kept = house.cancel(kept, "pat", reason="ill")
    moved = next(notice for notice in house.notices(kept, "moved"))
    assert moved.values == {
        "by_id": house.person("rita").id,
        "by": "rita",
        "was": {"start_at": "2026-11-20T14:00:00Z", "end_at": "2026-11-20T14:45:00Z"},
        "reason": None,
    }
    cancelled = next(notice for notice in house.notices(kept, "cancelled"))
    assert (cancelled.values["by"], cancelled.values["reason"]) == ("pat", "ill")


@pytest.mark.parametrize("came", [True, False])
def test_a_new_time_is_said_kindly_to_who_did_not_come(house: Any, *, came: bool) -> None:
    kept = house.book_one()
    house.clock.move_to(START)
    kept = house.do(Attending(came=came), kept).after
    house.move(kept, START + DAY)
    assert [n.values.get("missed", False) for n in house.notices(kept, What.MOVED)] == [
        not came
    ] * 3


def test_the_recruiter_is_not_reminded(house: Any) -> None:
    told = house.do(RemindingNow(), house.book_one()).notices
    assert [house.name(n.person_id) for n in told if n.what is What.REMINDER] == ["ana", "pat"]


def test_a_swap_names_whom_it_was_before(house: Any) -> None:
    kept = house.change(house.book_one(), interviewer="lee")
    told = next(notice for notice in house.notices(kept, "changed"))
    assert told.values["was"] == {"interviewer": "pat"}


def test_notices_are_due_at_once_and_each_has_a_key_of_its_own(house: Any) -> None:
    kept = house.book_one()
    notices = house.notices(kept, "booked")
    assert {notice.due_at for notice in notices} == {house.history(kept)[0].at}
    assert len({notice.key for notice in house.notices(kept)}) == len(house.notices(kept))


def test_a_recruiter_who_left_is_told_nothing(house: Any) -> None:
    kept = house.book_one()
    house.set_person("sam", active=False)
    kept = house.cancel(kept, "pat")
    assert [who for who, _, _ in house.told(kept)] == ["ana", "pat"]


def test_an_interview_that_nobody_owns_concerns_its_two_people(house: Any) -> None:
    kept = house.book_one()
    with house.book.write() as pages:
        pages.save_interview(kept.but(owner=None))
    kept = house.cannot(kept)
    assert [who for who, _, _ in house.told(kept)] == ["ana", "pat", "lee"]


def test_the_recruiter_is_told_that_somebody_was_not(house: Any) -> None:
    kept = house.book_one()
    of_ana, of_pat, of_sam = house.notices(kept, What.BOOKED)
    told = untold(of_ana, kept, house.NOW, "gone")
    assert (house.name(told.person_id), told.what, told.about) == (
        "sam", What.UNTOLD, of_ana.person_id,
    )  # fmt: skip
    assert untold(of_sam, kept, house.NOW, "gone") is None
    assert untold(of_pat.but(what=What.UNTOLD), kept, house.NOW, "gone") is None
    assert untold(of_pat, kept.but(owner=None), house.NOW, "gone") is None
    left = kept.but(owner=kept.owner.but(active=False))
    assert untold(of_pat, left, house.NOW, "gone") is None


def test_whom_a_deed_reaches_are_the_others_who_get_a_new_message(house: Any) -> None:
    kept = house.book_one()
    ana, pat, sam = (house.person(name).id for name in ("ana", "pat", "sam"))
    assert told_to(house.notices(kept, What.BOOKED), by_id=sam) == {ana, pat}
    assert told_to(house.notices(kept, What.REMINDER), by_id=sam) == frozenset()
    kept = house.accept(kept, "ana")
    assert told_to(house.notices(kept, What.ANSWERED), by_id=ana) == frozenset()


def test_a_rehearsal_names_everybody_who_would_be_told(house: Any) -> None:
    done = house.interviews.rehearse(house.booking(), by=house.by("sam"))
    told = [house.name(n.person_id) for n in done.notices if n.what == "booked"]
    assert told == ["ana", "pat", "sam"]
