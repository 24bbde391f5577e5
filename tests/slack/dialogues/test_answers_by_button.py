"""The buttons of the two people who meet: yes, another time, accepting, keeping, taking back."""

from typing import Any

import pytest

pytestmark = pytest.mark.slow

BOOKED = """
    sam: @ana with @pat fri 3pm 45m video
    sam: [Book]
"""


def test_each_side_says_yes_by_one_button_and_all_cards_follow(play: Any) -> None:
    play(BOOKED)
    play("""
        ana: [I'll be there]
        ana ~ Thank you, your answer is noted.
        ana ~ You said yes · Pat has not answered yet
        ana ~ [Another time] [I can't come]
        ana ! [I'll be there]
        pat ~ Ana Ruiz has answered.
        pat ~ Ana said yes · You have not answered yet
        sam ~ Ana said yes · Pat has not answered yet
        sam | [Edit] [Cancel interview] [Record Pat's yes]
        pat: [I'll be there]
        pat ~ Ana said yes · You said yes
        pat ~ [Another time] [Can't make it]
        ana ~ You said yes · Pat said yes
        sam ~ *On*
        sam ! Record
    """)


def test_another_time_is_proposed_countered_and_accepted(play: Any) -> None:
    play(BOOKED)
    play("""
        ana: [Another time]
        ana | == Another time ==
        ana | Now: Fri 27 Nov 2026, 14:00–14:45 London (09:00 New York).
        ana | This stands until the other side accepts the new time.
        ana | Day: <2026-11-27>
        ana | Time: <14:00>
        pat .
        ana: Time = 16:00
        ana: [Propose]
        ana ~ You proposed a new time
        ana ~ [Take it back]
        pat + Ana would like another time. Does it suit you?
        pat + [Accept] [Another time] [Keep the old one]
        sam ~ New time proposed by Ana

        pat: [Another time]
        pat | Time: <11:00>
        pat: Time = 12:30
        pat: [Propose]
        ana + Pat would like another time. Does it suit you?
        ana + 2:00 PM–2:45 PM~ → *Friday, November 27th, 2026, 5:30 PM
        pat ~ You proposed a new time
        sam ~ New time proposed by Pat

        ana: [Accept]
        ana ~ You accepted the new time. It is agreed.
        ana ~ Friday, November 27th, 2026, 5:30 PM–6:15 PM · 45 minutes
        pat + Ana Ruiz has accepted the new time. It is agreed.
        pat + Ana said yes · You said yes
        sam ~ Ana Ruiz has accepted the new time. It is agreed.

        pat: 1 propose fri 13:00
        pat: [Propose]
        ana + 5:30 PM–6:15 PM~ → *Friday, November 27th, 2026, 6:00 PM
        ana ! → *Friday, November 27th, 2026, 5:30 PM
    """)


def test_the_old_time_is_kept(play: Any) -> None:
    play(BOOKED)
    play("""
        ana: [I'll be there]
        pat: [Another time]
        pat: Time = 11:00
        pat: [Propose]
        ana: [Keep the old one]
        ana ~ The old time stays as it was.
        ana ~ You said yes · Pat has not answered yet
        pat + Ana Ruiz would rather keep the old time, so it stays as it was.
        pat + [I'll be there] [Another time] [Can't make it]
    """)


def test_a_proposal_is_taken_back(play: Any) -> None:
    play(BOOKED)
    play("""
        ana: [Another time]
        ana: Time = 16:00
        ana: [Propose]
        ana: [Take it back]
        ana ~ You took the new time back. The old one stands.
        ana ~ [I'll be there] [Another time] [I can't come]
        pat ~ Ana Ruiz took the new time back. The old one stands.
        pat ! [Accept]
    """)


def test_a_recruiter_records_a_yes_by_button(play: Any) -> None:
    play(BOOKED)
    play("""
        sam: [Record Ana's yes]
        sam | Ana said yes · Pat has not answered yet
        ana ~ You said yes
        pat ~ Sam Rivera has noted an answer.
        pat: [Another time]
        pat: Time = 11:00
        pat: [Propose]
        sam: [Record Ana's yes]
        pat + The new time is agreed.
        ana + The new time is agreed.
    """)


def test_a_wrong_proposal_is_put_right_in_the_form(play: Any) -> None:
    play(BOOKED)
    play("""
        ana: [Another time]
        ana: [Propose]
        ana | ! Fri 27 Nov 2026, 14:00 (London time) is the time it already has.
        ana: Day = 2026-11-20
        ana: [Propose]
        ana | has already passed. Please choose a later time.
        pat .
        ana: Day = 2026-11-30
        ana: [Propose]
        pat + Ana would like another time.
    """)


def test_old_buttons_do_what_they_said_or_show_the_present_state(play: Any) -> None:
    """Where Slack failed to edit them, messages keep the buttons that they had."""
    play(BOOKED)
    play("""
        ana: keeps
        pat: keeps
        slack: chat.update 3
        sam: 1 move fri 4pm
        sam: [Move]
        ana: kept [I'll be there]
        ana | The time has changed since you saw this: it is now Fri 27 Nov 2026, 15:00
        ana | [I'll be there] [Another time] [I can't come]
        pat .
        ana: [I'll be there]
        pat ~ Ana said yes
        ana: kept [Another time]
        ana | Now: Fri 27 Nov 2026, 15:00–15:45 London
        ana: [Never mind]
        sam: 1 cancel
        sam: [Cancel interview]
        pat: kept [I'll be there]
        pat | Interview #1 has been cancelled, so it can no longer be changed.
        pat | *Cancelled*
        pat: kept [Another time]
        pat | Interview #1 has been cancelled
        pat: kept [Can't make it]
        pat | Interview #1 has been cancelled
        ana: kept [I can't come]
        ana | Interview #1 has been cancelled
    """)


def test_buttons_of_a_proposal_that_is_over_show_how_it_stands(play: Any) -> None:
    play(BOOKED)
    play("""
        pat: [Another time]
        pat: Time = 11:00
        pat: [Propose]
        ana: keeps
        slack: chat.update 3
        pat: [Take it back]
        ana: kept [Accept]
        ana | No other time is proposed for interview #1
        ana: kept [Keep the old one]
        ana | [I'll be there]
        pat .
        slack: chat.update 3
        pat: 1 propose fri 12:00
        pat: [Propose]
        ana: kept [Accept]
        ana | Another time has been proposed since you saw this
    """)


def test_a_proposal_is_accepted_once_however_often_it_is_pressed(play: Any) -> None:
    play(BOOKED)
    play("""
        pat: 1 propose fri 11:00
        pat: [Propose]
        ana: keeps
        slack: chat.update 3
        ana: [Accept]
        pat + Ana Ruiz has accepted the new time.
        ana: kept [Accept]
        ana | Ana Ruiz has already given this answer. Nothing more to do.
        ana | *On*
        pat .
    """)


def test_a_button_of_somebody_who_was_replaced_leads_to_a_sentence(play: Any) -> None:
    play(BOOKED)
    play("""
        pat: keeps
        slack: chat.update 3
        sam: 1 with @lee
        sam: [Swap]
        pat: kept [I'll be there]
        pat | There is no interview #1 that you can see.
        lee .
    """)
