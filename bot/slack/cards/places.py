"""Where they meet: a link, a number, a room or an address."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from bot.interviews.model import Kind
from bot.slack.blocks import escape, link, marked
from bot.slack.cards.calendar import directions
from bot.words import Worded
from bot.words.places import place_of
from bot.words.text import cut, is_link
from bot.words.view import View

PLACE = 1_200  # escaped, so that the longest place fits into a section with its map link
_NUMBER = re.compile(r"\+?[\d\s()./-]{5,}")


def where(view: View) -> Worded:
    """Give the line that says how and where they meet."""
    kind = view.kept.interview.kind
    label = view.words.say(f"card.where.{kind.value}")
    place = place_of(view)
    if not place:
        to_follow = view.kept.is_live and not view.has_started
        return view.words.say(f"card.no_place.{kind.value}") if to_follow else label
    return view.words.say("card.where", label=label, place=_shown(view, place))


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
