"""How people want to be told: their settings, their room, and reminders of one interview."""

from typing import Any

import pytest

pytestmark = pytest.mark.slow

BOOKED = """
    sam: @ana with @pat fri 3pm 45m video at https://meet.example.com/x
    sam: [Book]
    ana: [I'll be there]
    pat: [I'll be there]
"""


def test_settings_that_are_saved_are_shown_again_and_reminders_follow_them(play: Any) -> None:
    play(BOOKED)
    play("""
        pat: me
        pat | Settings
        pat | Now it is New York.
        pat | Quiet hours from
        pat | My room for video calls
        pat: Remind me before an interview = 40m and 5 minutes
        pat: [Save]
        pat: me
        pat | 40m, 5m
        pat: [Never mind]
        clock: 2026-11-27 13:19
        pat -
        clock: upcoming
        pat + Interview in 40 minutes
        pat + reminder 1 of 2
        ana .
        clock: upcoming
        ana + Interview in 10 minutes
        pat .
        clock: upcoming
        pat + Interview in 5 minutes
        pat + reminder 2 of 2
    """)


def test_a_zone_of_ones_own_counts_until_it_is_emptied(play: Any) -> None:
    play(BOOKED)
    play("""
        sam:
        sam | [Today] [Needs an answer] [Settings]
        sam: [Settings]
        sam: Time zone = tokyo
        sam: [Save]
        sam: 1 move sat 9am
        sam | Sat 28 Nov 2026, 09:00–09:45 Tokyo
        sam: [Never mind]
        sam: me
        sam | Now it is Tokyo.
    """)
    play.acme.sam.chooses("Time zone", None, "view")
    play("""
        sam: [Save]
        sam: 1 move sat 9am
        sam | Sat 28 Nov 2026, 09:00–09:45 Madrid
    """)


def test_what_slack_could_not_be_asked_is_asked_when_settings_are_saved_again(play: Any) -> None:
    play("""
        sam: me
        sam: Time zone = tokyo
        sam: [Save]
        slack: users.info 1
        sam: me
    """)
    play.acme.sam.chooses("Time zone", None, "view")
    play("""
        sam: [Save]
        sam: me
        sam | Now it is Tokyo.
        sam: [Save]
        sam: me
        sam | Now it is Madrid.
    """)


def test_what_is_not_understood_stands_under_its_field_and_nothing_is_lost(play: Any) -> None:
    play("""
        sam: me
        sam: Time zone = Atlantis
        sam: My room for video calls = https://meet.example.com/sam
        sam: [Save]
        sam | I don't know the time zone “Atlantis”.
        sam: Time zone = Berlin
        sam: Remind me before an interview = soon
        sam: [Save]
        sam | Please name times before the start, such as 24h, 1h, 10m; or “off”.
        sam: Remind me before an interview = off
        sam: [Save]
        sam: me
        sam | https://meet.example.com/sam
        sam | off
    """)


def test_the_language_that_is_chosen_reads_times_back(play: Any) -> None:
    play("""
        sam: me
        sam: Language = Deutsch
        sam: [Save]
        sam: @ana with @pat freitag 15 uhr video
        sam | Fr. 27. Nov. 2026
        sam: [Doch nicht]
        sam: me
        sam: Sprache = Wie in Slack
        sam: [Speichern]
        sam: @ana with @pat fri 3pm video
        sam | Fri 27 Nov 2026
    """)


def test_a_standing_room_is_the_link_when_none_is_given(play: Any) -> None:
    play("""
        sam: @ana with @pat tue 3pm phone
        sam: [Book]
        pat: me
        pat: My room for video calls = https://meet.example.com/pat
        pat: [Save]
        sam: @ana with @pat fri 3pm video
        sam | https://meet.example.com/pat
        sam: [Book]
        ana + [Join] [I'll be there]
        sam: 2 with @lee
        sam | ~https://meet.example.com/pat~
    """)


def test_a_room_reaches_what_is_booked_already_and_it_is_said_where(play: Any) -> None:
    play("""
        sam: @ana with @pat fri 3pm video
        sam: [Book]
        sam: @bob with @pat fri 5pm video at https://meet.example.com/own
        sam: [Book]
        sam: @ana with @lee thu 3pm video
        sam: [Book]
        pat: me
        pat: My room for video calls = https://meet.example.com/pat
        pat: [Save]
        pat | Saved. Your room is now the link of: #1. Those you meet see it on their cards.
        ana ~ Pat Chen has changed something about your interview. Does the time suit you?
        ana ~ meet.example.com/pat
        sam ~ Pat Chen has changed this interview.
        ana -
        pat: me
        pat: [Save]
        pat ! Saved.
        sam: 2
        sam | https://meet.example.com/own
        sam: 1 history
        sam | Pat Chen changed it
        clock: 2026-11-26 15:00
        sam ! no link
    """)


def test_who_is_interviewed_has_settings_too_and_needs_no_room(play: Any) -> None:
    play(BOOKED)
    play("""
        ana:
        ana: [Settings]
        ana | Remind me before an interview
        ana ! My room for video calls
        ana ! Tell me by
        ana: How much = Only what I must do: once I said yes, just the last reminder
        ana: [Save]
        clock: 2026-11-27 13:49
        ana .
        clock: upcoming
        ana + Interview in 10 minutes
    """)


def test_a_reminder_at_night_comes_in_the_morning(play: Any) -> None:
    play("""
        sam: @ana with @lee fri 3pm video at https://meet.example.com/x
        sam: [Book]
        ana: [I'll be there]
        lee: [I'll be there]
        sam: 1 remind 15h, 10m
        sam | Both people of #1 are reminded 15 hours, then 10 minutes before the start.
        ana ~ Your reminders of this interview now come at other times.
        clock: 2026-11-27 06:59
        ana .
        lee .
        clock: upcoming
        lee + Interview in 7 hours
        lee + reminder 1 of 2
        ana .
        clock: upcoming
        ana + Interview in 6 hours
        clock: upcoming
        ana + Interview in 10 minutes
        lee + reminder 2 of 2
    """)


def test_the_reminders_of_one_interview_are_set_by_a_line(play: Any) -> None:
    play(BOOKED)
    play("""
        sam: 1 remind
        sam | When should the two of #1 be reminded?
        sam | [Remind now] [No reminders] [As usual]
        sam: [No reminders]
        sam | Nobody is reminded of #1. What changes is still told.
        sam | #1 · nobody is reminded
        ana ~ You will not be reminded of this interview. You still hear of what changes.
        sam: 1 remind 1h 30m
        sam | “1h 30m”: once, or at two times?
        sam: [1 remind 90m]
        sam | Both people of #1 are reminded 1 hour 30 minutes before the start.
        sam: 1 remind usual
        sam | Reminders of #1 come as usual again.
        sam: 1 remind usual
        sam | Nothing to change: it is like that already.
        sam ! as usual again
        sam: 1 remind 2h and 20 minutes
        sam | Both people of #1 are reminded 2 hours, then 20 minutes before the start.
        ana ~ Your reminders of this interview now come at other times.
        clock: 2026-11-27 11:59
        ana .
        clock: upcoming
        ana + Interview in 2 hours
        ana + reminder 1 of 2
        pat .
        clock: upcoming
        pat + Interview in 1 hour
        clock: upcoming
        ana + Interview in 20 minutes
        pat + reminder 2 of 2
    """)


def test_reminded_now_is_read_back_first_and_not_done_twice(play: Any) -> None:
    play(BOOKED)
    play("""
        sam: 1 remind now
        sam | Remind both of them now?
        sam | Will be told: Ana Ruiz and Pat Chen
        ana .
        sam: [Remind now]
        sam | Done.
        ana + Interview in 4 days
        pat + You will talk with Ana Ruiz.
        sam: 1 remind now
        sam | Please wait ten minutes before you remind them again.
        ana .
    """)


def test_whoever_may_not_do_it_is_told_who_may(play: Any) -> None:
    play(BOOKED)
    play("""
        ana: 1 remind now
        ana | Please ask one of them: Sam Rivera.
        pat: 1 remind
        pat | Please ask one of them: Sam Rivera.
        pat: 1 remind often
        pat | I did not understand “often”
        sam .
    """)


def test_of_two_interviews_within_the_hour_one_early_reminder_tells_both(play: Any) -> None:
    play("""
        sam: @ana with @lee fri 3pm 30m video at https://meet.example.com/x
        sam: [Book]
        sam: @bob with @lee fri 3:30pm 30m phone
        sam: [Book]
        clock: 2026-11-26 13:59
        lee .
        clock: upcoming
        lee + Interview in 24 hours · video call
        lee + Bob Silva · phone call · #2
        clock: upcoming
        lee .
        clock: 2026-11-27 13:50
        lee + Interview in 10 minutes · video call
        lee ! Bob Silva
    """)
