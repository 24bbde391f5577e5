"""What stands in the log: each event with its values, and nothing of anybody's."""

from __future__ import annotations

import io
import logging
import re
import sys
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from bot.cli.logs import one_line_an_event
from bot.interviews.model import Search
from bot.tracing import request_of, tracing

CANARIES = (
    "Kanarienvogel", "kanarie@example.org", "+44 7700 900461", "https://meet.example.org/kanari",
    "canarino", "xoxb-kanari", "Zwitscher",
)  # fmt: skip


def written(name: str = "bot.somewhere", **given: Any) -> str:
    logger = logging.getLogger(name)
    record = logger.makeRecord(name, logging.ERROR, "x/y.py", 7, "it_broke", (), **given)
    return one_line_an_event().format(record)


def test_an_event_is_one_line_with_its_values() -> None:
    line = written(exc_info=None, extra={"reference": "1f2e3d4c", "notice": 27})
    assert re.fullmatch(
        r"timestamp=\S+Z level=error event=it_broke logger=bot.somewhere"
        r" reference=1f2e3d4c notice=27",
        line,
    )


def test_an_event_says_of_which_request_it_is() -> None:
    with tracing("Ev1F2E"):
        assert " event=it_broke request=Ev1F2E " in written(exc_info=None)
    assert "request" not in written(exc_info=None)


@pytest.mark.parametrize("given", ["kanarie@example.org", "Ana Kanarienvogel", "x" * 65, {"a": 1}])
def test_what_is_no_id_of_a_request_stands_in_no_line(given: object) -> None:
    with tracing(given):
        assert re.search(r" request=[0-9a-f]{16} ", written(exc_info=None))


def test_an_error_is_told_by_kind_and_place_and_never_by_its_text() -> None:
    def looks_up() -> None:
        try:
            {}["Kanarienvogel"]
        except KeyError as error:
            raise ValueError("no Kanarienvogel\nhere") from error

    try:
        looks_up()
    except ValueError:
        line = written(exc_info=sys.exc_info())
    place = r"tests/test_cli_logs\.py:\d+ looks_up"
    assert re.search(rf'error="ValueError at {place} < .* because of KeyError at {place}"', line)
    assert "\n" not in line
    assert "Kanarienvogel" not in line


def test_of_what_a_library_logs_only_the_place_is_kept() -> None:
    line = written("slack_bolt.App", exc_info=None)
    assert " event=library_says logger=slack_bolt.App where=y:7" in line
    assert "it_broke" not in line


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that is logged meanwhile, as it is written, and of all grades."""
    kept = io.StringIO()
    handler = logging.StreamHandler(kept)
    handler.setFormatter(one_line_an_event())
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield kept
    root.removeHandler(handler)
    root.setLevel(before)


def types_into_everything(acme: Any) -> None:
    """Let Sam put something personal into each thing that can be typed into."""
    acme.driver.changes_member("U0ANA", real_name="Ana Kanarienvogel", email="kanarie@example.org")
    acme.books("@ana with @pat fri 3pm 45m video at https://meet.example.org/kanari")
    for line in (
        "@ana with Zwitscher fri 3pm",
        "1 location canarino",
        "1 cancel -- Zwitscher",
        "find Kanarienvogel +44 7700 900461",
    ):
        acme.sam.types(f"/interview {line}")
        acme.sam.types(line)
    acme.ana.types("Zwitscher, kanarie@example.org: what is this?")
    acme.sam.types("/interview new")
    acme.sam.fills({"When": "canarino at ten", "Link, number or address": "+44 7700 900461"})
    acme.sam.submits()
    acme.settle()


def calls_the_api(acme: Any, room: int = 1) -> None:
    """Call with something personal in each part of a call, right and wrong."""
    with acme.house.book.read() as pages:
        (kept, *_) = pages.search(acme.house.workspace_id, Search()).interviews
    keys = acme.house.keys()
    token = keys.sign(kept.owner.id, acme.house.clock.now(), timedelta(days=1))[0]
    for sent, bearer in (
        ({"interview": {"location": f"Kanarienvogel {room}"}}, token),
        ({"interview": {"location": ["Zwitscher"], "kind": "canarino"}}, token),
        ({"interview": {"start_at": "kanarie@example.org"}}, "xoxb-kanari.a.b"),
    ):
        httpx.patch(
            f"{acme.url}/api/v1/interviews/{kept.id}?q=Zwitscher", json=sent, trust_env=False,
            headers={"Authorization": f"Bearer {bearer}", "X-Request-Id": "of-the-caller"},
        )  # fmt: skip


def breaks(acme: Any, table: str) -> None:
    with acme.house.book.write() as pages:
        pages._connection.execute(text(f"ALTER TABLE {table} RENAME TO lost_{table}"))


@pytest.mark.slow
def test_nothing_personal_stands_in_the_log_whatever_door_it_came_through(
    acme: Any, log: io.StringIO
) -> None:
    types_into_everything(acme)
    calls_the_api(acme)
    acme.driver.fails("chat.postMessage", "broken", times=3)
    types_into_everything(acme)
    breaks(acme, "drafts")
    acme.sam.types("/interview @ana with @pat fri 5pm video at https://meet.example.org/kanari")
    shown = acme.sam.last()
    reference = re.search(r"\b[0-9a-f]{8}\b", shown)
    assert reference, shown
    breaks(acme, "history")
    calls_the_api(acme, room=2)
    said = log.getvalue()
    assert f"reference={reference[0]}" in said
    assert said.count("event=unexpected_error") >= 2
    for canary in (*CANARIES, *(each.lower() for each in CANARIES)):
        found = [line for line in said.splitlines() if canary in line]
        assert not found, found[0]


def test_the_request_is_found_again_in_the_notices_that_follow_from_it(acme: Any) -> None:
    acme.books()
    calls_the_api(acme)
    with acme.house.book.read() as pages:
        (kept, *_) = pages.search(acme.house.workspace_id, Search()).interviews
        notices = pages.notices(acme.house.workspace_id, kept.id)
    booked = {request_of(each.key) for each in notices if each.version == 1}
    assert len(booked) == 1
    assert None not in booked
    assert {request_of(each.key) for each in notices if each.version == 2} == {"of-the-caller"}
