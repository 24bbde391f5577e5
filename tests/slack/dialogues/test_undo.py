"""Undo, by button and by line: in time nobody hears of it, later only who had heard."""

from datetime import timedelta
from typing import Any

import pytest

from bot.interviews.undoing import SECOND_THOUGHTS

pytestmark = pytest.mark.slow

BOOKED = """
    sam: @ana with @pat fri 3pm 45m video
    sam: [Book]
"""


@pytest.fixture
def pause() -> timedelta:
    return SECOND_THOUGHTS


def test_a_booking_is_undone_before_anybody_hears_of_it(play: Any) -> None:
    play(BOOKED)
    play("""
        sam: 1
        sam | Waiting for answers
        clock: 2026-11-23 09:01
        ana + Sam from Acme has arranged a video interview for you
        sam: @bob with @lee fri 3pm 45m video
        sam: [Book]
        sam | Done. I'll tell Bob Silva and Lee Okafor in 15 seconds: undo it before, and nobody
        bob .
        sam: [Undo]
        sam | Undone. Nobody needs to be told.
        sam | *Cancelled*
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
        sam | Undone. I'll tell Ana Ruiz and Pat Chen, who had heard of it.
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
        pat | Done.
        pat | You said yes
        ana ~ Pat said yes
        pat: [Undo]
        pat | Undone. Nobody needs to be told.
        pat | You have not answered yet
        ana ~ Pat has not answered yet
        sam ~ Pat has not answered yet
    """)
