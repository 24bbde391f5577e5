"""Whether a process says rightly that it lives, and that it is ready for what it is there for."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from sqlalchemy import text

pytestmark = pytest.mark.slow


def health(acme: Any, which: str = "") -> tuple[int, Any]:
    answer = httpx.get(f"{acme.url}/health{which}", trust_env=False)
    return answer.status_code, answer.json()


@pytest.mark.parametrize("which", ["", "/ready", "/live"])
def test_a_house_at_work_is_well(acme: Any, which: str) -> None:
    assert health(acme, which) == (200, {"status": "ok"})


def test_a_database_that_fails_makes_it_not_ready_until_it_is_back(acme: Any) -> None:
    def renames(old: str, new: str) -> None:
        with acme.house.book.write() as pages:
            pages._connection.execute(text(f"ALTER TABLE {old} RENAME TO {new}"))

    renames("workspaces", "lost")
    assert health(acme) == (503, {"status": "not ready", "missing": ["database"]})
    assert health(acme, "/live") == (200, {"status": "ok"})
    renames("lost", "workspaces")
    assert health(acme) == (200, {"status": "ok"})


@pytest.mark.parametrize("socket_mode", [True])
def test_without_its_courier_and_its_line_to_slack_it_is_not_ready(acme: Any) -> None:
    assert health(acme) == (200, {"status": "ok"})
    acme.house.heartbeat.stop()
    acme.house._socket_mode.stop()
    assert health(acme) == (503, {"status": "not ready", "missing": ["Socket Mode", "courier"]})


def test_where_slack_no_longer_accepts_the_token_it_is_not_ready(acme: Any) -> None:
    acme.demo.playground.workspace.installed = False
    assert health(acme) == (503, {"status": "not ready", "missing": ["Slack"]})
    assert health(acme, "/live") == (200, {"status": "ok"})
