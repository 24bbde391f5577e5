"""People, an interview in any state, and what a message shows, for the tests of the cards."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from arranging import applied, arranged

from bot.interviews.model import (
    Answer,
    Door,
    Kept,
    Person,
    Role,
    Says,
    Side,
    Status,
)
from bot.interviews.notices import Notice, What
from bot.playground.blockkit import judge_message_blocks
from bot.slack.cards import Message, Setting

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
START = datetime(2026, 11, 27, 14, 0, tzinfo=UTC)
LENGTH = timedelta(minutes=45)


def a_person(number: int, title: str, zone: str | None, **known: Any) -> Person:
    known = {"slack_user_id": f"U{number}", "slack_channel_id": f"D{number}"} | known
    return Person(id=number, workspace_id=1, title=title, time_zone=zone, **known)


def an_answer(says: Says, reason: str | None = None) -> Answer:
    return Answer(says=says, start_at=START, by_id=1, door=Door.SLACK, at=NOW, reason=reason)


class World:
    """Ana is interviewed by Pat, which Sam arranged; all of it can be otherwise."""

    now = NOW
    start = START
    setting = Setting(company="Acme")

    def __init__(self) -> None:
        self.ana = a_person(1, "Ana Ruiz", "Europe/Madrid")
        self.pat = a_person(2, "Pat Lee", "America/New_York", role=Role.INTERVIEWER)
        self.sam = a_person(3, "Sam Hill", "Europe/London", role=Role.OPERATOR)
        self.lou = a_person(4, "Lou Stranger", "Europe/Paris")

    person = staticmethod(a_person)
    answer = staticmethod(an_answer)

    def interview(
        self, status: Status = Status.PENDING, *, proposed_by: Side | None = None, **changes: Any
    ) -> Kept:
        """Give it in that state; `changes` are fields of the interview or of what is kept."""
        ana = changes.get("interviewee_person", self.ana)
        pat = changes.get("interviewer_person", self.pat)
        if status is Status.AMENDED:
            later = START + timedelta(days=1)
            changes = {
                "amended_by": proposed_by or Side.INTERVIEWEE,
                "amend_start_at": later,
                "amend_end_at": later + LENGTH,
            } | changes
        known = {
            "location": "https://meet.example.com/abc?a=1&b=2", "status": status, "owner": self.sam,
        }  # fmt: skip
        return arranged(applied(ana, NOW), ana, pat, START, **known | changes)

    def notice(self, what: What, person: Person, **known: Any) -> Notice:
        fields = {
            "workspace_id": 1,
            "interview_id": 27,
            "person_id": person.id,
            "what": what,
            "version": 1,
            "loud": True,
            "due_at": NOW,
            "key": "a-key",
            "created_at": NOW,
        } | known
        return Notice(**fields)


class Shown:
    """What a person sees of a message."""

    def __init__(self, message: Message) -> None:
        self.text = message.text
        self.blocks = message.blocks

    @property
    def buttons(self) -> list[str]:
        return [element["text"]["text"] for element in self._elements()]

    @property
    def standing_out(self) -> list[str]:
        """The buttons that are meant to be pressed first."""
        every = self._elements()
        return [one["text"]["text"] for one in every if one.get("style") == "primary"]

    @property
    def press_ids(self) -> list[str]:
        return [element["action_id"] for element in self._elements()]

    @property
    def urls(self) -> list[str]:
        return [element["url"] for element in self._elements() if "url" in element]

    @property
    def values(self) -> list[str]:
        return [element["value"] for element in self._elements() if "value" in element]

    @property
    def words(self) -> str:
        """All texts but the buttons', one below the other."""
        found = []
        for block in self.blocks:
            if block["type"] in {"section", "header"}:
                found.append(block["text"]["text"])
            elif block["type"] == "context":
                found += [element["text"] for element in block["elements"]]
        return "\n".join(found)

    @property
    def problems(self) -> list[str]:
        """What Slack would say against it."""
        names = self.press_ids
        twice = [f"{name} twice" for name in set(names) if names.count(name) > 1]
        return [*judge_message_blocks(self.blocks), *twice]

    def _elements(self) -> list[dict[str, Any]]:
        rows = [block["elements"] for block in self.blocks if block["type"] == "actions"]
        beside = [block["accessory"] for block in self.blocks if "accessory" in block]
        return [element for row in rows for element in row] + beside


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def shown() -> Callable[[Message], Shown]:
    return Shown
