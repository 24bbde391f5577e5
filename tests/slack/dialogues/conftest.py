"""Dialogues as transcripts: what everybody types and presses, and what all of them see.

A line of a transcript is one of these:

    sam: @ana with @pat fri 3pm     types it after the command ("sam:" alone types nothing)
    sam: [Book]                     presses that button, in the open form or the newest message
    sam: Time = 16:00               puts a value into a field of the open form
    sam: keeps                      remembers the newest message that is not the answer to a line
    sam: kept [I'll be there]       presses the button that was on that message then
    clock: 2026-11-26 14:00         turns the clock (UTC); "upcoming" is the next notice
    slack: chat.update 2            Slack breaks at the next two calls of that method

and, about what came of the last deed:

    sam | Book this interview?      these words are new before Sam: in the open form, in a message
    sam ! Book this interview?      these are not
    ana + Does the time suit you?   a new message with these words, which makes a sound
    ana ~ You said yes              an earlier message was edited, and has these words now
    ana .                           nothing came, and nothing was edited
"""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.playground.looking import reader_of
from bot.playground.rendering import message_text

Seen = tuple[str, bool, str]  # as it reads, whether only an answer to a line, as it is stored
LINE = re.compile(r"(?P<who>\w+) ?(?P<sign>[:|!+~.])(?: (?P<words>.*))?")
FIELD = re.compile(r"(?P<label>[^\[\]=]+?) = (?P<value>.*)")
BUTTON = re.compile(r"(?P<kept>kept )?\[(?P<label>[^\]]+)\]")
PEOPLE = ("sam", "pat", "lee", "ana", "bob")


class Transcript:
    """Plays transcripts, one after the other, at one company."""

    def __init__(self, acme: Any) -> None:
        self.acme = acme
        self.kept: dict[str, Any] = {}
        self._before = self._everything()

    def __call__(self, transcript: str) -> None:
        """Play it, line by line; the line that does not come true is named."""
        for line in filter(None, map(str.strip, transcript.splitlines())):
            try:
                self._play(line)
            except AssertionError as error:
                raise AssertionError(f"{line}\n{error}") from error

    def _play(self, line: str) -> None:
        found = LINE.fullmatch(line)
        assert found, "not a line of a transcript"
        who, sign, words = found["who"], found["sign"], found["words"] or ""
        if sign == ":":
            self._before = self._everything()
            self._act(who, words)
            self.acme.settle()
        else:
            SIGNS[sign](self, who, words)

    def _act(self, who: str, words: str) -> None:
        if who == "clock":
            to = words if words == "upcoming" else datetime.fromisoformat(words).replace(tzinfo=UTC)
            self.acme.turn_clock(to=to)
            return
        if who == "slack":
            method, times = words.split()
            self.acme.driver.fails(method, "broken", times=int(times))
            return
        person = getattr(self.acme, who)
        if words == "keeps":
            self.kept[who] = [m for m in person.messages() if not m["ephemeral"]][-1]
        elif button := BUTTON.fullmatch(words):
            self._press(person, button["label"], self.kept[who] if button["kept"] else None)
        elif person.state()["views"] and (field := FIELD.fullmatch(words)):
            person.chooses(field["label"], field["value"] or None, "view")
        else:
            person.types(f"/interview {words}".strip())

    def _press(self, person: Any, label: str, kept: Any) -> None:
        view = (person.state()["views"] or [{}])[-1]
        if kept is None and label == (view.get("submit") or {}).get("text"):
            person.submits()
        elif kept is None and label == (view.get("close") or {}).get("text"):
            person.closes()
        else:
            person.presses(label, kept)

    def _everything(self) -> dict[str, dict[str, Seen]]:
        return {who: self._messages(who) for who in PEOPLE}

    def text_of(self, person: Any, message: Any) -> str:
        """Give a message as that person reads it."""
        return message_text(message, reader_of(person.state()))

    def _messages(self, who: str) -> dict[str, Seen]:
        """Give what each message says, by its ts, and whether it is only an answer."""
        person = getattr(self.acme, who)
        reader = reader_of(person.state())
        return {
            m["ts"]: (message_text(m, reader), m["ephemeral"], json.dumps(m["blocks"]))
            for m in person.messages()
        }

    def _came(self, who: str, *, answers: bool = False) -> tuple[list[str], list[str]]:
        """Give the texts of the new messages, and of those that were edited."""
        before = self._before[who]
        now = {ts: s for ts, s in self._messages(who).items() if answers or not s[1]}
        new = [seen[0] for ts, seen in now.items() if ts not in before]
        return new, [s[0] for ts, s in now.items() if ts in before and before[ts][2] != s[2]]

    def _seen(self, who: str) -> str:
        new, edited = self._came(who, answers=True)
        return "\n\n".join([*new, *edited, getattr(self.acme, who).view()])

    def sees(self, who: str, words: str) -> None:
        seen = self._seen(who)
        assert words in seen, f"but {who} sees:\n{seen}"

    def misses(self, who: str, words: str) -> None:
        seen = self._seen(who)
        assert words not in seen, f"but {who} sees:\n{seen}"

    def hears(self, who: str, words: str) -> None:
        new, edited = self._came(who)
        assert any(words in text for text in new), f"new to {who}: {new}\nedited: {edited}"

    def finds_edited(self, who: str, words: str) -> None:
        new, edited = self._came(who)
        assert any(words in text for text in edited), f"edited for {who}: {edited}\nnew: {new}"

    def is_left_alone(self, who: str, _: str) -> None:
        assert self._came(who) == ([], [])


SIGNS: dict[str, Callable[[Transcript, str, str], None]] = {
    "|": Transcript.sees,
    "!": Transcript.misses,
    "+": Transcript.hears,
    "~": Transcript.finds_edited,
    ".": Transcript.is_left_alone,
}


@pytest.fixture
def play(acme: Any) -> Transcript:
    """Play a transcript at Acme; interview numbers begin with 1."""
    return Transcript(acme)
