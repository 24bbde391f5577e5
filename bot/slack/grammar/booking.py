"""Reading the words of a booking or a change: time, length, place, kind, people, in any order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from bot.slack.grammar.head import read_id
from bot.slack.grammar.keywords import FOR, INTERVIEWEE, INTERVIEWER, LOOSE_PLACE
from bot.slack.grammar.line import Who
from bot.slack.grammar.people import Person, is_name, is_name_word, people_at, person_at
from bot.slack.grammar.places import read_kind, read_place
from bot.slack.grammar.sheet import Role, Sheet
from bot.slack.grammar.unwrap import Sort
from bot.when import length

_SURELY_A_LENGTH = timedelta(hours=4)
_LONGEST_LENGTH = 6  # words: "an hour and a half" has five

Reading = Callable[[Sheet, int, tuple[bool, ...]], int | None]


def read_booking(sheet: Sheet, start: int) -> None:
    """Find whatever belongs to a booking from the word `start` on."""
    times = sheet.times(start)
    at = start
    while at < len(sheet):
        ends = (read(sheet, at, times) for read in _READINGS)
        at = next((end for end in ends if end), at + 1)


def name_the_unnamed(sheet: Sheet, start: int) -> None:
    """Take the words left over as the name of the person interviewed, if they can be one.

    They are when they come first, or are the only ones left over.
    """
    runs = sheet.left_over_runs()
    first = [run for run in runs if run[0] == start]
    for name_start, end in first or (runs if len(runs) == 1 else []):
        if is_name(sheet, name_start, end):
            sheet.find(Role.PERSON, name_start, end, Who(name=sheet.text(name_start, end)))


def whole_length(sheet: Sheet) -> None:
    """Take a time that is nothing but a length as that: nothing is there to be shifted by it.

    A long one is left to be asked about: "15h" is a clock to many.
    """
    found = sheet.found(Role.WHEN)
    lasts = length(str(found[0].worth), sheet.locale) if len(found) == 1 else None
    if lasts and lasts <= _SURELY_A_LENGTH:
        sheet.findings.remove(found[0])
        sheet.find(Role.LENGTH, found[0].start, found[0].end, lasts)


def _another_id(sheet: Sheet, at: int, _times: tuple[bool, ...]) -> int | None:
    found = read_id(sheet, at) if sheet.key(at).startswith("#") else None
    return sheet.find(Role.ID, at, at + 1, found) if found else None


def _kind(sheet: Sheet, at: int, _times: tuple[bool, ...]) -> int | None:
    return read_kind(sheet, at)


def _interviewer(sheet: Sheet, at: int, times: tuple[bool, ...]) -> int | None:
    if sheet.key(at) not in INTERVIEWER:
        return None
    return _all(sheet, Role.INTERVIEWER, at, people_at(sheet, at + 1, times))


def _interviewee(sheet: Sheet, at: int, times: tuple[bool, ...]) -> int | None:
    """Read `for` and a person; a name without a sign only where it is no time."""
    if sheet.key(at) not in FOR | INTERVIEWEE:
        return None
    people = people_at(sheet, at + 1, times)
    if sheet.key(at) in FOR and at + 1 < len(sheet) and times[at + 1]:
        return None
    return _all(sheet, Role.INTERVIEWEE, at, people)


def _for_length(sheet: Sheet, at: int, _times: tuple[bool, ...]) -> int | None:
    if sheet.key(at) not in FOR:
        return None
    start = at + 1
    for end in range(min(start + _LONGEST_LENGTH, len(sheet)), start, -1):
        has_unit = all(sheet.keys(start, end)) and not all(map(sheet.is_number, range(start, end)))
        if has_unit and (lasts := length(sheet.text(start, end), sheet.locale)):
            return sheet.find(Role.LENGTH, at, end, lasts)
    if sheet.is_number(start) and not sheet.begins_a_time(start):
        return sheet.find(Role.FOR_NUMBER, at, start + 1, sheet.key(start))
    return None


def _place(sheet: Sheet, at: int, times: tuple[bool, ...]) -> int | None:
    return read_place(sheet, at, times)


def _person(sheet: Sheet, at: int, times: tuple[bool, ...]) -> int | None:
    found = person_at(sheet, at)
    if not found:
        return None
    start = at
    if sheet.sort(at) in {Sort.BRACKETED, Sort.ADDRESS}:
        start = _name_before(sheet, at, times)
        name = sheet.text(start, at) or None
        found = Person(found.who.but(name=name), found.end)
    return sheet.find(Role.PERSON, start, found.end, found.who)


def _name_before(sheet: Sheet, at: int, times: tuple[bool, ...]) -> int:
    """Give where the name before an address begins; without brackets each word has a capital."""
    start = at
    while start and _is_of_a_name(sheet, start - 1, at) and not times[start - 1]:
        start -= 1
    return start


def _is_of_a_name(sheet: Sheet, at: int, address: int) -> bool:
    written_so = sheet.sort(address) is Sort.BRACKETED or sheet.words[at].text[0].isupper()
    return written_so and is_name_word(sheet, at) and sheet.is_free(at)


def _time(sheet: Sheet, at: int, times: tuple[bool, ...]) -> int | None:
    """Read the words of a time, with the `at` or `in` (or a `for`) before them."""
    start = at
    if sheet.key(at) in LOOSE_PLACE | FOR and at + 1 < len(sheet):
        start = at + 1
    if not times[start]:
        return None
    end = start
    while end < len(sheet) and times[end] and not _is_steered(sheet, end, start):
        end += 1
    if sheet.key(at) in FOR and not times[at]:
        sheet.find(Role.PARTICLE, at, start)
        at = start
    return sheet.find(Role.WHEN, at, end, sheet.text(at, end))


def _is_steered(sheet: Sheet, at: int, start: int) -> bool:
    return at > start and sheet.key(at) in FOR | INTERVIEWER | INTERVIEWEE


def _all(sheet: Sheet, role: Role, start: int, people: list[Person]) -> int | None:
    for person in people:
        start = sheet.find(role, start, person.end, person.who)
    return start if people else None


_READINGS: tuple[Reading, ...] = (
    _another_id,
    _kind,
    _interviewer,
    _for_length,
    _interviewee,
    _place,
    _person,
    _time,
)
