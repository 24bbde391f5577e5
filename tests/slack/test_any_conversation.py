"""Whatever is typed: it is understood, asked about, or refused with what to type instead."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from bot.playground.looking import messages_in
from bot.slack.grammar import BY_WORD, VERBS, Line, Trouble, Verb, read_line
from bot.slack.presses import Press

# The websocket's pings draw random numbers in their own thread, and hypothesis takes them for ours.
pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings(
        "ignore:Do not use the `random` module:hypothesis.errors.HypothesisDeprecationWarning"
    ),
]

WAYS_ON = ("help", "New", "?", "Please", "Try", "Type", "type", "choose", "ask", "Leave", "pick")
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
UNEXPECTED = "Something went wrong"
NONSENSE = "qwzxk"
MEANT = [
    ("sam", "<@U0ANA|ana> with <@U0PAT> tue 3pm 45m video at <https://x.example/a|x>"),
    ("sam", "<@U0BOB> with <@U0LEE|lee> wed 9:00 phone"), ("sam", "1 move fri 4pm"),
    ("sam", "1 move +30m"), ("sam", "<@U0BOB> move wed 4pm"), ("sam", "1 at Room 2"),
    ("sam", "1 kind phone"), ("sam", "1 with <@U0LEE|lee>"), ("sam", "1 for <@U0BOB>"),
    ("sam", "1 swap <@U0PAT> <@U0LEE|lee>"), ("sam", "1 cancel"), ("sam", "1 fri 4pm 1h"),
    ("sam", "3 accept for <@U0ANA|ana>"), ("sam", "recruiter <@U0LEE|lee>"),
    ("sam", "1 owner <@U0LEE|lee>"), ("pat", "1 accept"), ("lee", "2 propose thu 14:00"),
    ("ana", "1 accept"), ("ana", "1 propose thu 11:00"), ("ana", "1 withdraw"),
]  # fmt: skip


@st.composite
def with_nonsense(draw: Any) -> tuple[str, str]:
    """A line that would do something, with a word in it that means nothing."""
    who, line = draw(st.sampled_from(MEANT))
    words = line.split(" ")
    words.insert(draw(st.integers(0, len(words))), NONSENSE)
    return who, " ".join(words)


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
        line = line if who == "sam" else named(line)  # they may have a single interview
        done = self._acme.stored()["history"] != before
        if done or Press.DO_DRAFT.value in pressed(reply):
            assert wholly_understood(line), (line, reply)
        if not wholly_understood(line):
            assert shows_a_way_on(reply), reply

    def typed(self, who: str, text: str) -> None:
        """A line that is typed at Slack is answered there, by a message or by a form."""
        person = getattr(self._acme, who)
        before = {message["ts"] for message in person.messages()}
        person.types(f"/interview {text}")
        state = person.state()
        answers = [each for each in messages_in(state) if each["ts"] not in before]
        assert answers or state["views"]
        assert UNEXPECTED not in json.dumps([answers, state["views"]])
        assert not {each["user"] for each in answers} & {"USLACKBOT"}, answers
        if state["views"]:
            person.closes(everything=True)

    def whole(self, who: str, text: str) -> None:
        """A line that is wholly understood does something, or offers to."""
        self._acme.settle()
        before = self._acme.stored()
        reply = self._says(getattr(self._acme, who), text)
        offered = Press.DO_DRAFT.value in pressed(reply)
        assert offered or self._acme.stored() != before, (text, reply)

    def with_nonsense(self, who: str, text: str) -> None:
        """Of a line with a word that means nothing, nothing comes that does not show the word."""
        before = self._acme.stored()
        reply = self._says(getattr(self._acme, who), text)
        self._harmless(reply)
        after = self._acme.stored()
        done = [set(rows) - set(before[table]) for table, rows in after.items()]
        is_form = not hasattr(reply, "blocks")
        if any(done) or is_form or Press.DO_DRAFT.value in pressed(reply):
            shown = reply.view if is_form else reply.blocks
            assert NONSENSE in repr([shown, done]), (text, reply)


def wholly_understood(line: Line) -> bool:
    return not line.left_over and not line.problems and line.verb is not Verb.UNKNOWN


def named(line: Line) -> Line:
    """Give the same line as if it named an interview: one's only one is meant without that."""
    others = tuple(each for each in line.problems if each.key is not Trouble.WHICH_INTERVIEW)
    return line.but(problems=others)


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


@settings(QUIET, phases=[Phase.explicit])  # as many random ones as are asked for come below
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


@settings(QUIET, max_examples=50)
@given(who=WHO, text=LINES)
def test_any_line_that_is_typed_at_slack_is_answered_there(
    conversation: Conversation, who: str, text: str
) -> None:
    conversation.typed(who, text)


def test_without_that_word_each_of_those_lines_does_something(conversation: Conversation) -> None:
    for who, text in MEANT:
        conversation.whole(who, text)


@settings(QUIET, max_examples=300)
@given(line=with_nonsense())
def test_a_word_that_means_nothing_is_shown_before_anything_comes_of_its_line(
    conversation: Conversation, line: tuple[str, str]
) -> None:
    conversation.with_nonsense(*line)


@pytest.mark.timeout(3600)
def test_any_line_at_all_is_answered(
    conversation: Conversation, pytestconfig: pytest.Config
) -> None:
    @settings(QUIET, max_examples=pytestconfig.getoption("--lines"))
    @given(who=WHO, text=LINES)
    def any_line(who: str, text: str) -> None:
        conversation.line(who, text)

    any_line()


def test_the_help_has_every_verb_and_each_of_its_words_leads_there(
    acme: Any, says: Any, harmless: Any
) -> None:
    helps = [says(person, "help") for person in (acme.sam, acme.pat)]
    for each in helps:
        harmless(each)
    everything = "\n".join(map(shown, helps))
    for entry in VERBS:
        example = f"/interview {entry.examples[0]}".replace("<", "&lt;").strip()
        assert (example in everything) is (entry.verb is not Verb.WITHDRAW)  # theirs are buttons
        for word in entry.words:
            about = says(acme.sam, f"help {word}")
            harmless(about)
            for typed in entry.examples:
                assert typed.replace("<", "&lt;").replace(">", "&gt;") in shown(about)


def shown(reply: Any) -> str:
    return "\n".join(each["text"]["text"] for each in reply.blocks if "text" in each)
