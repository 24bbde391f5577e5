"""Answers by a line: yes, no, another time; one's own, and those that a recruiter records."""

from typing import Any

import pytest

pytestmark = pytest.mark.slow

BOOKED = """
    sam: @ana with @pat fri 3pm 45m video
    sam: [Book]
"""


def test_a_yes_is_given_at_once(play: Any) -> None:
    for number, line in enumerate(("1 accept", "accept 2", "#3 yes", "4 confirm"), 1):
        play(f"""
            sam: @ana with @pat fri {number + 9}:00 video
            sam: [Book]
            ana: {line}
            ana | Thank you, your answer is noted.
            ana | You said yes · Pat has not answered yet
            ana ~ Thank you, your answer is noted.
            pat ~ Ana said yes · You have not answered yet
            sam ~ Ana said yes · Pat has not answered yet
            sam | *On*
        """)


def test_who_has_one_interview_to_come_need_not_name_it(play: Any) -> None:
    play(BOOKED)
    play("""
        ana: nov accept
        ana | Only recruiters can do that.
        ana: yes
        ana | Thank you, your answer is noted.
        sam ~ Ana said yes
        pat: can't make it
        pat | == Can't make it ==
        pat: propose fri 11am
        pat | Propose another time?
        pat: late 10
        pat | It is too early to say that: it can be said from Fri 27 Nov 2026, 07:00
        pat: 1 late
        pat | [5 minutes]
        pat: 1 no
        pat | I don't know “no”. Try `/interview help` to see what I understand.
        pat | [I'll be there] [Another time] [Can't make it]
        pat: why
        pat | [Preview]
        pat ! [History]
        pat: history
        pat | Only recruiters can do that. Please ask one of them: Sam Rivera.
        sam: accept
        sam | Which interview? Please type its number too
        sam: @ana with @lee fri 10am phone
        sam: [Book]
        ana: accept
        ana | Which interview? Please type its number too
    """)


def test_a_recruiter_records_an_answer_that_was_given_elsewhere(play: Any) -> None:
    play(BOOKED)
    play("""
        sam: 1 accept
        sam | Whose answer is it: Ana Ruiz's or Pat Chen's? Please say for whom.
        sam | [Record Ana's yes] [Record Pat's yes]
        sam: 1 accept for @bob
        sam | Whose answer is it: Ana Ruiz's or Pat Chen's? Please say for whom.
        sam: 1 accept for @ana
        sam | The answer is noted.
        sam | Ana said yes · Pat has not answered yet
        ana ~ You said yes
        sam: 1 accept for Pat
        sam | Ana said yes · Pat said yes
        pat: 1 accept
        pat | Pat Chen has already given this answer. Nothing more to do.
        ana: 1 accept for @pat
        ana | You can only answer for yourself. Pat Chen or a recruiter can do this.
    """)


def test_a_proposal_is_read_back_and_the_other_side_accepts_it(play: Any) -> None:
    play(BOOKED)
    play("""
        pat: 1 propose fry
        pat | I did not understand “fry”, so nothing was done.
        pat | Type it like this: `/interview 1 propose thu 11:00`
        pat: 1 propose fri 11am
        pat | Propose another time?
        pat | ~Fri 27 Nov 2026, 09:00–09:45 New York~ → *Fri 27 Nov 2026, 11:00–11:45 New York
        pat | Will be told: Ana Ruiz
        ana .
        pat: [Propose]
        pat ~ You proposed another time.
        pat ~ The old time stands until Ana accepts.
        pat | [Take it back]
        ana + Pat would like another time. Does it suit you?
        ana + 2:00 PM–2:45 PM~ → *Friday, November 27th, 2026, 4:00 PM
        ana + The old time stands until you accept.
        ana + [Accept] [Another time] [Keep the old one]
        sam ~ New time proposed by Pat
        pat: 1 accept for me
        pat | You proposed this new time yourself, so it waits for a yes from the other one.
        sam: 1 accept for @pat
        sam | Pat Chen proposed this new time, so it waits for a yes from Ana Ruiz.
        ana: 1 accept
        ana | Accept the new time?
        ana | ~Fri 27 Nov 2026, 14:00–14:45 London~ → *Fri 27 Nov 2026, 16:00–16:45 London
        ana: [Accept]
        pat + Ana Ruiz has accepted the new time. It is agreed.
        pat + Ana said yes · You said yes
        ana ~ You accepted the new time. It is agreed.
        sam ~ *On*
    """)


def test_a_proposal_without_a_time_opens_its_form(play: Any) -> None:
    play(BOOKED)
    play("""
        ana: 1 propose
        ana | == Another time ==
        ana | Now: Fri 27 Nov 2026, 14:00–14:45 London (09:00 New York).
        ana: Time = 16:00
        ana: [Propose]
        pat + Ana proposes a new time for your video interview for Acme.
    """)


def test_a_recruiter_proposes_for_the_interviewer(play: Any) -> None:
    play(BOOKED)
    play("""
        sam: 1 propose fri 5pm
        sam: [Propose]
        ana + Pat would like another time. Does it suit you?
        pat ~ You proposed a new time
        sam ~ You proposed another time.
    """)


def test_a_proposal_is_turned_down_by_a_line(play: Any) -> None:
    play(BOOKED)
    play("""
        pat: 1 propose fri 11am
        pat: [Propose]
        ana: 1 decline
        ana | Keep the old time?
        ana | [Keep the old one] [Never mind]
        ana: [Keep the old one]
        pat + Ana Ruiz would rather keep the old time, so it stays as it was.
        ana ~ The old time stays as it was.
        sam + Ana Ruiz would rather keep the old time, so it stays as it was.
    """)


def test_a_proposal_is_taken_back_by_a_line_without_a_sound(play: Any) -> None:
    play(BOOKED)
    play("""
        pat: 1 propose fri 11am
        pat: [Propose]
        pat: 1 decline
        pat ~ You took the new time back. The old one stands.
        ana ~ Pat Chen took the new time back. The old one stands.
        sam ~ Pat Chen took the new time back. The old one stands.
    """)


def test_a_recruiter_turns_a_proposal_down_for_somebody_who_said_so_by_phone(play: Any) -> None:
    play(BOOKED)
    play("""
        pat: 1 propose fri 11am
        pat: [Propose]
        pat: 1 decline for @ana
        pat | You can only answer for yourself. Ana Ruiz or a recruiter can do this.
        sam: 1 decline for @ana
        sam | Keep the old time?
        sam: [Keep the old one]
        pat + The old time stays as it was.
        ana ~ The old time stays as it was.
    """)


def test_declining_where_nothing_is_proposed_offers_what_can_be_done(play: Any) -> None:
    play(BOOKED)
    play("""
        ana: 1 decline
        ana | No other time is proposed for interview #1, so the time it has stands.
        ana | [I'll be there] [Another time] [I can't come]
        pat: 1 decline
        pat | [I'll be there] [Another time] [Can't make it]
        sam: 1 decline
        sam | [Edit] [Cancel interview]
    """)


def test_cancelling_and_withdrawing_by_the_wrong_person_offer_the_right_deed(play: Any) -> None:
    play(BOOKED)
    play("""
        ana: 1 cancel
        ana | Only recruiters and Pat Chen can cancel this interview.
        ana | [I can't come]
        pat: 1 withdraw
        pat | Only Ana Ruiz can withdraw the application.
        pat | [Can't make it]
        sam: 1 reject
        sam | Recruiters and Pat Chen can cancel the interview instead.
        sam | [Cancel interview]
        lee: 1 cancel
        lee | There is no interview #1 that you can see.
        bob .
    """)


def test_a_withdrawal_by_a_line_asks_once_more(play: Any) -> None:
    play(BOOKED)
    play("""
        ana: 1 withdraw I found another job
        ana | Withdraw, and call this interview off?
        ana | Why: I found another job
        pat .
        ana: [Withdraw]
        pat + Ana Ruiz has withdrawn, so this interview is off.
        pat ! another job
        sam + Withdrawn by Ana
        sam + Why: I found another job
        ana ~ Withdrawn by you
    """)


def test_the_interviewer_may_cancel_and_the_recruiter_hears_of_it(play: Any) -> None:
    play(BOOKED)
    play("""
        pat: 1 cancel the job is filled
        pat: [Cancel interview]
        ana + is cancelled
        sam + Pat Chen has cancelled this interview. You can book a new one.
        sam + Why: the job is filled
    """)
