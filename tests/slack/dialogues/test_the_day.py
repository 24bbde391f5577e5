"""The day of an interview and after it: running late, who came, how it was."""

from typing import Any

import pytest

pytestmark = pytest.mark.slow

BOOKED = """
    sam: @ana with @pat fri 3pm 45m video at https://meet.example.com/x
    sam: [Book]
    ana: [I'll be there]
    pat: [I'll be there]
    clock: 2026-11-27 13:50
"""


def test_at_the_start_the_last_reminder_becomes_what_matters_then(play: Any) -> None:
    play(BOOKED)
    play("""
        clock: 2026-11-27 14:00
        pat ~ It begins now: you meet Ana Ruiz.
        pat ~ [Join] [Came] [Running late] [Didn't come]
        pat ! [Another time]
        pat ! [Add to Outlook]
        ana ~ Your interview begins now. All the best!
        ana ~ [Join] [Running late]
        ana ! Came
        sam ~ It begins now: Ana Ruiz meets Pat Chen.
        sam ~ [Came] [Didn't come]
    """)


def test_at_the_end_what_can_no_longer_be_said_goes_from_all_cards(play: Any) -> None:
    play(BOOKED)
    play("""
        clock: 2026-11-27 14:00
        ana ~ [Running late]
        pat ~ [Running late]
        clock: 2026-11-27 14:44
        ana .
        clock: 2026-11-27 14:45
        ana ~ This interview is over. Thank you!
        ana ! [Running late]
        ana ! [Join]
        pat ~ This interview is over.
        pat ~ [Came] [Didn't come] [How was it?]
        pat ! [Running late]
        sam ~ *Over*
        sam ! [Cancel interview]
        sam -
        clock: 2026-11-27 14:50
        pat + [Came] [Didn't come] [How was it?]
        ana .
        sam .
    """)


def test_an_interview_that_is_made_longer_ends_at_its_new_end(play: Any) -> None:
    play(BOOKED)
    play("""
        clock: 2026-11-27 14:10
        sam: 1 for 1h
        sam: [Move]
        ana + [Running late]
        clock: 2026-11-27 14:45
        ana .
        clock: 2026-11-27 15:00
        ana ~ This interview is over. Thank you!
        ana ! [Running late]
    """)


def test_running_late_tells_the_other_side(play: Any) -> None:
    play(BOOKED)
    play("""
        clock: 2026-11-27 14:00
        ana: [Running late]
        ana | How late will you be? I'll pass it on at once.
        ana | [5 minutes] [10 minutes] [15 minutes]
        pat .
        ana: [10 minutes]
        pat + 09:00 (New York time), Fri 27 Nov: Ana is a little late for your video interview
        pat + Just so you know: Ana is running 10 minutes late.
        pat ! with Ana for Acme
        ana ~ Noted, and passed on.
        ana ~ You are running 10 minutes late.
        sam ~ Ana is running 10 minutes late.
    """)


def test_running_late_is_typed_too_also_before_the_start_and_for_somebody_else(play: Any) -> None:
    play(BOOKED)
    play("""
        pat: 1 late 15 min
        pat | Tell the other side that it will be late?
        pat | You are running 15 minutes late.
        pat: [Tell them]
        ana + Just so you know: Pat is running 15 minutes late.
        sam: 1 late 5
        sam: [Tell them]
        pat + Just so you know: Ana is running 5 minutes late.
        sam: 1 late 1
        sam: [Tell them]
        pat + Just so you know: Ana is running 1 minute late.
        ana: 1 late
        ana | [5 minutes] [10 minutes] [15 minutes]
        sam: 1 late
        sam | How late will it be?
        ana: 5 late
        ana: [Tell them]
        pat + Just so you know: Ana is running 5 minutes late.
        pat: 10 min late
        pat: [Tell them]
        ana + Just so you know: Pat is running 10 minutes late.
        sam: 1 15 late for @pat
        sam: [Tell them]
        ana + Just so you know: Pat is running 15 minutes late.
        ana: 1 late 90
        ana | Please give a number of minutes from 1 to 60.
        clock: 2026-11-27 14:45
        ana: 1 late 5
        ana | Interview #1 is over, so nobody can be late any more.
    """)


def test_who_came_is_noted_without_a_sound(play: Any) -> None:
    play(BOOKED)
    play("""
        pat: 1 came
        pat | It is too early to say that: it can be said from Fri 27 Nov 2026, 09:00
        clock: 2026-11-27 14:00
        pat: [Came]
        pat ~ Ana came.
        pat ! [Didn't come]
        sam ~ Ana came.
        ana ~ All the best!
        ana ! came
        ana: 1 came
        ana | Only recruiters and Pat Chen can say who came.
        clock: 2026-11-27 14:45
        ana ~ This interview is over. Thank you!
        pat: 1 noshow
        pat | Ana did not come.
        pat: [Note it]
        sam + Ana Ruiz did not come.
        ana ~ It looks as if we missed each other.
    """)


def test_a_no_show_is_told_to_the_recruiter_and_asks_for_no_feedback(play: Any) -> None:
    play(BOOKED)
    play("""
        clock: 2026-11-27 14:00
        pat: 1 noshow
        pat | Note who came?
        pat: [Note it]
        sam + 15:00 (Madrid time), Fri 27 Nov: Ana did not come to Acme's video interview.
        sam + Ana Ruiz did not come. A kind word and another time often help.
        ana ~ It looks as if we missed each other. If something came up, just write to me
        ana ! All the best!
        ana ! did not come
        clock: 2026-11-27 14:45
        ana ~ It looks as if we missed each other.
        ana ! Thank you
        clock: 2026-12-01 12:00
        pat -
    """)


def test_who_was_given_up_may_come_after_all(play: Any) -> None:
    play(BOOKED)
    play("""
        clock: 2026-11-27 14:00
        pat: [Didn't come]
        sam + Ana Ruiz did not come.
        pat ~ [Join] [Came]
        pat ! [Running late]
        pat: [Came]
        pat ~ Ana came.
        sam ~ Ana came.
    """)


def test_feedback_is_asked_three_times_and_no_more(play: Any) -> None:
    play(BOOKED)
    play("""
        clock: 2026-11-27 14:00
        clock: 2026-11-27 14:49
        pat -
        clock: 2026-11-27 14:50
        pat + 09:00 (New York time), Fri 27 Nov: how was your video interview with Ana for Acme?
        pat + How was your interview with Ana Ruiz?
        pat + [How was it?]
        clock: 2026-11-27 15:45
        pat + How was your interview with Ana Ruiz?
        clock: 2026-11-30 13:59
        pat .
        clock: 2026-11-30 14:00
        pat + How was your interview with Ana Ruiz?
        clock: 2026-12-24 14:00
        pat .
    """)


def test_who_says_first_who_came_is_still_asked_how_it_was(play: Any) -> None:
    play(BOOKED)
    play("""
        clock: 2026-11-27 14:50
        pat + How was your interview with Ana Ruiz?
        pat: [Came]
        pat ~ Noted. Thank you! How was your interview with Ana Ruiz?
        sam ! How was
        pat: [How was it?]
        pat: Would you go ahead with this person? = Yes
        pat: [Send]
        pat ~ Thank you, your feedback is noted.
        pat ! How was your interview
    """)


def test_feedback_is_given_seen_by_staff_alone_and_changed(play: Any) -> None:
    play(BOOKED)
    play("""
        clock: 2026-11-27 14:50
        pat: [How was it?]
        pat | == How was it? ==
        pat | Ana Ruiz · Fri 27 Nov 2026, 09:00–09:45 New York (14:00 London)
        pat | ( ) Yes, absolutely ( ) Yes ( ) No ( ) No, definitely not
        pat: Would you go ahead with this person? = Yes
        pat: Notes = Clear thinker
        pat: For recruiters only = Wants a lot
        pat: [Send]
        pat ~ Thank you, your feedback is noted.
        pat ~ For recruiters only: Wants a lot
        sam ~ Pat Chen has said how it was.
        sam ~ Pat's feedback: Yes
        sam ~ Notes: Clear thinker
        sam ~ For recruiters only: Wants a lot
        ana .
        clock: 2026-12-01 14:00
        pat -
        pat: 1 feedback
        pat | (x) Yes
        pat | <Clear thinker>
        sam: 1 feedback
        sam | Only Pat Chen, who interviews, can say how it was. What they say is shown on the card.
        sam ! or a recruiter
        pat: 1 feedback
        pat: [Send]
        sam .
    """)


def test_feedback_without_a_number_is_of_the_one_that_waits_for_it(play: Any) -> None:
    play(BOOKED)
    play("""
        pat: feedback
        pat | No interview of yours waits for your feedback.
        clock: 2026-11-27 14:45
        pat: feedback
        pat | == How was it? ==
        pat | Ana Ruiz · Fri 27 Nov 2026
        pat: [Never mind]
        sam: feedback
        sam | No interview of yours waits for your feedback.
        sam: @bob with @pat today 5pm 30m phone
        sam: [Book]
        clock: 2026-11-27 17:00
        pat: feedback
        pat | Several of your interviews wait for your feedback. Which one?
        pat | [#1 · Ana Ruiz · Fri 27 Nov 2026, 09:00 (New York time)]
        pat | [#2 · Bob
        pat: 1 noshow
        pat: [Note it]
        pat: feedback
        pat | == How was it? ==
        pat | Bob
    """)


def test_feedback_for_an_interview_that_was_cancelled_is_refused_with_a_sentence(play: Any) -> None:
    play(BOOKED)
    play("""
        clock: 2026-11-27 14:50
        pat: [How was it?]
        pat: Would you go ahead with this person? = Yes
        sam: 1 cancel
        sam: [Cancel interview]
        pat: [Send]
        pat | Interview #1 has been cancelled, so it can no longer be changed.
        sam .
    """)


def test_what_took_place_is_neither_moved_nor_called_off(play: Any) -> None:
    play(BOOKED)
    play("""
        clock: 2026-11-27 14:45
        sam ~ *Over*
        sam ! [Cancel interview]
        pat: [Came]
        sam: 1 cancel
        sam | Interview #1 took place, so it can be neither moved nor called off any more.
        sam | if Ana Ruiz did not come after all, say that first.
        sam: 1 move tomorrow 10am
        sam | Interview #1 took place
        sam: 1 edit
        sam: Time = 17:00
        sam | Interview #1 took place
        sam: [Never mind]
        sam: 1 at Room 2
        sam | Room 2
        ana -
    """)


def test_what_did_not_take_place_is_moved_or_called_off(play: Any) -> None:
    play(BOOKED)
    play("""
        clock: 2026-11-27 14:45
        sam: 1 move mon 10am
        sam | [Move]
        sam: 1 noshow
        sam ~ Ana did not come.
        sam ~ [Edit] [Cancel interview]
        sam: 1 cancel
        sam: [Cancel interview]
        ana + Sam Rivera has cancelled this interview.
    """)


def test_a_moved_interview_begins_at_its_new_time_alone(play: Any) -> None:
    play("""
        sam: @ana with @pat fri 3pm 45m video at https://meet.example.com/x
        sam: [Book]
        sam: 1 move +1h
        sam: [Move]
        clock: 2026-11-27 14:50
        pat ! begins now
        pat ! How was
        clock: 2026-11-27 15:00
        pat ~ It begins now: you meet Ana Ruiz.
        clock: 2026-11-27 15:50
        pat + How was your interview with Ana Ruiz?
    """)


def test_a_cancelled_interview_neither_begins_nor_asks(play: Any) -> None:
    play(BOOKED)
    play("""
        sam: 1 cancel
        sam: [Cancel interview]
        clock: 2026-12-01 14:50
        pat .
        ana .
    """)
