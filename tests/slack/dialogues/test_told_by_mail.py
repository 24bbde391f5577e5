"""The card that stands in Slack shows the present, also to whoever is told by e-mail meanwhile."""

from typing import Any

import pytest

pytestmark = pytest.mark.slow

BOOKED = """
    sam: @ana with @pat fri 3pm 45m video at https://meet.example.com/x
    sam: [Book]
    ana + Sam from Acme has arranged a video interview for you
"""


@pytest.fixture
def mail() -> bool:
    return True


def letters(play: Any, to: str) -> list[str]:
    return [letter.text() for letter in play.acme.demo.mail.to(to)]


def test_who_would_rather_have_letters_finds_the_present_on_the_card_of_before(play: Any) -> None:
    play(BOOKED)
    play("""
        ana: me
        ana: Tell me by = E-mail
        ana: [Save]
        sam: 1 move +30m
        sam: [Move]
        ana ~ 2:30 PM
        ana -
        pat: [I'll be there]
        ana ~ Pat said yes
        ana -
        sam: 1 cancel
        sam: [Cancel interview]
        ana ~ Sam Rivera has cancelled this interview.
        ana ! [I'll be there]
        ana -
    """)
    moved, off = letters(play, "ana@example.com")
    assert "Sam Rivera has moved your interview." in moved
    assert "has cancelled this interview" in off


def test_who_comes_back_to_slack_finds_the_earlier_card_as_a_line(play: Any) -> None:
    play(BOOKED)
    play("""
        ana: me
        ana: Tell me by = E-mail
        ana: [Save]
        sam: 1 move +30m
        sam: [Move]
        ana: me
        ana: Tell me by = Slack
        ana: [Save]
        sam: 1 move +30m
        sam: [Move]
        ana + Sam Rivera has moved your interview.
        ana ~ Interview #1 has a newer message below.
    """)


def test_whom_slack_does_not_reach_finds_the_present_once_they_are_back(play: Any) -> None:
    play(BOOKED)
    play.acme.driver.changes_member("U0ANA", deleted=True)
    play("""
        sam: 1 cancel
        sam: [Cancel interview]
    """)
    play.acme.driver.changes_member("U0ANA", deleted=False)
    assert "Sam Rivera has cancelled this interview." in play.acme.ana.sees()
    assert len(letters(play, "ana@example.com")) == 1
