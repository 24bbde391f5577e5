"""Undo, by button and by line: in time nobody hears of it, later only who had heard."""

from datetime import timedelta
from typing import Any

import pytest

from bot.interviews.planning.second_thoughts import SECOND_THOUGHTS

pytestmark = pytest.mark.slow

BOOKED = """
    sam: @ana with @pat fri 3pm 45m video
    sam: [Book]
"""


@pytest.fixture
def pause() -> timedelta:
    return SECOND_THOUGHTS


def test_what_can_no_longer_be_undone_offers_it_no_more_though_something_else_came(
    play: Any,
) -> None:
    play("""
        sam: @ana with @pat fri 3pm 45m video at https://meet.example.com/x
        sam: [Book]
        sam + [Undo]
        sam: 1 remind now
        sam: [Remind now]
        clock: 2026-11-23 18:00
        sam ~ Booked: Ana Ruiz is interviewed by Pat Chen.
        sam ! [Undo]
    """)


def test_a_booking_is_undone_before_anybody_hears_of_it(play: Any) -> None:
    play(BOOKED)
    play("""
        sam: 1
        sam | Waiting for answers
        clock: 2026-11-23 09:01
        ana + Sam from Acme has arranged a video interview for you
        sam: @bob with @lee fri 3pm 45m video
        sam: [Book]
        sam | Done. I'll tell Bob Silva and Lee Okafor in 15 seconds: undo it before then, and
        bob .
        sam: [Undo]
        sam ~ You took this booking back. Anybody who had not heard of it never will.
        sam ~ *Cancelled*
        clock: 2026-11-23 09:02
        bob .
        lee .
        sam .
    """)


def test_a_move_that_was_told_is_undone_and_told(play: Any) -> None:
    play(BOOKED)
    play("""
        clock: 2026-11-23 09:01
        sam: 1 move fri 4pm
        sam: [Move]
        ana .
        clock: 2026-11-23 09:02
        ana + Sam Rivera has moved your interview.
        sam: 1 undo
        sam | *Take your last change back?*
        sam | Will be told: Ana Ruiz and Pat Chen
        sam: [Undo]
        sam | Undone. I'll tell Ana Ruiz and Pat Chen how it stands now.
        ana + Sam Rivera has taken the last change back. This is how it stands now.
        ana + 2:00 PM–2:45 PM
        pat + Sam Rivera has taken the last change back.
        sam ~ You took your last change back.
    """)


def test_a_cancellation_is_undone_by_its_button_which_then_leads_to_the_present(play: Any) -> None:
    play(BOOKED)
    play("""
        clock: 2026-11-23 09:01
        sam: 1 cancel
        sam: [Cancel interview]
        sam | *Cancelled*
        sam: [Undo]
        sam | Undone. Nobody needs to be told.
        sam | Waiting for answers
        sam ! [Undo]
        clock: 2026-11-23 09:05
        ana .
        pat .
    """)


def test_undo_that_is_pressed_once_more_leads_to_the_present(play: Any) -> None:
    play(BOOKED)
    play("""
        sam: 1 cancel
        sam: [Cancel interview]
        sam: keeps
        slack: chat.update 3
        sam: kept [Undo]
        sam: kept [Undo]
        sam | That was done already. This is how it stands now.
        sam | *Waiting for answers*
    """)


def test_an_invitation_that_a_cancellation_kept_back_comes_once_that_is_undone(play: Any) -> None:
    play(BOOKED)
    play("""
        sam: 1 cancel
        sam: [Cancel interview]
        clock: 2026-11-23 09:01
        ana .
        sam: 1 undo
        sam | Will be told: Ana Ruiz and Pat Chen
        sam: [Undo]
        sam | Undone. I'll tell Ana Ruiz and Pat Chen
        ana + Sam from Acme has arranged a video interview for you
        pat + Sam has arranged a video interview: you meet Ana Ruiz
        ana: [I'll be there]
        sam ~ Ana said yes
    """)


def test_a_move_that_a_cancellation_kept_back_is_told_once_that_is_undone(play: Any) -> None:
    play(BOOKED)
    play("""
        clock: 2026-11-23 09:01
        sam: 1 move fri 4pm
        sam: [Move]
        sam: 1 move fri 5pm
        sam: [Move]
        sam: 1 cancel
        sam: [Cancel interview]
        clock: 2026-11-23 09:01:14
        sam: 1 undo
        sam: [Undo]
        ana -
        clock: 2026-11-23 09:02
        ana + Sam Rivera has moved your interview.
    """)


def test_undo_after_somebody_else_did_something_leads_to_the_present(play: Any) -> None:
    play(BOOKED)
    play("""
        clock: 2026-11-23 09:01
        sam: 1 kind phone
        sam: [Change]
        ana: [I'll be there]
        sam: [Undo]
        sam | Ana Ruiz changed this interview just now, so nothing was changed.
        sam | Ana said yes
        ana .
        sam: 1 undo
        sam | The last change was not yours, so only Ana Ruiz can undo it.
        sam | Ana said yes
    """)


def test_undo_that_is_pressed_too_late_leads_to_the_present(play: Any) -> None:
    play(BOOKED)
    play("""
        clock: 2026-11-23 09:03
        sam: [Undo]
        sam | That was more than two minutes ago, so it can no longer be undone.
        sam | Waiting for answers
        ana .
    """)


def test_an_answer_by_a_line_is_undone_without_a_sound(play: Any) -> None:
    play(BOOKED)
    play("""
        clock: 2026-11-23 09:01
        pat: 1 accept
        pat | Thank you, your answer is noted.
        pat | You said yes
        ana ~ Pat said yes
        pat: [Undo]
        pat | Undone. Nobody needs to be told.
        pat | You have not answered yet
        ana ~ Pat has not answered yet
        sam ~ Pat has not answered yet
    """)


def test_what_was_pressed_in_a_message_is_undone_on_the_same_card(play: Any) -> None:
    play(BOOKED)
    play("""
        clock: 2026-11-23 09:01
        ana: [I'll be there]
        ana ~ Thank you, your answer is noted.
        ana ~ [Undo]
        pat ~ Ana Ruiz has answered.
        pat ! [Undo]
        sam ! [Undo]
        ana: [Undo]
        ana ~ You have not answered yet
        ana ~ [I'll be there] [Another time] [I can't come]
        ana ! [Undo]
        pat ~ Ana has not answered yet
    """)


def test_what_was_sent_by_a_form_is_undone_on_the_card_of_whoever_sent_it(play: Any) -> None:
    play(BOOKED)
    play("""
        clock: 2026-11-23 09:01
        ana: [Another time]
        ana: Time = 16:00
        ana: [Propose]
        ana ~ [Undo]
        pat + Ana would like another time. Does it suit you?
        pat ! [Undo]
        ana: [Undo]
        ana ~ You took your last change back.
        ana ! 4:00 PM
        pat + Ana Ruiz has taken the last change back.
    """)


def test_a_form_can_be_undone_before_anybody_else_hears_of_it(play: Any) -> None:
    play("""
        sam: @ana with @pat fri 3pm 45m video
        sam: [Open form]
        sam: [Book]
        sam + Booked: Ana Ruiz is interviewed by Pat Chen.
        sam + [Undo]
        ana .
        sam: [Undo]
        sam ~ You took this booking back. Anybody who had not heard of it never will.
        clock: 2026-11-23 09:05
        ana .
        pat .
    """)


def test_the_button_goes_after_two_minutes_and_the_sentence_stays(play: Any) -> None:
    play(BOOKED)
    play("""
        clock: 2026-11-23 09:01
        ana: [I'll be there]
        clock: 2026-11-23 09:02:55
        ana .
        clock: 2026-11-23 09:03:05
        ana ~ Thank you, your answer is noted.
        ana ~ [Another time] [I can't come]
        ana ! [Undo]
    """)


def test_pressed_too_late_it_says_so_and_shows_the_present(play: Any) -> None:
    play(BOOKED)
    play("""
        clock: 2026-11-23 09:01
        ana: [I'll be there]
        slack: chat.update 5
        clock: 2026-11-23 09:03:05
        ana .
        ana: [Undo]
        ana | two minutes
        ana | You said yes
    """)


def test_it_goes_at_once_when_something_else_happens(play: Any) -> None:
    play(BOOKED)
    play("""
        clock: 2026-11-23 09:01
        ana: [I'll be there]
        pat: [I'll be there]
        ana ~ Pat Chen has answered.
        ana ! [Undo]
        pat ~ [Undo]
        pat: [Undo]
        ana ~ You said yes · Pat has not answered yet
        clock: 2026-11-23 09:10
        ana .
        pat .
    """)


def test_whoever_has_no_card_of_it_undoes_a_form_in_its_place(play: Any) -> None:
    play("sam: recruiter @lee")
    play(BOOKED)
    play("""
        clock: 2026-11-23 09:01
        lee: 1 edit
        lee: Time = 16:00
        lee: [Save]
        lee | Done. I'll tell
        lee | [Undo]
        lee: [Undo]
        lee | Undone. Nobody needs to be told.
        lee | 3:00 PM
        ana .
    """)


def test_who_is_made_a_recruiter_or_none_is_taken_back_by_the_button_below(play: Any) -> None:
    play("""
        sam: recruiter @lee
        sam | Lee Okafor is a recruiter now, and can run every interview.
        sam: [Undo]
        sam | Lee Okafor is no longer a recruiter.
        sam: [Undo]
        sam | Lee Okafor is a recruiter now
        sam: recruiter @lee
        sam | Lee Okafor is a recruiter now
        sam ! [Undo]
        lee: recruiter @lee remove
        lee | Lee Okafor is no longer a recruiter.
        lee ! [Undo]
        lee .
    """)
