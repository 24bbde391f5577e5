"""Where they meet: a link, a number, a room or an address."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import urlsplit

from bot.interviews.model import Kind, Side
from bot.slack.blocks import cut, escape, is_link, link, marked
from bot.slack.cards.calendar import directions
from bot.slack.cards.view import View
from bot.words import Worded, Words

PLACE = 1_200  # escaped, so that the longest place fits into a section with its map link
NEAR = timedelta(hours=1)  # before the start: from then on joining matters more than answering
ON_THE_DAY = timedelta(hours=24)  # so long before the start, numbers of people are shown
NUMBER = 50  # characters of a telephone number
_NUMBER = re.compile(r"\+?[\d\s()./-]{5,}")


def join_url(view: View) -> str | None:
    """Give the link at which to join, while that makes sense."""
    place = _place(view)
    return place if is_link(place) and view.kept.is_live and not view.is_over else None


def is_time_to_join(view: View) -> bool:
    """Whether joining is what matters now: there is a link, and it begins soon or has begun."""
    is_near = view.kept.interview.start_at - view.now <= NEAR
    return is_near and join_url(view) is not None


def where(view: View) -> Worded:
    """Give the line that says how and where they meet."""
    kind = view.kept.interview.kind
    label = view.words.say(f"card.where.{kind.value}")
    place = _place(view)
    if not place:
        return view.words.say(f"card.no_place.{kind.value}")
    return view.words.say("card.where", label=label, place=_shown(view, place))


def place_in_words(words: Words, place: str | None) -> Worded:
    """Give a place as it was typed, short enough for one line of a change."""
    if not place:
        return words.say("card.nowhere")
    return Worded.by(words.escape, cut(words.escape(place), 300))


def numbers(view: View) -> list[Worded]:
    """Give the lines with the numbers to call, from 24 hours before the start until the end."""
    near = view.kept.interview.start_at - view.now <= ON_THE_DAY and not view.is_over
    is_phone = view.kept.interview.kind is Kind.PHONE_CALL
    if not (near and is_phone and view.kept.is_live and view.capacity):
        return []
    return [
        view.words.say("card.number", person=view.kept.person(side), number=number)
        for side in Side
        if side is not view.side and (number := _number(view, side))
    ]


def _place(view: View) -> str | None:
    place = view.kept.interview.location
    return place.strip() if place else None


def _shown(view: View, place: str) -> Worded:
    if is_link(place):
        host = escape(cut(urlsplit(place).netloc, 80))
        if not view.kept.is_live:
            return marked(host)  # nobody is to go where nobody will be
        return link(place, host) if len(escape(place)) < PLACE else _cut(place)
    if view.kept.interview.kind is not Kind.IN_PERSON or _NUMBER.fullmatch(place):
        return _cut(place)
    found = link(directions(place), view.words.say("card.map"))
    return view.words.say("card.place_with_map", place=_cut(place), map=found)


def _cut(place: str) -> Worded:
    return marked(cut(escape(place), PLACE))


def _number(view: View, side: Side) -> str | None:
    person = view.kept.person(side)
    found = person.phone_number if side is Side.INTERVIEWEE else person.contact_phone_number
    return cut(found, NUMBER) if found else None
