"""The head of a line: the verb, and the interview it is about, in either order."""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.slack.grammar.keywords import AND, MINUTE
from bot.slack.grammar.line import Verb
from bot.slack.grammar.people import Person, is_name_word, name_at, person_at
from bot.slack.grammar.sheet import Role, Sheet
from bot.slack.grammar.suggest import resembling
from bot.slack.grammar.verbs import BY_VERB, BY_WORD, Takes, VerbEntry

_ID = re.compile(r"#?[1-9][0-9]{0,17}")  # what a database can number
_ANSWERS = frozenset({Verb.ACCEPT, Verb.DECLINE})  # "accept @ana" is about the one with her
_MOST_BEFORE = 3  # words before "cancel 27" that may be overlooked (and are left over)


class Head(NamedTuple):
    """What a line begins with. `end` is the first word behind it."""

    entry: VerbEntry | None
    end: int


def read_head(sheet: Sheet) -> Head:
    """Find the verb and the interview's number, or the person whose interview is meant.

    A person before something that is no verb about interviews is left to be read as part of it.
    """
    at, entry, about = _start(sheet), None, False
    while at < len(sheet):
        if not entry and (entry := _verb(sheet, at)):
            at = sheet.find(Role.VERB, at, at + 1)
        elif not about and (end := _about(sheet, at, entry)):
            at, about = end, True
        else:
            break
    _settle_subject(sheet, entry)
    at = _particle(sheet, at, entry)
    _mark_mistyped(sheet, at, entry, about=about)
    return Head(entry, at)


def read_id(sheet: Sheet, at: int) -> int | None:
    """Give the number in `27` or `#27`; None = the word is something else."""
    key = sheet.key(at)
    return int(key.lstrip("#")) if _ID.fullmatch(key) else None


def _verb(sheet: Sheet, at: int) -> VerbEntry | None:
    entry = BY_WORD.get(sheet.key(at))
    return None if entry and sheet.found(Role.ID) and not entry.concerns_one else entry


def _about(sheet: Sheet, at: int, entry: VerbEntry | None) -> int | None:
    if entry and not entry.concerns_one:
        return None
    if found := _numbered(sheet, at, entry):
        return sheet.find(Role.ID, at, at + 1, found)
    person = _subject(sheet, at, entry)
    return sheet.find(Role.SUBJECT, at, person.end, person.who) if person else None


def _numbered(sheet: Sheet, at: int, entry: VerbEntry | None) -> int | None:
    may_be_time = not entry or entry.takes in {Takes.BOOKING, Takes.TIME}
    if may_be_time and sheet.is_number(at) and sheet.begins_a_time(at):
        return None
    are_minutes = entry and entry.takes is Takes.MINUTES and sheet.key(at + 1) in MINUTE
    return None if are_minutes else read_id(sheet, at)


def _subject(sheet: Sheet, at: int, entry: VerbEntry | None) -> Person | None:
    if found := person_at(sheet, at):
        takes_it_itself = entry and entry.takes is Takes.PEOPLE and entry.verb not in _ANSWERS
        joined = sheet.key(found.end) in AND
        return None if takes_it_itself or joined else found
    if entry is None:
        return _named_before_a_verb(sheet, at)
    if entry.takes in {Takes.BOOKING, Takes.TIME, Takes.NOTHING} or entry.verb in _ANSWERS:
        if sheet.key(at) in entry.particles:
            return None
        return name_at(sheet, at, sheet.times(at))
    return None


def _named_before_a_verb(sheet: Sheet, at: int) -> Person | None:
    if not is_name_word(sheet, at):
        return None
    found = name_at(sheet, at, sheet.times(at))
    following = BY_WORD.get(sheet.key(found.end)) if found else None
    return found if following and following.concerns_one else None


def _start(sheet: Sheet) -> int:
    """Give where the head begins: behind "please" in "please cancel 27", else at the first word."""
    first = sheet.key(0)
    beside_a_number = bool(read_id(sheet, 1))
    near = is_name_word(sheet, 0) and resembling(first, beside_a_number=beside_a_number)
    if near and _is_mistyped(sheet):
        sheet.mistyped = 0
        return 1
    for at in range(1, _MOST_BEFORE + 1):
        if not _may_be_overlooked(sheet, at - 1):
            break
        if _verb_with_number(sheet, at):
            return at
    return 0


def _may_be_overlooked(sheet: Sheet, at: int) -> bool:
    key = sheet.key(at)
    return key.isalpha() and key not in BY_WORD and not sheet.is_keyword(at)


def _is_mistyped(sheet: Sheet) -> bool:
    """Whether a first word that resembles a verb is rather that than a name, with its capital."""
    about_follows = read_id(sheet, 1) or person_at(sheet, 1)
    return bool(about_follows) or sheet.words[0].text.islower()


def _verb_with_number(sheet: Sheet, at: int) -> bool:
    verb, number = (at, at + 1) if sheet.key(at) in BY_WORD else (at + 1, at)
    entry = BY_WORD.get(sheet.key(verb))
    return bool(entry and entry.concerns_one and read_id(sheet, number))


def _settle_subject(sheet: Sheet, entry: VerbEntry | None) -> None:
    if entry is not None and entry.concerns_one:
        return
    takes_people = entry and entry.takes in {Takes.PEOPLE, Takes.FILTERS}
    for finding in sheet.found(Role.SUBJECT):
        sheet.replace(finding, Role.OPERAND if takes_people else Role.PERSON)


def _particle(sheet: Sheet, at: int, entry: VerbEntry | None) -> int:
    """Pass over the "to" of "move 27 to fri" and "27 to fri", and over "make it" of "can't"."""
    changes = BY_VERB[Verb.CHANGE] if sheet.found(Role.ID) else None
    particles = verb.particles if (verb := entry or changes) else ()
    while sheet.key(at) in particles:
        at = sheet.find(Role.PARTICLE, at, at + 1)
    return at


def _mark_mistyped(sheet: Sheet, at: int, entry: VerbEntry | None, *, about: bool) -> None:
    if about and entry is None and sheet.mistyped is None and is_name_word(sheet, at):
        beside_a_number = bool(sheet.found(Role.ID))
        near = resembling(sheet.key(at), beside_a_number=beside_a_number)
        sheet.mistyped = at if near else None
