"""One living message for each person and interview: what is a new message, and what an edit."""

import re
from typing import Any

import pytest

pytestmark = pytest.mark.slow

BOOKED = """
    sam: @ana with @pat fri 3pm 45m video at https://meet.example.com/x
    sam: [Book]
"""
POINTER = "has a newer message below"


def living(play: Any, who: str) -> list[str]:
    """Give the messages about interviews which are no mere pointer."""
    person = getattr(play.acme, who)
    shown = [play.text_of(person, m) for m in person.messages() if not m["ephemeral"]]
    return [text for text in shown if POINTER not in text]


def test_each_person_has_one_living_message_and_earlier_ones_point_to_it(play: Any) -> None:
    play(BOOKED)
    play("""
        ana: [I'll be there]
        sam: 1 move fri 4pm
        sam: [Move]
        pat: [Another time]
        pat: Time = 12:00
        pat: [Propose]
        ana: [Keep the old one]
        sam: 1 cancel
        sam: [Cancel interview]
    """)
    assert [len(living(play, who)) for who in ("ana", "pat", "sam")] == [1, 1, 1]
    assert all("*Cancelled*" in living(play, who)[0] for who in ("ana", "pat", "sam"))
    pointers = [play.text_of(play.acme.ana, m) for m in play.acme.ana.messages()][:-1]
    assert len(pointers) == 3  # invitation, move, proposal
    assert all(re.match(r"Interview #1 .* below\. Show it \(http", text) for text in pointers)


def test_two_interviews_of_one_person_have_a_living_message_each(play: Any) -> None:
    play(BOOKED)
    play("""
        sam: @ana with @lee thu 3pm video
        sam: [Book]
        sam: 1 move fri 4pm
        sam: [Move]
        ana + #1
        ana ~ Interview #1 has a newer message below.
    """)
    assert len(living(play, "ana")) == 2


def test_a_question_that_waits_for_the_reader_stays_said_whatever_edits_the_card(
    play: Any,
) -> None:
    play(BOOKED)
    play("""
        sam: 1 remind 2h
        ana ~ now come at other times. Does the time suit you?
        pat ~ now come at other times. Can you be there?
        sam ! Does the time suit you?
        pat: [I'll be there]
        ana ~ Pat Chen has answered. Does the time suit you?
        pat ! Can you be there?
        ana: [Another time]
        ana: Time = 11:00
        ana: [Propose]
        pat + Ana would like another time. Does it suit you?
        sam: 1 remind 3h
        pat ~ now come at other times. Ana would like another time. Does it suit you?
        ana ! Does it suit you?
        pat: [Keep the old one]
        ana + would rather keep the old time
        pat ! Does it suit you?
        clock: 2026-11-27 14:00
        ana | Your interview begins now. All the best!
        ana ! Does the time suit you?
    """)


NEW_MESSAGES = [  # the deed, and what makes a sound for whom
    ("sam: 1 move fri 4pm\n sam: [Move]", "ana + new time\n pat + new time"),
    ("sam: 1 for 1h\n sam: [Move]", "ana + new time\n pat + new time"),
    ("sam: 1 cancel\n sam: [Cancel interview]", "ana + is cancelled\n pat + is cancelled"),
    ("ana: [Another time]\n ana: Time = 16:00\n ana: [Propose]", "pat + would like another time"),
    ("sam: 1 with @lee\n sam: [Swap]", "lee + you meet\n pat + you no longer need to come"),
]
EDITS = [
    ("ana: [I'll be there]", "ana ~ You said yes\n pat ~ Ana said yes\n sam ~ Ana said yes"),
    ("sam: [Record Pat's yes]", "ana ~ Pat said yes\n pat ~ You said yes"),
    ("sam: 1 at Room 2\n sam: [Change]", "ana ~ Room 2\n pat ~ Room 2\n sam ~ Room 2"),
    ("sam: 1 kind phone\n sam: [Change]", "ana ~ Phone call\n pat ~ Phone call"),
    ("sam: 1 with @lee\n sam: [Swap]", "ana ~ Lee Okafor"),
]


@pytest.mark.parametrize(("deed", "heard"), NEW_MESSAGES)
def test_what_must_be_noticed_is_a_new_message(play: Any, deed: str, heard: str) -> None:
    play(BOOKED)
    play(f"{deed}\n{heard}")


@pytest.mark.parametrize(("deed", "edited"), EDITS)
def test_everything_else_edits_and_makes_no_sound(play: Any, deed: str, edited: str) -> None:
    play(BOOKED)
    new = len(play.acme.ana.messages())
    play(f"{deed}\n{edited}")
    assert len(play.acme.ana.messages()) == new


@pytest.mark.parametrize(
    "deed",
    ["sam: 1 at Room 2\n sam: [Change]", "sam: 1 kind phone\n sam: [Change]",
     "sam: 1 with @lee\n sam: [Swap]"],
)  # fmt: skip
def test_within_a_day_of_the_start_a_place_or_a_person_is_a_new_message(
    play: Any, deed: str
) -> None:
    play(BOOKED)
    play("clock: 2026-11-26 15:00")
    play(f"{deed}\n ana + Sam Rivera has changed something about your interview.")


def test_no_edited_card_keeps_a_headline_that_is_no_longer_true(play: Any) -> None:
    play(BOOKED)
    play("""
        clock: 2026-11-27 13:50
        ana + 14:00 (London time) · Interview in 10 minutes · video call
        pat + Interview in 10 minutes
        ana: [I'll be there]
        ana ~ 14:00 (London time), Fri 27 Nov: your video interview with Acme.
        ana ~ Thank you, your answer is noted.
        ana ! in 10 minutes
        pat ~ Ana Ruiz has answered.
        pat ! in 10 minutes
        sam ~ 15:00 (Madrid time), Fri 27 Nov: Ana's video interview with Pat for Acme.
        sam ! is booked
    """)


def test_a_message_says_the_date_where_a_lock_screen_says_tomorrow(play: Any) -> None:
    play("""
        sam: @ana with @pat tomorrow 3pm video
        sam: [Book]
        ana + 14:00 (London time), Tue 24 Nov: your video interview with Acme.
    """)
    on_the_phone = play.acme.ana.messages()[-1]["text"]
    assert on_the_phone.startswith("14:00 (London time), tomorrow: your video interview with Acme.")


def test_a_proposal_a_conflict_a_warning_and_a_note_all_stand_on_one_card(play: Any) -> None:
    play(BOOKED)
    play("""
        sam: @bob with @pat fri 15:15 30m video
        sam | It overlaps with another interview of one of them.
        sam: [Book]
        pat: 2
        pat: [Can't make it]
        pat: Why? = I am ill
        pat: [Send]
        bob: 2 propose sat 5pm
        bob: [Propose]
        sam: 2
        sam | *New time proposed by Bob*
        sam | Pat can't make it: I am ill
        sam | ~Friday, November 27th, 2026, 3:15 PM–3:45 PM~ →
        sam | *Saturday, November 28th, 2026, 9:00 PM–9:30 PM*
        sam | It is a video call, but there is no link yet.
        sam | It overlaps with another interview of one of them.
        sam | [Record Pat's yes]
        pat: 2
        pat | *New time proposed by Bob*
        pat | → *Saturday, November 28th, 2026, 3:00 PM–3:30 PM*
    """)


def test_what_was_edited_before_it_was_seen_stands_there_still(play: Any) -> None:
    play("""
        sam: @ana with @pat fri 3pm 45m video
        sam: [Book]
        sam: 1 at https://meet.example.com/x
        sam: [Change]
        ana ~ ~no place yet~ → *https://meet.example.com/x*
        pat: [I'll be there]
        ana ~ Pat Chen has answered.
        ana ~ ~no place yet~ → *https://meet.example.com/x*
        sam: 1 kind phone
        sam: [Change]
        ana ~ ~video call~ → *phone call*
        ana ~ ~no place yet~ → *https://meet.example.com/x*
        sam: 1 move fri 4pm
        sam: [Move]
        ana + ~video call~ → *phone call*
        ana + 2:00 PM–2:45 PM~ → *Friday, November 27th, 2026, 3:00 PM–3:45 PM*
        sam: 1 kind video
        sam: [Change]
        ana ~ ~phone call~ → *video call*
        ana ! no place yet
    """)


def test_the_card_says_when_one_is_reminded_next(play: Any) -> None:
    play("""
        sam: @ana with @pat fri 3pm 45m video at https://meet.example.com/x
        sam: [Book]
        ana + next reminder: Thursday, November 26th, 2:00 PM
        pat + next reminder: Thursday, November 26th, 9:00 AM
        sam + Ana is reminded 24 hours, then 1 hour, then 10 minutes before
        sam + Pat is reminded 24 hours, then 10 minutes before
        pat: [I'll be there]
        pat ~ next reminder: Friday, November 27th, 8:50 AM
        sam ~ Pat is reminded 10 minutes before
        clock: 2026-11-27 13:50
        ana + Interview in 10 minutes
        ana ! next reminder
        sam: 1
        sam ! is reminded
    """)


def test_a_button_under_what_was_read_back_shows_the_present_when_it_is_over(play: Any) -> None:
    play("""
        sam: @ana with @pat fri 3pm 45m video
        sam: [Book]
        ana: 1 propose fri 4pm
        ana: keeps
        sam: 1 cancel
        sam: [Cancel interview]
        ana: [Propose]
        ana | Interview #1 has been cancelled, so it can no longer be changed.
        ana | *Cancelled*
    """)


def test_a_move_is_told_from_the_time_that_one_had_agreed_to_oneself(play: Any) -> None:
    play("""
        sam: @ana with @pat fri 3pm 45m video
        sam: [Book]
        pat: 1 propose fri 11:00
        pat: [Propose]
        ana: [Accept]
        sam: 1 move mon 30 nov 3pm
        sam: [Move]
        ana + ~Friday, November 27th, 2026, 4:00 PM–4:45 PM~ → *Monday, November 30th, 2026, 2:00 PM
    """)
