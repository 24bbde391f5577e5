"""The shortcut "New interview", from anywhere and on a message."""

from typing import Any

import pytest

from bot.playground.looking import NotPossibleError, messages_in

pytestmark = pytest.mark.slow


def test_it_opens_the_empty_form(acme: Any) -> None:
    acme.sam.uses_shortcut("new_interview")
    assert "New interview" in acme.sam.view()
    assert "Who interviews?: <Sam Rivera>" in acme.sam.view()


def test_on_a_message_whoever_wrote_it_is_in_the_form(acme: Any, hiring: Any) -> None:
    acme.ana.types("Friday at three would suit me", hiring.id)
    (message,) = messages_in(acme.sam.state(), hiring.id)
    acme.sam.uses_shortcut("new_interview", {"channel": hiring.id, "ts": message["ts"]})
    assert "Who is interviewed?: <Ana Ruiz>" in acme.sam.view()


def test_on_ones_own_message_nobody_is(acme: Any, hiring: Any) -> None:
    acme.sam.types("Who has time on Friday?", hiring.id)
    (message,) = messages_in(acme.sam.state(), hiring.id)
    acme.sam.uses_shortcut("new_interview", {"channel": hiring.id, "ts": message["ts"]})
    assert "Who is interviewed?: <Type a name" in acme.sam.view()


def test_whoever_may_not_book_is_told_who_may(acme: Any) -> None:
    acme.pat.uses_shortcut("new_interview")
    assert "Only recruiters can book an interview. Please ask one of them" in acme.pat.view()


def test_there_is_no_other_shortcut(acme: Any) -> None:
    with pytest.raises(NotPossibleError, match="no such shortcut"):
        acme.sam.uses_shortcut("old_interview")
