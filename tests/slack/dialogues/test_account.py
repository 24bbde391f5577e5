"""`why`, `preview` and `history`: what was done and told, and what will be."""

from typing import Any

import pytest

pytestmark = pytest.mark.slow

BOOKED = """
    sam: @ana with @pat fri 3pm 45m video
    sam: [Book]
"""


def test_why_says_who_was_told_what_and_what_is_to_come(play: Any) -> None:
    play(BOOKED)
    play("""
        ana: [I'll be there]
        sam: 1 move +30m
        sam: [Move]
        sam: 1 why
        sam | *Who was told what about interview #1*
        sam | *Told*
        sam | Ana Ruiz: invitation, by direct message
        sam | Pat Chen: an answer, on their card, without a sound
        sam | Ana Ruiz: new time, by direct message
        sam | *Still to come*
        sam | Ana Ruiz: reminder, 1 hour before, by direct message
        sam ! *Not told, and why*
        sam | *Planned otherwise since, and why*
        sam | Pat Chen: reminder, 24 hours before. Not planned any more: the time was changed.
        sam: [History]
        sam | *What was done to interview #1*
        sam | Sam Rivera booked it (in Slack)
        sam | Ana Ruiz said yes (in Slack)
        sam | State: ~waiting for answers~ → *on*
        sam | Ana's answer: ~nothing~ → *yes*
        sam | Sam Rivera changed it (in Slack)
        sam | Start: ~Fri 27 Nov 2026, 15:00 (Madrid time)~ → *Fri 27 Nov 2026, 15:30
    """)


def test_what_is_only_reminded_of_at_another_time_does_not_look_untold(play: Any) -> None:
    play(BOOKED)
    play("""
        sam: 1 remind 2h
        sam: 1 why
        sam | *Planned otherwise since, and why*
        sam | Ana Ruiz: reminder, 1 hour before. Not planned any more: who is reminded, or how long
        sam ! Not told
        sam: 1 cancel
        sam: [Cancel interview]
        sam: 1 why
        sam | *Not told, and why*
        sam | Ana Ruiz: reminder, 2 hours before. Not told: the interview was called off.
    """)


def test_preview_says_who_will_be_told_what_as_it_stands(play: Any) -> None:
    play(BOOKED)
    play("""
        sam: 1 preview
        sam | *What will be told about interview #1, as it stands*
        sam | Pat Chen: reminder, 24 hours before, by direct message
        sam | Ana Ruiz: reminder, 10 minutes before, by direct message
        pat: 1 preview
        pat | [Why?]
        pat ! [History]
        pat: [I'll be there]
        pat: 1 why
        pat ! [History]
        sam: 1 preview
        sam | Pat Chen: reminder, 24 hours before. Not told: they have answered, so there is
        sam: 1 cancel
        sam: [Cancel interview]
        sam: 1 preview
        sam | Nothing more.
        sam: [Why?]
        sam | Ana Ruiz: reminder, 1 hour before. Not told: the interview was called off.
    """)


def test_the_two_who_meet_see_what_they_are_told_themselves(play: Any) -> None:
    play(BOOKED)
    play("""
        pat: 1 why
        pat | Pat Chen: invitation, by direct message
        pat ! Ana Ruiz: invitation
        ana: 1 preview
        ana | Ana Ruiz: reminder, 1 hour before
        ana ! Pat Chen: reminder
        pat: 1 history
        pat | Only recruiters can do that. Please ask one of them: Sam Rivera.
        bob: 1 why
        bob | There is no interview #1 that you can see.
    """)


def test_who_cannot_be_told_is_said_before(play: Any) -> None:
    play("""
        sam: for "Mia Long <mia@example.net>" with @pat fri 3pm 45m video
        sam: [Book]
        sam: 1 preview
        sam | Mia Long: reminder, 1 hour before. Not told: they are not in Slack, and can't be
        sam: 1 why
        sam | Mia Long: invitation. Not told: they are not in Slack, and can't be written to by
    """)


def test_what_was_undone_is_in_both(play: Any) -> None:
    play(BOOKED)
    play("""
        sam: 1 kind phone
        sam: [Change]
        sam: [Undo]
        sam: 1 history
        sam | Sam Rivera undid that (in Slack)
        sam | Kind: ~phone call~ → *video call*
    """)


def test_the_history_says_what_came_of_the_day_and_who_stood_in(play: Any) -> None:
    play("""
        sam: @bob with @lee thu 3 dec 10am 30m phone
        sam: [Book]
        sam: @ana with @pat fri 3pm 45m video at https://meet.example.com/x
        sam: [Book]
        pat: [Can't make it]
        pat: Why? = Ill
        pat: [Send]
        sam: 2 history
        sam | Asked to stand in: ~nothing~ → *Lee Okafor*
        lee: [No]
        sam: 2 history
        sam | Asked to stand in: ~Lee Okafor~ → *nothing*
        sam | Can't stand in: ~nothing~ → *Lee Okafor*
        pat: 2 accept
        clock: 2026-11-27 14:00
        ana: [Running late]
        ana: [5 minutes]
        pat: [Came]
        clock: 2026-11-27 14:50
        pat: [How was it?]
        pat: Would you go ahead with this person? = Yes
        pat: For recruiters only = Wants a lot
        pat: [Send]
        pat: 2 feedback
        pat: Would you go ahead with this person? = No
        pat: Notes = Not sure
        pat: [Send]
        sam: 2 history
        sam | Ana is late by: ~nothing~ → *5 minutes*
        sam | Ana on the day: ~nothing~ → *came*
        sam | Feedback: ~nothing~ → *Yes*
        sam | For recruiters only: ~nothing~ → *Wants a lot*
        sam | Feedback: ~Yes~ → *No*
        sam | Notes: ~nothing~ → *Not sure*
        pat: 2 history
        pat | Only recruiters can do that.
        ana: 2 history
        ana ! Wants a lot
    """)
