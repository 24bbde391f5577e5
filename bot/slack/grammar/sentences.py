"""Reading what follows the verbs that are no bookings: reasons, people, filters, a topic."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import time, timedelta

from bot.interviews.digest import Days
from bot.slack.grammar.head import read_id
from bot.slack.grammar.keywords import (
    AND,
    CALLED_OFF,
    FOR,
    INTERVIEWER,
    LIST_DAYS,
    MINE,
    MINUTE,
    REMOVE,
    SWAPPED,
    UNANSWERED,
)
from bot.slack.grammar.lead_times import once_or_twice, read_lead_times
from bot.slack.grammar.line import ListDay, Remind, Verb, Who
from bot.slack.grammar.people import is_name_word, name_at, oneself_at, people_at, person_at
from bot.slack.grammar.places import kind_of, read_kind
from bot.slack.grammar.sheet import Role, Sheet
from bot.slack.grammar.verbs import Takes, VerbEntry

_THIS = frozenset({"this", "the"})
_WEEKS = dict.fromkeys(_THIS, ListDay.WEEK) | {"next": ListDay.NEXT_WEEK}
_TWO = 2
_FOR_WHOM = (Verb.ACCEPT, Verb.DECLINE, Verb.LATE)
_LENGTH = re.compile(r"(?P<number>[0-9]{1,3})(?P<unit>h|m|min)")
_MINUTES = re.compile(rf"(?P<number>[0-9]{{1,4}})(?P<unit>{'|'.join(sorted(MINUTE))})?")
_NOON = 12
_CLOCK = re.compile(r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2}))?(?P<half>am|pm)?")


def read_sentence(sheet: Sheet, start: int, entry: VerbEntry) -> None:
    """Find what belongs to the verb from the word `start` on."""
    if start < len(sheet) and entry.takes in _READINGS:
        _READINGS[entry.takes](sheet, start, entry)


def is_list(sheet: Sheet) -> bool:
    """Whether a line without a verb is a list: "today", "unanswered @ana", "this week".

    A day that is a time as well ("today @ana") is a list only when nobody is named.
    """
    people, filters = 0, set[str]()
    for at in range(len(sheet)):
        if person_at(sheet, at):
            people += 1
        elif _is_filter(sheet, at):
            filters.add(sheet.key(at))
        elif sheet.key(at) not in _THIS or sheet.key(at + 1) != ListDay.WEEK:
            return False
    return bool(filters) and (not people or bool(filters & {UNANSWERED, ListDay.WEEK.value}))


def _is_filter(sheet: Sheet, at: int) -> bool:
    key = sheet.key(at)
    return key in LIST_DAYS or key == UNANSWERED or kind_of(key) is not None


def _reason(sheet: Sheet, start: int, _entry: VerbEntry) -> None:
    """Take all the rest as the reason, except what can only be more interviews: "cancel 27, 28"."""
    rest = range(start, len(sheet))
    if all(read_id(sheet, at) or sheet.key(at) in AND for at in rest):
        for at in rest:
            found = read_id(sheet, at)
            sheet.find(Role.ID if found else Role.PARTICLE, at, at + 1, found)
    else:
        sheet.find(Role.REASON, start, len(sheet), sheet.text(start, len(sheet)))


def _people(sheet: Sheet, start: int, entry: VerbEntry) -> None:
    at = start
    if entry.verb is Verb.SWAP and _two_bare_names(sheet, start):
        for name in (start, start + 1):
            sheet.find(Role.OPERAND, name, name + 1, Who(name=sheet.words[name].said))
        at = start + _TWO
    while at < len(sheet):
        at = _remove(sheet, at, entry) or _operand(sheet, at, entry) or at + 1


def _minutes(sheet: Sheet, start: int, entry: VerbEntry) -> None:
    """Read "10", "10m" or "10 min", which are minutes, and then for whom."""
    said = _MINUTES.fullmatch(sheet.key(start))
    at = start
    if said:
        at += 1 + (at + 1 < len(sheet) and not said["unit"] and sheet.key(at + 1) in MINUTE)
        sheet.find(Role.LENGTH, start, at, timedelta(minutes=int(said["number"])))
    _people(sheet, at, entry)


def _two_bare_names(sheet: Sheet, start: int) -> bool:
    """Whether "pat lee" is two people: a swap needs two, and nothing else is said."""
    return len(sheet) == start + _TWO and all(
        is_name_word(sheet, at) for at in range(start, len(sheet))
    )


def _remove(sheet: Sheet, at: int, entry: VerbEntry) -> int | None:
    if entry.verb is Verb.RECRUITER and sheet.key(at) in REMOVE:
        return sheet.find(Role.REMOVE, at, at + 1)
    return None


def _operand(sheet: Sheet, at: int, entry: VerbEntry) -> int | None:
    """Read somebody, with the word before that joins them: "for @ana", "with @lee", "and @bob"."""
    joining = sheet.key(at) in _joining(entry.verb)
    start = at + joining
    bare_names = entry.verb not in _FOR_WHOM or joining
    found = oneself_at(sheet, start) or person_at(sheet, start)
    found = found or (name_at(sheet, start, _untimed(sheet)) if bare_names else None)
    if not found or sheet.key(start) in REMOVE:
        return None
    if joining:
        sheet.find(Role.PARTICLE, at, start)
    return sheet.find(Role.OPERAND, start, found.end, found.who)


def _joining(verb: Verb) -> frozenset[str]:
    return {**dict.fromkeys(_FOR_WHOM, FOR | AND), Verb.SWAP: SWAPPED}.get(verb, AND)


def _untimed(sheet: Sheet) -> tuple[bool, ...]:
    return (False,) * len(sheet)


def _filters(sheet: Sheet, start: int, entry: VerbEntry) -> None:
    times = sheet.times(start)
    at = start
    while at < len(sheet):
        own = (_length if entry.verb is Verb.FIND else _mark)(sheet, at)
        at = own or _filter(sheet, at) or _whose(sheet, at, times) or at + 1


def _length(sheet: Sheet, at: int) -> int | None:
    """Read "45m", "1h" or "90min" as how long it is to be."""
    said = _LENGTH.fullmatch(sheet.key(at))
    if not said:
        return None
    unit = timedelta(hours=1) if said["unit"].startswith("h") else timedelta(minutes=1)
    return sheet.find(Role.LENGTH, at, at + 1, int(said["number"]) * unit)


def _mark(sheet: Sheet, at: int) -> int | None:
    """Read "mine" and "cancelled", which only a list can be narrowed to."""
    for words, role in ((MINE, Role.MINE), (CALLED_OFF, Role.CALLED_OFF)):
        if sheet.key(at) in words:
            return sheet.find(role, at, at + 1)
    return None


def _filter(sheet: Sheet, at: int) -> int | None:
    key = sheet.key(at)
    if key == UNANSWERED:
        return sheet.find(Role.UNANSWERED, at, at + 1)
    if key in _WEEKS and sheet.key(at + 1) == ListDay.WEEK:
        return sheet.find(Role.DAY, at, at + 2, _WEEKS[key])
    if key in LIST_DAYS:
        return sheet.find(Role.DAY, at, at + 1, LIST_DAYS[key])
    return read_kind(sheet, at)


def _whose(sheet: Sheet, at: int, times: tuple[bool, ...]) -> int | None:
    """Read whose interviews; words of time are those of a day: "friday", "3 dec"."""
    if times[at]:
        end = at + 1 + (sheet.key(at + 1) in LIST_DAYS)
        while end < len(sheet) and times[end]:
            end += 1
        return sheet.find(Role.WHEN, at, end, sheet.text(at, end))
    joining = sheet.key(at) in FOR | INTERVIEWER
    people = people_at(sheet, at + joining, times)
    if joining and people:
        sheet.find(Role.PARTICLE, at, at + 1)
    start = at + joining
    for person in people:
        start = sheet.find(Role.OPERAND, start, person.end, person.who)
    return start if people else None


def _topic(sheet: Sheet, start: int, _entry: VerbEntry) -> None:
    sheet.find(Role.TOPIC, start, start + 1, sheet.words[start].said)


def _lead_times(sheet: Sheet, start: int, _entry: VerbEntry) -> None:
    """Take all the rest, or nothing of it: a time that was not understood may have mattered."""
    said = sheet.text(start, len(sheet))
    if said.casefold() in set(Remind):
        sheet.find(Role.REMIND, start, len(sheet), Remind(said.casefold()))
    elif once_or_twice(said):
        sheet.find(Role.ONCE_OR_TWICE, start, len(sheet), said)
    elif (times := read_lead_times(said)) is not None:
        sheet.find(Role.LEAD_TIMES, start, len(sheet), times)


def _digest(sheet: Sheet, start: int, _entry: VerbEntry) -> None:
    for at in range(start, len(sheet)):
        word, key = sheet.words[at], sheet.key(at)
        clock = _CLOCK.fullmatch(key)
        if key.startswith("#"):
            role = Role.CHANNEL if word.slack_id else Role.UNKNOWN_CHANNEL
            sheet.find(role, at, at + 1, word.slack_id)
        elif key in set(Days):
            sheet.find(Role.DAYS, at, at + 1, Days(key))
        elif key == "off":
            sheet.find(Role.OFF, at, at + 1)
        elif key == "at" and _CLOCK.fullmatch(sheet.key(at + 1)):
            sheet.find(Role.PARTICLE, at, at + 1)
        elif clock and (said := _clock(clock)) is not None:
            sheet.find(Role.CLOCK, at, at + 1, said)


def _clock(found: re.Match[str]) -> time | None:
    """Give the clock time; None for one that no clock shows."""
    hour, half = int(found["hour"]), found["half"]
    if half and not 1 <= hour <= _NOON:
        return None
    if half:
        hour = hour % _NOON + (_NOON if half == "pm" else 0)
    try:
        return time(hour, int(found["minute"] or 0))
    except ValueError:
        return None


_READINGS: Mapping[Takes, Callable[[Sheet, int, VerbEntry], None]] = {
    Takes.REASON: _reason,
    Takes.PEOPLE: _people,
    Takes.MINUTES: _minutes,
    Takes.FILTERS: _filters,
    Takes.TOPIC: _topic,
    Takes.LEAD_TIMES: _lead_times,
    Takes.DIGEST: _digest,
}
