"""Whether everything is well, asked of real databases and of a Slack that answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import storage
from bot.clock import machine_now
from bot.demo import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET
from bot.doctor import Finding, Verdict, as_json, examine
from bot.doctor import _clocks as clocks
from bot.interviews.model import Kept
from bot.interviews.notices import Notice, Reason, State, What
from bot.interviews.ports.ledger import Lease
from bot.settings import Settings

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NOWHERE = "http://127.0.0.1:9/"


@pytest.fixture
def looked_at(book_url: str) -> Callable[..., dict[str, Finding]]:
    """Examine a database, at the instant `clock`, with Slack off; what was found, by its name."""

    def looked_at(**settings: Any) -> dict[str, Finding]:
        given = {"database_url": book_url, "slack_api_url": NOWHERE, "clock": NOW} | settings
        return {each.what: each for each in examine(Settings.for_demo(**given))}

    return looked_at


@pytest.fixture
def plans(book: storage.SqlBook, kept: Kept) -> Callable[..., None]:
    """Plan a notice that is due at that instant."""

    def plans(due_at: datetime, version: int = 1, **more: Any) -> None:
        usual = {
            "workspace_id": kept.workspace_id, "interview_id": kept.id, "person_id": kept.owner.id,
            "what": What.CHANGED, "version": version, "loud": True, "key": f"key-{version}",
            "created_at": due_at,
        }  # fmt: skip
        notice = Notice(due_at=due_at, **usual | more)
        with book.write() as pages:
            pages.plan([notice])

    return plans


def test_a_new_database_is_well(looked_at: Any) -> None:
    found = looked_at()
    assert found["database"].verdict is Verdict.WELL
    assert found["the database's clock"].verdict is Verdict.WELL
    assert found["notices"].says == "Nothing is waiting to be told."
    assert found["leases"].figures == {"in_the_air": 0, "run_out": 0}
    assert found["Slack"].verdict is Verdict.LOOK
    assert "SLACK_BOT_TOKEN is not set" in found["Slack"].says


def test_a_notice_that_nobody_sends_is_wrong_and_one_to_come_is_not(
    looked_at: Any, plans: Any
) -> None:
    plans(NOW + timedelta(hours=1))
    found = looked_at()["notices"]
    assert found.verdict is Verdict.WELL
    assert found.says == "1 wait; the next is due 2026-11-23 10:00 UTC."
    found = looked_at(clock=NOW + timedelta(hours=3, minutes=5))["notices"]
    assert found.verdict is Verdict.WRONG
    assert "was due 2 h 5 min ago, and nobody has sent it." in found.says
    assert found.figures["planned"] == 1
    assert 7500 <= found.figures["lag_seconds"] < 7600


@pytest.mark.parametrize("ahead", [None, timedelta(days=1)])
def test_what_is_put_off_after_a_failure_is_as_late_as_ever(
    looked_at: Any, plans: Any, book: storage.SqlBook, ahead: timedelta | None
) -> None:
    reminder = {"lead_time": ahead, "start_at": NOW + ahead} if ahead else {}
    plans(NOW, created_at=NOW - timedelta(days=ahead is not None), **reminder)
    lease = Lease(token="t", taken_at=NOW, until=machine_now() + timedelta(minutes=1))
    later = NOW + timedelta(minutes=7)
    with book.ledger() as pages:
        (claimed,) = pages.claim(NOW, lease, 1)
        assert pages.put_back(claimed, later + timedelta(minutes=4), posted_for_certain_not=True)
    with book.read() as pages:
        queue = pages.queue(later)
    assert (queue.waiting, queue.oldest_due_at) == (1, NOW)
    found = looked_at(clock=later)["notices"]
    assert found.verdict is Verdict.WRONG
    assert "was due 7 min ago, and 1 of them could not be sent so far" in found.says
    with book.ledger() as pages:
        (claimed,) = pages.claim(later + timedelta(minutes=4), lease, 1)
        assert pages.settle(claimed, State.SENT, later + timedelta(minutes=4))
    assert looked_at(clock=later)["notices sent"].figures["lag_seconds_p50"] == 11 * 60


def test_what_quiet_hours_held_back_is_not_late_since_before_them(
    plans: Any, book: storage.SqlBook
) -> None:
    night = {"lead_time": timedelta(hours=12), "start_at": NOW + timedelta(hours=4)}
    plans(NOW, reason=Reason.QUIET_HOURS, **night)
    lease = Lease(token="t", taken_at=NOW, until=machine_now() + timedelta(minutes=1))
    for attempt in (1, 2):
        with book.ledger() as pages:
            (claimed,) = pages.claim(NOW, lease, 1)
            assert (claimed.attempt, claimed.first_due_at) == (attempt, NOW)
            assert pages.put_back(claimed, NOW, posted_for_certain_not=True)
        with book.read() as pages:
            assert pages.queue(NOW).oldest_due_at == NOW


def test_what_became_of_notices_of_the_last_day_is_counted_and_older_ones_beside(
    looked_at: Any, plans: Any, book: storage.SqlBook
) -> None:
    ends = [State.FAILED, State.UNKNOWN, State.EXPIRED, State.FAILED]
    for version, (state, ago) in enumerate(zip(ends, (1, 2, 3, 30), strict=True)):
        plans(NOW - timedelta(hours=ago), version)
        lease = Lease(token="t", taken_at=NOW, until=machine_now() + timedelta(minutes=1))
        with book.ledger() as pages:
            (claimed,) = pages.claim(NOW, lease, 1)
            assert pages.settle(claimed, state, NOW)
    found = looked_at()
    assert found["notices failed"].figures == {"last_day": 1, "ever": 2}
    assert found["notices failed"].verdict is Verdict.LOOK
    assert found["notices unknown"].says.startswith("1 of the last day may or may not have")
    assert found["notices expired"].figures == {"last_day": 1, "ever": 1}


def test_how_many_were_sent_and_how_late_is_told(
    looked_at: Any, plans: Any, book: storage.SqlBook
) -> None:
    assert looked_at()["notices sent"].says == "None of the last day (0 ever)."
    for version, (hours, late) in enumerate([(30, 0), (20, 2), (2, 3), (0.5, 90)]):
        due_at = NOW - timedelta(hours=hours)
        plans(due_at, version)
        lease = Lease(token="t", taken_at=NOW, until=machine_now() + timedelta(minutes=1))
        with book.ledger() as pages:
            (claimed,) = pages.claim(NOW, lease, 1)
            assert pages.settle(claimed, State.SENT, due_at + timedelta(seconds=late))
    found = looked_at()["notices sent"]
    assert found.says == (
        "3 of the last day (4 ever), 1 of them within the last hour; half left within 3.0 seconds "
        "of when they were due, 99 of 100 within 90.0."
    )
    assert found.verdict is Verdict.LOOK
    assert found.figures == {
        "last_hour": 1, "last_day": 3, "ever": 4, "lag_seconds_p50": 3.0, "lag_seconds_p99": 90.0,
    }  # fmt: skip


def test_a_lease_that_ran_out_is_told(looked_at: Any, plans: Any, book: storage.SqlBook) -> None:
    plans(NOW)
    for ends, verdict in ((60, Verdict.WELL), (-1, Verdict.LOOK)):
        lease = Lease(token="t", taken_at=NOW, until=machine_now() + timedelta(seconds=ends))
        with book.ledger() as pages:
            (claimed,) = pages.claim(NOW, lease, 1)
        found = looked_at()["leases"]
        assert found.verdict is verdict
        assert found.figures == {"in_the_air": 1, "run_out": int(ends < 0)}
        with book.ledger() as pages:
            assert pages.put_back(claimed, NOW, posted_for_certain_not=True)


@pytest.mark.parametrize(
    ("apart", "verdict"), [(2, Verdict.WELL), (-20, Verdict.LOOK), (90, Verdict.WRONG)]
)
def test_a_clock_that_is_astray_is_told(apart: int, verdict: Verdict) -> None:
    found = clocks("Slack's clock", machine_now() + timedelta(seconds=apart))
    assert found.verdict is verdict
    assert found.figures["seconds_apart"] == abs(apart)


@pytest.mark.parametrize("database", ["sqlite"])
def test_a_database_that_is_not_there_is_told_and_not_made(looked_at: Any, tmp_path: Path) -> None:
    found = looked_at(database_url=f"sqlite:///{tmp_path / 'none' / 'book.sqlite3'}")
    assert found["database"].verdict is Verdict.WRONG
    assert found["database"].says.endswith("Run: interview-bot migrate")
    assert "notices" not in found
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("database", ["sqlite"])
def test_a_file_that_is_no_database_is_told(looked_at: Any, tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("Dear Sir or Madam, " * 100)
    found = looked_at(database_url=f"sqlite:///{tmp_path / 'letter'}")["database"]
    assert found.says.startswith("It cannot be used (file is not a database)")


@pytest.mark.parametrize("database", ["sqlite"])
def test_it_is_told_how_long_people_are_kept(looked_at: Any) -> None:
    assert "nobody is forgotten by itself" in looked_at()["keep"].says
    kept = looked_at(keep="365 days")["keep"]
    assert (kept.verdict, kept.figures) == (Verdict.WELL, {"days": 365})
    assert "forgotten 365 days after their last interview" in kept.says


def test_a_server_that_is_away_is_told_without_its_password(looked_at: Any) -> None:
    found = looked_at(database_url="postgresql://me:s3cret@127.0.0.1:9/book")["database"]
    assert found.verdict is Verdict.WRONG
    assert "INTERVIEW_BOT_DATABASE_URL" in found.says
    assert "s3cret" not in found.model_dump_json()


def slack_of(acme: Any, **more: Any) -> dict[str, Any]:
    return {
        "slack_api_url": f"{acme.url}/slack-api/",
        "slack_bot_token": BOT_TOKEN,
        "slack_signing_secret": SIGNING_SECRET,
    } | more


@pytest.mark.parametrize("socket_mode", [True])
@pytest.mark.parametrize("database", ["sqlite"])
def test_slack_is_asked_as_at_the_start(acme: Any, looked_at: Any) -> None:
    found = looked_at(**slack_of(acme, slack_app_token=APP_TOKEN))
    assert found["Slack"].says == "The token is good for Acme, with every scope of the manifest."
    assert found["Socket Mode"].verdict is Verdict.WELL
    found = looked_at(**slack_of(acme, slack_app_token="xapp-of-another"))
    assert "does not accept SLACK_APP_TOKEN (invalid_auth)" in found["Socket Mode"].says
    found = looked_at(**slack_of(acme, slack_bot_token="xoxb-of-another"))
    assert "does not accept SLACK_BOT_TOKEN (invalid_auth)" in found["Slack"].says


@pytest.mark.parametrize("database", ["sqlite"])
def test_where_slack_cannot_be_asked_no_token_is_blamed(acme: Any, looked_at: Any) -> None:
    slack = slack_of(acme)["slack_api_url"]

    def says(address: str, why: str) -> None:
        found = looked_at(**slack_of(acme, slack_api_url=address))["Slack"]
        assert found.verdict is Verdict.WRONG
        assert found.says == (
            f"Slack cannot be asked at {address} just now ({why}). See that this machine is online "
            "and may call that address; whatever is to be told waits meanwhile."
        )

    says(NOWHERE, "Connection refused")
    says(f"{acme.url}/", "HTTP 404")
    for kind, why in (("broken", "HTTP 500"), ("limited", "HTTP 429")):
        acme.driver.fails("auth.test", kind)
        says(slack, why)


@pytest.mark.parametrize("database", ["sqlite"])
def test_the_tokens_scopes_are_compared_with_the_manifests(acme: Any, looked_at: Any) -> None:
    granted = acme.demo.playground.workspace.app.manifest["oauth_config"]["scopes"]["bot"]
    granted.append("channels:read")
    found = looked_at(**slack_of(acme))["Slack"]
    assert found.verdict is Verdict.LOOK
    assert found.says == (
        "The token is good for Acme, with every scope of the manifest. "
        "It has more than that, which nothing here uses: channels:read."
    )
    granted.remove("files:write")
    found = looked_at(**slack_of(acme))["Slack"]
    assert found.verdict is Verdict.LOOK
    assert found.figures == {"lacks": ["files:write"], "more": ["channels:read"]}
    assert "but lacks files:write: not everything" in found.says
    granted.remove("chat:write")
    found = looked_at(**slack_of(acme))["Slack"]
    assert found.verdict is Verdict.WRONG
    assert found.says.startswith("The token lacks chat:write. Update the app")


@pytest.mark.parametrize("database", ["sqlite"])
def test_as_json_the_gravest_verdict_stands_first(looked_at: Any) -> None:
    findings = list(looked_at().values())
    told = as_json(findings)
    assert told["verdict"] == "look"
    assert json.loads(json.dumps(told))["findings"][0]["what"] == "database"
