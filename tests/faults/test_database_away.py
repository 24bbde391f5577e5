"""PostgreSQL is away while people work: they are told, by every door, and it goes on by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx
import pytest

from bot.clock import machine_now
from bot.interviews.notices import State
from bot.interviews.ports.ledger import Lease

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database", ["postgresql"])]

MOVED = '{"interview": {"start_at": "2026-11-30T14:00:00Z", "end_at": "2026-11-30T14:45:00Z"}}'
SENTENCE = re.compile(
    "I can't get at my records just now, so nothing was changed. Try again in a moment; "
    "if it goes on, quote ([0-9a-f]{8}) to whoever runs this bot."
)
NOT_READY = {
    "status": "not ready",
    "missing": ["database"],
    "says": ["The database does not answer. Ask interview-bot doctor why."],
}
Calls = Callable[[str, str], httpx.Response]


@pytest.fixture
def calls(acme: Any) -> Calls:
    """Call the API about interview 1, by a token of Sam's from before."""
    acme.books()
    token, _ = acme.house.keys().sign(
        acme.person(acme.sam).id, acme.house.clock.now(), timedelta(hours=1)
    )
    headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}

    def calls(method: str, body: str) -> httpx.Response:
        address = f"{acme.url}/api/v1/interviews/1"
        return httpx.request(
            method, address, content=body, headers=headers, timeout=60, trust_env=False
        )

    return calls


@contextmanager
def stopped(server: Any, acme: Any) -> Iterator[None]:
    """Stop it, for longer than a restart takes: only then nobody waits for it any more."""
    server.stop("fast")
    try:
        book = acme.house.book
        for connections in (book._reading, book._writing, book._of_ledger):
            connections._engine.get_execution_options()["server"].there = False
        yield
    finally:
        server.start()


def test_whoever_works_meanwhile_is_told_and_afterwards_everything_goes_on(
    acme: Any, calls: Calls, postgresql: Any, caplog: pytest.LogCaptureFixture
) -> None:
    before = acme.stored()
    with stopped(postgresql, acme):
        answers = [calls("GET", ""), calls("PATCH", MOVED)]
        shown = [acme.wire.types(who, "1").json() for who in (acme.sam, acme.ana)]
        health = httpx.get(f"{acme.url}/health", trust_env=False)
    assert {answer.status_code for answer in answers} == {503}
    assert {answer.headers["retry-after"] for answer in answers} == {"5"}
    texts = [*(answer.json()["error"] for answer in answers), *(each["text"] for each in shown)]
    said = [SENTENCE.fullmatch(text) for text in texts]
    references = {getattr(each, "reference", None) for each in caplog.records}
    assert {each and each[1] for each in said} <= references - {None}
    assert (health.status_code, health.json()) == (503, NOT_READY)
    assert acme.stored() == before
    assert calls("PATCH", MOVED).status_code == 200


def test_what_was_only_about_to_be_sent_is_given_back_and_nobody_has_to_look_for_it(
    acme: Any, postgresql: Any
) -> None:
    acme.books()
    book, courier = acme.house.book, acme.house._courier
    now = machine_now()
    lease = Lease(token="t", taken_at=now, until=now + courier._terms.lease)
    with book.ledger() as pages:
        (claimed,) = pages.claim(acme.house.clock.now() + timedelta(days=30), lease, 1)
    (look,) = courier._looking.at([claimed])
    with stopped(postgresql, acme):
        mark = courier._delivery.deal_with(replace(look, edition=-1))
    with book.ledger() as pages:
        mark.write(pages)
    with book.read() as pages:
        found = {each.id: each for each in pages.notices(claimed.workspace_id, 1)}[claimed.id]
    assert (found.state, found.attempt, found.first_attempt_at) == (State.PLANNED, 0, None)
