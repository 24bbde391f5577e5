"""What tests of the Slack door share: that nothing came of something, and what is said."""

import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.house.slack import slack_token
from bot.playground.blockkit import judge_message_blocks, judge_view
from bot.slack import conversation
from bot.slack.calls import HurriedClient
from bot.slack.cards import Message, Setting
from bot.slack.desk import Desk, Opens
from bot.slack.directory import Directory
from bot.slack.errors import safely

Nothing = Callable[..., AbstractContextManager[None]]


@pytest.fixture
def nothing_comes_of_it(acme: Any) -> Nothing:
    """Watch the book and some people: nothing may be stored, and none of them may hear a thing."""

    def state(others: tuple[Any, ...]) -> tuple[Any, ...]:
        rows = acme.stored()
        tables = {table: rows[table] for table in ("interviews", "history", "notices")}
        return tables, [other.sees() for other in others]

    @contextmanager
    def watch(*others: Any) -> Iterator[None]:
        acme.settle()
        before = state(others)
        yield
        acme.settle()
        assert state(others) == before

    return watch


@pytest.fixture
def hiring(acme: Any) -> Any:
    """The channel #hiring."""
    channels = acme.demo.playground.workspace.conversations.values()
    return next(each for each in channels if each.name == "hiring")


@pytest.fixture
def desk(acme: Any) -> Desk:
    """The front desk of Acme, to be asked directly where the way through HTTP tells nothing."""
    house = acme.house
    client = HurriedClient(slack_token(house), house.settings.slack_api_url)
    directory = Directory(client, house.people, house.workspace_id, time.monotonic)
    setting = Setting(company="Acme", default_zone=ZoneInfo("UTC"), lead_times=house.lead_times)
    return Desk(
        house.interviews, house.people, directory, client, setting, house.clock.now,
        house.preferring, house.digests, house.diary, house.forgetting, house.calendar_name,
        house.table, house.passing_on,
    )  # fmt: skip


@pytest.fixture
def says(desk: Desk) -> Callable[[Any, str], Any]:
    """Let somebody type a line after the command; gives the message or the form that comes."""

    def say(person: Any, line: str) -> Any:
        return safely(
            desk,
            lambda: desk.directory.actor(person.id),
            lambda actor: conversation.answer(desk, actor, line),
        )

    return say


def _marked(value: Any) -> Iterator[str]:
    """Give every text in which Slack would read marks: notifications, and mrkdwn."""
    if isinstance(value, dict):
        if value.get("type") in {"user", "usergroup", "broadcast", "link"}:
            yield f"<a mark: {value}>"
        if value.get("type") not in {"plain_text", "text"} and isinstance(value.get("text"), str):
            yield value["text"]
        for each in value.values():
            yield from _marked(each)
    elif isinstance(value, list):
        for each in value:
            yield from _marked(each)


MARK = re.compile(r"<(?!!date\^\d+\^[^<>]*\||https?://)[^>]*>?|&(?!amp;|lt;|gt;)")
UNEXPECTED = "Something went wrong"


@pytest.fixture
def harmless() -> Callable[[Any], None]:
    """Assert that Slack takes a message, a form or an answer, and that it calls nobody."""

    def check(shown: Any) -> None:
        if isinstance(shown, Message):
            assert shown.text
            assert judge_message_blocks(shown.blocks) == []
            shown = {"text": shown.text, "blocks": shown.blocks}
        elif isinstance(shown, Opens):
            assert judge_view(shown.view, "modal") == []
            shown = shown.view
        for text in _marked(shown):
            assert not MARK.search(text), text
        everything = json.dumps(shown)
        assert UNEXPECTED not in everything
        assert "Traceback" not in everything

    return check
