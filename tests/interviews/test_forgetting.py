"""Forgetting somebody: nothing of them stays in the book, and nothing of anybody else is lost."""

from datetime import timedelta
from itertools import islice
from typing import Any

import pytest
from forgotten import FORGOTTEN, MANY, Slack, forget, see_to_all

from bot.interviews.forgetting.erasing import CLAIMED_FOR, Erasing
from bot.interviews.forgetting.forgetting import Forgetting
from bot.interviews.forgetting.keeping import BREATHER, FEW, Keeping
from bot.interviews.model import Door, Person, Role, Search, Status
from bot.interviews.notices import Reason, State
from bot.interviews.people.people import Profile
from bot.interviews.plans import GivenFeedback, Handover, Undo
from bot.interviews.ports.post import Undelivered
from bot.interviews.refusals import Refusal
from bot.interviews.tidying import GoingOn

BOTH = pytest.mark.parametrize(
    "database", ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)]
)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
KEEP = 30 * DAY
CANARY = "canary"


def interviewed(house: Any) -> Any:
    """Ana, of whom every field holds a canary, was interviewed by Lee in Pat's place."""
    house.set_person(
        "ana", phone_number=CANARY, contact_phone_number=CANARY, image=CANARY,
        slack_channel_id="D_CANARY", time_zone="Europe/London", locale="en-GB",
    )  # fmt: skip
    house.prefer("ana", room=f"https://{CANARY}.example")
    with house.book.write() as pages:
        pages.save_application(house.application("ana").but(label=CANARY))
    kept = house.book_one(location=f"https://{CANARY}.example/1")
    another = house.booking(location=CANARY, start_at=house.START + 3 * HOUR)
    house.interviews.draft(another, by=house.by("sam"), line=CANARY)
    kept = house.change(kept, location=CANARY)
    house.propose(kept, "ana")
    kept = house.decline(kept, "pat")
    kept = house.cannot(kept, "pat", reason=CANARY)
    kept = house.take(kept, "lee")
    house.courier.sweep()
    house.clock.move_to(house.START + HOUR)
    house.courier.sweep()
    rating = GivenFeedback(recommendation="yes", notes=CANARY, private_notes=CANARY)
    return house.do(rating, kept, "lee").after


def left_of(house: Any, *words: str) -> list[Any]:
    return [row for row in house.everything() if any(word in repr(row).lower() for word in words)]


@BOTH
def test_not_a_word_of_somebody_forgotten_is_left_and_ids_and_times_stay(
    house: Any, erasing: Erasing
) -> None:
    kept = interviewed(house)
    ana = house.person("ana")
    found = house.forgetting.holdings(ana.id, by=house.by("sam"))
    assert (found.interviews, found.feedback, found.since) == (1, 1, kept.interview.start_at)
    assert found.messages == len([n for n in house.notices(kept) if n.person_id == ana.id and n.ts])
    assert left_of(house, CANARY)
    assert forget(house, "ana") == found
    see_to_all(erasing)
    assert not left_of(house, CANARY, "ana", "europe/london")
    after = house.stored(kept)
    gone = after.interviewee_person
    assert (gone.id, gone.title, gone.active) == (ana.id, FORGOTTEN, False)
    assert after.interview.but(location=None) == after.interview
    same = ("id", "start_at", "end_at", "status", "kind", "interviewee_id", "interviewer_id")
    for field in same:
        assert getattr(after.interview, field) == getattr(kept.interview, field)
    assert after.interviewer_answer.but(reason=None) == after.interviewer_answer
    assert [e.deed for e in house.history(kept)] == [
        "book", "change", "amend", "decline", "cannot", "take", "feedback", "forget",
    ]  # fmt: skip


def test_asked_for_twice_it_is_done_once(house: Any) -> None:
    kept = interviewed(house)
    ana = house.person("ana")
    assert forget(house, "ana") is not None
    before = house.everything()
    assert house.forgetting.forget(ana.id, by=house.by("rita")) is None
    assert house.everything() == before
    house.refuses(lambda: house.do(Undo(), kept), Refusal.NOTHING_TO_UNDO)


def test_whoever_comes_back_is_somebody_new(house: Any) -> None:
    interviewed(house)
    was = house.person("ana")
    forget(house, "ana")
    profile = Profile(slack_user_id="U_ANA", name="ana", email="ana@acme.example")
    back = house.people.meet(1, profile)
    assert back.id != was.id
    assert not house.interviews.search(Search(person_id=back.id), by=house.by("sam")).interviews


def test_nobody_is_asked_or_told_any_more_what_was_still_planned(house: Any) -> None:
    house.book_one()
    house.clock.move_to(house.START + HOUR)
    house.courier.sweep()
    forget(house, "ana")
    planned = [n for n in house.notices(1) if n.state is State.PLANNED]
    assert planned == []
    assert Reason.NO_LONGER_CONCERNED in {n.reason for n in house.notices(1)}


def test_of_an_interviewer_who_is_forgotten_what_they_said_of_others_stays(house: Any) -> None:
    kept = interviewed(house)
    forget(house, "lee")
    after = house.stored(kept)
    assert after.interviewer_person.title == FORGOTTEN
    assert after.feedback.notes == CANARY
    assert after.interview.location is None
    assert house.person("ana").title == "ana"


def test_who_only_stood_in_or_was_replaced_is_taken_out_of_that_too(house: Any) -> None:
    kept = interviewed(house)
    before = house.stored(kept)
    house.set_person("pat", title="Patricia")
    forget(house, "pat")
    assert not left_of(house, "patricia", "'pat'", '"pat"', "pat@")
    after = house.stored(kept)
    assert after.interview.location == before.interview.location
    assert after.feedback == before.feedback
    assert after.interviewee_person == before.interviewee_person


def test_who_still_runs_an_interview_hands_it_over_first(house: Any) -> None:
    house.set_person("rita", role=Role.INTERVIEWER)
    kept = house.book_one()
    house.set_person("zoe", role=Role.OPERATOR)
    kept = house.do(Handover(owner_id=house.person("zoe").id), kept).after
    house.set_person("zoe", role=Role.INTERVIEWER)
    house.refuses(lambda: forget(house, "zoe"), Refusal.STILL_TO_COME, "person")
    house.do(Handover(owner_id=house.person("sam").id), kept)
    assert forget(house, "zoe") is not None


def test_an_interview_that_was_called_off_is_in_nobodys_way(house: Any) -> None:
    kept = house.book_one()
    house.cancel(kept, reason="ana is ill")
    assert forget(house, "ana") is not None
    after = house.stored(kept)
    assert (after.interview.status, after.reason) == (Status.CANCELLED, None)
    assert not left_of(house, "ana is ill")


@BOTH
def test_of_many_interviews_somebody_is_forgotten_in_some_at_a_time(
    house: Any, erasing: Erasing, slack: Slack
) -> None:
    ids = [interviewed(house).id]
    for number in range(1, 5):
        start_at = house.clock.now() + number * DAY
        ids.append(house.book_one(start_at=start_at, location=CANARY, interviewer="lee").id)
    house.courier.sweep()
    house.clock.move_to(house.clock.now() + 5 * DAY)
    two_at_a_time(house).forget(house.person("ana").id, by=house.by("sam"))
    places = [house.stored(each).interview.location for each in ids]
    assert places == [None, None, CANARY, CANARY, CANARY]
    assert "ana" not in {house.stored(each).interviewee_person.title for each in ids}
    seen_to = see_to_all(erasing)  # the messages of the others about the first two
    assert (seen_to, slack.cleared) == (4, [])

    after_a_crash = GoingOn(two_at_a_time(house), house.clock)
    assert after_a_crash.next_due() <= house.clock.now()
    assert see_to_all(after_a_crash) == 2
    assert after_a_crash.next_due() is None
    assert see_to_all(erasing) > 0
    assert not left_of(house, "ana@", "u_ana", CANARY)
    (own,) = slack.cleared
    assert own.slack_user_id == "U_ANA"
    deeds = [[entry for entry in house.history(each) if entry.deed == "forget"] for each in ids]
    assert [[entry.by_id for entry in each] for each in deeds] == [[house.person("sam").id]] * 5


@pytest.mark.parametrize("database", ["sqlite"])
def test_what_of_the_file_is_left_waits_until_all_interviews_are_gone_through(
    house: Any, erasing: Erasing
) -> None:
    for number in range(3):
        house.book_one(start_at=house.START + number * HOUR, interviewee="mia")
    house.clock.move_to(house.START + DAY)
    forgetting = two_at_a_time(house)
    forgetting.forget(house.person("mia").id, by=house.by("sam"))  # who was never in Slack
    forget(house, "zoe")
    see_to_all(erasing)
    assert forgetting.is_half_done()
    assert forgetting.go_on()
    assert see_to_all(erasing) == 1
    assert not forgetting.go_on()


def test_asked_for_again_meanwhile_it_goes_on_and_is_done_once(house: Any) -> None:
    for number in range(3):
        house.book_one(start_at=house.START + number * HOUR)
    house.clock.move_to(house.START + DAY)
    forgetting = two_at_a_time(house)
    ana = house.person("ana").id
    assert forgetting.forget(ana, by=house.by("sam")).interviews == 3
    assert forgetting.forget(ana, by=house.by("sam")) is None
    assert forgetting.go_on()
    assert not forgetting.is_half_done()


def two_at_a_time(house: Any) -> Forgetting:
    return Forgetting(house.book, house.clock, lambda: None, lambda: FORGOTTEN, few=2)


def test_slack_is_asked_for_each_conversation_and_for_ones_own_last(
    house: Any, erasing: Erasing, slack: Slack
) -> None:
    interviewed(house)
    forget(house, "ana")
    see_to_all(erasing)
    assert [(reader, named) for _, reader, named in slack.redrawn] == [
        ("sam", FORGOTTEN), ("lee", FORGOTTEN),
    ]  # fmt: skip
    (own,) = slack.cleared
    assert (own.slack_user_id, own.channel) == ("U_ANA", "D_CANARY")
    assert erasing.next_due() is None


def test_who_is_only_asked_to_stand_in_goes_from_the_cards_of_the_others(
    house: Any, erasing: Erasing, slack: Slack
) -> None:
    house.cannot(house.book_one(), "pat")
    house.courier.sweep()
    forget(house, "lee")
    see_to_all(erasing)
    assert {reader for _, reader, _ in slack.redrawn} == {"sam", "ana", "pat"}


def test_while_slack_is_away_it_is_put_off_and_never_lost(
    house: Any, erasing: Erasing, slack: Slack
) -> None:
    interviewed(house)
    forget(house, "ana")
    away = Undelivered("URLError")
    slack.troubles = [away] * 9
    erasing.tell()
    assert slack.redrawn == []
    for due in islice(iter(erasing.next_due, None), MANY):
        house.clock.move_to(max(due, house.clock.now() + HOUR))
        erasing.tell()
    assert slack.troubles == []
    assert len(slack.redrawn) == 2
    assert len(slack.cleared) == 1


def test_what_slack_will_never_do_is_left_and_the_rest_goes_on(
    house: Any, erasing: Erasing, slack: Slack
) -> None:
    interviewed(house)
    forget(house, "ana")
    slack.troubles = [Undelivered("channel_not_found", for_good=True)] * 4
    see_to_all(erasing)
    assert erasing.next_due() is None
    assert len(slack.troubles) == 1  # each of the three was asked for once
    assert not left_of(house, "u_ana", "d_canary")


def test_who_is_killed_over_it_leaves_it_to_the_next_one(
    house: Any, erasing: Erasing, slack: Slack
) -> None:
    interviewed(house)
    forget(house, "ana")
    now = house.clock.now()
    with house.book.write() as pages:
        while pages.claim_remnant(now, now + CLAIMED_FOR, in_slack=True):
            pass
    assert erasing.tell() == 0
    house.clock.move_to(house.clock.now() + CLAIMED_FOR)
    see_to_all(erasing)
    assert len(slack.cleared) == 1


def test_a_message_on_its_way_is_rewritten_once_it_is_there(
    house: Any, erasing: Erasing, slack: Slack
) -> None:
    kept = interviewed(house)
    house.post.meanwhile = lambda: (forget(house, "ana"), erasing.tell())
    house.courier.sweep()  # what follows from the feedback is on its way meanwhile
    assert house.stored(kept).interviewee_person.title == FORGOTTEN
    due = erasing.next_due()
    assert due is not None
    house.clock.move_to(max(due, house.clock.now() + HOUR))
    seen = len(slack.redrawn)
    see_to_all(erasing)
    assert len(slack.redrawn) > seen
    assert erasing.next_due() is None


@BOTH
def test_whoever_only_applied_is_forgotten_by_itself_when_it_is_time(house: Any) -> None:
    interviewed(house)
    house.book_one(interviewee="bob", start_at=house.clock.now() + 20 * DAY)
    keeping = Keeping(house.forgetting, house.clock, 1, KEEP)
    assert keeping.tell() == 0
    house.clock.move_to(house.START + KEEP)
    assert keeping.tell() == 0
    house.clock.move_to(house.START + KEEP + DAY + HOUR)
    assert house.person("ana").id
    assert keeping.tell() == 1
    with house.book.read() as pages:
        assert pages.person_with_email(1, "ana@acme.example") is None
    assert {house.person(name).title for name in ("bob", "pat", "lee", "sam", "mia")}
    assert house.history(1)[-1].door is Door.CLOCK
    assert keeping.tell() == 0
    assert house.clock.now() < keeping.next_due() <= house.clock.now() + DAY


def test_many_are_forgotten_a_few_at_a_time(house: Any) -> None:
    for number in range(FEW + 1):
        house.book_one(start_at=house.START + number * HOUR)
        forgotten_soon(house, number)
    keeping = Keeping(house.forgetting, house.clock, 1, KEEP)
    house.clock.move_to(house.START + KEEP + DAY)
    assert keeping.tell() == FEW
    assert house.clock.now() < keeping.next_due() <= house.clock.now() + BREATHER
    house.clock.move_to(keeping.next_due())
    assert keeping.tell() == 1


def test_who_has_just_been_looked_for_is_looked_for_again_the_next_day(
    house: Any, caplog: pytest.LogCaptureFixture
) -> None:
    interviewed(house)
    caplog.set_level("INFO", "bot.interviews.forgetting.keeping")
    house.clock.move_to(house.START + house.LENGTH + KEEP - HOUR)
    keeping = Keeping(house.forgetting, house.clock, 1, KEEP)
    assert keeping.tell() == 0
    assert caplog.messages == []
    house.clock.move_to(keeping.next_due() - HOUR)
    assert keeping.tell() == 0
    assert house.person("ana").active
    house.clock.move_to(keeping.next_due())
    assert keeping.tell() == 1
    assert caplog.messages == ["people_forgotten"]


def forgotten_soon(house: Any, number: int) -> None:
    """Let a new ana stand in for the one who was just booked."""
    house.set_person("ana", email=f"was{number}@acme.example", slack_user_id=None)
    with house.book.write() as pages:
        ana = pages.add_person(Person(id=0, workspace_id=1, title="ana", email="ana@acme.example"))
    house.people.open_applications(ana, by=house.by("sam"))


def test_of_what_came_after_somebody_was_replaced_nothing_is_lost(house: Any) -> None:
    kept = house.book_one()
    house.cannot(kept, "pat", reason="flu")
    kept = house.take(kept, "lee")
    kept = house.cancel(kept, reason="no longer needed")
    forget(house, "pat")
    after = house.stored(kept)
    assert after.reason == "no longer needed"
    told = [n for n in house.notices(kept) if n.version == kept.version and n.lead_time is None]
    assert {n.values["reason"] for n in told} == {"no longer needed"}
    assert not left_of(house, "flu")
    assert house.history(kept)[-1].after["reason"] == "no longer needed"
