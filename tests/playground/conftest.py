"""A workspace of three, and a real Bolt app in it: signed requests over loopback HTTP."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Self

import pytest
from slack_bolt import App
from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response
from slack_sdk import WebClient
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.playground import Member, Playground, SlackApp
from bot.playground.driver import Driver, Person
from bot.server import Server, bind

TOKEN = "xoxb-playground"
SECRET = "signing-secret"
APP_TOKEN = "xapp-playground"
SCOPES = [
    "commands",
    "chat:write",
    "im:write",
    "im:history",
    "users:read",
    "users:read.email",
    "usergroups:read",
    "app_mentions:read",
    "files:write",
]
EVENTS = ["app_home_opened", "user_change", "app_mention", "message.im"]


def a_manifest(**changes: Any) -> dict[str, Any]:
    manifest: dict[str, Any] = {
        "display_information": {"name": "Tiny"},
        "features": {
            "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
            "bot_user": {"display_name": "tiny"},
            "slash_commands": [
                {"command": "/tiny", "description": "Tiny", "should_escape": True},
                {"command": "/raw", "description": "Raw", "should_escape": False},
            ],
        },
        "oauth_config": {"scopes": {"bot": SCOPES}},
        "settings": {
            "event_subscriptions": {"bot_events": EVENTS},
            "interactivity": {"is_enabled": True},
        },
    }
    return manifest | changes


class StandingClock:
    def __init__(self, instant: datetime) -> None:
        self.instant = instant

    def now(self) -> datetime:
        return self.instant

    async def move(self, to: datetime) -> None:
        self.instant = to


class MachineTime:
    """The machine's time, which a test may move ahead."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> float:
        now = time.time()  # noqa: TID251  Bolt checks signatures against the machine's own clock
        return now + self.ahead


@dataclass
class House:
    """The playground and the tiny app, both served."""

    playground: Playground
    served: "Served"
    driver: Driver
    app: App
    client: WebClient
    clock: StandingClock
    machine_time: MachineTime
    requests: list[tuple[dict[str, str], str]] = field(default_factory=list)

    @property
    def ana(self) -> Person:
        return self.driver.person("U1")

    @property
    def bob(self) -> Person:
        return self.driver.person("U2")

    def keeps(self, listener: Callable[..., Any], into: list[Any]) -> None:
        """Register a listener that acks and keeps the body."""

        def keep(ack: Callable[..., Any], body: dict[str, Any]) -> None:
            into.append(body)
            ack()

        listener(keep)


PEOPLE = [
    Member("U1", "ana", "Ana Ruiz", "ana@acme.example", "Europe/Madrid", is_admin=True),
    Member("U2", "bob", "Bob Stone", "bob@acme.example", "America/New_York", locale="es-ES"),
    Member("U3", "cleo", "Cleo Gone", "cleo@acme.example", None, deleted=True),
]


@pytest.fixture
def manifest() -> dict[str, Any]:
    return a_manifest()


@pytest.fixture
def ack_seconds() -> float:
    return 3.0


class Served:
    """An address that is served all the time; each test puts its own app behind it."""

    def __init__(self) -> None:
        bound = bind("127.0.0.1", 0)
        self.base_url = f"http://127.0.0.1:{bound.getsockname()[1]}"
        self.current: Any = None
        self._life = Starlette(lifespan=self._lifespan)
        self._server = Server(self, bound)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        app = self._life if scope["type"] == "lifespan" else self.current
        await app(scope, receive, send)

    def call(self, work: Coroutine[Any, Any, Any]) -> Any:
        """Run a coroutine in the server's own event loop and return its result."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    @contextlib.asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        self._loop = asyncio.get_running_loop()
        yield

    def __enter__(self) -> Self:
        self._server.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.stop()


@pytest.fixture(scope="session")
def two_servers() -> Iterator[tuple[Served, Served]]:
    with Served() as slack, Served() as bot:
        yield slack, bot


@pytest.fixture
def house(manifest: dict[str, Any], ack_seconds: float, two_servers: Any) -> Iterator[House]:
    here, there = two_servers
    clock = StandingClock(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
    machine_time = MachineTime()
    playground = Playground(
        name="Acme",
        members=PEOPLE,
        app=SlackApp(manifest, TOKEN, SECRET, f"{there.base_url}/slack/events", APP_TOKEN),
        clock=clock,
        base_url=here.base_url,
        machine_time=machine_time,
        move_clock=clock.move,
        upcoming=lambda: clock.instant + timedelta(hours=1),
        user_groups={"S1": ["U1", "U2"]},
        ack_seconds=ack_seconds,
        retry_delays=(0.0, 0.02, 0.05),
        echoes=False,
    )
    client = WebClient(TOKEN, base_url=f"{here.base_url}/slack-api/", retry_handlers=[])
    app = App(
        name="practice",
        client=client,
        signing_secret=SECRET,
        process_before_response=True,
        token_verification_enabled=False,
    )
    requests: list[tuple[dict[str, str], str]] = []
    here.current, there.current = playground.asgi, _bolt_server(app, requests)
    driver = Driver(here.base_url)
    yield House(playground, here, driver, app, client, clock, machine_time, requests)
    driver.close()
    here.call(playground.close())


def _bolt_server(app: App, requests: list[tuple[dict[str, str], str]]) -> Starlette:
    async def endpoint(request: Request) -> Response:
        body = await request.body()
        requests.append((dict(request.headers), body.decode()))
        answer = await run_in_threadpool(app.dispatch, to_bolt_request(request, body))
        return to_starlette_response(answer)

    return Starlette(routes=[Route("/slack/events", endpoint, methods=["POST"])])


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def a_button(text: str = "Yes", action_id: str = "yes", **more: Any) -> dict[str, Any]:
    return {"type": "button", "text": plain(text), "action_id": action_id, **more}


def an_input(block_id: str = "name", **element: Any) -> dict[str, Any]:
    whole = {"type": "plain_text_input", "action_id": "it", **element}
    return {"type": "input", "block_id": block_id, "label": plain(block_id), "element": whole}


def a_modal(*blocks: Any, **more: Any) -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": "form",
        "title": plain("Form"),
        "submit": plain("Save"),
        "blocks": list(blocks) or [an_input()],
        **more,
    }


class Make:
    """What tests build: buttons, inputs, modals."""

    plain = staticmethod(plain)
    button = staticmethod(a_button)
    input = staticmethod(an_input)
    modal = staticmethod(a_modal)
    manifest = staticmethod(a_manifest)


@pytest.fixture
def make() -> Make:
    return Make()
