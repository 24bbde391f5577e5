"""What the recruiter is told before the start, and what a proposal looks like to everybody."""

from typing import Any

import pytest

pytestmark = pytest.mark.slow


def test_the_recruiter_hears_of_no_answer_and_no_link_and_mends_both(play: Any) -> None:
    play("""
        sam: @ana with @pat fri 3pm 45m video
        sam: [Book]
        ana: [I'll be there]
        clock: 2026-11-26 14:00
        sam + still no answer for Ana's video interview with Pat for Acme.
        sam + It begins in 24 hours, and there is no yes from Pat Chen yet.
        sam + [Record Pat's yes]
        sam + It is a video call, but there is no link yet.
        pat: [I'll be there]
        clock: 2026-11-27 13:00
        sam + It begins in 1 hour, and nobody can join yet: there is no link.
        sam: [Edit]
        sam: Link = https://meet.example.com/x
        sam: [Save]
        sam ~ https://meet.example.com/x
        sam: 1 why
        sam | Sam Rivera: still no link, by direct message
    """)


def test_a_proposal_strikes_the_old_time_through_on_both_clocks(play: Any) -> None:
    play("""
        sam: @ana with @pat fri 3pm 45m video at https://meet.example.com/x
        sam: [Book]
        ana: [Another time]
        ana: Time = 16:00
        ana: [Propose]
        pat + 9:00 AM–9:45 AM~ → *Friday, November 27th, 2026, 11:00 AM–11:45 AM*
        pat + Ana: ~14:00 London~ → *16:00 London*
        pat + The old time stands until you accept.
        ana ~ Pat: ~09:00 New York~ → *11:00 New York*
        clock: 2026-11-26 14:00
        ana + ~tomorrow, 2:00 PM–2:45 PM~ → *tomorrow, 4:00 PM–4:45 PM*
        sam + there is no yes from Pat Chen yet
    """)


def test_whose_own_answer_alone_is_missing_is_asked_for_it_by_the_reminder(play: Any) -> None:
    play("""
        sam: @ana with @sam fri 3pm 45m phone
        sam: [Book]
        ana: [I'll be there]
        clock: 2026-11-26 14:00
        sam + Interview in 24 hours
        sam ! still no answer
        sam: 1 why
        sam | Sam Rivera: still no answer. Not told: another message said it as well.
    """)
