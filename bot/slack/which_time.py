"""A time or a day with several meanings: each is a button, which carries the rest of the line."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot import when
from bot.interviews.model import Actor
from bot.slack.blocks import actions
from bot.slack.cards import Message
from bot.slack.desk import Desk
from bot.slack.grammar import with_time
from bot.slack.lines import say_button
from bot.slack.times_typed import Unclear
from bot.words import Words
from bot.words.text import one_line

_MINUTE = timedelta(minutes=1)


def which_time(desk: Desk, actor: Actor, text: str, unclear: Unclear) -> Message:
    """Ask which time is meant. A button says the line with that time, the last one opens the form.

    A line too long for a button is to be typed anew.
    """
    locale = actor.person.locale or "en"
    buttons = [
        each
        for number, answer in enumerate(unclear.candidates)
        for each in say_button(
            label(desk, actor, answer),
            with_time(text, locale, typed(answer.start, answer.end)),
            number,
        )
    ]
    form = desk.form_words(actor).say("button.open_form")
    buttons += say_button(form, with_time(text, locale, ""), len(buttons))
    return desk.say(
        actor,
        unclear.key if buttons else "line.too_long",
        *actions(*buttons),
        **unclear.values,
    )


def which_day(desk: Desk, actor: Actor, text: str, unclear: Unclear) -> Message:
    """Ask which day is meant. A button says the line with that day; without one, type it anew."""
    words = Words(actor.person.locale, desk.zone(actor), one_line)
    buttons = [
        each
        for number, day in enumerate(unclear.days)
        for each in say_button(
            words.day(day), with_time(text, actor.person.locale or "en", day.isoformat()), number
        )
    ]
    return desk.say(actor, unclear.key, *actions(*buttons), **unclear.values)


def label(desk: Desk, actor: Actor, answer: when.Answer) -> str:
    """Give a time in the zone that was said, or else the reader's."""
    said = answer.start.tzinfo
    zone = said if isinstance(said, ZoneInfo) else desk.zone(actor)
    return Words(actor.person.locale, zone, one_line).time_read(answer.start, answer.end)


def typed(start_at: datetime, end_at: datetime | None) -> str:
    """Give a time as it can be typed, with one meaning only."""
    start = start_at.isoformat(timespec="minutes")
    return f"{start} for {(end_at - start_at) // _MINUTE}m" if end_at else start
