"""A tiny Slack on the loopback, which answers as it is told and keeps what it was sent."""

import functools
import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

import pytest
from arranging import applied, arranged

from bot.clock import machine_now, monotonic
from bot.interviews.model import (
    Kept,
    Person,
    Status,
)
from bot.interviews.notices import Card, Notice, What
from bot.slack.buckets import NO_LIMIT, Buckets
from bot.slack.calls import OneTryClient
from bot.slack.cards import Setting
from bot.slack.post import SlackPost

NOW = datetime(2026, 11, 27, 13, 50, tzinfo=UTC)
START = datetime(2026, 11, 27, 14, 0, tzinfo=UTC)


class TinySlack:
    """Answers each method with what `answers` has for it next, else with a yes."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.answers: dict[str, list[tuple[int, dict[str, str], Any]]] = {}
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        serve = functools.partial(self.server.serve_forever, poll_interval=0.01)
        threading.Thread(target=serve, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def next(self, method: str, answer: Any, status: int = 200, **headers: str) -> None:
        """Answer the next call of a method with that: JSON, text, or None to hang up."""
        self.answers.setdefault(method, []).append((status, headers, answer))

    def methods(self) -> list[str]:
        return [method for method, _ in self.calls]

    def sent(self, method: str) -> dict[str, Any]:
        """What the last call of that method carried."""
        return next(given for name, given in reversed(self.calls) if name == method)

    def answer(self, method: str) -> tuple[int, dict[str, str], Any]:
        if self.answers.get(method):
            return self.answers[method].pop(0)
        yes = {
            "ok": True,
            "channel": {"id": "D77"} if method == "conversations.open" else "D1",
            "ts": "1795787400.000200",
            "permalink": "https://acme.slack.com/archives/D1/p1795787400000200",
            "messages": [],
        }
        return 200, {}, yes

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        slack = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
                method, _, query = self.path.lstrip("/").partition("?")
                is_json = body.startswith("{")
                given = json.loads(body) if is_json else dict(parse_qsl(f"{query}&{body}"))
                slack.calls.append((method, given))
                status, headers, answer = slack.answer(method)
                if answer is None:
                    self.close_connection = True
                    return
                text = answer if isinstance(answer, str) else json.dumps(answer)
                self.send_response(status)
                for name, value in {"Content-Type": "application/json", **headers}.items():
                    self.send_header(name.replace("_", "-"), value)
                self.end_headers()
                self.wfile.write(text.encode())

            def log_message(self, *_: Any) -> None:
                pass

        return Handler


class Standing:
    def now(self) -> datetime:
        return NOW


class Delivery:
    """A post on that Slack, and something to deliver."""

    def __init__(self, slack: TinySlack, *, timeout: int = 5) -> None:
        self.slack = slack
        self.remembered: list[tuple[int, str]] = []
        self.timeout = timeout
        self.ana = Person(
            id=1, workspace_id=1, title="Ana Ruiz", time_zone="Europe/Madrid",
            slack_user_id="U1", slack_channel_id="D1",
        )  # fmt: skip
        self.pat = Person(id=2, workspace_id=1, title="Pat Lee", time_zone="Europe/London")

    def post(self, url: str | None = None) -> SlackPost:
        client = OneTryClient("xoxb-1", url or self.slack.url, self.timeout)
        remember = lambda person, channel: self.remembered.append((person.id, channel))  # noqa: E731 - one line is all it is
        buckets = Buckets(NO_LIMIT, monotonic)
        return SlackPost(
            client, Setting(company="Acme"), Standing(), remember, buckets, machine_now
        )

    def kept(self) -> Kept:
        return arranged(
            applied(self.ana, NOW), self.ana, self.pat, START,
            location="https://meet.example.com/a", status=Status.SCHEDULED, version=3,
        )  # fmt: skip

    def notice(self, *, loud: bool = True, **known: Any) -> Notice:
        return Notice(
            workspace_id=1, interview_id=27, person_id=1, what=What.REMINDER, version=3,
            loud=loud, due_at=NOW, key="a-key", created_at=NOW, **known,
        )  # fmt: skip

    def card(self, ts: str = "1795780000.000100") -> Card:
        return Card(workspace_id=1, interview_id=27, person_id=1, channel="D1", ts=ts, notice_id=5)


@pytest.fixture
def slack() -> Iterator[TinySlack]:
    tiny = TinySlack()
    yield tiny
    tiny.close()


@pytest.fixture
def delivery(slack: TinySlack) -> Delivery:
    return Delivery(slack)
