"""Reminders, with the clock turned to each: who is reminded when, of what, and of what not."""

from typing import Any

import pytest

pytestmark = pytest.mark.slow

BOOKED = """
    sam: @ana with @pat fri 3pm 45m video at https://meet.example.com/x
    sam: [Book]
"""


def test_the_interviewee_is_reminded_a_day_an_hour_and_ten_minutes_before(play: Any) -> None:
    play(BOOKED)
    play("""
        ana: [I'll be there]
        pat: [I'll be there]
        clock: 2026-11-26 13:59
        ana -
        clock: upcoming
        ana + 14:00 (London time) · Interview in 24 hours · video call
        ana + Acme looks forward to meeting you. You will talk with Pat Chen.
        ana + [Join] [Another time] [I can't come]
        ana + #1 · reminder 1 of 3
        ana ~ Interview #1 has a newer message below.
        pat .
        clock: upcoming
        ana + 14:00 (London time) · Interview in 1 hour · video call
        ana + #1 · reminder 2 of 3
        pat .
        clock: upcoming
        ana + 14:00 (London time) · Interview in 10 minutes · video call
        ana + #1 · reminder 3 of 3
        pat + 09:00 (New York time) · Interview in 10 minutes · video call
        pat + You will talk with Ana Ruiz.
        pat ! reminder 1 of 1
        sam .
        clock: 2026-11-27 14:00
        ana ~ Your interview begins now.
        clock: 2026-11-28 09:00
        ana -
    """)


def test_what_a_locked_phone_shows_of_a_reminder(play: Any) -> None:
    play(BOOKED)
    play("""
        ana: 1 accept
        clock: 2026-11-26 14:00
    """)
    assert play.acme.ana.messages()[-1]["text"] == (
        "14:00 (London time), in 24 hours: your video interview with Acme. Open to see more."
    )
    play("clock: 2026-11-27 13:50")
    assert play.acme.ana.messages()[-1]["text"] == (
        "14:00 (London time), in 10 minutes: your video interview with Acme. Open to join."
    )
    assert play.acme.pat.messages()[-1]["text"] == (
        "09:00 (New York time), in 10 minutes: your video interview with Ana for Acme."
        " Open to join."
    )


def test_in_person_the_reminders_come_a_day_and_two_hours_before(play: Any) -> None:
    play("""
        sam: @ana with @pat fri 3pm in person at Room Bilbao
        sam: [Book]
        ana: [I'll be there]
        pat: [I'll be there]
        clock: upcoming
        ana + Interview in 24 hours · in person
        ana + Room Bilbao
        ana + reminder 1 of 2
        clock: upcoming
        ana + Interview in 2 hours
        ana + reminder 2 of 2
        pat .
        clock: upcoming
        ana .
        pat + Interview in 10 minutes
    """)


def test_an_interviewer_is_reminded_the_day_before_only_while_unanswered(play: Any) -> None:
    play(BOOKED)
    play("""
        clock: 2026-11-26 14:00
        pat + Interview in 24 hours
        pat + You have not answered yet
        pat + [Join] [I'll be there] [Another time] [Can't make it]
        pat + reminder 1 of 2
        clock: 2026-11-27 13:50
        pat + Interview in 10 minutes
        pat + reminder 2 of 2
    """)


def test_a_moved_interview_reminds_at_its_new_time_and_never_at_the_old_one(play: Any) -> None:
    play(BOOKED)
    play("""
        clock: 2026-11-26 14:00
        ana + Interview in 24 hours
        sam: 1 move +3h
        sam: [Move]
        clock: 2026-11-26 16:59
        ana .
        clock: 2026-11-26 17:00
        ana + 17:00 (London time) · Interview in 24 hours
        clock: 2026-11-27 15:59
        ana .
        clock: 2026-11-27 16:00
        ana + Interview in 1 hour
    """)


def test_a_cancelled_interview_reminds_nobody(play: Any) -> None:
    play(BOOKED)
    play("""
        sam: 1 cancel
        sam: [Cancel interview]
        clock: 2026-11-28 09:00
        ana .
        pat .
    """)


def test_whoever_was_replaced_is_not_reminded_and_the_new_one_is(play: Any) -> None:
    play(BOOKED)
    play("""
        sam: 1 with @lee
        sam: [Swap]
        clock: 2026-11-27 13:50
        pat .
        lee + 15:00 (Berlin time) · Interview in 10 minutes
        ana + You will talk with Lee Okafor.
    """)


def test_a_reminder_while_a_new_time_is_proposed_names_both_times(play: Any) -> None:
    play(BOOKED)
    play("""
        pat: [Another time]
        pat: Day = 2026-11-30
        pat: [Propose]
        clock: 2026-11-27 13:00
        ana + 14:00 (London time) · Interview in 1 hour
        ana + New time proposed by Pat
        ana + The old time stands until you accept.
        ana + [Join] [Accept] [Another time] [Keep the old one]
    """)


def test_an_accepted_proposal_reminds_at_the_agreed_time(play: Any) -> None:
    play(BOOKED)
    play("""
        pat: [Another time]
        pat: Day = 2026-11-30
        pat: [Propose]
        ana: [Accept]
        clock: 2026-11-28 09:00
        ana -
        ana ! begins
        clock: 2026-11-30 13:50
        ana + Interview in 10 minutes
        pat + Interview in 10 minutes
    """)


def test_what_is_too_late_when_booking_is_skipped_and_never_sent_at_once(play: Any) -> None:
    play("""
        sam: @ana with @pat today 10:45 video
        sam: [Book]
        ana + Sam from Acme has arranged
        ana ! Interview in
        clock: upcoming
        ana + Interview in 10 minutes
        ana + reminder 3 of 3
    """)


def test_a_day_that_passes_in_one_turn_brings_each_reminder_at_its_own_time(play: Any) -> None:
    play(BOOKED)
    play("clock: 2026-11-27 14:30")
    posted = [message["at"][:16] for message in play.acme.ana.messages()[1:]]
    assert posted == ["2026-11-26T14:00", "2026-11-27T13:00", "2026-11-27T13:50"]
