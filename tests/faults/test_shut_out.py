"""Slack takes nothing of ours any more, or nothing for somebody: nobody is forgotten for it."""

from __future__ import annotations

from typing import Any

import pytest

from bot.demo import ANA
from bot.doctor import Finding, examine
from bot.interviews.notices import BY_MAIL, Notice, Reason, State, What

pytestmark = pytest.mark.slow


def told(acme: Any, what: What) -> Notice:
    """What became of the notice to Ana about this."""
    ana = acme.person(acme.ana).id
    with acme.house.book.read() as pages:
        found = pages.notices(acme.house.workspace_id, 1)
    return next(each for each in found if (each.person_id, each.what) == (ana, what))


def told_about_ana(acme: Any) -> list[State]:
    with acme.house.book.read() as pages:
        found = pages.notices(acme.house.workspace_id, 1)
    return [each.state for each in found if each.what is What.UNTOLD]


def moves(acme: Any) -> None:
    """Let Sam move the interview by the API, for Slack may hear nothing of him either."""
    body = '{"interview": {"start_at": "2026-11-30T14:00:00Z", "end_at": "2026-11-30T14:45:00Z"}}'
    assert acme.calls(acme.sam, "PATCH", "/interviews/1", body).status_code == 200
    acme.settle()


def doctor(acme: Any, what: str) -> Finding:
    return next(each for each in examine(acme.house.settings) if each.what == what)


def times_posted(acme: Any, notice: Notice) -> int:
    conversations = acme.demo.playground.workspace.conversations.values()
    keys = [
        message.metadata["event_payload"]["key"]
        for conversation in conversations
        for message in conversation.messages
        if message.metadata
    ]
    return keys.count(notice.key)


def test_while_the_token_is_no_longer_good_everything_waits_and_nothing_is_lost(acme: Any) -> None:
    acme.books()
    acme.person(acme.sam)
    workspace = acme.demo.playground.workspace
    workspace.installed = False
    moves(acme)
    waiting = told(acme, What.MOVED)
    assert (waiting.state, waiting.reason) == (State.PLANNED, None)
    acme.turn_clock(by=30)
    assert told(acme, What.MOVED).state is State.PLANNED
    assert "Slack does not accept SLACK_BOT_TOKEN (account_inactive)" in doctor(acme, "Slack").says
    workspace.installed = True
    acme.turn_clock(by=300)
    assert told(acme, What.MOVED).state is State.SENT
    assert times_posted(acme, told(acme, What.MOVED)) == 1
    assert "The token is good for Acme" in doctor(acme, "Slack").says


@pytest.mark.parametrize("mail", [True])
def test_while_the_token_is_no_longer_good_who_has_an_address_gets_e_mail(acme: Any) -> None:
    acme.books()
    acme.person(acme.sam)
    acme.demo.playground.workspace.installed = False
    moves(acme)
    assert (told(acme, What.MOVED).state, told(acme, What.MOVED).channel) == (State.SENT, BY_MAIL)
    assert len(acme.demo.mail.to("ana@example.com")) == 1
    assert times_posted(acme, told(acme, What.MOVED)) == 0


def test_of_somebody_whose_account_is_closed_the_recruiter_is_told_once(acme: Any) -> None:
    acme.books()
    workspace = acme.demo.playground.workspace
    workspace.members[ANA] = workspace.members[ANA].changed(deleted=True)  # and we hear nothing
    moves(acme)
    ended = told(acme, What.MOVED)
    assert (ended.state, ended.reason, ended.detail) == (
        State.FAILED, Reason.REFUSED, "user_disabled",
    )  # fmt: skip
    acme.settle()
    assert told_about_ana(acme) == [State.SENT]
    assert "could not reach Ana" in acme.sam.sees()
    found = doctor(acme, "notices failed")
    assert "could not be told; each one's recruiter knows (1 ever)" in found.says


def test_direct_messages_that_are_gone_are_opened_anew(acme: Any) -> None:
    acme.books()
    del acme.demo.playground.workspace.conversations["D0ANA"]
    moves(acme)
    assert told(acme, What.MOVED).state is State.SENT
    assert times_posted(acme, told(acme, What.MOVED)) == 1
