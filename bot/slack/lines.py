"""Lines that a button says, as if they had been typed."""

from __future__ import annotations

import re

from bot.interviews.model import Person
from bot.slack.blocks import Block, button
from bot.slack.grammar import Who
from bot.slack.presses import Press, action_id
from bot.words.text import size

LONGEST = 2_000  # characters that fit into a button, by Slack's rule


def say_button(label: str, line: str, number: int) -> list[Block]:
    """Give the button that says a line; none for a line that does not fit."""
    if not line or size(line) > LONGEST:
        return []
    return [button(label, action_id(Press.SAY, number), line)]


def with_number(text: str, who: Who, interview_id: int) -> str:
    """Give the same line with the interview's number in place of the person."""
    return _instead_of(text, who, str(interview_id)) or f"{interview_id} {text}"


def with_person(text: str, who: Who, person: Person) -> str:
    """Give the same line with one certain person in place of a name; "" when they have no sign."""
    sign = f"<@{person.slack_user_id}>" if person.slack_user_id else person.email
    return _instead_of(text, who, sign) if sign else ""


def _instead_of(text: str, who: Who, other: str) -> str:
    """Give the line with something else where the person stood; "" when they stand nowhere."""

    def said(_: re.Match[str]) -> str:
        return other

    for pattern in _as_typed(who):
        changed, times = re.subn(pattern, said, text, count=1, flags=re.IGNORECASE)
        if times:
            return changed
    return ""


def _as_typed(who: Who) -> list[str]:
    patterns = []
    if who.slack_id:
        patterns.append(rf"<@{re.escape(who.slack_id)}(\|[^>]*)?>")
    if who.email:
        patterns.append(rf"<mailto:{re.escape(who.email)}(\|[^>]*)?>")
    if who.name:
        patterns.append(rf'(?<!\w)@?"?{re.escape(who.name)}"?(?!\w)')
    return patterns
