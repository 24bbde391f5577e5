"""Lines that mention the bot in a channel: read as after the command, answered for one alone."""

from typing import Any

import pytest

from bot.playground.looking import messages_in, reader_of
from bot.playground.rendering import message_text

pytestmark = pytest.mark.slow


def read(person: Any, hiring: Any) -> str:
    state = person.state()
    return "\n".join(message_text(m, reader_of(state)) for m in messages_in(state, hiring.id))


def test_a_mention_is_read_as_the_command_is_and_answered_for_one_alone(
    acme: Any, hiring: Any
) -> None:
    acme.books()
    acme.sam.types("@Interview Bot 1", hiring.id)
    acme.sam.waits_for("*Ana Ruiz* is interviewed by *Pat Chen*")
    assert "is interviewed by" in read(acme.sam, hiring)
    assert "is interviewed by" not in read(acme.pat, hiring)
    acme.sam.types("I'd say 1 cancel Pat is ill @Interview Bot", hiring.id)
    acme.sam.waits_for("I don't know “I'd say 1 cancel Pat is ill”.")
    acme.sam.types("@Interview Bot 1 cancel Pat is ill", hiring.id)
    acme.sam.waits_for("Cancel this interview?")
    acme.sam.presses("Cancel interview")
    assert not acme.kept(1).is_live


def test_from_a_mention_a_form_is_one_button_away(acme: Any, hiring: Any) -> None:
    acme.sam.types("@Interview Bot new", hiring.id)
    acme.sam.waits_for("Open form")
    acme.sam.presses("Open form")
    assert "New interview" in acme.sam.view()


def test_who_is_interviewed_is_shown_their_interviews(acme: Any, hiring: Any) -> None:
    acme.books()
    acme.ana.types("Hello @Interview Bot!", hiring.id)
    acme.ana.waits_for("I only understand the buttons under your interviews.")
    assert "I only understand" not in read(acme.sam, hiring)


def test_a_mention_that_comes_twice_is_answered_once(acme: Any, hiring: Any) -> None:
    acme.books()
    acme.driver.fails("app_mention", "duplicate")
    acme.sam.types("@Interview Bot 1", hiring.id)
    acme.sam.types("@Interview Bot help", hiring.id)
    acme.sam.waits_for("What you can do with /interview")
    assert read(acme.sam, hiring).count("is interviewed by") == 1
