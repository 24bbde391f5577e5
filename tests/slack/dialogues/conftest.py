"""Dialogues as transcripts: what everybody types and presses, and what all of them see.

A line of a transcript is one of these:

    sam: @ana with @pat fri 3pm     types it after the command ("sam:" alone types nothing)
    sam: [Book]                     presses that button, in the open form or the newest message
    sam: Time = 16:00               puts a value into a field of the open form
    sam: keeps                      remembers the newest message that is not the answer to a line
    sam: kept [I'll be there]       presses the button that was on that message then
    sam: "when is it?"              writes that to the bot, and waits for the answer
    sam: kept "at three"            writes it in the thread of that message
    clock: 2026-11-26 14:00         turns the clock (UTC); "upcoming" is the next notice
    slack: chat.update 2            Slack breaks at the next two calls of that method

and, about what came of the last deed:

    sam | Book this interview?      these words are new before Sam: in the open form, in a message
    sam ! Book this interview?      these are not
    ana + Does the time suit you?   a new message with these words, which makes a sound
    ana ~ You said yes              an earlier message was edited, and has these words now
    ana -                           nothing came that makes a sound
    ana .                           nothing came, and nothing was edited
"""

import json
import re
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import takewhile
from typing import Any

import pytest

from bot.playground.looking import messages_in, reader_of
from bot.playground.rendering import message_text, view_text

Seen = tuple[str, bool, str]  # as it reads, whether only an answer to a line, as it is stored
Messages = dict[str, Seen]  # by their ts
LINE = re.compile(r"(?P<who>\w+) ?(?P<sign>[:|!+~.-])(?: (?P<words>.*))?")
COMES = "|+~"  # the signs of what is to come
PATIENCE = 10  # seconds
FIELD = re.compile(r"(?P<label>[^\[\]=]+?) = (?P<value>.*)")
WRITTEN = re.compile(r'(?P<kept>kept )?"(?P<text>.*)"')
BUTTON = re.compile(r"(?P<kept>kept )?\[(?P<label>[^\]]+)\]")


class Transcript:
    """Plays transcripts, one after the other, at one company."""

    def __init__(self, acme: Any) -> None:
        self.acme = acme
        self.kept: dict[str, Any] = {}
        self._before: dict[str, Messages] = {}
        self._states: dict[str, Any] = {}  # as they are since the last deed

    def __call__(self, transcript: str) -> None:
        """Play it, line by line; the line that does not come true is named."""
        lines = [line for line in map(str.strip, transcript.splitlines()) if line]
        found = [LINE.fullmatch(line) for line in lines]
        self._states.clear()  # somebody may have acted in between
        for number, (line, parts) in enumerate(zip(lines, found, strict=True)):
            assert parts, f"not a line of a transcript: {line}"
            who, sign, words = parts["who"], parts["sign"], parts["words"] or ""
            try:
                if sign == ":":
                    self._before = {each: self._messages(each) for each in _watched(found[number:])}
                    self._act(who, words)
                    self.acme.settle()
                    self._states.clear()
                else:
                    self._comes_true(who, sign, words)
            except AssertionError as error:
                raise AssertionError(f"{line}\n{error}") from error

    def _comes_true(self, who: str, sign: str, words: str) -> None:
        """Look, and where something is to come look again for a while: some of it comes beside."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                return SIGNS[sign](self, who, words)
            except AssertionError:
                if sign not in COMES or time.monotonic() > until:
                    raise
            time.sleep(0.05)
            self._states.clear()

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
        elif written := WRITTEN.fullmatch(words):
            self._write(who, written["text"], self.kept[who]["ts"] if written["kept"] else None)
        elif button := BUTTON.fullmatch(words):
            self._press(person, button["label"], self.kept[who] if button["kept"] else None)
        elif person.state()["views"] and (field := FIELD.fullmatch(words)):
            person.chooses(field["label"], field["value"] or None, "view")
        else:
            person.types(f"/interview {words}".strip())

    def _write(self, who: str, text: str, thread_ts: str | None) -> None:
        person, channel = getattr(self.acme, who), f"D0{who.upper()}"
        answered = len(person.messages(channel)) + 2  # what is written, and what is answered
        person.types(text, channel, thread_ts)
        until = time.monotonic() + 10
        while len(person.messages(channel)) < answered:
            assert time.monotonic() < until, "no answer came"
            time.sleep(0.02)

    def _press(self, person: Any, label: str, kept: Any) -> None:
        view = (person.state()["views"] or [{}])[-1]
        if kept is None and label == (view.get("submit") or {}).get("text"):
            person.submits()
        elif kept is None and label == (view.get("close") or {}).get("text"):
            person.closes()
        else:
            person.presses(label, kept)

    def text_of(self, person: Any, message: Any) -> str:
        """Give a message as that person reads it."""
        return message_text(message, reader_of(person.state()))

    def _state(self, who: str) -> Any:
        if who not in self._states:
            self._states[who] = getattr(self.acme, who).state()
        return self._states[who]

    def _messages(self, who: str) -> Messages:
        state = self._state(who)
        reader = reader_of(state)
        return {
            m["ts"]: (message_text(m, reader), m["ephemeral"], json.dumps(m["blocks"]))
            for m in messages_in(state)
        }

    def _came(self, who: str, *, answers: bool = False) -> tuple[list[str], list[str]]:
        """Give the texts of the new messages, and of those that were edited."""
        before = self._before.get(who, {})
        now = {ts: s for ts, s in self._messages(who).items() if answers or not s[1]}
        new = [seen[0] for ts, seen in now.items() if ts not in before]
        return new, [s[0] for ts, s in now.items() if ts in before and before[ts][2] != s[2]]

    def _seen(self, who: str) -> str:
        new, edited = self._came(who, answers=True)
        state = self._state(who)
        views = [view_text(view, reader_of(state)) for view in state["views"][-1:]]
        return "\n\n".join([*new, *edited, *views])

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

    def hears_nothing(self, who: str, _: str) -> None:
        assert self._came(who)[0] == []

    def is_left_alone(self, who: str, _: str) -> None:
        assert self._came(who) == ([], [])


def _watched(lines: Sequence[re.Match[str] | None]) -> set[str]:
    """Give the people of whom something is said after the deed in the first of these lines."""
    said = takewhile(lambda line: line is not None and line["sign"] != ":", lines[1:])
    return {line["who"] for line in said if line}


SIGNS: dict[str, Callable[[Transcript, str, str], None]] = {
    "|": Transcript.sees,
    "!": Transcript.misses,
    "+": Transcript.hears,
    "~": Transcript.finds_edited,
    "-": Transcript.hears_nothing,
    ".": Transcript.is_left_alone,
}


@pytest.fixture
def play(acme: Any) -> Transcript:
    """Play a transcript at Acme; interview numbers begin with 1."""
    return Transcript(acme)
