"""The living card: what each person sees, and can do, in each state."""

from datetime import timedelta
from typing import Any

import pytest

from bot.interviews.model import Kind, Says, Side, Status
from bot.slack.cards import Message, living_card, pointer, words_for
from bot.slack.presses import Press, Pressed, press_of

CALENDAR = ["Add to Google Calendar", "Add to Outlook"]
OWN = {"ana": "I can't come", "pat": "Can't make it"}


def card(world: Any, kept: Any, reader: Any, now: Any = None) -> Message:
    now = now or world.now
    return living_card(kept, reader, words_for(reader, world.setting), now, world.setting)


@pytest.mark.parametrize(
    ("reader", "answered", "buttons"),
    [
        ("ana", None, ["I'll be there", "Another time", "I can't come"]),
        ("ana", Says.YES, ["Another time", "I can't come"]),
        ("pat", None, ["I'll be there", "Another time", "Can't make it"]),
        ("pat", Says.YES, ["Another time", "Can't make it"]),
        ("pat", Says.CANNOT, ["I'll be there", "Another time"]),
    ],
)
@pytest.mark.parametrize("status", [Status.PENDING, Status.SCHEDULED])
def test_each_side_can_give_the_answer_that_it_has_not_given(
    world: Any, shown: Any, status: Any, reader: Any, answered: Any, buttons: Any
) -> None:
    side = "interviewee_answer" if reader == "ana" else "interviewer_answer"
    answers = {side: world.answer(answered)} if answered else {}
    kept = world.interview(status, **answers)
    seen = shown(card(world, kept, getattr(world, reader)))
    assert seen.buttons == ["Join", *buttons, *CALENDAR]
    assert seen.problems == []


@pytest.mark.parametrize(
    ("proposer", "reader", "buttons"),
    [
        (Side.INTERVIEWEE, "ana", ["Take it back"]),
        (Side.INTERVIEWEE, "pat", ["Accept", "Another time", "Keep the old one"]),
        (Side.INTERVIEWER, "pat", ["Take it back"]),
        (Side.INTERVIEWER, "ana", ["Accept", "Another time", "Keep the old one"]),
    ],
)
def test_a_proposal_is_answered_by_the_other_side_and_taken_back_by_its_own(
    world: Any, shown: Any, proposer: Any, reader: Any, buttons: Any
) -> None:
    kept = world.interview(Status.AMENDED, proposed_by=proposer)
    seen = shown(card(world, kept, getattr(world, reader)))
    assert seen.buttons == ["Join", *buttons, *CALENDAR]
    assert seen.problems == []


@pytest.mark.parametrize(
    ("status", "answers", "buttons"),
    [
        (Status.PENDING, {}, ["Record Ana's yes", "Record Pat's yes"]),
        (Status.SCHEDULED, {"interviewee_answer": Says.YES}, ["Record Pat's yes"]),
        (Status.PENDING, {"interviewer_answer": Says.CANNOT},
         ["Ask somebody else", "Record Ana's yes", "Record Pat's yes"]),
        (Status.SCHEDULED,
         {"interviewee_answer": Says.YES, "interviewer_answer": Says.YES}, []),
        (Status.AMENDED, {}, ["Record Pat's yes"]),
    ],
)  # fmt: skip
def test_a_recruiter_edits_cancels_and_records_who_has_not_said_yes(
    world: Any, shown: Any, status: Any, answers: Any, buttons: Any
) -> None:
    given = {side: world.answer(says) for side, says in answers.items()}
    seen = shown(card(world, world.interview(status, **given), world.sam))
    assert seen.buttons == ["Join", "Edit", "Cancel interview", *buttons, *CALENDAR]
    assert seen.problems == []


def test_for_somebody_not_in_slack_the_recruiter_gets_a_text_to_send(
    world: Any, shown: Any
) -> None:
    kept = world.interview(interviewee_person=world.person(1, "Ana Ruiz", None, slack_user_id=None))
    seen = shown(card(world, kept, world.sam))
    assert "Text for Ana" in seen.buttons
    assert "text_for_interviewee" in seen.press_ids
    assert "Ana Ruiz is not in Slack" in seen.words


def test_a_recruiter_who_interviews_has_both_their_answer_and_their_tools(
    world: Any, shown: Any
) -> None:
    kept = world.interview(interviewer_person=world.sam)
    seen = shown(card(world, kept, world.sam))
    assert seen.buttons == [
        "Join", "I'll be there", "Another time", "Can't make it",
        "Edit", "Cancel interview", "Record Ana's yes", *CALENDAR,
    ]  # fmt: skip
    assert seen.problems == []


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.REJECTED])
@pytest.mark.parametrize("reader", ["ana", "pat", "sam"])
def test_what_is_off_has_no_buttons(world: Any, shown: Any, status: Any, reader: Any) -> None:
    seen = shown(card(world, world.interview(status), getattr(world, reader)))
    assert seen.buttons == []
    assert "~<!date^" in seen.words
    assert "meet.example.com" in seen.words
    assert "https://" not in seen.words  # there is nothing to join
    assert seen.problems == []


@pytest.mark.parametrize("reader", ["ana", "pat"])
@pytest.mark.parametrize(
    ("before", "location", "button"),
    [
        (timedelta(hours=2), "https://meet.example.com/a", "I'll be there"),
        (timedelta(minutes=10), "https://meet.example.com/a", "Join"),
        (timedelta(minutes=10), None, "I'll be there"),
        (timedelta(minutes=-5), "https://meet.example.com/a", "Join"),
    ],
)
def test_one_button_stands_out_the_one_that_matters_now(
    world: Any, shown: Any, reader: Any, before: Any, location: Any, button: str
) -> None:
    kept = world.interview(location=location)
    seen = shown(card(world, kept, getattr(world, reader), world.start - before))
    assert seen.standing_out == [button]


@pytest.mark.parametrize(
    ("reader", "buttons"),
    [("ana", ["Running late"]), ("pat", ["Came", "Running late", "Didn't come"])],
)
def test_during_an_interview_one_can_join_and_say_what_happens(
    world: Any, shown: Any, reader: Any, buttons: Any
) -> None:
    during = world.start + timedelta(minutes=5)
    seen = shown(card(world, world.interview(), getattr(world, reader), during))
    assert seen.buttons == ["Join", *buttons]


@pytest.mark.parametrize(
    ("reader", "buttons"), [("ana", []), ("pat", ["Came", "Didn't come", "How was it?"])]
)
def test_after_an_interview_staff_alone_have_something_to_say(
    world: Any, shown: Any, reader: Any, buttons: Any
) -> None:
    after = world.start + timedelta(hours=1)
    seen = shown(card(world, world.interview(), getattr(world, reader), after))
    assert seen.buttons == buttons
    assert "*Over*" in seen.words


def test_a_stranger_sees_neither_names_nor_buttons(world: Any, shown: Any) -> None:
    seen = shown(card(world, world.interview(), world.lou))
    assert seen.buttons == []
    assert seen.words == "*You are no longer part of this interview*"
    assert "Ana" not in seen.text
    assert "Pat" not in seen.text


@pytest.mark.parametrize(
    ("status", "reader", "state"),
    [
        (Status.PENDING, "ana", "Waiting for answers"),
        (Status.SCHEDULED, "pat", "On"),
        (Status.AMENDED, "pat", "New time proposed by Ana"),
        (Status.AMENDED, "ana", "You proposed a new time"),
        (Status.CANCELLED, "sam", "Cancelled"),
        (Status.REJECTED, "sam", "Withdrawn by Ana"),
        (Status.REJECTED, "ana", "Withdrawn by you"),
    ],
)
def test_the_first_line_says_how_it_stands(
    world: Any, shown: Any, status: Any, reader: Any, state: Any
) -> None:
    seen = shown(card(world, world.interview(status), getattr(world, reader)))
    assert seen.words.splitlines()[0] == f"*{state}*"


@pytest.mark.parametrize(
    ("reader", "who"),
    [
        ("ana", "Your interview with *Pat Lee* from Acme"),
        ("pat", "You interview *Ana Ruiz*"),
        ("sam", "*Ana Ruiz* is interviewed by *Pat Lee*"),
    ],
)
def test_people_are_called_by_name_and_the_reader_is_you(
    world: Any, shown: Any, reader: Any, who: Any
) -> None:
    assert who in shown(card(world, world.interview(), getattr(world, reader))).words


def test_who_said_yes_is_said_by_name(world: Any, shown: Any) -> None:
    kept = world.interview(Status.SCHEDULED, interviewee_answer=world.answer(Says.YES))
    assert "Ana said yes · Pat has not answered yet" in shown(card(world, kept, world.sam)).words
    assert "You said yes · Pat has not answered yet" in shown(card(world, kept, world.ana)).words
    begun = shown(card(world, kept, world.sam, world.start)).words
    assert begun.startswith("*Under way*")
    assert "Ana said yes" in begun
    assert "has not answered" not in begun


def test_who_proposes_a_time_has_answered_by_that(world: Any, shown: Any) -> None:
    kept = world.interview(Status.AMENDED, proposed_by=Side.INTERVIEWEE)
    words = shown(card(world, kept, world.sam)).words
    assert "Ana has not answered" not in words
    assert "Pat has not answered yet" in words


def test_times_are_the_readers_own_with_the_others_clock_beside_them(
    world: Any, shown: Any
) -> None:
    start = int(world.start.timestamp())
    words = shown(card(world, world.interview(), world.ana)).words
    assert f"<!date^{start}^{{date_long_pretty}}, {{time}}|Fri 27 Nov 2026, 15:00>" in words
    assert "|15:45 Madrid> · 45 minutes" in words
    assert "Pat: 09:00 New York" in words
    for_sam = shown(card(world, world.interview(), world.sam)).words
    assert "Ana: 15:00 Madrid · Pat: 09:00 New York" in for_sam


def test_a_proposal_shows_the_time_that_stands_and_the_new_one(world: Any, shown: Any) -> None:
    words = shown(card(world, world.interview(Status.AMENDED), world.pat)).words
    old, new = (int((world.start + timedelta(days=days)).timestamp()) for days in (0, 1))
    line = next(line for line in words.splitlines() if "→" in line)
    assert line.startswith(f"~<!date^{old}^")
    assert f"→ *<!date^{new}^" in line
    assert "The old time stands until you accept." in words


@pytest.mark.parametrize(
    ("kind", "location", "line"),
    [
        (Kind.VIDEO_CALL, "https://meet.example.com/a", "<https://meet.example.com/a|meet.example"),
        (Kind.VIDEO_CALL, None, "Video call · the link will follow"),
        (Kind.PHONE_CALL, "+34 600 000 000", "Phone call · +34 600 000 000"),
        (Kind.IN_PERSON, "Room Bilbao", "Room Bilbao (<https://www.google.com/maps/search/"),
        (Kind.IN_PERSON, None, "In person · the place will follow"),
    ],
)
def test_the_card_says_where(world: Any, shown: Any, kind: Any, location: Any, line: Any) -> None:
    kept = world.interview(kind=kind, location=location)
    assert line in shown(card(world, kept, world.ana)).words


def test_no_place_follows_to_where_nobody_will_be(world: Any, shown: Any) -> None:
    cancelled = world.interview(Status.CANCELLED, kind=Kind.IN_PERSON, location=None)
    words = shown(card(world, cancelled, world.ana)).words
    assert "In person" in words
    assert "will follow" not in words


def test_numbers_are_shown_on_the_day_to_the_other_side(world: Any, shown: Any) -> None:
    ana = world.ana.but(phone_number="+34 600 111 222")
    kept = world.interview(kind=Kind.PHONE_CALL, location=None, interviewee_person=ana)
    near = world.start - timedelta(hours=3)
    assert "+34 600 111 222" in shown(card(world, kept, world.pat, near)).words
    assert "+34 600 111 222" not in shown(card(world, kept, world.pat)).words
    assert "+34 600 111 222" not in shown(card(world, kept, ana, near)).words


def test_why_the_interviewer_cannot_is_not_for_the_person_interviewed(
    world: Any, shown: Any
) -> None:
    kept = world.interview(interviewer_answer=world.answer(Says.CANNOT, "dentist"))
    assert "dentist" in shown(card(world, kept, world.sam)).words
    assert "dentist" in shown(card(world, kept, world.pat)).words
    assert "dentist" not in shown(card(world, kept, world.ana)).words


def test_why_somebody_withdrew_is_not_for_the_interviewer(world: Any, shown: Any) -> None:
    kept = world.interview(Status.REJECTED, reason="another offer")
    assert "another offer" in shown(card(world, kept, world.sam)).words
    assert "another offer" not in shown(card(world, kept, world.pat)).words


def test_only_recruiters_are_cautioned(world: Any, shown: Any) -> None:
    kept = world.interview(location=None)
    assert "there is no link yet" in shown(card(world, kept, world.sam)).words
    assert "there is no link yet" not in shown(card(world, kept, world.ana)).words


def test_every_button_of_a_card_is_a_known_press_and_carries_what_was_seen(
    world: Any, shown: Any
) -> None:
    for kept in (world.interview(status) for status in Status):
        for reader in (world.ana, world.pat, world.sam):
            seen = shown(card(world, kept, reader))
            assert all(press_of(name) for name in seen.press_ids)
            for value in seen.values:
                pressed = Pressed.unpacked(value)
                assert pressed.interview_id == 27
                assert pressed.seen is not None
                assert pressed.seen.start_at == kept.interview.start_at


def test_no_button_says_a_word_that_people_would_not_say(world: Any, shown: Any) -> None:
    forbidden = {"reject", "decline", "amend", "interviewee", "application"}
    for status in Status:
        for reader in (world.ana, world.pat, world.sam):
            labels = " ".join(shown(card(world, world.interview(status), reader)).buttons)
            assert not forbidden & set(labels.lower().split())


def test_an_earlier_card_shrinks_to_a_line_that_points_to_the_newest(
    world: Any, shown: Any
) -> None:
    words = words_for(world.ana, world.setting)
    seen = shown(pointer(world.interview(), words, "https://acme.slack.com/archives/D1/p1"))
    assert len(seen.blocks) == 1
    assert seen.words == (
        "Interview #27 has a newer message below. <https://acme.slack.com/archives/D1/p1|Show it>"
    )
    assert shown(pointer(world.interview(), words, None)).words == seen.text
    assert seen.problems == []


def test_a_press_is_found_alone_or_with_what_it_concerns() -> None:
    assert press_of("open:27") is Press.OPEN
    assert press_of("open") is Press.OPEN
    assert press_of("somebody_elses") is None
