"""Whether a process says rightly that it lives, and that it is ready for what it is there for."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from sqlalchemy import text

pytestmark = pytest.mark.slow

SAYS = {
    "courier": "Nobody is told anything any more. Start interview-bot anew.",
    "database": "The database does not answer. Ask interview-bot doctor why.",
    "Slack": "Slack is not connected, or accepts SLACK_BOT_TOKEN no longer.",
    "Socket Mode": "Slack's websocket is not open; it is opened anew by itself.",
}


def health(acme: Any, which: str = "") -> tuple[int, Any]:
    answer = httpx.get(f"{acme.url}/health{which}", trust_env=False)
    return answer.status_code, answer.json()


def not_ready(*missing: str) -> tuple[int, Any]:
    says = [SAYS[name] for name in missing]
    return 503, {"status": "not ready", "missing": [*missing], "says": says}


@pytest.mark.parametrize("which", ["", "/ready", "/live"])
def test_a_house_at_work_is_well(acme: Any, which: str) -> None:
    assert health(acme, which) == (200, {"status": "ok"})


def test_a_database_that_fails_makes_it_not_ready_until_it_is_back(acme: Any) -> None:
    def renames(old: str, new: str) -> None:
        with acme.house.book.write() as pages:
            pages._connection.execute(text(f"ALTER TABLE {old} RENAME TO {new}"))

    renames("workspaces", "lost")
    assert health(acme) == not_ready("database")
    assert health(acme, "/live") == (200, {"status": "ok"})
    renames("lost", "workspaces")
    assert health(acme) == (200, {"status": "ok"})


@pytest.mark.parametrize("socket_mode", [True])
def test_without_its_courier_and_its_line_to_slack_it_is_not_ready(acme: Any) -> None:
    assert health(acme) == (200, {"status": "ok"})
    acme.house.heartbeat.stop()
    acme.house._slack.socket_mode.stop()
    assert health(acme) == not_ready("Socket Mode", "courier")


def test_where_slack_no_longer_accepts_the_token_it_is_not_ready(acme: Any) -> None:
    acme.demo.playground.workspace.installed = False
    assert health(acme) == not_ready("Slack")
    assert health(acme, "/live") == (200, {"status": "ok"})
