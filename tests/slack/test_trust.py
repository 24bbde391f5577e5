"""Whom Slack's client trusts: read once, since every call opens a connection of its own."""

import json
import ssl
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.error import URLError

import pytest
import trustme

from bot.slack import calls
from bot.slack.calls import OneTryClient, answer_by

MESSAGE = {"channel": "D1", "text": "Hello"}


class Slack(BaseHTTPRequestHandler):
    """Answers yes to everything."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        answer = json.dumps({"ok": True}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def address(authority: trustme.CA) -> Iterator[str]:
    """An encrypted Slack."""
    encrypted = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(encrypted)
    with ThreadingHTTPServer(("127.0.0.1", 0), Slack) as server:
        server.socket = encrypted.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"https://localhost:{server.server_port}/"
        server.shutdown()


@pytest.fixture(autouse=True)
def not_read_yet() -> Iterator[None]:
    calls._trusted.cache_clear()
    yield
    calls._trusted.cache_clear()


@pytest.fixture
def read(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The authority is trusted on this machine; noted is each time that is read."""
    trusted, noted = tmp_path / "trusted.pem", []
    authority.cert_pem.write_to_path(trusted)
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    load = ssl.SSLContext.load_default_certs

    def loading(context: ssl.SSLContext, *given: Any) -> None:
        noted.append(1)
        load(context, *given)

    monkeypatch.setattr(ssl.SSLContext, "load_default_certs", loading)
    return noted


def test_it_is_read_once_for_all_clients_and_calls(address: str, read: list[int]) -> None:
    for _ in range(2):
        client = OneTryClient("xoxb-1", address)
        for _ in range(3):
            assert client.api_call("chat.postMessage", json=MESSAGE)["ok"]
        assert answer_by(address, MESSAGE)
    assert len(read) == 1


def test_who_is_not_trusted_is_told_nothing(address: str) -> None:
    with pytest.raises(URLError, match="CERTIFICATE_VERIFY_FAILED"):
        OneTryClient("xoxb-1", address).api_call("chat.postMessage", json=MESSAGE)
    assert not answer_by(address, MESSAGE)


def test_where_nothing_is_encrypted_nothing_is_read(read: list[int]) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Slack) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        client = OneTryClient("xoxb-1", f"http://127.0.0.1:{server.server_port}/")
        assert client.api_call("chat.postMessage", json=MESSAGE)["ok"]
        server.shutdown()
    assert read == []
