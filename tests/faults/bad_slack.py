"""Slack, for couriers that are killed: the playground, with its bad days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from random import Random
from typing import Self

from stamped import patience

from bot.clock import Clock, machine_time
from bot.interviews.sending.terms import Terms
from bot.manifest import manifest
from bot.playground import Member, Playground, SlackApp
from bot.playground.faults import Fault, Kind, Weather
from bot.server import Server, bind

PEOPLE = 40


class BadDay:
    """Of the messages that are posted some meet a fault, the same ones for one seed."""

    def __init__(self, seed: int, terms: Terms, kinds: Sequence[Kind], chance: float) -> None:
        self._dice = Random(seed)  # noqa: S311 - nothing here is a secret
        self._kinds = kinds
        self._chance = chance
        self._late = (terms.timeout + terms.grace * 0.6).total_seconds()

    def fault_for(self, method: str) -> Fault | None:
        if method != "chat.postMessage" or self._dice.random() >= self._chance:
            return None
        return Fault(self._dice.choice(self._kinds), self._late)


class Slack:
    """A workspace of forty people, served.

    It accepts no message later than the terms say, for that is what the courier counts on.
    """

    def __init__(self, terms: Terms, weather: Weather) -> None:
        bound = bind("127.0.0.1", 0)
        address = f"http://127.0.0.1:{bound.getsockname()[1]}"
        self.url = f"{address}/slack-api/"
        app = SlackApp(manifest(url=address), "xoxb-faults", "secret", f"{address}/nobody")
        self.playground = Playground(
            name="Acme",
            members=[Member(user, user, user, f"{user}@x.example", None) for user in users()],
            app=app,
            clock=Clock(),
            base_url=address,
            machine_time=machine_time,
            echoes=False,
        )
        self.playground.faults.turn(weather)
        self.playground.faults.patience = patience(terms)
        self._server = Server(self.playground.asgi, bound)

    def posted(self) -> Counter[str]:
        """How often each notice's message stands there, by its key."""
        return Counter(
            message.metadata["event_payload"]["key"]
            for conversation in self.playground.workspace.conversations.values()
            for message in conversation.messages
            if message.metadata
        )

    def __enter__(self) -> Self:
        self._server.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.stop()


def users() -> list[str]:
    return [f"U{number:03}" for number in range(PEOPLE)]
