"""Lists, cards and help by a line: whose interviews, of which day, and what can be typed."""

from typing import Any

import pytest

from bot.slack.grammar import VERBS
from bot.slack.helping import CHAPTERS

pytestmark = pytest.mark.slow

THREE = """
    sam: @ana with @pat mon 30 nov 3pm video
    sam: [Book]
    sam: @bob with @lee tomorrow 3pm at +34 600 111 222
    sam: [Book]
    sam: @ana with @lee today 6pm in person at Room 2
    sam: [Book]
"""


def test_a_list_has_the_coming_interviews_and_filters(play: Any) -> None:
    play(THREE)
    play("""
        ana: [I'll be there]
        lee: 3 accept
        sam: list
        sam | *Coming interviews*
        sam | Ana Ruiz with Pat Chen
        sam | phone call · Waiting for answers · #2
        sam | in person · On · #3
        sam | [New] [Today] [Needs an answer]
        sam: today
        sam | *Today's interviews*
        sam | #3
        sam ! #1
        sam ! #2
        sam: tomorrow
        sam | *Tomorrow's interviews*
        sam | #2
        sam ! #3
        sam: week
        sam | *This week's interviews*
        sam | #3
        sam ! #1
        sam: unanswered
        sam | *Waiting for an answer*
        sam | #1
        sam | #2
        sam ! #3
        sam: list @ana
        sam | #1
        sam | #3
        sam ! #2
        sam: list kind:phone
        sam | #2
        sam ! #1
        sam: list week video
        sam | Nothing here. Book an interview with New.
        sam: list today unanswered
        sam | Nothing here.
    """)


def test_a_list_opens_the_card_of_one(play: Any) -> None:
    play(THREE)
    play("""
        sam: list tomorrow
        sam: [Open]
        sam | *Bob Silva* is interviewed by *Lee Okafor*
        sam | [Edit] [Cancel interview]
        sam: [Today]
        sam | #3
        sam: [Needs an answer]
        sam | #1
    """)


def test_people_see_their_own_interviews_and_no_others(play: Any) -> None:
    play(THREE)
    play("""
        ana:
        ana | *Your next interviews*
        ana | #1
        ana | #3
        ana ! #2
        ana ! [New]
        pat: list
        pat | #1
        pat ! #2
        bob: 1
        bob | There is no interview #1 that you can see.
        bob: @ana
        bob ! #1
        sam:
        sam | *Your next interviews*
        sam | #2
        sam | [New] [Today] [Needs an answer]
    """)


def test_an_interview_and_a_person_show_their_card(play: Any) -> None:
    play(THREE)
    play("""
        sam: 2
        sam | *Bob Silva* is interviewed by *Lee Okafor*
        sam: #2
        sam | Phone call · +34 600 111 222
        sam: @bob
        sam | *Bob Silva* is interviewed by *Lee Okafor*
        sam: @ana
        sam | *Ana Ruiz's coming interviews*
        sam | #1
        sam | #3
        sam: 99
        sam | There is no interview #99 that you can see.
    """)


def test_a_person_with_several_interviews_is_asked_about_by_buttons(play: Any) -> None:
    play(THREE)
    play("""
        sam: @ana move +30m
        sam | Ana Ruiz has several coming interviews. Which one?
        sam | [#3 · Mon 23 Nov 2026, 18:00 (Madrid time)] [#1 · Mon 30 Nov 2026
        sam: [#1 · Mon 30 Nov 2026, 15:00 (Madrid time)]
        sam | Move this interview?
        sam | ~Mon 30 Nov 2026, 15:00–15:30 Madrid~ → *Mon 30 Nov 2026, 15:30–16:00 Madrid
    """)


def test_the_help_names_everything_and_tells_more_about_a_word(play: Any) -> None:
    play("""
        sam: help
        sam | What you can do with /interview
        sam | `/interview @ana with @pat fri 3pm 45m video`: Book an interview.
        sam | `/interview 27 move fri 4pm`: Change the time, length, place, kind or people
        sam | `/interview 27 cancel`: Cancel an interview
        sam | The same words work in a direct message to me.
        sam: help move
        sam | Change the time, length, place, kind or people of an interview
        sam | `/interview 27 move +30m`
        sam | `/interview 27 with @lee`
        sam ! cancel
        sam: help reschedule
        sam | `/interview 27 move +30m`
        sam: help juggling
        sam | `/interview 27 cancel`
        sam: help moev
        sam | I don't know “moev”. Did you mean:
        sam: [help move]
        sam | `/interview 27 move +30m`
    """)


def test_the_help_names_what_one_may_do_and_nothing_else(play: Any) -> None:
    play(THREE)
    play("""
        sam: help
        sam | *On the day, and after it*
        sam | `/interview forget @ana`
        pat: help
        pat | *Answer*
        pat | `/interview 27 propose thu 11:00`
        pat | `/interview 27 feedback`
        pat ! *Book*
        pat ! `/interview 27 move fri 4pm`
        pat ! `/interview forget @ana`
        ana: help
        ana | You don't need to type anything
        ana | 2:00 PM* · Pat Chen
        ana ! `/interview
        ana: help forget
        ana | You don't need to type anything
        ana: I am ill
        ana | I don't know “I am ill”.
        ana | You don't need to type anything
        ana ! /interview
    """)


def test_help_for_somebody_new_says_what_this_is_and_who_may_book(play: Any) -> None:
    play("""
        bob: help
        bob | I look after interviews at Acme
        bob | Only recruiters can book an interview. Please ask one of them: Sam Rivera.
        bob ! `/interview
    """)


def test_every_verb_is_in_one_chapter_of_the_help() -> None:
    chapters = [verb for verbs in CHAPTERS.values() for verb in verbs]
    assert sorted(chapters) == sorted(entry.verb for entry in VERBS)


def test_a_verb_without_its_interview_is_answered_with_the_next_ones(play: Any) -> None:
    play(THREE)
    play("""
        sam: cancel
        sam | Which interview? Please type its number too
        sam | *Your next interviews*
        sam | Ana Ruiz with Lee Okafor
        sam: 1 swap @pat
        sam | Who? For example: `/interview 1 swap @pat @lee`
    """)


def test_a_slip_is_offered_as_a_button_that_carries_the_line(play: Any) -> None:
    play(THREE)
    play("""
        sam: 1 mvoe +30m
        sam | I don't know “mvoe”. Did you mean:
        sam | [1 move +30m]
        sam: [1 move +30m]
        sam | Move this interview?
        sam: 1 swpa @pat @lee
        sam | [1 swap @pat @lee]
        sam: [1 swap @pat @lee]
        sam | ~Pat Chen~ → *Lee Okafor*
        sam: lsit today
        sam: [list today]
        sam | *Today's interviews*
    """)


def test_what_cannot_be_taken_back_is_never_suggested(play: Any) -> None:
    play(THREE)
    play("""
        sam: 1 cancle ill
        sam | I don't know “cancle ill”. If you mean `cancel`, please type it again
        sam ! [
        ana: 1 withdrwa
        ana | I don't know “withdrwa”.
        ana ! [1
        sam: frobnicate
        sam | see `/interview help`
        sam ! [
    """)


def test_recruiters_are_appointed_by_recruiters_and_admins_and_nobody_else(play: Any) -> None:
    play("""
        pat: recruiter @pat
        pat | Only recruiters and the admins of this Slack workspace can say who is a recruiter.
        pat | Please ask one of them: Sam Rivera.
        sam: recruiter @pat
        sam | Pat Chen is a recruiter now, and can run every interview.
        pat: @ana with @lee fri 3pm video
        pat | Book this interview?
        sam: recruiter @pat remove
        sam | Pat Chen is no longer a recruiter.
        pat: [Book]
        pat | Only recruiters can book an interview.
        ana .
        sam: recruiter @sam remove
        sam | Sam Rivera is a recruiter by the bot's settings.
    """)


def test_an_admin_of_the_workspace_may_appoint_and_nothing_more(play: Any) -> None:
    play.acme.driver.changes_member("U0BOB", is_admin=True)
    play("""
        bob: recruiter @lee
        bob | Lee Okafor is a recruiter now
        bob: @ana with @pat fri 3pm video
        bob | Only recruiters can book an interview.
        lee: @ana with @pat fri 3pm video
        lee | Book this interview?
    """)


def test_a_day_is_listed_by_any_words_that_name_it(play: Any) -> None:
    play("""
        sam: @ana with @pat fri 3pm 45m video at https://meet.example.com/x
        sam: [Book]
        sam: list friday
        sam | Interviews on Fri 27 Nov 2026
        sam | Ana Ruiz
        sam: list 28 nov
        sam | Interviews on Sat 28 Nov 2026
        sam ! Ana Ruiz
        sam: list next week
        sam | Next week's interviews
        sam ! Ana Ruiz
        sam: list fri sat
        sam | Which day is that?
        sam: list yesterday
        sam | has already passed
    """)


def test_a_day_with_two_meanings_is_asked_about_with_buttons(play: Any) -> None:
    play("""
        sam: @ana with @pat fri 3pm 45m video at https://meet.example.com/x
        sam: [Book]
        sam: list next fri
        sam | Which day is that?
        sam | [Fri 27 Nov 2026] [Fri 4 Dec 2026]
        sam: [Fri 27 Nov 2026]
        sam | Interviews on Fri 27 Nov 2026
        sam | Ana Ruiz
        sam: list @ana mon
        sam | [Mon 23 Nov 2026] [Mon 30 Nov 2026]
        sam: [Mon 30 Nov 2026]
        sam | Interviews on Mon 30 Nov 2026
        sam ! Ana Ruiz
        sam: list mon morning
        sam | [Mon 23 Nov 2026] [Mon 30 Nov 2026]
    """)


def test_a_list_is_narrowed_to_next_week_to_ones_own_and_to_what_was_called_off(play: Any) -> None:
    play(THREE)
    play("""
        sam: recruiter @lee
        sam: 2 cancel
        sam: [Cancel interview]
        sam: list next week
        sam | *Next week's interviews*
        sam | #1
        sam ! #3
        lee: list mine
        lee | #3
        lee ! #1
        lee ! #2
        sam: list cancelled
        sam | *Called off*
        sam | #2
        sam ! #1
        sam: list cancelled next week
        sam | Nothing here.
        lee: list mine cancelled
        lee | #2
        lee ! #3
        sam: find 30m @ana @pat next week
        sam | Ana and Pat have no other interview then
        sam | [Mon 30 Nov 2026, 15:30
        clock: 2026-11-27 12:00
        sam: list cancelled
        sam | #2
        clock: 2026-12-10 12:00
        sam: list cancelled
        sam | Nothing here.
    """)
