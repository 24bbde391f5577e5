"""Times on a card: in the reader's zone by Slack itself, and everybody else's beside it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.interviews.model import Kept, Person, Side
from bot.slack.blocks import date
from bot.words import Worded, Words
from bot.words.view import first_name

# Slack's tokens (docs.slack.dev/messaging/formatting-message-text): rendered in the reader's zone.
DAY_AND_CLOCK = "{date_long_pretty}, {time}"
CLOCK = "{time}"
SHORT = "{day_divider_pretty}, {time}"


def shown_span(words: Words, start: datetime, end: datetime) -> Worded:
    """Give a span that Slack shows in the reader's zone; the fallback names the zone."""
    same_day = start.astimezone(words.zone).date() == end.astimezone(words.zone).date()
    form = CLOCK if same_day else DAY_AND_CLOCK
    last = words.clock(end) if same_day else words.say("card.until_day", end=end)
    zoned = words.say("time.elsewhere", clock=last, zone=words.zone_name()) if same_day else last
    return words.say(
        "card.span",
        start=date(start, DAY_AND_CLOCK, words.say("card.day_and_clock", **_parts(words, start))),
        end=date(end, form, zoned),
    )


def shown_moment(words: Words, moment: datetime) -> Worded:
    """Give a moment that Slack shows in the reader's zone, with its weekday."""
    return date(moment, SHORT, words.moment(moment))


def read_span(kept: Kept, words: Words) -> Worded:
    """Give the time of an interview in words, for whoever reads them, and for its two people."""
    people = [kept.person(side) for side in Side]
    return span_for(words, kept.interview.start_at, kept.interview.end_at, people)


def span_for(words: Words, start: datetime, end: datetime, others: list[Person]) -> Worded:
    """Give a span in words, and everybody else's local time in brackets.

    "Fri 27 Nov 2026, 15:00-15:45 Madrid (09:00 New York)"; when clocks differ between the
    others too, each is labelled by their person.
    """
    theirs = {person: words.elsewhere(start, person) for person in _each_once(others)}
    times = {time for time in theirs.values() if time}
    if not times:
        return words.span(start, end)
    labelled = [
        words.say("card.their_time", person=first_name(person), time=time)
        for person, time in theirs.items()
        if time
    ]
    said = next(iter(times)) if len(times) == 1 else " · ".join(labelled)
    elsewhere = words.say("time.other", time=Worded.by(words.escape, said))
    return words.say("card.span_and_other", span=words.span(start, end), other=elsewhere)


def _each_once(people: list[Person]) -> list[Person]:
    return list({person.id: person for person in people}.values())


def _parts(words: Words, moment: datetime) -> dict[str, Any]:
    return {"day": words.day(moment), "clock": words.clock(moment)}
