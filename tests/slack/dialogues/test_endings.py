"""Endings by button: I can't come, Can't make it, Cancel interview; and what the others see."""

from typing import Any

import pytest

pytestmark = pytest.mark.slow

BOOKED = """
    sam: @ana with @pat fri 3pm 45m video
    sam: [Book]
"""


def test_i_cant_come_offers_another_time_first(play: Any) -> None:
    play(BOOKED)
    play("""
        ana: [I can't come]
        ana | == I can't come ==
        ana | That happens. Most people find another time.
        ana | (x) Find another time ( ) Withdraw my application
        ana: [Continue]
        ana | == Another time ==
        pat .
        ana: Day = 2026-11-30
        ana: [Propose]
        pat + Ana would like another time. Does it suit you?
    """)


def test_withdrawing_asks_once_more(play: Any) -> None:
    play(BOOKED)
    play("""
        ana: [I can't come]
        ana: What would you like? = Withdraw my application
        ana: Why? = I found another job
        ana: [Continue]
        ana | == Withdraw? ==
        ana | This ends your application, and the interview is cancelled.
        ana | <I found another job>
        pat .
        ana: [Back]
        ana | == I can't come ==
        ana | ( ) Find another time (x) Withdraw my application
        ana: [Continue]
        ana: [Withdraw]
        ana ! == I can't come ==
        ana ~ You have withdrawn, so this interview is off. All the best to you!
        ana ! [I'll be there]
        pat + 09:00 (New York time), Fri 27 Nov: your video interview with Ana for Acme is off.
        pat + Ana Ruiz has withdrawn, so this interview is off.
        pat ! another job
        sam + *Withdrawn by Ana*
        sam + Why: I found another job
    """)


def test_cant_make_it_tells_the_recruiter_why_and_another_interviewer_is_put_in(play: Any) -> None:
    play(BOOKED)
    play("""
        ana: [I'll be there]
        pat: [Can't make it]
        pat | == Can't make it ==
        pat | The interview stays as it is, and the recruiter is told why
        pat: Why? = flu
        pat: [Send]
        pat ~ Noted: you can't make it. The recruiter knows, and you will hear what happens next.
        pat ~ *You can't make it*
        pat ~ You can't make it: flu
        sam + 15:00 (Madrid time), Fri 27 Nov: Pat can't make Ana's video interview for Acme.
        sam + Pat Chen can't make it. You can pick somebody else, move it, or cancel it.
        sam + Pat can't make it: flu
        sam + [Edit] [Cancel interview]
        ana ~ Pat Chen may not be able to make it. You don't need to do anything
        ana ! flu
        sam: list
        sam | video call · Pat can't make it · #1

        sam: [Edit]
        sam: Who interviews? = Lee Okafor
        sam: [Save]
        lee + you meet Ana Ruiz
        pat + you no longer need to come to Acme's video interview
        ana ~ ~Pat Chen~ → *Lee Okafor*
        sam ~ *Waiting for answers*
        sam ! flu
    """)


def test_an_interviewer_who_can_make_it_after_all_says_so(play: Any) -> None:
    play(BOOKED)
    play("""
        pat: [Can't make it]
        pat: Why? = flu
        pat: [Send]
        pat: [I'll be there]
        pat ~ You said yes
        sam ~ Pat said yes
        sam ! can't make it
    """)


def test_a_recruiter_cancels_from_the_card(play: Any) -> None:
    play(BOOKED)
    play("""
        sam: [Cancel interview]
        sam | == Cancel interview ==
        sam | Everybody who has to do with it is told. A cancelled interview stays cancelled.
        sam: Why? = the job is filled
        ana .
        sam: [Cancel interview]
        ana + 14:00 (London time), Fri 27 Nov: your video interview with Acme is cancelled.
        ana + Why: the job is filled
        ana ! [Another time]
        pat + Sam Rivera has cancelled this interview.
        sam ~ You cancelled this interview.
        sam ~ *Cancelled*
        sam ! [Edit]
    """)


def test_never_mind_leaves_everything_as_it_was(play: Any) -> None:
    play(BOOKED)
    play("""
        sam: [Cancel interview]
        sam: [Never mind]
        ana .
        pat: [Can't make it]
        pat: [Never mind]
        sam .
        ana: [I can't come]
        ana: [Never mind]
        pat .
    """)
