"""A digest: what is on today, in one message that a whole channel may read: first names alone."""

from __future__ import annotations

from bot.interviews.digest import Summary
from bot.interviews.model import Kept
from bot.slack.blocks import context, escape, section, sections
from bot.slack.cards.message import Message
from bot.slack.cards.times import shown_moment
from bot.words import Worded, Words
from bot.words.view import first_name

MOST = 30  # interviews
LINES = {  # by whether it waits for an answer, and whether it overlaps another
    (False, False): "digest.line",
    (True, False): "digest.line_waits",
    (False, True): "digest.line_conflict",
    (True, True): "digest.line_waits_conflict",
}


def digest_card(summary: Summary, words: Words) -> Message:
    """Give the message: the counts, then the interviews, those that wait for an answer first."""
    words = words.escaping(escape)
    headline = _headline(summary, words)
    lines = [_line(kept, summary, words) for kept in summary.interviews[:MOST]]
    rest = len(summary.interviews) - len(lines)
    more = [context(words.say("list.more", count=rest))] if rest else []
    return Message(headline, [section(f"*{headline}*"), *sections(*lines), *more])


def _headline(summary: Summary, words: Words) -> str:
    parts = [words.say("digest.today", count=len(summary.interviews))]
    if summary.unanswered:
        parts.append(words.say("digest.unanswered", count=summary.unanswered))
    if summary.conflicts:
        parts.append(words.say("digest.conflicts", count=summary.conflicts))
    return " · ".join(parts)


def _line(kept: Kept, summary: Summary, words: Words) -> Worded:
    waits = kept in summary.interviews[: summary.unanswered]
    return words.say(
        LINES[waits, kept.forced],
        id=kept.id,
        start=shown_moment(words, kept.interview.start_at),
        interviewee=first_name(kept.interviewee_person),
        interviewer=first_name(kept.interviewer_person),
        kind=kept.interview.kind,
    )
