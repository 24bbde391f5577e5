"""What a read-back can do: be carried out once, be dropped, become a form, grow stale."""

from typing import Any

BOOKED = """
    sam: @ana with @pat fri 3pm 45m video
    sam: [Book]
"""
TWO_RECRUITERS = """
    sam: recruiter @lee
    sam: @ana with @pat fri 3pm 45m video
    sam: [Book]
"""


def test_never_mind_leaves_everything_as_it_was(play: Any) -> None:
    play("""
        sam: @ana with @pat fri 3pm video
        sam: [Never mind]
        sam | Left as it was. Nobody was told.
        ana .
        sam: list
        sam | Nothing here. Book an interview with New.
    """)


def test_a_draft_that_is_pressed_twice_shows_the_interview_it_made(play: Any) -> None:
    wire = play.acme.wire
    play("""
        sam: @ana with @pat fri 3pm video
        sam: [Book]
        ana + Sam from Acme has arranged
    """)
    wire.repeats(*wire.heard[-1])  # the second click of an impatient finger
    seen = play.acme.sam.sees()
    assert "That was done already. This is how it stands now." in seen
    play("""
        sam: list
        sam | #1
        sam ! #2
    """)
    assert len(play.acme.ana.messages()) == 1


def test_a_read_back_opens_as_a_form_which_books_it(play: Any) -> None:
    play("""
        sam: @ana with @pat fri 3pm 45m video
        sam: [Open form]
        sam | == New interview ==
        sam | Who is interviewed?: <Ana Ruiz>
        sam | Who interviews?: <Pat Chen>
        sam | Day: <2026-11-27>
        sam | Time: <15:00>
        sam | Length: <45 minutes>
        sam | (x) Video call
        sam: Time = 16:00
        sam: [Book]
        ana + 15:00 (London time), Fri 27 Nov
        sam: [Book]
        sam | That was done already. This is how it stands now.
        ana .
    """)


def test_a_change_that_was_read_back_opens_as_the_form_of_its_interview(play: Any) -> None:
    play(BOOKED)
    play("""
        sam: 1 move fri 4pm
        sam: [Open form]
        sam | == Interview #1 ==
        sam | Time: <16:00>
        sam: Length = 1 hour
        sam: [Save]
        ana + 3:00 PM–4:00 PM
    """)


def test_a_read_back_that_somebody_overtook_is_read_back_anew(play: Any) -> None:
    play(TWO_RECRUITERS)
    play("""
        sam: 1 at Room 2
        lee: 1 move fri 5pm
        lee: [Move]
        ana + Lee Okafor has moved your interview.
        sam: [Change]
        sam | Lee Okafor changed this interview just now, so nothing was changed.
        sam | Start: it was Fri 27 Nov 2026, 15:00 (Madrid time), now it is Fri 27 Nov 2026, 17:00
        sam | Change this interview?
        sam | Fri 27 Nov 2026, 17:00–17:45 Madrid
        sam | ~no place yet~ → *Room 2*
        ana .
        sam: [Change]
        sam | You changed this interview.
        ana ~ Room 2
        ana ~ Friday, November 27th, 2026, 4:00 PM–4:45 PM
    """)


def test_an_answer_alone_makes_no_read_back_stale(play: Any) -> None:
    play(BOOKED)
    play("""
        sam: 1 move fri 4pm
        ana: [I'll be there]
        sam: [Move]
        ana + new time for your video interview
    """)


def test_a_read_back_of_an_interview_that_was_called_off_says_so(play: Any) -> None:
    play(TWO_RECRUITERS)
    play("""
        sam: 1 move fri 4pm
        lee: 1 cancel
        lee: [Cancel interview]
        sam: [Move]
        sam | Interview #1 has been cancelled, so it can no longer be changed.
        ana .
    """)
