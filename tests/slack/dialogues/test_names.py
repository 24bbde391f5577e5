"""People by their names: one, several, nobody; and people who are added in the form."""

from typing import Any

import pytest

from bot.demo import TEAM
from bot.playground import Member

pytestmark = pytest.mark.slow


@pytest.fixture
def team() -> tuple[Member, ...]:
    """Two people are called Ana."""
    return (*TEAM, Member("U0ANNE", "ana.p", "Ana Prat", "prat@example.com", "Europe/Madrid"))


TWO_ANAS = """
    sam: @ana with @pat fri 3pm video
    sam: [Book]
    sam: @ana.p with @lee thu 3pm video
    sam: [Book]
"""


def test_a_name_that_one_person_has_is_hers(play: Any) -> None:
    play("""
        sam: Bob Silva with Pat fri 3pm video
        sam | *Bob Silva* is interviewed by *Pat Chen*
    """)


def test_booking_a_name_that_several_people_have_opens_the_form_with_the_name(play: Any) -> None:
    play(TWO_ANAS)
    play("""
        sam: Ana with @pat mon 30 nov 3pm video
        sam | Not used yet: “Ana”.
        sam | Who is interviewed?: <Type a name or an e-mail address>
        sam | Who interviews?: <Pat Chen>
        sam | Day: <2026-11-30>
    """)


def test_booking_a_name_that_nobody_has_opens_the_form_with_the_name(play: Any) -> None:
    play("""
        sam: @zoe with @pat fri 3pm video
        sam | Not used yet: “zoe”.
        sam | Who interviews?: <Pat Chen>
        sam | Day: <2026-11-27>
    """)


def test_a_line_about_a_name_that_several_people_have_asks_by_buttons(play: Any) -> None:
    play(TWO_ANAS)
    play("""
        sam: Ana move +30m
        sam | Several people here are called Ana. Which one?
        sam | [Ana Prat · prat@example.com] [Ana Ruiz · ana@example.com]
        sam: [Ana Prat · prat@example.com]
        sam | Move this interview?
        sam | *Ana Prat* is interviewed by *Lee Okafor*
        sam: show Ana Ruiz
        sam | *Ana Ruiz* is interviewed by *Pat Chen*
        sam: list Ana
        sam: [Ana Ruiz · ana@example.com]
        sam | #1
        sam ! #2
        sam: 2 swap Lee Ana
        sam: [Ana Ruiz · ana@example.com]
        sam | ~Lee Okafor~ → *Ana Ruiz*
    """)


def test_somebody_nobody_knows_is_said_to_be_unknown(play: Any) -> None:
    play("""
        sam: show Zoe
        sam | I know nobody called Zoe. Pick people with @, or see `/interview help`
        sam: recruiter @zoe
        sam | I know nobody called zoe.
    """)
