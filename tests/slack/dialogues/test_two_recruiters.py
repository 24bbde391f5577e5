"""Two recruiters at the same interview at once: nothing that either of them did is lost."""

from typing import Any

BOTH_LOOK = """
    sam: recruiter @lee
    sam: @ana with @pat fri 3pm 45m video
    sam: [Book]
    sam: 1 edit
    lee: 1 edit
"""


def test_the_second_sees_what_the_first_changed_and_loses_nothing(play: Any) -> None:
    play(BOTH_LOOK)
    play("""
        sam: Time = 16:00
        sam: [Save]
        ana + new time for your video interview
        lee: Link = https://meet.example.com/z
        lee: [Save]
        lee | Somebody else changed this interview meanwhile. What you entered is still here.
        lee | Start: it was Fri 27 Nov 2026, 15:00 (Berlin time), now it is Fri 27 Nov 2026, 16:00
        lee | (Sam Rivera)
        lee | Time: <16:00>
        lee | Link: <https://meet.example.com/z>
        ana .
        lee: [Save]
        lee | Done.
        ana ~ Video call · https://meet.example.com/z
        ana ~ Friday, November 27th, 2026, 3:00 PM–3:45 PM
    """)


def test_both_changed_the_same_and_the_second_decides(play: Any) -> None:
    play(BOTH_LOOK)
    play("""
        sam: Time = 16:00
        sam: Who interviews? = Lee Okafor
        sam: [Save]
        lee + you meet Ana Ruiz
        lee: Time = 17:00
        lee: [Save]
        lee | Start: it was Fri 27 Nov 2026, 15:00 (Berlin time), now it is Fri 27 Nov 2026, 16:00
        lee | Interviews: it was Pat Chen, now it is Lee Okafor (Sam Rivera).
        lee | Time: <17:00>
        lee | Who interviews?: <Lee Okafor>
        lee: [Save]
        ana + 3:00 PM–3:45 PM~ → *Friday, November 27th, 2026, 4:00 PM–4:45 PM*
        pat .
    """)


def test_the_second_learns_that_it_was_called_off(play: Any) -> None:
    play(BOTH_LOOK)
    play("""
        sam: [Never mind]
        sam: 1 cancel
        sam: [Cancel interview]
        lee: Time = 17:00
        lee: [Save]
        lee | Interview #1 has been cancelled, so it can no longer be changed.
        ana .
    """)


def test_an_answer_that_came_meanwhile_makes_no_form_stale(play: Any) -> None:
    play(BOTH_LOOK)
    play("""
        ana: [I'll be there]
        lee: Link = https://meet.example.com/z
        lee: [Save]
        lee | Done.
        ana ~ https://meet.example.com/z
        ana ~ You said yes
    """)


def test_the_recruiter_who_booked_sees_what_a_colleague_did(play: Any) -> None:
    play(BOTH_LOOK)
    play("""
        sam: [Never mind]
        lee: Time = 17:00
        lee: [Save]
        sam ~ Lee Okafor has moved this interview.
        sam ~ 5:00 PM–5:45 PM
    """)
