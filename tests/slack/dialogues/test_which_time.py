"""A time that may be meant in two ways: each is a button, and goes straight on to the read-back."""

from typing import Any

BOOKED = "@ana with @pat fri 3pm 45m video"


def test_a_booking_goes_on_with_the_time_that_was_chosen(play: Any) -> None:
    play("""
        sam: @ana with @pat next thu 3pm 45m video at https://meet.example.com/x
        sam | The coming one, or the one in the week after?
        sam | [Thu 26 Nov 2026, 15:00–15:45 Madrid] [Thu 3 Dec 2026, 15:00–15:45 Madrid]
        sam: [Thu 3 Dec 2026, 15:00–15:45 Madrid]
        sam | Book this interview?
        sam | *Ana Ruiz* is interviewed by *Pat Chen*
        sam | Thu 3 Dec 2026, 15:00–15:45 Madrid
        sam | Video call · https://meet.example.com/x
        sam: [Book]
        ana + 14:00 (London time), Thu 3 Dec: your video interview with Acme. Open to answer.
    """)


def test_a_date_without_a_time_is_asked_for_the_time(play: Any) -> None:
    play("""
        sam: @ana with @pat on friday 45m video
        sam | At what time?
        sam: [Fri 27 Nov 2026, 11:00–11:45 Madrid]
        sam | Book this interview?
        sam | Fri 27 Nov 2026, 11:00–11:45 Madrid
    """)


def test_a_time_in_another_zone_is_asked_about_in_that_zone(play: Any) -> None:
    play("""
        sam: @ana with @pat 10am IST friday 45m video
        sam | “IST” is the name of more than one time zone.
        sam | [Fri 27 Nov 2026, 10:00–10:45 Kolkata] [Fri 27 Nov 2026, 10:00–10:45 Jerusalem]
        sam: [Fri 27 Nov 2026, 10:00–10:45 Kolkata]
        sam | Fri 27 Nov 2026, 05:30–06:15 Madrid
    """)


def test_a_move_goes_on_with_what_was_chosen(play: Any) -> None:
    play(f"""
        sam: {BOOKED}
        sam: [Book]
        sam: 1 move 30m
        sam | Is that its new length, or how much later it starts?
        sam | [Fri 27 Nov 2026, 15:00–15:30 Madrid] [Fri 27 Nov 2026, 15:30 Madrid]
        sam: [Fri 27 Nov 2026, 15:30 Madrid]
        sam | Move this interview?
        sam | 15:30–16:15 Madrid
        sam: 1 move 30m
        sam: [Fri 27 Nov 2026, 15:00–15:30 Madrid]
        sam | 15:00–15:30 Madrid
        sam: 1 next thu 4pm phone at Room 2
        sam: [Thu 3 Dec 2026, 16:00 Madrid]
        sam | Change this interview?
        sam | 16:00–16:45 Madrid
        sam | Room 2
    """)


def test_a_proposal_goes_on_with_what_was_chosen(play: Any) -> None:
    play(f"""
        sam: {BOOKED}
        sam: [Book]
        pat: 1 propose next thu 10:00
        pat | The coming one, or the one in the week after?
        pat: [Thu 3 Dec 2026, 10:00 New York]
        pat | Thu 3 Dec 2026, 10:00–10:45 New York
        sam .
    """)


def test_the_form_is_one_button_away_and_has_everything_else(play: Any) -> None:
    play("""
        sam: @ana with @pat next thu 3pm video
        sam: [Open form]
        sam | New interview
        sam | Who is interviewed?: <Ana Ruiz>
        sam | Who interviews?: <Pat Chen>
    """)
