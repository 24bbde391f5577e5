"""Where they meet, for every door: a link to join at, a place in words, a number to call."""

from __future__ import annotations

from datetime import timedelta

from bot.interviews.model import Kind, Side
from bot.interviews.planning.tellings import Concerned
from bot.words.text import cut, is_link
from bot.words.view import View
from bot.words.worded import Worded
from bot.words.words import Words

NEAR = timedelta(hours=1)  # before the start: from then on joining matters more than answering
ON_THE_DAY = timedelta(hours=24)  # so long before the start, numbers of people are shown
NUMBER = 50  # characters of a telephone number


def place_of(view: View) -> str | None:
    """Give the place as it was typed."""
    place = view.kept.interview.location
    return place.strip() if place else None


def join_url(view: View) -> str | None:
    """Give the link at which to join, while that makes sense."""
    place = place_of(view)
    return place if is_link(place) and view.kept.is_live and not view.is_over else None


def is_time_to_join(view: View) -> bool:
    """Whether joining is what matters now: there is a link, and it begins soon or has begun."""
    is_near = view.kept.interview.start_at - view.now <= NEAR
    return is_near and join_url(view) is not None


def place_in_words(words: Words, place: str | None) -> Worded:
    """Give a place as it was typed, short enough for one line of a change."""
    if not place:
        return words.say("card.nowhere")
    return Worded.by(words.escape, cut(words.escape(place), 300))


def numbers(view: View) -> list[Worded]:
    """Give the lines with the numbers to call, from 24 hours before the start until the end."""
    near = view.kept.interview.start_at - view.now <= ON_THE_DAY and not view.is_over
    is_phone = view.kept.interview.kind is Kind.PHONE_CALL
    takes_part = view.capacity not in {None, Concerned.ASKED}
    if not (near and is_phone and view.kept.is_live and takes_part):
        return []
    return [
        view.words.say("card.number", person=view.kept.person(side), number=number)
        for side in Side
        if side is not view.side and (number := _number(view, side))
    ]


def _number(view: View, side: Side) -> str | None:
    person = view.kept.person(side)
    found = person.phone_number if side is Side.INTERVIEWEE else person.contact_phone_number
    return cut(found, NUMBER) if found else None
