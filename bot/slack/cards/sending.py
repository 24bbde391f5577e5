"""The text for somebody who is not in Slack: the recruiter sends it by hand."""

from __future__ import annotations

from typing import Any

from bot.interviews.model import Kept, Side
from bot.slack.blocks import preformatted, section
from bot.slack.cards.message import Message
from bot.words import Words
from bot.words.text import cut, one_line
from bot.words.view import Setting, first_name, name

PLACE = 2_000
TEXT = 3_500


def recruiter_text(kept: Kept, side: Side, setting: Setting) -> str:
    """Give what to send to that side by hand: in their language and zone, nothing marked.

    Where these are not known, in those of the recruiter who sends it.
    """
    person = kept.person(side)
    words = Words.of(person, setting.default_zone, one_line, sender=kept.owner)
    if not kept.is_live:
        return words.say(f"send.off.{side.value}", **_values(kept, side, words, setting))
    interview = kept.interview
    place = (
        words.say("send.place", place=cut(interview.location, PLACE)) if interview.location else ""
    )
    lines = [
        words.say("send.greeting", person=first_name(person)),
        words.say(f"send.{side.value}", **_values(kept, side, words, setting)),
        words.say(
            "send.when",
            when=words.span(interview.start_at, interview.end_at),
            kind=interview.kind,
        ),
        place,
        _proposal(kept, side, words),
        words.say("send.please_answer"),
    ]
    return cut("\n".join(line for line in lines if line), TEXT)


def text_to_send(kept: Kept, side: Side, words: Words, setting: Setting) -> Message:
    """Give the message that shows a recruiter that text, in a box from which it can be copied."""
    headline = words.say("send.headline", person=first_name(kept.person(side)))
    text = recruiter_text(kept, side, setting)
    return Message(headline, [section(headline), preformatted(text)])


def _proposal(kept: Kept, side: Side, words: Words) -> str:
    """Give the time that the other side would rather have."""
    start_at, end_at = kept.interview.amend_start_at, kept.interview.amend_end_at
    if kept.interview.amended_by is not side.other or start_at is None or end_at is None:
        return ""
    return words.say(
        "send.proposed", other=name(kept.person(side.other)), when=words.span(start_at, end_at)
    )


def _values(kept: Kept, side: Side, words: Words, setting: Setting) -> dict[str, Any]:
    return {
        "owner": first_name(kept.owner) if kept.owner else None,
        "company": setting.company,
        "other": name(kept.person(side.other)),
        "meeting": words.say(f"a_meeting.{kept.interview.kind.value}"),
        "when": words.span(kept.interview.start_at, kept.interview.end_at),
        "person": first_name(kept.person(side)),
    }
