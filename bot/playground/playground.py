"""The playground: a whole Slack workspace in one process."""

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from starlette.applications import Starlette
from starlette.routing import Route, WebSocketRoute

from bot.playground import browser
from bot.playground.events import Events
from bot.playground.exchange import Exchange
from bot.playground.face import Face
from bot.playground.faults import Fault, Faults
from bot.playground.inbox import InBox
from bot.playground.installation import BOT_USER, SlackApp
from bot.playground.line import HttpLine, Line
from bot.playground.mail import MailRoom
from bot.playground.members import Member
from bot.playground.rates import Rates
from bot.playground.response_urls import ResponseUrls
from bot.playground.sockets import PATH, Sockets
from bot.playground.webapi import WebApi
from bot.playground.workspace import HouseClock, Workspace

RETRY_DELAYS = (0.1, 1.0, 5.0)


class Playground:
    """A Slack workspace on one's own machine, with one app installed.

    `base_url` is where `asgi` is served, without a slash at the end; `machine_time` gives seconds
    since the epoch, for signatures, triggers, response_urls and timestamps of messages, while
    `clock` is the house clock that is shown beside messages. `move_clock` moves the house clock
    forward to an aware instant; `upcoming` says when the next notice is due (called in a thread).
    `hints` are lines to try ({"text", "line"}), shown to whoever is here for the first time; one
    without a line is a sentence above them; one with "for", a list of members, is shown to those
    alone.
    `user_groups` are the members of user groups by the group's id. `ack_seconds` is how long the
    app may take to answer, `retry_delays` the pauses before each repeated delivery of an event.
    `mail` receives the e-mails of people outside, and shows them under `/mail`.
    With `echoes`, the app also gets the events of its own messages, as from Slack. Calls are
    limited as often as Slack limits them once `rates.on` is set.

    Everything lives in memory and in the event loop that serves `asgi`; the methods here are to
    be called in that loop. The browser's page is under `/`, its JSON under `/playground/…`,
    Slack's Web API under `/slack-api/<method>`, response_urls under `/response/…`, files under
    `/upload/…` and `/files/…`, and the websockets of an app in Socket Mode under `/link/`.
    """

    def __init__(  # noqa: PLR0913  a whole workspace is described by keywords, once
        self,
        *,
        name: str,
        members: Sequence[Member],
        app: SlackApp,
        clock: HouseClock,
        base_url: str,
        machine_time: Callable[[], float],
        move_clock: Callable[[datetime], Awaitable[None]] | None = None,
        upcoming: Callable[[], datetime | None] | None = None,
        channels: Iterable[str] = ("general", "hiring"),
        hints: Sequence[Mapping[str, Any]] = (),
        user_groups: Mapping[str, Iterable[str]] | None = None,
        ack_seconds: float = 3.0,
        retry_delays: Sequence[float] = RETRY_DELAYS,
        echoes: bool = True,
        mail: MailRoom | None = None,
    ) -> None:
        self.workspace = Workspace(
            name=name, members=members, app=app, clock=clock, machine_time=machine_time,
            channels=channels,
        )  # fmt: skip
        self.faults = Faults()
        self.rates = Rates(machine_time)
        base_url = base_url.rstrip("/")
        address = base_url.replace("http", "ws", 1)
        self.sockets = Sockets(app, self.faults, address=address, seconds=ack_seconds)
        self._line = self._line_to(app, machine_time, ack_seconds)
        self.events = Events(
            self.workspace, self._line, self.faults, retry_delays=retry_delays, echoes=echoes
        )
        self._exchange = Exchange(self.workspace, self._line, self.events, base_url)
        self._groups = {group: list(users) for group, users in (user_groups or {}).items()}
        self._mail = mail
        if mail is not None:
            mail.arrived = self.workspace.touch_all
        letters = (lambda: len(mail.letters)) if mail is not None else None
        self._face = Face(
            self._exchange, self.faults, move_clock, upcoming, self.update_member, hints, letters
        )
        self.asgi = Starlette(routes=self._routes(), lifespan=self._lifespan)

    async def update_member(self, user: str, **changes: Any) -> None:
        """Change fields of a member (`tz`, `locale`, `deleted`, …) and tell the app of it.

        KeyError when there is no such member, TypeError when there is no such field.
        """
        member = self.workspace.members[user].changed(**changes)
        self.workspace.members[user] = member
        self.workspace.touch_all()
        await self.events.user_change(member)

    async def uninstall(self) -> None:
        """Take the app out of the workspace: its token dies, and it is told."""
        self.workspace.installed = False
        await self.events.uninstalled()

    async def remove_app_from(self, channel: str) -> None:
        """Take the app out of a channel: it can no longer read or write there."""
        self.workspace.conversations[channel].members.discard(BOT_USER)

    def fail(self, method: str, fault: Fault, times: int = 1) -> None:
        """Let the next calls of a Web API method, or the next events (`event`), go wrong."""
        self.faults.add(method, fault, times)

    async def close(self) -> None:
        """End all streams and deliveries; to be called before the server is stopped."""
        self.workspace.end()
        await self.events.close()
        await self._line.close()

    @contextlib.asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        yield
        await self.close()

    def _line_to(self, app: SlackApp, machine_time: Callable[[], float], seconds: float) -> Line:
        """Give the line on which the app is reached: its own websocket, or posts to its address."""
        if app.socket_mode:
            return self.sockets
        return HttpLine(app, machine_time=machine_time, seconds=seconds)

    def _routes(self) -> list[Any]:
        api = WebApi(
            self.workspace,
            self.events,
            self.faults,
            rates=self.rates,
            sockets=self.sockets,
            base_url=self._exchange.base_url,
            user_groups=self._groups,
        )
        answers = ResponseUrls(self.workspace, self.faults)
        return [
            *self._face.routes(),
            Route("/slack-api/{method}", api.handle, methods=["GET", "POST"]),
            Route("/response/{ticket}", answers.handle, methods=["POST"]),
            *self.workspace.shelf.routes(),
            WebSocketRoute(PATH, self.sockets.handle),
            *(InBox(self._mail).routes() if self._mail is not None else []),
            *browser.routes(),
        ]
