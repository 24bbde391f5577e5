"""Another program changes an interview over HTTP while people look at it."""

import json
from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def patches(acme: Any, **change: str) -> None:
    answer = acme.calls(acme.sam, "PATCH", "/interviews/1", json.dumps({"interview": change}))
    assert answer.status_code == 200, answer.text


def test_a_card_changes_by_itself_when_another_program_changes_the_interview(
    acme: Any, window: Any
) -> None:
    acme.books()
    sam, ana = window("sam"), window("ana")
    ana.sees("Join", "14:00–14:45")
    messages = ana.log.get_by_role("article").count()
    patches(acme, kind="in_person", location="Room Bilbao, 2nd floor")
    for each in (sam, ana):
        each.sees("Room Bilbao, 2nd floor")
    expect(ana.log.get_by_role("article")).to_have_count(messages)
    ana.picture("changed-over-http")
    patches(acme, start_at="2026-11-27T16:00:00Z", end_at="2026-11-27T16:45:00Z")
    ana.sees("Sam Rivera has moved your interview. Can you make the new time?", "16:00–16:45")
    sam.sees("17:00–17:45")
    ana.presses("I'll be there")
    sam.sees("Ana said yes")
    shown = acme.calls(acme.sam, "GET", "/interviews/1").json()["interview"]
    assert (shown["status"], shown["location"]) == ("scheduled", "Room Bilbao, 2nd floor")
