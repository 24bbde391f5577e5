"""Slack and a letterbox without a network: the playground's workspace, asked in the same process.

What the bot posts is judged as Slack judges it, kept and edited there, and goes wrong when it was
told to. So a test can look at what stands before somebody, and not only at what was to be sent.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import cache
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.interviews.model import Kept, Person
from bot.interviews.notices import BY_MAIL, Card, Notice, Reason
from bot.interviews.ports.book import HouseClock
from bot.interviews.ports.post import Receipt, Undelivered
from bot.manifest import manifest
from bot.playground.calls import Call
from bot.playground.conversations import Message
from bot.playground.events import Events
from bot.playground.faults import Faults
from bot.playground.installation import SlackApp
from bot.playground.members import Member
from bot.playground.tickets import SlackError
from bot.playground.webapi import METHODS, refusal
from bot.playground.workspace import Workspace
from bot.slack.buckets import EDIT, NO_LIMIT, POST, Buckets
from bot.slack.calls import OneTryClient
from bot.slack.cards import Setting
from bot.slack.erasing import DELETE
from bot.slack.post import SlackPost

TOKEN, ADDRESS = "xoxb-at-hand", "http://127.0.0.1/"
OK, TOO_MANY = 200, 429
LOST, REPLY_LOST, LIMITED = "lost", "reply lost", "limited"
REFUSALS = {  # what Slack says, instead of doing it
    "refused": (OK, "restricted_action"),
    "uneditable": (OK, "edit_window_closed"),
    LIMITED: (TOO_MANY, "ratelimited"),
}
TROUBLES = [(POST, what) for what in ("refused", LIMITED, LOST, REPLY_LOST)] + [
    (EDIT, what) for what in ("uneditable", LIMITED, LOST)
] + [(DELETE, LIMITED)]  # fmt: skip


class SlackAtHand(OneTryClient):
    """Slack's client with a workspace at its other end.

    `troubles` holds, for each conversation and method, what happens to the next calls, one after
    the other; `unedited` are the messages that could not be edited once.
    """

    def __init__(self, clock: HouseClock, members: list[Member]) -> None:
        super().__init__(TOKEN, ADDRESS)
        self.workspace = Workspace(
            name="Acme",
            members=members,
            app=_app(),
            clock=clock,
            machine_time=lambda: clock.now().timestamp(),
            channels=(),
        )
        self.troubles: dict[tuple[str, str], list[str]] = {}
        self.unedited: set[tuple[str, str]] = set()
        nobody: Any = None  # hears of what happens here
        self._events = Events(self.workspace, nobody, Faults(), retry_delays=(), echoes=False)

    def api_call(self, api_method: str, **given: Any) -> SlackResponse:
        """Do what is asked of Slack, unless there is trouble."""
        arguments = json.loads(json.dumps(given.get("json") or given.get("params") or {}))
        waiting = self.troubles.get((arguments.get("channel", ""), api_method))
        trouble = waiting.pop(0) if waiting else None
        if trouble and api_method == EDIT:
            self.unedited.add((arguments["channel"], arguments["ts"]))
        if trouble == LOST:
            raise TimeoutError(trouble)
        if trouble in REFUSALS:
            status, error = REFUSALS[trouble]
            raise self._refused({"ok": False, "error": error}, status)
        answer = self._done(api_method, arguments)
        if trouble == REPLY_LOST:
            raise TimeoutError(trouble)
        return answer

    def message(self, channel: str | None, ts: str | None) -> Message | None:
        """Give the message that stands there."""
        conversation = self.workspace.conversations.get(channel or "")
        return conversation.find(ts or "") if conversation else None

    def keys(self, person: Person) -> Iterator[str]:
        """Give which notices posted what stands before somebody."""
        conversation = self.workspace.conversations.get(f"D{(person.slack_user_id or '')[1:]}")
        for message in conversation.messages if conversation else ():
            if message.metadata:
                yield message.metadata["event_payload"]["key"]

    def shown(self) -> Iterator[tuple[str, str]]:
        """Give all that stands before anybody, with its place."""
        for conversation in self.workspace.conversations.values():
            for message in conversation.messages:
                place = f"{conversation.id} {message.ts}"
                yield place, json.dumps([message.text, message.blocks])

    def post(
        self, setting: Setting, clock: HouseClock, remember: Callable[[Person, str], None]
    ) -> SlackPost:
        """Make the post that delivers here; it goes by the house clock alone."""
        buckets = Buckets(NO_LIMIT, lambda: clock.now().timestamp())
        return SlackPost(self, setting, clock, remember, buckets, clock.now)

    def _done(self, method: str, arguments: dict[str, Any]) -> SlackResponse:
        call = Call(self.workspace, self._events, ADDRESS, {}, arguments)
        does, _scope = METHODS[method]
        try:
            return self._answer({"ok": True, **does(call)}, OK)
        except SlackError as refused:
            raise self._refused(refusal(refused), OK) from None

    def _refused(self, body: dict[str, Any], status: int) -> SlackApiError:
        return SlackApiError("refused", self._answer(body, status))

    def _answer(self, body: dict[str, Any], status: int) -> SlackResponse:
        # Where the clock stands during a sweep, a pause of Slack's would never pass in it.
        return SlackResponse(
            client=self, http_verb="POST", api_url=ADDRESS, req_args={}, data=body,
            headers={"Retry-After": "0"}, status_code=status,
        )  # fmt: skip


class Letters:
    """A post by e-mail that keeps its letters, which nobody can look for afterwards.

    `troubles` holds what is raised instead, for each person, one after the other.
    """

    def __init__(self) -> None:
        self.letters: list[tuple[Notice, Kept, Person]] = []
        self.troubles: dict[int, list[Undelivered]] = {}

    def reaches(self, person: Person) -> bool:
        return person.email is not None

    def pause(self) -> timedelta:
        return timedelta(0)

    def turn(self, *_: object) -> timedelta:
        return timedelta(0)

    def stop(self) -> None:
        pass

    def find(self, *_: object) -> Receipt | None:
        raise Undelivered("mail_cannot_be_looked_for", for_good=True)

    def deliver(self, notice: Notice, kept: Kept, person: Person, _card: Card | None) -> Receipt:
        if not notice.loud:
            raise Undelivered("a_letter_stays", reason=Reason.NO_CARD, for_good=True)
        if self.troubles.get(person.id):
            raise self.troubles[person.id].pop(0)
        self.letters.append((notice, kept, person))
        return Receipt(channel=BY_MAIL, ts=f"<{len(self.letters)}@acme.example>")


@cache
def _app() -> SlackApp:
    return SlackApp(manifest(), TOKEN, "hush")
