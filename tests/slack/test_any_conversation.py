"""Whatever is typed: it is understood, asked about, or refused with what to type instead."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.slack.grammar import BY_WORD, VERBS, Line, Verb, read_line
from bot.slack.presses import Press

WAYS_ON = ("help", "New", "?", "Please", "Try", "type", "choose", "ask", "Leave", "pick")
PIECES = [
    "1", "#2", "3", "99", "<@U0ANA|ana>", "<@U0PAT>", "<@U0LEE|lee>", "@bob", "Ana", "Pat Chen",
    "nobody", "<@U0NOBODY>", "with", "for", "at", "in", "place", "kind", "video", "phone",
    "in person", "fri", "3pm", "25:00", "+30m", "45m", "1h", "tomorrow", "yesterday", "today",
    "week", "27 nov", "30 feb", "Room 2", '"Room 2"', "<https://x.example/a|x>", "Madrid", "EST",
    "+34 600 111 222", "&amp;", "and", "to", "please", "mvoe", "cancle", "unanswered", "remove",
    '"Kim <kim@example.com>"', "<mailto:bob@example.com|bob@example.com>", "\u202e", "<!channel>",
    "{0}", "%s", "\x00", "'", '"', "<", ">", "|", *BY_WORD,
]  # fmt: skip
ABOUT = st.sampled_from(["", "1 ", "2 ", "<@U0ANA|ana> ", "<@U0BOB> "])
LINES = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=7).map(" ".join),
    st.builds(
        lambda about, verb, rest: f"{about}{verb} {' '.join(rest)}",
        ABOUT,
        st.sampled_from(list(BY_WORD)),
        st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=4),
    ),
    st.text(max_size=40),
)
WHO = st.sampled_from(["sam", "pat", "ana", "lee"])
QUIET = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


class Conversation:
    """Sam has booked two interviews for Ana and one for Bob; now anybody types anything."""

    def __init__(self, acme: Any, says: Any, harmless: Any, caplog: Any) -> None:
        acme.books()
        acme.books("@bob with @lee thu 11:00 30m phone at +34 600 111 222")
        acme.books("@ana with @lee thu 16:00 30m video at https://meet.example.com/y")
        self._acme, self._says, self._harmless, self._caplog = acme, says, harmless, caplog

    def line(self, who: str, text: str) -> None:
        self._caplog.clear()
        before = self._acme.stored()["history"]
        reply = self._says(getattr(self._acme, who), text)
        self._harmless(reply)
        assert not [each for each in self._caplog.records if each.levelname == "ERROR"]
        line = read_line(text, "en-GB")
        done = self._acme.stored()["history"] != before
        if done or Press.DO_DRAFT.value in pressed(reply):
            assert wholly_understood(line), (line, reply)
        if not wholly_understood(line):
            assert shows_a_way_on(reply), reply


def wholly_understood(line: Line) -> bool:
    return not line.left_over and not line.problems and line.verb is not Verb.UNKNOWN


def pressed(reply: Any) -> set[str]:
    blocks = getattr(reply, "blocks", [])
    return {
        element["action_id"]
        for block in blocks
        if block["type"] == "actions"
        for element in block["elements"]
    }


def shows_a_way_on(reply: Any) -> bool:
    """A form, buttons, or a sentence that says what to type or whom to ask."""
    return bool(
        not hasattr(reply, "blocks")
        or pressed(reply)
        or any(word in reply.text for word in WAYS_ON)
    )


@pytest.fixture
def conversation(acme: Any, says: Any, harmless: Any, caplog: Any) -> Conversation:
    return Conversation(acme, says, harmless, caplog)


@QUIET
@example(who="sam", text="1 accept please")
@example(who="sam", text="1 <@U0PAT> cancel \ud800")
@example(who="sam", text="recruiter <@U0PAT|a\x00b>")
@example(who="sam", text="<@U0ANA|ana> cancel " + "x" * 2500)
@example(who="ana", text="1 propose fri 4pm at home")
@given(who=WHO, text=LINES)
def test_any_line_is_answered_and_nothing_is_done_by_half(
    conversation: Conversation, who: str, text: str
) -> None:
    conversation.line(who, text)


@pytest.mark.slow
@settings(QUIET, max_examples=3000)
@given(who=WHO, text=LINES)
def test_any_line_at_all_is_answered(conversation: Conversation, who: str, text: str) -> None:
    conversation.line(who, text)


def test_the_help_has_every_verb_and_each_of_its_words_leads_there(
    acme: Any, says: Any, harmless: Any
) -> None:
    everything = says(acme.sam, "help")
    harmless(everything)
    for entry in VERBS:
        assert f"/interview {entry.examples[0]}".replace("<", "&lt;").strip() in shown(everything)
        for word in entry.words:
            about = says(acme.sam, f"help {word}")
            harmless(about)
            for typed in entry.examples:
                assert typed.replace("<", "&lt;").replace(">", "&gt;") in shown(about)


def shown(reply: Any) -> str:
    return "\n".join(json.loads(json.dumps(each["text"]["text"])) for each in reply.blocks)
