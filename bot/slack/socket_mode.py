"""Socket Mode: Slack's requests over a websocket that the bot opens itself.

It needs no public address and no signing secret. The wire is `websockets`: slack_sdk 3.47's own
client loses what it has read of a frame when its socket is slow for three seconds, spins on a
connection that was cut, never misses the first pong, and always waits equally long to try again.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from threading import Event, Lock, Thread
from typing import Any

from slack_sdk import WebClient
from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection, connect

from bot.deadline import Patience, somebody_waits
from bot.slack.envelopes import Envelopes

log = logging.getLogger(__name__)

WORKERS = 40  # as many as answer over HTTP


@dataclass(frozen=True)
class Pace:
    """How patient the connection is; all in seconds.

    `answer`: for Slack to take a connection and greet. `ping`: between two pings, each of which
    must be answered within `pong`, or the connection is dead. `close`: for the good-bye. `linger`:
    how long a connection that is to be replaced is still listened to once it is quiet. `steady`: a
    connection that lived so long was a good one, and the next is opened at once; else after
    `first_pause`, and each time after twice the pause before, up to `longest_pause`. `finish`: for
    what is in hand when the bot stops. `answering`: for what is asked, from when it was heard.
    """

    answer: float = 10
    ping: float = 10
    pong: float = 5
    close: float = 1
    linger: float = 15
    steady: float = 30
    first_pause: float = 1
    longest_pause: float = 30
    finish: float = 5
    answering: Patience = field(default_factory=Patience)

    def pause(self, failures: int) -> float:
        """Give how long to wait after so many failures in a row."""
        if failures == 0:
            return 0
        return float(min(self.first_pause * 2 ** (failures - 1), self.longest_pause))


class NotGreeted(Exception):  # noqa: N818 - it reads as what it says
    """A connection was offered, and could not be opened; the message says why."""


class Link:
    """One connection, listened to in a thread of its own.

    `settled` once it is known whether Slack `greeted`; `over` once another one is needed: the
    connection broke, or Slack has said that it will close it. `heard` is called with every
    envelope.
    """

    def __init__(self, url: str, pace: Pace, heard: Callable[[Link, dict[str, Any]], None]) -> None:
        self.settled = Event()
        self.over = Event()
        self.greeted = False
        self.reason = ""
        self._url = url
        self._pace = pace
        self._heard = heard
        self._wire: ClientConnection | None = None
        self._thread = Thread(target=self._live, name="socket-mode-link", daemon=True)
        self._thread.start()

    @property
    def alive(self) -> bool:
        """Whether it is still listened to."""
        return self._thread.is_alive()

    def send(self, frame: str) -> None:
        """Send a frame. ConnectionClosed when the connection has broken."""
        assert self._wire is not None, "only what was heard is answered"  # noqa: S101 - for mypy
        self._wire.send(frame)

    def close(self) -> None:
        """Say good-bye, and close."""
        if self._wire is not None:
            self._wire.close()

    def _live(self) -> None:
        try:
            self._listen()
        except (OSError, WebSocketException) as error:
            self.reason = self.reason or f"{type(error).__name__}: {error}"
        finally:
            self.over.set()
            self.settled.set()

    def _listen(self) -> None:
        with connect(
            self._url,
            compression=None,
            open_timeout=self._pace.answer,
            ping_interval=self._pace.ping,
            ping_timeout=self._pace.pong,
            close_timeout=self._pace.close,
        ) as self._wire:
            while True:
                self._hear(self._wire.recv(self._patience()))

    def _patience(self) -> float | None:
        if self.over.is_set():
            return self._pace.linger
        return None if self.greeted else self._pace.answer

    def _hear(self, frame: str | bytes) -> None:
        match _read(frame):
            case {"type": "hello"}:
                self.greeted = True
                self.settled.set()
            case {"type": "disconnect", **more}:
                self.reason = str(more.get("reason"))
                self.over.set()
            case {"type": str(), "envelope_id": str(), "payload": dict()} as envelope:
                self._heard(self, envelope)
            case _:
                log.warning("socket_mode_not_understood")


def _read(frame: str | bytes) -> Any:
    try:
        return json.loads(frame)
    except ValueError:
        return None


class SocketMode:
    """Keeps one connection to Slack open, and answers what comes over it on its own threads.

    `monotonic` gives seconds that never go back. `start` and `stop`, once each.
    """

    def __init__(
        self,
        client: WebClient,
        app_token: str,
        envelopes: Envelopes,
        monotonic: Callable[[], float],
        pace: Pace | None = None,
    ) -> None:
        self._client = client
        self._app_token = app_token
        self._envelopes = envelopes
        self._monotonic = monotonic
        self._pace = pace or Pace()
        self._links: set[Link] = set()
        self._in_hand: set[Future[None]] = set()
        self._workers = ThreadPoolExecutor(WORKERS, "socket-mode")
        self._stopping = Event()
        self._taking = Lock()  # so that stopping sees whatever was begun

    @property
    def connected(self) -> bool:
        """Whether Slack can send something now."""
        return any(link.alive and not link.over.is_set() for link in list(self._links))

    def start(self) -> None:
        """Connect, and return once Slack has greeted; from then on the connection is kept.

        SlackApiError when Slack does not accept the token; OSError when Slack cannot be reached,
        NotGreeted when the connection that it offers cannot be opened.
        """
        first = self._open()
        Thread(target=self._keep, args=[first], name="socket-mode", daemon=True).start()

    def stop(self) -> None:
        """Take nothing more, finish what is in hand, and close."""
        with self._taking:
            self._stopping.set()
            in_hand = list(self._in_hand)
        wait(in_hand, self._pace.finish)
        self._workers.shutdown(wait=False, cancel_futures=True)
        for link in list(self._links):
            link.over.set()
            link.close()

    def _open(self) -> Link:
        url = str(self._client.apps_connections_open(app_token=self._app_token)["url"])
        link = Link(url, self._pace, self._take)
        link.settled.wait()
        if not link.greeted:
            raise NotGreeted(link.reason)
        self._links = {each for each in self._links if each.alive} | {link}
        log.info("socket_mode_connected")
        if self._stopping.is_set():
            link.close()
        return link

    def _keep(self, link: Link) -> None:
        """Replace each connection that is over by another one, until told to stop."""
        failures = 0
        while True:
            since = self._monotonic()
            link.over.wait()
            if self._stopping.is_set():
                return
            log.warning("socket_mode_over", extra={"reason": link.reason})
            failures = 0 if self._monotonic() - since >= self._pace.steady else failures + 1
            while (following := self._try_again(failures)) is None:
                if self._stopping.is_set():
                    return
                failures += 1
            link = following

    def _try_again(self, failures: int) -> Link | None:
        if self._stopping.wait(self._pace.pause(failures)):
            return None
        try:
            return self._open()
        except Exception as error:  # noqa: BLE001 - whatever it was, it may be over next time
            log.warning("socket_mode_not_connected", extra={"error": type(error).__name__})
            return None

    def _take(self, link: Link, envelope: dict[str, Any]) -> None:
        with self._taking:
            if self._stopping.is_set():
                return
            in_hand = self._workers.submit(self._answer, link, envelope, self._monotonic())
            self._in_hand.add(in_hand)
        in_hand.add_done_callback(self._in_hand.discard)

    def _answer(self, link: Link, envelope: dict[str, Any], heard_at: float) -> None:
        with somebody_waits(self._pace.answering, heard_at):
            frame = self._envelopes.acknowledge(envelope)
        try:
            if frame is not None:
                link.send(frame)
        except (OSError, WebSocketException) as error:
            log.warning("answer_lost", extra={"error": type(error).__name__})
