"""Looking for a time that suits two people, and the three nearest to one that is taken."""

from typing import Any

import pytest

pytestmark = pytest.mark.slow


def test_times_with_no_other_interview_are_found_and_a_button_goes_on_to_book(play: Any) -> None:
    play("""
        sam: @bob with @pat today 4pm 30m phone
        sam: [Book]
        sam: find 45m @ana @pat this week video
        sam | Ana and Pat have no other interview then (45 minutes):
        sam | [Mon 23 Nov 2026, 15:00–15:45 Madrid] [Mon 23 Nov 2026, 16:30–17:15 Madrid]
        sam | [Tue 24 Nov 2026, 15:00–15:45 Madrid]
        sam ! Mon 23 Nov 2026, 16:00
        sam ! 14:30
        sam ! free
        ana .
        sam: [Tue 24 Nov 2026, 15:00–15:45 Madrid]
        sam | Book this interview?
        sam | *Ana Ruiz* is interviewed by *Pat Chen*
        sam: [Book]
        ana + Sam from Acme has arranged
    """)


def test_next_week_is_looked_through_by_both_peoples_clocks(play: Any) -> None:
    play("""
        sam: @bob with @pat 30 nov 3pm 30m phone
        sam: [Book]
        sam: find 45m @ana @pat next week
        sam | Ana and Pat have no other interview then (45 minutes):
        sam | [Mon 30 Nov 2026, 15:30–16:15 Madrid] [Mon 30 Nov 2026, 16:30–17:15 Madrid]
        sam | [Tue 1 Dec 2026, 15:00–15:45 Madrid] [Tue 1 Dec 2026, 16:00–16:45 Madrid]
        sam | [Wed 2 Dec 2026, 15:00–15:45 Madrid]
        sam ! Wed 2 Dec 2026, 16
        sam ! Thu
        sam ! 14:
        sam ! Nov 2026, 15:00
        sam ! 27 Nov
        sam ! free
        sam: find 1h @bob @lee next week phone
        sam | Bob and Lee have no other interview then (1 hour):
        sam ! 27 Nov
        sam: find 5h @ana @pat next week
        sam | I found no time in their working hours
    """)


def test_without_a_common_hour_the_recruiter_hears_so(play: Any) -> None:
    play("""
        sam: find 2h @ana with @pat friday
        sam | Fri 27 Nov 2026, 15:00–17:00 Madrid
        sam: find 8h @ana @pat this week
        sam | I found no time in their working hours
        pat: find 45m @ana @lee
        pat | Only recruiters can book an interview.
        sam: find 45m @ana
        sam | Who? For example: `/interview find 45m @ana @pat next week`
        sam: find 45m @ana @pta this week
        sam | I know nobody called pta. Please pick them from the list or with @
        sam: find 45m @ana me friday
        sam | Ana and Sam have no other interview then (45 minutes):
    """)


def test_a_time_that_is_taken_comes_with_the_three_nearest(play: Any) -> None:
    play("""
        sam: @bob with @pat fri 4pm 30m phone
        sam: [Book]
        sam: @ana with @pat fri 4pm 45m video at https://meet.example.com/x
        sam | Pat Chen already has interview #1 then
        sam | Nearest times with no other interview then:
        sam | [Fri 27 Nov 2026, 15:00–15:45 Madrid] [Fri 27 Nov 2026, 16:30–17:15 Madrid]
        sam: [Fri 27 Nov 2026, 16:30–17:15 Madrid]
        ana + 15:30 (London time), Fri 27 Nov
        sam: 1 move fri 4:30pm
        sam | Nearest times with no other interview then:
        sam: [Fri 27 Nov 2026, 17:30–18:00 Madrid]
        bob + Sam Rivera has moved your interview.
    """)


def test_who_did_not_come_gets_a_kind_new_time(play: Any) -> None:
    play("""
        sam: @ana with @pat fri 3pm 45m video at https://meet.example.com/x
        sam: [Book]
        clock: 2026-11-27 14:00
        clock: 2026-11-27 14:10
        pat: [Didn't come]
        sam + Ana Ruiz did not come.
        sam + [Find another time]
        sam: [Find another time]
        sam | Ana and Pat have no other interview then (45 minutes):
        sam | [Fri 27 Nov 2026, 16:30–17:15 Madrid] [Fri 27 Nov 2026, 17:30–18:15 Madrid]
        sam: [Fri 27 Nov 2026, 17:30–18:15 Madrid]
        sam | Move this interview?
        sam: [Move]
        ana + Sorry that we missed each other! Sam Rivera suggests another time.
        pat + Sam Rivera has moved your interview.
        pat ! missed
    """)
