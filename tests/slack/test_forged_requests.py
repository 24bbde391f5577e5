"""Requests that no window sends: unsigned, stale, repeated, late, and by somebody else."""

import json
from typing import Any
from urllib.parse import parse_qs, urlencode

import pytest

from bot.clock import machine_time

pytestmark = pytest.mark.slow

NOT_YOURS = "There is no interview #1 that you can see."
NOT_YOUR_DRAFT = "This was not yours to confirm, or it is no longer there."
CANCELLED = "Interview #1 has been cancelled, so it can no longer be changed."
SENT_BEFORE = "That was done already. This is how it stands now."
DONE_BEFORE = "Nothing more to do."


def answer(response: Any) -> str:
    assert response.status_code == 200
    return str(response.json()) if response.text else ""


def sent(acme: Any, kind: str) -> list[tuple[str, dict[str, str]]]:
    """Give the interactions of a kind that Slack has sent so far, as they came."""
    return [
        (body, headers)
        for body, headers in acme.wire.heard
        if json.loads(parse_qs(body).get("payload", ["{}"])[0]).get("type") == kind
    ]


def repeated(acme: Any, kind: str) -> str:
    """Send the newest interaction of a kind once more, signature and all."""
    return answer(acme.wire.repeats(*sent(acme, kind)[-1]))


def test_only_slack_is_listened_to(acme: Any, nothing_comes_of_it: Any) -> None:
    acme.books()
    with nothing_comes_of_it(acme.sam, acme.ana, acme.pat):
        acme.wire.heard.clear()
        text = urlencode({"command": "/interview", "user_id": "U0ANA", "text": "1 accept"})
        press = urlencode({"payload": json.dumps({"type": "block_actions"})})
        for body in (text, press, "", "\0", "x" * 100_000):
            wrong = (
                acme.wire.repeats(body, {}),
                acme.wire.repeats(body, {"X-Slack-Signature": "v0=0"}),
                acme.wire.sends(body, secret="another secret"),
                acme.wire.sends(body, age=600),
                acme.wire.sends(body, age=-600),
                acme.wire.sends(body, **{"X-Slack-Signature": "v0=" + "0" * 64}),
                acme.wire.sends(body, **{"X-Slack-Request-Timestamp": "soon"}),
                acme.wire.sends(body, **{"X-Slack-Request-Timestamp": "9" * 5_000}),
                acme.wire.sends(
                    body, **{"X-Slack-Request-Timestamp": str(int(machine_time()) - 9)}
                ),
            )
            assert [response.status_code for response in wrong] == [401] * len(wrong)
        assert acme.wire.heard == []


def test_a_request_is_too_old_to_be_repeated_after_five_minutes(acme: Any) -> None:
    assert acme.wire.types(acme.sam, "help").status_code == 200
    body, headers = acme.wire.heard[-1]
    signed = {name: value for name, value in headers.items() if name.startswith("x-slack-")}
    assert acme.wire.repeats(body, signed).status_code == 200
    old = str(int(machine_time()) - 301)
    assert acme.wire.repeats(body, signed | {"x-slack-request-timestamp": old}).status_code == 401


def test_a_booking_that_arrives_twice_is_one_booking(acme: Any, nothing_comes_of_it: Any) -> None:
    acme.books()
    with nothing_comes_of_it(acme.ana, acme.pat):
        repeated(acme, "block_actions")
        assert SENT_BEFORE in acme.sam.sees()


@pytest.mark.parametrize("force", [False, True])
def test_a_form_that_arrives_twice_books_once(
    acme: Any, nothing_comes_of_it: Any, *, force: bool
) -> None:
    acme.books()
    acme.sam.types("/interview new")
    acme.sam.fills(
        {
            "Who is interviewed?": "Bob Silva", "Who interviews?": "Pat Chen",
            "Day": "2026-11-27", "Time": "15:00" if force else "17:00", "Kind": "Video call",
        }
    )  # fmt: skip
    if force:
        assert acme.sam.submits() == {}
        acme.sam.chooses("Two interviews at the same time?", "Book anyway")
    assert acme.sam.submits() == {}
    assert acme.kept(2).forced is force
    with nothing_comes_of_it(acme.bob, acme.pat):
        assert SENT_BEFORE in repeated(acme, "view_submission")


def test_what_is_sent_twice_is_done_once(acme: Any, nothing_comes_of_it: Any) -> None:
    acme.books()
    acme.sam.types("/interview 1 edit")
    acme.sam.fills({"Time": "16:00"})
    acme.sam.submits()
    with nothing_comes_of_it(acme.ana, acme.pat):
        assert SENT_BEFORE in repeated(acme, "view_submission")
    acme.ana.types("/interview 1 propose")
    acme.ana.fills({"Time": "17:00"})
    acme.ana.submits()
    acme.pat.types("/interview 1")
    acme.pat.presses("Keep the old one")
    with nothing_comes_of_it(acme.ana, acme.sam):
        assert SENT_BEFORE in repeated(acme, "view_submission")
        repeated(acme, "block_actions")
    acme.ana.types("/interview 1")
    acme.ana.presses("I'll be there")
    with nothing_comes_of_it(acme.pat, acme.sam):
        repeated(acme, "block_actions")
        assert DONE_BEFORE in acme.ana.sees()
    acme.pat.types("/interview 1")
    acme.pat.presses("Can't make it")
    acme.pat.fills({"Why?": "ill"})
    acme.pat.submits()
    with nothing_comes_of_it(acme.ana, acme.sam):
        assert SENT_BEFORE in repeated(acme, "view_submission")
    acme.sam.types("/interview 1 cancel")
    acme.sam.presses("Cancel interview", acme.sam.messages()[-1])
    with nothing_comes_of_it(acme.ana, acme.pat):
        repeated(acme, "block_actions")


def test_a_form_that_is_sent_again_with_something_else_in_it_says_that_it_was_sent(
    acme: Any, nothing_comes_of_it: Any
) -> None:
    acme.books()
    acme.sam.types("/interview @bob with @lee fri 3pm")
    acme.sam.fills({"Kind": "Video call"})
    first = acme.wire.submits(acme.sam, acme.sam)
    assert answer(first) == ""
    with nothing_comes_of_it(acme.bob, acme.lee):
        acme.sam.fills({"Time": "18:00"})
        assert SENT_BEFORE in str(acme.sam.submits() or acme.sam.view())
        assert "15:00–15:30 Madrid" in acme.sam.view()


def test_somebody_elses_read_back(acme: Any, nothing_comes_of_it: Any) -> None:
    acme.sam.types("/interview recruiter @lee")
    acme.books()
    acme.sam.types("/interview 1 move fri 4pm")
    with nothing_comes_of_it(acme.ana):
        for person in (acme.lee, acme.pat, acme.bob):
            for label in ("Move", "Open form", "Never mind"):
                acme.wire.presses(person, label, acme.sam)
                assert NOT_YOUR_DRAFT in person.last()
                assert person.view() == ""
        acme.wire.presses(acme.sam, "Move", acme.sam, value="no such draft")
        assert NOT_YOUR_DRAFT in acme.sam.sees()


def test_a_strangers_press(acme: Any, nothing_comes_of_it: Any) -> None:
    acme.books()
    acme.ana.types("/interview 1")
    acme.pat.types("/interview 1")
    acme.sam.types("/interview 1")
    with nothing_comes_of_it(acme.sam, acme.ana, acme.pat):
        for owner, labels in (
            (acme.ana, ("I'll be there", "Another time", "I can't come")),
            (acme.pat, ("I'll be there", "Another time", "Can't make it")),
            (acme.sam, ("Edit", "Cancel interview", "Record Ana's yes", "Record Pat's yes")),
        ):
            for label in labels:
                acme.wire.presses(acme.bob, label, owner)
                assert NOT_YOURS in acme.bob.last()
                assert acme.bob.view() == ""


@pytest.mark.parametrize("value", ["", "{}", "[]", "x", '{"interview_id":"x"}', "9" * 2_000])
def test_a_button_that_says_nonsense(acme: Any, nothing_comes_of_it: Any, value: str) -> None:
    acme.books()
    acme.sam.types("/interview 1")
    with nothing_comes_of_it(acme.ana, acme.pat):
        acme.wire.presses(acme.sam, "Record Ana's yes", acme.sam, value=value)
        assert "Something went wrong on our side, and nothing was done." in acme.sam.sees()


def test_a_strangers_form_and_a_form_for_anothers_interview(
    acme: Any, nothing_comes_of_it: Any
) -> None:
    acme.books()
    acme.books("@bob with @lee fri 5pm video")
    acme.ana.types("/interview 1 propose")
    acme.ana.fills({"Time": "18:00"})
    acme.sam.types("/interview 1 edit")
    acme.sam.fills({"Time": "18:00"})
    acme.pat.types("/interview 1")
    acme.pat.presses("Can't make it")
    acme.pat.fills({"Why?": "ill"})
    with nothing_comes_of_it(acme.sam, acme.lee):
        for owner in (acme.ana, acme.sam, acme.pat):
            assert NOT_YOURS in answer(acme.wire.submits(acme.bob, owner))
        for owner in (acme.ana, acme.pat):
            to_another = acme.wire.submits(owner, owner, metadata={"interview_id": 2})
            assert "There is no interview #2 that you can see." in answer(to_another)
        changed = acme.wire.submits(acme.ana, acme.sam)
        assert "Only recruiters can change this interview." in answer(changed)
        for wrong in (None, "x", [], 10**30):
            forged = acme.wire.submits(acme.ana, acme.ana, metadata={"interview_id": wrong})
            assert "errors" in answer(forged)


def test_an_interview_that_was_cancelled_meanwhile(acme: Any, nothing_comes_of_it: Any) -> None:
    acme.sam.types("/interview recruiter @lee")
    acme.books()
    acme.ana.types("/interview 1 propose")
    acme.ana.fills({"Time": "18:00"})
    acme.pat.types("/interview 1")
    acme.pat.presses("Can't make it")
    acme.pat.fills({"Why?": "ill"})
    acme.lee.types("/interview 1 edit")
    acme.lee.fills({"Time": "18:00"})
    acme.sam.types("/interview 1 cancel")
    acme.sam.presses("Cancel interview")
    with nothing_comes_of_it(acme.sam):
        for person in (acme.ana, acme.pat, acme.lee):
            assert CANCELLED in str(person.submits())


def test_a_trigger_that_has_expired(acme: Any, nothing_comes_of_it: Any) -> None:
    acme.books()
    workspace = acme.demo.playground.workspace
    late = workspace.tickets.trigger(acme.sam.id, machine_time() - 60)
    with nothing_comes_of_it(acme.ana, acme.pat):
        said = answer(acme.wire.types(acme.sam, "1 edit", trigger_id=late))
        assert "Slack did not open the form in time. Nothing was lost: try again." in said
        assert "1 edit" in said
        acme.sam.types("/interview 1")
        acme.wire.presses(acme.sam, "Edit", acme.sam, trigger_id=late)
        assert "Slack did not open the form in time." in acme.sam.sees()
        assert acme.sam.view() == ""
