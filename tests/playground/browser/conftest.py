"""A real Bolt app in a real playground, and a real Chromium that looks at it."""

import dataclasses
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response
from slack_sdk import WebClient
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.clock import machine_time
from bot.playground import Member, Playground, SlackApp

START = datetime(2026, 11, 20, 13, 50, tzinfo=UTC)
TALK = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)

MEMBERS = [
    Member("U1", "sam", "Sam Okafor", "sam@acme.test", "Europe/Madrid", "en-GB", title="Recruiter"),
    Member("U2", "pat", "Pat Lind", "pat@acme.test", "America/New_York", title="Engineer"),
    Member("U3", "ana", "Ana Ruiz", "ana@acme.test", None, title="Candidate"),
]

MANIFEST = {
    "display_information": {"name": "Practice"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "bot_user": {"display_name": "Practice"},
        "slash_commands": [
            {
                "command": "/practice",
                "description": "Try things out",
                "usage_hint": "hello | form | card @who",
                "should_escape": True,
            }
        ],
    },
    "oauth_config": {"scopes": {"bot": ["commands", "chat:write", "im:write", "im:history"]}},
    "settings": {
        "event_subscriptions": {"bot_events": ["app_home_opened", "message.im"]},
        "interactivity": {"is_enabled": True},
    },
}


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": text}


def option(text: str) -> dict[str, Any]:
    return {"text": plain(text), "value": text.lower()}


def field(block_id: str, label: str, element: dict[str, Any], **more: Any) -> dict[str, Any]:
    own = {"action_id": "value", **element}
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": own, **more}


def form(kind: str = "Video", place: str = "place:1") -> dict[str, Any]:
    kinds = {"type": "radio_buttons", "options": [option("Video"), option("Phone")]}
    label = {"Video": "Link", "Phone": "Number"}[kind]
    return {
        "type": "modal",
        "callback_id": "talk",
        "title": plain("New talk"),
        "submit": plain("Book"),
        "blocks": [
            field("title", "Title", {"type": "plain_text_input"}, hint=plain("A few words")),
            field("who", "With whom?", {"type": "external_select", "min_query_length": 2}),
            field("when", "When", {"type": "datetimepicker"}),
            field("kind", "Kind", {**kinds, "initial_option": option(kind)}, dispatch_action=True),
            field(place, label, {"type": "plain_text_input"}, optional=True),
        ],
    }


def card(state: str) -> list[dict[str, Any]]:
    seconds = int(TALK.timestamp())
    buttons = [
        {"type": "button", "text": plain("Accept"), "action_id": "accept", "style": "primary"},
        {
            "type": "button",
            "text": plain("Decline"),
            "action_id": "decline",
            "style": "danger",
            "confirm": {
                "title": plain("Decline it?"),
                "text": mrkdwn("Nobody else is *free*."),
                "confirm": plain("Decline it"),
                "deny": plain("Keep it"),
            },
        },
    ]
    when = f"<!date^{seconds}^{{date_short_pretty}} at {{time}}|17:00 UTC>"
    return [
        {"type": "header", "block_id": "head", "text": plain("A talk")},
        {"type": "section", "block_id": "when", "text": mrkdwn(f"*When:* {when}")},
        {"type": "context", "block_id": "state", "elements": [mrkdwn(f"It is {state}.")]},
        {"type": "actions", "block_id": "answers", "elements": buttons},
    ]


def everything() -> list[dict[str, Any]]:
    """Return one of each element that acts at once."""
    options = {"options": [option("Red"), option("Blue")]}
    dots = {"type": "overflow", "options": [option("Why"), option("Settings")]}
    fields = [
        {"type": "static_select", "placeholder": plain("Colour"), **options},
        {"type": "users_select", "placeholder": plain("Colleague")},
        {"type": "datepicker"},
        {"type": "timepicker"},
        {"type": "datetimepicker"},
        {"type": "checkboxes", **options},
    ]
    named = [{**each, "action_id": f"one:{each['type']}"} for each in [*fields, dots]]
    return [{"type": "actions", "block_id": "all", "elements": named}]


def practice_app(slack: str, secret: str) -> App:
    """Return an app with a command, a form, a card, a menu that searches and a Home tab."""
    client = WebClient(token="xoxb-practice", base_url=f"{slack}/slack-api/")
    app = App(client=client, signing_secret=secret, token_verification_enabled=False)
    listen_to_commands(app)
    listen_to_forms(app)
    listen_to_cards(app)
    return app


def listen_to_commands(app: App) -> None:
    @app.command("/practice")
    def practice(ack: Any, command: Any, client: Any) -> None:
        word, _, rest = command["text"].partition(" ")
        if word == "form":
            client.views_open(trigger_id=command["trigger_id"], view=form())
            ack()
        elif word == "card":
            person = rest.removeprefix("<@").partition("|")[0]
            client.chat_postMessage(channel=person, text="A talk", blocks=card("open"))
            ack()
        elif word == "everything":
            ack(text="everything", blocks=everything())
        elif word == "evil":
            blocks = [{"type": "section", "text": mrkdwn(rest)}]
            ack(text="evil", blocks=blocks)
        elif word != "silent":
            ack(f"You said *{rest or word}*, <@{command['user_id']}>")


def listen_to_forms(app: App) -> None:
    @app.options("value")
    def names(ack: Any, payload: Any) -> None:
        known = ["Ana Ruiz", "Anabel Cruz", "Bo Lind"]
        query = payload["value"].lower()
        ack(options=[option(name) for name in known if query in name.lower()])

    @app.action("value")
    def kind(ack: Any, body: Any, client: Any) -> None:
        chosen = body["actions"][0]["selected_option"]["text"]["text"]
        place = {"Video": "place:1", "Phone": "place:2"}[chosen]
        client.views_update(view_id=body["view"]["id"], view=form(chosen, place))
        ack()

    @app.view("talk")
    def talk(ack: Any, view: Any, body: Any, client: Any) -> None:
        values = view["state"]["values"]
        if values["title"]["value"]["value"] == "wrong":
            ack(response_action="errors", errors={"title": "That is no good title."})
            return
        ack()
        when = values["when"]["value"]["selected_date_time"]
        who = values["who"]["value"]["selected_option"]["text"]["text"]
        text = f"{values['title']['value']['value']} with {who} at {when}"
        client.chat_postMessage(channel=body["user"]["id"], text=text)


def listen_to_cards(app: App) -> None:
    @app.action(re.compile("one:.*"))
    def one(ack: Any, action: Any, respond: Any) -> None:
        ack()
        [given] = [value for key, value in action.items() if key.startswith("selected_")]
        values = [each["value"] for each in given] if isinstance(given, list) else given
        values = given["value"] if isinstance(given, dict) else values
        respond(f"{action['type']} is {values}", replace_original=False)

    @app.action("accept")
    def accept(ack: Any, body: Any, client: Any) -> None:
        ack()
        place = {"channel": body["channel"]["id"], "ts": body["message"]["ts"]}
        client.chat_update(**place, text="A talk", blocks=card("accepted"))

    @app.action("decline")
    def decline(ack: Any, body: Any, client: Any) -> None:
        ack()
        place = {"channel": body["channel"]["id"], "ts": body["message"]["ts"]}
        client.chat_update(**place, text="A talk", blocks=card("declined"))

    @app.event("app_home_opened")
    def home(event: Any, client: Any) -> None:
        if event["tab"] == "home":
            view = {"type": "home", "blocks": [{"type": "header", "text": plain("Your talks")}]}
            client.views_publish(user_id=event["user"], view=view)

    @app.event("message")
    def message() -> None: ...


class HandClock:
    """A house clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.present = START

    def now(self) -> datetime:
        return self.present

    async def move(self, instant: datetime) -> None:
        self.present = instant


@dataclasses.dataclass
class Stage:
    """The playground being served, and windows onto it."""

    served: Any
    playground: Playground
    windows: Any

    def window(self, person: str, query: str = "", **options: Any) -> Any:
        """Open a window as that person."""
        return self.windows.open(f"{self.served.base_url}/?as={person}{query}", **options)


def _request_door(app: App) -> Starlette:
    async def endpoint(request: Request) -> Response:
        asked = to_bolt_request(request, await request.body())
        return to_starlette_response(await run_in_threadpool(app.dispatch, asked))

    return Starlette(routes=[Route("/slack/events", endpoint, methods=["POST"])])


@pytest.fixture
def stage(windows: Any, two_servers: Any) -> Iterator[Stage]:
    """The playground with the practice app in it, and its clock at 14:50 in Madrid."""
    clock = HandClock()
    workspace, app = two_servers
    installed = SlackApp(MANIFEST, "xoxb-practice", "hush", f"{app.base_url}/slack/events")
    playground = Playground(
        name="Acme",
        members=MEMBERS,
        app=installed,
        clock=clock,
        base_url=workspace.base_url,
        machine_time=machine_time,
        move_clock=clock.move,
        hints=[
            {"text": "Talks are booked here."},
            {"text": "Book a talk", "line": "/practice form"},
        ],
        upcoming=lambda: clock.present + timedelta(hours=2) if clock.present == START else None,
        ack_seconds=1.0,
    )
    workspace.current = playground.asgi
    app.current = _request_door(practice_app(workspace.base_url, "hush"))
    yield Stage(workspace, playground, windows)
    workspace.call(playground.close())
