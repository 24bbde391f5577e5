"""Changing an interview by a line: its time, its place, its kind, its people, several at once."""

from typing import Any

import pytest

pytestmark = pytest.mark.slow

BOOKED = """
    sam: @ana with @pat fri 3pm 45m video at https://meet.example.com/x
    sam: [Book]
"""
OLD = "~Fri 27 Nov 2026, 15:00–15:45 Madrid~ → "


def test_a_move_is_read_back_with_the_old_time_and_the_new_one(play: Any) -> None:
    play(BOOKED)
    for line, new in (
        ("1 move fri 4pm", "Fri 27 Nov 2026, 16:00–16:45 Madrid"),
        ("move 1 fri 4pm", "Fri 27 Nov 2026, 16:00–16:45 Madrid"),
        ("reschedule #1 to fri 4pm", "Fri 27 Nov 2026, 16:00–16:45 Madrid"),
        ("@ana move fri 4pm", "Fri 27 Nov 2026, 16:00–16:45 Madrid"),
        ("move Ana Ruiz fri 4pm", "Fri 27 Nov 2026, 16:00–16:45 Madrid"),
        ("1 fri 4pm", "Fri 27 Nov 2026, 16:00–16:45 Madrid"),
        ("1 move +30m", "Fri 27 Nov 2026, 15:30–16:15 Madrid"),
        ("1 move tomorrow", "Tue 24 Nov 2026, 15:00–15:45 Madrid"),
        ("1 for 1h", "Fri 27 Nov 2026, 15:00–16:00 Madrid"),
        ("move 1 for 1h", "Fri 27 Nov 2026, 15:00–16:00 Madrid"),
    ):
        play(f"""
            sam: {line}
            sam | Move this interview?
            sam | {OLD}*{new}
            sam | Will be told: Ana Ruiz and Pat Chen
            sam | [Move] [Open form] [Never mind]
            ana .
        """)


def test_the_kind_follows_a_link_or_a_number(play: Any) -> None:
    play(BOOKED)
    play("""
        sam: 1 at +34 600 111 222
        sam | ~Video call~ → *Phone call*
        sam: 1 in person at +34 600 111 222
        sam | ~Video call~ → *In person*
        sam: [Change]
        sam: 1 at https://maps.example.com/acme
        sam | *https://maps.example.com/acme*
        sam ! *Video call*
    """)


def test_who_may_not_move_it_is_offered_to_propose_the_time(play: Any) -> None:
    play(BOOKED)
    play("""
        pat: 1 move fri 11:00
        pat | Only recruiters can change this interview. Please ask one of them: Sam Rivera.
        pat | Propose another time?
        pat | → *Fri 27 Nov 2026, 11:00–11:45 New York
        ana .
        pat: [Propose]
        ana + Pat would like another time. Does it suit you?
        ana: 1 fri 5pm
        ana | [Propose] [Never mind]
        ana: 1 move fri 5pm at Room 2
        ana | Only recruiters can change this interview.
        ana ! Propose another time?
        ana: 1 move fri
        ana ! Propose another time?
    """)


def test_who_was_told_of_the_old_time_is_told_of_the_new_one(play: Any) -> None:
    play(BOOKED)
    play("""
        sam: 1 move fri 4pm
        sam: [Move]
        ana + 15:00 (London time), Fri 27 Nov: new time for your video interview with Acme.
        ana + Sam Rivera has moved your interview. Can you make the new time?
        ana + 2:00 PM–2:45 PM~ → *Friday, November 27th, 2026, 3:00 PM–3:45 PM*
        ana + [Join] [I'll be there] [Another time] [I can't come]
        ana ~ Interview #1 has a newer message below. Show it
        pat + 10:00 (New York time), Fri 27 Nov: new time for your video interview with Ana
        pat ~ Interview #1 has a newer message below.
        sam ~ You moved this interview.
    """)


def test_a_move_asks_for_new_answers(play: Any) -> None:
    play(BOOKED)
    play("""
        ana: [I'll be there]
        pat: [I'll be there]
        sam ~ Ana said yes · Pat said yes
        sam: 1 move +1h
        sam: [Move]
        sam ~ Ana has not answered yet · Pat has not answered yet
    """)


def test_a_place_and_a_kind_are_read_back_and_only_edit_the_cards(play: Any) -> None:
    play(BOOKED)
    play("""
        sam: 1 at Room Bilbao
        sam | Change this interview?
        sam | ~https://meet.example.com/x~ → *Room Bilbao*
        sam | Nobody will get a new message about this; the one they have will show it.
        ana .
        sam: [Change]
        ana ~ Sam Rivera has changed something about your interview.
        ana ~ ~https://meet.example.com/x~ → *Room Bilbao*
        pat ~ Room Bilbao
        sam: 1 kind phone
        sam | ~Video call~ → *Phone call*
        sam: [Change]
        ana ~ ~video call~ → *phone call*
        sam: 1 place https://meet.example.com/y
        sam | ~Room Bilbao~ → *https://meet.example.com/y*
    """)


def test_another_interviewer_takes_over_and_the_first_one_is_let_go(play: Any) -> None:
    play(BOOKED)
    play("""
        sam: 1 with @lee
        sam | Change who is in this interview?
        sam | *Ana Ruiz* is interviewed by ~Pat Chen~ → *Lee Okafor*
        sam | Will be told: Lee Okafor and Pat Chen
        sam: [Swap]
        lee + Sam has arranged a video interview: you meet Ana Ruiz. Can you be there?
        pat + 09:00 (New York time), Fri 27 Nov: you no longer need to come to Acme's video
        pat + You are no longer part of this interview
        pat ! Ana
        pat ! [
        ana ~ ~Pat Chen~ → *Lee Okafor*
        sam ~ *Ana Ruiz* is interviewed by *Lee Okafor*
    """)


def test_a_swap_can_be_said_in_several_ways(play: Any) -> None:
    play(BOOKED)
    for line in ("1 swap @pat @lee", "swap 1 @pat with @lee", "1 interviewer Lee"):
        play(f"sam: {line}\n sam | is interviewed by ~Pat Chen~ → *Lee Okafor*")


def test_somebody_else_is_interviewed(play: Any) -> None:
    play(BOOKED)
    play("""
        sam: 1 for @bob
        sam | ~Ana Ruiz~ → *Bob Silva* is interviewed by *Pat Chen*
        sam: [Swap]
        bob + Sam from Acme has arranged a video interview for you with Pat Chen.
        ana + Plans have changed, and you no longer need to come to this interview.
        pat ~ ~Ana Ruiz~ → *Bob Silva*
        sam: 1 swap @ana @lee
        sam | Ana Ruiz has no part in #1.
    """)


def test_several_things_change_at_once(play: Any) -> None:
    play(BOOKED)
    play("""
        sam: 1 fri 4pm 1h with @lee phone at Room 2
        sam | Change this interview?
        sam | is interviewed by ~Pat Chen~ → *Lee Okafor*
        sam | ~Fri 27 Nov 2026, 15:00–15:45 Madrid~ → *Fri 27 Nov 2026, 16:00–17:00 Madrid
        sam | ~Video call~ → *Phone call* · ~https://meet.example.com/x~ → *Room 2*
        sam | Will be told: Ana Ruiz, Lee Okafor, and Pat Chen
        sam: [Change]
        ana + new time for your phone interview with Acme
        lee + you meet Ana Ruiz
        pat + you no longer need to come
    """)


def test_what_is_not_understood_in_a_change_opens_its_form(play: Any) -> None:
    play(BOOKED)
    play("""
        sam: 1 move fri 4pm gibberish
        sam | == Interview #1 ==
        sam | Not used yet: “gibberish”.
        sam | Time: <16:00>
        sam: [Save]
        ana + new time for your video interview with Acme
    """)


def test_nothing_to_change_says_so(play: Any) -> None:
    play(BOOKED)
    play("""
        sam: 1 move fri 3pm
        sam | Nothing to change: it is like that already.
        ana .
    """)


def test_a_cancellation_is_read_back_with_its_reason(play: Any) -> None:
    play(BOOKED)
    play("""
        sam: 1 cancel Pat is ill & in bed
        sam | Cancel this interview?
        sam | Why: Pat is ill & in bed
        sam | Will be told: Ana Ruiz and Pat Chen
        sam | [Cancel interview] [Never mind]
        ana .
        sam: [Cancel interview]
        ana + 14:00 (London time), Fri 27 Nov: your video interview with Acme is cancelled.
        ana + Sam Rivera has cancelled this interview. There is nothing more for you to do.
        ana + Why: Pat is ill & in bed
        ana ! [I'll be there]
        pat + is cancelled
        sam ~ You cancelled this interview.
        sam ! [Edit]
        sam: 1 move fri 4pm
        sam | Interview #1 has been cancelled, so it can no longer be changed.
    """)


def test_an_interview_is_handed_over_to_another_recruiter(play: Any) -> None:
    play(BOOKED)
    play("""
        sam: 1 owner @lee
        sam | Lee Okafor is not a recruiter here. Pick a recruiter, or make them one first.
        sam: recruiter @lee
        sam | Lee Okafor is a recruiter now, and can run every interview.
        sam: 1 owner @lee
        sam | Hand this interview over?
        sam | Lee Okafor will look after it
        sam: [Hand over]
        lee + Sam Rivera has handed this interview over to you.
        lee + [Edit] [Cancel interview]
        ana ~ Lee now looks after this interview.
        ana ~ arranged by Lee from Acme
        sam ~ You handed this interview over to Lee.
    """)
