"""The time of a form: a text field and pickers, which agree."""

from typing import Any

import pytest

pytestmark = pytest.mark.slow

BOOKED = "@ana with @pat fri 3pm 45m video at https://meet.example.com/x"


def test_a_time_is_typed_and_read_back_beneath(play: Any) -> None:
    play("""
        sam: @ana with @pat video
        sam: When = tomorrow 4-5pm
        sam | When: <Tue 24 Nov 2026, 16:00–17:00 Madrid>
        sam | Day: <2026-11-24>
        sam | Time: <16:00>
        sam | Length: <1 hour>
        sam | Tue 24 Nov 2026, 16:00–17:00 Madrid (Ana: 15:00 London · Pat: 10:00 New York)
        sam: Link = https://meet.example.com/x
        sam: [Book]
        ana + 15:00 (London time), Tue 24 Nov: your video interview with Acme.
    """)


def test_the_pickers_change_the_text(play: Any) -> None:
    play("""
        sam: @ana with @pat video
        sam: When = tomorrow 4pm
        sam | When: <Tue 24 Nov 2026, 16:00–16:30 Madrid>
        sam: Time = 17:00
        sam | When: <Tue 24 Nov 2026, 17:00–17:30 Madrid>
        sam: Day = 2026-11-25
        sam | When: <Wed 25 Nov 2026, 17:00–17:30 Madrid>
        sam: When = thu 9am
        sam | Day: <2026-11-26>
        sam | Time: <09:00>
    """)


def test_a_time_with_two_meanings_is_asked_about_with_buttons(play: Any) -> None:
    play("""
        sam: @ana with @pat video
        sam: When = next thu 3pm
        sam | The coming one, or the one in the week after?
        sam | [Thu 26 Nov 2026, 15:00 Madrid] [Thu 3 Dec 2026, 15:00 Madrid]
        sam: [Thu 3 Dec 2026, 15:00 Madrid]
        sam | When: <Thu 3 Dec 2026, 15:00–15:30 Madrid>
        sam | Day: <2026-12-03>
        sam ! The coming one
    """)


def test_what_is_no_time_is_said_beneath_and_under_the_field(play: Any) -> None:
    play("""
        sam: @ana with @pat fri 3pm
        sam: Kind = Video call
        sam: When = blue moon
        sam | I did not understand “blue moon” as a time.
        sam | Day: <2026-11-27>
        sam: [Book]
        sam | ! I did not understand “blue moon” as a time.
        ana .
    """)


def test_an_edit_can_shift_the_interview_and_shows_its_time_in_words(play: Any) -> None:
    play(f"""
        sam: {BOOKED}
        sam: [Book]
        sam: 1 edit
        sam | When: <Fri 27 Nov 2026, 15:00–15:45 Madrid>
        sam: When = +30m
        sam | When: <Fri 27 Nov 2026, 15:30–16:15 Madrid>
        sam | Time: <15:30>
        sam: [Save]
        pat + Sam Rivera has moved your interview. Can you make the new time?
    """)


def test_a_time_in_another_zone_stands_in_ones_own(play: Any) -> None:
    play("""
        sam: @ana with @pat video
        sam: When = fri 9am new york
        sam | When: <Fri 27 Nov 2026, 15:00–15:30 Madrid>
        sam | Time: <15:00>
    """)


def test_another_time_is_typed_as_well(play: Any) -> None:
    play(f"""
        sam: {BOOKED}
        sam: [Book]
        pat: [Another time]
        pat | When: <Fri 27 Nov 2026, 09:00–09:45 New York>
        pat: When = mon 10am
        pat | Today, or a week from today?
        pat: [Mon 30 Nov 2026, 10:00 New York]
        pat | When: <Mon 30 Nov 2026, 10:00–10:45 New York>
        pat | Mon 30 Nov 2026, 10:00–10:45 New York (
        pat: [Propose]
        ana + Pat
    """)
