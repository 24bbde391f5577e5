"""Writing to the bot directly: the same words, without the command."""

from typing import Any

import pytest

BOTH_WAYS = pytest.mark.parametrize("socket_mode", [False, True], ids=["HTTP", "Socket Mode"])


@BOTH_WAYS
def test_a_line_in_a_direct_message_is_answered_like_the_command(acme: Any) -> None:
    acme.sam.types("@ana with @pat fri 3pm 45m video at https://meet.example.com/x", "D0SAM")
    assert "Book this interview?" in acme.sam.waits_for("Book this interview?")
    acme.sam.presses("Book")
    acme.settle()
    assert "Pat Chen" in acme.ana.last()


@BOTH_WAYS
def test_what_is_unclear_comes_as_a_button_that_opens_the_form(acme: Any) -> None:
    acme.sam.types("@ana with @pat video", "D0SAM")
    acme.sam.waits_for("The form has everything that I understood")
    acme.sam.presses("Open form")
    assert "Who is interviewed?: <Ana Ruiz>" in acme.sam.view()


def test_who_is_interviewed_need_not_know_any_command(acme: Any) -> None:
    acme.books()
    acme.ana.types("hello, when is it?", "D0ANA")
    seen = acme.ana.waits_for("I have passed this on to Sam Rivera")
    assert "/interview" not in seen
    on_lock_screens = [message["text"] for message in acme.ana.messages("D0ANA")]
    assert any("passed this on to Sam, about" in text for text in on_lock_screens)
