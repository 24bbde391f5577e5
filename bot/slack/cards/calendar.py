"""Links which add an interview to somebody's calendar, made from the data alone.

Google: calendar.google.com/calendar/render?action=TEMPLATE. Outlook: the deep link of
outlook.office.com. Neither is documented as stable; both have been the same for ten years.
"""

from __future__ import annotations

import functools
from datetime import UTC, datetime
from urllib.parse import quote

from bot.slack.blocks import BUTTON_URL
from bot.words.text import CUT, one_line, wholes

GOOGLE = "https://calendar.google.com/calendar/render?action=TEMPLATE"
OUTLOOK = "https://outlook.office.com/calendar/0/action/compose?rru=addevent"
MAP = "https://www.google.com/maps/search/?api=1"
MAP_URL = 900  # it stands inside a section, beside the place itself


def google(title: str, start: datetime, end: datetime, place: str | None) -> str:
    """Give the link which opens the event in Google Calendar, 3,000 characters at most."""
    form = "%Y%m%dT%H%M%SZ"
    dates = f"dates={start.astimezone(UTC):{form}}%2F{end.astimezone(UTC):{form}}"
    return _url(f"{GOOGLE}&{dates}", {"text": title, "location": place or ""})


def outlook(title: str, start: datetime, end: datetime, place: str | None) -> str:
    """Give the link which opens the event in Outlook, 3,000 characters at most."""
    form = "%Y-%m-%dT%H%%3A%M%%3A%SZ"  # quoted as an address wants it
    dates = f"startdt={start.astimezone(UTC):{form}}&enddt={end.astimezone(UTC):{form}}"
    return _url(f"{OUTLOOK}&{dates}", {"subject": title, "location": place or ""})


def directions(place: str) -> str:
    """Give the link which looks a place up on a map."""
    return _url(MAP, {"query": place}, MAP_URL)


def _url(start: str, parameters: dict[str, str], limit: int = BUTTON_URL) -> str:
    for name, value in parameters.items():
        if value:
            room = limit - len(start) - len(name) - 2
            start = f"{start}&{name}={_quoted(one_line(value), room)}"
    return start


@functools.lru_cache(1_000)  # of the same few kinds, companies and rooms, over and over
def _quoted(text: str, room: int) -> str:
    """Quote a text for an address; of one that takes too much room the end becomes "…"."""
    whole = quote(text, safe="")
    if len(whole) <= room:
        return whole
    end = quote(CUT)
    quoted, room = [], room - len(end)
    for character in wholes(text):
        one = quote(character, safe="")
        room -= len(one)
        if room < 0:
            break
        quoted.append(one)
    return "".join([*quoted, end])
