"""What a program that watches reads, of a house at work."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text

pytestmark = pytest.mark.slow


def figures(acme: Any) -> dict[str, float]:
    """Read `/metrics` as Prometheus does; each figure by its name, with its labels' values."""
    answer = httpx.get(f"{acme.url}/metrics", trust_env=False).raise_for_status()
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    return {
        " ".join([sample.name, *sample.labels.values()]): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def test_answers_messages_and_what_waits_are_told(acme: Any) -> None:
    before = figures(acme)
    acme.sam.types("/interview help")
    httpx.get(f"{acme.url}/api/v1/interviews", trust_env=False)
    after = figures(acme)
    for name in ("count slack", "bucket slack +Inf", "count api"):
        key = f"interview_bot_answer_seconds_{name}"
        assert after[key] == before.get(key, 0) + 1
    assert 0 < after["interview_bot_answer_seconds_sum slack"] < 60
    acme.books()
    told = figures(acme)
    sent = len(acme.ana.messages()) + len(acme.pat.messages())
    assert told["interview_bot_messages_total sent"] >= sent >= 2
    key = "interview_bot_message_lag_seconds_count"
    assert told[key] == told["interview_bot_messages_total sent"]
    assert told["interview_bot_notices_waiting"] == 0
    assert told["interview_bot_oldest_notice_seconds"] == 0


def test_what_nobody_tells_is_seen_to_wait_and_for_how_long(acme: Any) -> None:
    acme.books()
    acme.house.heartbeat.stop()
    due = acme.house.next_due()
    acme.house.clock.move_to(due + timedelta(minutes=7))
    told = figures(acme)
    assert told["interview_bot_notices_waiting"] >= 1
    assert 420 <= told["interview_bot_oldest_notice_seconds"] < 480


def test_while_the_database_is_away_the_other_figures_are_told(acme: Any) -> None:
    acme.books()
    acme.house.heartbeat.stop()
    for old, new, waits in (("notices", "lost", "nan"), ("lost", "notices", "0.0")):
        with acme.house.book.write() as pages:
            pages._connection.execute(text(f"ALTER TABLE {old} RENAME TO {new}"))
        told = figures(acme)
        assert told["interview_bot_messages_total sent"] >= 2
        for name in ("notices_waiting", "oldest_notice_seconds", "notices_in_the_air"):
            assert str(told[f"interview_bot_{name}"]) == waits


def test_what_slack_refuses_is_counted_by_what_became_of_it(acme: Any) -> None:
    acme.driver.fails("chat.postMessage", "broken")
    acme.driver.fails("chat.postMessage", "limited")
    acme.books()
    told = figures(acme)
    assert told["interview_bot_messages_total in_doubt"] == 1
    assert told["interview_bot_messages_total put_off"] == 1


def test_nothing_in_it_is_about_a_person(acme: Any) -> None:
    acme.books()
    told = httpx.get(f"{acme.url}/metrics", trust_env=False).text
    assert not re.search(r"Ana|Pat|Sam|U0|D0|meet\.example|@", told)
