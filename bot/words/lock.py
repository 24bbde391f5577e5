"""The line that a lock screen shows: nothing in it that a stranger should read.

The clock time with its zone first, then what and which company; first names only, no link, no
number, no surname; 110 characters at most in English, and 150 in any other language.
"""

from __future__ import annotations

import unicodedata
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import regex

from bot.interviews.model import Person, Side
from bot.words.catalogue import SOURCE
from bot.words.places import is_time_to_join
from bot.words.text import cut, size
from bot.words.view import View
from bot.words.worded import Worded

LONGEST = 110
LONGEST_ELSEWHERE = 150  # other languages say the same in more letters
ROOM = ((12, 20), (8, 14), (5, 6))  # characters of each first name and of the company's
IN_NAMES = "'\u2019-"  # apostrophes and the hyphen
LETTERS = regex.compile(rf"[\p{{L}}\p{{M}}{IN_NAMES}]*")  # with the marks upon them


def lock_line(view: View, key: str, *, lasting: bool = False, **values: Any) -> str:
    """Give the lock-screen line of that key ("booked", "reminder", …) for the reader's capacity.

    A `lasting` one stands in the message itself: it says the date, where a lock screen says
    "tomorrow", which will not be true tomorrow. A person among the `values` is called by the first
    name. Where names are long they are cut, so that the line need not be.
    """
    longest = LONGEST if view.words.language == SOURCE else LONGEST_ELSEWHERE
    capacity = view.capacity.value if view.capacity else "nobody"
    found = next(
        name for name in (f"lock.{key}.{capacity}", f"lock.{key}") if view.words.knows(name)
    )
    start = partial(when, view, lasting=lasting)
    line = ""
    for room in ROOM:
        names = _names(view, values, *room)
        meeting = partial(view.words.say, f"lock.meeting.{capacity}", **names)
        line = view.words.say(found, **values | names, when=start, meeting=meeting)
        if size(line) <= longest:
            break
    return cut(line, longest)


def when(view: View, *, lasting: bool = False) -> Worded:
    """Give the start: the clock with its zone, and the day."""
    start = view.kept.interview.start_at
    said = view.words.short_day(start) if lasting else day(view, start)
    return view.words.say("lock.when", clock=view.words.clock_and_zone(start), day=said)


def day(view: View, moment: datetime) -> Worded:
    """Give the day as people say it: today, tomorrow, Fri 27 Nov."""
    zone = view.words.zone
    today = view.now.astimezone(zone).date()
    meant = moment.astimezone(zone).date()
    near = {today: "time.today", today + timedelta(days=1): "time.tomorrow"}
    return view.words.say(near[meant]) if meant in near else view.words.short_day(moment)


def what_to_do(view: View, *, unanswered: bool) -> Worded:
    """Give what opening it is good for."""
    if unanswered:
        return view.words.say("lock.open_to_answer")
    return view.words.say("lock.open_to_join" if is_time_to_join(view) else "lock.open_to_see")


def _first_name(view: View, person: Person, room: int) -> Worded:
    """Give a first name with nothing but letters, whatever stands where a name should be."""
    if person.is_forgotten:
        return view.words.say("lock.somebody")
    found = LETTERS.match(unicodedata.normalize("NFC", person.first_name))
    letters = found[0] if found else ""
    if not letters.strip(IN_NAMES):
        return view.words.say("lock.somebody")
    return Worded.by(view.words.escape, view.words.escape(cut(letters, room)))


def _names(view: View, values: dict[str, Any], room: int, room_of_company: int) -> dict[str, Any]:
    kept = view.kept
    people = {
        "interviewee": kept.interviewee_person,
        "interviewer": kept.interviewer_person,
        "proposer": kept.person(kept.interview.amended_by or Side.INTERVIEWEE),
        **{key: value for key, value in values.items() if isinstance(value, Person)},
    }
    first_names = {key: partial(_first_name, view, who, room) for key, who in people.items()}
    return first_names | {"company": partial(view.company, room_of_company), "kind": view.meeting}
