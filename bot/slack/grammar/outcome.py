"""Making the line's value from what was found on its sheet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time, timedelta
from typing import Any, TypeVar

from bot.interviews.digest import Days
from bot.interviews.model import Kind
from bot.slack.grammar.line import (
    Filters,
    Line,
    ListDay,
    Problem,
    Remind,
    Suggestion,
    Trouble,
    Verb,
    Who,
)
from bot.slack.grammar.sheet import Finding, Role, Sheet
from bot.slack.grammar.verbs import BY_WORD, VerbEntry

Kindred = TypeVar("Kindred")
_FIELDS = frozenset({Role.WHEN, Role.LENGTH, Role.PLACE, Role.KIND, Role.FOR_NUMBER})
_SIDES = frozenset({Role.PERSON, Role.INTERVIEWEE, Role.INTERVIEWER})
LISTED = frozenset({Verb.LIST, Verb.EXPORT})
FILTERED = LISTED | {Verb.FIND}
_PEOPLE_NEEDED = {
    Verb.SWAP: (2, 2),
    Verb.OWNER: (1, 1),
    Verb.ASK: (1, 1),
    Verb.RECRUITER: (1, 1),
    Verb.FORGET: (1, 1),
    Verb.ACCEPT: (0, 1),
    Verb.DECLINE: (0, 1),
    Verb.LATE: (0, 1),
    Verb.FIND: (2, 2),
}
_ONE_OF_EACH = {
    Role.ID: Trouble.TWO_INTERVIEWS,
    Role.INTERVIEWEE: Trouble.TWO_INTERVIEWEES,
    Role.INTERVIEWER: Trouble.TWO_INTERVIEWERS,
    Role.PLACE: Trouble.TWO_PLACES,
    Role.KIND: Trouble.TWO_KINDS,
    Role.LENGTH: Trouble.TWO_LENGTHS,
    Role.DAY: Trouble.TWO_DAYS,
    Role.CHANNEL: Trouble.TWO_CHANNELS,
    Role.CLOCK: Trouble.TWO_CLOCKS,
}


def verb_of(sheet: Sheet, entry: VerbEntry | None) -> Verb:
    """Say what the line asks for, once everything in it was looked at."""
    if sheet.mistyped is not None:
        return Verb.UNKNOWN
    if entry and entry.verb in {Verb.BOOK, Verb.NEW}:
        return Verb.BOOK if len(sheet) > 1 else Verb.NEW
    return entry.verb if entry else _unsaid(sheet)


def settle_sides(sheet: Sheet, verb: Verb) -> None:
    """Give each person of a booking a side, or make one the person whose interview is meant.

    Somebody right after the interviewer of a line that names the interviewee elsewhere is a
    second interviewer: "@ana with @pat @lee".
    """
    people = sheet.found(Role.PERSON)
    if verb in {Verb.SHOW, Verb.UNKNOWN} and len(people) == 1 and not _has(sheet, Role.ID):
        sheet.replace(people[0], Role.SUBJECT)
    elif verb is Verb.BOOK:
        for person in people:
            sheet.replace(person, _side(sheet, person))
    elif verb is not Verb.UNKNOWN and people and not _has(sheet, Role.ID, Role.SUBJECT):
        sheet.replace(people[0], Role.SUBJECT)


def line_of(
    sheet: Sheet, verb: Verb, entry: VerbEntry | None, suggestions: tuple[Suggestion, ...]
) -> Line:
    """Make the value. What was found twice is in no field but in the problems."""
    return Line(
        verb=verb,
        interview_id=_only(sheet, int, Role.ID),
        subject=_only(sheet, Who, Role.SUBJECT),
        interviewee=_only(sheet, Who, Role.INTERVIEWEE),
        interviewer=_only(sheet, Who, Role.INTERVIEWER),
        people=() if verb in LISTED else _people(sheet.found(Role.OPERAND)),
        when=" ".join(_all(sheet, str, Role.WHEN)) or None,
        length=_only(sheet, timedelta, Role.LENGTH),
        place=_only(sheet, str, Role.PLACE),
        kind=None if verb in FILTERED else _only(sheet, Kind, Role.KIND),
        reason=_only(sheet, str, Role.REASON),
        lead_times=_only(sheet, tuple, Role.LEAD_TIMES),
        remind=_only(sheet, Remind, Role.REMIND),
        channel=_only(sheet, str, Role.CHANNEL),
        days=_only(sheet, Days, Role.DAYS),
        at=_only(sheet, time, Role.CLOCK),
        off=_has(sheet, Role.OFF),
        filters=_filters(sheet) if verb in FILTERED else Filters(),
        appoint=not _has(sheet, Role.REMOVE),
        topic=_only(sheet, str, Role.TOPIC),
        left_over=tuple(sheet.words[at].said for at in sheet.left_over()),
        problems=tuple(_problems(sheet, verb, entry)),
        suggestions=suggestions,
    )


def _unsaid(sheet: Sheet) -> Verb:
    if _has(sheet, Role.ID):
        left_over = sheet.left_over()
        changes = _has(sheet, *_FIELDS, *_SIDES) or any(map(sheet.is_keyword, left_over))
        return Verb.CHANGE if changes else Verb.UNKNOWN if left_over else Verb.SHOW
    if any(map(_is_about_one, map(sheet.key, sheet.left_over()))):
        return Verb.UNKNOWN
    if _has(sheet, *_FIELDS, Role.INTERVIEWEE, Role.INTERVIEWER):
        return Verb.BOOK
    people = sheet.found(Role.PERSON)
    if len(people) > 1:
        return Verb.BOOK
    return Verb.SHOW if people and not sheet.left_over() else Verb.UNKNOWN


def _is_about_one(key: str) -> bool:
    """Whether a word is a verb beside which nothing is ever booked."""
    return key in BY_WORD and BY_WORD[key].concerns_one


def _side(sheet: Sheet, person: Finding) -> Role:
    others = [each for each in sheet.found(Role.PERSON, Role.INTERVIEWEE) if each != person]
    after = any(each.end == person.start for each in sheet.found(Role.INTERVIEWER))
    return Role.INTERVIEWER if after and others else Role.INTERVIEWEE


def _problems(sheet: Sheet, verb: Verb, entry: VerbEntry | None) -> Iterator[Problem]:
    for role, trouble in _ONE_OF_EACH.items():
        found = sheet.found(role)
        if len({each.worth for each in found}) > 1:
            yield _problem(sheet, trouble, found)
    for role, trouble in (
        (Role.FOR_NUMBER, Trouble.FOR_NUMBER),
        (Role.ONCE_OR_TWICE, Trouble.ONCE_OR_TWICE),
        (Role.UNKNOWN_CHANNEL, Trouble.UNKNOWN_CHANNEL),
        (Role.PERSON, Trouble.WHICH_SIDE),
    ):
        yield from (_problem(sheet, trouble, [each]) for each in sheet.found(role))
    yield from _people_problems(sheet, verb)
    if entry and entry.must_name_it and not _has(sheet, Role.ID, Role.SUBJECT):
        yield Problem(key=Trouble.WHICH_INTERVIEW)


def _people_problems(sheet: Sheet, verb: Verb) -> Iterator[Problem]:
    found = sheet.found(Role.OPERAND)
    least, most = _PEOPLE_NEEDED.get(verb, (0, 1))
    if len(found) < least:
        yield _problem(sheet, Trouble.WHO, found)
    if len(found) > most:
        yield _problem(sheet, Trouble.TOO_MANY_PEOPLE, found)


def _problem(sheet: Sheet, trouble: Trouble, found: list[Finding]) -> Problem:
    return Problem(
        key=trouble, said=tuple(_said(sheet, each) for each in found), people=_people(found)
    )


def _said(sheet: Sheet, finding: Finding) -> str:
    return str(finding.worth) if finding.role in {Role.ID, Role.PLACE} else _text(sheet, finding)


def _text(sheet: Sheet, finding: Finding) -> str:
    steered = finding.role in {Role.INTERVIEWEE, Role.INTERVIEWER, Role.LENGTH, Role.FOR_NUMBER}
    start = finding.start
    if steered and finding.end - start > 1 and sheet.key(start):
        start += _is_steering(sheet, start)
    return sheet.text(start, finding.end)


def _is_steering(sheet: Sheet, at: int) -> bool:
    return sheet.key(at) in {"with", "interviewer", "for", "interviewee", "and", "&", "+"}


def _people(found: list[Finding]) -> tuple[Who, ...]:
    return tuple(each.worth for each in found if isinstance(each.worth, Who))


def _filters(sheet: Sheet) -> Filters:
    return Filters(
        day=_only(sheet, ListDay, Role.DAY),
        who=_only(sheet, Who, Role.OPERAND),
        unanswered=_has(sheet, Role.UNANSWERED),
        mine=_has(sheet, Role.MINE),
        called_off=_has(sheet, Role.CALLED_OFF),
        kind=_only(sheet, Kind, Role.KIND),
    )


def _has(sheet: Sheet, *roles: Role) -> bool:
    return bool(sheet.found(*roles))


def _all(sheet: Sheet, sort: type[Kindred], role: Role) -> list[Kindred]:
    return [each.worth for each in sheet.found(role) if isinstance(each.worth, sort)]


def _only(sheet: Sheet, sort: type[Kindred], role: Role) -> Kindred | None:
    """Give what was found in a role, unless it was found twice and differs."""
    found: Any = set(_all(sheet, sort, role))
    return found.pop() if len(found) == 1 else None
